"""Checks of values against what their register declares, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_, Text, inside
from app.core.money import LARGEST
from app.core.text import is_phone, storable
from app.models.declaration import Field, Lines, Register
from app.models.kinds import NO_PHONE, Choice, Day, Integer, Kind, Moment, Phone, Ref, YesNo
from app.store.reader import Reader


def line_field(lines_name: str, position: int, field: str) -> str:
    """How a `FieldError` names a field of the line at `position` (from 1): `lines.2.batch_code`."""
    return f"{lines_name}.{position}.{field}"


def value_problem(kind: Kind, value: Any) -> Text | None:
    """Why a kind cannot hold a value that is filled in, or `None`."""
    check = next((_CHECKS[k.__name__] for k in type(kind).__mro__ if k.__name__ in _CHECKS), _text)
    return check(kind, value)


def _text(kind: Kind, value: Any) -> Text | None:
    if not isinstance(value, str):
        return N_("This must be text.")
    if len(value) > kind.limit:
        return N_("At most {n} characters fit here; this has {m}.", n=kind.limit, m=len(value))
    if storable(value) != value:
        return N_("This text holds a character that cannot be kept.")
    return None


def _phone(kind: Kind, value: Any) -> Text | None:
    return _text(kind, value) or (None if is_phone(value) else NO_PHONE)


def _whole(kind: Kind, value: Any) -> Text | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return N_("This must be a whole number.")
    if isinstance(kind, Integer):
        if kind.minimum is not None and value < kind.minimum:
            return N_("At least {n}, please.", n=kind.minimum)
        if kind.maximum is not None and value > kind.maximum:
            return N_("At most {n}, please.", n=kind.maximum)
    return N_("This number is too large.") if abs(value) >= LARGEST else None


def _option(kind: Kind, value: Any) -> Text | None:
    if isinstance(kind, Choice) and kind.option(value) is None:
        return N_("This is none of the choices.")
    return None


def _day(kind: Kind, value: Any) -> Text | None:
    if not isinstance(value, date) or isinstance(value, datetime):
        return N_("This must be a date.")
    return None if 1900 <= value.year <= 2200 else N_("This date cannot be meant.")


def _moment(kind: Kind, value: Any) -> Text | None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return N_("This must be a date and time.")
    return None if 1900 <= value.year <= 2200 else N_("This date cannot be meant.")


def _flag(kind: Kind, value: Any) -> Text | None:
    return None if isinstance(value, bool) else N_("This must be yes or no.")


_CHECKS: Mapping[str, Callable[[Kind, Any], Text | None]] = {
    "Integer": _whole,
    "Money": _whole,
    "Percent": _whole,
    "Hours": _whole,
    "Reading": _whole,
    Ref.__name__: _whole,
    Choice.__name__: _option,
    Day.__name__: _day,
    Moment.__name__: _moment,
    YesNo.__name__: _flag,
    Phone.__name__: _phone,
}


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def field_problems(
    fields: Iterable[Field],
    values: Mapping[str, Any],
    *,
    whole: bool,
    name: Callable[[str], str] = str,
    brought: bool = False,
) -> list[FieldError]:
    """What is wrong with `values`. `whole`: a new record, in which every required field must be there.

    `brought`: they come from a file, which may bring the read-only fields that declare so.
    """
    found: list[FieldError] = []
    declared = {f.name: f for f in fields}
    for given in values:
        f = declared.get(given)
        if f is not None and f.readonly and not (brought and f.brought and whole):
            found.append(
                FieldError(name(given), N_("{label} is not typed; it follows from other records.", label=f.label))
            )
    for f in declared.values():
        if f.readonly and not (brought and f.brought):
            continue
        value = values.get(f.name)
        if not _filled(value):
            if f.required and (whole or f.name in values):
                found.append(FieldError(name(f.name), N_("{label} is needed.", label=f.label)))
        elif (why := value_problem(f.kind, value)) is not None:
            found.append(FieldError(name(f.name), why))
        elif value in f.moved and not (brought and whole):
            found.append(FieldError(name(f.name), _by_move(f, value)))
    return found


def _by_move(field: Field, value: Any) -> Text:
    option = field.kind.option(value) if isinstance(field.kind, Choice) else None
    words = option.label if option is not None else str(value)
    return N_("“{value}” is a step of its own, which asks for what belongs to it.", value=words)


def line_problems(lines: Lines, rows: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """What is wrong with the rows of one list of lines. Read-only fields that come along unchanged are passed over."""
    typed = [f for f in lines.fields if not f.readonly]
    found: list[FieldError] = []
    for position, row in enumerate(rows, 1):
        said = {n: v for n, v in row.items() if any(f.name == n for f in typed)}
        found += field_problems(
            typed,
            said,
            whole=row.get("id") is None,
            name=lambda n, p=position: line_field(lines.name, p, n),  # type: ignore[misc]
        )
    return found


def reference_problems(
    reader: Reader, fields: Iterable[Field], values: Mapping[str, Any], *, voided: bool = False
) -> list[FieldError]:
    """References that point nowhere, or at a voided record unless `voided` may stay (it was there before)."""
    found: list[FieldError] = []
    for f in fields:
        value = values.get(f.name)
        if not isinstance(f.kind, Ref) or not isinstance(value, int) or value_problem(f.kind, value) is not None:
            continue
        other = reader.records(f.kind.register, [value]).get(value)
        if other is None:
            why = N_("This {register} is not in the shop.", register=_singular(reader, f.kind))
            found.append(FieldError(f.name, why))
        elif other["voided_at"] is not None and not voided:
            why = N_("This {register} was voided; choose another.", register=_singular(reader, f.kind))
            found.append(FieldError(f.name, why))
    return found


def _singular(reader: Reader, kind: Ref) -> Text:
    return inside(reader.registry[kind.register].singular)


def key_problem(
    reader: Reader, register: Register, values: Mapping[str, Any], record_id: int | None
) -> FieldError | None:
    """A clash with another record of the same key; only keys whose every part is filled can clash."""
    if not register.key or not all(_filled(values.get(n)) for n in register.key):
        return None
    other = reader.exists(register.name, {n: values[n] for n in register.key}, record_id)
    if other is None:
        return None
    field = register.key[-1]
    title = reader.titles(register.name, [other]).get(other, "")
    return FieldError(
        field, N_("{label} “{value}” is already used by {title}.", label=register.field(field).label,
                  value=str(values[field])[:60], title=title)
    )  # fmt: skip


def raise_if(problems: Iterable[FieldError | None]) -> None:
    """Raise `Invalid` if there is any problem."""
    found = tuple(p for p in problems if p is not None)
    if found:
        raise Invalid(found)

"""Moves of states: allowed pairs only, by those who may, with what must be filled and what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import FieldError, Invalid, NotAllowed, UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.models.counted import currency_of, names_of
from app.models.declaration import Field, Register, Transition, Where
from app.models.kinds import Choice, CodeText
from app.services.effect import Effect
from app.services.effects import EFFECTS
from app.services.tables import Values
from app.services.validate import field_problems, raise_if
from app.store.query import title_of
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that a move for many could not take, and why."""

    record_id: int
    title: str
    why: UserError


@dataclass(frozen=True, slots=True)
class Performed:
    """What a move for many records did."""

    done: tuple[int, ...]
    refused: tuple[Refused, ...]


def available(register: Register, record: Mapping[str, Any], role: str) -> tuple[Transition, ...]:
    """The moves that this record's states and this role allow, in their declared order."""
    if record.get("voided_at") is not None:
        return ()
    return tuple(
        t for t in register.transitions if role in t.roles and record[t.field] in t.sources and fits(t, record)
    )


def fits(move: Transition, record: Mapping[str, Any]) -> bool:
    """Whether what the move is limited to, besides states, holds of this record."""
    return all(holds(w, record[w.field]) for w in move.only)


def holds(where: Where, value: Any) -> bool:
    """Whether a value meets a condition that a record alone can answer."""
    wanted = where.value if isinstance(where.value, tuple) else (where.value,)
    match where.op:
        case "eq" | "in":
            return value in wanted
        case "ne" | "not_in":
            return value not in wanted
        case "empty":
            return value is None or value == ""
    return value is not None and value != ""


def perform(
    uow: UnitOfWork,
    register_name: str,
    record_id: int,
    name: str,
    asked: Mapping[str, Any] | None = None,
    *,
    version: int | None = None,
    effects: Mapping[tuple[str, str], Effect] = EFFECTS,
) -> None:
    """Make a move: check, do what it does, set the state, stamp the time, write the audit row.

    Raises `NotAllowed` for a move that the state or the role does not allow, `Invalid` for what is not filled in,
    `Stale` when `version` is given and out of date, and whatever the effect refuses. `KeyError` for no such move.
    """
    register = uow.registry[register_name]
    move = register.transition(name)
    record = uow.reader.record(register_name, record_id)
    answers = {n: v for n, v in (asked or {}).items() if v is not None and v != ""}
    check(register, move, record, uow.actor.role, answers)
    changes: Values = {n: v for n, v in answers.items() if register.has_field(n)}
    changes[move.field] = move.target
    if move.stamps:
        changes[move.stamps] = uow.now
    effect = effects.get((register_name, name))
    reason = str(answers.get("reason") or answers.get(f"{name}_reason") or answers.get("override_reason") or "")
    if effect is None:
        uow.update(register_name, record_id, changes, version=version, action=name, reason=reason)
        return
    done = effect(uow, record, answers)
    note = {"stock": done.moved} if done.moved else None
    uow.update(
        register_name,
        record_id,
        changes | done.changes,
        lines=done.lines or None,
        version=version,
        action=name,
        reason=reason,
        effects=note,
    )
    if done.then is not None:
        done.then()


def perform_many(
    uow: UnitOfWork,
    register_name: str,
    ids: Sequence[int],
    name: str,
    asked: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Performed:
    """Make the same move for many records; those that cannot take it are named with the reason, the rest are done.

    Effects refuse before they write, so that a refusal leaves nothing half done. Raises `Cancelled` through `progress`.
    """
    done: list[int] = []
    refused: list[Refused] = []
    told = progress or Progress()
    for at, record_id in enumerate(dict.fromkeys(ids)):
        told.step(at, len(ids))
        try:
            _refuse_foreign(uow, register_name, record_id, name, asked or {})
            perform(uow, register_name, record_id, name, asked)
            done.append(record_id)
        except UserError as why:
            title = uow.reader.titles(register_name, [record_id]).get(record_id, "")
            refused.append(Refused(record_id, title, why))
    return Performed(tuple(done), tuple(refused))


def _refuse_foreign(uow: UnitOfWork, register_name: str, record_id: int, name: str, asked: Mapping[str, Any]) -> None:
    """Raise `UserError` where an amount was typed once for many records and this one is in another currency."""
    fields = uow.registry[register_name].transition(name).asks
    column = currency_of(fields)
    if not column or not any(asked.get(n) for n in names_of(fields)):
        return
    code = uow.reader.record(register_name, record_id)[column]
    if code not in (None, uow.currency):
        raise UserError(N_("Its amounts are in {code}. Do this in the record itself.", code=code))


def asked_of_many(move: Transition) -> tuple[Field, ...]:
    """What a move asks for when it is made for many records: not what belongs to one alone, as a waybill does."""
    return tuple(f for f in move.asks if f.required or not isinstance(f.kind, CodeText))


def check(
    register: Register, move: Transition, record: Mapping[str, Any], role: str, answers: Mapping[str, Any]
) -> None:
    """Raise unless the move is allowed for this record and role, and everything it needs is there."""
    if role not in move.roles:
        raise NotAllowed(N_("Your role does not allow “{move}”.", move=move.label), None, N_("Ask the owner."))
    title = title_of(register, dict(record)) or str(record["id"])
    if record["voided_at"] is not None:
        raise NotAllowed(N_("{title} was voided.", title=title), N_("Nothing was changed."))
    if record[move.field] not in move.sources:
        raise NotAllowed(
            N_("“{move}” is not possible: {title} is “{state}”.", move=move.label, title=title,
               state=_state(register, move.field, record[move.field])),
            N_("Nothing was changed."),
        )  # fmt: skip
    if not fits(move, record):
        raise NotAllowed(N_("“{move}” does not fit {title}.", move=move.label, title=title), N_("Nothing was changed."))
    missing = [n for n in move.requires if record[n] is None or record[n] == ""]
    raise_if(FieldError(n, _needed(register.field(n))) for n in missing)
    unknown = set(answers) - {f.name for f in move.asks}
    if unknown:
        raise KeyError(f"{register.name}.{move.name} does not ask for {sorted(unknown)}")
    problems = field_problems(move.asks, answers, whole=True)
    if problems:
        raise Invalid(tuple(problems))


def _needed(field: Field) -> Text:
    """What is to be filled in first; of a field that nobody types, where its value comes from."""
    words = N_("{label} is needed first.", label=field.label)
    return N_("{one} {two}", one=words, two=field.help) if field.readonly and field.help is not None else words


def _state(register: Register, field: str, key: str) -> Text | str:
    kind = register.field(field).kind
    option = kind.option(key) if isinstance(kind, Choice) else None
    return option.label if option else key

"""Saving any record: checked against its declaration first, completed by its register's own rules, then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.core.amounts import Amount
from app.core.errors import FieldError, Invalid, NotAllowed, UserError
from app.core.i18n import N_, inside, listed
from app.core.progress import Progress
from app.core.text import storable
from app.models.declaration import Field, NowPlus, Register, TodayPlus
from app.models.kinds import Choice
from app.services import duties, fixed, orders, users, validate
from app.services.after_void import AFTER_VOID
from app.services.privacy import hides, names_masked
from app.services.savers import FILLERS, SAVERS, Saver, plain
from app.services.tables import Values
from app.store.query import title_of
from app.store.reader import Reader, lines_of
from app.store.uow import UnitOfWork
from app.store.view import View

LineRows = Mapping[str, Sequence[Mapping[str, Any]]]


def defaults(reader: Reader, register: Register) -> Values:
    """What a new record of a register starts with."""
    at = reader.locale
    found: Values = {}
    for f in register.fields:
        value = f.default
        if isinstance(value, TodayPlus):
            value = at.today + timedelta(days=value.days)
        elif isinstance(value, NowPlus):
            value = at.now + timedelta(hours=value.hours)
        if value is not None:
            found[f.name] = value
    return found


def save(
    uow: UnitOfWork,
    register_name: str,
    record_id: int | None,
    values: Mapping[str, Any],
    lines: LineRows | None = None,
    *,
    version: int | None = None,
    brought: bool = False,
) -> int:
    """Save a new record (`record_id` None) or changes of one; returns its id.

    `values` holds typed fields only (with `brought`, of a new record, also those that a file may bring); `lines` whole
    lists, where rows with their `id` are kept. Raises `Invalid` with one `FieldError` per field (lines as
    `lines.2.batch_code`), `NotAllowed`, `Stale`.
    """
    users.require(uow.actor, "write")
    register = uow.registry[register_name]
    _check_open(uow.reader, register, record_id)
    said = {n: (None if v == "" else v) for n, v in values.items()}
    rows = {n: [_line_with_defaults(register, n, x) for x in given] for n, given in (lines or {}).items()}
    if record_id is None:
        said = {**defaults(uow.reader, register), **_without_blanks(said, register)}
        typed = {n: v for n, v in said.items() if not register.field(n).readonly or n in values}
        old: Values = {}
    else:
        old = uow.reader.record(register_name, record_id)
        typed = {n: v for n, v in said.items() if old[register.field(n).name] != v}
    problems = validate.field_problems(register.fields, typed, whole=record_id is None, brought=brought)
    if register_name in FILLERS and "lines" in rows:
        FILLERS[register_name](uow.reader, rows["lines"])
    for declared in register.lines:
        if declared.name in rows:
            problems += validate.line_problems(declared, rows[declared.name])
            for position, row in enumerate(rows[declared.name], 1):
                problems += [
                    FieldError(validate.line_field(declared.name, position, p.field), p.what)
                    for p in validate.reference_problems(
                        uow.reader, declared.fields, row, voided=row.get("id") is not None
                    )
                ]
    problems += validate.reference_problems(uow.reader, register.fields, typed)
    wrong = {p.field for p in problems}
    if wrong.isdisjoint(register.key) and (record_id is None or any(n in typed for n in register.key)):
        clash = validate.key_problem(uow.reader, register, {**old, **said}, record_id)
        problems += [clash] if clash else []
    validate.raise_if(problems)
    saver = SAVERS.get(register_name, plain)
    return saver(
        uow, register, record_id, said if record_id is None else typed, rows if lines is not None else None, version
    )


def _line_with_defaults(register: Register, lines_name: str, row: Mapping[str, Any]) -> Values:
    """A typed row; a new one starts with its fields' defaults."""
    if row.get("id") is not None:
        return dict(row)
    declared = lines_of(register, lines_name)
    start = {f.name: f.default for f in declared.fields if f.default is not None and not f.readonly}
    return start | {n: v for n, v in row.items() if v is not None and v != ""}


def _without_blanks(values: Values, register: Register) -> Values:
    """Typed values; a blank gives way to the default where a field is required."""
    return {n: v for n, v in values.items() if v is not None or not register.field(n).required}


def _check_open(reader: Reader, register: Register, record_id: int | None) -> None:
    if record_id is None and register.editable:
        if not register.creatable:
            raise NotAllowed(N_("A new {register} comes from another record.", register=inside(register.singular)))
        return
    record = reader.record(register.name, record_id) if record_id is not None else {}
    if refused := fixed.refusal(register, record):
        raise refused


BULK_SLICE = 500
"""Records that are changed between two looks at whether somebody asked to stop."""


def bulk_edit(
    uow: UnitOfWork, register_name: str, ids: Sequence[int], field: str, value: Any, progress: Progress | None = None
) -> int:
    """Set one field of many records; returns how many changed. Records that cannot be changed any more are passed over.

    Each is saved as its register saves it, so that what follows from the field follows. Raises `Invalid` if the field
    cannot take the value, what the register refuses of any record, naming it, and `Cancelled` through `progress`.
    """
    users.require(uow.actor, "write")
    register = uow.registry[register_name]
    declared = register.field(field)
    if not declared.bulk or declared.readonly or not register.editable:
        raise NotAllowed(N_("{label} cannot be changed for many records at once.", label=declared.label))
    given = None if value == "" else value
    problems = validate.field_problems([declared], {field: given}, whole=False)
    problems += validate.reference_problems(uow.reader, [declared], {field: given})
    validate.raise_if(problems)
    told, done = progress or Progress(), 0
    for start in range(0, len(ids), BULK_SLICE):
        told.step(start, len(ids))
        found = uow.reader.records(register_name, ids[start : start + BULK_SLICE])
        open_ids = [
            i for i, r in found.items() if fixed.may_edit(register, r) and field not in fixed.fixed_fields(register, r)
        ]
        if register_name in SAVERS:
            changed = [i for i in open_ids if found[i][field] != given]
            with uow.acting("bulk_edit"):
                for i in changed:
                    _save_one(uow, SAVERS[register_name], register, found[i], {field: given})
            done += len(changed)
        else:
            done += uow.update_many(register_name, {i: {field: given} for i in open_ids}, action="bulk_edit")
    told.step(len(ids), len(ids))
    return done


def _save_one(uow: UnitOfWork, saver: Saver, register: Register, old: Values, values: Values) -> None:
    """Save one of many. What is refused names the record, since nobody sees which one it was."""
    try:
        saver(uow, register, old["id"], dict(values), None, None)
    except UserError as why:
        told = why.problems[0].what if isinstance(why, Invalid) else why.what
        title = title_of(register, old) or str(old["id"])
        raise UserError(
            N_("{title}: {why}", title=title, why=told), N_("Nothing was changed, in none of the records."), why.todo
        ) from None


def void(uow: UnitOfWork, register_name: str, record_id: int, reason: str) -> None:
    """Take a record out of the lists with a reason. Records with stock or money behind them cannot be voided.

    Raises `Invalid` without a reason, `NotAllowed` for the role, for such a record, or for one voided already.
    """
    users.require(uow.actor, "void")
    if not reason.strip():
        raise Invalid((FieldError("void_reason", N_("Say why it is voided.")),))
    register = uow.registry[register_name]
    record = uow.reader.record(register_name, record_id)
    title = title_of(register, record)
    if record["voided_at"] is not None:
        raise NotAllowed(N_("{title} was voided.", title=title), N_("Nothing was changed."))
    if not register.editable or _committed(register, record):
        raise NotAllowed(
            N_("{title} counts already: what it did stays on record, so it cannot be voided.", title=title),
            N_("Nothing was changed."),
            N_("Cancel, reverse or close it instead."),
        )
    if register_name == "products" and (open_orders := orders.open_with(uow.reader, record_id)):
        raise NotAllowed(
            N_("{title} stands in open orders: {numbers}.", title=title, numbers=listed(open_orders)),
            N_("Nothing was changed."),
            N_("Ship or cancel them first, or take the product off sale."),
        )
    uow.void(register_name, record_id, storable(reason).strip())
    duties.after_void(uow, register_name, record_id)
    if register_name in AFTER_VOID:
        AFTER_VOID[register_name](uow, record)


def may_void(register: Register, record: Mapping[str, Any]) -> bool:
    """Whether a record can be taken out of the lists, as far as its own state goes."""
    return record["voided_at"] is None and register.editable and not _committed(register, record)


_VOIDABLE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "orders": {"fulfilment": frozenset({"new", "cancelled"}), "payment": frozenset({"unpaid"})},
    "receipts": {"status": frozenset({"draft"})},
    "stock_counts": {"status": frozenset({"open", "cancelled"})},
    "shipments": {"status": frozenset()},
    "plans": {"status": frozenset({"draft", "withdrawn"})},
    "acknowledgements": {"status": frozenset()},
    "drills": {"status": frozenset({"planned", "cancelled"})},
    "incidents": {"status": frozenset({"reported"})},
    "remedies": {"status": frozenset({"requested", "refused", "cancelled"})},
    "checks": {"status": frozenset({"in_progress", "cancelled"})},
    "rectifications": {"status": frozenset({"open", "cancelled"})},
    "complaints": {"status": frozenset({"received", "accepted"})},
    "training_sessions": {"status": frozenset({"planned", "cancelled"})},
    "training_evaluations": {"status": frozenset({"planned", "skipped"})},
}


def _committed(register: Register, record: Mapping[str, Any]) -> bool:
    if register.name == "products":
        return bool(record["on_hand"] or record["reserved"])
    if register.name == "customers":
        return bool(record["order_count"])
    return any(record[n] not in states for n, states in _VOIDABLE.get(register.name, {}).items())


def any_record(reader: Reader, register_name: str) -> bool:
    """Whether there is a last record that a new one can begin with."""
    return bool(reader.page(View(register_name, sort="-id", columns=("id",)), 0, 1))


def copy_of_last(reader: Reader, register_name: str) -> tuple[Values, dict[str, list[Values]]]:
    """What a new record takes over from the last one: typed fields that need not be unique, and its lines."""
    register = reader.registry[register_name]
    ids = reader.page(View(register_name, sort="-id", columns=("id",)), 0, 1)
    if not ids:
        return defaults(reader, register), {}
    return copy_of(reader, register_name, int(ids[0][0]))


def copy_of(reader: Reader, register_name: str, record_id: int) -> tuple[Values, dict[str, list[Values]]]:
    """What a new record takes over from an earlier one."""
    register = reader.registry[register_name]
    old = reader.record(register_name, record_id)
    masked = names_masked(reader)  # what is masked is not shown by copying it
    kept = [f for f in register.fields if _copied(f, register) and not hides(f, masked)]
    values = defaults(reader, register) | {f.name: old[f.name] for f in kept if _worth(old[f.name])}
    lines: dict[str, list[Values]] = {}
    for declared in register.lines:
        if not declared.readonly:
            names = [f.name for f in declared.fields if not f.readonly and not f.fresh]
            lines[declared.name] = [
                {n: x[n] if _worth(x[n]) else None for n in names}
                for x in reader.lines(register_name, record_id, declared.name)
            ]
    return values, lines


def _worth(value: Any) -> bool:
    """Whether a copy takes a value over: it is counted in the shop's own currency, which the amount may not be in."""
    return value is not None and not isinstance(value, Amount)


def _copied(f: Field, register: Register) -> bool:
    if f.readonly or f.fresh or f.name in register.key:
        return False
    return not isinstance(f.default, TodayPlus | NowPlus) and (not isinstance(f.kind, Choice) or not f.kind.pill)

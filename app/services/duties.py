"""Recurring duties: what is expected when, and what was done, done late or missed.

A record that calls for something every so often keeps its duty here (`keep`), and tells when it was done (`fulfil`).
The shop's own duties are entered by hand and ticked. What was missed stays missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.registers.duties import Duty
from app.models.registers.duty_dates import DutyDate
from app.services import duty_plan
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_SCHEDULE = ("rhythm", "start_on", "until_on", "on_workdays")
_BY_SOURCE = frozenset({"label", *_SCHEDULE, "grace_days", "who_id"})


@dataclass(frozen=True, slots=True)
class DutySpec:
    """A duty that a record feeds. `kind` tells several of one record apart; `label` is what Today says.

    `grace_days` None takes the rhythm's usual ones. `start` gives the weekday or the day of the month; nothing is
    expected before the day on which the duty was kept first, nor after `until`.
    """

    source_register: str
    source_id: int
    kind: str
    label: str
    rhythm: str
    start: date
    who_id: int | None = None
    grace_days: int | None = None
    until: date | None = None
    on_workdays: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the dates of a period. `expected` is the sum of the other four.

    `afterwards` counts those of the missed that were done all the same, after they no longer counted.
    """

    expected: int = 0
    done: int = 0
    late: int = 0
    missed: int = 0
    open: int = 0
    afterwards: int = 0


def keep(uow: UnitOfWork, spec: DutySpec) -> int:
    """Create or change the duty that a record feeds; returns its id, 0 where the rhythm `none` expects nothing.

    Dates that are over stay as they are; a changed rhythm holds from today on. Raises `KeyError` for an unknown rhythm.
    """
    found = _of(uow.reader, spec.source_register, spec.source_id, spec.kind)
    if spec.rhythm == "none":
        if found is not None:
            _stop(uow, found, "")
        return found["id"] if found is not None else 0
    values: Values = {
        "label": spec.label,
        "rhythm": spec.rhythm,
        "start_on": spec.start,
        "until_on": spec.until,
        "on_workdays": spec.on_workdays,
        "grace_days": spec.grace_days,
        "who_id": spec.who_id,
        "status": "active",
        "source_title": _title(uow.reader, spec.source_register, spec.source_id) or None,
    }
    if found is None:
        own = {"source_register": spec.source_register, "source_id": spec.source_id, "kind": spec.kind}
        duty_id = uow.create("duties", {**values, **own, "since": uow.today})
    else:
        duty_id = found["id"]
        if found["status"] != "active" or any(found[n] != values[n] for n in _SCHEDULE):
            values["since"] = uow.today
        uow.update("duties", duty_id, values)
    duty_plan.plan(uow, [uow.reader.record("duties", duty_id)])
    return duty_id


def save_own(uow: UnitOfWork, duty_id: int | None, values: Values, version: int | None) -> int:
    """Save a duty that was typed or imported, and expect its dates. Raises `Invalid`, `Stale`."""
    old = uow.reader.record("duties", duty_id) if duty_id is not None else {}
    if held := fixed_fields(old).intersection(n for n, v in values.items() if old.get(n) != v):
        names = [uow.registry["duties"].field(n).label for n in sorted(held)]
        raise NotAllowed(
            N_("{label} comes from {source} and is changed there.", label=names[0], source=old["source_title"] or ""),
            N_("Nothing was changed."),
        )
    new = {**old, **values}
    if new.get("until_on") and new["until_on"] < new["start_on"]:
        raise Invalid((FieldError("until_on", N_("It ends before it begins.")),))
    if duty_id is None:
        values = {**values, "since": uow.today, "source_register": "", "kind": "own"}
        duty_id = uow.create("duties", values)
    else:
        if any(old[n] != new[n] for n in _SCHEDULE):
            values = {**values, "since": uow.today}
        uow.update("duties", duty_id, values, version=version)
    duty_plan.plan(uow, [uow.reader.record("duties", duty_id)])
    return duty_id


def fixed_fields(duty: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a duty that the record decides which feeds it."""
    return _BY_SOURCE if duty.get("source_register") else frozenset()


def stop(uow: UnitOfWork, source_register: str, source_id: int, kind: str, reason: str = "") -> None:
    """Expect nothing more of a record's duty from today on. What is over stays; without such a duty nothing happens."""
    found = _of(uow.reader, source_register, source_id, kind)
    if found is not None:
        _stop(uow, found, reason)


def fulfil(
    uow: UnitOfWork,
    source_register: str,
    source_id: int,
    kind: str,
    on: date,
    register: str,
    record_id: int,
    *,
    brought: bool = False,
) -> int | None:
    """Say that a record did what was expected, on a day; returns the id of the date that it meets, if there is one.

    It becomes done (up to its day) or late (within its grace). One that was missed stays missed, with the day on
    which it was done afterwards. A record meets one date: saying it again changes nothing.

    `brought`: the record comes from a register that was kept outside. What such a one proves was done in time counts
    so where the owner brings it in, also of a date that was missed by what the shop's file knew; it meets no date
    before which nothing was expected yet (docs/decisions/duties.md).
    """
    t = table(DutyDate)
    met = uow.reader.rows(
        select(t).where(t.c.record_register == register, t.c.record_id == record_id, t.c.voided_at.is_(None))
    )
    mine = [r for r in met if (r["source_register"], r["source_id"], r["kind"]) == (source_register, source_id, kind)]
    if mine:
        return int(mine[0]["id"])
    duty = _of(uow.reader, source_register, source_id, kind)
    if duty is None:
        return None
    duty_plan.plan(uow, [duty])
    row = duty_plan.met_by(uow.reader, duty["id"], on)
    if row is None or (brought and on < row["expected_on"] and not duty_plan.expected_by(uow.reader, duty, on)):
        return None
    if brought and uow.actor.role == "owner" and on <= row["closes_on"]:
        row = {**row, "state": "open"}
    proof = {
        "record_register": register,
        "record_id": record_id,
        "record_title": _title(uow.reader, register, record_id) or None,
    }
    uow.update("duty_dates", row["id"], {**outcome(uow, row, on), **proof}, action="fulfil")
    duty_plan.reckon(uow, [duty["id"]])
    return int(row["id"])


def would_meet(reader: Reader, source_register: str, source_id: int, kind: str, on: date) -> date | None:
    """The expected date that what is done on a day would meet; None where nothing is expected of it."""
    duty = _of(reader, source_register, source_id, kind)
    row = duty_plan.met_by(reader, duty["id"], on) if duty is not None else None
    return row["expected_on"] if row is not None else None


def outcome(uow: UnitOfWork, row: Mapping[str, Any], on: date) -> Values:
    """What an expected date becomes when it was done on a day: done, late, or still missed; by whom, entered when."""
    state = "missed"
    if row["state"] != "missed" and on <= row["closes_on"]:
        state = "done" if on <= row["expected_on"] else "late"
    return {"state": state, "done_on": on, "done_by": uow.actor.name, "entered_on": uow.today}


def redate(uow: UnitOfWork, register: str, record_id: int, on: date) -> None:
    """The day on which a record did what was expected was corrected: it meets the date that this day meets.

    What was missed stays missed. A date that it does not meet any more is open again, or missed where its time is over.
    """
    t = table(DutyDate)
    rows = uow.reader.rows(
        select(t).where(t.c.record_register == register, t.c.record_id == record_id, t.c.voided_at.is_(None))
    )
    for row in rows:
        proof = {n: row[n] for n in ("record_register", "record_id", "record_title")}
        before = {n: row[n] for n in ("done_by", "entered_on")}
        blank = {"record_register": "", "record_id": 0, "record_title": None, **unmet(uow, row)}
        stays = {"state": row["state"] if row["state"] == "missed" else "open"}
        uow.update("duty_dates", row["id"], {**blank, **stays}, action="redate")
        met = duty_plan.met_by(uow.reader, row["duty_id"], on)
        if met is None or met["id"] != row["id"]:
            uow.update("duty_dates", row["id"], blank, action="redate")
        if met is not None:
            uow.update("duty_dates", met["id"], {**outcome(uow, met, on), **before, **proof}, action="redate")
        duty_plan.reckon(uow, [row["duty_id"]])


def take_back(uow: UnitOfWork, register: str, record_id: int) -> None:
    """A record was voided: the date that it had met is open again, or missed where its time is over."""
    t = table(DutyDate)
    rows = uow.reader.rows(select(t).where(t.c.record_register == register, t.c.record_id == record_id))
    blank = {"record_register": "", "record_id": 0, "record_title": None}
    uow.update_many("duty_dates", {r["id"]: {**unmet(uow, r), **blank} for r in rows}, action="unfulfil")
    duty_plan.reckon(uow, [r["duty_id"] for r in rows])


def unmet(uow: UnitOfWork, row: Mapping[str, Any]) -> Values:
    """What an expected date becomes when what had met it does not count any more."""
    over = row["state"] == "missed" or row["closes_on"] < uow.today
    return {"state": "missed" if over else "open", "done_on": None, "done_by": None, "entered_on": None}


def after_void(uow: UnitOfWork, register: str, record_id: int) -> None:
    """What the voiding of any record means for duties: what it met is unmet, what it called for is not expected."""
    take_back(uow, register, record_id)
    t = table(Duty)
    own = (
        t.c.id == record_id
        if register == "duties"
        else (t.c.source_register == register) & (t.c.source_id == record_id)
    )
    for duty in uow.reader.rows(select(t).where(own)):
        if duty["status"] == "active" or register == "duties":
            _stop(uow, duty, "")


def roll(uow: UnitOfWork) -> None:
    """Bring the ledger up to today: expect what comes, mark what was missed. A second time it changes nothing."""
    t = table(Duty)
    duty_plan.plan(uow, uow.reader.rows(select(t).where(t.c.status == "active", t.c.voided_at.is_(None))))
    duty_plan.mark_missed(uow)


def tally(
    reader: Reader,
    start: date,
    end: date,
    source_register: str | None = None,
    source_id: int | None = None,
    kind: str | None = None,
    duty_id: int | None = None,
) -> Tally:
    """What became of the dates that were expected from `start` to `end`, both included.

    A date whose time is over counts as missed, also where nobody signed in since to mark it.
    """
    t = table(DutyDate)
    met: list[ColumnElement[bool]] = [t.c.expected_on >= start, t.c.expected_on <= end, t.c.voided_at.is_(None)]
    asked = {"source_register": source_register, "source_id": source_id, "kind": kind, "duty_id": duty_id}
    met += [t.c[name] == value for name, value in asked.items() if value is not None]
    over, afterwards = t.c.closes_on < reader.locale.today, t.c.done_on.is_not(None)
    found = {"done": 0, "late": 0, "missed": 0, "open": 0}
    late_work = 0
    wanted = select(t.c.state, over, afterwards, func.count()).where(*met).group_by(t.c.state, over, afterwards)
    for state, is_over, was_done, n in reader.connection.execute(wanted):
        found["missed" if state == "open" and is_over else state] += n
        late_work += n if state == "missed" and was_done else 0
    return Tally(sum(found.values()), found["done"], found["late"], found["missed"], found["open"], late_work)


def of_sources(reader: Reader, source_register: str, ids: list[int], start: date, end: date) -> dict[int, Tally]:
    """The tallies of several records of one register, by record id; those without a duty are left out."""
    t = table(Duty)
    known: set[int] = set()
    for chunk in in_chunks(ids):
        asked = select(t.c.source_id).where(t.c.source_register == source_register, t.c.source_id.in_(chunk))
        known.update(int(i) for (i,) in reader.connection.execute(asked))
    return {i: tally(reader, start, end, source_register, i) for i in ids if i in known}


def _stop(uow: UnitOfWork, duty: Values, reason: str) -> None:
    if duty["status"] == "active":
        uow.update("duties", duty["id"], {"status": "stopped", "stopped_at": uow.now}, action="stop", reason=reason)
    duty_plan.expect_no_more(uow, duty["id"])


def _of(reader: Reader, source_register: str, source_id: int, kind: str) -> Values | None:
    t = table(Duty)
    own = (t.c.source_register == source_register, t.c.source_id == source_id, t.c.kind == kind)
    rows = reader.rows(select(t).where(*own, t.c.voided_at.is_(None)).order_by(t.c.id).limit(1))
    return rows[0] if rows else None


def _title(reader: Reader, register: str, record_id: int) -> str:
    """The words that name a record, without the personal ones."""
    declared = reader.registry[register]
    if any(declared.field(n).sensitive for n in declared.title):
        return ""
    return reader.titles(register, [record_id]).get(record_id, "")

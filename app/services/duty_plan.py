"""The ledger of expected dates: made ahead, moved while they lie ahead, and counted once they are over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select, update

from app.core.workdays import roll_forward
from app.models.registers.duties import Duty
from app.models.registers.duty_dates import DutyDate
from app.models.rhythms import GRACE, first_after, next_dates
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import NewRecord, UnitOfWork

HORIZON = timedelta(days=45)
"""So far ahead dates are expected; of a slower rhythm the next one, however far it lies."""
LONGEST_BACK = timedelta(days=1100)
"""A shop that stayed closed for longer gets the dates of the last three years."""
_DAY = timedelta(days=1)
_COPIED = ("label", "kind", "source_register", "source_id", "who_id")


def plan(uow: UnitOfWork, duties: Sequence[Values]) -> None:
    """Make the ledger what the duties in force call for: dates since the last one, those ahead, none too many.

    What is over is never touched; dates ahead are moved, made and taken out. A second time nothing changes.
    """
    active = [d for d in duties if d["status"] == "active" and d["voided_at"] is None]
    standing = _standing(uow, [d["id"] for d in active])
    fresh: list[NewRecord] = []
    changed: dict[int, Values] = {}
    spare: list[int] = []
    touched: list[int] = []
    for duty in active:
        changes, missing, too_many = _compare(uow.today, duty, standing[duty["id"]], _wanted(uow, duty))
        if changes or missing or too_many:
            touched.append(duty["id"])
        changed |= changes
        spare += too_many
        fresh += [NewRecord(_new(uow.today, duty, day)) for day in missing]
    uow.update_many("duty_dates", changed, action="replan")
    uow.update_many("duty_dates", {i: {"voided_at": uow.now} for i in spare}, action="unexpect")
    uow.create_many("duty_dates", fresh, action="expect")
    reckon(uow, touched)


def mark_missed(uow: UnitOfWork) -> None:
    """What is open beyond its last day becomes missed, and stays so."""
    t = table(DutyDate)
    over = select(t.c.id, t.c.duty_id).where(t.c.state == "open", t.c.closes_on < uow.today, t.c.voided_at.is_(None))
    rows = uow.reader.rows(over)
    uow.update_many("duty_dates", {r["id"]: {"state": "missed"} for r in rows}, action="missed")
    reckon(uow, [r["duty_id"] for r in rows])


def expect_no_more(uow: UnitOfWork, duty_id: int) -> None:
    """Take out the dates of a duty from today on; those before it stay what they are."""
    t = table(DutyDate)
    ahead = (t.c.duty_id == duty_id, t.c.state == "open", t.c.expected_on >= uow.today, t.c.voided_at.is_(None))
    ids = [r["id"] for r in uow.reader.rows(select(t.c.id).where(*ahead))]
    uow.update_many("duty_dates", {i: {"voided_at": uow.now} for i in ids}, action="unexpect")
    reckon(uow, [duty_id])


def reckon(uow: UnitOfWork, duty_ids: Iterable[int]) -> None:
    """Count again what the list of duties shows. The ledger of dates explains it, so it has no audit row of its own."""
    t, d = table(DutyDate), table(Duty)
    for chunk in in_chunks(sorted(set(duty_ids))):
        found: dict[int, Values] = {i: {"next_on": None, "done": 0, "late": 0, "missed": 0} for i in chunk}
        counted = (
            select(t.c.duty_id, t.c.state, func.count(), func.min(t.c.expected_on))
            .where(t.c.duty_id.in_(chunk), t.c.voided_at.is_(None))
            .group_by(t.c.duty_id, t.c.state)
        )
        for duty_id, state, n, first in uow.connection.execute(counted):
            found[duty_id] |= {"next_on": first} if state == "open" else {state: n}
        for duty_id, values in found.items():
            uow.connection.execute(update(d).where(d.c.id == duty_id).values(**values))
        uow.touched.add("duties")


def met_by(reader: Reader, duty_id: int, on: date) -> Values | None:
    """The expected date that work done on a day meets, if there is one.

    Its own day first; then the oldest that is open within its grace; then the date before, if nobody did it; then
    the next one, done early.
    """
    t = table(DutyDate)
    own = select(t).where(t.c.duty_id == duty_id, t.c.voided_at.is_(None))
    unmet = t.c.done_on.is_(None)
    tries = (
        own.where(t.c.expected_on == on, unmet),
        own.where(t.c.expected_on < on, t.c.closes_on >= on, t.c.state == "open").order_by(t.c.expected_on),
        own.where(t.c.expected_on < on).order_by(t.c.expected_on.desc()),
        own.where(t.c.expected_on > on).order_by(t.c.expected_on),
    )
    for wanted in tries:
        rows = reader.rows(wanted.limit(1))
        if rows and rows[0]["done_on"] is None:
            return rows[0]
    return None


def expected_by(reader: Reader, duty: Values, on: date) -> bool:
    """Whether a duty expected anything by a day already: it was kept then, or a date of it lies before."""
    t = table(DutyDate)
    before = select(t.c.id).where(t.c.duty_id == duty["id"], t.c.expected_on <= on, t.c.voided_at.is_(None)).limit(1)
    return on >= (duty["since"] or duty["start_on"]) or bool(reader.rows(before))


def _standing(uow: UnitOfWork, duty_ids: list[int]) -> Mapping[int, list[Values]]:
    """The dates of duties that are open, or ahead, by duty."""
    t = table(DutyDate)
    found: dict[int, list[Values]] = defaultdict(list)
    alive = and_(t.c.voided_at.is_(None), or_(t.c.state == "open", t.c.expected_on > uow.today))
    for chunk in in_chunks(duty_ids):
        for row in uow.reader.rows(select(t).where(t.c.duty_id.in_(chunk), alive).order_by(t.c.expected_on)):
            found[row["duty_id"]].append(row)
    return found


def _wanted(uow: UnitOfWork, duty: Values) -> list[date]:
    """The dates that a duty calls for after the last one that has come."""
    t = table(DutyDate)
    come = (t.c.duty_id == duty["id"], t.c.expected_on <= uow.today, t.c.voided_at.is_(None))
    last: date | None = uow.connection.execute(select(func.max(t.c.expected_on)).where(*come)).scalar()
    since: date = duty["since"] or duty["start_on"]
    after = max(last or date.min, since - _DAY, uow.today - LONGEST_BACK)
    until = min(uow.today + HORIZON, duty["until_on"] or date.max)
    found = next_dates(duty["rhythm"], duty["start_on"], after, until, on_workdays=duty["on_workdays"])
    if not found or found[-1] <= uow.today:
        day = first_after(duty["rhythm"], duty["start_on"], max(after, uow.today), on_workdays=duty["on_workdays"])
        if day is not None and (duty["until_on"] is None or day <= duty["until_on"]):
            found.append(day)
    return found


def _compare(
    today: date, duty: Values, standing: list[Values], wanted: list[date]
) -> tuple[dict[int, Values], list[date], list[int]]:
    """What to change of the dates that stand, which days are missing, and which dates are too many."""
    days = set(wanted)
    done = {r["expected_on"] for r in standing if r["state"] != "open"}
    open_ = [r for r in standing if r["state"] == "open"]
    kept = {r["expected_on"] for r in open_}
    ahead = [r for r in open_ if r["expected_on"] > today]
    spare = [r for r in ahead if r["expected_on"] not in days]
    missing = [d for d in wanted if d not in done and d not in kept]
    changes: dict[int, Values] = {}
    for row in open_:
        new = {n: duty[n] for n in _COPIED}
        if row["expected_on"] > today:
            new["closes_on"] = _closes(duty, row["expected_on"])
        changes[row["id"]] = new
    for day in [d for d in missing if d > today][: len(spare)]:
        changes[spare.pop(0)["id"]] |= {"expected_on": day, "closes_on": _closes(duty, day)}
        missing.remove(day)
    for row in spare:
        del changes[row["id"]]
    real = {r["id"]: r for r in open_}
    changes = {i: new for i, new in changes.items() if any(real[i][n] != v for n, v in new.items())}
    return changes, missing, [r["id"] for r in spare]


def _new(today: date, duty: Values, day: date) -> Values:
    closes = _closes(duty, day)
    state = "missed" if closes < today else "open"
    copied = {n: duty[n] for n in _COPIED}
    return {**copied, "duty_id": duty["id"], "expected_on": day, "closes_on": closes, "state": state}


def _closes(duty: Values, day: date) -> date:
    """The last day on which doing it counts. One that falls on a holiday moves with a duty that keeps to workdays."""
    grace = duty["grace_days"] if duty["grace_days"] is not None else GRACE.get(duty["rhythm"], 0)
    last = day + timedelta(days=grace)
    return roll_forward(last) if duty["on_workdays"] else last

"""Assignments: opened by posts, plans, absences and expiry, closed by what was passed, waived with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.registers.assignments import Assignment
from app.models.registers.certificates import IN_FORCE, Certificate
from app.services.tables import Values, table
from app.services.training import needs
from app.services.training.needs import Pair
from app.services.training.rules import SOON_DAYS
from app.store.uow import NewRecord, UnitOfWork


def prepare(uow: UnitOfWork, record_id: int | None, values: Values) -> Values:
    """Complete a typed assignment: the names that it shows. Raises `Invalid` where the same is open already."""
    old = uow.reader.record("assignments", record_id) if record_id is not None else {}
    new = {**old, **values}
    other = needs.asked(uow.reader, [new["staff_id"]]).get((new["staff_id"], new["course_id"]))
    if other is not None and other["id"] != record_id and new.get("status", "open") == "open":
        raise Invalid(
            (FieldError("course_id", N_("This is open already, due on {day}.", day=other["due_on"].isoformat())),)
        )
    return {**values, **_named(uow, new["staff_id"], new["course_id"])}


def ask(uow: UnitOfWork, wanted: Mapping[Pair, date], why: str) -> list[int]:
    """Open assignments, each due on its day, unless the same is open; returns the new ids."""
    people = sorted({s for s, _ in wanted})
    there = needs.asked(uow.reader, people)
    fresh = [(pair, due) for pair, due in wanted.items() if pair not in there]
    if not fresh:
        return []
    names = uow.reader.titles("staff", (s for (s, _), _ in fresh))
    titles = uow.reader.titles("courses", (c for (_, c), _ in fresh))
    rows = [
        NewRecord(
            {"staff_id": s, "staff_name": names[s], "course_id": c, "title": titles[c], "due_on": due, "why": why,
             "status": "open"}
        )
        for (s, c), due in fresh
    ]  # fmt: skip
    return uow.create_many("assignments", rows, action="to_train")


def ask_missing(uow: UnitOfWork, staff_ids: Iterable[int] | None = None) -> int:
    """Open what people need by their posts, do not hold, and were not spared; drop what their posts need no more.

    Due within the course's days from today, or from the day on which they begin. Returns how many were opened.
    """
    reader, today = uow.reader, uow.today
    people = needs.staff(reader, staff_ids)
    ids = [p["id"] for p in people]
    taught = {c["id"]: c for c in needs.courses(reader)}
    wanted = needs.required(people, taught.values())
    held, there = needs.held(reader, ids), needs.asked(reader, ids)
    joined = {p["id"]: max(today, p["rejoined_on"] or p["joined_on"] or today) for p in people}
    spared = needs.waived(reader, ids)
    missing = {
        (s, c): joined[s] + timedelta(days=taught[c]["due_days"])
        for s, c in sorted(wanted)
        if (s, c) not in there and (s, c) not in spared and not needs.holds_on(held.get((s, c)), today)
    }
    unneeded = [r["id"] for pair, r in there.items() if r["why"] == "post" and pair not in wanted]
    drop(uow, unneeded, reader.locale.tr(N_("The post does not need it any more.")))
    return len(ask(uow, missing, "post"))


def call_for_retraining(uow: UnitOfWork) -> int:
    """Open an assignment once for each certificate that runs out within the days of warning; returns how many.

    Due on the certificate's last day. Not for a course that others need and this person does not.
    """
    reader, t = uow.reader, table(Certificate)
    soon = select(t).where(
        t.c.state.in_(IN_FORCE),
        t.c.voided_at.is_(None),
        t.c.course_id.is_not(None),
        t.c.called_on.is_(None),
        t.c.expires_on <= uow.today + timedelta(days=SOON_DAYS),
    )
    rows = reader.rows(soon)
    if not rows:
        return 0
    people = {p["id"]: p for p in needs.staff(reader, (r["staff_id"] for r in rows))}
    taught = {c["id"]: c for c in needs.courses(reader)}
    best = needs.held(reader, people)
    wanted = needs.required(people.values(), taught.values())
    spared = needs.waived(reader, people)
    called = []
    for row in rows:
        pair = (row["staff_id"], row["course_id"])
        course = taught.get(row["course_id"])
        free = course is not None and not course["everyone"] and not course["posts"]
        if (
            pair not in spared
            and row["staff_id"] in people
            and course is not None
            and (pair in wanted or free)
            and best[pair]["id"] == row["id"]
        ):
            called.append(row)
    uow.update_many("certificates", {r["id"]: {"called_on": uow.today} for r in called}, action="called")
    return len(ask(uow, {(r["staff_id"], r["course_id"]): r["expires_on"] for r in called}, "expiry"))


def settle(
    uow: UnitOfWork, staff_id: int, course_id: int, on: date, certificate_id: int | None, session_id: int | None
) -> None:
    """What was passed is no longer to be done: in time, or late."""
    t = table(Assignment)
    wanted = select(t.c.id, t.c.due_on).where(
        t.c.staff_id == staff_id, t.c.course_id == course_id, t.c.status == "open", t.c.voided_at.is_(None)
    )
    changes = {
        row["id"]: {
            "status": "late" if on > row["due_on"] else "done",
            "done_on": on,
            "certificate_id": certificate_id,
            "session_id": session_id,
        }
        for row in uow.reader.rows(wanted)
    }
    uow.update_many("assignments", changes, action="done")


def drop(uow: UnitOfWork, ids: Sequence[int], reason: str) -> None:
    """Ask no more for these, since nothing calls for them any more."""
    changes = {i: {"status": "dropped", "waive_reason": reason} for i in ids}
    uow.update_many("assignments", changes, action="not_asked", reason=reason)


def drop_of(uow: UnitOfWork, reason: str, *, staff_id: int | None = None, course_id: int | None = None) -> None:
    """Ask no more for what is open of a person or of a course."""
    t = table(Assignment)
    wanted = select(t.c.id).where(t.c.status == "open", t.c.voided_at.is_(None))
    if staff_id is not None:
        wanted = wanted.where(t.c.staff_id == staff_id)
    if course_id is not None:
        wanted = wanted.where(t.c.course_id == course_id)
    drop(uow, [r["id"] for r in uow.reader.rows(wanted)], reason)


def _named(uow: UnitOfWork, staff_id: int, course_id: int) -> Values:
    names, titles = uow.reader.titles("staff", [staff_id]), uow.reader.titles("courses", [course_id])
    return {"staff_name": names.get(staff_id), "title": titles.get(course_id)}


def later_than_today(uow: UnitOfWork, asked: Mapping[str, Any], field: str) -> None:
    """Raise `Invalid` for a day that lies ahead: what was done was done by today."""
    day = asked.get(field)
    if isinstance(day, date) and day > uow.today:
        raise Invalid((FieldError(field, N_("This day has not come yet.")),))

"""Who needs what and who holds what, read in a few queries for any number of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.models.registers.assignments import Assignment
from app.models.registers.certificates import IN_FORCE, Certificate
from app.models.registers.courses import Course
from app.models.registers.staff import StaffMember
from app.services.tables import Values, table
from app.services.training.rules import offered_now, posts_of
from app.store.query import in_chunks
from app.store.reader import Reader

Pair = tuple[int, int]
"""(staff id, course id)."""


def courses(reader: Reader) -> list[Values]:
    """The courses that are taught, by code."""
    t = table(Course)
    return reader.rows(select(t).where(t.c.status == "active", t.c.voided_at.is_(None)).order_by(t.c.code))


def staff(reader: Reader, ids: Iterable[int] | None = None) -> list[Values]:
    """The people who work here, by post and name; of `ids` only those among them."""
    t = table(StaffMember)
    wanted = select(t).where(t.c.status == "active", t.c.voided_at.is_(None)).order_by(t.c.post, t.c.name)
    if ids is None:
        return reader.rows(wanted)
    return [row for chunk in in_chunks(sorted(set(ids))) for row in reader.rows(wanted.where(t.c.id.in_(chunk)))]


def required(people: Iterable[Mapping[str, Any]], taught: Iterable[Mapping[str, Any]]) -> set[Pair]:
    """Which of these people need which of these courses."""
    offered = [(c["id"], bool(c["everyone"]), posts_of(c["posts"])) for c in taught if offered_now(c)]
    found: set[Pair] = set()
    for person in people:
        own = posts_of(person["post"])
        found.update((person["id"], i) for i, everyone, posts in offered if everyone or not posts.isdisjoint(own))
    return found


def held(reader: Reader, staff_ids: Iterable[int] | None = None) -> dict[Pair, Values]:
    """The certificate in force by person and course, the one that holds longest: its id and its last day."""
    t = table(Certificate)
    columns = (t.c.id, t.c.staff_id, t.c.course_id, t.c.expires_on)
    wanted = select(*columns).where(t.c.state.in_(IN_FORCE), t.c.voided_at.is_(None), t.c.course_id.is_not(None))
    rows = (
        reader.rows(wanted)
        if staff_ids is None
        else [
            r for chunk in in_chunks(sorted(set(staff_ids))) for r in reader.rows(wanted.where(t.c.staff_id.in_(chunk)))
        ]
    )
    found: dict[Pair, Values] = {}
    for row in rows:
        pair = (row["staff_id"], row["course_id"])
        if pair not in found or _longer(row, found[pair]):
            found[pair] = row
    return found


def asked(reader: Reader, staff_ids: Iterable[int] | None = None) -> dict[Pair, Values]:
    """What people have still to do, by person and course: the open assignment's id, day and reason."""
    t = table(Assignment)
    columns = (t.c.id, t.c.staff_id, t.c.course_id, t.c.due_on, t.c.why)
    met = (t.c.status == "open", t.c.voided_at.is_(None))
    wanted = select(*columns).where(*met).order_by(t.c.due_on.desc(), t.c.id.desc())
    rows = (
        reader.rows(wanted)
        if staff_ids is None
        else [
            r for chunk in in_chunks(sorted(set(staff_ids))) for r in reader.rows(wanted.where(t.c.staff_id.in_(chunk)))
        ]
    )
    return {(r["staff_id"], r["course_id"]): r for r in rows}


def waived(reader: Reader, staff_ids: Iterable[int]) -> set[Pair]:
    """What people were spared by somebody's decision."""
    t = table(Assignment)
    wanted = select(t.c.staff_id, t.c.course_id).where(t.c.status == "waived", t.c.voided_at.is_(None))
    chunks = in_chunks(sorted(set(staff_ids)))
    return {(r["staff_id"], r["course_id"]) for c in chunks for r in reader.rows(wanted.where(t.c.staff_id.in_(c)))}


def holds_on(certificate: Mapping[str, Any] | None, day: date) -> bool:
    """Whether a certificate in force still holds on a day."""
    return certificate is not None and (certificate["expires_on"] is None or certificate["expires_on"] >= day)


def _longer(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if other["expires_on"] is None:
        return False
    return one["expires_on"] is None or one["expires_on"] > other["expires_on"]

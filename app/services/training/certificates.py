"""Certificates: issued by sessions or entered by hand, replaced by newer ones, their state following the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.certificate_kinds import KINDS, OUTSIDE
from app.models.registers.certificates import IN_FORCE, Certificate
from app.models.registers.courses import Course
from app.services.tables import Values, table
from app.services.training import assignments
from app.services.training.rules import SOON_DAYS, holds_until, state_on
from app.store.uow import UnitOfWork

_OUTSIDE = frozenset(o.key for o in OUTSIDE)


def prepare(uow: UnitOfWork, record_id: int | None, values: Values) -> Values:
    """Complete a typed certificate: names, the course that its title is, its last day, its state.

    Raises `Invalid` for a day of issue that lies ahead, or a last day before it.
    """
    old = uow.reader.record("certificates", record_id) if record_id is not None else {}
    new = {**old, **values}
    if record_id is None and not new.get("course_id") and new.get("title"):
        course = _called(uow, str(new["title"]))
        if course is not None:
            outside = new.get("kind") == course["fulfilled_by"] and course["fulfilled_by"] is not None
            new |= {"course_id": course["id"], "kind": new["kind"] if outside else "course"}
    if not new.get("course_id") and new.get("kind") in _OUTSIDE:
        new["course_id"] = _fulfils(uow, str(new["kind"]))
    course_record = uow.reader.record("courses", new["course_id"]) if new.get("course_id") else None
    if not new.get("title"):
        new["title"] = course_record["title"] if course_record else _kind_words(uow, str(new.get("kind")))
    if (
        course_record
        and not new.get("expires_on")
        and (record_id is None or "issued_on" in values or "course_id" in values)
    ):
        new["expires_on"] = holds_until(new["issued_on"], course_record["validity_months"])
    _check_days(uow, new)
    if new.get("state") in (None, *IN_FORCE):
        new["state"] = state_on(new.get("expires_on"), uow.today)
    if "expires_on" in values:
        new["called_on"] = None
    new["staff_name"] = uow.reader.titles("staff", [new["staff_id"]]).get(new["staff_id"])
    names = {"course_id", "kind", "title", "expires_on", "state", "staff_name", "called_on", *values}
    return {n: new[n] for n in names if n in new}


def saved(uow: UnitOfWork, certificate_id: int) -> None:
    """After a certificate was entered: older ones of the same are replaced, what was to be done is done."""
    row = uow.reader.record("certificates", certificate_id)
    if row["state"] not in IN_FORCE:
        return
    _replace_older(uow, row)
    if row["course_id"] and row["state"] != "expired":
        assignments.settle(uow, row["staff_id"], row["course_id"], row["issued_on"], row["id"], row["session_id"])


def issue(uow: UnitOfWork, staff_id: int, course: Values, on: date, session_id: int | None, grade: str | None) -> int:
    """Write the certificate of a passed course; returns its id."""
    expires = holds_until(on, course["validity_months"])
    made = uow.create(
        "certificates",
        {
            "staff_id": staff_id,
            "staff_name": uow.reader.titles("staff", [staff_id]).get(staff_id),
            "kind": "course",
            "course_id": course["id"],
            "title": course["title"],
            "issuer": uow.reader.setting("shop.name"),
            "issued_on": on,
            "expires_on": expires,
            "grade": grade,
            "session_id": session_id,
            "state": state_on(expires, uow.today),
            "scan_attached": False,
        },
    )
    saved(uow, made)
    return made


def of_session(uow: UnitOfWork, session_id: int) -> dict[int, Values]:
    """The certificates in force that came from a session, by staff id."""
    t = table(Certificate)
    wanted = select(t).where(t.c.session_id == session_id, t.c.voided_at.is_(None), t.c.state != "revoked")
    return {r["staff_id"]: r for r in uow.reader.rows(wanted)}


def refresh_states(uow: UnitOfWork) -> int:
    """Let the states follow the calendar; returns how many changed."""
    t = table(Certificate)
    end, soon = t.c.expires_on, uow.today + timedelta(days=SOON_DAYS)
    passed = or_(
        and_(end < uow.today, t.c.state != "expired"),
        and_(end >= uow.today, end <= soon, t.c.state != "expiring"),
        and_(or_(end > soon, end.is_(None)), t.c.state != "valid"),
    )
    rows = uow.reader.rows(select(t.c.id, end).where(t.c.state.in_(IN_FORCE), t.c.voided_at.is_(None), passed))
    changes = {r["id"]: {"state": state_on(r["expires_on"], uow.today)} for r in rows}
    return uow.update_many("certificates", changes, action="calendar")


def redate(uow: UnitOfWork, row: Values, course: Values, on: date) -> None:
    """Correct the day of a certificate whose session was on another day: it ends accordingly, the latest one holds."""
    expires = holds_until(on, course["validity_months"])
    changes: Values = {"issued_on": on, "expires_on": expires, "called_on": None}
    if row["state"] in IN_FORCE:
        changes["state"] = state_on(expires, uow.today)
    uow.update("certificates", row["id"], changes)
    latest_holds(uow, row)


def latest_holds(uow: UnitOfWork, row: Values) -> None:
    """Of a person's certificates of the same, let the latest hold and the others be replaced.

    For when one of them was revoked, voided or redated: what it had replaced holds again.
    """
    t = table(Certificate)
    found = uow.reader.rows(
        select(t)
        .where(_same(row), t.c.state.in_((*IN_FORCE, "replaced")), t.c.voided_at.is_(None))
        .order_by(t.c.issued_on, t.c.id)
    )
    if not found:
        return
    *older, last = found
    late = {r["id"]: {"state": "replaced"} for r in older if r["state"] in IN_FORCE}
    uow.update_many("certificates", late, action="renewed", reason=last["number"])
    if last["state"] == "replaced":
        state = state_on(last["expires_on"], uow.today)
        uow.update("certificates", last["id"], {"state": state, "called_on": None}, action="revived")


def _same(row: Values) -> ColumnElement[bool]:
    """Certificates of the same person and of the same course; without one, of the same kind and title."""
    t = table(Certificate)
    mine = t.c.staff_id == row["staff_id"]
    if row["course_id"]:
        return and_(mine, t.c.course_id == row["course_id"])
    return and_(mine, t.c.kind == row["kind"], t.c.title == row["title"], t.c.course_id.is_(None))


def _replace_older(uow: UnitOfWork, row: Values) -> None:
    t = table(Certificate)
    others = uow.reader.rows(
        select(t).where(_same(row), t.c.state.in_(IN_FORCE), t.c.id != row["id"], t.c.voided_at.is_(None))
    )
    older = [r["id"] for r in others if (r["issued_on"], r["id"]) <= (row["issued_on"], row["id"])]
    uow.update_many("certificates", {i: {"state": "replaced"} for i in older}, action="renewed", reason=row["number"])
    if len(older) < len(others):  # an older one was entered afterwards
        uow.update("certificates", row["id"], {"state": "replaced"}, action="renewed")


def _check_days(uow: UnitOfWork, new: Values) -> None:
    problems = []
    if new["issued_on"] > uow.today:
        problems.append(FieldError("issued_on", N_("This day has not come yet.")))
    elif new.get("expires_on") and new["expires_on"] < new["issued_on"]:
        problems.append(FieldError("expires_on", N_("It cannot end before it was issued.")))
    if problems:
        raise Invalid(tuple(problems))


def _called(uow: UnitOfWork, title: str) -> Values | None:
    t = table(Course)
    found = uow.reader.rows(
        select(t.c.id, t.c.fulfilled_by)
        .where(or_(t.c.title == title, t.c.code == title), t.c.voided_at.is_(None))
        .limit(1)
    )
    return found[0] if found else None


def _fulfils(uow: UnitOfWork, kind: str) -> int | None:
    """The course that certificates of a kind from outside count for, if the shop has one."""
    t = table(Course)
    wanted = select(t.c.id).where(t.c.fulfilled_by == kind, t.c.status == "active", t.c.voided_at.is_(None))
    found = uow.connection.execute(wanted.order_by(t.c.id).limit(1)).scalar()
    return None if found is None else int(found)


def bind(uow: UnitOfWork, course_id: int, before: str | None, kind: str | None) -> None:
    """A course is fulfilled by another kind of certificate than before: those count for it now, the others no more."""
    t = table(Certificate)
    wanted = select(t.c.id)
    if before is not None:
        bound = uow.reader.rows(wanted.where(t.c.course_id == course_id, t.c.kind == before))
        uow.update_many("certificates", {r["id"]: {"course_id": None} for r in bound}, action="bound")
    if kind is not None:
        met = (t.c.course_id.is_(None), t.c.kind == kind, t.c.voided_at.is_(None))
        free = [r["id"] for r in uow.reader.rows(wanted.where(*met).order_by(t.c.issued_on, t.c.id))]
        uow.update_many("certificates", {i: {"course_id": course_id} for i in free}, action="bound")
        for i in free:
            saved(uow, i)


def _kind_words(uow: UnitOfWork, kind: str) -> str:
    option: Any = next((o for o in KINDS if o.key == kind), None)
    return uow.reader.locale.tr(option.label) if option is not None else kind

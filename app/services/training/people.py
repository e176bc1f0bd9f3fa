"""What follows for training when somebody joins, changes post or leaves, and when a course changes whom it is for."""

from __future__ import annotations

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.registers.staff import StaffMember
from app.services import duties
from app.services.duties import DutySpec
from app.services.effect import Done
from app.services.tables import Values, table
from app.services.training import assignments, certificates, plans
from app.store.uow import UnitOfWork

DUTY = "session"
"""The kind of the duty that a course's rhythm feeds."""


def with_manager(uow: UnitOfWork, staff_id: int | None, values: Values) -> Values:
    """The values of a staff member, a new one with whom they report to: the owner who enters them, else as the last.

    Raises `Invalid` for somebody who would report to themselves.
    """
    if values.get("manager_id") is not None and values["manager_id"] == staff_id:
        raise Invalid((FieldError("manager_id", N_("Nobody reports to themselves.")),))
    if staff_id is not None or values.get("manager_id") is not None or values.get("login") == uow.actor.name:
        return values
    t = table(StaffMember)
    live = select(t.c.id, t.c.manager_id).where(t.c.status == "active", t.c.voided_at.is_(None))
    if uow.actor.role == "owner":
        mine = uow.reader.rows(live.where(t.c.login == uow.actor.name).limit(1))
        return {**values, "manager_id": mine[0]["id"] if mine else None}
    last = uow.reader.rows(live.where(t.c.manager_id.is_not(None)).order_by(t.c.id.desc()).limit(1))
    return {**values, "manager_id": last[0]["manager_id"] if last else None}


def staff_saved(uow: UnitOfWork, staff_id: int, old: Values, values: Values) -> None:
    """After a staff member was saved: a new one, or one with another post, gets what the post needs."""
    if not old or ("post" in values and values["post"] != old["post"]):
        assignments.ask_missing(uow, [staff_id])
        plans.ask_of(uow, staff_id)


def left(uow: UnitOfWork, person: Values, asked: Values) -> Done:
    """Somebody leaves: nothing more is asked of them."""
    reason = uow.reader.locale.tr(N_("Left the shop."))
    return Done(then=lambda: assignments.drop_of(uow, reason, staff_id=person["id"]))


def rejoined(uow: UnitOfWork, person: Values, asked: Values) -> Done:
    """Somebody is back: what the post needs is asked again, counted from the day on which they begin.

    Raises `Invalid` for a day before they left.
    """
    if person["left_on"] is not None and asked["rejoined_on"] < person["left_on"]:
        day = person["left_on"].isoformat()
        raise Invalid((FieldError("rejoined_on", N_("They left on {day}; this is before.", day=day)),))

    def then() -> None:
        uow.update("staff", person["id"], {"left_on": None})
        assignments.ask_missing(uow, [person["id"]])
        plans.ask_of(uow, person["id"])

    return Done(then=then)


def course_saved(uow: UnitOfWork, course_id: int, old: Values, values: Values) -> None:
    """After a course was saved: whoever needs it now is asked, who needs it no more is not; its rhythm is kept."""
    if not old or any(n in values and values[n] != old[n] for n in ("rhythm", "title")):
        _keep_rhythm(uow, course_id)
    kind, before = values.get("fulfilled_by", old.get("fulfilled_by")), old.get("fulfilled_by")
    if kind != before:
        certificates.bind(uow, course_id, before, kind)
    if not old or any(n in values and values[n] != old[n] for n in ("everyone", "posts", "fulfilled_by")):
        assignments.ask_missing(uow)


def revoked(uow: UnitOfWork, certificate: Values, asked: Values) -> Done:
    """A certificate does not count any more: what it had replaced does, and what the post needs is asked again."""
    return Done(then=lambda: certificate_gone(uow, certificate))


def certificate_gone(uow: UnitOfWork, certificate: Values) -> None:
    """After a certificate was revoked or voided."""
    certificates.latest_holds(uow, certificate)
    assignments.ask_missing(uow, [certificate["staff_id"]])


def staff_voided(uow: UnitOfWork, person: Values) -> None:
    """Nothing is asked any more of somebody who is not there."""
    assignments.drop_of(uow, uow.reader.locale.tr(N_("The record was voided.")), staff_id=person["id"])


def course_voided(uow: UnitOfWork, course: Values) -> None:
    """Nobody is asked any more for a course that is not there."""
    assignments.drop_of(uow, uow.reader.locale.tr(N_("The record was voided.")), course_id=course["id"])


def course_retired(uow: UnitOfWork, course: Values, asked: Values) -> Done:
    """A course is taught no more: nobody is asked for it."""
    reason = uow.reader.locale.tr(N_("The course is not taught any more."))

    def then() -> None:
        assignments.drop_of(uow, reason, course_id=course["id"])
        duties.stop(uow, "courses", course["id"], DUTY, reason)

    return Done(then=then)


def course_resumed(uow: UnitOfWork, course: Values, asked: Values) -> Done:
    """A course is taught again: whoever needs it is asked."""

    def then() -> None:
        assignments.ask_missing(uow)
        _keep_rhythm(uow, course["id"])

    return Done(then=then)


def _keep_rhythm(uow: UnitOfWork, course_id: int) -> None:
    """Expect a session in the course's rhythm, counted from the last one."""
    course = uow.reader.record("courses", course_id)
    words = uow.reader.locale.tr(N_("Training due: {title}", title=course["title"]))
    start = course["last_held_on"] or uow.today
    duties.keep(uow, DutySpec("courses", course_id, DUTY, words, course["rhythm"], start))

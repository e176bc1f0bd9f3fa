"""What follows for training when somebody joins, changes post or leaves, and when a course changes whom it is for."""

from __future__ import annotations

from app.core.i18n import N_
from app.services.effect import Done
from app.services.tables import Values
from app.services.training import assignments
from app.store.uow import UnitOfWork


def staff_saved(uow: UnitOfWork, staff_id: int, old: Values, values: Values) -> None:
    """After a staff member was saved: a new one, or one with another post, gets what the post needs."""
    if not old or ("post" in values and values["post"] != old["post"]):
        assignments.ask_missing(uow, [staff_id])


def left(uow: UnitOfWork, person: Values, asked: Values) -> Done:
    """Somebody leaves: nothing more is asked of them."""
    reason = uow.reader.locale.tr(N_("Left the shop."))
    return Done(then=lambda: assignments.waive_of(uow, reason, staff_id=person["id"]))


def rejoined(uow: UnitOfWork, person: Values, asked: Values) -> Done:
    """Somebody is back: what the post needs is asked again."""

    def then() -> None:
        uow.update("staff", person["id"], {"left_on": None})
        assignments.ask_missing(uow, [person["id"]])

    return Done(then=then)


def course_saved(uow: UnitOfWork, old: Values, values: Values) -> None:
    """After a course was saved: whoever needs it now is asked, who needs it no more is not."""
    if not old or any(n in values and values[n] != old[n] for n in ("everyone", "posts")):
        assignments.ask_missing(uow)


def course_retired(uow: UnitOfWork, course: Values, asked: Values) -> Done:
    """A course is taught no more: nobody is asked for it."""
    reason = uow.reader.locale.tr(N_("The course is not taught any more."))
    return Done(then=lambda: assignments.waive_of(uow, reason, course_id=course["id"]))


def course_resumed(uow: UnitOfWork, course: Values, asked: Values) -> Done:
    """A course is taught again: whoever needs it is asked."""
    return Done(then=lambda: _ask_all(uow))


def _ask_all(uow: UnitOfWork) -> None:
    assignments.ask_missing(uow)

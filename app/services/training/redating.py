"""What follows when the day or the course of a session that was held is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select

from app.models.registers.assignments import Assignment
from app.models.registers.training_evaluations import TrainingEvaluation
from app.models.registers.training_plans import TrainingPlan
from app.models.registers.training_sessions import TrainingSession
from app.services import duties
from app.services.tables import Values, table
from app.store.uow import UnitOfWork

_HELD = ("held", "closed")


def follow(uow: UnitOfWork, old: Values, session: Values) -> None:
    """Bring in step what took over the day of a held session: tasks, plan rows, duty, evaluation, its course.

    Its certificates are the session's own matter. `old` is the session as it was before.
    """
    on: date = session["held_on"]
    if on != old["held_on"]:
        _tasks(uow, session["id"], on)
        p = table(TrainingPlan)
        done = select(p.c.id).where(p.c.session_id == session["id"], p.c.status == "done", p.c.voided_at.is_(None))
        uow.update_many("training_plans", {r["id"]: {"done_on": on} for r in uow.reader.rows(done)}, action="redate")
        duties.redate(uow, "training_sessions", session["id"], on)
        _evaluation(uow, session["id"], on - old["held_on"], on)
    if (on, session["course_id"]) != (old["held_on"], old["course_id"]):
        last_held(uow, (old["course_id"], session["course_id"]))


def last_held(uow: UnitOfWork, course_ids: Iterable[int | None]) -> None:
    """Find again when each course was held last, from the sessions that were."""
    t = table(TrainingSession)
    wanted = sorted({i for i in course_ids if i is not None})
    held = (
        select(t.c.course_id, func.max(t.c.held_on))
        .where(t.c.course_id.in_(wanted), t.c.status.in_(_HELD), t.c.voided_at.is_(None))
        .group_by(t.c.course_id)
    )
    found: dict[int, date] = {i: day for i, day in uow.connection.execute(held)}
    uow.update_many("courses", {i: {"last_held_on": found.get(i)} for i in wanted}, action="held")


def _tasks(uow: UnitOfWork, session_id: int, on: date) -> None:
    t = table(Assignment)
    mine = select(t.c.id, t.c.due_on).where(
        t.c.session_id == session_id, t.c.status.in_(("done", "late")), t.c.voided_at.is_(None)
    )
    changes = {
        r["id"]: {"done_on": on, "status": "late" if on > r["due_on"] else "done"} for r in uow.reader.rows(mine)
    }
    uow.update_many("assignments", changes, action="redate")


def _evaluation(uow: UnitOfWork, session_id: int, moved: timedelta, on: date) -> None:
    """The evaluation that is still planned is due as many weeks after the session as before."""
    t = table(TrainingEvaluation)
    planned = select(t.c.id, t.c.due_on).where(
        t.c.session_id == session_id, t.c.status == "planned", t.c.voided_at.is_(None)
    )
    changes = {r["id"]: {"due_on": r["due_on"] + moved, "trained_on": on} for r in uow.reader.rows(planned)}
    uow.update_many("training_evaluations", changes, action="redate")

"""What training's registers do on saving and with each move: the tables that join the shop's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.declaration import Register
from app.services.effect import Done, Effect
from app.services.tables import Values
from app.services.training import (
    assignments,
    attendees,
    certificates,
    evaluations,
    people,
    plans,
    questions,
    quizzes,
    sessions,
)
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]


def _write(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    if record_id is None:
        return uow.create(register.name, values, lines)
    uow.update(register.name, record_id, values, lines=lines, version=version)
    return record_id


def _session(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get(attendees.LINES) if lines is not None else None
    return sessions.save(uow, record_id, values, rows, version)


def _certificate(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    saved = _write(uow, register, record_id, certificates.prepare(uow, record_id, values), None, version)
    certificates.saved(uow, saved)
    return saved


def _assignment(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return _write(uow, register, record_id, assignments.prepare(uow, record_id, values), None, version)


def _plan(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return _write(uow, register, record_id, plans.prepare(uow, record_id, values), None, version)


def _evaluation(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return _write(uow, register, record_id, evaluations.prepare(uow, record_id, values), None, version)


def _question(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get(questions.LINES) if lines is not None else None
    values, prepared = questions.prepare(uow, record_id, values, rows)
    return _write(uow, register, record_id, values, {questions.LINES: prepared or []}, version)


def _quiz(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get(quizzes.LINES) if lines is not None else None
    values, prepared = quizzes.prepare(uow, record_id, values, rows)
    return _write(
        uow, register, record_id, values, {quizzes.LINES: prepared} if prepared is not None else None, version
    )


def _staff(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    old = uow.reader.record("staff", record_id) if record_id is not None else {}
    values = people.with_manager(uow, record_id, values)
    saved = _write(uow, register, record_id, values, lines, version)
    people.staff_saved(uow, saved, old, values)
    return saved


def _course(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    old = uow.reader.record("courses", record_id) if record_id is not None else {}
    saved = _write(uow, register, record_id, values, lines, version)
    people.course_saved(uow, saved, old, values)
    return saved


def _approve(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    return Done(plans.approved(uow), then=lambda: plans.ask(uow, [row]))


def _finish(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    assignments.later_than_today(uow, asked, "done_on")
    return Done()


def _done(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    """Marked as done by hand: it is held from then on, as a certificate without a session says."""
    assignments.later_than_today(uow, asked, "done_on")
    on = asked["done_on"]
    course = uow.reader.record("courses", row["course_id"])

    def then() -> None:
        made = certificates.issue(uow, row["staff_id"], course, on, None, None)
        uow.update("assignments", row["id"], {"certificate_id": made})

    return Done({"status": "late" if on > row["due_on"] else "done"}, then=then)


def evaluation_closed(record: Mapping[str, Any]) -> NotAllowed | None:
    """Why an evaluation cannot be changed any more, once it was judged."""
    if not evaluations.closed(dict(record)):
        return None
    return NotAllowed(
        N_("A finished evaluation never changes."), N_("Nothing was changed."), N_("The owner can open it again.")
    )


TRAINING_SAVERS: Mapping[str, Callable[[UnitOfWork, Register, int | None, Values, Rows | None, int | None], int]] = (
    MappingProxyType(
        {
            "training_sessions": _session,
            "certificates": _certificate,
            "assignments": _assignment,
            "training_plans": _plan,
            "training_evaluations": _evaluation,
            "questions": _question,
            "quizzes": _quiz,
            "staff": _staff,
            "courses": _course,
        }
    )
)
"""Register → how it is saved."""

TRAINING_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("training_sessions", "hold"): sessions.hold,
        ("training_sessions", "close"): sessions.close,
        ("training_plans", "approve"): _approve,
        ("training_plans", "finish"): _finish,
        ("assignments", "done"): _done,
        ("training_evaluations", "measure"): evaluations.measure,
        ("training_evaluations", "complete"): evaluations.complete,
        ("certificates", "revoke"): people.revoked,
        ("staff", "leave"): people.left,
        ("staff", "rejoin"): people.rejoined,
        ("courses", "retire"): people.course_retired,
        ("courses", "resume"): people.course_resumed,
    }
)
"""(register, move) → what it does beyond the state."""

TRAINING_CLOSED: Mapping[str, Callable[[Mapping[str, Any]], NotAllowed | None]] = MappingProxyType(
    {"training_sessions": sessions.closed, "training_evaluations": evaluation_closed}
)
"""Register → why a record of it never changes again, if that is so."""

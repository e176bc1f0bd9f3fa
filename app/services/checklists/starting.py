"""Which checklists can be begun, and which of them are waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from app.models.registers.check_templates import CheckTemplate
from app.models.registers.checks import Check
from app.models.registers.duty_dates import DutyDate
from app.services.checklists import running
from app.services.checklists.templates import DUTY
from app.services.effect import Done
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Startable:
    """A checklist in use: the oldest date on which it is waited for, and a check of it that was begun already."""

    id: int
    name: str
    place: str
    items: int
    expected_on: date | None
    unfinished: int | None


def begin(uow: UnitOfWork, expected: Values, asked: Values) -> Done:
    """On an expected date: begin the check that is waited for, unless one of it is under way. The date stays open."""
    if running.unfinished(uow.reader, expected["source_id"]) is None:
        running.start(uow, expected["source_id"], planned_on=expected["expected_on"])
    return Done()


def startable(reader: Reader) -> list[Startable]:
    """The checklists in use that have items: those that are waited for first, the oldest date before the others."""
    t, d, c = table(CheckTemplate), table(DutyDate), table(Check)
    begun = (
        select(c.c.template_id, func.max(c.c.id).label("id"))
        .where(c.c.status == "in_progress", c.c.voided_at.is_(None))
        .group_by(c.c.template_id)
        .subquery()
    )
    waited = (
        select(d.c.source_id, func.min(d.c.expected_on).label("day"))
        .where(
            d.c.source_register == "check_templates",
            d.c.kind == DUTY,
            d.c.state == "open",
            d.c.voided_at.is_(None),
        )
        .group_by(d.c.source_id)
        .subquery()
    )
    wanted = (
        select(t.c.id, t.c.name, t.c.place, t.c.item_count, waited.c.day, begun.c.id)
        .outerjoin(waited, waited.c.source_id == t.c.id)
        .outerjoin(begun, begun.c.template_id == t.c.id)
        .where(and_(t.c.status == "active", t.c.item_count > 0, t.c.voided_at.is_(None)))
    )
    found = [Startable(i, n, p or "", k, day, run) for i, n, p, k, day, run in reader.connection.execute(wanted)]
    return sorted(found, key=lambda s: (s.unfinished is None, s.expected_on or date.max, s.name))

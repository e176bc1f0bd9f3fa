"""Dates of recurring duties that lie beyond the ledger: reckoned when somebody looks that far, and never kept.

The ledger holds the next weeks and the next date of each duty (`duty_plan`). Later ones follow from the rhythm alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.core.i18n import N_
from app.models.registers.duties import Duty
from app.models.registers.duty_dates import DutyDate
from app.models.rhythms import next_dates
from app.services.due import Item, Person
from app.services.duty_plan import HORIZON
from app.services.tables import table
from app.store.reader import Reader
from app.store.view import View

AHEAD = "ahead"
"""In place of a rule's name: nothing is due by it yet, so it is neither put off nor ticked."""


def expected_ahead(reader: Reader, start: date, end: date, person: Person | None = None) -> list[Item]:
    """The dates from `start` to `end` that duties in force will call for, besides those that the ledger holds."""
    d, t, today = table(Duty), table(DutyDate), reader.locale.today
    if end <= today + HORIZON:
        return []
    known = dict(
        reader.connection.execute(
            select(t.c.duty_id, func.max(t.c.expected_on)).where(t.c.voided_at.is_(None)).group_by(t.c.duty_id)
        ).all()
    )
    wanted = select(d).where(d.c.status == "active", d.c.voided_at.is_(None), d.c.rhythm.not_in(("none", "once")))
    if person is not None:
        wanted = wanted.where(d.c.who_id == person.staff_id)
    found: list[Item] = []
    for duty in reader.rows(wanted):
        found += [
            _item(duty, day)
            for day in _days(duty, max(start - timedelta(days=1), today, known.get(duty["id"], today)), end)
        ]
    return found


def _days(duty: Mapping[str, Any], after: date, end: date) -> list[date]:
    last = min(end, duty["until_on"] or end)
    return next_dates(duty["rhythm"], duty["start_on"], after, last, on_workdays=duty["on_workdays"])


def _item(duty: Mapping[str, Any], day: date) -> Item:
    return Item(
        "duties",
        AHEAD,
        N_("{label}", label=duty["label"]),
        "later",
        day,
        View("duties"),
        duty["id"],
        who_id=duty["who_id"],
        leads=(duty["source_register"], duty["source_id"]) if duty["source_register"] and duty["source_id"] else None,
    )

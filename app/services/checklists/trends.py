"""How checks went over time: pass rates by month, template and place; what was expected and missed; what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select

from app.models.declaration import Where
from app.models.registers.check_templates import CheckTemplate
from app.models.registers.checks import Check
from app.models.registers.rectifications import Rectification
from app.services import duties
from app.services.checklists.rectifying import REPEAT_DAYS
from app.services.checklists.scoring import percent
from app.services.duties import Tally
from app.services.tables import table
from app.store.reader import Reader
from app.store.view import View

MONTHS = 12
MOST_REPEATS = 8
LONGEST_LIST = 1000
"""Rows of a list behind a number at most; a shop has far fewer repeated findings of one kind."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Checks of one month, template or place: how many, and what passed of what applied, by weight."""

    checks: int = 0
    earned: int = 0
    possible: int = 0
    failed: int = 0

    @property
    def percent(self) -> int | None:
        """The pass rate in whole percent; None where nothing applied."""
        return percent(self.earned, self.possible)


@dataclass(frozen=True, slots=True)
class OfTemplate:
    """One template: its rate, and what became of the dates on which it was expected."""

    id: int
    name: str
    rate: Rate
    tally: Tally


@dataclass(frozen=True, slots=True)
class Repeated:
    """A finding that came back: how often it was found in twelve months, and its rectifications, the latest first."""

    title: str
    place: str
    times: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything that the page of trends shows."""

    months: tuple[tuple[date, Rate], ...]
    templates: tuple[OfTemplate, ...]
    places: tuple[tuple[str, Rate], ...]
    repeated: tuple[Repeated, ...]


def first_month(today: date, months: int = MONTHS) -> date:
    """The first day of the month that begins a span of so many months, this one included."""
    at = today.year * 12 + today.month - months
    return date(at // 12, at % 12 + 1, 1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def trends(reader: Reader, template_id: int | None = None, place: str | None = None) -> Trends:
    """The last twelve months, of one template or place where asked; templates and places are always all told."""
    today = reader.locale.today
    start = first_month(today)
    return Trends(
        _months(reader, start, today, template_id, place),
        _templates(reader, start, today),
        _places(reader, start),
        repeated(reader, today),
    )


def _counted(*conditions: ColumnElement[bool]) -> tuple[Any, list[ColumnElement[bool]]]:
    c = table(Check)
    sums = (func.count(), func.sum(c.c.earned), func.sum(c.c.possible), func.sum(c.c.failed))
    return sums, [c.c.status == "finished", c.c.voided_at.is_(None), *conditions]


def _rate(row: Sequence[Any]) -> Rate:
    return Rate(*(int(n or 0) for n in row))


def _months(
    reader: Reader, start: date, today: date, template_id: int | None, place: str | None
) -> tuple[tuple[date, Rate], ...]:
    c = table(Check)
    asked = [c.c.checked_on >= start]
    if template_id is not None:
        asked.append(c.c.template_id == template_id)
    if place is not None:
        asked.append(c.c.place == place)
    sums, met = _counted(*asked)
    year, month = extract("year", c.c.checked_on), extract("month", c.c.checked_on)
    found = {
        date(int(y), int(m), 1): _rate(row)
        for y, m, *row in reader.connection.execute(select(year, month, *sums).where(*met).group_by(year, month))
    }
    months: list[tuple[date, Rate]] = []
    first = start
    while first <= today:
        months.append((first, found.get(first, Rate())))
        first = next_month(first)
    return tuple(months)


def _templates(reader: Reader, start: date, today: date) -> tuple[OfTemplate, ...]:
    c, t = table(Check), table(CheckTemplate)
    sums, met = _counted(c.c.checked_on >= start)
    rates = {
        int(i): _rate(row)
        for i, *row in reader.connection.execute(select(c.c.template_id, *sums).where(*met).group_by(c.c.template_id))
    }
    named = select(t.c.id, t.c.name).where(t.c.voided_at.is_(None)).order_by(t.c.name)
    rows = [(int(i), name) for i, name in reader.connection.execute(named)]
    tallies = duties.of_sources(reader, "check_templates", [i for i, _ in rows], start, today)
    return tuple(
        OfTemplate(i, name, rates.get(i, Rate()), tallies.get(i, Tally()))
        for i, name in rows
        if i in rates or tallies.get(i, Tally()).expected
    )


def _places(reader: Reader, start: date) -> tuple[tuple[str, Rate], ...]:
    c = table(Check)
    sums, met = _counted(c.c.checked_on >= start, c.c.place.is_not(None))
    wanted = select(c.c.place, *sums).where(*met).group_by(c.c.place).order_by(c.c.place)
    return tuple((place, _rate(row)) for place, *row in reader.connection.execute(wanted))


def repeated(reader: Reader, today: date) -> tuple[Repeated, ...]:
    """What was found more than once at a place in twelve months, the most often first: by item, else by clause."""
    r = table(Rectification)
    counted: list[ColumnElement[bool]] = [
        r.c.found_on >= today - timedelta(days=REPEAT_DAYS),
        r.c.voided_at.is_(None),
        r.c.status != "cancelled",
    ]
    by_item = [r.c.item_key.is_not(None)], (r.c.item_key, r.c.place)
    by_clause = [r.c.item_key.is_(None), r.c.clause.is_not(None), r.c.place.is_not(None)], (r.c.clause, r.c.place)
    found: list[Repeated] = []
    for met, same in (by_item, by_clause):
        times = func.count()
        often = select(*same, times).where(*counted, *met).group_by(*same).having(times > 1)
        for *key, n in reader.connection.execute(often.order_by(times.desc()).limit(MOST_REPEATS)):
            alike = [column.is_not_distinct_from(value) for column, value in zip(same, key, strict=True)]
            rows = reader.rows(
                select(r.c.id, r.c.title, r.c.place)
                .where(*counted, *met, *alike)
                .order_by(r.c.found_on.desc(), r.c.id.desc())
                .limit(LONGEST_LIST)
            )
            found.append(Repeated(rows[0]["title"], rows[0]["place"] or "", int(n), tuple(x["id"] for x in rows)))
    return tuple(sorted(found, key=lambda x: (-x.times, x.title))[:MOST_REPEATS])


# the records behind


def month_view(first: date, template_id: int | None = None, place: str | None = None) -> View:
    """The finished checks of a month."""
    last = next_month(first) - timedelta(days=1)
    return _checks(first, last, template_id, place)


def year_view(today: date, template_id: int | None = None, place: str | None = None) -> View:
    """The finished checks of the last twelve months."""
    return _checks(first_month(today), today, template_id, place)


def _checks(first: date, last: date, template_id: int | None, place: str | None) -> View:
    where = [Where("status", "eq", "finished"), Where("checked_on", "ge", first), Where("checked_on", "le", last)]
    if template_id is not None:
        where.append(Where("template_id", "eq", template_id))
    if place is not None:
        where.append(Where("place", "eq", place))
    return View("checks", tuple(where))


def dates_view(today: date, template_id: int, state: str = "") -> View:
    """The dates on which a template was expected in the last twelve months, those of one state where asked."""
    where = [
        Where("source_register", "eq", "check_templates"),
        Where("source_id", "eq", template_id),
        Where("expected_on", "ge", first_month(today)),
        Where("expected_on", "le", today),
    ]
    if state:
        where.append(Where("state", "eq", state))
    return View("duty_dates", tuple(where))

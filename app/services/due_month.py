"""What is due on each day of a stretch of days, and on one of them: the month view and the calendar file ask this.

Unlike Today it looks as far ahead as it is asked, and shows what is late on the day on which it was due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, true

from app.core.dates import business_date
from app.services.due import Item, Person, Rule, grouped, item_of, ordered, rules, singles, with_names
from app.services.due_ahead import expected_ahead
from app.services.snoozes import put_off
from app.store.reader import Reader

LONGEST = 800
"""Days that can be asked for at once."""
MOST_ITEMS = 5_000
"""Items of one rule that a calendar file takes; a calendar of more would help nobody."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many items are due on a day, and how many of them are late now."""

    total: int
    late: int


def counts_by_day(reader: Reader, start: date, end: date, person: Person | None = None) -> Mapping[date, DayCount]:
    """The days from `start` to `end`, both included, on which something is due. Several in one item count as one."""
    totals: Counter[date] = Counter()
    late: Counter[date] = Counter()
    for rule in _dated(reader, person):
        mine: Counter[date] = Counter()
        mine_late: Counter[date] = Counter()
        for value, n in _values(reader, rule, start, end):
            day = business_date(value, reader.locale.tz) if isinstance(value, datetime) else value
            mine[day] += n
            mine_late[day] += n if rule.when(value) == "late" else 0
        if rule.due.grouped:
            mine = Counter(mine.keys())
            mine_late = Counter(d for d, n in mine_late.items() if n)
        totals += mine
        late += mine_late
    totals += Counter(item.at for item in expected_ahead(reader, start, end, person) if item.at is not None)
    return {day: DayCount(n, late[day]) for day, n in totals.items()}


def items_on(reader: Reader, day: date, person: Person | None = None) -> list[Item]:
    """What is due on a day, late ones first; of each rule the first `PER_RULE`. What was put off says so."""
    found: list[Item] = []
    for rule in _dated(reader, person):
        span = _span(rule, day, day)
        if rule.due.grouped:
            item = grouped(reader, rule, span)
            found += [item] if item is not None else []
        else:
            found += singles(reader, rule, [span])
    found += expected_ahead(reader, day, day, person)
    off = put_off(reader)
    told = [replace(i, put_off=off.get((i.register, i.rule), {}).get(i.record_id or 0)) for i in found]
    return with_names(reader, ordered(told, reader.locale))


def items_between(reader: Reader, start: date, end: date, person: Person | None = None) -> list[Item]:
    """Everything that is due in a stretch of days, by day; several in one item are one for each day.

    Dates that are only reckoned are not among it: a calendar that took them would keep those that never came.
    """
    found: list[Item] = []
    for rule in _dated(reader, person):
        if rule.due.grouped:
            days = {
                business_date(v, reader.locale.tz) if isinstance(v, datetime) else v
                for v, _ in _values(reader, rule, start, end)
            }
            made = (grouped(reader, rule, _span(rule, d, d)) for d in sorted(days))
            found += [item for item in made if item is not None]
            continue
        t, column = rule.table, rule.column
        wanted = rule.select(t).where(*rule.met(), _span(rule, start, end)).limit(MOST_ITEMS)
        wanted = wanted.order_by(t.c.id) if column is None else wanted.order_by(column, t.c.id)
        found += [item_of(rule, row) for row in reader.rows(wanted)]
    return with_names(reader, ordered(found, reader.locale))


def _dated(reader: Reader, person: Person | None) -> list[Rule]:
    """The rules, for a person those that fall to somebody. What knows no day is due today, as on Today's list."""
    found = [r for r in rules(reader) if person is None or r.due.who]
    return [replace(r, person=person) for r in found]


def _values(reader: Reader, rule: Rule, start: date, end: date) -> list[tuple[date | datetime, int]]:
    """The dates or instants of a rule between two days, with how many records have each."""
    column = rule.column
    if column is None:
        n = reader.connection.execute(
            rule.select(func.count()).where(*rule.met(), _span(rule, start, end))
        ).scalar_one()
        return [(reader.locale.today, int(n))] if n else []
    wanted = rule.select(column, func.count()).where(*rule.met(), _span(rule, start, end)).group_by(column)
    return [(value, n) for value, n in reader.connection.execute(wanted)]


def _span(rule: Rule, start: date, end: date) -> ColumnElement[bool]:
    column: Any = rule.column
    if column is None:
        return true() if start <= rule.at.today <= end else false()
    last = min(end, start + timedelta(days=LONGEST))
    return and_(column >= rule.day_start(start), column < rule.day_start(last + timedelta(days=1)))

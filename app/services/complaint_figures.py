"""Figures of complaints with a name: each with its definition, its period, its population, and the exceptions to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, literal, or_, select

from app.core.i18n import N_, Text
from app.models.base import Instant
from app.models.declaration import Where
from app.models.registers.complaints import Complaint, ComplaintClock
from app.services.tables import table
from app.store.reader import Reader
from app.store.view import View

DAYS, WEEKS = 31, 190
"""Periods up to so many days are shown by day; up to so many by week; longer ones by month."""
MOST = 8


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a population meet a promise. `population` and `exceptions` list the records behind both."""

    name: str
    label: Text
    definition: Text
    hits: int
    total: int
    population: View
    exceptions: View

    @property
    def percent(self) -> float | None:
        """The share in percent; None where there is nobody to count."""
        return self.hits * 100 / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Average:
    """A mean over those of which the value is known: `total / count`."""

    name: str
    label: Text
    definition: Text
    total: int
    count: int
    view: View
    exceptions: View

    @property
    def mean(self) -> float | None:
        """The mean; None where nothing is known."""
        return self.total / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Slice:
    """The complaints that have one value of a field: `key` is the value, `words` what it is called where it is text."""

    key: Any
    words: str
    count: int
    view: View


@dataclass(frozen=True, slots=True)
class Stretch:
    """The complaints received from one day to another, both inclusive."""

    start: date
    end: date
    count: int
    view: View


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the figures' page shows of a period (business dates, both inclusive)."""

    start: date
    end: date
    received: int
    still_open: int
    shares: tuple[Share, ...]
    satisfaction: Average
    course: tuple[Stretch, ...]
    slices: dict[str, tuple[Slice, ...]]

    def share(self, name: str) -> Share:
        """A share by its name. Raises `KeyError`."""
        for found in self.shares:
            if found.name == name:
                return found
        raise KeyError(name)


GROUPED = ("category", "product_id", "batch_code", "platform", "channel", "root_cause")
"""Fields by which complaints are counted."""


def analyse(reader: Reader, start: date, end: date) -> Analysis:
    """The figures of the complaints received in a period."""
    view = View("complaints", start=start, end=end)
    t = table(Complaint)
    opened = view.changed(chip="open")
    return Analysis(
        start,
        end,
        reader.count(view),
        reader.count(opened),
        (
            in_time(reader, start, end, "first_reply"),
            in_time(reader, start, end, "resolve"),
            in_time(reader, start, end, "authority"),
            repeated(reader, start, end),
        ),
        satisfaction(reader, start, end),
        tuple(_course(reader, t, start, end)),
        {name: tuple(by(reader, name, start, end)) for name in GROUPED},
    )


_CLOCK_WORDS = {
    "first_reply": (
        N_("First reply in time"),
        N_("Of the complaints received in the period whose first reply was given or is overdue: those in time."),
    ),
    "resolve": (
        N_("Resolved in time"),
        N_("Of the complaints received in the period that were answered or are overdue: those answered in time."),
    ),
    "authority": (
        N_("Authority answered in time"),
        N_("Of the complaints received in the period that came through an authority: those answered within its term."),
    ),
}


def in_time(reader: Reader, start: date, end: date, kind: str) -> Share:
    """How many of the period's complaints kept a clock of that kind, in their first turn, as of now."""
    c, k = table(Complaint), table(ComplaintClock)
    late = _late(k, reader.locale.now)
    of_period = and_(*_of(c, start, end), k.c.complaint_id == c.c.id, k.c.kind == kind, k.c.turn == 1)
    decided = select(c.c.id).where(of_period, or_(k.c.stopped_at.is_not(None), late))
    rows = reader.connection.execute(decided.add_columns(late.label("late")).order_by(c.c.id)).all()
    missed = tuple(int(i) for i, was_late in rows if was_late)
    everyone = tuple(int(i) for i, _ in rows)
    label, definition = _CLOCK_WORDS[kind]
    return Share(
        f"{kind}_in_time",
        label,
        definition,
        len(everyone) - len(missed),
        len(everyone),
        View("complaints", ids=everyone),
        View("complaints", ids=missed),
    )


def _late(k: Table, now: datetime) -> ColumnElement[bool]:
    """A clock that is overrun as of now, whether or not that was written down yet."""
    until = func.coalesce(k.c.stopped_at, k.c.paused_at, literal(now, Instant))
    return or_(k.c.breached_at.is_not(None), until > k.c.due_at)


def repeated(reader: Reader, start: date, end: date) -> Share:
    """How many of the period's complaints were the first of their customer within ninety days."""
    view = View("complaints", start=start, end=end)
    again = view.changed(where=(Where("earlier", "ge", 1),))
    total, repeats = reader.count(view), reader.count(again)
    return Share(
        "repeated",
        N_("Complained again"),
        N_("Of the complaints received in the period: those whose customer had complained within 90 days before."),
        repeats,
        total,
        view,
        again,
    )


def satisfaction(reader: Reader, start: date, end: date) -> Average:
    """The mean of what customers answered, from 1 to 5."""
    c = table(Complaint)
    wanted = select(func.count(), func.sum(c.c.satisfaction)).where(*_of(c, start, end), c.c.satisfaction.is_not(None))
    count, total = reader.connection.execute(wanted).one()
    view = View("complaints", start=start, end=end, where=(Where("satisfaction", "filled"),))
    return Average(
        "satisfaction",
        N_("Satisfaction"),
        N_("The mean of the answers from 1 to 5, of the complaints received in the period that have one."),
        int(total or 0),
        int(count),
        view,
        view.changed(where=(Where("satisfaction", "le", 2),)),
    )


def by(reader: Reader, name: str, start: date, end: date, most: int = MOST) -> list[Slice]:
    """How many complaints of the period have each value of a field; the most frequent first, at most `most`."""
    c = table(Complaint)
    words = func.max(c.c.item) if name == "product_id" else func.max(c.c[name])
    count = func.count()
    wanted = (
        select(c.c[name], words, count)
        .where(*_of(c, start, end), c.c[name].is_not(None), c.c[name] != "")
        .group_by(c.c[name])
        .order_by(count.desc(), c.c[name])
        .limit(most)
    )
    view = View("complaints", start=start, end=end)
    return [
        Slice(key, str(said or ""), int(n), view.changed(where=(Where(name, "eq", key),)))
        for key, said, n in reader.connection.execute(wanted)
    ]


def _course(reader: Reader, c: Table, start: date, end: date) -> list[Stretch]:
    """How many came, day by day, week by week or month by month."""
    wanted = select(c.c.received_on, func.count()).where(*_of(c, start, end)).group_by(c.c.received_on)
    counts: dict[date, int] = {day: int(n) for day, n in reader.connection.execute(wanted)}
    found = []
    for first, last in stretches(start, end):
        n = sum(k for day, k in counts.items() if first <= day <= last)
        found.append(Stretch(first, last, n, View("complaints", start=first, end=last)))
    return found


def stretches(start: date, end: date) -> list[tuple[date, date]]:
    """A period cut into days, weeks (from Monday) or months, by how long it is."""
    whole = (end - start).days + 1
    found: list[tuple[date, date]] = []
    first = start
    while first <= end:
        if whole <= DAYS:
            last = first
        elif whole <= WEEKS:
            last = first + timedelta(days=6 - first.weekday())
        else:
            last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        found.append((first, min(last, end)))
        first = last + timedelta(days=1)
    return found


def span(reader: Reader, start: date | None, end: date | None) -> tuple[date, date]:
    """A period with both its ends: an open one begins with the first complaint and ends today."""
    c = table(Complaint)
    today = reader.locale.today
    if start is None:
        start = reader.connection.execute(select(func.min(c.c.received_on))).scalar() or today
    last = min(end, today) if end is not None and end > today else end or today
    return min(start, last), last


def _of(c: Table, start: date, end: date) -> Sequence[ColumnElement[bool]]:
    return (c.c.received_on >= start, c.c.received_on <= end, c.c.voided_at.is_(None))

"""Figures of complaints with a name: each with its definition, its period, its population, and the exceptions to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, func, select

from app.core.i18n import N_, Text
from app.models.complaint_words import OPEN
from app.models.declaration import Where
from app.models.registers.complaints import Complaint
from app.models.registers.orders import Order, OrderLine
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
class SoldRate:
    """The complaints about a product beside the pieces of it that were sold in the same period."""

    words: str
    count: int
    sold: int
    view: View

    @property
    def per_thousand(self) -> float | None:
        """Complaints per thousand pieces sold; None where none was sold."""
        return self.count * 1000 / self.sold if self.sold else None


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
    rates: tuple[SoldRate, ...] = ()

    def share(self, name: str) -> Share:
        """A share by its name. Raises `KeyError`."""
        for found in self.shares:
            if found.name == name:
                return found
        raise KeyError(name)


HEADINGS: tuple[tuple[str, Text], ...] = (
    ("category", N_("By category")),
    ("product_id", N_("By product")),
    ("batch_code", N_("By batch")),
    ("platform", N_("By platform")),
    ("channel", N_("By channel")),
    ("root_cause", N_("By kind of cause")),
)
GROUPED = tuple(name for name, _ in HEADINGS)
"""Fields by which complaints are counted."""
TERMS: tuple[tuple[str, str, Text, Text], ...] = (
    (
        "first_kept",
        "first_due",
        N_("First reply in time"),
        N_(
            "Of the complaints received in the period whose first reply was given or is overdue: those in time. "
            "Old ones of which nobody wrote down when it was given count neither way."
        ),
    ),
    (
        "resolve_kept",
        "resolve_due",
        N_("Resolved in time"),
        N_(
            "Of the complaints received in the period that were answered or are overdue: those answered in time. Old "
            "ones of which nobody wrote down when that was count neither way."
        ),
    ),
    (
        "authority_kept",
        "authority_due",
        N_("Authority answered in time"),
        N_(
            "Of the complaints received in the period that came through an authority: those answered in every term set."
        ),
    ),
)
"""Field that says whether a term was kept, the date of one that runs, label, definition."""
_READ = (
    "id", "received_on", "item", "status", "earlier", "satisfaction",
    *GROUPED, *(t[0] for t in TERMS), *(t[1] for t in TERMS),
)  # fmt: skip


def analyse(reader: Reader, start: date, end: date) -> Analysis:
    """The figures of the complaints received in a period. They are read once, since all figures are of the same."""
    c = table(Complaint)
    wanted = select(*(c.c[n] for n in _READ)).where(
        c.c.received_on >= start, c.c.received_on <= end, c.c.voided_at.is_(None)
    )
    rows = reader.connection.execute(wanted).all()
    view = View("complaints", start=start, end=end)
    shares = [_in_time(rows, view, term, reader.locale.now) for term in TERMS]
    return Analysis(
        start,
        end,
        len(rows),
        sum(1 for r in rows if r.status in OPEN),
        (*shares, _repeated(rows, view)),
        _satisfaction(rows, view),
        tuple(_course(rows, start, end)),
        {name: tuple(_slices(rows, view, name)) for name in GROUPED},
        tuple(_rates(reader, rows, view)),
    )


def _in_time(rows: Sequence[Row[Any]], view: View, term: tuple[str, str, Text, Text], now: datetime) -> Share:
    """How many kept a term the first time, as of now: one that runs and is past its date is broken already."""
    name, due, label, definition = term
    kept, running = attrgetter(name), attrgetter(due)
    in_time = tuple(r.id for r in rows if kept(r) == "kept")
    broken = tuple(r.id for r in rows if kept(r) == "late")
    overdue = tuple(r.id for r in rows if kept(r) is None and running(r) is not None and running(r) < now)
    decided = view.changed(where=(Where(name, "in", ("kept", "late")),))
    if overdue:  # not written down yet, so that no filter finds them
        decided = View("complaints", ids=in_time + broken + overdue)
    late = View("complaints", ids=broken + overdue)
    return Share(name, label, definition, len(in_time), len(in_time) + len(broken) + len(overdue), decided, late)


def _repeated(rows: Sequence[Row[Any]], view: View) -> Share:
    """How many came from a customer who had complained within ninety days before."""
    return Share(
        "repeated",
        N_("Complained again"),
        N_("Of the complaints received in the period: those whose customer had complained within 90 days before."),
        sum(1 for r in rows if r.earlier),
        len(rows),
        view,
        view.changed(where=(Where("earlier", "ge", 1),)),
    )


def _satisfaction(rows: Sequence[Row[Any]], view: View) -> Average:
    """The mean of what customers answered, from 1 to 5."""
    said = [r.satisfaction for r in rows if r.satisfaction is not None]
    return Average(
        "satisfaction",
        N_("Satisfaction"),
        N_("The mean of the answers from 1 to 5, of the complaints received in the period that have one."),
        sum(said),
        len(said),
        view.changed(where=(Where("satisfaction", "filled"),)),
        view.changed(where=(Where("satisfaction", "le", 2),)),
    )


def _slices(rows: Sequence[Row[Any]], view: View, name: str) -> list[Slice]:
    """How many have each value of a field; the most frequent first, at most `MOST`."""
    value = attrgetter(name)
    counts = Counter(v for r in rows if (v := value(r)) not in (None, ""))
    items = {r.product_id: r.item for r in rows} if name == "product_id" else {}
    return [
        Slice(key, str(items.get(key) or key), n, view.changed(where=(Where(name, "eq", key),)))
        for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], str(kv[0])))[:MOST]
    ]


def _rates(reader: Reader, rows: Sequence[Row[Any]], view: View) -> list[SoldRate]:
    """Complaints per pieces sold, by product; the highest rate first, those of which none was sold last."""
    counts = Counter(r.product_id for r in rows if r.product_id is not None)
    items = {r.product_id: r.item for r in rows}
    sold = _sold(reader, view)
    found = [
        SoldRate(str(items.get(i) or i), n, sold.get(i, 0), view.changed(where=(Where("product_id", "eq", i),)))
        for i, n in counts.items()
    ]
    return sorted(found, key=lambda r: (r.per_thousand is None, -(r.per_thousand or 0), r.words))[:MOST]


def _sold(reader: Reader, view: View) -> dict[int, int]:
    """The pieces of each product in the orders of the period that were paid and not cancelled."""
    o, x = table(Order), table(OrderLine)
    wanted = (
        select(x.c.product_id, func.sum(x.c.quantity))
        .join(o, o.c.id == x.c.order_id)
        .where(
            o.c.business_date >= view.start,
            o.c.business_date <= view.end,
            o.c.payment != "unpaid",
            o.c.fulfilment != "cancelled",
            o.c.voided_at.is_(None),
            x.c.product_id.is_not(None),
        )
        .group_by(x.c.product_id)
    )
    return {int(i): int(n) for i, n in reader.connection.execute(wanted)}


def _course(rows: Sequence[Row[Any]], start: date, end: date) -> list[Stretch]:
    """How many came, day by day, week by week or month by month."""
    counts = Counter(r.received_on for r in rows)
    return [
        Stretch(a, b, sum(n for day, n in counts.items() if a <= day <= b), View("complaints", start=a, end=b))
        for a, b in stretches(start, end)
    ]


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

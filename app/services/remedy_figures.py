"""Figures of returns and remedies: how much comes back, of which product, why, and how long the money takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from app.core.amounts import Amount, add_up
from app.models.declaration import Where
from app.models.registers.orders import Order, OrderLine
from app.models.registers.products import Product
from app.models.registers.remedies import Remedy
from app.models.remedy_words import DEAD, PAID
from app.services import settings
from app.services.figures import named
from app.services.tables import table
from app.store.reader import Reader
from app.store.view import View


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. `per_mille` is None where there is nothing to compare with."""

    part: int
    whole: int

    @property
    def per_mille(self) -> int | None:
        """The share in thousandths, rounded half up."""
        return (2000 * self.part + self.whole) // (2 * self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class ProductReturns:
    """A product: pieces that came back of those that were sold in the period."""

    product_id: int
    name: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """A reason: live remedies that were asked for in the period, their pieces, and what they pay back.

    The refund is in minor units, a `Total` where currencies differ.
    """

    reason: str
    remedies: int
    pieces: int
    refund: int


@dataclass(frozen=True, slots=True)
class Days:
    """How long settling took: how many were settled, the mean in tenths of a day, the longest, how many in time."""

    settled: int
    mean_tenths: int
    longest: int
    in_time: int


def return_rate(reader: Reader, start: date, end: date) -> Rate:
    """Of the pieces sold in a period (business dates, both inclusive), those that came back for good."""
    o, x = table(Order), table(OrderLine)
    wanted = (
        select(func.coalesce(func.sum(x.c.returned), 0), func.coalesce(func.sum(x.c.quantity), 0))
        .join(o, o.c.id == x.c.order_id)
        .where(
            o.c.business_date >= start,
            o.c.business_date <= end,
            o.c.payment != "unpaid",
            o.c.fulfilment != "cancelled",
            o.c.voided_at.is_(None),
        )
    )
    returned, sold = reader.connection.execute(wanted).one()
    return Rate(int(returned), int(sold))


def by_product(reader: Reader, start: date, end: date, limit: int = 10) -> list[ProductReturns]:
    """The products of which most came back of what was sold in a period."""
    o, x, p = table(Order), table(OrderLine), table(Product)
    back = func.sum(x.c.returned)
    wanted = (
        select(x.c.product_id, p.c.name, p.c.options, back, func.sum(x.c.quantity))
        .join(o, o.c.id == x.c.order_id)
        .join(p, p.c.id == x.c.product_id)
        .where(
            o.c.business_date >= start,
            o.c.business_date <= end,
            o.c.payment != "unpaid",
            o.c.fulfilment != "cancelled",
            o.c.voided_at.is_(None),
        )
        .group_by(x.c.product_id, p.c.name, p.c.options)
        .having(back > 0)
        .order_by(back.desc(), x.c.product_id)
        .limit(limit)
    )
    rows = reader.connection.execute(wanted).all()
    return [ProductReturns(i, named(name, options), Rate(int(n), int(m))) for i, name, options, n, m in rows]


def by_reason(reader: Reader, start: date, end: date) -> list[ReasonCount]:
    """Live remedies asked for in a period, by reason, the most frequent first."""
    t = table(Remedy)
    own = reader.locale.currency
    wanted = (
        select(t.c.reason, t.c.currency, func.count(), func.sum(t.c.quantity), func.sum(t.c.refund_amount))
        .where(
            t.c.business_date >= start,
            t.c.business_date <= end,
            t.c.status.not_in(DEAD),
            t.c.voided_at.is_(None),
        )
        .group_by(t.c.reason, t.c.currency)
    )
    found: dict[str, list[ReasonCount]] = {}
    for reason, code, n, pieces, money in reader.connection.execute(wanted):
        refund = int(money) if code == own else Amount(money, code)
        found.setdefault(reason, []).append(ReasonCount(reason, n, int(pieces), refund))
    made = [_together(reason, part) for reason, part in found.items()]
    return sorted(made, key=lambda r: (-r.remedies, r.reason))


def _together(reason: str, parts: list[ReasonCount]) -> ReasonCount:
    refund = add_up(x.refund for x in parts if x.refund)
    return ReasonCount(reason, sum(x.remedies for x in parts), sum(x.pieces for x in parts), refund)


def days_to_settle(reader: Reader, start: date, end: date) -> Days:
    """How long remedies that were asked for in a period took to be settled, from the goods' return or the request."""
    t = table(Remedy)
    limit = int(settings.get(reader, settings.REMEDY_REFUND))
    wanted = select(
        func.count(),
        func.coalesce(func.sum(t.c.refund_days), 0),
        func.coalesce(func.max(t.c.refund_days), 0),
        func.coalesce(func.sum(case((t.c.refund_days <= limit, 1), else_=0)), 0),
    ).where(
        t.c.business_date >= start, t.c.business_date <= end, t.c.status.in_(PAID), t.c.voided_at.is_(None),
        t.c.refund_days.is_not(None),
    )  # fmt: skip
    count, total, longest, in_time = (int(n) for n in reader.connection.execute(wanted).one())
    return Days(count, (20 * total + count) // (2 * count) if count else 0, longest, in_time)


def returned_view(start: date, end: date) -> View:
    """The remedies behind the figures of a period: those asked for in it that count."""
    return View("remedies", where=(Where("status", "not_in", DEAD),), start=start, end=end)

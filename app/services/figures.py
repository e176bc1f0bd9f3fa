"""Figures with a name: each a value, a definition in words, and the list of the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from app.core.amounts import Amount, add_up
from app.core.i18n import N_, Text
from app.models.declaration import Where
from app.models.registers.orders import Order, OrderLine
from app.models.registers.products import Product
from app.services.tables import table
from app.store.foreign import has_foreign
from app.store.reader import Reader
from app.store.view import View

SOLD = (Where("payment", "ne", "unpaid"), Where("fulfilment", "ne", "cancelled"))
"""What counts as a sale: paid or paid back in part, and not cancelled."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure. `money` amounts are in minor units, a `Total` where currencies differ.

    `view` lists the records behind it. `before` is the same figure a week earlier where that says something.
    """

    name: str
    label: Text
    value: int
    view: View
    money: bool = False
    before: int | None = None
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class DaySales:
    """One business day's sales: orders and their amount in minor units, a `Total` where currencies differ."""

    day: date
    orders: int
    amount: int


@dataclass(frozen=True, slots=True)
class TopProduct:
    """A product, with its specification, by what it sold: pieces and amount in minor units (see `DaySales`)."""

    product_id: int
    name: str
    pieces: int
    amount: int


def named(name: str, options: str | None) -> str:
    """A product among its sisters: two jars of different size have one name."""
    return f"{name} {options}" if options else name


def sales_view(start: date, end: date) -> View:
    """The orders that count as sales of a period (business dates, both inclusive)."""
    return View("orders", where=SOLD, start=start, end=end)


def sales_by_day(reader: Reader, start: date, end: date) -> list[DaySales]:
    """Sales of each day of a period, days without any included."""
    t = table(Order)
    mixed = has_foreign(reader.connection, t, "currency", reader.locale.currency)
    code = (t.c.currency,) if mixed else ()
    wanted = (
        select(t.c.business_date, func.count(), func.sum(t.c.total), *code)
        .where(
            t.c.business_date >= start,
            t.c.business_date <= end,
            t.c.payment != "unpaid",
            t.c.fulfilment != "cancelled",
            t.c.voided_at.is_(None),
        )
        .group_by(t.c.business_date, *code)
    )
    days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
    found = {day: DaySales(day, 0, 0) for day in days}
    for day, n, amount, *rest in reader.connection.execute(wanted):
        before, amount = found[day], _of(amount, rest[0] if rest else None, reader)
        found[day] = DaySales(
            day, before.orders + n, add_up((before.amount, amount)) if before.orders else add_up((amount,))
        )
    return [found[day] for day in days]


def _of(amount: int, code: str | None, reader: Reader) -> int:
    """An amount of minor units, as an `Amount` where it is not in the shop's own currency."""
    return amount if code in (None, reader.locale.currency) else Amount(amount, str(code))


def top_products(reader: Reader, start: date, end: date, limit: int = 5) -> list[TopProduct]:
    """The products that sold most in a period: by amount in the shop's own currency, then by pieces."""
    o, x, p = table(Order), table(OrderLine), table(Product)
    own = reader.locale.currency
    mixed = has_foreign(reader.connection, o, "currency", own)
    amount = func.sum(case((o.c.currency == own, x.c.amount), else_=0)) if mixed else func.sum(x.c.amount)
    pieces_sold = func.sum(x.c.quantity)
    wanted = (
        select(x.c.product_id, p.c.name, p.c.options, pieces_sold, amount)
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
        .order_by(amount.desc(), pieces_sold.desc(), x.c.product_id)
        .limit(limit)
    )
    rows = reader.connection.execute(wanted).all()
    abroad = _sold_abroad(reader, [r[0] for r in rows], start, end) if mixed else {}
    return [
        TopProduct(i, named(name, options), pieces, _with(amount, abroad.get(i, ())))
        for i, name, options, pieces, amount in rows
    ]


def _with(amount: int, others: Sequence[int]) -> int:
    return add_up((*((amount,) if amount or not others else ()), *others))


def _sold_abroad(reader: Reader, ids: Sequence[int], start: date, end: date) -> dict[int, list[int]]:
    """What products sold in other currencies than the shop's in a period."""
    o, x = table(Order), table(OrderLine)
    wanted = (
        select(x.c.product_id, o.c.currency, func.sum(x.c.amount))
        .join(o, o.c.id == x.c.order_id)
        .where(
            x.c.product_id.in_(ids),
            o.c.currency != reader.locale.currency,
            o.c.business_date >= start,
            o.c.business_date <= end,
            o.c.payment != "unpaid",
            o.c.fulfilment != "cancelled",
            o.c.voided_at.is_(None),
        )
        .group_by(x.c.product_id, o.c.currency)
    )
    found: dict[int, list[int]] = {}
    for product_id, code, amount in reader.connection.execute(wanted):
        found.setdefault(product_id, []).append(Amount(amount, code))
    return found


def today_figures(reader: Reader) -> tuple[Figure, ...]:
    """The figures of the Today page, in the order in which they are shown."""
    today = reader.locale.today
    yesterday, week_before = today - timedelta(days=1), today - timedelta(days=8)
    sold = sales_by_day(reader, week_before, yesterday)
    return (
        Figure(
            "sales_yesterday",
            N_("Sales yesterday"),
            sold[-1].amount,
            sales_view(yesterday, yesterday),
            money=True,
            before=sold[0].amount,
            help=N_("Orders placed yesterday that are paid and not cancelled."),
        ),
        _counted(reader, "to_ship", N_("To ship"), View("orders", chip="to_ship")),
        _counted(reader, "no_waybill", N_("No waybill"), View("orders", chip="no_waybill")),
        _counted(reader, "late", N_("Overdue"), View("orders", chip="late", sort="ship_by")),
        _counted(reader, "low_stock", N_("Low stock"), View("products", chip="low", sort="available")),
        _counted(reader, "expiring", N_("Expires soon"), View("batches", chip="soon")),
    )


def _counted(reader: Reader, name: str, label: Text, view: View) -> Figure:
    return Figure(name, label, reader.count(view), view)


def last_days(reader: Reader, days: int = 14) -> Sequence[DaySales]:
    """Sales of the last `days` days, today included, the oldest first."""
    today = reader.locale.today
    return sales_by_day(reader, today - timedelta(days=days - 1), today)

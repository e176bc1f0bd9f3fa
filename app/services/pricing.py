"""Price history, and the comparison price that it proves (明码标价和禁止价格欺诈规定, art. 16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from app.core.i18n import N_, Text
from app.core.money import format_amount
from app.models.registers.orders import Order, OrderLine
from app.models.registers.products import ProductPrice
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

PRICES = ("price", "cost", "list_price")
WINDOW_DAYS = 7


def record(uow: UnitOfWork, product_id: int, new: Mapping[str, Any], at: datetime | None = None) -> None:
    """Add the product's prices as they are from now on to its history."""
    row: Values = {"product_id": product_id, "at": at or uow.now, "changed_by": uow.actor.name}
    uow.append(ProductPrice, [row | {n: new.get(n) for n in PRICES}])


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether any price differs."""
    return any(n in new and new[n] != old.get(n) for n in PRICES)


def history(reader: Reader, product_id: int) -> list[Values]:
    """The product's prices over time, the newest first: at, price, cost, list_price, changed_by."""
    t = table(ProductPrice)
    return reader.rows(select(t).where(t.c.product_id == product_id).order_by(t.c.at.desc(), t.c.id.desc()))


def lowest_deal_price(reader: Reader, product_id: int, day: date) -> int | None:
    """The lowest price per piece at which the product was really sold in the 7 days before `day`.

    Paid orders in the shop's own currency that were not cancelled count, gifts do not. Without a sale in those days,
    the lowest price that was asked in them; None when neither is known.
    """
    o, x = table(Order), table(OrderLine)
    sold = (
        select(func.min(x.c.amount / x.c.quantity))
        .join(o, o.c.id == x.c.order_id)
        .where(
            x.c.product_id == product_id,
            x.c.gift.is_(False),
            x.c.amount > 0,
            x.c.quantity > 0,
            o.c.business_date >= day - timedelta(days=WINDOW_DAYS),
            o.c.business_date < day,
            func.coalesce(o.c.currency, "") == reader.locale.currency,  # by the product, never by this index
            o.c.payment != "unpaid",
            o.c.fulfilment != "cancelled",
        )
    )
    found = reader.connection.execute(sold).scalar()
    if found is not None:
        return int(found)
    return _lowest_asked(reader, product_id, day)


def _lowest_asked(reader: Reader, product_id: int, day: date) -> int | None:
    tz = reader.locale.tz
    start = datetime.combine(day - timedelta(days=WINDOW_DAYS), time(), tz)
    end = datetime.combine(day, time(), tz)
    t = table(ProductPrice)
    mine = (t.c.product_id == product_id) & t.c.price.is_not(None)
    inside = reader.connection.execute(select(func.min(t.c.price)).where(mine, t.c.at >= start, t.c.at < end)).scalar()
    before = reader.connection.execute(
        select(t.c.price).where(mine, t.c.at < start).order_by(t.c.at.desc(), t.c.id.desc()).limit(1)
    ).scalar()
    known = [int(p) for p in (inside, before) if p is not None]
    return min(known) if known else None


def comparison_warning(reader: Reader, product: Mapping[str, Any], day: date | None = None) -> Text | None:
    """Why the product's comparison price may mislead, or `None`."""
    shown = product.get("list_price")
    if shown is None:
        return None
    lowest = lowest_deal_price(reader, product["id"], day or reader.locale.today)
    if lowest is None or shown <= lowest:
        return None
    currency = reader.locale.currency
    return N_(
        "The comparison price {shown} is above {lowest}, the lowest deal price of the 7 days before.",
        shown=format_amount(shown, currency, symbol=True),
        lowest=format_amount(lowest, currency, symbol=True),
    )

"""Orders by hand: amounts, promises, reservations, and what may still be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.core.money import LARGEST, format_amount
from app.core.text import storable
from app.models.registers.orders import OPEN, Order, OrderLine
from app.services import claims, customers, parcels, settings, stock
from app.services.parcels import Parcel, Sent
from app.services.summary import items_of
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

PRINTED = frozenset(
    {
        "platform",
        "shop_name",
        "platform_order_id",
        "placed_at",
        "buyer_name",
        "phone",
        "address",
        "postcode",
        "country",
        "shipping_fee",
        "discount",
        "buyer_note",
    }
)
"""Fields that papers print. They are fixed once something was shipped."""


def totals(values: Values, lines: Sequence[Values]) -> Values:
    """Amounts, summary and pieces that follow from an order's lines, postage and discount (minor units).

    Fills in each line's `amount`. Raises `Invalid` when the discount is more than there is to pay, or the
    amount is beyond what the shop's file and workbooks hold exactly.
    """
    for line in lines:
        line["amount"] = line["quantity"] * line["unit_price"]
    goods = sum(x["amount"] for x in lines)
    total = goods + (values.get("shipping_fee") or 0) - (values.get("discount") or 0)
    if max(goods, total) >= LARGEST or sum(x["quantity"] for x in lines) >= LARGEST:
        raise Invalid((FieldError("lines", N_("These items come to more than can be kept. Check prices and pieces.")),))
    if total < 0:
        raise Invalid((FieldError("discount", N_("The discount is more than the order's amount.")),))
    return {
        "goods_total": goods,
        "total": total,
        "items": items_of(lines),
        "quantity": sum(x["quantity"] for x in lines),
    }


def promised(reader: Reader, since: datetime) -> datetime:
    """When an order placed or paid at `since` has to be shipped, by the shop's promise."""
    return since + timedelta(hours=int(settings.get(reader, settings.SHIP_PROMISE)))


def fill_lines(reader: Reader, lines: Sequence[Values]) -> None:
    """Copy SKU, name, specification, price and cost from the product onto lines that leave them open.

    A line with a SKU and no product finds its product; a gift without a price costs nothing.
    """
    for line in lines:
        if not line.get("product_id") and line.get("sku"):
            line["product_id"] = reader.exists("products", {"sku": storable(str(line["sku"])).strip()})
    products = reader.records("products", {x["product_id"] for x in lines if x.get("product_id")})
    for line in lines:
        if line.get("quantity") is None:
            line["quantity"] = 1
        if line.get("unit_price") is None and line.get("gift"):
            line["unit_price"] = 0
        product = products.get(line.get("product_id") or 0)
        if product is None:
            continue
        given = {"sku": product["sku"], "title": product["name"], "options": product["options"]}
        given |= {"unit_price": product["price"], "unit_cost": product["cost"]}
        for name, value in given.items():
            if line.get(name) is None or line.get(name) == "":
                line[name] = value


def check_lines(lines: Sequence[Values]) -> None:
    """Raise `Invalid` unless there is an item, and each has a name and a price."""
    problems = [] if lines else [FieldError("lines", N_("An order needs at least one item."))]
    for position, line in enumerate(lines, 1):
        if not line.get("title"):
            problems.append(FieldError(line_field("lines", position, "title"), N_("Choose a product or type a name.")))
        if line.get("unit_price") is None:
            problems.append(FieldError(line_field("lines", position, "unit_price"), N_("A price is needed.")))
    if problems:
        raise Invalid(tuple(problems))


def create(uow: UnitOfWork, values: Values, lines: Sequence[Values]) -> int:
    """Enter an order by hand, unpaid. Its buyer becomes a customer if account or telephone is known."""
    rows = [dict(x) for x in lines]
    fill_lines(uow.reader, rows)
    check_lines(rows)
    placed = values.get("placed_at") or uow.now
    order: Values = {
        "waybills": "",
        **values,
        "placed_at": placed,
        "business_date": business_date(placed, uow.tz),
        "ship_by": values.get("ship_by") or promised(uow.reader, placed),
        "payment": "unpaid",
        "fulfilment": "new",
        "currency": uow.currency,
        "shipping_fee": values.get("shipping_fee") or 0,
        "discount": values.get("discount") or 0,
        "paid": 0,
        "refunded": 0,
    }
    order |= totals(order, rows)
    if not order.get("customer_id"):
        order["customer_id"] = customers.match(uow, customers.buyer_of(order))
    order_id = uow.create("orders", order, {"lines": rows})
    customers.refresh(uow, [order["customer_id"]])
    return order_id


def edit(
    uow: UnitOfWork,
    order_id: int,
    changes: Values,
    lines: Sequence[Values] | None = None,
    version: int | None = None,
) -> None:
    """Change an order. What papers print is fixed once goods left; the total is fixed once it was paid.

    Lines are the whole new list; rows with their `id` are kept. Reservations follow. Raises `Invalid`, `Stale`.
    """
    old = uow.reader.record("orders", order_id)
    stored = uow.reader.lines("orders", order_id, "lines")
    rows = _typed(stored, lines) if lines is not None else None
    if rows is not None and _same_lines(stored, rows):
        rows = None
    new = {**old, **changes}
    _check_fixed(old, changes, rows)
    changes = dict(changes)
    if rows is not None or {"shipping_fee", "discount"} & set(changes):
        priced = rows if rows is not None else [dict(x) for x in stored]
        fill_lines(uow.reader, priced)
        check_lines(priced)
        changes |= totals(new, priced)
        _check_paid(old, changes["total"])
    if changes.get("placed_at"):
        changes["business_date"] = business_date(changes["placed_at"], uow.tz)
    moved: list[list[Any]] = []
    if rows is not None:
        _check_bound(uow.reader, order_id, _touched(stored, rows))
        moved = stock.post(uow, stock.release(old, _touched(stored, rows)))
    given = {"lines": rows} if rows is not None else None
    effects = {"stock": moved} if moved else None
    uow.update("orders", order_id, changes, lines=given, version=version, effects=effects)
    if rows is not None and old["fulfilment"] in OPEN:
        stock.post(uow, stock.reserve(uow, old, uow.reader.lines("orders", order_id, "lines")))
    if "customer_id" in changes or "placed_at" in changes:
        customers.refresh(uow, [old["customer_id"], new["customer_id"]])


_LINE = ("product_id", "sku", "title", "options", "quantity", "unit_price", "gift", "exception_confirmed")


def _typed(stored: Sequence[Values], lines: Sequence[Values]) -> list[Values]:
    """What a person may type of lines. A line that got another product takes that one's texts.

    A quantity typed anew is what is to be sent: nothing of it was cancelled.
    """
    known = {x["id"]: x for x in stored}
    rows: list[Values] = []
    for line in lines:
        row = {n: line[n] for n in ("id", *_LINE) if n in line}
        old = known.get(row.get("id"))
        if old is not None:
            row = {**{n: old[n] for n in _LINE}, **row}
            if row["product_id"] != old["product_id"]:
                for name in ("sku", "title", "options"):
                    row[name] = None if row[name] == old[name] else row[name]
            if row["quantity"] != old["quantity"]:
                row["dropped"] = 0
        row |= {n: bool(row[n]) for n in ("gift", "exception_confirmed") if n in row}
        rows.append(row)
    return rows


def _same_lines(stored: Sequence[Values], rows: Sequence[Values]) -> bool:
    if [x["id"] for x in stored] != [x.get("id") for x in rows]:
        return False
    return all(old[n] == new.get(n, old[n]) for old, new in zip(stored, rows, strict=True) for n in _LINE)


def _touched(stored: Sequence[Values], rows: Sequence[Values]) -> list[Values]:
    """Stored lines whose reservation no longer fits: removed, or of another product or quantity."""
    kept = {x["id"]: x for x in rows if x.get("id")}
    return [
        x
        for x in stored
        if x["id"] not in kept or any(kept[x["id"]].get(n, x[n]) != x[n] for n in ("product_id", "quantity"))
    ]


def fixed_fields(order: Mapping[str, Any]) -> frozenset[str]:
    """What of an order stays as it was issued: nothing before goods left, then what papers print, and its lines."""
    return frozenset() if order["fulfilment"] in ("new", "to_ship") else PRINTED | {"lines"}


def _check_fixed(old: Values, changes: Values, rows: Sequence[Values] | None) -> None:
    fixed = fixed_fields(old)
    why = N_("Fixed: goods or papers of this order went out with it.")
    changed = sorted(n for n in fixed & set(changes) if changes[n] != old[n])
    problems = [FieldError(n, why) for n in changed]
    if rows is not None and "lines" in fixed:
        problems.append(FieldError("lines", why))
    if problems:
        raise Invalid(tuple(problems))


def _check_paid(old: Values, total: int) -> None:
    if old["payment"] != "unpaid" and total != old["total"]:
        paid = format_amount(old["paid"], old["currency"], symbol=True)
        raise Invalid(
            (
                FieldError(
                    "total", N_("{paid} was paid for this order; its total is fixed. Refund a part instead.", paid=paid)
                ),
            )
        )


def _check_bound(reader: Reader, order_id: int, touched: Sequence[Values]) -> None:
    """Raise `Invalid` for lines that a return or another remedy stands on."""
    bound = claims.bound_lines(reader, [order_id]).get(order_id, set())
    line = next((x for x in touched if x["id"] in bound), None)
    if line is not None:
        why = N_("{item}: a return or another remedy of this order stands on it.", item=line["title"])
        raise Invalid((FieldError("lines", why),))


def ship(uow: UnitOfWork, parcel: Parcel) -> int:
    """Send one parcel, with all that is left or a part of it; returns the shipment's id.

    For several parcels per order call it once for each. Raises as `parcels.send`.
    """
    sent = parcels.send(uow, [parcel])
    finish(uow, sent)
    return sent.shipments[0]


def finish(uow: UnitOfWork, sent: Sent, *, reason: str = "") -> None:
    """Write what sending changed at the orders."""
    if len(sent.changes) == 1:
        ((order_id, changes),) = sent.changes.items()
        uow.update(
            "orders",
            order_id,
            changes,
            action="ship",
            reason=reason,
            effects={"stock": sent.moved} if sent.moved else None,
        )
    else:
        uow.update_many("orders", sent.changes, action="ship", reason=reason)


def set_waybills(uow: UnitOfWork, order_ids: Sequence[int]) -> None:
    """Bring the orders' waybills in step with their shipments."""
    now = parcels.waybills_of(uow.reader, order_ids)
    uow.update_many("orders", {i: {"waybills": w} for i, w in now.items()}, action="waybill")


def open_with(reader: Reader, product_id: int, limit: int = 5) -> list[str]:
    """Numbers of orders that are neither shipped nor cancelled and hold this product, at most `limit`."""
    o, x = table(Order), table(OrderLine)
    wanted = (
        select(o.c.number)
        .join(x, x.c.order_id == o.c.id)
        .where(x.c.product_id == product_id, o.c.fulfilment.in_(("new", *OPEN)), o.c.voided_at.is_(None))
    )
    return [n for (n,) in reader.connection.execute(wanted.distinct().order_by(o.c.number).limit(limit))]


def to_ship_values(reader: Reader, order: Mapping[str, Any], since: datetime) -> Values:
    """What changes at an order when it becomes due for shipping at `since`."""
    return {"fulfilment": "to_ship", "ship_by": promised(reader, since)}

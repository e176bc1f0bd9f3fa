"""Orders that come in from files, tens of thousands at once: everything is worked out without a statement per order.

Products, customers and batches are read once per slice; orders, lines, shipments, payments and ledger entries are
written in bulk. What platforms say is taken as it is; what follows from it is worked out as for orders by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.core.dates import business_date
from app.core.progress import Progress
from app.models.registers.orders import OPEN
from app.services import customers, money, parcels, settings, stock
from app.services.parcels import Shelf
from app.services.stock import Entry
from app.services.summary import items_of
from app.services.tables import Values
from app.store.uow import NewRecord, UnitOfWork

SLICE = 2_000
SENT = ("shipped", "completed")


@dataclass(slots=True)
class Incoming:
    """One order as a file describes it.

    `values`: columns of `orders` that the file speaks of, at least `platform`, `platform_order_id`, `placed_at`;
    `payment` and `fulfilment` where it says so. `lines`: columns of order lines, with `product_id` where it is known;
    `quantity` and `unit_price` or `amount` are needed. `carrier` is a key of `app.models.carriers`. `provisional`:
    the lines were made from the order's summary. `email` goes to a customer that is made for the order. `carrier_name`
    is what the file calls a carrier that the program does not know.
    """

    values: Values
    lines: list[Values] = field(default_factory=list)
    carrier: str | None = None
    waybills: tuple[str, ...] = ()
    provisional: bool = False
    email: str | None = None
    carrier_name: str | None = None


@dataclass(frozen=True, slots=True)
class Shopwide:
    """What completing an order needs to know of the shop, read once."""

    currency: str
    promise: timedelta
    costs: dict[int, int | None]
    source: str


def add_new(
    uow: UnitOfWork, incoming: Sequence[Incoming], *, source: str = "", progress: Progress | None = None
) -> list[int]:
    """Write new orders with their customers, shipments, payments and ledger entries; returns their ids in order.

    Open orders reserve stock. Orders that were shipped move stock only if they left after the shop began to keep
    stock of the product. The dictionaries in `incoming` are completed in place.
    """
    progress = progress or Progress()
    products = {x["product_id"] for i in incoming for x in i.lines if x.get("product_id")}
    shelf = Shelf.load(uow.reader, products)
    shopwide = read_shopwide(uow, products, source)
    made: list[int] = []
    touched: set[int] = set()
    for start in range(0, len(incoming), SLICE):
        part = incoming[start : start + SLICE]
        for one in part:
            complete(one, shopwide, uow)
        buyers = [customers.buyer_of(i.values, i.email) for i in part]
        found, open_figures = customers.match_many(uow, buyers, [i.values for i in part])
        for one, customer_id in zip(part, found, strict=True):
            one.values["customer_id"] = customer_id
        touched |= open_figures
        made += _write(uow, part, shelf)
        progress.step(start + len(part), len(incoming))
    customers.refresh(uow, touched)
    return made


def read_shopwide(uow: UnitOfWork, products: set[int], source: str) -> Shopwide:
    """Read the settings and costs that orders are completed with."""
    costs = {i: p["cost"] for i, p in uow.reader.records("products", products).items()}
    promise = timedelta(hours=int(settings.get(uow.reader, settings.SHIP_PROMISE)))
    return Shopwide(uow.currency, promise, costs, source)


def complete(one: Incoming, shopwide: Shopwide, uow: UnitOfWork) -> None:
    """Work out what the file left open: amounts, states, dates, the summary, each line's shipped pieces."""
    v = one.values
    complete_lines(one.lines, shopwide)
    goods = sum(x["amount"] for x in one.lines)
    for name, value in (("goods_total", goods), ("shipping_fee", 0), ("discount", 0), ("refunded", 0)):
        if v.get(name) is None:
            v[name] = value
    if v.get("total") is None:
        v["total"] = max(v["goods_total"] + v["shipping_fee"] - v["discount"], 0)
    said_paid = v.get("paid_at") is not None or bool(v.get("paid"))
    v["payment"] = v.get("payment") or ("paid" if said_paid else "unpaid")
    if v.get("paid") is None or v["payment"] == "unpaid":
        v["paid"] = 0 if v["payment"] == "unpaid" else v["total"]
    if v["payment"] == "refunded" and not v["refunded"]:
        v["refunded"] = v["paid"]
    v["refunded"] = min(v["refunded"], v["paid"])  # no more can go back than came; a platform's own gifts are not ours
    v["fulfilment"] = v.get("fulfilment") or ("to_ship" if v["payment"] != "unpaid" else "new")
    v["currency"] = v.get("currency") or shopwide.currency
    v["business_date"] = business_date(v["placed_at"], uow.tz)
    v["ship_by"] = v.get("ship_by") or (v.get("paid_at") or v["placed_at"]) + shopwide.promise
    v["items"] = items_of(one.lines)
    v["quantity"] = sum(x["quantity"] for x in one.lines)
    v["waybills"] = " ".join(dict.fromkeys(one.waybills))
    v["source"] = v.get("source") or shopwide.source or None


def complete_lines(lines: Sequence[Values], shopwide: Shopwide) -> None:
    """Amounts, names and costs of lines."""
    for line in lines:
        line["quantity"] = line.get("quantity") or 1
        if line.get("amount") is None:
            line["amount"] = (line.get("unit_price") or 0) * line["quantity"]
        if line.get("unit_price") is None:
            line["unit_price"] = line["amount"] // line["quantity"]
        line["title"] = line.get("title") or line.get("sku") or "?"
        if line.get("unit_cost") is None:
            line["unit_cost"] = shopwide.costs.get(line.get("product_id") or 0)
        for name in ("product_id", "sku", "options", "extras"):
            line.setdefault(name, None)
        line["gift"] = bool(line.get("gift"))
        line["reserved"] = line["shipped"] = 0


def left_at(values: Values) -> datetime:
    """When an order's goods left, as well as the file tells: sent, else completed, else paid or placed."""
    known: datetime = (
        values.get("shipped_at") or values.get("completed_at") or values.get("paid_at") or values["placed_at"]
    )
    return known


def entries_told(entries: Sequence[Entry], values: Values) -> Sequence[Entry]:
    """The ledger entries of goods that left by a file which may not say when: after payment, that is all."""
    guessed = not (values.get("shipped_at") or values.get("completed_at"))
    for e in entries:
        e.guessed = guessed
    return entries


def _write(uow: UnitOfWork, part: Sequence[Incoming], shelf: Shelf) -> list[int]:
    for one in part:
        _lines_by_state(one, shelf)
    orders = [NewRecord(one.values, {"lines": one.lines}) for one in part]
    ids = uow.create_many("orders", orders)
    shipments: list[NewRecord] = []
    payments: list[NewRecord] = []
    waiting: list[tuple[NewRecord | None, list[Entry]]] = []
    for one in part:
        v = one.values
        payments += payment_records(uow, v, v["paid"], v["refunded"])
        if v["fulfilment"] in SENT:
            made, entries = shipment_records(uow, one, shelf)
            shipments += made
            waiting.append((made[0], entries))
        elif v["fulfilment"] in OPEN:
            waiting.append((None, stock.reserve_fresh(v, one.lines)))
            if v["fulfilment"] == "part_shipped" and one.waybills:
                shipments += [bare_shipment(uow, v, one, w) for w in one.waybills]
    uow.create_many("payments", payments)
    uow.create_many("shipments", shipments)
    entries_all: list[Entry] = []
    for shipment, entries in waiting:
        if shipment is not None:
            for e in entries:
                e.shipment_id, e.document = shipment.values["id"], shipment.values["number"]
        entries_all += entries
    stock.post(uow, entries_all, lines_hold=True)
    return ids


def _lines_by_state(one: Incoming, shelf: Shelf) -> None:
    state = one.values["fulfilment"]
    for line in one.lines:
        product = shelf.products.get(line["product_id"] or 0)
        if state in SENT:
            line["shipped"] = line["quantity"]
        elif state in OPEN and product is not None and product.tracked_since is not None:
            line["reserved"] = line["quantity"]


def payment_records(uow: UnitOfWork, order: Values, paid: int, refunded: int) -> list[NewRecord]:
    """The payment and the refund that an order from a file stands for."""
    found: list[NewRecord] = []
    more: dict[str, Any] = {"method": order.get("payment_method"), "reference": order.get("payment_no")}
    if paid:
        at = order.get("paid_at") or order["placed_at"]
        found.append(money.payment_record(uow, order, "payment", paid, at=at, **more))
    if refunded:
        at = order.get("cancelled_at") or order.get("completed_at") or uow.now
        found.append(money.payment_record(uow, order, "refund", -refunded, at=at, **more))
    return found


def shipment_records(uow: UnitOfWork, one: Incoming, shelf: Shelf) -> tuple[list[NewRecord], list[Entry]]:
    """The parcels of an order that left: the first holds the goods, further waybills get a parcel of their own.

    Returns them with the ledger entries of the goods, which take the first parcel's id and number once it has them.
    """
    order, at = one.values, left_at(one.values)
    rows: list[Values] = []
    entries: list[Entry] = []
    for line in one.lines:
        taken, posted = parcels.take(order, line, line["quantity"], at, business_date(at, uow.tz), shelf, lenient=True)
        rows += taken
        entries += entries_told(posted, order)
    waybills = one.waybills or (None,)
    first = bare_shipment(uow, order, one, waybills[0])
    first.values |= {"items": order["items"], "quantity": order["quantity"]}
    first.lines["lines"] = rows
    return [first, *(bare_shipment(uow, order, one, w) for w in waybills[1:])], entries


def bare_shipment(uow: UnitOfWork, order: Values, said: Incoming, waybill: str | None) -> NewRecord:
    """A parcel of which only the waybill is known, by the carrier that the file named."""
    at = left_at(order)
    completed = order["fulfilment"] == "completed"
    values: Values = parcels.head_of(order) | {
        "carrier": said.carrier,
        "carrier_name": said.carrier_name,
        "waybill": waybill,
        "status": "delivered" if completed else "shipped",
        "shipped_at": at,
        "business_date": business_date(at, uow.tz),
        "delivered_at": order.get("completed_at") if completed else None,
        "items": "",
        "quantity": 0,
    }
    return NewRecord(values)

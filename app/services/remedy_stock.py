"""Goods of remedies: back into the batch they left in, kept apart, thrown away; and the parcel that replaces them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, listed
from app.models.registers.batches import Batch
from app.models.registers.orders import OrderLine
from app.models.registers.shipments import Shipment, ShipmentLine
from app.models.registers.stock_movements import StockMovement
from app.services import claims, expiry, parcels, stock
from app.services.parcels import Shelf
from app.services.stock import Entry
from app.services.summary import items_of, left_to_send
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(slots=True)
class _Origin:
    """A batch that pieces of an order line left in, and how many of them have not come back."""

    batch_id: int
    code: str
    expiry_date: date | None
    out: int


def restock(uow: UnitOfWork, remedy: Values, lines: Sequence[Values], pieces: Mapping[int, int]) -> list[list[Any]]:
    """Put pieces of a remedy's lines (by the line's id) back into stock, each into the batch that it left in.

    Fills in `posted` and `batch_code` of the lines; goods whose stock is not kept are only noted. Returns the stock
    moves in short. Raises `Invalid` for goods whose batch is past its date: those are held back or scrapped.
    """
    products = stock.held(uow.reader, {x["product_id"] for x in lines if x["product_id"] and pieces.get(x["id"])})
    entries: list[Entry] = []
    problems: list[FieldError] = []
    for line in lines:
        wanted = pieces.get(line["id"], 0)
        product = products.get(line["product_id"] or 0)
        if not wanted or product is None or product.tracked_since is None:
            continue
        codes = [line["batch_code"]] if line["batch_code"] else []
        for batch, n in _into(_origins(uow.reader, line), wanted):
            if batch is not None and batch.expiry_date is not None and batch.expiry_date < uow.today:
                why = N_("Batch {code} is past its date; hold it back or scrap it.", code=batch.code)
                problems.append(FieldError(line_field("lines", line["position"], "restocked"), why))
            codes += [batch.code] if batch is not None else []
            entries.append(_entry(remedy, line, n, batch.batch_id if batch is not None else None))
        line["posted"] += wanted
        line["batch_code"] = " ".join(dict.fromkeys(" ".join(codes).split()))[:80] or None
    if problems:
        raise Invalid(tuple(problems))
    return stock.post(uow, entries)


def _entry(remedy: Values, line: Values, pieces: int, batch_id: int | None) -> Entry:
    return Entry(
        line["product_id"],
        "return",
        pieces,
        batch_id=batch_id,
        order_id=remedy["order_id"],
        line_id=line["order_line_id"],
        remedy_id=remedy["id"],
        document=remedy["number"],
    )


def _origins(reader: Reader, line: Values) -> list[_Origin]:
    """The batches that this product left in for the order line, the latest parcel first."""
    s, x, b, m = table(Shipment), table(ShipmentLine), table(Batch), table(StockMovement)
    sent = (
        select(x.c.batch_id, b.c.code, b.c.expiry_date, func.sum(x.c.quantity))
        .join(s, s.c.id == x.c.shipment_id)
        .join(b, b.c.id == x.c.batch_id)
        .where(
            x.c.order_line_id == line["order_line_id"],
            x.c.product_id == line["product_id"],
            s.c.status != "cancelled",
            s.c.voided_at.is_(None),
        )
        .group_by(x.c.batch_id, b.c.code, b.c.expiry_date)
        .order_by(func.max(s.c.id).desc(), x.c.batch_id)
    )
    back = (
        select(m.c.batch_id, func.sum(m.c.on_hand))
        .where(
            m.c.line_id == line["order_line_id"],
            m.c.product_id == line["product_id"],
            m.c.remedy_id.is_not(None),
            m.c.reason.in_(("return", "reversal")),
        )
        .group_by(m.c.batch_id)
    )
    came = {i: int(n) for i, n in reader.connection.execute(back)}
    return [
        _Origin(i, code, day, max(int(n) - came.get(i, 0), 0)) for i, code, day, n in reader.connection.execute(sent)
    ]


def _into(origins: Sequence[_Origin], pieces: int) -> list[tuple[_Origin | None, int]]:
    """Share pieces out among the batches that they left in; what is left over has no batch."""
    found: list[tuple[_Origin | None, int]] = []
    for origin in origins:
        n = min(origin.out, pieces)
        if n:
            found.append((origin, n))
            pieces -= n
    return [*found, (None, pieces)] if pieces else found


def unstock(uow: UnitOfWork, remedy: Values, reason: str) -> list[list[Any]]:
    """Take what a remedy brought into stock out again. Raises `NotAllowed` when some of it has left since."""
    m = table(StockMovement)
    wanted = select(m).where(m.c.remedy_id == remedy["id"], m.c.reason == "return").order_by(m.c.id)
    entries = [
        Entry(e["product_id"], "reversal", -e["on_hand"], batch_id=e["batch_id"], order_id=e["order_id"],
              line_id=e["line_id"], remedy_id=remedy["id"], document=remedy["number"], note=reason)
        for e in uow.reader.rows(wanted)
    ]  # fmt: skip
    products = stock.held(uow.reader, {e.product_id for e in entries})
    lots = {i: uow.reader.record("batches", i)["on_hand"] for i in {e.batch_id for e in entries if e.batch_id}}
    loose = expiry.loose(uow.reader, {i: p.on_hand for i, p in products.items()})
    needed: dict[tuple[int, int | None], int] = {}
    for e in entries:
        needed[e.product_id, e.batch_id] = needed.get((e.product_id, e.batch_id), 0) - e.on_hand
    for (product_id, batch_id), n in needed.items():
        there = lots[batch_id] if batch_id else loose[product_id]
        if there < n:
            raise NotAllowed(
                N_("{product}: {n} came back, but only {there} are left.", product=products[product_id].name, n=n,
                   there=there),
                N_("Nothing was changed."),
                N_("What was sold again cannot be reversed; correct the rest with a stock count."),
            )  # fmt: skip
    return stock.post(uow, entries)


def send(
    uow: UnitOfWork,
    remedy: Values,
    order: Values,
    lines: Sequence[Values],
    *,
    carrier: str | None,
    waybill: str | None,
    override: str,
) -> tuple[int, list[list[Any]]]:
    """Send what replaces the lines' pieces as one more parcel of the same order; returns it and the stock moves.

    The buyer's own repaired goods leave no stock. Raises `NotAllowed` for goods that are expired or not on hand,
    unless `override` says why.
    """
    contents = _contents(uow.reader, remedy, lines)
    at, day = uow.now, uow.today
    shelf = Shelf.load(uow.reader, {x["product_id"] for x in contents if x["product_id"]})
    rows: list[Values] = []
    entries: list[Entry] = []
    for line in contents:
        if remedy["kind"] == "repair":
            shelf.products.pop(line["product_id"] or 0, None)
        taken, posted = parcels.take(order, line, line["quantity"], at, day, shelf, override=override)
        rows += taken
        entries += posted
    no_waybill = parcels.NO_WAYBILL_NEEDED if carrier == parcels.PICKUP else None
    values: Values = parcels.head_of(order) | {
        "carrier": carrier,
        "waybill": (waybill or "").strip() or no_waybill,
        "status": "shipped",
        "shipped_at": at,
        "business_date": day,
        "items": items_of(contents),
        "quantity": sum(x["quantity"] for x in contents),
        "override_reason": override.strip() or None,
        "remedy_id": remedy["id"],
    }
    made = uow.create("shipments", values, {"lines": rows})
    number = uow.reader.record("shipments", made)["number"]
    for e in entries:
        e.shipment_id, e.document, e.remedy_id = made, number, remedy["id"]
    return made, stock.post(uow, entries)


def _contents(reader: Reader, remedy: Values, lines: Sequence[Values]) -> list[Values]:
    """What goes into the parcel: the pieces that came back, or were asked for, as the product chosen for them."""
    products = reader.records("products", {x["replacement_id"] for x in lines if x["replacement_id"]})
    found: list[Values] = []
    for line in lines:
        pieces = line["quantity"] if line["received"] is None else line["received"]
        other = products.get(line["replacement_id"] or 0)
        what = {n: line[n] for n in ("product_id", "sku", "title", "options")}
        if other is not None and remedy["kind"] != "repair":
            what = {"product_id": other["id"], "sku": other["sku"], "title": other["name"], "options": other["options"]}
        if pieces:
            found.append({"id": line["order_line_id"], **what, "quantity": pieces, "reserved": 0})
    if not found:
        raise NotAllowed(N_("Nothing came back, so there is nothing to send."), N_("Nothing was changed."))
    return found


def unsend(uow: UnitOfWork, remedy: Values, reason: str) -> None:
    """Take the remedy's parcels back into stock and cancel them. Raises `NotAllowed` for one that was delivered."""
    t, m = table(Shipment), table(StockMovement)
    wanted = select(t.c.id, t.c.number, t.c.status).where(t.c.remedy_id == remedy["id"], t.c.status != "cancelled")
    for parcel in uow.reader.rows(wanted):
        if parcel["status"] == "delivered":
            raise NotAllowed(
                N_("Parcel {number} of this remedy was delivered.", number=parcel["number"]),
                N_("Nothing was changed."),
                N_("Take its goods back by another remedy."),
            )
        entries = [
            Entry(e["product_id"], "unship", -e["on_hand"], batch_id=e["batch_id"], order_id=e["order_id"],
                  line_id=e["line_id"], shipment_id=parcel["id"], remedy_id=remedy["id"], document=parcel["number"])
            for e in uow.reader.rows(select(m).where(m.c.shipment_id == parcel["id"], m.c.reason == "ship"))
        ]  # fmt: skip
        moved = stock.post(uow, entries)
        changes = {"status": "cancelled", "cancelled_at": uow.now, "cancel_reason": reason}
        uow.update("shipments", parcel["id"], changes, action="unship", reason=reason, effects={"stock": moved})


def refuse_cancelling(uow: UnitOfWork, shipment: Values) -> None:
    """Raise `NotAllowed` for a parcel of a remedy, and for one whose goods a remedy takes back.

    The first goes back with the whole remedy or not at all; of the second the goods would come into stock twice.
    """
    if shipment["remedy_id"] is not None:
        number = uow.reader.record("remedies", shipment["remedy_id"])["number"]
        raise NotAllowed(
            N_("This parcel belongs to {number}.", number=number),
            N_("Nothing was changed."),
            N_("Reverse that; its parcel is then cancelled with it."),
        )
    held = claims.taking_back(uow.reader, shipment["order_id"])
    sent = uow.reader.lines("shipments", shipment["id"], "lines")
    numbers = dict.fromkeys(held[x["order_line_id"]] for x in sent if x["order_line_id"] in held)
    if numbers:
        raise NotAllowed(
            N_("Goods of this parcel come back, or came, by {numbers}.", numbers=listed(numbers)),
            N_("Nothing was changed."),
            N_("Withdraw or reverse that first."),
        )


def add_returned(uow: UnitOfWork, lines: Sequence[Values], sign: int) -> None:
    """Note at order lines how many pieces came back for good: `sign` 1 adds what was received, -1 takes it off."""
    t = table(OrderLine)
    moved = [{"row": x["order_line_id"], "n": sign * x["received"]} for x in lines if x["received"]]
    if moved:
        uow.connection.execute(
            update(t).where(t.c.id == bindparam("row")).values(returned=t.c.returned + bindparam("n")), moved
        )
        uow.touched.add("orders")


def call_off(uow: UnitOfWork, order: Values, lines: Sequence[Values], sign: int) -> list[list[Any]]:
    """Note at order lines the pieces that are called off (`sign` 1) or not any more (-1); free what they reserved."""
    t = table(OrderLine)
    moved = [{"row": x["order_line_id"], "n": sign * x["called_off"]} for x in lines if x["called_off"]]
    if not moved:
        return []
    uow.connection.execute(
        update(t).where(t.c.id == bindparam("row")).values(called_off=t.c.called_off + bindparam("n")), moved
    )
    uow.touched.add("orders")
    ids = {m["row"] for m in moved}
    entries: list[Entry] = []
    for line in uow.reader.lines("orders", order["id"], "lines"):
        spare = line["reserved"] - max(left_to_send(line), 0)
        if line["id"] in ids and spare > 0 and line["product_id"]:
            entries.append(
                Entry(line["product_id"], "release", reserved=-spare, order_id=order["id"], line_id=line["id"],
                      document=order["number"])
            )  # fmt: skip
    return stock.post(uow, entries)

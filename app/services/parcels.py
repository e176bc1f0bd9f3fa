"""Parcels: what leaves the shop, from which batch. Serves one order in the window and thousands from a file alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from app.core.dates import business_date
from app.core.errors import NotAllowed, UserError
from app.core.i18n import N_
from app.models.registers.orders import OPEN, OrderLine
from app.models.registers.shipments import Shipment
from app.models.registers.stock_movements import StockMovement
from app.services import expiry, stock
from app.services.expiry import Lot
from app.services.stock import Entry, Held
from app.services.summary import items_of, left_to_send
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader, lines_of
from app.store.uow import NewRecord, UnitOfWork

PICKUP = "pickup"
NO_WAYBILL_NEEDED = "PICKUP"
"""Stands where a waybill would, for goods handed over in person."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel to be sent. `pieces` maps order line ids to pieces; None means all that is still to be shipped.

    `carrier_name` is what a file calls a carrier that the program does not know.
    """

    order_id: int
    carrier: str | None = None
    waybill: str | None = None
    pieces: Mapping[int, int] | None = None
    override_reason: str = ""
    postage: int | None = None
    at: datetime | None = None
    carrier_name: str | None = None


@dataclass(slots=True)
class Shelf:
    """What there is to pick from, counted down while parcels are put together."""

    products: dict[int, Held]
    lots: dict[int, list[Lot]]
    loose: dict[int, int] = field(default_factory=dict)

    @classmethod
    def load(cls, reader: Reader, product_ids: set[int]) -> Shelf:
        """Read balances and batches of the products."""
        products = stock.held(reader, product_ids)
        lots = expiry.lots(reader, product_ids)
        loose = {i: p.on_hand - sum(lot.left for lot in lots.get(i, ())) for i, p in products.items()}
        return cls(products, lots, loose)

    def take(self, product_id: int, pieces: int, choice: expiry.Choice) -> list[expiry.Pick]:
        """Count the choice down; pieces that were not found leave the goods without a batch, even below zero."""
        picks = list(choice.picks)
        if choice.missing:
            picks.append(expiry.Pick(None, choice.missing))
        for pick in picks:
            if pick.lot is None:
                self.loose[product_id] = self.loose.get(product_id, 0) - pick.pieces
            else:
                pick.lot.left -= pick.pieces
        return picks


@dataclass(slots=True)
class _Packed:
    """A shipment ready to be written, its ledger entries waiting for its id."""

    record: NewRecord
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending did: order changes to be written by the caller, the shipments, and the stock moves in short."""

    changes: dict[int, Values]
    shipments: list[int]
    moved: list[list[Any]]


def send(uow: UnitOfWork, parcels: Sequence[Parcel], *, lenient: bool = False) -> Sent:
    """Put parcels together, move their stock and write their shipments; the caller writes the orders' changes.

    Picks first-expired-first-out. Raises `NotAllowed` for goods that are expired or not on hand, and for an order
    that was paid back in full, unless the parcel says why (`override_reason`), before anything is written. `lenient`
    serves files that report what has happened already: shortages then leave the balance below zero instead of
    stopping the file.
    """
    ids = [p.order_id for p in parcels]
    orders = uow.reader.records("orders", ids)
    lines = uow.reader.lines_for(lines_of(uow.registry["orders"], "lines"), ids)
    shelf = Shelf.load(uow.reader, {x["product_id"] for rows in lines.values() for x in rows if x["product_id"]})
    packed = [
        _pack(uow, parcel, orders[parcel.order_id], lines.get(parcel.order_id, []), shelf, lenient)
        for parcel in parcels
    ]
    shipments = uow.create_many("shipments", [p.record for p in packed], action="create")
    entries: list[Entry] = []
    for p in packed:
        for e in p.entries:
            e.shipment_id, e.document = p.record.values["id"], p.record.values["number"]
        entries += p.entries
    moved = stock.post(uow, entries)
    sent_lines = [x for i in dict.fromkeys(ids) for x in lines.get(i, [])]
    write_shipped(uow, {x["id"]: x["shipped"] for x in sent_lines})
    written: dict[int, list[Values]] = {}
    for p in packed:
        written.setdefault(p.record.values["order_id"], []).append(p.record.values)
    changes = {i: _order_changes(orders[i], lines.get(i, []), mine) for i, mine in written.items()}
    return Sent(changes, shipments, moved)


def write_shipped(uow: UnitOfWork, shipped: Mapping[int, int]) -> None:
    """Set how many pieces of each order line have left."""
    if shipped:
        t = table(OrderLine)
        uow.connection.execute(
            update(t).where(t.c.id == bindparam("row")).values(shipped=bindparam("sent")),
            [{"row": i, "sent": n} for i, n in shipped.items()],
        )


def _pack(uow: UnitOfWork, parcel: Parcel, order: Values, lines: list[Values], shelf: Shelf, lenient: bool) -> _Packed:
    if order["fulfilment"] not in OPEN and not (lenient and order["fulfilment"] == "new"):
        raise NotAllowed(N_("Order {number} has nothing to ship.", number=order["number"]))
    if order["payment"] == "refunded" and not (lenient or parcel.override_reason.strip()):
        raise NotAllowed(
            N_("Order {number} was paid back in full.", number=order["number"]),
            N_("Nothing was shipped."),
            N_("Cancel it, or say why it is shipped all the same."),
        )
    wanted = _wanted(parcel, order, lines)
    at = parcel.at or uow.now
    day = business_date(at, uow.tz)
    rows: list[Values] = []
    entries: list[Entry] = []
    for line, pieces in wanted:
        taken, posted = take(order, line, pieces, at, day, shelf, override=parcel.override_reason, lenient=lenient)
        rows += taken
        entries += posted
        line["shipped"] += pieces
        line["reserved"] += sum(e.reserved for e in posted)
    waybill = (parcel.waybill or "").strip() or (NO_WAYBILL_NEEDED if parcel.carrier == PICKUP else None)
    values: Values = {
        **head_of(order),
        "carrier": parcel.carrier,
        "carrier_name": parcel.carrier_name,
        "waybill": waybill,
        "status": "shipped",
        "shipped_at": at,
        "business_date": day,
        "items": items_of([{**line, "quantity": pieces} for line, pieces in wanted]),
        "quantity": sum(pieces for _, pieces in wanted),
        "postage": parcel.postage,
        "override_reason": parcel.override_reason.strip() or None,
    }
    return _Packed(NewRecord(values, {"lines": rows}), entries)


def head_of(order: Values) -> Values:
    """What a shipment copies from its order, and never follows afterwards."""
    copied = {n: order.get(n) for n in ("platform", "customer_id", "buyer_name", "phone", "address")}
    return {"order_id": order["id"], "order_number": order["number"], **copied}


def _wanted(parcel: Parcel, order: Values, lines: list[Values]) -> list[tuple[Values, int]]:
    by_id = {x["id"]: x for x in lines}
    if parcel.pieces is None:
        wanted = [(x, left_to_send(x)) for x in lines]
    else:
        if unknown := set(parcel.pieces) - set(by_id):
            raise KeyError(f"no such lines: {sorted(unknown)}")
        wanted = [(by_id[i], n) for i, n in parcel.pieces.items()]
    wanted = [(x, n) for x, n in wanted if n]
    if not wanted:
        raise UserError(N_("Order {number} has nothing left to ship.", number=order["number"]))
    for line, pieces in wanted:
        left = left_to_send(line)
        if not 0 < pieces <= left:
            raise UserError(
                N_("{item}: {n} cannot be shipped, {left} are left to ship.", item=line["title"], n=pieces, left=left),
                N_("Nothing was changed."),
            )
    return wanted


def take(
    order: Values,
    line: Values,
    pieces: int,
    at: datetime,
    day: date,
    shelf: Shelf,
    *,
    override: str = "",
    lenient: bool = False,
) -> tuple[list[Values], list[Entry]]:
    """Take pieces of one order line from the shelf: the shipment's lines, and the ledger entries without its id.

    Raises `NotAllowed` for goods that are expired or missing, unless `override` says why or `lenient`.
    """
    product = shelf.products.get(line["product_id"] or 0)
    kept = min(line["reserved"], pieces)
    if product is None or not product.tracked(at):
        rows = [_row(line, pieces, None, tracked=False)]
        return rows, _entries(order, line, [], kept, at)
    insist = bool(override.strip())
    lots, loose = shelf.lots.get(product.id, ()), shelf.loose.get(product.id, 0)
    choice = expiry.choose(lots, loose, pieces, day, take_expired=insist)
    if choice.missing:
        if not (insist or lenient):
            _refuse(product, pieces, choice)
        choice = expiry.choose(lots, loose, pieces, day, take_expired=insist, beyond=True)
    picks = shelf.take(product.id, pieces, choice)
    return [_row(line, k.pieces, k.lot, tracked=True) for k in picks], _entries(order, line, picks, kept, at)


def _refuse(product: Held, pieces: int, choice: expiry.Choice) -> None:
    there = pieces - choice.missing
    if choice.expired:
        raise NotAllowed(
            N_("{product}: {n} are needed, {there} can be sold, {expired} more are expired.",
               product=product.name, n=pieces, there=there, expired=choice.expired),
            N_("Nothing was shipped."),
            N_("Receive fresh goods, or say why the expired ones are shipped."),
        )  # fmt: skip
    raise NotAllowed(
        N_("{product}: {n} are needed, {there} are on hand by the books.", product=product.name, n=pieces, there=there),
        N_("Nothing was shipped."),
        N_("Take the goods into stock, count the stock, or say why it is shipped all the same."),
    )


def _row(line: Values, pieces: int, lot: Lot | None, *, tracked: bool) -> Values:
    return {
        "order_line_id": line["id"],
        **{n: line[n] for n in ("product_id", "sku", "title", "options")},
        "quantity": pieces,
        "batch_id": lot.batch_id if lot else None,
        "batch_code": lot.code if lot else None,
        "expiry_date": lot.expiry_date if lot else None,
        "tracked": tracked,
    }


def _entries(order: Values, line: Values, picks: Sequence[expiry.Pick], kept: int, at: datetime) -> list[Entry]:
    """One entry per batch; the reserved pieces are used up along the way. Without stock-keeping, only a release."""
    entries: list[Entry] = []
    for pick in picks:
        used = min(kept, pick.pieces)
        kept -= used
        entries.append(
            Entry(
                line["product_id"],
                "ship",
                -pick.pieces,
                -used,
                pick.lot.batch_id if pick.lot else None,
                order["id"],
                line["id"],
                at=at,
            )
        )
    if kept and line["product_id"]:
        entries.append(Entry(line["product_id"], "release", 0, -kept, None, order["id"], line["id"]))
    return entries


def _order_changes(order: Values, lines: list[Values], mine: Sequence[Values]) -> Values:
    complete = all(left_to_send(x) <= 0 for x in lines)
    waybills = dict.fromkeys([*(order["waybills"] or "").split(), *(v["waybill"] for v in mine if v["waybill"])])
    changes: Values = {"fulfilment": "shipped" if complete else "part_shipped", "waybills": " ".join(waybills)}
    if complete or order["shipped_at"] is None:
        changes["shipped_at"] = max(v["shipped_at"] for v in mine)
    return changes


def unsend(uow: UnitOfWork, shipment: Values) -> tuple[Values, list[list[Any]]]:
    """Take a shipment's goods back into stock; returns the order's changes and the stock moves in short.

    What was shipped is reserved for the order again. Raises `NotAllowed` once the order is completed.
    """
    order = uow.reader.record("orders", shipment["order_id"])
    if order["fulfilment"] not in ("part_shipped", "shipped"):
        raise NotAllowed(N_("Order {number} is completed; its shipments stay.", number=order["number"]))
    m = table(StockMovement)
    entries: list[Entry] = []
    for row in uow.reader.rows(select(m).where(m.c.shipment_id == shipment["id"], m.c.reason == "ship")):
        entries.append(
            Entry(row["product_id"], "unship", -row["on_hand"], -row["on_hand"], row["batch_id"], row["order_id"],
                  row["line_id"], shipment["id"], document=shipment["number"])
        )  # fmt: skip
    moved = stock.post(uow, entries)
    lines = uow.reader.lines("orders", order["id"], "lines")
    back: dict[int, int] = {}
    for row in uow.reader.lines("shipments", shipment["id"], "lines"):
        back[row["order_line_id"]] = back.get(row["order_line_id"], 0) + row["quantity"]
    shipped = {x["id"]: max(x["shipped"] - back.get(x["id"], 0), 0) for x in lines}
    write_shipped(uow, shipped)
    # All may have left still: a parcel of which only the waybill was known held nothing.
    complete = all(left_to_send({**x, "shipped": shipped[x["id"]]}) <= 0 for x in lines)
    changes: Values = {"fulfilment": "shipped" if complete else "part_shipped" if any(shipped.values()) else "to_ship"}
    if not any(shipped.values()):
        changes["shipped_at"] = None
    return changes, moved


def waybills_of(reader: Reader, order_ids: Sequence[int]) -> dict[int, str]:
    """The waybills of each order's shipments that were not cancelled, as the order shows them."""
    t = table(Shipment)
    found: dict[int, dict[str, None]] = {i: {} for i in order_ids}
    for chunk in in_chunks(list(order_ids)):
        wanted = (
            select(t.c.order_id, t.c.waybill)
            .where(
                t.c.order_id.in_(chunk), t.c.status != "cancelled", t.c.voided_at.is_(None), t.c.waybill.is_not(None)
            )
            .order_by(t.c.id)
        )
        for order_id, waybill in reader.connection.execute(wanted):
            found[order_id][waybill] = None
    return {i: " ".join(names) for i, names in found.items()}


def delivered(uow: UnitOfWork, completed: Mapping[int, datetime]) -> None:
    """Parcels of completed orders have arrived: mark those still on their way. `completed` maps orders to when.

    What replaces returned goods travels on its own account: a completed order says nothing of it.
    """
    t = table(Shipment)
    found: dict[int, Values] = {}
    for chunk in in_chunks(list(completed)):
        wanted = select(t.c.id, t.c.order_id).where(
            t.c.order_id.in_(chunk), t.c.status == "shipped", t.c.remedy_id.is_(None)
        )
        for shipment_id, order_id in uow.connection.execute(wanted.where(t.c.voided_at.is_(None))):
            found[shipment_id] = {"status": "delivered", "delivered_at": completed[order_id]}
    uow.update_many("shipments", found, action="deliver")

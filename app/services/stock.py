"""The one place that writes ledger entries, and moves the balances that they explain in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from app.core.dates import business_date
from app.core.errors import NotAllowed, UserError
from app.core.i18n import N_
from app.core.text import storable
from app.models.registers.batches import Batch
from app.models.registers.orders import OPEN, Order, OrderLine
from app.models.registers.products import Product
from app.models.registers.stock_movements import StockMovement
from app.services.stock_held import Late, offsets
from app.services.summary import left_to_send
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork

MOST_PIECES = 10**12
"""No single entry moves so many; the sums of entries then stay within the file's 64 bits."""


@dataclass(slots=True)
class Entry:
    """One signed ledger entry, before it is posted: `on_hand` and `reserved` are changes in pieces.

    `at` is now unless given. `guessed`: it did not happen before, but nobody knows how much later.
    """

    product_id: int
    reason: str
    on_hand: int = 0
    reserved: int = 0
    batch_id: int | None = None
    order_id: int | None = None
    line_id: int | None = None
    shipment_id: int | None = None
    receipt_id: int | None = None
    count_id: int | None = None
    remedy_id: int | None = None
    document: str = ""
    note: str | None = None
    at: datetime | None = None
    guessed: bool = False


@dataclass(slots=True)
class Held:
    """What a product holds, as stock work needs it. `tracked_since` None: the shop keeps no stock of it."""

    id: int
    sku: str
    name: str
    options: str | None
    unit: str | None
    on_hand: int
    reserved: int
    shelf_life_days: int | None
    tracked_since: datetime | None

    def tracked(self, at: datetime) -> bool:
        """Whether a movement at that time counts."""
        return self.tracked_since is not None and at >= self.tracked_since


def held(reader: Reader, product_ids: Iterable[int]) -> dict[int, Held]:
    """The products of those ids, with their balances."""
    t = table(Product)
    columns = (
        t.c.id,
        t.c.sku,
        t.c.name,
        t.c.options,
        t.c.unit,
        t.c.on_hand,
        t.c.reserved,
        t.c.shelf_life_days,
        t.c.tracked_since,
    )
    found: dict[int, Held] = {}
    for chunk in in_chunks(sorted(set(product_ids))):
        for row in reader.connection.execute(select(*columns).where(t.c.id.in_(chunk))):
            found[row[0]] = Held(*row)
    return found


def post(uow: UnitOfWork, entries: Sequence[Entry], *, lines_hold: bool = False) -> list[list[Any]]:
    """Write the entries and move the balances of products, batches and order lines.

    One of a time before a posted count of its place is offset at that count, which knew that the pieces were gone.
    `lines_hold`: the order lines were written with their reserved pieces already. Returns what changed, short, for
    the audit row of the change: `[sku, batch, on hand, reserved, reason]` each.
    """
    if not entries:
        return []
    entries = [*entries, *_offset(uow, entries)]
    products, batches = _names(uow.reader, entries)
    rows: list[Values] = []
    today, now = uow.today, uow.now
    for e in entries:
        at = e.at or now
        rows.append(
            {
                "at": at,
                "business_date": today if at is now else business_date(at, uow.tz),
                "product_id": e.product_id,
                "sku": products[e.product_id],
                "batch_id": e.batch_id,
                "batch_code": batches.get(e.batch_id) if e.batch_id else None,
                "on_hand": e.on_hand,
                "reserved": e.reserved,
                "reason": e.reason,
                "order_id": e.order_id,
                "line_id": e.line_id,
                "shipment_id": e.shipment_id,
                "receipt_id": e.receipt_id,
                "count_id": e.count_id,
                "remedy_id": e.remedy_id,
                "document": e.document,
                "note": e.note,
            }
        )
    uow.append(StockMovement, rows)
    _move_products(uow, entries)
    _move_batches(uow, entries)
    if not lines_hold:
        _move_lines(uow, entries)
    return [[r["sku"], r["batch_code"], r["on_hand"], r["reserved"], r["reason"]] for r in rows[:200]]


def _offset(uow: UnitOfWork, entries: Sequence[Entry]) -> list[Entry]:
    """What posted counts take back of their differences, since entries tell late what they had found."""
    late = [
        Late(e.product_id, e.batch_id, e.on_hand, e.at, e.count_id is not None)
        for e in entries
        if e.on_hand and e.at is not None and e.at < uow.now and not e.guessed and e.reason != "opening"
    ]
    words = uow.reader.locale.tr(N_("Told after the count had found it")) if late else ""
    return [
        Entry(o.product_id, "count", o.pieces, batch_id=o.batch_id, count_id=o.count_id, document=o.number, note=words,
              at=o.at)
        for o in offsets(uow.reader, late)
    ]  # fmt: skip


def _names(reader: Reader, entries: Sequence[Entry]) -> tuple[dict[int, str], dict[int, str]]:
    found: list[dict[int, str]] = []
    for model, column, ids in (
        (Product, "sku", {e.product_id for e in entries}),
        (Batch, "code", {e.batch_id for e in entries if e.batch_id}),
    ):
        t = table(model)
        names: dict[int, str] = {}
        for chunk in in_chunks(sorted(i for i in ids if i)):
            names.update(
                {i: n for i, n in reader.connection.execute(select(t.c.id, t.c[column]).where(t.c.id.in_(chunk)))}
            )
        found.append(names)
    return found[0], found[1]


def _move_products(uow: UnitOfWork, entries: Sequence[Entry]) -> None:
    deltas: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for e in entries:
        pair = deltas[e.product_id]
        pair[0] += e.on_hand
        pair[1] += e.reserved
    t = table(Product)
    statement = (
        update(t)
        .where(t.c.id == bindparam("row"))
        .values(
            on_hand=t.c.on_hand + bindparam("held"),
            reserved=t.c.reserved + bindparam("kept"),
            available=t.c.available + bindparam("free"),
        )
    )
    uow.connection.execute(statement, [{"row": i, "held": h, "kept": r, "free": h - r} for i, (h, r) in deltas.items()])
    uow.touched.add("products")


def _move_batches(uow: UnitOfWork, entries: Sequence[Entry]) -> None:
    deltas: dict[int, int] = defaultdict(int)
    owners: set[int] = set()
    for e in entries:
        if e.batch_id:
            deltas[e.batch_id] += e.on_hand
            owners.add(e.product_id)
    moved = [{"row": i, "held": n} for i, n in deltas.items() if n]
    if not moved:
        return
    b, p = table(Batch), table(Product)
    uow.connection.execute(
        update(b).where(b.c.id == bindparam("row")).values(on_hand=b.c.on_hand + bindparam("held")), moved
    )
    uow.touched.add("batches")
    next_dates: dict[int, date | None] = dict.fromkeys(owners)
    for chunk in in_chunks(sorted(owners)):
        wanted = (
            select(b.c.product_id, func.min(b.c.expiry_date))
            .where(b.c.product_id.in_(chunk), b.c.on_hand > 0)
            .group_by(b.c.product_id)
        )
        next_dates.update({i: day for i, day in uow.connection.execute(wanted)})
    uow.connection.execute(
        update(p).where(p.c.id == bindparam("row")).values(next_expiry=bindparam("day")),
        [{"row": i, "day": d} for i, d in next_dates.items()],
    )


def _move_lines(uow: UnitOfWork, entries: Sequence[Entry]) -> None:
    deltas: dict[int, int] = defaultdict(int)
    for e in entries:
        if e.line_id and e.reserved:
            deltas[e.line_id] += e.reserved
    moved = [{"row": i, "kept": n} for i, n in deltas.items() if n]
    if moved:
        t = table(OrderLine)
        uow.connection.execute(
            update(t).where(t.c.id == bindparam("row")).values(reserved=t.c.reserved + bindparam("kept")), moved
        )


def reserve(
    uow: UnitOfWork,
    order: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    *,
    products: Mapping[int, Held] | None = None,
) -> list[Entry]:
    """The entries that reserve what an order's lines still need. Lines of products without stock-keeping need none."""
    known = products if products is not None else held(uow.reader, (x["product_id"] for x in lines if x["product_id"]))
    found: list[Entry] = []
    for line in lines:
        product = known.get(line["product_id"] or 0)
        wanted = left_to_send(line) - line["reserved"]
        if product is not None and product.tracked_since is not None and wanted > 0:
            found.append(
                Entry(
                    product.id,
                    "reserve",
                    reserved=wanted,
                    order_id=order["id"],
                    line_id=line["id"],
                    document=order["number"],
                )
            )
    return found


def reserve_fresh(order: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The entries behind lines that were just written with their reserved pieces."""
    return [
        Entry(
            x["product_id"],
            "reserve",
            0,
            x["reserved"],
            order_id=order["id"],
            line_id=x["id"],
            document=order["number"],
        )
        for x in lines
        if x["reserved"]
    ]


def release(order: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The entries that give back what an order's lines hold reserved."""
    return [
        Entry(
            x["product_id"],
            "release",
            reserved=-x["reserved"],
            order_id=order["id"],
            line_id=x["id"],
            document=order["number"],
        )
        for x in lines
        if x["reserved"] and x["product_id"]
    ]


def track(uow: UnitOfWork, product_ids: Iterable[int], at: datetime | None = None) -> None:
    """Start keeping stock of products that are not kept yet: open orders reserve what they need from then on."""
    fresh = [p.id for p in held(uow.reader, product_ids).values() if p.tracked_since is None]
    if not fresh:
        return
    p, o, x = table(Product), table(Order), table(OrderLine)
    entries: list[Entry] = []
    for chunk in in_chunks(fresh):
        uow.connection.execute(update(p).where(p.c.id.in_(chunk)).values(tracked_since=at or uow.now))
        wanted = (
            select(
                x.c.id,
                x.c.order_id,
                x.c.product_id,
                (x.c.quantity - x.c.shipped - x.c.called_off - x.c.dropped - x.c.reserved).label("wanted"),
                o.c.number,
            )
            .join(o, o.c.id == x.c.order_id)
            .where(x.c.product_id.in_(chunk), o.c.fulfilment.in_(OPEN), o.c.voided_at.is_(None))
        )
        for line_id, order_id, product_id, pieces, number in uow.connection.execute(wanted).all():
            if pieces > 0:
                entries.append(
                    Entry(product_id, "reserve", reserved=pieces, order_id=order_id, line_id=line_id, document=number)
                )
    uow.touched.add("products")
    post(uow, entries)


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening stock of one product: pieces on the shelf when the shop begins to keep stock of it."""

    product_id: int
    pieces: int
    batch_id: int | None = None


def open_stock(uow: UnitOfWork, openings: Sequence[Opening], at: datetime | None = None) -> None:
    """Enter opening stock. Raises `NotAllowed` for a product whose stock is kept already."""
    known = held(uow.reader, (o.product_id for o in openings))
    for o in openings:
        product = known[o.product_id]
        if product.tracked_since is not None:
            raise NotAllowed(
                N_("The stock of {product} is kept already.", product=product.name),
                N_("Nothing was changed."),
                N_("Correct it with a stock count or an adjustment."),
            )
        if o.pieces < 0:
            raise UserError(N_("Opening stock cannot be negative."))
    track(uow, known, at)
    post(
        uow,
        [Entry(o.product_id, "opening", on_hand=o.pieces, batch_id=o.batch_id, at=at) for o in openings if o.pieces],
    )
    for o in openings:
        sku = known[o.product_id].sku
        effects = {"stock": [[sku, None, o.pieces, 0, "opening"]]}
        uow.log("opening", "products", o.product_id, number=sku, after={"effects": effects})


def adjust(uow: UnitOfWork, product_id: int, pieces: int, reason: str, note: str, batch_id: int | None = None) -> None:
    """Change a product's stock by hand: `reason` is `adjust`, `damage` or `return`; the note says why.

    Without a batch it is about the pieces that lie in none. Raises `UserError` without a note or beyond what can be
    counted, `NotAllowed` when more would leave than there is.
    """
    if reason not in ("adjust", "damage", "return"):
        raise ValueError(reason)
    if abs(pieces) >= MOST_PIECES:
        raise UserError(N_("This number is too large."), N_("Nothing was changed."))
    if not note.strip():
        raise UserError(N_("Say why the stock changes."), N_("Nothing was changed."))
    if not pieces:
        return
    product = held(uow.reader, [product_id])[product_id]
    batch = uow.reader.record("batches", batch_id) if batch_id is not None else None
    if batch is not None and batch["product_id"] != product_id:
        raise UserError(N_("This batch is of another product."), N_("Nothing was changed."))
    if pieces < 0:
        _refuse_more(uow.reader, product, -pieces, batch)
    track(uow, [product_id])
    words = storable(note).strip()
    moved = post(uow, [Entry(product_id, reason, on_hand=pieces, batch_id=batch_id, note=words)])
    uow.log("adjust", "products", product_id, number=product.sku, after={"effects": {"stock": moved}}, reason=words)


def _refuse_more(reader: Reader, product: Held, pieces: int, batch: Values | None) -> None:
    """Raise `NotAllowed` where fewer pieces are there: of the batch, or in no batch, and at most what is on hand."""
    t = table(Batch)
    in_lots = select(func.coalesce(func.sum(t.c.on_hand), 0)).where(t.c.product_id == product.id, t.c.on_hand > 0)
    lots = int(reader.connection.execute(in_lots).scalar_one())
    loose = max(product.on_hand - lots, 0)
    if batch is None and lots and pieces > loose:
        raise NotAllowed(
            N_(
                "{product}: {n} would leave, but only {there} lie in no batch.",
                product=product.name,
                n=pieces,
                there=loose,
            ),
            N_("Nothing was changed."),
            N_("Say from which batch they leave."),
        )
    there = product.on_hand if batch is None else min(batch["on_hand"], product.on_hand)
    if pieces > there:
        raise NotAllowed(
            N_(
                "{product}: {n} would leave, but only {there} are on hand.",
                product=product.name,
                n=pieces,
                there=there,
            ),
            N_("Nothing was changed."),
        )

"""Tracing: a batch back to its suppliers and on to its customers, and a product to its batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select

from app.models.registers.orders import Order
from app.models.registers.receipts import Receipt, ReceiptLine
from app.models.registers.remedies import Remedy, RemedyLine
from app.models.registers.shipments import Shipment, ShipmentLine
from app.models.remedy_words import PAID
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery that brought pieces of a batch, with the supplier as written on it that day."""

    receipt_id: int
    number: str
    received_on: date
    supplier_id: int | None
    supplier_name: str | None
    supplier_phone: str | None
    quantity: int
    status: str


@dataclass(frozen=True, slots=True)
class Destination:
    """A parcel that pieces of a batch left in. The telephone stays masked until it is revealed at the order."""

    shipment_id: int
    number: str
    shipped_at: datetime
    order_id: int
    order_number: str
    customer_id: int | None
    buyer_name: str | None
    quantity: int
    waybill: str | None
    order_line_id: int | None
    returned: int = 0
    """Pieces of these that surely came back: by a remedy, and inspected."""

    @property
    def kept(self) -> int:
        """Pieces that are with the buyer still, as far as the shop knows."""
        return self.quantity - self.returned


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a batch came from and where it went. `sent` are pieces in parcels that were not cancelled."""

    batch: Values
    sources: tuple[Source, ...]
    destinations: tuple[Destination, ...]

    @property
    def sent(self) -> int:
        """Pieces that left in parcels."""
        return sum(d.quantity for d in self.destinations)

    @property
    def returned(self) -> int:
        """Pieces of those that came back."""
        return sum(d.returned for d in self.destinations)

    @property
    def order_ids(self) -> tuple[int, ...]:
        """The orders concerned, each once, also those of which all came back."""
        return tuple(dict.fromkeys(d.order_id for d in self.destinations))

    @property
    def customer_ids(self) -> tuple[int, ...]:
        """The known customers concerned, each once."""
        return tuple(dict.fromkeys(d.customer_id for d in self.destinations if d.customer_id))


def trace(reader: Reader, batch_id: int) -> Trace:
    """Trace one batch both ways. Raises `NotFound`."""
    batch = reader.record("batches", batch_id)
    return Trace(batch, tuple(_sources(reader, batch_id)), tuple(_destinations(reader, batch_id)))


def _sources(reader: Reader, batch_id: int) -> list[Source]:
    r, x = table(Receipt), table(ReceiptLine)
    wanted = (
        select(
            r.c.id,
            r.c.number,
            r.c.received_on,
            r.c.supplier_id,
            r.c.supplier_name,
            r.c.supplier_phone,
            x.c.quantity,
            r.c.status,
        )
        .join(x, x.c.receipt_id == r.c.id)
        .where(x.c.batch_id == batch_id)
        .order_by(r.c.received_on, r.c.id)
    )
    return [Source(*row) for row in reader.connection.execute(wanted).all()]


def _destinations(reader: Reader, batch_id: int) -> list[Destination]:
    s, x, o = table(Shipment), table(ShipmentLine), table(Order)
    wanted = (
        select(
            s.c.id,
            s.c.number,
            s.c.shipped_at,
            s.c.order_id,
            s.c.order_number,
            o.c.customer_id,
            s.c.buyer_name,
            x.c.quantity,
            s.c.waybill,
            x.c.order_line_id,
        )
        .join(x, x.c.shipment_id == s.c.id)
        .join(o, o.c.id == s.c.order_id)
        .where(x.c.batch_id == batch_id, s.c.status != "cancelled", s.c.voided_at.is_(None))
        .order_by(s.c.shipped_at, s.c.id)
    )
    found = [Destination(*row) for row in reader.connection.execute(wanted).all()]
    left = _surely_back(reader, batch_id, {d.order_line_id for d in found if d.order_line_id})
    for at, one in enumerate(found):
        line = one.order_line_id or 0
        pieces = min(left.get(line, 0), one.quantity)
        if pieces:
            left[line] -= pieces
            found[at] = replace(one, returned=pieces)
    return found


def _surely_back(reader: Reader, batch_id: int, order_line_ids: set[int]) -> dict[int, int]:
    """Pieces of a batch that came back, by order line: what was inspected, so that it is here for certain.

    Nobody reads a batch off each piece that comes back. Where an order line left from several batches, what came back
    is taken for the others first: a recall rather calls a buyer too many than one too few.
    """
    s, x = table(Shipment), table(ShipmentLine)
    product_id = reader.record("batches", batch_id)["product_id"]
    found: dict[int, int] = {}
    for chunk in in_chunks(sorted(order_line_ids)):
        back = {int(i): int(n) for i, n in reader.connection.execute(_came_back(product_id, chunk))}
        others = (
            select(x.c.order_line_id, func.sum(x.c.quantity))
            .join(s, s.c.id == x.c.shipment_id)
            .where(x.c.order_line_id.in_(list(back)), x.c.product_id == product_id, s.c.voided_at.is_(None))
            .where(x.c.batch_id.is_distinct_from(batch_id), s.c.status != "cancelled")
            .group_by(x.c.order_line_id)
        )
        elsewhere = {int(i): int(n) for i, n in reader.connection.execute(others)}
        found |= {i: max(n - elsewhere.get(i, 0), 0) for i, n in back.items()}
    return found


def _came_back(product_id: int, order_line_ids: Sequence[int]) -> Select[int, int]:
    """Pieces of a product that inspections of live remedies found, by order line; what was repaired left again."""
    r, x = table(Remedy), table(RemedyLine)
    here = and_(r.c.kind.in_(("return", "exchange")), r.c.status.in_(("ready", *PAID)))
    return (
        select(x.c.order_line_id, func.sum(x.c.received))
        .join(r, r.c.id == x.c.remedy_id)
        .where(x.c.order_line_id.in_(order_line_ids), x.c.product_id == product_id, x.c.received > 0)
        .where(or_(here, and_(r.c.kind == "repair", r.c.status == "ready")), r.c.voided_at.is_(None))
        .group_by(x.c.order_line_id)
    )

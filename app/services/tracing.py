"""Tracing: a batch back to its suppliers and on to its customers, and a product to its batches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.models.registers.orders import Order
from app.models.registers.receipts import Receipt, ReceiptLine
from app.models.registers.shipments import Shipment, ShipmentLine
from app.services.tables import Values, table
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
    def order_ids(self) -> tuple[int, ...]:
        """The orders concerned, each once: the list to call in a recall."""
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
        )
        .join(x, x.c.shipment_id == s.c.id)
        .join(o, o.c.id == s.c.order_id)
        .where(x.c.batch_id == batch_id, s.c.status != "cancelled", s.c.voided_at.is_(None))
        .order_by(s.c.shipped_at, s.c.id)
    )
    return [Destination(*row) for row in reader.connection.execute(wanted).all()]

"""Waybills pasted from a carrier's table: many orders shipped at once, and a plain word for each row not taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.core.text import fold
from app.models.carriers import CARRIERS
from app.models.registers.orders import OPEN, Order
from app.models.registers.shipments import Shipment
from app.services import orders, settings
from app.services.parcels import Parcel
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class WaybillRow:
    """One pasted row: its place from 1, the order's number here or on the platform, carrier and waybill as typed."""

    row: int
    order: str
    carrier: str
    waybill: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A row that was left out, and why."""

    row: int
    order: str
    why: Text


@dataclass(frozen=True, slots=True)
class Shipped:
    """What became of the rows: orders shipped, waybills added to parcels that had none, and rows left out."""

    shipped: tuple[int, ...]
    filled: tuple[int, ...]
    refused: tuple[NotTaken, ...]


def read_pasted(text: str) -> list[WaybillRow]:
    """Rows of order, carrier and waybill, in any order of the last two, split at tabs, commas or spaces.

    Two cells are order and waybill. A heading row and blank rows are passed over.
    """
    found: list[WaybillRow] = []
    for place, line in enumerate(text.splitlines(), 1):
        cells = [c.strip().strip("'\"=") for c in re.split(r"\t|,|，|;|；|\s{1,}", line) if c.strip()]
        if len(cells) < 2 or not any(ch.isdigit() for ch in line):
            continue
        order, rest = cells[0], cells[1:]
        named = [c for c in rest if carrier_key(c)]
        numbers = [c for c in rest if c not in named]
        if not named and len(numbers) > 1 and not any(ch.isdigit() for ch in numbers[0]):
            named, numbers = numbers[:1], numbers[1:]  # a carrier that nobody knows is named as such
        found.append(WaybillRow(place, order, named[0] if named else "", numbers[0] if numbers else ""))
    return found


def carrier_key(text: str) -> str | None:
    """The carrier of a name as people write it, or `None`."""
    said = fold(text)
    for option in CARRIERS:
        if said in {option.key, fold(str(option.label)), *map(fold, option.aliases)}:
            return option.key
    return None


def ship_rows(uow: UnitOfWork, rows: Sequence[WaybillRow], progress: Progress | None = None) -> Shipped:
    """Ship each row's order with its waybill, all that is left of it. Rows that cannot be taken are named.

    A parcel of a shipped order that has no waybill yet gets the row's. Nothing of a refused row is written.
    Raises `Cancelled` through `progress`, after which none is shipped.
    """
    told = progress or Progress()
    usual = str(settings.get(uow.reader, settings.DEFAULT_CARRIER))
    known = _orders(uow.reader, rows)
    shipped: list[int] = []
    filled: list[int] = []
    refused: list[NotTaken] = []
    for at, row in enumerate(rows):
        told.step(at, len(rows))
        order = known.get(row.order)
        why = _problem(row, order)
        if why is None and order is not None:
            carrier = carrier_key(row.carrier) if row.carrier else usual
            fresh = uow.reader.record("orders", order["id"])
            try:
                if _has(uow, order["id"], row.waybill):
                    why = N_("Order {number} has a parcel with this waybill already.", number=order["number"])
                elif fresh["fulfilment"] in OPEN:
                    orders.ship(uow, Parcel(order["id"], carrier, row.waybill))
                    shipped.append(order["id"])
                elif _fill(uow, order["id"], carrier, row.waybill):
                    filled.append(order["id"])
                else:
                    why = _closed(fresh)
            except UserError as problem:
                why = problem.what
        if why is not None:
            refused.append(NotTaken(row.row, row.order, why))
    return Shipped(tuple(shipped), tuple(filled), tuple(refused))


def _orders(reader: Reader, rows: Sequence[WaybillRow]) -> dict[str, Values]:
    t = table(Order)
    wanted = sorted({r.order for r in rows})
    found: dict[str, Values] = {}
    for i in range(0, len(wanted), 400):
        chunk = wanted[i : i + 400]
        statement = select(t.c.id, t.c.number, t.c.platform_order_id).where(
            or_(t.c.number.in_(chunk), t.c.platform_order_id.in_(chunk)), t.c.voided_at.is_(None)
        )
        for row in reader.rows(statement):
            found[row["number"]] = row
            if row["platform_order_id"]:
                found.setdefault(row["platform_order_id"], row)
    return found


def _problem(row: WaybillRow, order: Values | None) -> Text | None:
    if order is None:
        return N_("There is no order {number}.", number=row.order[:40])
    if row.carrier and carrier_key(row.carrier) is None:
        return N_("The carrier “{name}” is not known.", name=row.carrier[:40])
    if not row.waybill:
        return N_("The waybill is missing.")
    if not re.fullmatch(r"[0-9A-Za-z-]{5,40}", row.waybill) or re.fullmatch(r"[\d.]+e\+?\d+", row.waybill.lower()):
        return N_("“{waybill}” is not a waybill.", waybill=row.waybill[:40])
    return None


def _closed(order: Values) -> Text:
    if order["fulfilment"] == "cancelled":
        return N_("Order {number} was cancelled.", number=order["number"])
    if order["fulfilment"] == "new":
        return N_("Order {number} is not paid yet.", number=order["number"])
    return N_("Order {number} is shipped already, each parcel with its waybill.", number=order["number"])


def _parcels_of(order_id: int) -> tuple[ColumnElement[bool], ...]:
    t = table(Shipment)
    return t.c.order_id == order_id, t.c.status != "cancelled", t.c.voided_at.is_(None)


def _has(uow: UnitOfWork, order_id: int, waybill: str) -> bool:
    """Whether a parcel of the order went under this number: the same list was pasted before."""
    t = table(Shipment)
    known = select(t.c.id).where(*_parcels_of(order_id), t.c.waybill == waybill).limit(1)
    return uow.connection.execute(known).scalar() is not None


def _fill(uow: UnitOfWork, order_id: int, carrier: str | None, waybill: str) -> bool:
    t = table(Shipment)
    wanted = (
        select(t.c.id)
        .where(*_parcels_of(order_id), t.c.waybill.is_(None), t.c.remedy_id.is_(None))
        .order_by(t.c.id)
        .limit(1)
    )
    found = uow.connection.execute(wanted).scalar()
    if found is None:
        return False
    uow.update("shipments", int(found), {"carrier": carrier, "waybill": waybill}, action="waybill")
    orders.set_waybills(uow, [order_id])
    return True

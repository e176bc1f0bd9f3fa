"""Batches: made when goods come in, one per product and code, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select, update

from app.core.errors import FieldError
from app.core.i18n import N_
from app.models.registers.batches import Batch
from app.models.registers.receipts import ReceiptLine
from app.models.registers.stock_movements import StockMovement
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork


def ensure(uow: UnitOfWork, receipt: Values, line: Values) -> int:
    """The batch of a goods-in line, made if it is new. More of a known batch adds to what was received."""
    code = line["batch_code"].strip()
    known = uow.reader.exists("batches", {"product_id": line["product_id"], "code": code})
    if known is None:
        return uow.create(
            "batches",
            {
                "product_id": line["product_id"],
                "sku": line["sku"],
                "product_name": line["product_name"],
                "code": code,
                "production_date": line["production_date"],
                "expiry_date": line["expiry_date"],
                "supplier_id": receipt["supplier_id"],
                "supplier_name": receipt["supplier_name"],
                "receipt_id": receipt["id"],
                "received_at": uow.now,
                "received": line["quantity"],
                "on_hand": 0,
            },
            action="goods_in",
        )
    batch = uow.reader.record("batches", known)
    uow.update("batches", known, {"received": batch["received"] + line["quantity"]}, action="goods_in")
    return known


def take_back(uow: UnitOfWork, batch_id: int, pieces: int) -> None:
    """A delivery was reversed: so many pieces of the batch were never received."""
    batch = uow.reader.record("batches", batch_id)
    uow.update("batches", batch_id, {"received": batch["received"] - pieces}, action="reverse")


def clashes(reader: Reader, lines: Sequence[Values]) -> list[FieldError]:
    """Lines whose batch code is known with another expiry date: two batches must not share a code."""
    found: list[FieldError] = []
    said: dict[tuple[int, str], date | None] = {}
    for line in lines:
        code = (line["batch_code"] or "").strip()
        if not code or line["result"] == "rejected":
            continue
        key = (line["product_id"], code)
        if key not in said:
            known = reader.exists("batches", {"product_id": key[0], "code": code})
            said[key] = reader.record("batches", known)["expiry_date"] if known is not None else line["expiry_date"]
        day = said[key]
        if day and line["expiry_date"] and day != line["expiry_date"]:
            why = N_("Batch {code} is known with the expiry date {day}.", code=code, day=day.isoformat())
            found.append(FieldError(line_field("lines", line["position"], "batch_code"), why))
    return found


def mark(uow: UnitOfWork, line_id: int, batch_id: int) -> None:
    """Note on a goods-in line which batch it became."""
    t = table(ReceiptLine)
    uow.connection.execute(update(t).where(t.c.id == line_id).values(batch_id=batch_id))


def movements_of_receipt(reader: Reader, receipt_id: int) -> list[Values]:
    """The ledger entries that a delivery made."""
    m = table(StockMovement)
    return reader.rows(select(m).where(m.c.receipt_id == receipt_id, m.c.reason == "goods_in").order_by(m.c.id))


def left(reader: Reader, batch_ids: Iterable[int]) -> dict[int, int]:
    """What is on hand of each batch."""
    t = table(Batch)
    found: dict[int, int] = {}
    for chunk in in_chunks(sorted(batch_ids)):
        found.update({i: n for i, n in reader.connection.execute(select(t.c.id, t.c.on_hand).where(t.c.id.in_(chunk)))})
    return found

"""The stock ledger: append-only signed movements from which every balance can be reckoned again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Field, Register, Where
from app.models.kinds import Choice, CodeText, Day, LineText, Moment, Option, Ref
from app.models.kinds import Integer as Whole


class StockMovement(Record):
    """One signed entry. `on_hand` and `reserved` are changes, not balances; corrections are reversals."""

    __tablename__ = "stock_movement"

    at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    sku: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    batch_code: Mapped[str | None]
    on_hand: Mapped[int] = mapped_column(Integer)
    reserved: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    line_id: Mapped[int | None] = mapped_column(Integer)
    shipment_id: Mapped[int | None] = mapped_column(ForeignKey("shipment.id"))
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"))
    count_id: Mapped[int | None] = mapped_column(ForeignKey("stock_count.id"))
    remedy_id: Mapped[int | None] = mapped_column(ForeignKey("remedy.id"))
    document: Mapped[str]
    note: Mapped[str | None]

    __table_args__ = (Index(None, "product_id", "at"),)


sort_indexes(StockMovement, "at")


def _index_where_filled(*columns: str) -> None:
    """Partial indexes: most entries have no batch, receipt or count, and those cost nothing to write."""
    table = StockMovement.__table__
    for name in columns:
        filled = table.c[name].is_not(None)
        Index(None, table.c[name], sqlite_where=filled, postgresql_where=filled)


_index_where_filled("order_id", "batch_id", "shipment_id", "receipt_id", "count_id", "remedy_id")

REASONS = (
    Option("reserve", N_("Reserved for order")),
    Option("release", N_("Reservation released")),
    Option("ship", N_("Shipped out")),
    Option("unship", N_("Shipment cancelled")),
    Option("goods_in", N_("Goods received")),
    Option("opening", N_("Opening stock")),
    Option("count", N_("Stock count")),
    Option("damage", N_("Damaged or lost")),
    Option("return", N_("Customer return")),
    Option("reversal", N_("Reversal")),
    Option("adjust", N_("Adjustment")),
)

STOCK_MOVEMENTS = Register(
    name="stock_movements",
    code=5,
    model=StockMovement,
    label=N_("Stock movements"),
    singular=N_("Stock movement"),
    purpose=N_("Every change of stock, with its reason. Entries are never changed; a correction is another entry."),
    icon="arrow-left-right",
    section="stock",
    order=40,
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("at", N_("Time"), Moment(), readonly=True),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("product_id", N_("Product"), Ref(register="products", width=26), readonly=True),
        Field("sku", N_("SKU"), CodeText(), readonly=True),
        Field("batch_code", N_("Batch"), CodeText(), readonly=True),
        Field("on_hand", N_("On hand ±"), Whole(), readonly=True, summed=True),
        Field("reserved", N_("Reserved ±"), Whole(), readonly=True, summed=True),
        Field("reason", N_("Reason"), Choice(width=16, options=REASONS), readonly=True),
        Field("document", N_("Document"), CodeText(), readonly=True),
        Field("note", N_("Note"), LineText(), readonly=True),
    ),
    title=("sku", "document"),
    columns=("at", "sku", "product_id", "batch_code", "on_hand", "reserved", "reason", "document"),
    sort="-at",
    chips=(
        Chip("in", N_("Goods received"), (Where("reason", "in", ("goods_in", "opening", "return")),), counted=False),
        Chip("out", N_("Shipped out"), (Where("reason", "eq", "ship"),), counted=False),
        Chip(
            "count",
            N_("Counts and losses"),
            (Where("reason", "in", ("count", "damage", "adjust")),),
            counted=False,
        ),
    ),
    business_date="business_date",
)

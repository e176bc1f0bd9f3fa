"""Batches: what came in together, when it expires, and how much of it is left."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Register, Related, TodayPlus, Where
from app.models.kinds import CodeText, Day, LineText, Moment, Ref
from app.models.kinds import Integer as Whole


class Batch(Record):
    """One batch of one product, from one supplier. `on_hand` is kept by the stock ledger."""

    __tablename__ = "batch"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    sku: Mapped[str]
    product_name: Mapped[str]
    code: Mapped[str]
    production_date: Mapped[date | None]
    expiry_date: Mapped[date | None]
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    supplier_name: Mapped[str | None]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(Instant)
    received: Mapped[int] = mapped_column(Integer)
    on_hand: Mapped[int] = mapped_column(Integer, default=0, server_default="0")

    __table_args__ = (UniqueConstraint("product_id", "code"), Index(None, "product_id", "expiry_date"))


sort_indexes(
    Batch,
    "code",
    "sku",
    "product_name",
    "production_date",
    "expiry_date",
    "supplier_name",
    "received_at",
    "on_hand",
    "received",
)

BATCHES = Register(
    name="batches",
    code=6,
    model=Batch,
    label=N_("Batches"),
    singular=N_("Batch"),
    purpose=N_("What came in together and when it expires; from here a batch is traced to its supplier and its customers."),
    icon="boxes",
    section="stock",
    order=20,
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("code", N_("Batch"), CodeText(), readonly=True),
        Field("product_id", N_("Product"), Ref(register="products"), readonly=True),
        Field("sku", N_("SKU"), CodeText(), readonly=True),
        Field("product_name", N_("Name"), LineText(width=28), readonly=True),
        Field("production_date", N_("Produced"), Day(), readonly=True),
        Field("expiry_date", N_("Expires"), Day(), readonly=True),
        Field("supplier_id", N_("Supplier record"), Ref(register="suppliers"), readonly=True),
        Field("supplier_name", N_("Supplier"), LineText(), readonly=True),
        Field("received_at", N_("Received"), Moment(), readonly=True),
        Field("received", N_("Received qty"), Whole(), readonly=True, summed=True),
        Field("on_hand", N_("On hand"), Whole(), readonly=True, summed=True),
    ),
    title=("code",),
    columns=("code", "sku", "product_name", "production_date", "expiry_date", "on_hand", "received", "supplier_name", "received_at"),
    sort="expiry_date",
    chips=(
        Chip("in_stock", N_("In stock"), (Where("on_hand", "gt", 0),), counted=False),
        Chip("soon", N_("Expires within 30 days"), (Where("on_hand", "gt", 0), Where("expiry_date", "le", TodayPlus(30)), Where("expiry_date", "ge", TodayPlus(0))), tone="amber"),
        Chip("expired", N_("Expired"), (Where("on_hand", "gt", 0), Where("expiry_date", "lt", TodayPlus(0))), tone="red"),
    ),
    search=("code", "sku", "product_name", "supplier_name"),
    related=(
        Related("stock_movements", "batch_id", N_("Stock movements")),
        Related("complaints", "batch_id", N_("Complaints")),
    ),
    due=(
        Due("expiry", N_("Batch {code} {product_name}: {on_hand} left, expires {expiry_date}"),
            (Where("on_hand", "gt", 0), Where("expiry_date", "le", TodayPlus(30))), at="expiry_date", soon_days=30),
    ),
    business_date="expiry_date",
)  # fmt: skip

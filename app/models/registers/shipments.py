"""Shipments: one parcel each, with what was in it and from which batch; an order may have several."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.carriers import CARRIERS
from app.models.declaration import (
    Chip,
    Field,
    Group,
    Lines,
    Numbering,
    Register,
    Related,
    Retention,
    Transition,
    Where,
)
from app.models.kinds import (
    Address,
    Choice,
    CodeText,
    Day,
    LineText,
    LongText,
    Moment,
    Money,
    Option,
    PersonName,
    Phone,
    Ref,
)
from app.models.kinds import Integer as Whole
from app.models.platforms import PLATFORMS


class Shipment(Record):
    """One parcel of one order. Buyer and address are copied when it is made and never follow the order."""

    __tablename__ = "shipment"

    number: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    order_number: Mapped[str]
    platform: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    buyer_name: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    carrier: Mapped[str | None]
    carrier_name: Mapped[str | None]
    waybill: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="shipped", server_default="shipped")
    shipped_at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date]
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    items: Mapped[str]
    quantity: Mapped[int] = mapped_column(Integer)
    postage: Mapped[int | None] = mapped_column(Integer)
    override_reason: Mapped[str | None]
    remedy_id: Mapped[int | None] = mapped_column(ForeignKey("remedy.id"), index=True)
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("number"), Index(None, "status", "shipped_at"))


class ShipmentLine(Line):
    """Pieces of one order line from one batch. `batch_id` is None for goods that are not kept by batch."""

    __tablename__ = "shipment_line"

    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipment.id"), index=True)
    order_line_id: Mapped[int | None] = mapped_column(Integer, index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    sku: Mapped[str | None]
    title: Mapped[str]
    options: Mapped[str | None]
    quantity: Mapped[int] = mapped_column(Integer)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    batch_code: Mapped[str | None]
    expiry_date: Mapped[date | None]
    tracked: Mapped[bool] = mapped_column(default=False, server_default="0")


sort_indexes(
    Shipment,
    "status",
    "order_number",
    "platform",
    "buyer_name",
    "carrier",
    "waybill",
    "shipped_at",
    "business_date",
    "delivered_at",
    "items",
    "quantity",
    "postage",
)

STATUS = (
    Option("shipped", N_("On its way"), "blue"),
    Option("delivered", N_("Delivered"), "accent"),
    Option("cancelled", N_("Cancelled"), "neutral"),
)

LINE_FIELDS = (
    Field("product_id", N_("Product"), Ref(register="products"), readonly=True),
    Field("sku", N_("SKU"), CodeText(), readonly=True),
    Field("title", N_("Item"), LineText(width=28), readonly=True),
    Field("options", N_("Specification"), LineText(width=14), readonly=True),
    Field("quantity", N_("Qty"), Whole(width=6), readonly=True, summed=True),
    Field("batch_code", N_("Batch"), CodeText(), readonly=True),
    Field("expiry_date", N_("Expires"), Day(), readonly=True),
)

SHIPMENTS = Register(
    name="shipments",
    code=7,
    model=Shipment,
    label=N_("Shipments"),
    singular=N_("Shipment"),
    purpose=N_("Every parcel with its carrier, waybill and contents. Ship an order and its parcel appears here."),
    icon="truck",
    section="operations",
    order=30,
    numbering=Numbering("SH"),
    creatable=False,
    importable=False,
    fields=(
        Field("number", N_("Shipment number"), CodeText(), readonly=True),
        Field("order_id", N_("Order record"), Ref(register="orders"), readonly=True),
        Field("order_number", N_("Order"), CodeText(), readonly=True),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), readonly=True),
        Field("customer_id", N_("Customer"), Ref(register="customers"), readonly=True),
        Field("buyer_name", N_("Buyer"), PersonName(), readonly=True),
        Field("phone", N_("Phone"), Phone(), readonly=True, sensitive=True),
        Field("address", N_("Ship to"), Address(), readonly=True, sensitive=True),
        Field("carrier", N_("Carrier"), Choice(width=12, options=CARRIERS), bulk=True, import_names=("快递公司", "物流公司")),
        Field("carrier_name", N_("Carrier's name in the file"), LineText(width=12), readonly=True),
        Field("waybill", N_("Waybill"), CodeText(), import_names=("快递单号", "物流单号", "运单号")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="shipped"),
        Field("shipped_at", N_("Shipped at"), Moment(), readonly=True),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("delivered_at", N_("Delivered at"), Moment(), readonly=True),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("items", N_("Items"), LineText(width=28), readonly=True),
        Field("quantity", N_("Pieces"), Whole(width=6), readonly=True, summed=True),
        Field("postage", N_("Postage paid by the shop"), Money(minimum=0), summed=True, import_names=("快递费", "运费成本"),
              help=N_("What the carrier charges, in the shop's own currency whatever the order's is.")),
        Field("override_reason", N_("Why shipped in spite of a warning"), LineText(), readonly=True),
        Field("remedy_id", N_("For the remedy"), Ref(register="remedies"), readonly=True),
        Field("note", N_("Note"), LongText()),
    ),
    title=("number",),
    columns=("number", "order_number", "buyer_name", "items", "quantity", "carrier", "waybill", "status", "shipped_at"),
    sort="-shipped_at",
    groups=(
        Group(N_("Parcel"), ("number", "order_number", "order_id", "platform", "carrier", "carrier_name", "waybill", "status", "items", "quantity", "postage")),
        Group(N_("Buyer"), ("customer_id", "buyer_name", "phone", "address")),
        Group(N_("Progress"), ("shipped_at", "business_date", "delivered_at", "cancelled_at", "cancel_reason", "override_reason", "remedy_id")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("on_way", N_("On its way"), (Where("status", "eq", "shipped"),)),
        Chip("no_waybill", N_("No waybill"),
             (Where("status", "ne", "cancelled"), Where("waybill", "empty")), tone="amber"),
        Chip("overridden", N_("Shipped in spite of a warning"), (Where("override_reason", "filled"),), counted=False),
        Chip("cancelled", N_("Cancelled"), (Where("status", "eq", "cancelled"),), counted=False),
    ),
    search=("number", "order_number", "buyer_name", "phone", "waybill", "items"),
    lines=(Lines("lines", N_("Contents"), ShipmentLine, "shipment_id", LINE_FIELDS, readonly=True),),
    transitions=(
        Transition("deliver", N_("Delivered"), "status", ("shipped",), "delivered", icon="package-check", primary=True,
                   stamps="delivered_at"),
        Transition("cancel", N_("Cancel shipment"), "status", ("shipped",), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),),
                   confirm=N_("Cancel this shipment and take its goods back into stock?")),
    ),
    related=(Related("stock_movements", "shipment_id", N_("Stock movements")),),
    business_date="business_date",
    retention=Retention("business_date", 3, N_("Transaction records: three years (E-commerce Law, art. 31, taken as policy)")),
)  # fmt: skip

"""Goods in (进货查验): what came, from whom, what was looked at, and what was found.

The fields are those of the goods-in inspection record that an inspector asks for (食品安全法 arts 50 and 53): name,
specification, quantity, production date or batch, shelf life, date, supplier with address and telephone, vouchers.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    Numbering,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import (
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
    YesNo,
)
from app.models.kinds import Integer as Whole


class Receipt(Record):
    """One delivery. The supplier's name, telephone, address and licence are copied when it is posted."""

    __tablename__ = "receipt"

    number: Mapped[str]
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    supplier_name: Mapped[str | None]
    supplier_phone: Mapped[str | None]
    supplier_address: Mapped[str | None]
    supplier_licence: Mapped[str | None]
    licence_seen: Mapped[bool | None]
    received_on: Mapped[date]
    vouchers: Mapped[str | None]
    receiver: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="draft", server_default="draft")
    quarantine: Mapped[str] = mapped_column(default="none", server_default="none")
    posted_at: Mapped[datetime | None] = mapped_column(Instant)
    reversed_at: Mapped[datetime | None] = mapped_column(Instant)
    reverse_reason: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settle_note: Mapped[str | None]
    keep_until: Mapped[date | None]
    items: Mapped[str] = mapped_column(default="", server_default="")
    quantity: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    rejected: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    cost_total: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("number"), Index(None, "status", "received_on"))


class ReceiptLine(Line):
    """One product of one batch as it arrived. `quantity` pieces; `unit_cost` in minor units."""

    __tablename__ = "receipt_line"

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    sku: Mapped[str | None]
    product_name: Mapped[str | None]
    options: Mapped[str | None]
    unit: Mapped[str | None]
    quantity: Mapped[int] = mapped_column(Integer)
    unit_cost: Mapped[int | None] = mapped_column(Integer)
    amount: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    batch_code: Mapped[str | None]
    production_date: Mapped[date | None]
    shelf_life_days: Mapped[int | None] = mapped_column(Integer)
    expiry_date: Mapped[date | None]
    voucher: Mapped[str | None]
    result: Mapped[str] = mapped_column(default="accepted", server_default="accepted")
    note: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)


sort_indexes(
    Receipt,
    "status",
    "supplier_name",
    "received_on",
    "receiver",
    "vouchers",
    "items",
    "quantity",
    "rejected",
    "cost_total",
    "quarantine",
    "posted_at",
)

STATUS = (
    Option("draft", N_("Being checked"), "amber"),
    Option("posted", N_("Taken into stock"), "accent", aliases=("已入账", "posted")),
    Option("reversed", N_("Reversed"), "neutral"),
)
QUARANTINE = (
    Option("none", N_("Nothing held"), "neutral"),
    Option("held", N_("Held back"), "amber"),
    Option("released", N_("Released"), "accent"),
    Option("refused", N_("Returned to supplier"), "neutral"),
)
RESULTS = (
    Option("accepted", N_("Accepted"), "accent", aliases=("合格", "ok")),
    Option("rejected", N_("Rejected"), "red", aliases=("不合格", "拒收")),
    Option("quarantined", N_("Held back"), "amber", aliases=("待检", "隔离")),
)

LINE_FIELDS = (
    Field("product_id", N_("Product"), Ref(register="products"), required=True),
    Field("sku", N_("SKU"), CodeText(), readonly=True),
    Field("product_name", N_("Name"), LineText(width=24), readonly=True),
    Field("options", N_("Specification"), LineText(width=14), readonly=True),
    Field("unit", N_("Unit"), LineText(width=6), readonly=True),
    Field("quantity", N_("Qty"), Whole(width=6, minimum=1), required=True, default=1, summed=True, import_names=("数量",)),
    Field("unit_cost", N_("Unit cost"), Money(minimum=0), import_names=("进价", "单价", "成本")),
    Field("amount", N_("Amount"), Money(), readonly=True, summed=True),
    Field("batch_code", N_("Batch"), CodeText(width=14), import_names=("批号", "批次", "生产批号")),
    Field("production_date", N_("Produced"), Day(), import_names=("生产日期",)),
    Field("shelf_life_days", N_("Shelf life, days"), Whole(minimum=1, maximum=36_500), import_names=("保质期", "保质期天数")),
    Field("expiry_date", N_("Expires"), Day(), import_names=("到期日", "有效期至"),
          help=N_("Reckoned from the production date and the shelf life when left empty.")),
    Field("voucher", N_("Certificate"), LineText(width=14), import_names=("合格证明", "检验报告"),
          help=N_("Number of the inspection report or certificate of conformity.")),
    Field("result", N_("Result"), Choice(options=RESULTS, pill=True), required=True, default="accepted", import_names=("验收结果",)),
    Field("note", N_("Note"), LineText()),
)  # fmt: skip

RECEIPTS = Register(
    name="receipts",
    code=9,
    model=Receipt,
    label=N_("Goods in"),
    singular=N_("Goods-in record"),
    purpose=N_("Each delivery with its inspection: supplier, licence, batch, dates, vouchers. Taking it into stock adds the goods."),
    icon="package-plus",
    section="stock",
    order=10,
    numbering=Numbering("GR"),
    importable=False,
    fields=(
        Field("number", N_("Receipt number"), CodeText(), readonly=True),
        Field("received_on", N_("Received on"), Day(), required=True, default=TodayPlus(0)),
        Field("supplier_id", N_("Supplier"), Ref(register="suppliers"), required=True),
        Field("supplier_name", N_("Supplier's name"), LineText(), readonly=True),
        Field("supplier_phone", N_("Supplier's phone"), Phone(), readonly=True),
        Field("supplier_address", N_("Supplier's address"), LineText(width=30), readonly=True),
        Field("supplier_licence", N_("Licence number"), CodeText(), readonly=True),
        Field("licence_seen", N_("Licence checked"), YesNo(), help=N_("The supplier's licence and registration were looked at.")),
        Field("vouchers", N_("Vouchers"), LineText(width=20), help=N_("Delivery note, invoice or other paper that came with the goods.")),
        Field("receiver", N_("Received by"), PersonName()),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="draft"),
        Field("quarantine", N_("Held goods"), Choice(options=QUARANTINE, pill=True), readonly=True, default="none"),
        Field("posted_at", N_("Taken into stock at"), Moment(), readonly=True),
        Field("reversed_at", N_("Reversed at"), Moment(), readonly=True),
        Field("reverse_reason", N_("Reason reversed"), LineText(), readonly=True),
        Field("settled_at", N_("Held goods settled at"), Moment(), readonly=True),
        Field("settle_note", N_("How held goods were settled"), LineText(), readonly=True),
        Field("items", N_("Items"), LineText(width=28), readonly=True),
        Field("quantity", N_("Pieces"), Whole(width=6), readonly=True, summed=True),
        Field("rejected", N_("Rejected qty"), Whole(width=6), readonly=True, summed=True),
        Field("cost_total", N_("Cost"), Money(), readonly=True, summed=True),
        Field("keep_until", N_("To be kept until"), Day(), readonly=True,
              help=N_("Reckoned from the latest use-by date of the goods and from what kind of goods they are.")),
        Field("note", N_("Note"), LongText()),
    ),
    title=("number",),
    columns=("number", "received_on", "supplier_name", "items", "quantity", "rejected", "cost_total", "receiver", "status"),
    sort="-received_on",
    groups=(
        Group(N_("Delivery"), ("number", "received_on", "supplier_id", "status", "items", "quantity", "rejected", "cost_total")),
        Group(N_("Inspection"), ("licence_seen", "vouchers", "receiver", "quarantine")),
        Group(N_("As on the day"), ("supplier_name", "supplier_phone", "supplier_address", "supplier_licence")),
        Group(N_("Progress"), ("posted_at", "reversed_at", "reverse_reason", "settled_at", "settle_note")),
        Group(N_("Notes"), ("note", "keep_until")),
    ),
    chips=(
        Chip("draft", N_("Being checked"), (Where("status", "eq", "draft"),), tone="amber"),
        Chip("held", N_("Held back"), (Where("quarantine", "eq", "held"),), tone="amber"),
        Chip("rejected", N_("With rejects"), (Where("rejected", "gt", 0),), counted=False),
        Chip("reversed", N_("Reversed"), (Where("status", "eq", "reversed"),), counted=False),
    ),
    search=("number", "supplier_name", "items", "vouchers", "receiver"),
    lines=(Lines("lines", N_("Goods"), ReceiptLine, "receipt_id", LINE_FIELDS),),
    transitions=(
        Transition("post", N_("Take into stock"), "status", ("draft",), "posted", icon="package-check", primary=True,
                   requires=("supplier_id", "received_on", "receiver"), stamps="posted_at",
                   confirm=N_("Take this delivery into stock? It cannot be changed afterwards, only reversed.")),
        Transition("reverse", N_("Reverse"), "status", ("posted",), "reversed", icon="undo-2", stamps="reversed_at", bulk=False,
                   asks=(Field("reverse_reason", N_("Reason reversed"), LineText(), required=True),),
                   confirm=N_("Take these goods out of stock again?")),
        Transition("release", N_("Release held goods"), "quarantine", ("held",), "released", icon="check-check", stamps="settled_at",
                   asks=(Field("settle_note", N_("How held goods were settled"), LineText(), required=True),)),
        Transition("refuse", N_("Return held goods"), "quarantine", ("held",), "refused", icon="undo", stamps="settled_at",
                   asks=(Field("settle_note", N_("How held goods were settled"), LineText(), required=True),)),
    ),
    related=(
        Related("batches", "receipt_id", N_("Batches")),
        Related("stock_movements", "receipt_id", N_("Stock movements")),
    ),
    due=(
        Due("post", N_("Goods in {number}: finish the inspection and take it into stock"), (Where("status", "eq", "draft"),), at="received_on", who="receiver"),
        Due("held", N_("Goods in {number}: goods are held back"), (Where("quarantine", "eq", "held"),), who="receiver"),
    ),
    business_date="received_on",
    retention=Retention("keep_until", 0, N_(
        "Goods-in records: of food six months after the shelf life (Food Safety Law, arts 50 and 53), of cosmetics a year after use-by "
        "(Cosmetics Regulations, arts 31 and 38), at least two years; as policy never less than three")),
)  # fmt: skip

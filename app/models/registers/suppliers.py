"""Suppliers, with the licence that goods-in inspection asks for (食品安全法 art. 53 wants name, address, contact)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Register, Related, Retention, TodayPlus, Where
from app.models.kinds import CodeText, Day, LineText, LongText, PersonName, Phone, Tags


class Supplier(Record):
    """Someone the shop buys from."""

    __tablename__ = "supplier"

    name: Mapped[str]
    contact: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    licence_no: Mapped[str | None]
    licence_expiry: Mapped[date | None]
    goods: Mapped[str | None]
    tags: Mapped[str | None]
    note: Mapped[str | None]
    last_receipt_on: Mapped[date | None] = mapped_column()


sort_indexes(Supplier, "name", "contact", "phone", "licence_no", "licence_expiry", "goods", "last_receipt_on")

SUPPLIERS = Register(
    name="suppliers",
    code=4,
    model=Supplier,
    label=N_("Suppliers"),
    singular=N_("Supplier"),
    purpose=N_("Who the shop buys from, with the licences that an inspector asks for."),
    icon="factory",
    section="stock",
    order=50,
    quick=("name", "contact", "phone", "licence_no", "licence_expiry"),
    fields=(
        Field(
            "name",
            N_("Name"),
            LineText(),
            required=True,
            import_names=("供应商", "供应商名称", "厂家", "vendor", "supplier"),
        ),
        Field("contact", N_("Contact person"), PersonName(), import_names=("联系人", "contact")),
        Field("phone", N_("Phone"), Phone(), import_names=("电话", "手机", "联系电话", "phone")),
        Field("address", N_("Address"), LineText(width=30), import_names=("地址", "address")),
        Field(
            "licence_no",
            N_("Licence number"),
            CodeText(),
            import_names=("许可证号", "营业执照号", "统一社会信用代码"),
        ),
        Field("licence_expiry", N_("Licence valid until"), Day(), import_names=("许可证有效期", "有效期至")),
        Field("goods", N_("Goods supplied"), LineText(width=24), bulk=True),
        Field("tags", N_("Tags"), Tags(), bulk=True),
        Field("note", N_("Note"), LongText()),
        Field("last_receipt_on", N_("Last goods in"), Day(), readonly=True),
    ),
    title=("name",),
    columns=("name", "goods", "contact", "phone", "licence_no", "licence_expiry", "last_receipt_on"),
    sort="name",
    groups=(
        Group(N_("Supplier"), ("name", "contact", "phone", "address", "goods", "tags")),
        Group(N_("Licence"), ("licence_no", "licence_expiry")),
        Group(N_("Other"), ("note", "last_receipt_on")),
    ),
    chips=(
        Chip(
            "licence_soon",
            N_("Licence ends within 30 days"),
            (Where("licence_expiry", "le", TodayPlus(30)),),
            tone="amber",
        ),
        Chip("licence_over", N_("Licence expired"), (Where("licence_expiry", "lt", TodayPlus(0)),), tone="red"),
    ),
    search=("name", "contact", "phone", "licence_no", "goods"),
    related=(
        Related("products", "supplier_id", N_("Products")),
        Related("receipts", "supplier_id", N_("Goods in")),
        Related("batches", "supplier_id", N_("Batches")),
    ),
    retention=Retention(
        "last_receipt_on",
        2,
        N_("Goods-in records: at least two years after (Food Safety Law, arts 50 and 53)"),
    ),
    key=("name",),
)

"""Customers: who bought, matched by platform account or telephone; personal fields are masked until revealed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Register, Related, TodayPlus, Where
from app.models.kinds import (
    Address,
    Choice,
    CodeText,
    Day,
    LineText,
    LongText,
    Moment,
    Money,
    PersonName,
    Phone,
    Tags,
)
from app.models.kinds import Integer as Whole
from app.models.platforms import PLATFORMS


class Customer(Record):
    """One buyer. `spent` in minor units: paid less refunded, over the orders in the shop's own currency.

    What was spent in others, one sum each, stands in words beside it: `JP¥1,200 + US$35.00`.
    """

    __tablename__ = "customer"

    name: Mapped[str | None]
    platform: Mapped[str]
    nick: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    email: Mapped[str | None]
    tags: Mapped[str | None]
    note: Mapped[str | None]
    first_order_on: Mapped[date | None]
    last_order_on: Mapped[date | None]
    last_order_at: Mapped[datetime | None] = mapped_column(Instant)
    order_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    spent: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    spent_abroad: Mapped[str | None]

    __table_args__ = (Index(None, "platform", "nick"), Index(None, "phone"))


sort_indexes(
    Customer,
    "name",
    "platform",
    "nick",
    "tags",
    "first_order_on",
    "last_order_on",
    "last_order_at",
    "order_count",
    "spent",
    "spent_abroad",
)

CUSTOMERS = Register(
    name="customers",
    code=3,
    model=Customer,
    label=N_("Customers"),
    singular=N_("Customer"),
    purpose=N_("Who buys, how often and how much. Imported orders bring their buyers; phones and addresses stay masked."),
    icon="users",
    section="people",
    order=10,
    quick=("name", "phone", "address"),
    fields=(
        Field("name", N_("Name"), PersonName(), import_names=("客户姓名", "姓名", "收货人", "customer name")),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), required=True, default="shop", import_names=("平台", "来源")),
        Field("nick", N_("Account"), LineText(width=16), import_names=("会员名", "昵称", "买家昵称")),
        Field("phone", N_("Phone"), Phone(), sensitive=True, import_names=("手机", "电话", "联系电话", "手机号")),
        Field("address", N_("Address"), Address(), sensitive=True, import_names=("地址", "收货地址")),
        Field("email", N_("E-mail"), CodeText(width=22), sensitive=True, import_names=("邮箱", "email")),
        Field("tags", N_("Tags"), Tags(), bulk=True, import_names=("标签",)),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
        Field("first_order_on", N_("First order"), Day(), readonly=True),
        Field("last_order_on", N_("Last order"), Day(), readonly=True),
        Field("last_order_at", N_("Last order at"), Moment(), readonly=True),
        Field("order_count", N_("Orders"), Whole(), readonly=True, default=0, summed=True),
        Field("spent", N_("Spent"), Money(), readonly=True, default=0, summed=True, help=N_("Orders in the shop's own currency: paid less refunded.")),
        Field("spent_abroad", N_("Spent in other currencies"), LineText(width=18), readonly=True),
    ),
    title=("name", "nick"),
    columns=("name", "platform", "nick", "phone", "order_count", "spent", "last_order_on", "tags"),
    sort="-last_order_on",
    groups=(
        Group(N_("Customer"), ("name", "platform", "nick", "tags")),
        Group(N_("Contact"), ("phone", "address", "email")),
        Group(N_("Buying"), ("order_count", "spent", "spent_abroad", "first_order_on", "last_order_on", "last_order_at")),
        Group(N_("Other"), ("note",)),
    ),
    chips=(
        Chip("repeat", N_("Bought again"), (Where("order_count", "ge", 2),)),
        Chip("recent", N_("Within 30 days"), (Where("last_order_on", "ge", TodayPlus(-30)),), counted=False),
        Chip("quiet", N_("Silent for 60 days"), (Where("last_order_on", "lt", TodayPlus(-60)),), counted=False),
    ),
    search=("name", "nick", "phone", "tags"),
    related=(
        Related("orders", "customer_id", N_("Orders")),
        Related("payments", "customer_id", N_("Payments")),
        Related("complaints", "customer_id", N_("Complaints")),
        Related("remedies", "customer_id", N_("Returns and remedies")),
    ),
    business_date="last_order_on",
    key=("platform", "nick"),
)  # fmt: skip

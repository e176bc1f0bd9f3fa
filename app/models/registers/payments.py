"""Payments: money in and money back per order. Append-only; a correction is a reversal."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Numbering, Register, Retention, Where
from app.models.kinds import Choice, CodeText, Day, LineText, Moment, Money, Option, Ref
from app.models.platforms import PLATFORMS


class Payment(Record):
    """One payment (positive) or refund (negative) in minor units of `currency`. Compensation is no part of the price."""

    __tablename__ = "payment"

    number: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    order_number: Mapped[str]
    platform: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str]
    amount: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str]
    method: Mapped[str | None]
    reference: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date]
    reason: Mapped[str | None]
    remedy_id: Mapped[int | None] = mapped_column(ForeignKey("remedy.id"), index=True)

    __table_args__ = (UniqueConstraint("number"), Index(None, "kind", "at"))


sort_indexes(
    Payment, "order_number", "platform", "kind", "amount", "method", "reference", "at", "business_date", "currency"
)

KINDS = (
    Option("payment", N_("Payment"), "accent"),
    Option("refund", N_("Refund"), "amber"),
    Option("reversal", N_("Reversal"), "neutral"),
    Option("compensation", N_("Compensation"), "amber"),
)
OF_THE_PRICE = ("payment", "refund", "reversal")
"""Kinds whose sum is what an order holds: paid less refunded."""

PAYMENTS = Register(
    name="payments",
    code=8,
    model=Payment,
    label=N_("Payments"),
    singular=N_("Payment entry"),
    purpose=N_("Money received and paid back, order by order. Record a payment or a refund at its order."),
    icon="wallet",
    section="people",
    order=20,
    numbering=Numbering("PY"),
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("number", N_("Entry number"), CodeText(), readonly=True),
        Field("order_id", N_("Order record"), Ref(register="orders"), readonly=True),
        Field("order_number", N_("Order"), CodeText(), readonly=True),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), readonly=True),
        Field("customer_id", N_("Customer"), Ref(register="customers"), readonly=True),
        Field("kind", N_("Kind"), Choice(options=KINDS, pill=True), readonly=True),
        Field("amount", N_("Amount"), Money(currency="currency"), readonly=True, summed=True),
        Field("currency", N_("Currency"), CodeText(width=6), readonly=True),
        Field("method", N_("Paid by"), LineText(width=10), readonly=True),
        Field("reference", N_("Payment number"), CodeText(), readonly=True),
        Field("at", N_("Time"), Moment(), readonly=True),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("reason", N_("Reason"), LineText(), readonly=True),
        Field("remedy_id", N_("For the remedy"), Ref(register="remedies"), readonly=True),
    ),
    title=("number",),
    columns=("number", "order_number", "platform", "kind", "amount", "method", "reference", "at"),
    sort="-at",
    groups=(
        Group(N_("Payment entry"), ("number", "order_number", "order_id", "platform", "customer_id", "kind", "amount", "currency")),
        Group(N_("Details"), ("method", "reference", "at", "business_date", "reason", "remedy_id")),
    ),
    chips=(
        Chip("in", N_("Payment"), (Where("kind", "eq", "payment"),), counted=False),
        Chip("refund", N_("Refund"), (Where("kind", "eq", "refund"),), tone="amber", counted=False),
        Chip("compensation", N_("Compensation"), (Where("kind", "eq", "compensation"),), counted=False),
    ),
    search=("number", "order_number", "reference"),
    business_date="business_date",
    retention=Retention("business_date", 3, N_("Transaction records: three years (E-commerce Law, art. 31, taken as policy)")),
)  # fmt: skip

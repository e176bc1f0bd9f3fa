"""Remedies 退换赔: returns, exchanges, repairs, refunds, parcels sent again, compensation; each bound to its order's lines.

Deadlines: goods under the seven-day return go back within 7 days from the day after signing, and the price is paid back
within 7 days after the goods are back (消费者权益保护法 art. 25); more than 15 days count as deliberate delay
(侵害消费者权益行为处罚办法 arts 8 and 9).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models import remedy_words as words
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.carriers import CARRIERS
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    NowPlus,
    Numbering,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, PersonName, Phone, Ref, YesNo
from app.models.kinds import Integer as Whole
from app.models.platforms import PLATFORMS


class Remedy(Record):
    """One remedy of one order. Amounts in minor units of the order's currency; `due_at` is the next deadline."""

    __tablename__ = "remedy"

    number: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    order_number: Mapped[str]
    platform: Mapped[str]
    platform_order_id: Mapped[str | None]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    buyer_name: Mapped[str | None]
    phone: Mapped[str | None]
    kind: Mapped[str]
    goods: Mapped[bool]
    reason: Mapped[str]
    told: Mapped[str | None]
    requested_at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[str] = mapped_column(default="requested", server_default="requested")
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    promised_by: Mapped[date | None]
    delay_on: Mapped[date]
    signed_on: Mapped[date | None]
    no_reason_until: Mapped[date | None]
    seven_day: Mapped[bool]
    excepted: Mapped[str] = mapped_column(default="none", server_default="none")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str | None]
    refuse_basis: Mapped[str | None]
    refuse_reason: Mapped[str | None]
    postage_by: Mapped[str | None]
    carrier: Mapped[str | None]
    waybill: Mapped[str | None]
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    received_on: Mapped[date | None]
    received_by: Mapped[str | None]
    refund_by: Mapped[date | None]
    inspected_at: Mapped[datetime | None] = mapped_column(Instant)
    inspected_by: Mapped[str | None]
    inspect_note: Mapped[str | None]
    photos: Mapped[int | None] = mapped_column(Integer)
    held: Mapped[str] = mapped_column(default="none", server_default="none")
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    held_note: Mapped[str | None]
    currency: Mapped[str]
    collect: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    goods_refund: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    postage_refund: Mapped[int | None] = mapped_column(Integer)
    refund_amount: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    refund_recorded: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    return_postage: Mapped[int | None] = mapped_column(Integer)
    compensation: Mapped[int | None] = mapped_column(Integer)
    compensation_for: Mapped[str | None]
    payment_method: Mapped[str | None]
    payment_no: Mapped[str | None]
    out_carrier: Mapped[str | None]
    out_waybill: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by: Mapped[str | None]
    refund_days: Mapped[int | None] = mapped_column(Integer)
    customer_answer: Mapped[str | None]
    answer_note: Mapped[str | None]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str | None]
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    reversed_at: Mapped[datetime | None] = mapped_column(Instant)
    reverse_reason: Mapped[str | None]
    items: Mapped[str] = mapped_column(default="", server_default="")
    quantity: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("number"), Index(None, "status", "due_at"))


class RemedyLine(Line):
    """Pieces of one order line. From the inspection on, `received` = `restocked` + `held` + `scrapped`.

    `posted` are the pieces that the stock ledger took back: those restocked of products whose stock is kept; `called_off`
    pieces had not left when their whole price was paid back.
    """

    __tablename__ = "remedy_line"

    remedy_id: Mapped[int] = mapped_column(ForeignKey("remedy.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(Integer, index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    sku: Mapped[str | None]
    title: Mapped[str]
    options: Mapped[str | None]
    sold: Mapped[int] = mapped_column(Integer)
    quantity: Mapped[int] = mapped_column(Integer)
    unit_price: Mapped[int] = mapped_column(Integer)
    refund: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    difference: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    replacement_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    exception: Mapped[str | None]
    confirmed: Mapped[bool | None]
    received: Mapped[int | None] = mapped_column(Integer)
    restocked: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    held: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    scrapped: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    posted: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    called_off: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    batch_code: Mapped[str | None]
    note: Mapped[str | None]


sort_indexes(
    Remedy, "order_number", "platform", "buyer_name", "kind", "reason", "requested_at", "business_date", "handler_id",
    "status", "due_at", "items", "quantity", "refund_amount", "compensation", "waybill", "received_on", "settled_at",
    "held", "promised_by", "seven_day", "refund_days", "currency",
)  # fmt: skip

LINE_FIELDS = (
    Field("product_id", N_("Product"), Ref(register="products"), readonly=True),
    Field("sku", N_("SKU"), CodeText(), readonly=True),
    Field("title", N_("Item"), LineText(width=26), readonly=True),
    Field("options", N_("Specification"), LineText(width=14), readonly=True),
    Field("sold", N_("Sold"), Whole(width=6), readonly=True),
    Field("quantity", N_("Qty"), Whole(width=6, minimum=1), required=True, default=1, summed=True),
    Field("unit_price", N_("Unit price"), Money(currency="currency"), readonly=True),
    Field("refund", N_("Refund"), Money(minimum=0, currency="currency"), summed=True, help=N_("The share of this line in what was paid, when left empty.")),
    Field("replacement_id", N_("Exchange for"), Ref(register="products"), help=N_("The same product when left empty.")),
    Field("difference", N_("Price difference"), Money(currency="currency"), help=N_("What the buyer pays more for dearer goods; below zero: what is paid back. Worked out from the prices when left empty.")),
    Field("exception", N_("Exception"), Choice(width=14, options=words.EXCEPTIONS), readonly=True),
    Field("confirmed", N_("Confirmed"), YesNo(), help=N_("The buyer confirmed the exception for this order when buying.")),
    Field("received", N_("Came back"), Whole(width=6), readonly=True),
    Field("restocked", N_("To stock"), Whole(width=6), readonly=True),
    Field("held", N_("Quarantined"), Whole(width=6), readonly=True),
    Field("scrapped", N_("Scrapped"), Whole(width=6), readonly=True),
    Field("batch_code", N_("Batch"), CodeText(width=14), readonly=True),
    Field("note", N_("Note"), LineText()),
)  # fmt: skip

_DATE = Field("received_on", N_("Goods back on"), Day(), required=True, default=TodayPlus(0))

REMEDIES = Register(
    name="remedies",
    code=35,
    model=Remedy,
    label=N_("Returns and remedies"),
    singular=N_("Remedy"),
    purpose=N_("Returns, exchanges, refunds and compensation, bound to what was sold. Start one from its order: the items are filled in."),
    icon="rotate-ccw",
    section="operations",
    order=35,
    numbering=Numbering("RM"),
    importable=False,
    fields=(
        Field("number", N_("Remedy number"), CodeText(), readonly=True),
        Field("order_id", N_("Order record"), Ref(register="orders"), required=True),
        Field("complaint_id", N_("Complaint"), Ref(register="complaints")),
        Field("order_number", N_("Order"), CodeText(), readonly=True),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), readonly=True),
        Field("platform_order_id", N_("Platform order"), CodeText(width=22), readonly=True),
        Field("customer_id", N_("Customer"), Ref(register="customers"), readonly=True),
        Field("buyer_name", N_("Buyer"), PersonName(), readonly=True),
        Field("phone", N_("Phone"), Phone(), readonly=True, sensitive=True),
        Field("kind", N_("Kind"), Choice(width=10, options=words.KINDS, pill=True), required=True, default="return"),
        Field("goods", N_("Goods come back"), YesNo(), readonly=True),
        Field("reason", N_("Reason"), Choice(width=14, options=words.REASONS), required=True),
        Field("told", N_("What the buyer says"), LongText()),
        Field("requested_at", N_("Asked for at"), Moment(), required=True, default=NowPlus(0)),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("handler_id", N_("Handled by"), Ref(register="staff"), bulk=True),
        Field("status", N_("State"), Choice(width=14, options=words.STATUS, pill=True), readonly=True, default="requested"),
        Field("due_at", N_("Next step by"), Moment(), readonly=True),
        Field("promised_by", N_("Promised by"), Day(), help=N_("What the buyer was told. The law's dates are shown beside it.")),
        Field("delay_on", N_("Deliberate delay after"), Day(), readonly=True,
              help=N_("15 days after it was asked for (Measures for penalties against infringing consumers' rights, arts 8 and 9).")),
        Field("signed_on", N_("Signed for on"), Day(), help=N_("The day the buyer received the goods; from the shipment where it is known.")),
        Field("no_reason_until", N_("Seven days end on"), Day(), readonly=True,
              help=N_("7 days from the day after signing (Consumer Protection Act, art. 25).")),
        Field("seven_day", N_("Within seven days"), YesNo(), readonly=True),
        Field("excepted", N_("Exception to the seven days"), Choice(width=14, options=words.EXCEPTED), readonly=True, default="none"),
        Field("decided_at", N_("Decided at"), Moment(), readonly=True),
        Field("decided_by", N_("Decided by"), PersonName(), readonly=True),
        Field("refuse_basis", N_("Ground of refusal"), Choice(width=16, options=words.REFUSAL), readonly=True),
        Field("refuse_reason", N_("Why refused"), LineText(), readonly=True),
        Field("postage_by", N_("Return postage paid by"), Choice(options=words.POSTAGE_BY),
              help=N_("Seven-day return: the buyer, unless agreed otherwise. Fault of the shop: the shop.")),
        Field("carrier", N_("Return carrier"), Choice(width=12, options=CARRIERS), readonly=True),
        Field("waybill", N_("Return waybill"), CodeText(), readonly=True),
        Field("sent_at", N_("Sent back at"), Moment(), readonly=True),
        Field("received_on", N_("Goods back on"), Day(), readonly=True),
        Field("received_by", N_("Taken in by"), PersonName(), readonly=True),
        Field("refund_by", N_("Refund due by"), Day(), readonly=True, help=N_("7 days after the goods are back (Consumer Protection Act, art. 25).")),
        Field("inspected_at", N_("Inspected at"), Moment(), readonly=True),
        Field("inspected_by", N_("Inspected by"), PersonName(), readonly=True),
        Field("inspect_note", N_("Inspection found"), LineText(), readonly=True),
        Field("photos", N_("Photos at inspection"), Whole(width=6), readonly=True),
        Field("held", N_("Quarantine"), Choice(options=words.HELD, pill=True), readonly=True, default="none"),
        Field("held_at", N_("Quarantine ended at"), Moment(), readonly=True),
        Field("held_note", N_("How the quarantine ended"), LineText(), readonly=True),
        Field("currency", N_("Currency"), CodeText(width=6), readonly=True),
        Field("collect", N_("Price difference to collect"), Money(currency="currency"), readonly=True, summed=True, help=N_("What the buyer pays because the goods sent in exchange are dearer.")),
        Field("goods_refund", N_("Refund for goods"), Money(currency="currency"), readonly=True, summed=True),
        Field("postage_refund", N_("Refund of postage"), Money(minimum=0, currency="currency"), help=N_("Of the postage that the buyer paid with the order.")),
        Field("refund_amount", N_("Refund"), Money(currency="currency"), readonly=True, summed=True),
        Field("refund_recorded", N_("Of it paid back before"), Money(currency="currency"), readonly=True),
        Field("return_postage", N_("Return postage repaid"), Money(minimum=0, currency="currency"), help=N_("Postage that the buyer laid out and the shop bears.")),
        Field("compensation", N_("Compensation"), Money(minimum=0, currency="currency"), summed=True,
              help=N_("Beyond the price. Fraud: three times the price, at least 500 yuan (Consumer Protection Act, art. 55).")),
        Field("compensation_for", N_("Compensation for"), LineText()),
        Field("payment_method", N_("Paid by"), LineText(width=10), readonly=True),
        Field("payment_no", N_("Payment number"), CodeText(), readonly=True),
        Field("out_carrier", N_("Sent by"), Choice(width=12, options=CARRIERS), readonly=True),
        Field("out_waybill", N_("Waybill sent"), CodeText(), readonly=True),
        Field("settled_at", N_("Settled at"), Moment(), readonly=True),
        Field("settled_by", N_("Settled by"), PersonName(), readonly=True),
        Field("refund_days", N_("Days to settle"), Whole(width=6), readonly=True, help=N_("From the goods' return, or from the request where none come back.")),
        Field("customer_answer", N_("Buyer's answer"), Choice(options=words.ANSWERS), readonly=True),
        Field("answer_note", N_("What the buyer answered"), LineText(), readonly=True),
        Field("closed_at", N_("Closed at"), Moment(), readonly=True),
        Field("closed_by", N_("Closed by"), PersonName(), readonly=True),
        Field("cancelled_at", N_("Withdrawn at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Why withdrawn"), LineText(), readonly=True),
        Field("reversed_at", N_("Reversed at"), Moment(), readonly=True),
        Field("reverse_reason", N_("Reason reversed"), LineText(), readonly=True),
        Field("items", N_("Items"), LineText(width=28), readonly=True),
        Field("quantity", N_("Pieces"), Whole(width=6), readonly=True, summed=True),
        Field("note", N_("Note"), LongText()),
    ),
    title=("number",),
    columns=("number", "order_number", "buyer_name", "kind", "reason", "items", "refund_amount", "status", "due_at", "handler_id"),
    sort="-requested_at",
    groups=(
        Group(N_("Remedy"), ("number", "order_id", "complaint_id", "kind", "reason", "told", "requested_at", "handler_id", "status", "due_at")),
        Group(N_("Buyer"), ("platform", "platform_order_id", "customer_id", "buyer_name", "phone")),
        Group(N_("Seven days and promises"), ("signed_on", "no_reason_until", "seven_day", "excepted", "promised_by", "delay_on")),
        Group(N_("Goods"), ("goods", "postage_by", "carrier", "waybill", "sent_at", "received_on", "received_by", "inspected_at", "inspected_by",
                            "inspect_note", "photos", "held", "held_at", "held_note", "items", "quantity")),
        Group(N_("Money"), ("collect", "goods_refund", "postage_refund", "refund_amount", "refund_recorded", "return_postage", "compensation", "currency",
                            "compensation_for", "refund_by", "payment_method", "payment_no")),
        Group(N_("Progress"), ("decided_at", "decided_by", "refuse_basis", "refuse_reason", "out_carrier", "out_waybill", "settled_at", "settled_by",
                               "refund_days", "customer_answer", "answer_note", "closed_at", "closed_by", "cancelled_at", "cancel_reason",
                               "reversed_at", "reverse_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("waiting", N_("To answer"), (Where("status", "eq", "requested"),), tone="amber"),
        Chip("late", N_("Overdue"), (Where("status", "in", words.OPEN), Where("due_at", "lt", NowPlus(0))), tone="red"),
        Chip("coming", N_("Goods to come"), (Where("status", "in", ("agreed", "under_way")),)),
        Chip("back", N_("To inspect"), (Where("status", "eq", "goods_back"),), tone="amber"),
        Chip("ready", N_("To settle"), (Where("status", "eq", "ready"),), tone="amber"),
        Chip("held", N_("Quarantined"), (Where("held", "eq", "held"),), tone="amber"),
        Chip("to_close", N_("To close"), (Where("status", "eq", "settled"),)),
        Chip("closed", N_("Closed"), (Where("status", "eq", "closed"),), counted=False),
        Chip("refused", N_("Refused"), (Where("status", "eq", "refused"),), counted=False),
    ),
    search=("number", "order_number", "platform_order_id", "buyer_name", "phone", "items", "waybill", "out_waybill"),
    lines=(Lines("lines", N_("Items"), RemedyLine, "remedy_id", LINE_FIELDS),),
    transitions=(
        Transition("agree", N_("Agree"), "status", ("requested",), "agreed", icon="check", primary=True, stamps="decided_at",
                   only=(Where("goods", "eq", True),), asks=(Field("promised_by", N_("Promised by"), Day()),)),
        Transition("grant", N_("Agree"), "status", ("requested",), "ready", icon="check", primary=True, stamps="decided_at",
                   only=(Where("goods", "eq", False),), asks=(Field("promised_by", N_("Promised by"), Day()),)),
        Transition("refuse", N_("Refuse"), "status", ("requested", "goods_back"), "refused", icon="ban", stamps="decided_at", bulk=False,
                   asks=(Field("refuse_basis", N_("Ground of refusal"), Choice(width=16, options=words.REFUSAL), required=True),
                         Field("refuse_reason", N_("Why refused"), LineText(), required=True, help=N_("The buyer's paper says it in these words.")))),
        Transition("send_back", N_("Buyer has sent"), "status", ("agreed",), "under_way", icon="truck", stamps="sent_at", bulk=False,
                   asks=(Field("carrier", N_("Return carrier"), Choice(width=12, options=CARRIERS)),
                         Field("waybill", N_("Return waybill"), CodeText(), required=True))),
        Transition("receive", N_("Goods are back"), "status", ("agreed", "under_way"), "goods_back", icon="package-open", primary=True, asks=(_DATE,)),
        Transition("inspect", N_("Inspect"), "status", ("goods_back",), "ready", icon="clipboard-check", primary=True, stamps="inspected_at",
                   bulk=False, asks=(Field("inspect_note", N_("Inspection found"), LineText()),),
                   confirm=N_("Did everything come back, fit to be sold? It goes back into stock.")),
        Transition("settle", N_("Settle"), "status", ("ready",), "settled", icon="hand-coins", primary=True, stamps="settled_at", bulk=False,
                   asks=(Field("refund_recorded", N_("Of it paid back before"), Money(minimum=0, currency="currency")),
                         Field("payment_method", N_("Paid by"), LineText()), Field("payment_no", N_("Payment number"), CodeText()),
                         Field("out_carrier", N_("Carrier"), Choice(width=12, options=CARRIERS)), Field("out_waybill", N_("Waybill"), CodeText()),
                         Field("override_reason", N_("Why ship in spite of a warning"), LineText())),
                   confirm=N_("Pay back and send out what was agreed?")),
        Transition("close", N_("Close"), "status", ("settled",), "closed", icon="badge-check", primary=True, stamps="closed_at",
                   asks=(Field("customer_answer", N_("Buyer's answer"), Choice(options=words.ANSWERS), required=True),
                         Field("answer_note", N_("What the buyer answered"), LineText()))),
        Transition("cancel", N_("Withdraw"), "status", words.OPEN[:4], "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Why withdrawn"), LineText(), required=True),)),
        Transition("withdraw", N_("Withdraw"), "status", ("ready",), "cancelled", icon="x", stamps="cancelled_at", only=(Where("goods", "eq", False),),
                   asks=(Field("cancel_reason", N_("Why withdrawn"), LineText(), required=True),)),
        Transition("undo", N_("Reverse"), "status", ("ready",), "reversed", icon="undo-2", stamps="reversed_at", bulk=False,
                   only=(Where("goods", "eq", True),), asks=(Field("reverse_reason", N_("Reason reversed"), LineText(), required=True),),
                   confirm=N_("Take the goods of this remedy out of stock again?")),
        Transition("reverse", N_("Reverse"), "status", words.PAID, "reversed", icon="undo-2", stamps="reversed_at", bulk=False,
                   asks=(Field("reverse_reason", N_("Reason reversed"), LineText(), required=True),),
                   confirm=N_("Book back the stock and the money of this remedy? Both entries stay.")),
        Transition("release", N_("Release to stock"), "held", ("held",), "released", icon="check-check", stamps="held_at",
                   asks=(Field("held_note", N_("How the quarantine ended"), LineText(), required=True),)),
        Transition("scrap", N_("Scrap"), "held", ("held",), "scrapped", icon="trash-2", stamps="held_at",
                   asks=(Field("held_note", N_("How the quarantine ended"), LineText(), required=True),)),
    ),
    related=(
        Related("payments", "remedy_id", N_("Payments")),
        Related("shipments", "remedy_id", N_("Shipments")),
        Related("stock_movements", "remedy_id", N_("Stock movements")),
    ),
    due=(
        Due("answer", N_("{number}: agree to it or refuse it"), (Where("status", "eq", "requested"),), at="due_at", who="handler_id"),
        Due("coming", N_("{number}: the goods are not back; after {delay_on} it counts as delay"),
            (Where("status", "in", ("agreed", "under_way")),), at="due_at", soon_days=3, who="handler_id"),
        Due("inspect", N_("{number}: inspect what came back"), (Where("status", "eq", "goods_back"),), at="due_at", soon_days=15, who="handler_id"),
        Due("settle", N_("{number}: pay back or send out what was agreed"), (Where("status", "eq", "ready"),), at="due_at", soon_days=15, who="handler_id", legal=True),
        Due("held", N_("{number}: goods are in quarantine"), (Where("held", "eq", "held"),), who="handler_id"),
    ),
    business_date="business_date",
    retention=Retention("business_date", 3, N_("Transaction records: three years (E-commerce Law, art. 31, taken as policy)")),
)  # fmt: skip

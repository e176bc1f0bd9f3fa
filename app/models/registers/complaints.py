"""Complaints 投诉: from whom, about what, by when it is to be answered, why it happened and how it ended.

The fields are those of 投诉处理登记表; the states follow GB/T 19012 (ISO 10002).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.complaint_words import (
    ANSWERS,
    AUTHORITY,
    AUTHORITY_STATE,
    CATEGORIES,
    CHANNELS,
    CLOCKS,
    DIRECTIONS,
    KEPT,
    OPEN,
    PAUSABLE,
    PAUSE_REASONS,
    REFUSALS,
    REMEDY_KINDS,
    ROOT_CAUSES,
    SETTLED,
    SEVERITIES,
    STATUS,
    TIMING,
    UNITS,
    VALIDITY,
)
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    NowPlus,
    Numbering,
    Opens,
    Register,
    Related,
    Retention,
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
    PersonName,
    Phone,
    Ref,
    YesNo,
)
from app.models.kinds import Integer as Whole
from app.models.platforms import PLATFORMS
from app.models.stars import Stars


class Complaint(Record):
    """One complaint. Instants in UTC. `refunded` is what its remedies paid, written by them alone, in minor units of
    `currency`, that of their order; `old_refund` is what an earlier register said, in the shop's own.

    `known_*` keep who complained also of a confidential one, whose `customer_*` fields are empty: what is listed,
    printed, exported and found never holds them, and only the owner may ask for them. The flags at the end repeat
    other columns so that a filter finds the few in the order of the list; `owed` are those of `undone` that no remedy's
    record sees to.
    """

    __tablename__ = "complaint"

    number: Mapped[str]
    status: Mapped[str] = mapped_column(default="received", server_default="received")
    timing: Mapped[str] = mapped_column(default="running", server_default="running")
    authority_state: Mapped[str] = mapped_column(default="none", server_default="none")
    channel: Mapped[str]
    platform: Mapped[str | None]
    reference: Mapped[str | None]
    authority_no: Mapped[str | None]
    authority: Mapped[str | None]
    authority_notified_on: Mapped[date | None]
    authority_due_on: Mapped[date | None]
    mediation_on: Mapped[date | None]
    authority_answered_at: Mapped[datetime | None] = mapped_column(Instant)
    authority_ended_at: Mapped[datetime | None] = mapped_column(Instant)
    authority_result: Mapped[str | None]
    category: Mapped[str]
    severity: Mapped[str]
    confidential: Mapped[bool] = mapped_column(default=False, server_default="0")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    customer_name: Mapped[str | None]
    customer_phone: Mapped[str | None]
    known_customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    known_name: Mapped[str | None]
    known_phone: Mapped[str | None]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    order_number: Mapped[str | None]
    order_line_no: Mapped[int | None] = mapped_column(Integer)
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey("order_line.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    sku: Mapped[str | None]
    item: Mapped[str | None]
    batch_code: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    description: Mapped[str]
    wants: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(Instant)
    received_on: Mapped[date]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    happened_on: Mapped[date | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    validity: Mapped[str | None]
    promised: Mapped[str | None]
    promised_at: Mapped[datetime | None] = mapped_column(Instant)
    root_cause: Mapped[str | None]
    cause: Mapped[str | None]
    remedy_kind: Mapped[str | None]
    remedy: Mapped[str | None]
    refunded: Mapped[int | None] = mapped_column(Integer)
    currency: Mapped[str | None]
    old_refund: Mapped[int | None] = mapped_column(Integer)
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    carried_out: Mapped[bool] = mapped_column(default=False, server_default="0")
    answer: Mapped[str | None]
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    satisfaction: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None]
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    investigating_at: Mapped[datetime | None] = mapped_column(Instant)
    responded_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    refused_at: Mapped[datetime | None] = mapped_column(Instant)
    refusal: Mapped[str | None]
    refuse_reason: Mapped[str | None]
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopen_reason: Mapped[str | None]
    reopened: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    first_due: Mapped[datetime | None] = mapped_column(Instant)
    resolve_due: Mapped[datetime | None] = mapped_column(Instant)
    authority_due: Mapped[datetime | None] = mapped_column(Instant)
    next_due: Mapped[datetime | None] = mapped_column(Instant)
    breached_at: Mapped[datetime | None] = mapped_column(Instant)
    first_kept: Mapped[str | None]
    resolve_kept: Mapped[str | None]
    authority_kept: Mapped[str | None]
    last_contact_at: Mapped[datetime | None] = mapped_column(Instant)
    waiting_since: Mapped[datetime | None] = mapped_column(Instant)
    waiting_due: Mapped[datetime | None] = mapped_column(Instant)
    earlier: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    same_product: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    overran: Mapped[bool] = mapped_column(default=False, server_default="0")
    waits: Mapped[bool] = mapped_column(default=False, server_default="0")
    again: Mapped[bool] = mapped_column(default=False, server_default="0")
    undone: Mapped[bool] = mapped_column(default=False, server_default="0")
    owed: Mapped[bool] = mapped_column(default=False, server_default="0")

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "status", "received_at"),
        Index(None, "channel", "received_at"),
        Index(None, "timing", "received_at"),
        Index(None, "overran", "received_at"),
        Index(None, "waits", "received_at"),
        Index(None, "again", "received_at"),
        Index(None, "undone", "received_at"),
        Index(None, "owed", "received_at"),
        Index(None, "known_customer_id", "received_at"),
        Index(None, "known_phone"),
        Index(None, "product_id", "received_at"),
        Index(None, "batch_id", "received_at"),
        Index(None, "batch_code"),
        Index(None, "authority_no"),
        Index(None, "reference"),
    )


class ComplaintContact(Line):
    """One contact about a complaint: what was said, when, by whom; `recorded_at` is when it was written down."""

    __tablename__ = "complaint_contact"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    direction: Mapped[str]
    channel: Mapped[str]
    who: Mapped[str | None]
    said: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[str]


class ComplaintClock(Line):
    """One clock: `amount` of `unit` from `started_at`, moved by its pauses to `due_at`. A breach is never taken off.

    `turn` is 1 for the first treatment, one more for each reopening.
    """

    __tablename__ = "complaint_clock"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str]
    turn: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str]
    amount: Mapped[int] = mapped_column(Integer)
    fixed_on: Mapped[date | None]
    started_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    paused_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    breached_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index(None, "stopped_at", "paused_at", "breached_at", "due_at"),)


class ComplaintPause(Line):
    """A stretch of time that a clock does not count, and why; `to_at` is empty while it lasts."""

    __tablename__ = "complaint_pause"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    clock: Mapped[str]
    turn: Mapped[int] = mapped_column(Integer)
    from_at: Mapped[datetime] = mapped_column(Instant)
    to_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str]
    why: Mapped[str | None]
    by: Mapped[str]


sort_indexes(
    Complaint,
    "received_at",
    "received_on",
    "status",
    "timing",
    "channel",
    "authority_state",
    "platform",
    "category",
    "severity",
    "customer_name",
    "order_number",
    "sku",
    "item",
    "first_due",
    "resolve_due",
    "authority_due",
    "next_due",
    "promised_at",
    "waiting_due",
    "breached_at",
    "waiting_since",
    "first_kept",
    "resolve_kept",
    "authority_kept",
    "last_contact_at",
    "validity",
    "root_cause",
    "answer",
    "satisfaction",
    "remedy_kind",
    "refunded",
    "currency",
    "old_refund",
    "closed_at",
    "responded_at",
    "reopened",
    "earlier",
    "same_product",
    "confidential",
)

CONTACT_FIELDS = (
    Field("at", N_("Time"), Moment(), required=True, default=NowPlus(0)),
    Field("direction", N_("Direction"), Choice(width=9, options=DIRECTIONS), required=True, default="out"),
    Field("channel", N_("Channel"), Choice(options=CHANNELS), required=True, default="chat"),
    Field("who", N_("Spoken with"), PersonName(), sensitive=True),
    Field("said", N_("What was said"), LongText(width=30), required=True),
    Field("recorded_at", N_("Written down on"), Moment(), readonly=True),
    Field("recorded_by", N_("Recorded by"), LineText(width=10), readonly=True),
)
CLOCK_FIELDS = (
    Field("kind", N_("Clock"), Choice(width=12, options=CLOCKS), readonly=True),
    Field("turn", N_("Turn"), Whole(width=4), readonly=True),
    Field("amount", N_("Time allowed"), Whole(width=6), readonly=True),
    Field("unit", N_("Counted in"), Choice(options=UNITS), readonly=True),
    Field("fixed_on", N_("Date set"), Day(), readonly=True),
    Field("started_at", N_("Started"), Moment(), readonly=True),
    Field("due_at", N_("Due"), Moment(), readonly=True),
    Field("paused_at", N_("Paused since"), Moment(), readonly=True),
    Field("stopped_at", N_("Stopped"), Moment(), readonly=True),
    Field("breached_at", N_("Overrun since"), Moment(), readonly=True),
)
PAUSE_FIELDS = (
    Field("clock", N_("Clock"), Choice(width=12, options=CLOCKS), readonly=True),
    Field("turn", N_("Turn"), Whole(width=4), readonly=True),
    Field("from_at", N_("From"), Moment(), readonly=True),
    Field("to_at", N_("To"), Moment(), readonly=True),
    Field("reason", N_("Reason"), Choice(width=14, options=PAUSE_REASONS), readonly=True),
    Field("why", N_("Details"), LineText(), readonly=True),
    Field("by", N_("Recorded by"), LineText(width=10), readonly=True),
)
WHICH_CLOCK = Field(
    "clock",
    N_("Clock"),
    Choice(width=14, options=PAUSABLE),
    default="resolve",
    help=N_("Mediation pauses for testing alone; the authority's term runs until its letter gives another date."),
)
TOLD = Field("refuse_reason", N_("What the customer was told"), LongText(width=30), required=True)
SAID = Field("said", N_("What was said"), LongText(width=30), required=True)
BY_CHANNEL = Field("contact_channel", N_("Channel"), Choice(options=CHANNELS), required=True, default="chat")
STILL_OPEN = Where("status", "in", OPEN)

COMPLAINTS = Register(
    name="complaints",
    code=30,
    model=Complaint,
    label=N_("Complaints"),
    singular=N_("Complaint"),
    purpose=N_("What customers complain of, by when it is to be answered, why it happened and how it ended. Enter one, or open it from its order."),
    icon="message-square-warning",
    section="compliance",
    family="complaints",
    order=10,
    numbering=Numbering("CP"),
    fields=(
        Field("number", N_("Complaint number"), CodeText(), readonly=True),
        Field("status", N_("State"), Choice(width=10, options=STATUS, pill=True), readonly=True, brought=True, default="received", import_names=("处理状态", "办理状态", "状态", "是否结案", "是否办结", "status")),
        Field("timing", N_("Clocks"), Choice(options=TIMING, pill=True), readonly=True, default="running"),
        Field("authority_state", N_("With the authority"), Choice(width=12, options=AUTHORITY_STATE, pill=True), readonly=True, default="none"),
        Field("channel", N_("Channel"), Choice(options=CHANNELS), required=True, default="chat", import_names=("投诉渠道", "投诉来源", "来源", "受理渠道", "complaint channel", "source")),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), import_names=("平台", "销售平台")),
        Field("reference", N_("Number elsewhere"), CodeText(width=18), help=N_("The platform's ticket, or the number in an earlier register: by it a file finds the complaint again."), import_names=("编号", "投诉编号", "投诉单号", "工单号", "工单编号", "平台投诉单号", "ticket", "ticket no")),
        Field("authority_no", N_("12315 number"), CodeText(width=20), import_names=("12315编号", "12315投诉编号", "登记编号", "12315 ref")),
        Field("authority", N_("Authority"), LineText(width=18), import_names=("受理机关", "市场监管所", "投诉机关")),
        Field("authority_notified_on", N_("Notified on"), Day(), help=N_("The day on which the authority's notice arrived. It is not counted itself."), import_names=("收到通知日期", "分派日期")),
        Field("authority_due_on", N_("Answer the authority by"), Day(), help=N_("The date that its letter gives. Left empty: the statutory term."), import_names=("反馈期限", "回复期限", "办结期限")),
        Field("mediation_on", N_("Mediation since"), Day(), help=N_("The day on which the authority took the complaint on: 60 days of mediation run from it, without the time of testing."), import_names=("受理调解日期",)),
        Field("authority_answered_at", N_("Authority answered at"), Moment(), readonly=True),
        Field("authority_ended_at", N_("Authority's case ended at"), Moment(), readonly=True),
        Field("authority_result", N_("Authority's outcome"), LineText(), readonly=True),
        Field("category", N_("Category"), Choice(options=CATEGORIES), required=True, bulk=True, import_names=("投诉类型", "投诉类别", "问题类型", "类型", "complaint type")),
        Field("severity", N_("Severity"), Choice(width=8, options=SEVERITIES), required=True, default="normal", bulk=True, import_names=("严重程度", "等级", "紧急程度")),
        Field("confidential", N_("Confidential"), YesNo(), help=N_("The customer asked the authority to stay unnamed. Name, phone and account are then shown to nobody; the owner may look, which is recorded. The order still names its buyer."), import_names=("是否保密", "保密")),
        Field("customer_id", N_("Customer"), Ref(register="customers")),
        Field("customer_name", N_("Complained by"), PersonName(), sensitive=True, import_names=("投诉人", "投诉人姓名", "客户姓名", "客户", "买家姓名", "姓名", "顾客姓名", "顾客", "complainant")),
        Field("customer_phone", N_("Phone"), Phone(), sensitive=True, import_names=("投诉人电话", "联系电话", "联系方式", "客户电话", "手机", "电话", "手机号", "顾客电话")),
        Field("order_id", N_("Order"), Ref(register="orders")),
        Field("order_number", N_("Order number"), CodeText(), readonly=True, brought=True, import_names=("订单号", "订单编号", "系统单号", "order id")),
        Field("order_line_no", N_("Line of the order"), Whole(width=6, minimum=1, maximum=999), help=N_("Which line of the order it is about: 1 for the first.")),
        Field("product_id", N_("Product"), Ref(register="products")),
        Field("sku", N_("SKU"), CodeText(width=14), readonly=True, brought=True, import_names=("货号", "商家编码")),
        Field("item", N_("Item"), LineText(width=24), readonly=True, brought=True, import_names=("商品", "投诉商品", "商品名称", "产品名称", "产品")),
        Field("batch_code", N_("Batch"), CodeText(width=14), help=N_("Left empty: what the shipment's record says."), import_names=("批号", "生产批号", "批次")),
        Field("batch_id", N_("Batch record"), Ref(register="batches"), readonly=True),
        Field("description", N_("What is complained of"), LongText(), required=True, import_names=("投诉内容", "问题描述", "投诉事由", "事由", "投诉描述", "内容", "description")),
        Field("wants", N_("What the customer wants"), LineText(width=24), import_names=("诉求", "客户诉求", "投诉诉求", "客户要求")),
        Field("received_at", N_("Complained at"), Moment(), required=True, default=NowPlus(0), import_names=("投诉时间", "投诉日期", "受理日期", "登记日期", "接诉时间", "日期", "received on")),
        Field("received_on", N_("Date"), Day(), readonly=True, derived=True),
        Field("received_by", N_("Complaint received by"), Ref(register="staff"), import_names=("受理人", "接诉人", "登记人")),
        Field("happened_on", N_("Happened on"), Day(), import_names=("发生日期", "事发日期")),
        Field("handler_id", N_("Handled by"), Ref(register="staff"), bulk=True, import_names=("处理人", "责任人", "负责人", "跟进人", "handler")),
        Field("validity", N_("Found to be"), Choice(options=VALIDITY), import_names=("是否属实", "是否有效", "核实结果", "是否有理")),
        Field("promised", N_("Promised the customer"), LineText(width=24), import_names=("承诺", "承诺事项", "承诺答复")),
        Field("promised_at", N_("Promised by"), Moment(), import_names=("承诺时限", "承诺期限", "处理期限", "处理时限", "完成期限", "截止日期", "期限", "时限")),
        Field("root_cause", N_("Kind of cause"), Choice(width=12, options=ROOT_CAUSES), bulk=True, import_names=("原因类别", "原因分类", "责任归属")),
        Field("cause", N_("Cause"), LongText(), import_names=("原因", "原因分析", "投诉原因", "产生原因")),
        Field("remedy_kind", N_("Kind of remedy"), Choice(width=12, options=REMEDY_KINDS), import_names=("补救方式", "处理方式"),
              help=N_("A return, refund, exchange, repair, parcel or compensation is a record of its own: open it from here, so that it is capped and booked.")),
        Field("remedy", N_("Remedy given"), LongText(), import_names=("处理结果", "处理措施", "处理方案", "处理意见", "解决方案", "resolution")),
        Field("refunded", N_("Refunded amount"), Money(currency="currency"), readonly=True, summed=True, help=N_("What its returns and remedies paid.")),
        Field("currency", N_("Currency"), CodeText(width=6), readonly=True, derived=True),
        Field("old_refund", N_("Refund in an earlier register"), Money(minimum=0), readonly=True, brought=True, import_names=("退款金额", "赔付金额", "退赔金额"),
              help=N_("As a file brought it: no payment on record stands behind it.")),
        Field("done_on", N_("Dealt with on"), Day(), help=N_("When the remedy was given. A complaint that is entered with this date was dealt with before it was entered."), import_names=("处理日期", "办结日期", "完结日期", "完成日期", "结案日期", "处理时间", "closed on")),
        Field("done_by", N_("Dealt with by"), Ref(register="staff"), import_names=("经办人", "办理人")),
        Field("carried_out", N_("Remedy carried out"), YesNo(), help=N_("Where returns or remedies are on record, they say so."), import_names=("是否落实", "是否执行", "执行情况")),
        Field("answer", N_("Customer's answer"), Choice(options=ANSWERS), import_names=("客户意见", "客户反馈", "客户是否满意", "回访结果", "回访意见")),
        Field("tries", N_("Contacts tried"), Whole(width=6), readonly=True, derived=True),
        Field("satisfaction", N_("Satisfaction, 1 to 5"), Stars(), import_names=("满意度", "评分", "满意度评分")),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
        Field("accepted_at", N_("Taken on at"), Moment(), readonly=True),
        Field("acknowledged_at", N_("Acknowledged at"), Moment(), readonly=True),
        Field("investigating_at", N_("Investigated since"), Moment(), readonly=True),
        Field("responded_at", N_("Answered at"), Moment(), readonly=True),
        Field("closed_at", N_("Case closed at"), Moment(), readonly=True),
        Field("refused_at", N_("Turned down at"), Moment(), readonly=True),
        Field("refusal", N_("Ground for turning down"), Choice(width=18, options=REFUSALS), readonly=True),
        Field("refuse_reason", N_("Reason turned down"), LongText(), readonly=True),
        Field("reopened_at", N_("Reopened at"), Moment(), readonly=True),
        Field("reopen_reason", N_("Reason reopened"), LineText(), readonly=True),
        Field("reopened", N_("Times reopened"), Whole(width=6), readonly=True),
        Field("first_due", N_("First reply due"), Moment(), readonly=True, derived=True),
        Field("resolve_due", N_("Resolution due"), Moment(), readonly=True, derived=True),
        Field("authority_due", N_("Authority's date"), Moment(), readonly=True, derived=True),
        Field("next_due", N_("Next date"), Moment(), readonly=True, derived=True),
        Field("breached_at", N_("Overrun since"), Moment(), readonly=True),
        Field("first_kept", N_("First reply"), Choice(options=KEPT), readonly=True, derived=True),
        Field("resolve_kept", N_("Resolution"), Choice(options=KEPT), readonly=True, derived=True),
        Field("authority_kept", N_("Authority's term"), Choice(options=KEPT), readonly=True, derived=True),
        Field("last_contact_at", N_("Last contact"), Moment(), readonly=True, derived=True),
        Field("waiting_since", N_("Customer waits since"), Moment(), readonly=True, derived=True),
        Field("waiting_due", N_("Customer's reply due"), Moment(), readonly=True, derived=True),
        Field("earlier", N_("Earlier complaints, 90 days"), Whole(width=6), readonly=True, derived=True),
        Field("same_product", N_("Same product, 30 days"), Whole(width=6), readonly=True, derived=True),
    ),
    title=("number",),
    columns=("number", "received_at", "channel", "category", "customer_name", "item", "handler_id", "next_due", "status"),
    sort="-received_at",
    groups=(
        Group(N_("Complaint"), ("number", "status", "timing", "authority_state", "received_at", "channel", "platform", "category", "severity", "description", "wants", "happened_on")),
        Group(N_("Order and goods"), ("order_id", "order_line_no", "product_id", "sku", "item", "batch_code", "batch_id")),
        Group(N_("Customer"), ("customer_id", "customer_name", "customer_phone", "confidential")),
        Group(N_("Who sees to it"), ("received_by", "handler_id", "reference")),
        Group(N_("Authority"), ("authority_no", "authority", "authority_notified_on", "authority_due_on", "mediation_on", "authority_answered_at", "authority_ended_at", "authority_result")),
        Group(N_("Inquiry"), ("validity", "root_cause", "cause")),
        Group(N_("Remedy given"), ("promised", "promised_at", "remedy_kind", "remedy", "refunded", "currency", "old_refund", "done_on", "done_by", "carried_out")),
        Group(N_("Customer's answer"), ("answer", "satisfaction")),
        Group(N_("Progress"), ("accepted_at", "acknowledged_at", "investigating_at", "responded_at", "closed_at", "refused_at", "refusal", "refuse_reason", "reopened_at", "reopen_reason", "breached_at")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("open", N_("Not settled yet"), (STILL_OPEN,)),
        Chip("late", N_("Overdue"), (STILL_OPEN, Where("next_due", "lt", NowPlus(0))), tone="red"),
        Chip("soon", N_("Due within 24 hours"), (STILL_OPEN, Where("next_due", "ge", NowPlus(0)), Where("next_due", "lt", NowPlus(24))), tone="amber"),
        Chip("waiting", N_("Customer waits"), (Where("waits", "eq", True),), tone="amber"),
        Chip("authority", N_("12315"), (Where("channel", "eq", AUTHORITY),), counted=False),
        Chip("paused", N_("Clock paused"), (Where("timing", "eq", "paused"),), counted=False),
        Chip("breached", N_("Overrun"), (Where("overran", "eq", True),), counted=False),
        Chip("repeat", N_("Complained again"), (Where("again", "eq", True),), counted=False),
        Chip("not_done", N_("Remedy still to be carried out"), (Where("undone", "eq", True),), tone="amber"),
    ),
    search=("number", "reference", "authority_no", "order_number", "customer_name", "customer_phone", "sku", "item", "batch_code", "description"),
    lines=(
        Lines("contacts", N_("Contacts"), ComplaintContact, "complaint_id", CONTACT_FIELDS, readonly=True),
        Lines("clocks", N_("Clocks"), ComplaintClock, "complaint_id", CLOCK_FIELDS, readonly=True),
        Lines("pauses", N_("Pauses"), ComplaintPause, "complaint_id", PAUSE_FIELDS, readonly=True),
    ),
    transitions=(
        Transition("accept", N_("Take on"), "status", ("received",), "accepted", icon="inbox", stamps="accepted_at"),
        Transition("acknowledge", N_("Acknowledge"), "status", ("received", "accepted"), "acknowledged", icon="message-square-reply", primary=True, stamps="acknowledged_at", bulk=False,
                   asks=(SAID, BY_CHANNEL)),
        Transition("investigate", N_("Investigate"), "status", ("accepted", "acknowledged", "responded", "reopened"), "investigating", icon="search", stamps="investigating_at"),
        Transition("respond", N_("Reply"), "status", ("received", "accepted", "acknowledged", "investigating", "reopened"), "responded", icon="message-square-text", primary=True, stamps="responded_at", bulk=False,
                   asks=(SAID, BY_CHANNEL)),
        Transition("answer_authority", N_("Answered the authority"), "authority_state", ("open",), "answered", icon="landmark", primary=True, bulk=False,
                   asks=(Field("at", N_("Sent at"), Moment(), required=True, default=NowPlus(0)), Field("authority_result", N_("What was answered"), LineText(), required=True))),
        Transition("close", N_("Close case"), "status", ("responded",), "closed", icon="badge-check", primary=True, stamps="closed_at", bulk=False,
                   requires=("validity", "cause", "remedy_kind", "remedy", "answer")),
        Transition("end_authority", N_("Authority's case ended"), "authority_state", ("open", "answered"), "ended", icon="landmark", bulk=False,
                   asks=(Field("at", N_("Ended at"), Moment(), required=True, default=NowPlus(0)), Field("authority_result", N_("Authority's outcome"), LineText(), required=True))),
        Transition("pause", N_("Pause clock"), "timing", ("running", "paused"), "paused", icon="pause", bulk=False,
                   asks=(WHICH_CLOCK, Field("pause_for", N_("Reason"), Choice(width=14, options=PAUSE_REASONS), required=True), Field("reason", N_("Details"), LineText()))),
        Transition("resume", N_("Resume clock"), "timing", ("paused",), "running", icon="play", bulk=False,
                   asks=(Field("clock", N_("Clock"), Choice(width=14, options=CLOCKS), help=N_("Left empty: every paused clock.")), Field("reason", N_("Why it runs on"), LineText(), required=True))),
        Transition("refuse", N_("Turn down"), "status", ("received", "accepted", "acknowledged", "investigating"), "refused", icon="ban", stamps="refused_at", bulk=False,
                   asks=(Field("refusal", N_("Ground for turning down"), Choice(width=18, options=REFUSALS), required=True), TOLD, BY_CHANNEL)),
        Transition("reopen", N_("Reopen"), "status", SETTLED, "reopened", icon="rotate-ccw", stamps="reopened_at", bulk=False,
                   asks=(Field("reopen_reason", N_("Why it is taken up again"), LineText(), required=True),)),
    ),
    related=(Related("remedies", "complaint_id", N_("Returns and remedies")),),
    opens=(
        Opens("remedy", "remedies", N_("Return, exchange or refund…"), "undo-2",
              {"complaint_id": "=id", "order_id": "=order_id", "handler_id": "=handler_id", "told": "=wants"}, asks=("kind", "reason")),
        Opens("rectification", "rectifications", N_("Open a rectification…"), "wrench",
              {"title": "{category} {item}", "finding": "{number}: {category} {item}", "source": "{number}", "owner_id": "=handler_id"},
              asks=("title", "requirement", "owner_id", "deadline")),
        Opens("risk", "risks", N_("Put it into the risk register…"), "shield-alert",
              {"title": "{category} {item}", "cause": "{number}: {root_cause}", "source": "{number}", "owner_id": "=handler_id"},
              asks=("title", "nature", "category", "owner_id")),
        Opens("training", "training_sessions", N_("Plan a training…"), "graduation-cap",
              {"title": "{category} {item}", "content": "{number}: {root_cause}", "owner_id": "=handler_id"}, asks=("title", "starts_at", "owner_id")),
    ),
    due=(
        Due("first_reply", N_("{title}: first reply to the customer"), (Where("first_due", "filled"),), at="first_due", soon_days=2, who="handler_id", does="acknowledge"),
        Due("resolve", N_("{title}: to be resolved"), (Where("resolve_due", "filled"),), at="resolve_due", soon_days=3, who="handler_id", does="respond"),
        Due("authority", N_("{title}: answer to the authority"), (Where("authority_due", "filled"),), at="authority_due", soon_days=7, who="handler_id", does="answer_authority", legal=True),
        Due("promised", N_("{title}: promised to the customer"), (Where("status", "in", ("received", "accepted", "acknowledged", "investigating", "reopened")), Where("promised_at", "filled")), at="promised_at", soon_days=3, who="handler_id"),
        Due("waiting", N_("{title}: the customer waits for a reply"), (Where("waiting_due", "filled"), Where("first_due", "empty")), at="waiting_due", soon_days=2, who="handler_id"),
        Due("not_done", N_("{title}: its remedy is still to be carried out"), (Where("owed", "eq", True),), who="handler_id"),
    ),
    same=("received_at", "description"),
    business_date="received_on",
    retention=Retention("closed_at", 3, N_("Complaints: three years after the case was closed, as long as a customer may complain (taken as policy)"),
                        after=("refused_at",), once=Where("status", "in", SETTLED)),
    key=("reference",),
)  # fmt: skip

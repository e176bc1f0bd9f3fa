"""Incidents: something went wrong. A plan is activated, its steps are ticked, and a review closes it."""

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
    NowPlus,
    Numbering,
    Opens,
    Register,
    Retention,
    Transition,
    Where,
)
from app.models.emergency import EMERGENCIES
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Option, PersonName, Ref, YesNo
from app.models.kinds import Integer as Whole


class Incident(Record):
    """One thing that went wrong. The plan that was activated is copied by number and version."""

    __tablename__ = "incident"

    number: Mapped[str]
    title: Mapped[str]
    kind: Mapped[str]
    severity: Mapped[str] = mapped_column(default="minor", server_default="minor")
    status: Mapped[str] = mapped_column(default="reported", server_default="reported")
    happened_at: Mapped[datetime | None] = mapped_column(Instant)
    found_at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date | None]
    place: Mapped[str | None]
    found_by: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    description: Mapped[str | None]
    people_hurt: Mapped[int | None] = mapped_column(Integer)
    people_affected: Mapped[int | None] = mapped_column(Integer)
    loss: Mapped[int | None] = mapped_column(Integer)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    must_report: Mapped[bool | None]
    authority: Mapped[str | None]
    report_by: Mapped[datetime | None] = mapped_column(Instant)
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    report_no: Mapped[str | None]
    tell_people: Mapped[bool | None]
    people_by: Mapped[datetime | None] = mapped_column(Instant)
    people_told_at: Mapped[datetime | None] = mapped_column(Instant)
    not_told_reason: Mapped[str | None]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    plan_number: Mapped[str | None]
    plan_name: Mapped[str | None]
    edition: Mapped[int | None] = mapped_column(Integer)
    no_plan_reason: Mapped[str | None]
    activated_at: Mapped[datetime | None] = mapped_column(Instant)
    contained_at: Mapped[datetime | None] = mapped_column(Instant)
    review_by: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    cause: Mapped[str | None]
    went_well: Mapped[str | None]
    went_badly: Mapped[str | None]
    lessons: Mapped[str | None]
    steps: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    steps_left: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    calls: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    calls_left: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    reopen_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "status", "found_at"),
        Index(None, "status", "review_by"),
        Index(None, "status", "calls_left"),
        Index(None, "must_report", "reported_at", "report_by"),
        Index(None, "tell_people", "people_told_at", "people_by"),
    )


class IncidentStep(Line):
    """A step of the activated plan, as that version had it, and what became of it."""

    __tablename__ = "incident_step"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    trigger: Mapped[str | None]
    who: Mapped[str | None]
    action: Mapped[str]
    place: Mapped[str | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[str] = mapped_column(default="open", server_default="open")
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[str | None]
    note: Mapped[str | None]


class IncidentEvent(Line):
    """What happened, when it happened, and when and by whom it was written down."""

    __tablename__ = "incident_event"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Instant)
    written_by: Mapped[str]


class IncidentCall(Line):
    """A buyer who must be told: of which orders, and what came of calling. No telephone is copied.

    `pieces` are those still with the buyer: what was sent less what came back.
    """

    __tablename__ = "incident_call"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    buyer_name: Mapped[str | None]
    order_numbers: Mapped[str]
    pieces: Mapped[int] = mapped_column(Integer)
    result: Mapped[str] = mapped_column(default="open", server_default="open")
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    called_by: Mapped[str | None]
    note: Mapped[str | None]


sort_indexes(
    Incident, "title", "kind", "severity", "found_at", "place", "owner_id", "status", "steps_left", "calls_left", "loss", "report_by",
)  # fmt: skip

STATUS = (
    Option("reported", N_("Reported"), "amber", aliases=("已上报", "待处置")),
    Option("responding", N_("Being responded to"), "amber", aliases=("处置中", "响应中")),
    Option("contained", N_("Contained"), "blue", aliases=("已控制",)),
    Option("closed", N_("Closed"), "accent", aliases=("已结案", "已关闭")),
)
SEVERITIES = (
    Option("minor", N_("Ordinary"), "neutral", aliases=("一般", "轻微")),
    Option("larger", N_("Significant"), "amber", aliases=("较大", "moderate")),
    Option("serious", N_("Major"), "amber", aliases=("重大", "严重")),
    Option("critical", N_("Extreme"), "amber", aliases=("特别重大", "特大", "especially major")),
)
STEP_RESULTS = (
    Option("open", N_("To do"), "amber"),
    Option("done", N_("Done"), "accent"),
    Option("skipped", N_("Skipped"), "neutral"),
)
CALL_RESULTS = (
    Option("open", N_("To call"), "amber", aliases=("待联系",)),
    Option("returned", N_("All of it came back"), "neutral", aliases=("已全部退回",)),
    Option("told", N_("Told, sends it back"), "accent", aliases=("已告知，退回",)),
    Option("destroyed", N_("Told, throws it away"), "accent", aliases=("已告知，销毁",)),
    Option("eaten", N_("Told, already used up"), "accent", aliases=("已告知，已食用",)),
    Option("no_answer", N_("Nobody answered"), "amber", aliases=("无人接听",)),
    Option("messaged", N_("Told in writing"), "accent", aliases=("短信或私信告知",)),
    Option("unreachable", N_("Cannot be reached"), "neutral", aliases=("无法联系",)),
)
CALL_TOLD = CALL_RESULTS[2:]
"""Results that a call can have: that all came back is told by the remedies."""
CALL_OPEN = ("open", "no_answer")
"""Results after which somebody has to call again."""

STEP_FIELDS = (
    Field("trigger", N_("In which case"), LineText(width=16), readonly=True),
    Field("who", N_("By whom"), LineText(width=12), readonly=True),
    Field("action", N_("Does what"), LineText(width=32), readonly=True),
    Field("place", N_("Where"), LineText(width=12), readonly=True),
    Field("minutes", N_("Within, minutes"), Whole(width=8), readonly=True),
    Field("result", N_("Result"), Choice(width=10, options=STEP_RESULTS, pill=True), readonly=True, default="open"),
    Field("done_at", N_("Done at"), Moment(), readonly=True),
    Field("done_by", N_("Done by"), LineText(width=10), readonly=True),
    Field("note", N_("Note"), LineText(width=20), readonly=True),
)
EVENT_FIELDS = (
    Field("at", N_("Happened at"), Moment(), readonly=True),
    Field("what", N_("What took place"), LineText(width=40), readonly=True),
    Field("written_at", N_("Written down"), Moment(), readonly=True),
    Field("written_by", N_("Written by"), LineText(width=10), readonly=True),
)
CALL_FIELDS = (
    Field("buyer_name", N_("Buyer"), PersonName(), readonly=True),
    Field("order_numbers", N_("Orders"), LineText(width=24), readonly=True),
    Field("pieces", N_("Not returned"), Whole(width=6), readonly=True, summed=True),
    Field("result", N_("Result"), Choice(width=14, options=CALL_RESULTS, pill=True), readonly=True, default="open"),
    Field("tries", N_("Calls made"), Whole(width=6), readonly=True),
    Field("called_at", N_("Last call"), Moment(), readonly=True),
    Field("called_by", N_("Called by"), LineText(width=10), readonly=True),
    Field("note", N_("Note"), LineText(width=20), readonly=True),
)
REVIEWED = ("cause", "went_well", "went_badly", "lessons")
"""What a review must say before an incident is closed."""

INCIDENTS = Register(
    name="incidents",
    code=64,
    model=Incident,
    label=N_("Incidents"),
    singular=N_("Incident"),
    purpose=N_("Whatever went wrong: enter it at once, activate the plan, tick its steps, write down what happened when."),
    icon="octagon-alert",
    section="compliance",
    family="emergency",
    order=20,
    numbering=Numbering("IN", digits=4),
    fields=(
        Field("number", N_("Incident number"), CodeText(width=15), readonly=True, import_names=("事件编号", "事故编号", "编号")),
        Field("title", N_("Incident title"), LineText(width=28), required=True, import_names=("事件名称", "事件", "事故名称", "事件概述", "incident")),
        Field("kind", N_("Kind of incident"), Choice(width=14, options=EMERGENCIES), required=True, default="other",
              import_names=("事件类型", "事故类别", "类型", "类别")),
        Field("severity", N_("Severity"), Choice(width=10, options=SEVERITIES, pill=True), required=True, default="minor", bulk=True,
              import_names=("事件等级", "级别", "等级", "严重程度")),
        Field("status", N_("State"), Choice(width=12, options=STATUS, pill=True), readonly=True, brought=True, default="reported", import_names=("状态", "处置状态", "结案情况")),
        Field("happened_at", N_("Happened at"), Moment(), import_names=("发生时间", "事发时间")),
        Field("found_at", N_("Found at"), Moment(), required=True, default=NowPlus(0), import_names=("发现时间", "上报时间", "日期")),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("place", N_("Place"), LineText(width=18), import_names=("地点", "发生地点")),
        Field("found_by", N_("Found by"), PersonName(), import_names=("发现人", "报告人", "上报人")),
        Field("owner_id", N_("In charge"), Ref(width=12, register="staff"), bulk=True, import_names=("负责人", "责任人", "现场指挥", "owner")),
        Field("description", N_("Description"), LongText(), import_names=("事件经过", "情况描述", "描述", "经过")),
        Field("people_hurt", N_("People hurt"), Whole(width=6, minimum=0), import_names=("伤亡人数", "受伤人数")),
        Field("people_affected", N_("People whose data or goods are concerned"), Whole(width=8, minimum=0), import_names=("影响人数", "涉及人数")),
        Field("loss", N_("Loss"), Money(minimum=0), summed=True, import_names=("损失金额", "直接损失", "经济损失", "损失")),
        Field("order_id", N_("Order"), Ref(register="orders"), import_names=("订单号", "相关订单")),
        Field("batch_id", N_("Batch"), Ref(register="batches"), import_names=("批号", "批次")),
        Field("customer_id", N_("Customer"), Ref(register="customers")),
        Field("must_report", N_("An authority must be told"), YesNo(follows=True), help=N_("Left empty, it follows from the kind of incident."),
              import_names=("是否需上报", "需上报")),
        Field("authority", N_("Authority to tell"), LineText(width=22), import_names=("上报部门", "监管部门")),
        Field("report_by", N_("Tell them by"), Moment(), import_names=("上报期限", "上报时限", "deadline")),
        Field("reported_at", N_("Authority told at"), Moment(), readonly=True, brought=True, import_names=("实际上报时间", "已上报时间")),
        Field("report_no", N_("Report receipt number"), CodeText(), readonly=True, import_names=("回执编号", "上报编号")),
        Field("tell_people", N_("The people concerned must be told"), YesNo(follows=True), help=N_("Left empty, it follows from the kind of incident."),
              import_names=("是否需告知", "需告知当事人")),
        Field("people_by", N_("Tell the people by"), Moment(), import_names=("告知期限",)),
        Field("people_told_at", N_("People concerned told at"), Moment(), readonly=True, brought=True, import_names=("告知时间", "告知当事人时间")),
        Field("not_told_reason", N_("Why the people need not be told"), LineText(), import_names=("不告知原因", "免于告知的理由"),
              help=N_("Only where what was done effectively prevents harm from data leaked, altered or lost (Personal Information Protection Law, "
                      "article 57); the authority may still ask for it.")),
        Field("plan_id", N_("Plan activated"), Ref(width=24, register="plans"), readonly=True),
        Field("plan_number", N_("Plan number"), CodeText(width=15), readonly=True),
        Field("plan_name", N_("Plan name"), LineText(width=26), readonly=True),
        Field("edition", N_("Version"), Whole(width=6), readonly=True),
        Field("no_plan_reason", N_("Why no plan"), LineText(), readonly=True),
        Field("activated_at", N_("Response began"), Moment(), readonly=True),
        Field("contained_at", N_("Contained at"), Moment(), readonly=True),
        Field("review_by", N_("Review by"), Day(), readonly=True, import_names=("复盘期限", "复查日期")),
        Field("closed_at", N_("Closed at"), Moment(), readonly=True, brought=True, import_names=("结案时间", "结案日期")),
        Field("cause", N_("Cause of the incident"), LongText(), import_names=("原因分析", "事故原因", "原因")),
        Field("went_well", N_("What went well"), LongText(), import_names=("做得好的",)),
        Field("went_badly", N_("What went badly"), LongText(), import_names=("存在问题", "不足")),
        Field("lessons", N_("Lessons"), LongText(), import_names=("经验教训", "教训", "改进措施")),
        Field("steps", N_("Steps"), Whole(width=6), readonly=True),
        Field("steps_left", N_("Steps left"), Whole(width=8), readonly=True),
        Field("calls", N_("Buyers to tell"), Whole(width=8), readonly=True),
        Field("calls_left", N_("Calls left"), Whole(width=8), readonly=True),
        Field("reopen_reason", N_("Why opened again"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("number", "title"),
    columns=("number", "title", "kind", "severity", "found_at", "owner_id", "status", "steps_left", "calls_left", "report_by", "loss"),
    sort="-found_at",
    groups=(
        Group(N_("Incident"), ("number", "title", "kind", "severity", "status", "happened_at", "found_at", "place", "found_by", "owner_id")),
        Group(N_("What it touched"), ("description", "people_hurt", "people_affected", "loss", "order_id", "batch_id", "customer_id")),
        Group(N_("Reporting"), ("must_report", "authority", "report_by", "reported_at", "report_no",
              "tell_people", "people_by", "people_told_at", "not_told_reason")),
        Group(N_("Response"), ("plan_id", "plan_number", "plan_name", "edition", "no_plan_reason", "activated_at", "steps", "steps_left",
              "calls", "calls_left", "contained_at")),
        Group(N_("Closing review"), ("cause", "went_well", "went_badly", "lessons", "review_by", "closed_at", "reopen_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("open", N_("Going on"), (Where("status", "in", ("reported", "responding")),), tone="amber"),
        Chip("unreported", N_("Authority not told in time"),
             (Where("must_report", "eq", True), Where("reported_at", "empty"), Where("report_by", "lt", NowPlus(0))), tone="red"),
        Chip("untold", N_("People not told in time"),
             (Where("tell_people", "eq", True), Where("people_told_at", "empty"), Where("calls", "eq", 0), Where("people_by", "lt", NowPlus(0))), tone="red"),
        Chip("calls", N_("Buyers to call"), (Where("calls_left", "gt", 0), Where("status", "ne", "closed")), tone="amber"),
        Chip("review", N_("To be reviewed"), (Where("status", "eq", "contained"),), tone="amber"),
        Chip("closed", N_("Closed"), (Where("status", "eq", "closed"),), counted=False),
    ),
    search=("number", "title", "place", "plan_name"),
    lines=(
        Lines("responses", N_("Steps of the plan"), IncidentStep, "incident_id", STEP_FIELDS, readonly=True),
        Lines("timeline", N_("Course of events"), IncidentEvent, "incident_id", EVENT_FIELDS, readonly=True),
        Lines("calls", N_("Buyers to tell"), IncidentCall, "incident_id", CALL_FIELDS, readonly=True),
    ),
    transitions=(
        Transition("respond", N_("Respond"), "status", ("reported",), "responding", icon="siren", primary=True, stamps="activated_at", bulk=False,
                   asks=(
                       Field("plan_id", N_("Plan to activate"), Ref(register="plans")),
                       Field("no_plan_reason", N_("Why no plan"), LineText(), help=N_("When none of the plans in force fits.")),
                   )),
        Transition("contain", N_("Contained"), "status", ("responding",), "contained", icon="shield-check", primary=True, stamps="contained_at"),
        Transition("resume", N_("Breaks out again"), "status", ("contained",), "responding", icon="rotate-ccw",
                   asks=(Field("reopen_reason", N_("Why opened again"), LineText(), required=True),)),
        Transition("close", N_("Close with the review"), "status", ("contained",), "closed", icon="check-check", primary=True, stamps="closed_at", bulk=False,
                   asks=(
                       Field("cause", N_("Cause of the incident"), LongText(), required=True),
                       Field("went_well", N_("What went well"), LongText(), required=True),
                       Field("went_badly", N_("What went badly"), LongText(), required=True),
                       Field("lessons", N_("Lessons"), LongText(), required=True),
                   )),
        Transition("reopen", N_("Open again"), "status", ("closed",), "contained", icon="rotate-ccw", roles=("owner",),
                   asks=(Field("reopen_reason", N_("Why opened again"), LineText(), required=True),)),
    ),
    opens=(
        Opens("rectification", "rectifications", N_("Open a rectification…"), "wrench",
              {"title": "=title", "finding": "{number}: {went_badly}", "source": "{number}", "place": "=place", "owner_id": "=owner_id"},
              asks=("title", "requirement", "owner_id", "deadline")),
        Opens("risk", "risks", N_("Put it into the risk register…"), "shield-alert",
              {"title": "=title", "cause": "=cause", "source": "{number}", "place": "=place", "owner_id": "=owner_id"},
              asks=("title", "nature", "category", "owner_id")),
        Opens("training", "training_sessions", N_("Plan a training…"), "graduation-cap",
              {"title": "=title", "content": "{number}: {lessons}", "owner_id": "=owner_id"},
              asks=("title", "starts_at", "owner_id")),
    ),
    due=(
        Due("contain", N_("{number} {title}: respond"), (Where("status", "in", ("reported", "responding")),), at="found_at", who="owner_id"),
        Due("report", N_("{number} {title}: tell the authority"), (Where("must_report", "eq", True), Where("reported_at", "empty")), at="report_by", who="owner_id", legal=True),
        Due("people", N_("{number} {title}: tell the people concerned"),
            (Where("tell_people", "eq", True), Where("people_told_at", "empty"), Where("calls", "eq", 0)), at="people_by", who="owner_id", legal=True),
        Due("calls", N_("{number} {title}: {calls_left} buyers to call"), (Where("calls_left", "gt", 0), Where("status", "in", ("responding", "contained"))), who="owner_id"),
        Due("review", N_("{number} {title}: review and close"), (Where("status", "eq", "contained"),), at="review_by", soon_days=7, who="owner_id"),
    ),
    same=("found_at", "title"),
    business_date="business_date",
    retention=Retention("closed_at", 3, N_("Incidents: three years after they were closed, as for privacy impact assessments (PIPL, article 56)"),
                        once=Where("status", "eq", "closed")),
)  # fmt: skip

"""Rectifications 整改: what was found wrong, who mends it by when, what was done, and who looked again.

The fields are those of the notice 隐患整改通知单 and of the re-check 复查意见 that inspectors know.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.checklists import LEVELS
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    Numbering,
    Opens,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Option, PersonName, Ref, YesNo
from app.models.kinds import Integer as Whole


class Rectification(Record):
    """One finding and its mending. `item_key` names the checklist item it came from, so that repeats are recognised."""

    __tablename__ = "rectification"

    number: Mapped[str]
    title: Mapped[str]
    finding: Mapped[str | None]
    level: Mapped[str] = mapped_column(default="general", server_default="general")
    found_on: Mapped[date]
    found_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    unit_checked: Mapped[str | None]
    place: Mapped[str | None]
    clause: Mapped[str | None]
    source: Mapped[str | None]
    check_id: Mapped[int | None] = mapped_column(ForeignKey("check_run.id"), index=True)
    item_key: Mapped[str | None]
    advice: Mapped[str | None]
    requirement: Mapped[str | None]
    standard: Mapped[str | None]
    measure: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    deadline: Mapped[date | None]
    first_deadline: Mapped[date | None]
    extended: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_what: Mapped[str | None]
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    recheck_on: Mapped[date | None]
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    verified_on: Mapped[date | None]
    verdict: Mapped[str | None]
    opinion: Mapped[str | None]
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    self_verified: Mapped[bool] = mapped_column(default=False, server_default="0")
    sent_back: Mapped[int | None] = mapped_column(Integer)
    repeat_of: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), index=True)
    repeats: Mapped[int | None] = mapped_column(Integer)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        Index(None, "status", "deadline"),
        Index(None, "status", "recheck_on"),
        Index(None, "item_key", "found_on"),
        Index(None, "clause", "place"),
    )


class RectificationExtension(Line):
    """A deadline that was moved: the old one stays, with the reason."""

    __tablename__ = "rectification_extension"

    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    old_deadline: Mapped[date | None]
    new_deadline: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str]


class RectificationRecheck(Line):
    """One look at what was mended: who looked, when, with which verdict, and whether it was the doer."""

    __tablename__ = "rectification_recheck"

    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"), index=True)
    checked_on: Mapped[date]
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    verdict: Mapped[str]
    opinion: Mapped[str | None]
    self_verified: Mapped[bool] = mapped_column(default=False, server_default="0")
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_what: Mapped[str | None]
    recorded_at: Mapped[datetime | None] = mapped_column(Instant)


sort_indexes(
    Rectification,
    "number",
    "title",
    "level",
    "found_on",
    "place",
    "clause",
    "source",
    "owner_id",
    "deadline",
    "recheck_on",
    "cost",
    "status",
    "done_on",
    "verified_on",
    "verifier_id",
    "extended",
    "sent_back",
    "repeats",
)

STATUS = (
    Option("open", N_("To be rectified"), "amber", aliases=("待整改", "整改中", "未整改", "未完成", "否", "处理中")),
    Option("done", N_("To be re-checked"), "blue", aliases=("待复查", "已整改", "整改完成", "已完成", "是")),
    Option(
        "verified",
        N_("Verified"),
        "accent",
        aliases=("复查合格", "已闭环", "合格", "已销号", "闭环", "closed"),
    ),
    Option("cancelled", N_("Cancelled"), "neutral", aliases=("已取消",)),
)
VERDICTS = (
    Option(
        "pass",
        N_("Passed"),
        "accent",
        aliases=("合格", "通过", "复查合格", "已闭环", "已整改", "整改合格", "已完成", "已消除", "已销号", "ok"),
    ),
    Option("fail", N_("Not passed"), "red", aliases=("不合格", "未通过", "复查不合格", "未整改", "未完成", "未消除")),
)

_STAFF = Ref(width=12, register="staff")

EXTENSION_FIELDS = (
    Field("at", N_("Moved at"), Moment(), readonly=True),
    Field("old_deadline", N_("Old deadline"), Day(), readonly=True),
    Field("new_deadline", N_("New deadline"), Day(), readonly=True),
    Field("reason", N_("Why it was moved"), LineText(width=30), readonly=True),
    Field("by", N_("Moved by"), PersonName(), readonly=True),
)
RECHECK_FIELDS = (
    Field("checked_on", N_("Re-checked on"), Day(), readonly=True),
    Field("verifier_id", N_("Re-checked by"), _STAFF, readonly=True),
    Field("verdict", N_("Verdict"), Choice(options=VERDICTS, pill=True), readonly=True),
    Field("opinion", N_("Re-check opinion"), LineText(width=18), readonly=True),
    Field("self_verified", N_("By the doer"), YesNo(), readonly=True),
    Field("done_on", N_("Rectified on"), Day(), readonly=True),
    Field("done_by", N_("Rectified by"), _STAFF, readonly=True),
    Field("done_what", N_("What was done"), LineText(width=18), readonly=True),
    Field("recorded_at", N_("Recorded at"), Moment(), readonly=True),
)

_DONE_ON = Field("done_on", N_("Rectified on"), Day(), readonly=True, brought=True,
                 import_names=("整改完成日期", "完成日期", "实际完成日期", "整改日期", "done on"))  # fmt: skip
_DONE_WHAT = Field("done_what", N_("What was done"), LongText(), readonly=True, brought=True,
                   import_names=("整改情况", "整改结果", "完成情况", "整改落实情况"))  # fmt: skip
_DONE_BY = Field(
    "done_by", N_("Rectified by"), _STAFF, readonly=True, brought=True, import_names=("整改人", "实际整改人")
)
_COST = Field(
    "cost",
    N_("Rectification cost"),
    Money(minimum=0),
    summed=True,
    import_names=("整改费用", "费用", "资金", "整改资金"),
)
_VERIFIER = Field("verifier_id", N_("Re-checked by"), _STAFF, bulk=True,
                  import_names=("复查人", "验收人", "验证人", "复核人", "re-checked by", "verified by"))  # fmt: skip
_OPINION = Field("opinion", N_("Re-check opinion"), LongText(), readonly=True, brought=True,
                 import_names=("复查意见", "复查情况", "验收意见"))  # fmt: skip
_VERIFIED_ON = Field("verified_on", N_("Re-checked on"), Day(), readonly=True, brought=True,
                     import_names=("实际复查日期", "验收日期", "销号日期", "闭环日期"))  # fmt: skip
_DEADLINE = Field("deadline", N_("Rectify by"), Day(),
                  import_names=("整改期限", "整改时限", "完成期限", "限期", "要求完成日期", "截止日期", "期限", "due date", "deadline"))  # fmt: skip


def _asked(field: Field, *, required: bool = True, today: bool = False) -> Field:
    """A field as a move asks for it."""
    return Field(field.name, field.label, field.kind, required=required, default=TodayPlus(0) if today else None)


RECTIFICATIONS = Register(
    name="rectifications",
    code=72,
    model=Rectification,
    label=N_("Rectifications"),
    singular=N_("Rectification"),
    purpose=N_("What was found wrong, who puts it right by when, what was done, and who verified it. "
               "A failed item of a check opens one by itself."),
    icon="wrench",
    section="compliance",
    family="checklists",
    order=30,
    numbering=Numbering("RC", digits=4),
    fields=(
        Field("number", N_("Rectification number"), CodeText(width=14), readonly=True),
        Field("title", N_("What is wrong"), LineText(width=26), required=True,
              import_names=("隐患", "隐患内容", "问题", "存在问题", "发现问题", "不合格项", "隐患名称", "finding", "issue"),
              stand_ins=("隐患描述", "问题描述", "具体情况", "description")),
        Field("finding", N_("Description"), LongText(), import_names=("隐患描述", "问题描述", "具体情况")),
        Field("level", N_("Level of the finding"), Choice(options=LEVELS, pill=True), required=True, default="general", bulk=True,
              import_names=("隐患级别", "隐患等级", "等级", "级别", "严重程度", "severity")),
        Field("found_on", N_("Found on"), Day(), required=True, default=TodayPlus(0),
              import_names=("检查日期", "发现日期", "排查日期", "检查时间", "发现时间", "日期")),
        Field("found_by", N_("Found by"), _STAFF, import_names=("检查人", "发现人", "排查人")),
        Field("unit_checked", N_("Unit checked"), LineText(width=16), bulk=True,
              import_names=("被检查单位", "受检单位", "被检查部门", "受检部门", "责任部门")),
        Field("place", N_("Place"), LineText(width=14), bulk=True, import_names=("地点", "位置", "部位", "隐患部位", "检查部位", "隐患位置", "检查地点", "区域")),
        Field("clause", N_("Clause broken"), LineText(width=22), import_names=("违反条款", "依据", "检查依据", "法规依据")),
        Field("source", N_("Where it comes from"), LineText(width=24), import_names=("来源", "问题来源", "隐患来源", "source")),
        Field("check_id", N_("Check"), Ref(width=18, register="checks"), readonly=True),
        Field("advice", N_("Opinion of the checker"), LongText(), import_names=("检查意见", "处理意见", "意见"),
              help=N_("What the checker thinks of it. It stands in the box for opinions on the notice.")),
        Field("requirement", N_("What is required"), LongText(), import_names=("整改要求", "要求")),
        Field("standard", N_("Standard it must meet"), LongText(), import_names=("整改标准", "验收标准", "标准")),
        Field("measure", N_("Corrective measure"), LongText(), import_names=("整改措施", "措施", "整改方案")),
        Field("owner_id", N_("Responsible"), _STAFF, bulk=True,
              import_names=("责任人", "整改责任人", "负责人", "整改负责人", "responsible", "owner")),
        _DEADLINE,
        Field("first_deadline", N_("First deadline"), Day(), readonly=True),
        Field("extended", N_("Times extended"), Whole(), readonly=True, derived=True),
        _COST,
        Field("status", N_("State"), Choice(width=14, options=STATUS, pill=True), readonly=True, brought=True, default="open",
              import_names=("整改状态", "隐患状态", "状态", "是否整改", "是否闭环", "status")),
        _DONE_ON,
        _DONE_BY,
        _DONE_WHAT,
        Field("reported_at", N_("Rectification recorded at"), Moment(), readonly=True),
        Field("recheck_on", N_("Re-check due"), Day(), bulk=True,
              import_names=("复查日期", "复查时间", "计划复查日期", "复查期限", "re-check", "re-check date", "recheck date")),
        _VERIFIER,
        _VERIFIED_ON,
        Field("verdict", N_("Verdict"), Choice(options=VERDICTS, pill=True), readonly=True, brought=True, import_names=("复查结果", "复查结论", "是否合格", "验收结果")),
        _OPINION,
        Field("seen_at", N_("Re-check recorded at"), Moment(), readonly=True),
        Field("self_verified", N_("Re-checked by the doer"), YesNo(), readonly=True,
              help=N_("The same person rectified and verified it. The paper says so.")),
        Field("sent_back", N_("Times sent back"), Whole(), readonly=True, derived=True),
        Field("repeat_of", N_("Found before"), Ref(width=14, register="rectifications"), readonly=True,
              help=N_("The same item of a checklist, or the same clause, at the same place within twelve months.")),
        Field("repeats", N_("Repeats"), Whole(), readonly=True, help=N_("How often it had been found in the twelve months before.")),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("number", "title"),
    columns=("number", "title", "place", "level", "owner_id", "deadline", "recheck_on", "repeats", "status"),
    sort="-found_on",
    groups=(
        Group(N_("Finding"), ("number", "title", "finding", "level", "found_on", "found_by", "unit_checked", "place",
                              "clause", "advice", "source", "check_id", "repeat_of", "repeats")),
        Group(N_("Corrective action"), ("requirement", "standard", "measure", "owner_id", "deadline", "first_deadline", "extended",
                              "recheck_on", "verifier_id", "cost")),
        Group(N_("What was done"), ("status", "done_on", "done_by", "done_what", "reported_at")),
        Group(N_("Re-check"), ("verified_on", "verdict", "opinion", "seen_at", "self_verified", "sent_back")),
        Group(N_("Notes"), ("note", "cancelled_at", "cancel_reason")),
    ),
    chips=(
        Chip("overdue", N_("Overdue"), (Where("status", "eq", "open"), Where("deadline", "lt", TodayPlus(0))), tone="red"),
        Chip("open", N_("To be rectified"), (Where("status", "eq", "open"),), tone="amber"),
        Chip("done", N_("To be re-checked"), (Where("status", "eq", "done"),), tone="amber"),
        Chip("sent_back", N_("Sent back"), (Where("status", "in", ("open", "done")), Where("sent_back", "gt", 0)), tone="amber"),
        Chip("repeats", N_("Found again"), (Where("repeats", "gt", 0),)),
        Chip("verified", N_("Verified"), (Where("status", "eq", "verified"),), counted=False),
    ),
    search=("number", "title", "place", "clause", "source"),
    transitions=(
        Transition("done", N_("Rectification done"), "status", ("open",), "done", icon="check", primary=True, stamps="reported_at",
                   asks=(_asked(_DONE_WHAT), _asked(_DONE_ON, today=True), _asked(_DONE_BY, required=False), _asked(_COST, required=False))),
        Transition("verify", N_("Re-check passed"), "status", ("done",), "verified", icon="badge-check", primary=True, stamps="seen_at",
                   asks=(_asked(_VERIFIER), _asked(_VERIFIED_ON, today=True), _asked(_OPINION, required=False))),
        Transition("send_back", N_("Re-check not passed"), "status", ("done",), "open", icon="undo-2", stamps="seen_at",
                   asks=(_asked(_VERIFIER), _asked(_VERIFIED_ON, today=True), _asked(_OPINION), _asked(_DEADLINE, required=False))),
        Transition("extend", N_("Extend the deadline"), "status", ("open",), "open", icon="calendar-clock",
                   asks=(_asked(_DEADLINE), Field("reason", N_("Why it was moved"), LineText(), required=True))),
        Transition("cancel", N_("Cancel the rectification"), "status", ("open", "done"), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),)),
    ),
    lines=(
        Lines("extensions", N_("Deadlines moved"), RectificationExtension, "rectification_id", EXTENSION_FIELDS, readonly=True),
        Lines("rechecks", N_("Re-checks"), RectificationRecheck, "rectification_id", RECHECK_FIELDS, readonly=True),
    ),
    related=(Related("rectifications", "repeat_of", N_("Found again later")),),
    opens=(
        Opens("risk", "risks", N_("Put it into the risk register…"), "shield-alert",
              {"title": "=title", "cause": "=finding", "place": "=place", "clause": "=clause", "source": "{number}",
               "owner_id": "=owner_id"},
              asks=("title", "nature", "category", "owner_id")),
        Opens("training", "training_sessions", N_("Plan a training…"), "graduation-cap",
              {"title": "=title", "content": "{number}: {finding}", "owner_id": "=owner_id"},
              asks=("title", "starts_at", "owner_id")),
    ),
    due=(
        Due("mend", N_("Rectification {number}: {title}"), (Where("status", "eq", "open"),), at="deadline", soon_days=3, who="owner_id", does="done"),
        Due("recheck", N_("Re-check {number}: {title}"), (Where("status", "eq", "done"),), at="recheck_on", soon_days=3, who="verifier_id", does="verify"),
    ),
    same=("found_on", "title", "place"),
    business_date="found_on",
    retention=Retention("verified_on", 3, N_("Rectifications: three years after they passed, as policy"), after=("cancelled_at",),
                        once=Where("status", "in", ("verified", "cancelled"))),
)  # fmt: skip

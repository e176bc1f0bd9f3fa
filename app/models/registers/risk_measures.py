"""Measures against risks: what is still to be added, by whom, until when, at what cost; and whether it was done."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Money, Option, Ref


class RiskMeasure(Record):
    """One measure. `cost` in minor units of the shop's currency."""

    __tablename__ = "risk_measure"

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    title: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    due_on: Mapped[date | None]
    cost: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(default="planned", server_default="planned")
    done_on: Mapped[date | None]
    result: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (Index(None, "risk_id", "status"), Index(None, "status", "due_on"))


sort_indexes(RiskMeasure, "title", "due_on", "cost", "done_on")

STATUS = (
    Option("planned", N_("To be done"), "amber", aliases=("计划", "未完成", "进行中")),
    Option("done", N_("Done"), "accent", aliases=("已完成", "完成")),
    Option("dropped", N_("Dropped"), "neutral", aliases=("取消", "放弃")),
)

RISK_MEASURES = Register(
    name="risk_measures",
    code=42,
    model=RiskMeasure,
    label=N_("Measures"),
    singular=N_("Measure"),
    purpose=N_("What is to be added against a risk: by whom, until when, at what cost. They are added in a risk's panel."),
    icon="list-checks",
    section="compliance",
    family="risks",
    order=20,
    fields=(
        Field("risk_id", N_("Risk"), Ref(register="risks"), required=True, import_names=("风险点",)),
        Field("title", N_("Measure"), LineText(width=30, limit=300), required=True, import_names=("措施", "新增措施", "整改措施")),
        Field("owner_id", N_("Responsible"), Ref(register="staff"), bulk=True, import_names=("责任人", "负责人")),
        Field("due_on", N_("Due by"), Day(), bulk=True, default=TodayPlus(14), import_names=("完成期限", "期限", "计划完成日期")),
        Field("cost", N_("Cost"), Money(minimum=0), summed=True, import_names=("费用", "资金")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, brought=True, default="planned", import_names=("状态",)),
        Field("done_on", N_("Done on"), Day(), readonly=True, brought=True, import_names=("完成日期",)),
        Field("result", N_("What came of it"), LongText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("title",),
    columns=("title", "risk_id", "owner_id", "due_on", "cost", "status", "done_on"),
    sort="due_on",
    groups=(
        Group(N_("Measure"), ("title", "risk_id", "status", "owner_id", "due_on", "cost")),
        Group(N_("Result"), ("done_on", "result")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("late", N_("Overdue"), (Where("status", "eq", "planned"), Where("due_on", "lt", TodayPlus(0))), tone="red"),
        Chip("planned", N_("To be done"), (Where("status", "eq", "planned"),), tone="amber"),
        Chip("done", N_("Done"), (Where("status", "eq", "done"),), counted=False),
    ),
    search=("title", "note"),
    transitions=(
        Transition("done", N_("It is done"), "status", ("planned",), "done", icon="check", primary=True,
                   asks=(Field("done_on", N_("Done on"), Day(), required=True, default=TodayPlus(0)), Field("result", N_("What came of it"), LongText()))),
        Transition("drop", N_("Drop the measure"), "status", ("planned",), "dropped", icon="ban",
                   asks=(Field("result", N_("Why it is dropped"), LongText(), required=True),)),
        Transition("again", N_("Reopen the measure"), "status", ("done", "dropped"), "planned", icon="undo-2"),
    ),
    due=(
        Due("measure", N_("Measure: {title}"), (Where("status", "eq", "planned"),), at="due_on", who="owner_id"),
    ),
    same=("title", "risk_id"),
    business_date="due_on",
    retention=Retention("due_on", 3, N_("Hazards are recorded and told to staff (Work Safety Law, art. 41); three years as policy"), after=("done_on",),
                        once=Where("status", "ne", "planned")),
)  # fmt: skip

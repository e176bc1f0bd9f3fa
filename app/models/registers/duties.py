"""Recurring duties: what the shop does every so often, by whom, and how it went so far."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Register, Related, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Moment, Option, Ref, YesNo
from app.models.kinds import Integer as Whole
from app.models.rhythms import RHYTHMS


class Duty(Record):
    """One duty. `source_register` and `source_id` name the record that feeds it; empty for one of the shop's own.

    Dates are expected from `since` on, the day on which the duty was taken up; `done`, `late` and `missed` count what
    became of those that are over, and explain themselves by the ledger of expected dates.
    """

    __tablename__ = "duty"

    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    source_register: Mapped[str] = mapped_column(default="", server_default="")
    source_id: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    source_title: Mapped[str | None]
    rhythm: Mapped[str] = mapped_column(default="weekly", server_default="weekly")
    start_on: Mapped[date]
    until_on: Mapped[date | None]
    since: Mapped[date | None]
    on_workdays: Mapped[bool] = mapped_column(default=False, server_default="0")
    grace_days: Mapped[int | None] = mapped_column(Integer)
    who_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[str] = mapped_column(default="active", server_default="active")
    next_on: Mapped[date | None]
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)
    done: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    late: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    missed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    note: Mapped[str | None]

    __table_args__ = (Index(None, "source_register", "source_id", "kind"),)


sort_indexes(
    Duty, "label", "rhythm", "start_on", "who_id", "status", "next_on", "done", "late", "missed", "source_title"
)

STATUS = (
    Option("active", N_("In force"), "accent", aliases=("启用", "进行中")),
    Option("stopped", N_("Stopped"), "neutral", aliases=("停用", "停止")),
)

DUTIES = Register(
    name="duties",
    code=20,
    model=Duty,
    label=N_("Recurring duties"),
    singular=N_("Recurring duty"),
    purpose=N_("What has to be done every so often: a stock count, a fire check, reconciling the bills. Each expected date "
               "is kept, and whether it was done, done late or missed."),
    icon="calendar-clock",
    section="compliance",
    family="duties",
    order=10,
    past=Where("status", "eq", "stopped"),
    fields=(
        Field("label", N_("Duty"), LineText(width=26), required=True, import_names=("事项", "工作事项", "检查事项", "任务")),
        Field("rhythm", N_("Rhythm"), Choice(options=RHYTHMS), required=True, default="weekly", bulk=True,
              import_names=("周期", "频次", "频率")),
        Field("start_on", N_("First on"), Day(), required=True, default=TodayPlus(0), import_names=("开始日期", "首次日期", "起始日期"),
              help=N_("A weekly duty is expected on this weekday, a monthly one on this day of the month (or its last day).")),
        Field("until_on", N_("Until"), Day(), import_names=("结束日期", "截止日期", "复查日期")),
        Field("on_workdays", N_("Move to working days"), YesNo(), default=False, bulk=True, import_names=("顺延", "节假日顺延"),
              help=N_("A date that falls on a weekend or a public holiday moves to the next working day.")),
        Field("grace_days", N_("Days of grace"), Whole(minimum=0, maximum=366), bulk=True, import_names=("宽限天数",),
              help=N_("Done within so many days after the date counts as late, after them as missed. Left empty: by the rhythm.")),
        Field("who_id", N_("Responsible"), Ref(register="staff"), bulk=True, import_names=("责任人", "负责人", "执行人")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="active", import_names=("状态",)),
        Field("next_on", N_("Next on"), Day(), readonly=True),
        Field("since", N_("Expected since"), Day(), readonly=True),
        Field("done", N_("Done in time"), Whole(width=7), readonly=True, summed=True),
        Field("late", N_("Done late"), Whole(width=7), readonly=True, summed=True),
        Field("missed", N_("Missed"), Whole(width=7), readonly=True, summed=True),
        Field("stopped_at", N_("Stopped at"), Moment(), readonly=True),
        Field("source_title", N_("Comes from"), LineText(width=18), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注", "说明")),
    ),
    title=("label",),
    columns=("label", "rhythm", "next_on", "who_id", "done", "late", "missed", "status"),
    sort="next_on",
    groups=(
        Group(N_("Recurring duty"), ("label", "who_id", "status", "source_title")),
        Group(N_("When"), ("rhythm", "start_on", "until_on", "on_workdays", "grace_days", "next_on")),
        Group(N_("So far"), ("since", "done", "late", "missed", "stopped_at")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("active", N_("In force"), (Where("status", "eq", "active"),)),
        Chip("own", N_("The shop's own"), (Where("source_register", "eq", ""), Where("status", "eq", "active")), counted=False),
        Chip("missed", N_("Missed before"), (Where("missed", "gt", 0), Where("status", "eq", "active"))),
        Chip("nobody", N_("Falls to nobody"), (Where("status", "eq", "active"), Where("who_id", "empty")), tone="amber"),
        Chip("stopped", N_("Stopped"), (Where("status", "eq", "stopped"),), counted=False),
    ),
    search=("label", "source_title"),
    transitions=(
        Transition("stop", N_("Stop the duty"), "status", ("active",), "stopped", icon="pause", stamps="stopped_at",
                   only=(Where("source_register", "eq", ""),),
                   asks=(Field("reason", N_("Reason"), LineText(), required=True),)),
        Transition("resume", N_("Take up again"), "status", ("stopped",), "active", icon="play",
                   only=(Where("source_register", "eq", ""),)),
    ),
    related=(Related("duty_dates", "duty_id", N_("Expected dates")),),
    key=("label",),
    business_date="start_on",
    retention=Retention("until_on", 3, N_("Proof that the shop's rules are kept: three years as policy"), after=("stopped_at",), once=Where("status", "eq", "stopped")),
)  # fmt: skip

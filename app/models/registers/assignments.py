"""Assignments: which course somebody still has to do, until when, and why."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Option, PersonName, Ref


class Assignment(Record):
    """One course for one person. `late` is done after its day; open and past its day is overdue.

    `waived` is a person's decision and lasts; `dropped` follows from posts and courses and may be asked again.
    """

    __tablename__ = "assignment"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_name: Mapped[str | None]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str | None]
    due_on: Mapped[date]
    why: Mapped[str] = mapped_column(default="by_hand", server_default="by_hand")
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    done_on: Mapped[date | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)
    waive_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (Index(None, "staff_id", "course_id", "status"), Index(None, "status", "due_on"))


sort_indexes(Assignment, "staff_name", "title", "due_on", "why", "status", "done_on")

WHYS = (
    Option("post", N_("New post"), aliases=("新岗位", "岗位要求", "新员工")),
    Option("plan", N_("Yearly plan"), aliases=("年度计划", "计划")),
    Option("expiry", N_("Certificate runs out"), aliases=("到期复训", "复训")),
    Option("absent", N_("Was not there"), aliases=("缺席补训", "补训")),
    Option("failed", N_("Not passed"), aliases=("不合格补考", "补考")),
    Option("by_hand", N_("By hand"), aliases=("手工",)),
)
STATUS = (
    Option("open", N_("To be done"), "amber", aliases=("待完成", "未完成")),
    Option("done", N_("Done"), "accent", aliases=("已完成", "完成")),
    Option("late", N_("Done late"), "blue", aliases=("逾期完成", "迟做")),
    Option("waived", N_("Waived"), "neutral", aliases=("免训", "豁免")),
    Option("dropped", N_("Not asked any more"), "neutral", aliases=("不再要求",)),
)

ASSIGNMENTS = Register(
    name="assignments",
    code=58,
    model=Assignment,
    label=N_("Training tasks"),
    singular=N_("Training task"),
    purpose=N_("Who still has to do which course, and until when. It fills by itself: from posts, the yearly plan, absences and expiry."),
    icon="user-check",
    section="compliance",
    family="training",
    order=25,
    fields=(
        Field("staff_id", N_("Staff member"), Ref(width=12, register="staff"), required=True, import_names=("姓名", "员工", "参训人")),
        Field("staff_name", N_("Person's name"), PersonName(), readonly=True),
        Field("course_id", N_("Course"), Ref(width=22, register="courses"), required=True, import_names=("课程", "课程名称", "培训项目")),
        Field("title", N_("What is to be learnt"), LineText(width=24), readonly=True),
        Field("due_on", N_("Due on"), Day(), required=True, default=TodayPlus(30), bulk=True, import_names=("期限", "截止日期", "完成期限")),
        Field("why", N_("Why"), Choice(width=12, options=WHYS), default="by_hand", import_names=("原因",)),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="open"),
        Field("done_on", N_("Done on"), Day(), readonly=True),
        Field("session_id", N_("Session"), Ref(width=20, register="training_sessions"), readonly=True),
        Field("certificate_id", N_("Training certificate"), Ref(width=20, register="certificates"), readonly=True),
        Field("waive_reason", N_("Why waived"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("title",),
    columns=("staff_name", "title", "due_on", "why", "done_on", "status"),
    sort="-due_on",
    groups=(
        Group(N_("Training task"), ("staff_id", "course_id", "due_on", "why", "status")),
        Group(N_("Progress"), ("done_on", "session_id", "certificate_id", "waive_reason")),
        Group(N_("Notes"), ("note", "title", "staff_name")),
    ),
    chips=(
        Chip("late", N_("Overdue"), (Where("status", "eq", "open"), Where("due_on", "lt", TodayPlus(0))), tone="red"),
        Chip("open", N_("To be done"), (Where("status", "eq", "open"),), tone="amber"),
        Chip("done", N_("Done"), (Where("status", "in", ("done", "late")),), counted=False),
    ),
    search=("staff_name", "title"),
    transitions=(
        Transition("done", N_("Mark as done"), "status", ("open",), "done", icon="check",
                   asks=(Field("done_on", N_("Done on"), Day(), required=True, default=TodayPlus(0)),
                         Field("note", N_("Note"), LongText()))),
        Transition("waive", N_("Waive"), "status", ("open",), "waived", icon="ban",
                   asks=(Field("waive_reason", N_("Why waived"), LineText(), required=True),)),
        Transition("again", N_("Ask for it again"), "status", ("waived",), "open", icon="rotate-ccw"),
    ),
    due=(
        Due("train", N_("{staff_name}: {title}"), (Where("status", "eq", "open"),), at="due_on", soon_days=14, who="staff_id"),
    ),
    same=("due_on", "staff_id", "course_id"),
    business_date="due_on",
    retention=Retention("due_on", 3, N_("Training file: time, content, people, result (Work Safety Law, art. 28); kept three years as policy"),
                        after=("done_on",), once=Where("status", "ne", "open")),
)  # fmt: skip

"""The yearly training plan: which post has which course in which month, and whether it took place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, CodeText, Day, Hours, LineText, LongText, Option, PersonName, Ref
from app.models.kinds import Integer as Whole


class TrainingPlan(Record):
    """One row of a year's plan: a course for a post (all posts where it is empty), due by the end of a month."""

    __tablename__ = "training_plan"

    year: Mapped[str]
    post: Mapped[str | None]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str | None]
    month: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    trainer: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    status: Mapped[str] = mapped_column(default="draft", server_default="draft")
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    done_on: Mapped[date | None]
    drop_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (Index(None, "status", "due_on"),)


sort_indexes(TrainingPlan, "year", "post", "title", "month", "due_on", "minutes", "status", "done_on", "trainer")

STATUS = (
    Option("draft", N_("Draft"), "neutral", aliases=("草稿", "拟定")),
    Option("approved", N_("Approved"), "blue", aliases=("已批准", "已审批")),
    Option("done", N_("Done"), "accent", aliases=("已完成", "完成")),
    Option("dropped", N_("Cancelled"), "neutral", aliases=("已取消", "取消")),
)

TRAINING_PLANS = Register(
    name="training_plans",
    code=53,
    model=TrainingPlan,
    label=N_("Yearly plan"),
    singular=N_("Plan row"),
    purpose=N_("The year's training by post and month. Make it from the courses that each post requires, then approve it as a whole."),
    icon="calendar-days",
    section="compliance",
    family="training",
    order=40,
    fields=(
        Field("year", N_("Year"), CodeText(width=6, limit=8), required=True, import_names=("年度", "年份", "计划年度")),
        Field("post", N_("Post"), LineText(width=12), bulk=True, help=N_("Left empty, everyone."), import_names=("岗位", "培训对象", "部门")),
        Field("course_id", N_("Course"), Ref(width=22, register="courses"), required=True, import_names=("课程", "课程名称", "培训项目", "培训内容")),
        Field("title", N_("Planned course"), LineText(width=24), readonly=True),
        Field("month", N_("Month"), Whole(minimum=1, maximum=12), required=True, import_names=("月份", "计划月份", "培训月份")),
        Field("due_on", N_("Due on"), Day(), readonly=True),
        Field("minutes", N_("Hours"), Hours(), bulk=True, summed=True, import_names=("学时", "课时")),
        Field("trainer", N_("Trainer"), PersonName(), bulk=True, import_names=("讲师", "培训讲师")),
        Field("owner_id", N_("Responsible"), Ref(width=12, register="staff"), bulk=True, import_names=("负责人", "责任人")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="draft"),
        Field("approved_on", N_("Approved on"), Day(), readonly=True),
        Field("approved_by", N_("Approved by"), PersonName(), readonly=True),
        Field("session_id", N_("Session"), Ref(width=20, register="training_sessions"), readonly=True),
        Field("done_on", N_("Done on"), Day(), readonly=True),
        Field("drop_reason", N_("Why dropped"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("year", "post", "title"),
    columns=("year", "month", "post", "title", "minutes", "trainer", "due_on", "done_on", "status"),
    sort="-due_on",
    groups=(
        Group(N_("Plan"), ("year", "month", "post", "course_id", "minutes", "trainer", "owner_id", "status")),
        Group(N_("Progress"), ("due_on", "approved_on", "approved_by", "session_id", "done_on", "drop_reason")),
        Group(N_("Notes"), ("note", "title")),
    ),
    chips=(
        Chip("draft", N_("Draft"), (Where("status", "eq", "draft"),), tone="amber"),
        Chip("late", N_("Overdue"), (Where("status", "eq", "approved"), Where("due_on", "lt", TodayPlus(0))), tone="red"),
        Chip("approved", N_("To be done"), (Where("status", "eq", "approved"),)),
        Chip("done", N_("Done"), (Where("status", "eq", "done"),), counted=False),
    ),
    search=("year", "post", "title", "trainer"),
    transitions=(
        Transition("approve", N_("Approve"), "status", ("draft",), "approved", icon="stamp", roles=("owner",), primary=True),
        Transition("withdraw", N_("Back to draft"), "status", ("approved",), "draft", icon="undo-2", roles=("owner",)),
        Transition("finish", N_("Mark as done"), "status", ("approved",), "done", icon="check",
                   asks=(Field("done_on", N_("Done on"), Day(), required=True, default=TodayPlus(0)),)),
        Transition("drop", N_("Drop"), "status", ("draft", "approved"), "dropped", icon="x",
                   asks=(Field("drop_reason", N_("Why dropped"), LineText(), required=True),)),
    ),
    due=(
        Due("plan", N_("Training plan: {title}"), (Where("status", "eq", "approved"),), at="due_on", soon_days=21, who="owner_id"),
    ),
    business_date="due_on",
    retention=Retention("due_on", 3, N_("Training file: time, content, people, result (Work Safety Law, art. 28); kept three years as policy"),
                        after=("done_on",), once=Where("status", "in", ("done", "dropped"))),
    key=("year", "post", "course_id", "month"),
)  # fmt: skip

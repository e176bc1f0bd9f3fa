"""Courses: what is taught, of whom it is required, how long it holds, and what counts as passed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.certificate_kinds import OUTSIDE
from app.models.declaration import Chip, Field, Group, Register, Related, Transition, Where
from app.models.kinds import Choice, CodeText, Day, Hours, LineText, LongText, Option, PersonName, Tags, YesNo
from app.models.kinds import Integer as Whole
from app.models.rhythms import RHYTHMS


class Course(Record):
    """One course. `minutes` is its usual length; without `validity_months` it holds for ever."""

    __tablename__ = "course"

    code: Mapped[str]
    title: Mapped[str]
    category: Mapped[str | None]
    content: Mapped[str | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    fulfilled_by: Mapped[str | None]
    validity_months: Mapped[int | None] = mapped_column(Integer)
    pass_mark: Mapped[int | None] = mapped_column(Integer)
    everyone: Mapped[bool] = mapped_column(default=False, server_default="0")
    posts: Mapped[str | None]
    due_days: Mapped[int] = mapped_column(Integer, default=30, server_default="30")
    rhythm: Mapped[str] = mapped_column(default="none", server_default="none")
    trainer: Mapped[str | None]
    clause: Mapped[str | None]
    evaluate_weeks: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(default="active", server_default="active")
    last_held_on: Mapped[date | None]
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("code"),)


sort_indexes(
    Course, "title", "category", "minutes", "validity_months", "pass_mark", "posts", "clause", "status", "last_held_on"
)

CATEGORIES = (
    Option("induction", N_("Induction"), aliases=("入职", "新员工")),
    Option("safety", N_("Safety and fire"), aliases=("安全", "消防", "安全生产")),
    Option("food", N_("Food safety"), aliases=("食品", "食品安全")),
    Option("service", N_("Customer service"), aliases=("客服", "服务")),
    Option("skill", N_("Work skills"), aliases=("技能", "业务", "操作")),
    Option("law", N_("Law and compliance"), aliases=("法规", "合规", "法律")),
    Option("privacy", N_("Data and privacy"), aliases=("数据", "隐私", "信息安全")),
    Option("emergency", N_("Emergency drill"), aliases=("应急", "演练")),
    Option("other", N_("Other"), aliases=("其他",)),
)
STATUS = (
    Option("active", N_("In use"), "accent", aliases=("启用", "在用")),
    Option("retired", N_("Retired"), "neutral", aliases=("停用", "停开")),
)

COURSES = Register(
    name="courses",
    code=50,
    model=Course,
    label=N_("Courses"),
    singular=N_("Course"),
    purpose=N_("What is taught here, to whom, how long it holds and what counts as passed. Those who need a course get it by their post."),
    icon="book-open",
    section="compliance",
    family="training",
    order=30,
    past=Where("status", "eq", "retired"),
    fields=(
        Field("code", N_("Course code"), CodeText(width=10), required=True, import_names=("课程编号", "编号", "课程代码")),
        Field("title", N_("Course"), LineText(width=24), required=True, import_names=("课程名称", "培训课程", "培训项目", "课程")),
        Field("category", N_("Category"), Choice(options=CATEGORIES), bulk=True, import_names=("类别", "课程类别", "培训类别")),
        Field("content", N_("Content"), LongText(), help=N_("The outline; a session starts with it."),
              import_names=("课程内容", "培训内容", "大纲")),
        Field("minutes", N_("Hours"), Hours(), import_names=("学时", "课时", "培训学时")),
        Field("validity_months", N_("Valid for, months"), Whole(minimum=1, maximum=600), bulk=True,
              help=N_("Left empty, it holds for ever."), import_names=("有效期", "有效期（月）", "有效月数")),
        Field("pass_mark", N_("Pass mark"), Whole(minimum=1, maximum=100), bulk=True,
              help=N_("Of 100. Left empty, being there is enough."), import_names=("及格分", "合格分", "合格线")),
        Field("everyone", N_("Required of everyone"), YesNo(), default=False, import_names=("全员", "全员必修")),
        Field("posts", N_("Required for posts"), Tags(), help=N_("Posts as the staff file writes them, separated by spaces."),
              import_names=("适用岗位", "必修岗位", "培训对象")),
        Field("fulfilled_by", N_("Fulfilled by certificate"), Choice(width=14, options=OUTSIDE),
              help=N_("Certificates of this kind from outside count for the course: they can be missing, run out, and be asked for again."),
              import_names=("对应证书", "所需证书")),
        Field("due_days", N_("Due within, days"), Whole(minimum=0, maximum=730), bulk=True, default=30,
              help=N_("How soon somebody who newly needs it must have done it."), import_names=("完成期限", "期限（天）")),
        Field("rhythm", N_("Repeated"), Choice(options=RHYTHMS), default="none",
              help=N_("A session is expected in this rhythm; one that did not take place stays missed."), import_names=("周期", "培训频次")),
        Field("trainer", N_("Usual trainer"), PersonName(), bulk=True, import_names=("讲师", "培训讲师", "主讲人")),
        Field("clause", N_("Clause"), LineText(width=12), bulk=True, help=N_("The clause of the policy, or the article, that asks for it."),
              import_names=("依据", "制度条款", "条款")),
        Field("evaluate_weeks", N_("Evaluate effect after, weeks"), Whole(minimum=1, maximum=104), bulk=True,
              help=N_("Left empty, no evaluation is planned."), import_names=("效果评估（周）",)),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="active"),
        Field("last_held_on", N_("Last held"), Day(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("title",),
    columns=("code", "title", "category", "minutes", "validity_months", "pass_mark", "posts", "last_held_on", "status"),
    sort="code",
    groups=(
        Group(N_("Course"), ("code", "title", "category", "minutes", "trainer", "status", "last_held_on")),
        Group(N_("Who needs it"), ("everyone", "posts", "fulfilled_by", "due_days", "clause")),
        Group(N_("How long it holds"), ("validity_months", "pass_mark", "rhythm", "evaluate_weeks")),
        Group(N_("Content"), ("content", "note")),
    ),
    chips=(
        Chip("active", N_("In use"), (Where("status", "eq", "active"),)),
        Chip("everyone", N_("Required of everyone"), (Where("everyone", "eq", True), Where("status", "eq", "active"))),
        Chip("retired", N_("Retired"), (Where("status", "eq", "retired"),), counted=False),
    ),
    search=("code", "title", "posts", "clause", "content"),
    transitions=(
        Transition("retire", N_("Retire the course"), "status", ("active",), "retired", icon="archive",
                   confirm=N_("Stop teaching this course? What people have still to do of it is no longer asked for.")),
        Transition("resume", N_("Reinstate the course"), "status", ("retired",), "active", icon="rotate-ccw"),
    ),
    related=(
        Related("training_sessions", "course_id", N_("Sessions")),
        Related("certificates", "course_id", N_("Certificates")),
        Related("assignments", "course_id", N_("Training tasks")),
        Related("questions", "course_id", N_("Questions")),
    ),
    key=("code",),
)  # fmt: skip

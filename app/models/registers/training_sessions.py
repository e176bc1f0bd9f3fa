"""Training sessions: when and where, who taught what, who was there and with which result (培训记录及签到表)."""

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
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import (
    Choice,
    CodeText,
    Day,
    Hours,
    LineText,
    LongText,
    Moment,
    Option,
    People,
    PersonName,
    Phone,
    Ref,
    YesNo,
)
from app.models.kinds import Integer as Whole


class TrainingSession(Record):
    """One session. `held_on` is the business date of its beginning; the counts follow from the attendees."""

    __tablename__ = "training_session"

    number: Mapped[str]
    title: Mapped[str]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    method: Mapped[str] = mapped_column(default="lecture", server_default="lecture")
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    held_on: Mapped[date]
    minutes: Mapped[int | None] = mapped_column(Integer)
    place: Mapped[str | None]
    trainer: Mapped[str | None]
    trainer_from: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    content: Mapped[str | None]
    people: Mapped[str | None]
    quiz_id: Mapped[int | None] = mapped_column(ForeignKey("quiz.id"), index=True)
    pass_mark: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(default="planned", server_default="planned")
    invited: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    present: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    passed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    waiting: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    average_score: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[str | None]
    recorder: Mapped[str | None]
    sheet_attached: Mapped[bool] = mapped_column(default=False, server_default="0")
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "status", "starts_at"),
        Index(None, "status", "sheet_attached"),
    )


class Attendee(Line):
    """One person of a session, as the sheet names them; somebody from outside has no `staff_id`."""

    __tablename__ = "training_attendee"

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str]
    post: Mapped[str | None]
    phone: Mapped[str | None]
    attendance: Mapped[str] = mapped_column(default="invited", server_default="invited")
    signed: Mapped[bool] = mapped_column(default=False, server_default="0")
    score: Mapped[int | None] = mapped_column(Integer)
    minutes: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(default="open", server_default="open")
    note: Mapped[str | None]


sort_indexes(
    TrainingSession,
    "title",
    "starts_at",
    "held_on",
    "minutes",
    "place",
    "trainer",
    "status",
    "invited",
    "present",
    "passed",
    "waiting",
    "average_score",
)

METHODS = (
    Option("lecture", N_("Lecture"), aliases=("集中授课", "集中培训", "集中", "面授", "讲课", "授课", "内训", "线下")),
    Option("practice", N_("At the workplace"), aliases=("现场实操", "实操", "现场", "现场培训", "岗位带教", "带教")),
    Option("online", N_("Online"), aliases=("线上", "线上培训", "网络", "网课", "视频")),
    Option("self", N_("Own reading"), aliases=("自学",)),
    Option("outside", N_("Outside the shop"), aliases=("外训", "外派", "外部培训")),
)
STATUS = (
    Option("planned", N_("Planned"), "blue", aliases=("计划", "待开展")),
    Option("held", N_("Took place"), "amber", aliases=("已开展", "已培训")),
    Option("closed", N_("Finished"), "accent", aliases=("已结束", "已评定", "完成")),
    Option("cancelled", N_("Cancelled"), "neutral", aliases=("取消", "已取消")),
)
ATTENDANCE = (
    Option("invited", N_("Invited"), "neutral", aliases=("i", "?", "？", "应到", "通知")),
    Option("present", N_("Present"), "accent", aliases=("p", "1", "√", "✓", "到", "出席", "签到", "出勤")),
    Option("absent", N_("Absent"), "red", aliases=("a", "0", "x", "×", "缺", "缺席", "未到", "旷课")),
    Option("excused", N_("Excused"), "amber", aliases=("e", "2", "假", "请假", "事假", "病假")),
)
OUTCOMES = (
    Option("open", N_("Pending"), "neutral"),
    Option("passed", N_("Passed"), "accent"),
    Option("failed", N_("Not passed"), "red"),
    Option("missed", N_("Did not attend"), "amber"),
)

ATTENDEE_FIELDS = (
    Field("staff_id", N_("Staff member"), Ref(width=12, register="staff")),
    Field("name", N_("Person's name"), PersonName(width=20)),
    Field("post", N_("Post"), LineText(width=12)),
    Field("phone", N_("Phone"), Phone(), sensitive=True),
    Field(
        "attendance", N_("Attendance"), Choice(width=8, options=ATTENDANCE, pill=True), default="invited", fresh=True
    ),
    Field("signed", N_("Signed"), YesNo(), default=False, fresh=True),
    Field("score", N_("Test score"), Whole(minimum=0, maximum=100), fresh=True),
    Field("minutes", N_("Hours"), Hours(), fresh=True),
    Field("outcome", N_("Result"), Choice(width=8, options=OUTCOMES, pill=True), readonly=True, default="open"),
    Field("note", N_("Note"), LineText(), fresh=True),
)

TRAINING_SESSIONS = Register(
    name="training_sessions",
    code=51,
    model=TrainingSession,
    label=N_("Training sessions"),
    singular=N_("Training session"),
    purpose=N_("Plan a session, print its sign-in sheet, note who was there and how they did. Certificates follow by themselves."),
    icon="users",
    section="compliance",
    family="training",
    order=10,
    numbering=Numbering("TR", digits=4),
    fields=(
        Field("number", N_("Training number"), CodeText(), readonly=True),
        Field("title", N_("Subject"), LineText(width=26), help=N_("Left empty, the course's name."),
              import_names=("培训主题", "培训名称", "培训项目", "主题")),
        Field("course_id", N_("Course"), Ref(width=20, register="courses"), import_names=("课程", "课程编号")),
        Field("method", N_("Form of training"), Choice(options=METHODS), required=True, default="lecture", bulk=True,
              import_names=("培训方式", "培训形式", "方式")),
        Field("starts_at", N_("Begins"), Moment(), required=True, default=NowPlus(0),
              import_names=("培训日期", "培训时间", "日期", "开始时间", "时间")),
        Field("ends_at", N_("Ends"), Moment(), import_names=("结束时间",)),
        Field("held_on", N_("Training date"), Day(), readonly=True, default=TodayPlus(0)),
        Field("minutes", N_("Hours"), Hours(), import_names=("学时", "课时", "培训学时"), summed=True),
        Field("place", N_("Place"), LineText(width=14), bulk=True, import_names=("培训地点", "地点")),
        Field("trainer", N_("Trainer"), PersonName(), bulk=True, import_names=("讲师", "培训讲师", "主讲人", "授课人", "培训人")),
        Field("trainer_from", N_("Trainer's organisation"), LineText(), import_names=("讲师单位", "培训机构", "主办单位")),
        Field("owner_id", N_("Responsible"), Ref(width=12, register="staff"), bulk=True, import_names=("负责人", "组织人", "责任人")),
        Field("content", N_("Content"), LongText(), import_names=("培训内容", "内容", "内容摘要")),
        Field("people", N_("Participants"), People(width=24), fresh=True, help=N_("Names separated by commas or spaces; each becomes a line below."),
              import_names=("参训人", "参训人员", "参加人员", "培训人员", "签到人员", "参加人")),
        Field("quiz_id", N_("Quiz"), Ref(width=20, register="quizzes")),
        Field("pass_mark", N_("Pass mark"), Whole(minimum=1, maximum=100), help=N_("Of 100. Left empty, being there is enough."),
              import_names=("及格分", "合格分")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="planned"),
        Field("invited", N_("People invited"), Whole(), readonly=True),
        Field("present", N_("Present"), Whole(), readonly=True),
        Field("passed", N_("Passed"), Whole(), readonly=True),
        Field("waiting", N_("Without a result"), Whole(), readonly=True),
        Field("average_score", N_("Average score"), Whole(), readonly=True),
        Field("result", N_("Result of the training"), LongText(), fresh=True, import_names=("培训结果", "培训效果", "考核情况", "考核结果", "结果")),
        Field("recorder", N_("Record kept by"), PersonName(), import_names=("记录人",)),
        Field("sheet_attached", N_("Signed sheet attached"), YesNo(), readonly=True, default=False),
        Field("held_at", N_("Recorded as held"), Moment(), readonly=True),
        Field("closed_at", N_("Finished at"), Moment(), readonly=True),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("number", "title"),
    columns=("number", "starts_at", "title", "trainer", "place", "minutes", "invited", "present", "passed", "status"),
    sort="-starts_at",
    groups=(
        Group(N_("Training"), ("number", "course_id", "title", "method", "starts_at", "ends_at", "minutes", "place", "trainer",
                               "trainer_from", "owner_id", "status", "held_on")),
        Group(N_("Content"), ("content", "people")),
        Group(N_("Attendance and results"), ("quiz_id", "pass_mark", "invited", "present", "passed", "waiting", "average_score", "result",
                              "recorder", "sheet_attached")),
        Group(N_("Progress"), ("held_at", "closed_at", "cancelled_at", "cancel_reason", "note")),
    ),
    chips=(
        Chip("coming", N_("Coming"), (Where("status", "eq", "planned"), Where("starts_at", "ge", NowPlus(0))), tone="blue"),
        Chip("not_recorded", N_("Not recorded yet"), (Where("status", "eq", "planned"), Where("starts_at", "lt", NowPlus(0))), tone="amber"),
        Chip("waiting", N_("Results wanting"), (Where("status", "eq", "held"), Where("waiting", "gt", 0)), tone="amber"),
        Chip("finish", N_("To be finished"), (Where("status", "eq", "held"), Where("waiting", "eq", 0))),
        Chip("no_sheet", N_("No signed sheet"), (Where("status", "in", ("held", "closed")), Where("sheet_attached", "eq", False)),
             tone="amber"),
    ),
    search=("number", "title", "trainer", "place", "people"),
    lines=(Lines("attendees", N_("Participants"), Attendee, "session_id", ATTENDEE_FIELDS),),
    transitions=(
        Transition("hold", N_("It took place"), "status", ("planned",), "held", icon="check", primary=True, stamps="held_at",
                   bulk=False),
        Transition("close", N_("Finish"), "status", ("held",), "closed", icon="lock", primary=True, stamps="closed_at",
                   asks=(Field("result", N_("Result of the training"), LongText()),)),
        Transition("cancel", N_("Cancel the session"), "status", ("planned",), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),)),
        Transition("reopen", N_("Mend the results"), "status", ("closed",), "held", icon="rotate-ccw", roles=("owner",), bulk=False,
                   asks=(Field("reason", N_("Why"), LineText(), required=True),)),
    ),
    related=(
        Related("certificates", "session_id", N_("Certificates")),
        Related("quiz_results", "session_id", N_("Quiz results")),
        Related("training_evaluations", "session_id", N_("Effect")),
    ),
    due=(
        Due("coming", N_("Training {title}"), (Where("status", "eq", "planned"), Where("starts_at", "ge", NowPlus(0))), at="starts_at",
            who="owner_id"),
        Due("record", N_("Training {title}: note who was there"), (Where("status", "eq", "planned"), Where("starts_at", "lt", NowPlus(0))),
            at="starts_at", who="owner_id"),
        Due("results", N_("Training {title}: results are wanting"), (Where("status", "eq", "held"), Where("waiting", "gt", 0)),
            at="held_on", who="owner_id"),
        Due("finish", N_("Training {title}: finish it"), (Where("status", "eq", "held"), Where("waiting", "eq", 0)), at="held_on",
            who="owner_id"),
    ),
    same=("starts_at", "title"),
    business_date="held_on",
    retention=Retention("held_on", 3, N_("Training file: time, content, people, result (Work Safety Law, art. 28); kept three years as policy")),
)  # fmt: skip

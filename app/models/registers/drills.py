"""Drills: a plan's version tried out, judged by the points of the record form, its problems followed up."""

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
    Numbering,
    Opens,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.emergency import PLAN_KINDS
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Option, Ref, YesNo
from app.models.kinds import Integer as Whole


class Drill(Record):
    """One drill of one version of a plan. Number, name and version of the plan are copied, since the paper says them."""

    __tablename__ = "drill"

    number: Mapped[str]
    title: Mapped[str]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    plan_number: Mapped[str | None]
    plan_name: Mapped[str | None]
    edition: Mapped[int | None] = mapped_column(Integer)
    plan_kind: Mapped[str | None]
    mode: Mapped[str] = mapped_column(default="actual", server_default="actual")
    scope: Mapped[str | None]
    place: Mapped[str | None]
    commander_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    planned_on: Mapped[date]
    held_on: Mapped[date | None]
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    recorded_at: Mapped[datetime | None] = mapped_column(Instant)
    minutes: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(default="planned", server_default="planned")
    preparation: Mapped[str | None]
    suitability: Mapped[str | None]
    adequacy: Mapped[str | None]
    people_in_place: Mapped[str | None]
    duties_done: Mapped[str | None]
    supplies_in_place: Mapped[str | None]
    coordination: Mapped[str | None]
    effect: Mapped[str | None]
    evaluation: Mapped[str | None]
    evaluate_by: Mapped[date | None]
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    invited: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    present: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    problem_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    open_problems: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    redrill_on: Mapped[date | None]
    redrill_of_id: Mapped[int | None] = mapped_column(ForeignKey("drill.id"), index=True)
    cancel_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "status", "planned_on"),
        Index(None, "status", "evaluate_by"),
    )


class DrillPerson(Line):
    """Somebody who takes part: one of the staff, or a guest by name, and whether they were there."""

    __tablename__ = "drill_person"

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str | None]
    role: Mapped[str | None]
    present: Mapped[bool] = mapped_column(default=False, server_default="0")


class DrillSupply(Line):
    """A supply that was used."""

    __tablename__ = "drill_supply"

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    supply_id: Mapped[int | None] = mapped_column(ForeignKey("plan_supply.id"), index=True)
    item: Mapped[str | None]
    quantity: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None]


class DrillEvent(Line):
    """What happened in the drill, and when on the wall clock."""

    __tablename__ = "drill_event"

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    at: Mapped[str | None]
    what: Mapped[str]


class DrillProblem(Line):
    """What went wrong, and what is done about it. `followed` says how; the record that follows is linked."""

    __tablename__ = "drill_problem"

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id"), index=True)
    problem: Mapped[str]
    measure: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    deadline: Mapped[date | None]
    followed: Mapped[str] = mapped_column(default="open", server_default="open")
    follow_note: Mapped[str | None]


sort_indexes(
    Drill, "title", "plan_name", "edition", "mode", "place", "planned_on", "held_on", "status", "effect", "open_problems", "commander_id",
)  # fmt: skip

STATUS = (
    Option("planned", N_("Planned"), "blue", aliases=("计划中", "未开展")),
    Option("held", N_("Held, to be evaluated"), "amber", aliases=("已开展", "已演练")),
    Option("evaluated", N_("Evaluated"), "amber", aliases=("已评估",)),
    Option("closed", N_("Closed"), "accent", aliases=("已关闭", "已完成", "已归档")),
    Option("cancelled", N_("Cancelled"), "neutral", aliases=("已取消",)),
)
MODES = (
    Option("actual", N_("Actual drill"), aliases=("实战演练", "实战", "实操")),
    Option("tabletop", N_("Tabletop drill"), aliases=("桌面演练", "桌面", "推演")),
)
SUITABILITY = (
    Option("all", N_("Everything can be carried out"), aliases=("全部能够执行", "适宜")),
    Option("partly", N_("Carried out, but not smoothly"), aliases=("执行过程不够顺利", "基本适宜")),
    Option("no", N_("Plainly unsuitable"), aliases=("明显不适宜", "不适宜")),
)
ADEQUACY = (
    Option("full", N_("Fully meets the need"), aliases=("完全满足应急要求", "充分")),
    Option("partly", N_("Meets it, needs completing"), aliases=("基本满足需要完善", "基本充分")),
    Option("no", N_("Not enough, must be changed"), aliases=("不充分，必须修改", "不充分")),
)
PEOPLE = (
    Option("quick", N_("Quick and in the right place"), aliases=("迅速准确",)),
    Option("mostly", N_("Mostly in time"), aliases=("基本按时到位",)),
    Option("some_missing", N_("Some were missing"), aliases=("个别人员不到位",)),
    Option("key_missing", N_("Key posts were not manned"), aliases=("重点部位人员不到位",)),
)
DUTIES = (
    Option("practised", N_("Clear and practised"), aliases=("职责明确，操作熟练",)),
    Option("clear", N_("Clear, not practised enough"), aliases=("职责明确，操作不够熟练",)),
    Option("unclear", N_("Unclear and unpractised"), aliases=("职责不明，操作不熟练",)),
)
SUPPLIES = (
    Option("enough", N_("Enough and effective"), aliases=("现场物资充分，全部有效", "充分有效")),
    Option("short", N_("Not enough prepared"), aliases=("现场准备不充分",)),
    Option("lacking", N_("Badly lacking"), aliases=("现场物资严重缺乏",)),
)
COORDINATION = (
    Option("efficient", N_("Precise and efficient"), aliases=("准确、高效",)),
    Option("fair", N_("Mostly smooth"), aliases=("协调基本顺利，能满足要求",)),
    Option("poor", N_("Slow, to be improved"), aliases=("效率低，有待改进",)),
)
EFFECTS = (
    Option("reached", N_("Aim reached"), "accent", aliases=("达到预期目标", "达到预期目的")),
    Option(
        "mostly",
        N_("Mostly reached"),
        "amber",
        aliases=("基本达到目的，部分环节有待改进", "基本达到"),
    ),
    Option("failed", N_("Not reached"), "red", aliases=("没有达到目标，须重新演练", "未达到")),
)
FOLLOWED = (
    Option("open", N_("Not followed up"), "amber"),
    Option("rectification", N_("Rectification"), "accent"),
    Option("revision", N_("Revision drafted"), "accent"),
    Option("done", N_("Mended on the spot"), "accent"),
    Option("accepted", N_("Left as it is"), "neutral"),
)
JUDGED = ("suitability", "adequacy", "people_in_place", "duties_done", "supplies_in_place", "coordination", "effect")
"""The points of the record form 应急演练记录表 that an evaluation fills."""

PERSON_FIELDS = (
    Field("staff_id", N_("Staff member"), Ref(width=14, register="staff")),
    Field(
        "name", N_("Guest"), LineText(width=14), help=N_("Somebody who does not work here: the landlord, a fireman.")
    ),
    Field("role", N_("Role in the drill"), LineText(width=16)),
    Field("present", N_("Was there"), YesNo()),
)
SUPPLY_FIELDS = (
    Field("supply_id", N_("Item of supply"), Ref(width=22, register="plan_supplies"), required=True),
    Field("item", N_("Item"), LineText(width=20), readonly=True),
    Field("quantity", N_("Used"), Whole(minimum=0)),
    Field("note", N_("Note"), LineText()),
)
EVENT_FIELDS = (
    Field("at", N_("Time"), LineText(width=8), help=N_("On the wall clock, as 14:05.")),
    Field("what", N_("What took place"), LineText(width=50, limit=400), required=True),
)
PROBLEM_FIELDS = (
    Field("problem", N_("Problem"), LineText(width=28, limit=400), required=True),
    Field("measure", N_("Measure"), LineText(width=24, limit=400)),
    Field("owner_id", N_("Responsible"), Ref(width=12, register="staff")),
    Field("deadline", N_("Deadline"), Day()),
    Field("followed", N_("Followed up"), Choice(width=12, options=FOLLOWED, pill=True), readonly=True, default="open"),
    Field("follow_note", N_("How"), LineText(width=20), readonly=True),
)

DRILLS = Register(
    name="drills",
    code=63,
    model=Drill,
    label=N_("Drills"),
    singular=N_("Drill"),
    purpose=N_("Try a plan out: who was there, what happened, what did not work, what is done about it."),
    icon="flag",
    section="compliance",
    family="emergency",
    order=30,
    numbering=Numbering("DR", digits=4),
    fields=(
        Field("number", N_("Drill number"), CodeText(width=15), readonly=True, import_names=("演练编号", "编号")),
        Field("title", N_("Drill subject"), LineText(width=26), required=True, import_names=("演练名称", "演练科目", "演练主题", "名称")),
        Field("plan_id", N_("Emergency plan"), Ref(width=24, register="plans"), required=True, import_names=("预案名称", "预案编号", "演练预案", "plan")),
        Field("plan_number", N_("Plan number"), CodeText(width=15), readonly=True),
        Field("plan_name", N_("Plan name"), LineText(width=26), readonly=True),
        Field("edition", N_("Version"), Whole(width=6), readonly=True),
        Field("plan_kind", N_("Kind of plan"), Choice(width=14, options=PLAN_KINDS), readonly=True),
        Field("mode", N_("Type of drill"), Choice(width=12, options=MODES), required=True, default="actual", bulk=True,
              import_names=("演练类型", "演练类别", "演练形式", "演练方式")),
        Field("scope", N_("Scope"), LineText(width=20), import_names=("演练范围", "范围")),
        Field("place", N_("Place"), LineText(width=18), bulk=True, import_names=("演练地点", "地点")),
        Field("commander_id", N_("Commander"), Ref(width=12, register="staff"), bulk=True, import_names=("总指挥", "指挥", "负责人", "责任人", "commander")),
        Field("planned_on", N_("Planned for"), Day(), required=True, default=TodayPlus(14), bulk=True,
              import_names=("计划日期", "计划时间", "演练日期", "演练时间", "planned")),
        Field("held_on", N_("Held on"), Day(), readonly=True, brought=True, import_names=("实际演练日期", "开展日期", "演练实施日期")),
        Field("held_at", N_("Began at"), Moment(), readonly=True),
        Field("recorded_at", N_("Recorded at"), Moment(), readonly=True, derived=True, help=N_("When somebody entered that it was held.")),
        Field("minutes", N_("Lasted, minutes"), Whole(width=8, minimum=1, maximum=10_000), import_names=("时长", "演练时长(分钟)")),
        Field("status", N_("State"), Choice(width=14, options=STATUS, pill=True), readonly=True, brought=True, default="planned", import_names=("状态", "演练状态", "完成情况")),
        Field("preparation", N_("Preparation"), LongText(), import_names=("演练准备", "准备情况")),
        Field("suitability", N_("Suitability of the plan"), Choice(width=20, options=SUITABILITY), import_names=("适宜性",)),
        Field("adequacy", N_("Adequacy of the plan"), Choice(width=20, options=ADEQUACY), import_names=("充分性",)),
        Field("people_in_place", N_("People in place"), Choice(width=18, options=PEOPLE), import_names=("人员到位情况",)),
        Field("duties_done", N_("Duties carried out"), Choice(width=18, options=DUTIES), import_names=("履职情况",)),
        Field("supplies_in_place", N_("Supplies in place"), Choice(width=18, options=SUPPLIES), import_names=("物资到位情况",)),
        Field("coordination", N_("Coordination"), Choice(width=18, options=COORDINATION), import_names=("协调组织情况", "协调情况")),
        Field("effect", N_("Effect of the drill"), Choice(width=16, options=EFFECTS, pill=True), import_names=("演练效果", "实战效果评价", "效果评价")),
        Field("evaluation", N_("Evaluation in words"), LongText(), import_names=("总结评价", "演练总结", "评估")),
        Field("evaluate_by", N_("Evaluate by"), Day(), readonly=True, import_names=("评估期限", "复查日期")),
        Field("recorder_id", N_("Recorder"), Ref(width=12, register="staff"), import_names=("记录人",)),
        Field("reviewer_id", N_("Reviewer"), Ref(width=12, register="staff"), import_names=("评审人", "审核人", "评审负责人")),
        Field("invited", N_("Taking part"), Whole(width=6), readonly=True),
        Field("present", N_("Were there"), Whole(width=6), readonly=True),
        Field("problem_count", N_("Problems"), Whole(width=6), readonly=True),
        Field("open_problems", N_("Not followed up"), Whole(width=8), readonly=True),
        Field("redrill_on", N_("Drill again on"), Day(), readonly=True, import_names=("重新演练日期",)),
        Field("redrill_of_id", N_("Repeat of the drill"), Ref(width=22, register="drills"), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("number", "title"),
    columns=("number", "title", "plan_name", "edition", "mode", "planned_on", "held_on", "commander_id", "effect", "open_problems", "status"),
    sort="-planned_on",
    groups=(
        Group(N_("Drill"), ("number", "title", "plan_id", "plan_number", "plan_name", "edition", "plan_kind", "mode", "status")),
        Group(N_("Time and place"), ("planned_on", "held_on", "held_at", "recorded_at", "minutes", "place", "scope", "commander_id", "invited", "present")),
        Group(N_("Drill preparation"), ("preparation",)),
        Group(N_("Judgement of the drill"), (*JUDGED, "evaluation", "recorder_id", "reviewer_id", "evaluate_by")),
        Group(N_("Follow-up"), ("problem_count", "open_problems", "redrill_on", "redrill_of_id", "cancel_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("late", N_("Overdue"), (Where("status", "eq", "planned"), Where("planned_on", "lt", TodayPlus(0))), tone="red"),
        Chip("planned", N_("Planned"), (Where("status", "eq", "planned"),)),
        Chip("evaluate", N_("To be evaluated"), (Where("status", "eq", "held"),), tone="amber"),
        Chip("open", N_("Problems not followed up"), (Where("open_problems", "gt", 0),), tone="amber"),
        Chip("failed", N_("Aim not reached"), (Where("effect", "eq", "failed"),), tone="red", counted=False),
    ),
    search=("number", "title", "plan_name", "place"),
    lines=(
        Lines("participants", N_("Who takes part"), DrillPerson, "drill_id", PERSON_FIELDS),
        Lines("course", N_("Course of events"), DrillEvent, "drill_id", EVENT_FIELDS),
        Lines("problems", N_("Problems"), DrillProblem, "drill_id", PROBLEM_FIELDS),
        Lines("supplies", N_("Supplies used"), DrillSupply, "drill_id", SUPPLY_FIELDS),
    ),
    transitions=(
        Transition("hold", N_("It was held"), "status", ("planned",), "held", icon="flag", primary=True, bulk=False,
                   asks=(
                       Field("held_at", N_("Began at"), Moment(), required=True),
                       Field("minutes", N_("Lasted, minutes"), Whole(minimum=1, maximum=10_000)),
                   )),
        Transition("evaluate", N_("Evaluate"), "status", ("held",), "evaluated", icon="clipboard-check", primary=True, bulk=False,
                   asks=(
                       Field("suitability", N_("Suitability of the plan"), Choice(width=24, options=SUITABILITY), required=True),
                       Field("adequacy", N_("Adequacy of the plan"), Choice(width=24, options=ADEQUACY), required=True),
                       Field("people_in_place", N_("People in place"), Choice(width=24, options=PEOPLE), required=True),
                       Field("duties_done", N_("Duties carried out"), Choice(width=24, options=DUTIES), required=True),
                       Field("supplies_in_place", N_("Supplies in place"), Choice(width=24, options=SUPPLIES), required=True),
                       Field("coordination", N_("Coordination"), Choice(width=24, options=COORDINATION), required=True),
                       Field("effect", N_("Effect of the drill"), Choice(width=24, options=EFFECTS), required=True),
                       Field("evaluation", N_("Evaluation in words"), LongText()),
                       Field("redrill_on", N_("Drill again on"), Day(), help=N_("Needed when the aim was not reached.")),
                   )),
        Transition("close", N_("Close"), "status", ("evaluated",), "closed", icon="check-check", primary=True,
                   requires=("recorder_id", "reviewer_id")),
        Transition("reopen", N_("Open again"), "status", ("closed",), "evaluated", icon="rotate-ccw", roles=("owner",)),
        Transition("cancel", N_("Cancel the drill"), "status", ("planned",), "cancelled", icon="x",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),)),
    ),
    related=(Related("drills", "redrill_of_id", N_("Drilled again")),),
    opens=(
        Opens("training", "training_sessions", N_("Plan a training…"), "graduation-cap",
              {"title": "=title", "content": "{number}: {evaluation}", "owner_id": "=commander_id"},
              asks=("title", "starts_at", "owner_id")),
    ),
    due=(
        Due("hold", N_("{title}: hold the drill"), (Where("status", "eq", "planned"),), at="planned_on", soon_days=14, who="commander_id"),
        Due("evaluate", N_("{title}: evaluate the drill"), (Where("status", "eq", "held"),), at="evaluate_by", soon_days=7, who="reviewer_id"),
        Due("close", N_("{title}: follow up and close"), (Where("status", "eq", "evaluated"),), at="evaluate_by", soon_days=7, who="reviewer_id"),
    ),
    same=("planned_on", "title"),
    business_date="planned_on",
    retention=Retention("planned_on", 3, N_("Records of drills: three years, as policy"), after=("held_on",),
                        once=Where("status", "in", ("closed", "cancelled"))),
)  # fmt: skip

"""Emergency plans: one row per version, with steps, contacts and supplies. A version in force never changes."""

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
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.emergency import EMERGENCIES, PLAN_KINDS, REVIEW_CYCLES
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Option, Ref, YesNo
from app.models.kinds import Integer as Whole


class Plan(Record):
    """One version of one plan. `plan_key` is the first version's number, the same for all of them."""

    __tablename__ = "plan"

    number: Mapped[str]
    plan_key: Mapped[str] = mapped_column(default="", server_default="", index=True)
    name: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    edition: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    status: Mapped[str] = mapped_column(default="draft", server_default="draft")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    clause: Mapped[str | None]
    place: Mapped[str | None]
    purpose: Mapped[str | None]
    basis: Mapped[str | None]
    scope: Mapped[str | None]
    hazard: Mapped[str | None]
    organisation: Mapped[str | None]
    reporting: Mapped[str | None]
    aftermath: Mapped[str | None]
    change_note: Mapped[str | None]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    effective_on: Mapped[date | None]
    review_cycle: Mapped[str] = mapped_column(default="yearly", server_default="yearly")
    review_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    review_note: Mapped[str | None]
    replaced_on: Mapped[date | None]
    withdraw_reason: Mapped[str | None]
    step_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    card_steps: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    readers: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unread: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    last_drill_on: Mapped[date | None]
    next_drill_on: Mapped[date | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "status", "review_on"),
        Index(None, "status", "effective_on"),
        Index(None, "status", "unread"),
        Index(None, "status", "next_drill_on"),
        Index(None, "subject", "status"),
    )


class PlanStep(Line):
    """One step: what sets it off, who does what where, within how many minutes. `on_card`: it stands on the card."""

    __tablename__ = "plan_step"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    trigger: Mapped[str | None]
    who: Mapped[str | None]
    action: Mapped[str]
    place: Mapped[str | None]
    minutes: Mapped[int | None] = mapped_column(Integer)
    on_card: Mapped[bool] = mapped_column(default=True, server_default="1")


class PlanContact(Line):
    """Somebody to call: one of the shop's own people, the landlord, a service, an authority."""

    __tablename__ = "plan_contact"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    role: Mapped[str]
    name: Mapped[str | None]
    phone: Mapped[str | None]
    note: Mapped[str | None]


class PlanNeed(Line):
    """A supply that the plan counts on, and how much of it."""

    __tablename__ = "plan_need"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    supply_id: Mapped[int | None] = mapped_column(ForeignKey("plan_supply.id"), index=True)
    item: Mapped[str | None]
    quantity: Mapped[int | None] = mapped_column(Integer)
    place: Mapped[str | None]


sort_indexes(
    Plan, "name", "kind", "subject", "edition", "status", "owner_id", "effective_on", "review_on", "unread",
    "last_drill_on", "next_drill_on",
)  # fmt: skip

STATUS = (
    Option("draft", N_("Draft"), "amber", aliases=("草案", "起草中")),
    Option("approved", N_("Approved"), "blue", aliases=("已批准", "已审批")),
    Option("in_force", N_("In effect"), "accent", aliases=("生效", "现行", "现行有效", "有效", "已发布")),
    Option("replaced", N_("Superseded"), "neutral", aliases=("已替代", "旧版")),
    Option("withdrawn", N_("Repealed"), "neutral", aliases=("废止", "已停用")),
)

CARD_STEPS = 12
"""An action card has one page: more steps than these cannot be read in an emergency."""

STEP_FIELDS = (
    Field("action", N_("Does what"), LineText(width=34, limit=400), required=True),
    Field("who", N_("By whom"), LineText(width=9)),
    Field("trigger", N_("In which case"), LineText(width=14), help=N_("What sets this step off.")),
    Field("place", N_("Where"), LineText(width=9)),
    Field("minutes", N_("Within, minutes"), Whole(width=8, minimum=0, maximum=100_000)),
    Field("on_card", N_("On the card"), YesNo(), default=True),
)
CONTACT_FIELDS = (
    Field("role", N_("Role or service"), LineText(width=20), required=True),
    Field("name", N_("Who to ask for"), LineText(width=14)),
    # Not masked, unlike every other telephone: in an emergency whoever holds the card must be able to call at once,
    # and these people gave their number for that. The card on the wall shows it to everyone in the shop anyway.
    # A code and not a telephone, since 119 and 120 are too short for one.
    Field("phone", N_("Phone"), CodeText(width=16, limit=40)),
    Field("note", N_("When to call"), LineText(width=20)),
)
NEED_FIELDS = (
    Field("supply_id", N_("Item of supply"), Ref(width=22, register="plan_supplies"), required=True),
    Field("item", N_("Item"), LineText(width=20), readonly=True),
    Field("quantity", N_("Needed"), Whole(minimum=0)),
    Field("place", N_("Kept at"), LineText(width=18), readonly=True),
)

PLANS = Register(
    name="plans",
    code=60,
    model=Plan,
    label=N_("Plans"),
    singular=N_("Emergency plan"),
    purpose=N_("What is done when something goes wrong: who does what, whom to call, what is at hand. Begin with a template."),
    icon="siren",
    section="compliance",
    family="emergency",
    order=10,
    numbering=Numbering("EP", digits=4, family="plan_key"),
    past=Where("status", "in", ("replaced", "withdrawn")),
    fields=(
        Field("number", N_("Plan number"), CodeText(width=15), readonly=True, import_names=("预案编号", "编号")),
        Field("plan_key", N_("Plan code"), CodeText(width=14), readonly=True),
        Field("name", N_("Plan name"), LineText(width=26), required=True, import_names=("预案名称", "应急预案名称", "名称", "plan")),
        Field("kind", N_("Kind of plan"), Choice(width=14, options=PLAN_KINDS), required=True, default="special",
              import_names=("预案类别", "预案类型", "类别", "类型", "type")),
        Field("subject", N_("For the event of"), Choice(width=16, options=EMERGENCIES), required=True, default="other",
              import_names=("事故类型", "突发事件", "适用事件", "event")),
        Field("edition", N_("Version"), Whole(width=6, minimum=1), readonly=True, brought=True, default=1, import_names=("版本", "版次", "版本号")),
        Field("status", N_("State"), Choice(width=11, options=STATUS, pill=True), readonly=True, brought=True, default="draft",
              import_names=("状态", "预案状态")),
        Field("owner_id", N_("Responsible"), Ref(width=12, register="staff"),
              import_names=("责任人", "负责人", "预案负责人", "owner")),
        Field("clause", N_("Policy clause"), LineText(width=8), default="14.1", import_names=("制度条款", "条款")),
        Field("place", N_("Place"), LineText(width=18), import_names=("适用场所", "地点", "场所")),
        Field("purpose", N_("Purpose"), LongText(), import_names=("编制目的", "目的")),
        Field("basis", N_("Basis"), LongText(), import_names=("编制依据", "依据")),
        Field("scope", N_("Scope"), LongText(), import_names=("适用范围", "范围")),
        Field("hazard", N_("What can happen"), LongText(), import_names=("事故风险描述", "风险描述", "危险性分析")),
        Field("organisation", N_("Organisation and duties"), LongText(), import_names=("组织机构及职责", "应急组织机构", "应急组织", "职责分工")),
        Field("reporting", N_("Warning and reporting"), LongText(), import_names=("预警及信息报告", "信息报告", "报告程序")),
        Field("aftermath", N_("Afterwards"), LongText(), import_names=("后期处置", "善后处理")),
        Field("change_note", N_("What changed"), LongText(), import_names=("修订说明", "修订内容")),
        Field("previous_id", N_("Version before"), Ref(register="plans"), readonly=True),
        # Names on an issued paper: who approved it is never masked.
        Field("approved_by", N_("Approved by"), LineText(width=12), readonly=True, brought=True, import_names=("批准人", "签发人")),
        Field("approved_at", N_("Approved at"), Moment(), readonly=True),
        Field("effective_on", N_("In force from"), Day(width=13), import_names=("生效日期", "实施日期", "发布日期", "effective date")),
        Field("review_cycle", N_("Review cycle"), Choice(width=16, options=REVIEW_CYCLES), required=True, default="yearly",
              import_names=("评审周期", "评估周期")),
        Field("review_on", N_("Review due"), Day(),
              help=N_("Left empty, it follows from the day on which the version comes into force."),
              import_names=("复评日期", "下次评审", "评审日期", "下次评估日期", "复审日期", "review date", "re-check")),
        Field("reviewed_on", N_("Last reviewed"), Day(), readonly=True),
        Field("review_note", N_("Outcome of the review"), LineText(), readonly=True),
        Field("replaced_on", N_("In force until"), Day(), readonly=True),
        Field("withdraw_reason", N_("Why repealed"), LineText(), readonly=True),
        Field("step_count", N_("Steps"), Whole(width=6), readonly=True),
        Field("card_steps", N_("Steps on the card"), Whole(width=6), readonly=True),
        Field("readers", N_("People who must know it"), Whole(width=6), readonly=True),
        Field("unread", N_("Not yet read by"), Whole(width=8), readonly=True),
        Field("last_drill_on", N_("Last drill"), Day(), readonly=True),
        Field("next_drill_on", N_("Next drill"), Day(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("name",),
    columns=("number", "name", "kind", "subject", "edition", "status", "owner_id", "effective_on", "review_on", "unread", "next_drill_on"),
    sort="number",
    groups=(
        Group(N_("Emergency plan"), ("number", "name", "kind", "subject", "place", "owner_id", "clause", "status")),
        Group(N_("Version and review"), ("plan_key", "edition", "previous_id", "change_note", "approved_by", "approved_at",
              "effective_on", "review_cycle", "review_on", "reviewed_on", "review_note", "replaced_on", "withdraw_reason")),
        Group(N_("Plan text"), ("purpose", "basis", "scope", "hazard", "organisation", "reporting", "aftermath")),
        Group(N_("Known and drilled"), ("step_count", "card_steps", "readers", "unread", "last_drill_on", "next_drill_on")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("in_force", N_("In effect"), (Where("status", "eq", "in_force"),)),
        Chip("review", N_("Plan review overdue"), (Where("status", "eq", "in_force"), Where("review_on", "lt", TodayPlus(0))), tone="red"),
        Chip("drill", N_("Drill overdue"), (Where("status", "eq", "in_force"), Where("next_drill_on", "lt", TodayPlus(0))), tone="red"),
        Chip("unread", N_("Not read by all"), (Where("status", "eq", "in_force"), Where("unread", "gt", 0)), tone="amber"),
        Chip("drafts", N_("Drafts and approved"), (Where("status", "in", ("draft", "approved")),), tone="amber"),
        Chip("old", N_("Earlier versions"), (Where("status", "in", ("replaced", "withdrawn")),), counted=False),
    ),
    search=("number", "name", "place"),
    lines=(
        Lines("steps", N_("Steps"), PlanStep, "plan_id", STEP_FIELDS),
        Lines("contacts", N_("Whom to call"), PlanContact, "plan_id", CONTACT_FIELDS),
        Lines("supplies", N_("Supplies needed"), PlanNeed, "plan_id", NEED_FIELDS),
    ),
    transitions=(
        Transition("approve", N_("Approve"), "status", ("draft",), "approved", icon="stamp", roles=("owner",), primary=True,
                   requires=("owner_id",), stamps="approved_at", bulk=False,
                   asks=(Field("approved_by", N_("Approved by"), LineText(), required=True),)),
        Transition("rework", N_("Back to draft"), "status", ("approved",), "draft", icon="undo-2", roles=("owner",), bulk=False),
        Transition("put_in_force", N_("Put in force"), "status", ("approved",), "in_force", icon="siren", roles=("owner",), primary=True,
                   bulk=False,
                   confirm=N_("From now on nothing in this version can be changed. It replaces the version before it, and everyone is asked to read it.")),
        Transition("review", N_("Reviewed, stays as it is"), "status", ("in_force",), "in_force", icon="badge-check", roles=("owner",),
                   asks=(Field("review_note", N_("Outcome of the review"), LineText(), required=True),)),
        Transition("withdraw", N_("Repeal the plan"), "status", ("draft", "approved", "in_force"), "withdrawn", icon="circle-slash-2", roles=("owner",),
                   asks=(Field("withdraw_reason", N_("Why repealed"), LineText(), required=True),)),
    ),
    related=(
        Related("plans", "previous_id", N_("Later version")),
        Related("drills", "plan_id", N_("Drills")),
        Related("incidents", "plan_id", N_("Incidents")),
    ),
    due=(
        # A yearly review is a recurring duty, so that a missed one is counted; every third year is only a date.
        Due("review", N_("{name}: review the plan"), (Where("status", "eq", "in_force"), Where("review_cycle", "eq", "three_years")),
            at="review_on", soon_days=30, who="owner_id"),
        Due("no_steps", N_("{name}: enter its steps, as they stand on paper"), (Where("status", "eq", "in_force"), Where("step_count", "eq", 0)),
            who="owner_id"),
        Due("start", N_("{name}: approved, put it in force"), (Where("status", "eq", "approved"),), at="effective_on", soon_days=7, who="owner_id"),
    ),
    business_date="effective_on",
    key=("name",),
    retention=Retention("replaced_on", 3, N_("Emergency plans and their drills: three years after a version was replaced, as policy")),
)  # fmt: skip

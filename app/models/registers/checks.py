"""Checks 检查: one run of a checklist, its answers in the wording of the day, and the findings that it opened."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Base, Instant, Line, Record, sort_indexes
from app.models.checklists import AREAS, ITEM_FIELDS, LEVELS, RESULTS
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    Numbering,
    Register,
    Retention,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Option, Percent, Ref
from app.models.kinds import Integer as Whole
from app.models.reading import Reading


class Check(Record):
    """One run. `earned` of `possible` weights make the score; both are kept, so that it explains itself."""

    __tablename__ = "check_run"

    number: Mapped[str]
    template_id: Mapped[int] = mapped_column(ForeignKey("check_template.id"), index=True)
    name: Mapped[str]
    area: Mapped[str] = mapped_column(default="other", server_default="other")
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    basis: Mapped[str | None]
    place: Mapped[str | None]
    party: Mapped[str | None]
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    planned_on: Mapped[date | None]
    checked_on: Mapped[date]
    status: Mapped[str] = mapped_column(default="in_progress", server_default="in_progress")
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    item_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    answered: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    passed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    failed: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    failed_critical: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    skipped: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    earned: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    possible: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    score: Mapped[int | None] = mapped_column(Integer)
    conclusion: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "template_id", "checked_on"),
        Index(None, "status", "planned_on"),
    )


class CheckAnswer(Line):
    """One item as it was worded on that day, and what was found. `item_id` is the template's item it came from."""

    __tablename__ = "check_answer"

    check_id: Mapped[int] = mapped_column(ForeignKey("check_run.id"), index=True)
    item_id: Mapped[int] = mapped_column(Integer)
    section: Mapped[str | None]
    text: Mapped[str]
    standard: Mapped[str | None]
    method: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="judge", server_default="judge")
    low: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str | None]
    photo_needed: Mapped[bool | None] = mapped_column(default=False, server_default="0")
    weight: Mapped[int | None] = mapped_column(Integer, default=1, server_default="1")
    critical: Mapped[bool | None] = mapped_column(default=False, server_default="0")
    clause: Mapped[str | None]
    measure: Mapped[str | None]
    result: Mapped[str | None]
    reading: Mapped[int | None] = mapped_column(BigInteger)
    said: Mapped[str | None]
    note: Mapped[str | None]
    photos: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    deadline: Mapped[date | None]
    level: Mapped[str | None]
    cost: Mapped[int | None] = mapped_column(BigInteger)
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), index=True)


class CheckPhoto(Base):
    """Which attached file of a check shows which of its items."""

    __tablename__ = "check_photo"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("check_run.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("check_answer.id"), index=True)


sort_indexes(
    Check,
    "name",
    "area",
    "place",
    "checker_id",
    "planned_on",
    "checked_on",
    "status",
    "started_at",
    "finished_at",
    "item_count",
    "answered",
    "failed",
    "failed_critical",
    "score",
)

STATUS = (
    Option("in_progress", N_("Under way"), "amber", aliases=("检查中", "进行中")),
    Option("finished", N_("Finished"), "accent", aliases=("已完成", "完成")),
    Option("cancelled", N_("Cancelled"), "neutral", aliases=("已取消",)),
)

_STAFF = Ref(width=12, register="staff")
_WORDING = tuple(
    Field(f.name, f.label, f.kind, readonly=True)
    for f in ITEM_FIELDS
    if f.name not in ("weight", "critical", "photo_needed", "measure", "section")
)
ANSWER_FIELDS = (
    _WORDING[0],
    Field("result", N_("Result"), Choice(options=RESULTS, pill=True), readonly=True),
    Field("reading", N_("Reading taken"), Reading(), readonly=True),
    Field("said", N_("Found"), LineText(width=18), readonly=True),
    Field("note", N_("Note"), LineText(width=20), readonly=True),
    Field("photos", N_("Photos"), Whole(width=6), readonly=True),
    *_WORDING[1:],
    Field("section", N_("Part of the list"), LineText(width=12), readonly=True),
    Field("weight", N_("Weight"), Whole(width=6), readonly=True),
    Field("owner_id", N_("Responsible"), _STAFF, readonly=True),
    Field("deadline", N_("Rectify by"), Day(), readonly=True),
    Field("level", N_("Level of the finding"), Choice(options=LEVELS), readonly=True),
    Field("measure", N_("Corrective measure"), LineText(width=16), readonly=True),
    Field("cost", N_("Rectification cost"), Money(minimum=0), readonly=True),
    Field("rectification_id", N_("Rectification"), Ref(width=18, register="rectifications"), readonly=True),
)

CHECKS = Register(
    name="checks",
    code=71,
    model=Check,
    label=N_("Checks"),
    singular=N_("Check"),
    purpose=N_("Walk through a checklist and answer each item: passed, not passed, or not applicable. What is not in order "
               "gets a person and a deadline at once, and the loop is closed when somebody looked again."),
    icon="clipboard-check",
    section="compliance",
    family="checklists",
    order=10,
    numbering=Numbering("CK", digits=4),
    creatable=False,
    fields=(
        Field("number", N_("Check number"), CodeText(width=14), readonly=True),
        Field("template_id", N_("Made with"), Ref(width=20, register="check_templates"), readonly=True),
        Field("name", N_("Checklist"), LineText(width=24), readonly=True),
        Field("area", N_("Area"), Choice(width=14, options=AREAS), readonly=True),
        Field("revision", N_("Revision"), Whole(width=6), readonly=True),
        Field("basis", N_("Basis of the check"), LineText(width=24), readonly=True),
        Field("place", N_("Place"), LineText(width=14)),
        Field("party", N_("Who is checked"), LineText(width=14)),
        Field("checker_id", N_("Checker"), _STAFF),
        Field("planned_on", N_("Planned on"), Day(), readonly=True),
        Field("checked_on", N_("Checked on"), Day(), required=True),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="in_progress"),
        Field("started_at", N_("Started at"), Moment(), readonly=True),
        Field("finished_at", N_("Finished at"), Moment(), readonly=True),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("item_count", N_("Items of the list"), Whole(width=6), readonly=True, derived=True),
        Field("answered", N_("Answered"), Whole(width=7), readonly=True, derived=True),
        Field("passed", N_("Items passed"), Whole(width=7), readonly=True, derived=True, summed=True),
        Field("failed", N_("Items failed"), Whole(width=7), readonly=True, summed=True),
        Field("failed_critical", N_("Critical items failed"), Whole(width=7), readonly=True, derived=True, summed=True),
        Field("skipped", N_("Not applicable"), Whole(width=7), readonly=True, derived=True),
        Field("earned", N_("Weight passed"), Whole(width=7), readonly=True, derived=True),
        Field("possible", N_("Weight applicable"), Whole(width=7), readonly=True, derived=True),
        Field("score", N_("Check score"), Percent(width=7), readonly=True,
              help=N_("The weight of what passed, of all that applied; given once the check is finished.")),
        Field("conclusion", N_("Conclusion"), LongText()),
        Field("note", N_("Note"), LongText()),
    ),
    title=("number", "name"),
    columns=("number", "checked_on", "name", "place", "checker_id", "answered", "item_count", "failed", "score", "status"),
    sort="-checked_on",
    groups=(
        Group(N_("Check"), ("number", "name", "area", "place", "party", "checker_id", "planned_on", "checked_on", "status")),
        Group(N_("Outcome of the check"), ("score", "item_count", "answered", "passed", "failed", "failed_critical", "skipped", "earned", "possible",
                              "conclusion")),
        Group(N_("Progress"), ("template_id", "revision", "basis", "started_at", "finished_at", "cancelled_at", "cancel_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("in_progress", N_("Under way"), (Where("status", "eq", "in_progress"),), tone="amber"),
        Chip("failed", N_("With findings"), (Where("status", "eq", "finished"), Where("failed", "gt", 0)), counted=False),
        Chip("critical", N_("Critical items failed"), (Where("status", "eq", "finished"), Where("failed_critical", "gt", 0)), tone="red"),
        Chip("clean", N_("Without findings"), (Where("status", "eq", "finished"), Where("failed", "eq", 0)), counted=False),
    ),
    search=("number", "name", "place", "party"),
    lines=(Lines("answers", N_("Items of the list"), CheckAnswer, "check_id", ANSWER_FIELDS, readonly=True),),
    transitions=(
        Transition("finish", N_("Finish the check"), "status", ("in_progress",), "finished", icon="clipboard-check", primary=True,
                   stamps="finished_at", bulk=False),
        Transition("cancel", N_("Cancel the check"), "status", ("in_progress",), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),)),
    ),
    due=(
        Due("finish", N_("Check {number} {name}: finish it"), (Where("status", "eq", "in_progress"),), at="checked_on", who="checker_id", does="finish"),
    ),
    business_date="checked_on",
    retention=Retention("checked_on", 3, N_("Checks: three years, as policy")),
)  # fmt: skip

"""Checklist templates 检查表: what is looked at, by which standard, how often, where and by whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.checklists import AREAS, ITEM_FIELDS
from app.models.declaration import (
    Chip,
    Field,
    Group,
    Lines,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Option, Percent, Ref, YesNo
from app.models.kinds import Integer as Whole
from app.models.rhythms import RHYTHMS


class CheckTemplate(Record):
    """One checklist. `revision` is raised whenever its items change; `library_key` says which of ours it began as."""

    __tablename__ = "check_template"

    name: Mapped[str]
    area: Mapped[str] = mapped_column(default="other", server_default="other")
    basis: Mapped[str | None]
    place: Mapped[str | None]
    party: Mapped[str | None]
    rhythm: Mapped[str] = mapped_column(default="none", server_default="none")
    start_on: Mapped[date | None]
    on_workdays: Mapped[bool] = mapped_column(default=False, server_default="0")
    grace_days: Mapped[int | None] = mapped_column(Integer)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    status: Mapped[str] = mapped_column(default="active", server_default="active")
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    item_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    runs: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    last_on: Mapped[date | None]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
    last_score: Mapped[int | None] = mapped_column(Integer)
    library_key: Mapped[str | None] = mapped_column(index=True)
    note: Mapped[str | None]

    __table_args__ = (Index(None, "status", "rhythm"),)


class CheckItem(Line):
    """One item of a template. Its id stays when it is edited, so that repeated findings are recognised."""

    __tablename__ = "check_item"

    template_id: Mapped[int] = mapped_column(ForeignKey("check_template.id"), index=True)
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


sort_indexes(
    CheckTemplate,
    "name",
    "area",
    "place",
    "rhythm",
    "owner_id",
    "status",
    "item_count",
    "runs",
    "last_on",
    "last_score",
    "start_on",
)

STATUS = (
    Option("active", N_("In use"), "accent", aliases=("启用", "使用中")),
    Option("retired", N_("Retired"), "neutral", aliases=("停用",)),
)

CHECK_TEMPLATES = Register(
    name="check_templates",
    code=70,
    model=CheckTemplate,
    label=N_("Checklist templates"),
    singular=N_("Checklist template"),
    purpose=N_("What is looked at, by which standard, how often, where and by whom. Bring in ours, or write one. "
               "A check keeps the wording it was made with, so a template can be changed at any time."),
    icon="list-checks",
    section="compliance",
    family="checklists",
    order=20,
    past=Where("status", "eq", "retired"),
    fields=(
        Field("name", N_("Checklist"), LineText(width=26, limit=120), required=True, import_names=("检查表", "检查表名称")),
        Field("area", N_("Area"), Choice(width=14, options=AREAS), required=True, default="other", bulk=True),
        Field("basis", N_("Basis of the check"), LineText(width=24), import_names=("检查依据",)),
        Field("place", N_("Place"), LineText(width=14), bulk=True),
        Field("party", N_("Who is checked"), LineText(width=14), bulk=True,
              help=N_("The part of the shop, or the person, that is looked at.")),
        Field("rhythm", N_("Rhythm"), Choice(width=12, options=RHYTHMS), required=True, default="none", bulk=True),
        Field("start_on", N_("First on"), Day(), default=TodayPlus(0), bulk=True),
        Field("on_workdays", N_("Move to working days"), YesNo(), default=False, bulk=True),
        Field("grace_days", N_("Days of grace"), Whole(minimum=0, maximum=366), bulk=True,
              help=N_("Done within so many days after the date counts as late, after them as missed. Left empty: by the rhythm.")),
        Field("owner_id", N_("Checker"), Ref(width=12, register="staff"), bulk=True),
        Field("verifier_id", N_("Findings re-checked by"), Ref(width=12, register="staff"), bulk=True,
              help=N_("Who verifies a finding once it was rectified. Best somebody other than who rectified it.")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="active"),
        Field("revision", N_("Revision"), Whole(width=6), readonly=True, help=N_("Raised whenever the items change.")),
        Field("item_count", N_("Items of the list"), Whole(width=6), readonly=True),
        Field("runs", N_("Checks made"), Whole(width=8), readonly=True, summed=True),
        Field("last_on", N_("Last check"), Day(), readonly=True),
        Field("last_score", N_("Last score"), Percent(width=8), readonly=True),
        Field("retired_at", N_("Retired at"), Moment(), readonly=True),
        Field("library_key", N_("From our library"), CodeText(), readonly=True),
        Field("note", N_("Note"), LongText()),
    ),
    title=("name",),
    columns=("name", "area", "place", "rhythm", "owner_id", "item_count", "last_on", "last_score", "status"),
    sort="name",
    groups=(
        Group(N_("About the checklist"), ("name", "area", "basis", "place", "party", "status")),
        Group(N_("Schedule"), ("rhythm", "start_on", "on_workdays", "grace_days", "owner_id", "verifier_id")),
        Group(N_("So far"), ("item_count", "revision", "runs", "last_on", "last_score", "retired_at")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("active", N_("In use"), (Where("status", "eq", "active"),)),
        Chip("scheduled", N_("On a schedule"), (Where("status", "eq", "active"), Where("rhythm", "ne", "none"))),
        Chip("nobody", N_("Falls to nobody"),
             (Where("status", "eq", "active"), Where("rhythm", "ne", "none"), Where("owner_id", "empty")), tone="amber"),
        Chip("retired", N_("Retired"), (Where("status", "eq", "retired"),), counted=False),
    ),
    search=("name", "place", "basis"),
    lines=(Lines("items", N_("Items of the list"), CheckItem, "template_id", ITEM_FIELDS),),
    transitions=(
        Transition("retire", N_("Retire the checklist"), "status", ("active",), "retired", icon="archive", stamps="retired_at"),
        Transition("revive", N_("Use it again"), "status", ("retired",), "active", icon="archive-restore"),
    ),
    related=(Related("checks", "template_id", N_("Checks")),),
    key=("name",),
    retention=Retention("last_on", 3, N_("Proof that the shop's rules are kept: three years as policy"), after=("retired_at",), once=Where("status", "eq", "retired")),
)  # fmt: skip

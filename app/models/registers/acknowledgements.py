"""Acknowledgements: each person of the shop reads the version of a plan that is in force, and says so."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, CodeText, Day, LineText, Moment, Option, PersonName, Ref
from app.models.kinds import Integer as Whole


class Acknowledgement(Record):
    """One person and one version. Plan and person are copied by name, since the paper says them."""

    __tablename__ = "acknowledgement"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    plan_number: Mapped[str]
    plan_name: Mapped[str]
    edition: Mapped[int] = mapped_column(Integer)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_name: Mapped[str]
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    due_on: Mapped[date]
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    signed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    recorded_by: Mapped[str | None]
    lapse_reason: Mapped[str | None]

    __table_args__ = (Index(None, "plan_id", "staff_id"), Index(None, "status", "due_on"))


sort_indexes(
    Acknowledgement, "plan_number", "plan_name", "edition", "staff_name", "status", "due_on", "read_at", "signed_on"
)

STATUS = (
    Option("open", N_("Not read yet"), "amber"),
    Option("read", N_("Read and understood"), "accent"),
    Option("paper", N_("Signed on paper"), "accent"),
    Option("lapsed", N_("No longer asked"), "neutral"),
)

ACKNOWLEDGEMENTS = Register(
    name="acknowledgements",
    code=62,
    model=Acknowledgement,
    label=N_("Acknowledgements"),
    singular=N_("Acknowledgement"),
    purpose=N_("Who has read the plans in force. Rows appear by themselves when a version comes into force or somebody joins."),
    icon="book-open-check",
    section="compliance",
    family="emergency",
    order=50,
    creatable=False,
    importable=False,
    fields=(
        Field("plan_id", N_("Emergency plan"), Ref(width=24, register="plans"), readonly=True),
        Field("plan_number", N_("Plan number"), CodeText(width=15), readonly=True),
        Field("plan_name", N_("Plan name"), LineText(width=26), readonly=True),
        Field("edition", N_("Version"), Whole(width=6), readonly=True),
        Field("staff_id", N_("Staff member"), Ref(width=12, register="staff"), readonly=True),
        Field("staff_name", N_("Name of the person"), PersonName(), readonly=True),
        Field("status", N_("State"), Choice(width=14, options=STATUS, pill=True), readonly=True, default="open"),
        Field("due_on", N_("Read by"), Day(), readonly=True),
        Field("read_at", N_("Read at"), Moment(), readonly=True),
        Field("signed_on", N_("Signed on"), Day(), readonly=True),
        Field("ended_on", N_("Version ended on"), Day(), readonly=True,
              help=N_("When the version that was read was replaced or repealed.")),
        Field("recorded_by", N_("Recorded by"), LineText(width=12), readonly=True),
        Field("lapse_reason", N_("Why no longer asked"), LineText(), readonly=True),
    ),
    title=("plan_name", "staff_name"),
    columns=("plan_number", "plan_name", "edition", "staff_name", "status", "due_on", "read_at", "signed_on"),
    sort="-due_on",
    groups=(
        Group(N_("Acknowledgement"), ("plan_id", "plan_number", "plan_name", "edition", "staff_id", "staff_name", "status", "due_on")),
        Group(N_("How it was read"), ("read_at", "signed_on", "recorded_by", "lapse_reason", "ended_on")),
    ),
    chips=(
        Chip("open", N_("Not read yet"), (Where("status", "eq", "open"),), tone="amber"),
        Chip("late", N_("Reading overdue"), (Where("status", "eq", "open"), Where("due_on", "lt", TodayPlus(0))), tone="red"),
        Chip("done", N_("Read"), (Where("status", "in", ("read", "paper")),), counted=False),
    ),
    search=("plan_number", "plan_name", "staff_name"),
    transitions=(
        Transition("read", N_("I have read and understood it"), "status", ("open",), "read", icon="book-open-check",
                   primary=True, stamps="read_at"),
        Transition("sign_paper", N_("Record a signed paper"), "status", ("open",), "paper", icon="signature", roles=("owner",),
                   asks=(Field("signed_on", N_("Signed on"), Day(), required=True),)),
        Transition("lapse", N_("No longer asked"), "status", ("open",), "lapsed", icon="x", roles=("owner",),
                   asks=(Field("lapse_reason", N_("Why no longer asked"), LineText(), required=True),)),
    ),
    due=(
        Due("read", N_("{staff_name}: read the plan {plan_name}"), (Where("status", "eq", "open"),), at="due_on", soon_days=7, who="staff_id"),
    ),
    business_date="due_on",
    retention=Retention("ended_on", 3, N_("Emergency plans and their drills: three years after a version was replaced, as policy")),
)  # fmt: skip

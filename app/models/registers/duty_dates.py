"""The ledger of expected dates: each date of a recurring duty, and whether it was done, done late or missed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_, Nn_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Option, PersonName, Ref


class DutyDate(Record):
    """One expected date. What it says of its duty was copied when it was made; what was missed stays missed."""

    __tablename__ = "duty_date"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    label: Mapped[str]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    source_register: Mapped[str] = mapped_column(default="", server_default="")
    source_id: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    who_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    expected_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="open", server_default="open")
    done_on: Mapped[date | None]
    done_by: Mapped[str | None]
    entered_on: Mapped[date | None]
    record_register: Mapped[str] = mapped_column(default="", server_default="")
    record_id: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    record_title: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        Index(None, "duty_id", "expected_on"),
        Index(None, "state", "expected_on"),
        Index(None, "state", "closes_on"),
        Index(None, "source_register", "source_id", "kind", "expected_on"),
    )


sort_indexes(DutyDate, "label", "expected_on", "closes_on", "state", "done_on", "done_by", "who_id", "record_title")
_met = DutyDate.__table__.c.record_id != 0
Index(
    "ix_duty_date_met_by",
    DutyDate.__table__.c.record_register,
    DutyDate.__table__.c.record_id,
    sqlite_where=_met,
    postgresql_where=_met,
)

STATES = (
    Option("open", N_("To be done"), "neutral"),
    Option("done", N_("Done"), "accent"),
    Option("late", N_("Done late"), "amber"),
    Option("missed", N_("Missed"), "red"),
)

_ASKED = (
    Field("done_on", N_("Done on"), Day(), required=True, default=TodayPlus(0)),
    Field("note", N_("Note"), LongText()),
)

DUTY_DATES = Register(
    name="duty_dates",
    code=21,
    model=DutyDate,
    label=N_("Expected dates"),
    singular=N_("Expected date"),
    purpose=N_("Every date on which something was expected, and what became of it. The program keeps this list itself: a date "
               "that was missed stays missed, also when the work is done afterwards."),
    icon="calendar-check",
    section="compliance",
    family="duties",
    order=20,
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("label", N_("Duty"), LineText(width=26), readonly=True),
        Field("duty_id", N_("Recurring duty"), Ref(register="duties"), readonly=True),
        Field("expected_on", N_("Expected on"), Day(), readonly=True),
        Field("closes_on", N_("Counts until"), Day(), readonly=True,
              help=N_("Done after the date and up to this day counts as late; after it the date is missed.")),
        Field("who_id", N_("Responsible"), Ref(register="staff"), readonly=True),
        Field("state", N_("State"), Choice(options=STATES, pill=True), readonly=True, default="open"),
        Field("done_on", N_("Done on"), Day(), readonly=True),
        Field("done_by", N_("Recorded by"), PersonName(), readonly=True),
        Field("entered_on", N_("Recorded on"), Day(), readonly=True),
        Field("record_title", N_("Proved by"), LineText(width=18), readonly=True),
        Field("note", N_("Note"), LongText(), readonly=True),
    ),
    title=("label", "expected_on"),
    columns=("expected_on", "label", "who_id", "state", "done_on", "done_by", "record_title"),
    sort="-expected_on",
    groups=(
        Group(N_("Expected date"), ("label", "duty_id", "who_id", "expected_on", "closes_on", "state")),
        Group(N_("How it was done"), ("done_on", "done_by", "entered_on", "record_title", "note")),
    ),
    first_chip="come",
    chips=(
        Chip("come", N_("Up to today"), (Where("expected_on", "le", TodayPlus(0)),), counted=False),
        Chip("late", N_("Overdue"), (Where("state", "eq", "open"), Where("expected_on", "lt", TodayPlus(0))), tone="red"),
        Chip("today", N_("Today"), (Where("state", "eq", "open"), Where("expected_on", "eq", TodayPlus(0))), tone="amber"),
        Chip("missed", N_("Missed in 30 days"),
             (Where("state", "eq", "missed"), Where("closes_on", "ge", TodayPlus(-30)))),
        Chip("done", N_("Done"), (Where("state", "in", ("done", "late")),), counted=False),
        Chip("ahead", N_("Ahead"), (Where("state", "eq", "open"), Where("expected_on", "gt", TodayPlus(0))), counted=False),
    ),
    transitions=(
        Transition("tick", N_("Mark as done"), "state", ("open",), "done", icon="square-check-big", primary=True,
                   only=(Where("source_register", "eq", ""),), asks=_ASKED),
        Transition("begin", N_("Start the check"), "state", ("open",), "open", icon="clipboard-check", primary=True, bulk=False,
                   only=(Where("source_register", "eq", "check_templates"),)),
        Transition("tick_afterwards", N_("Done afterwards"), "state", ("missed",), "missed", icon="check",
                   only=(Where("source_register", "eq", ""), Where("done_on", "empty")), asks=_ASKED),
        Transition("untick", N_("Not done after all"), "state", ("done", "late"), "open", icon="undo-2",
                   only=(Where("source_register", "eq", ""),), asks=(Field("reason", N_("Reason"), LineText(), required=True),)),
    ),
    due=(
        Due("expected", N_("{label}"), (Where("state", "eq", "open"),), at="expected_on", soon_days=31, who="who_id", does="tick begin",
            leads=("source_register", "source_id")),
        Due("missed", Nn_("{n} duty was missed in the last seven days", "{n} duties were missed in the last seven days", 0),
            (Where("state", "eq", "missed"), Where("done_on", "empty"), Where("closes_on", "ge", TodayPlus(-7))),
            at="expected_on", grouped=True),
    ),
    business_date="expected_on",
    retention=Retention("expected_on", 3, N_("Proof that the shop's rules are kept: three years as policy")),
)  # fmt: skip

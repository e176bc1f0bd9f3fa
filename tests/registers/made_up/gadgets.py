"""Gadgets: a register that exists only in tests. It has one of everything, and no line of code elsewhere knows it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Integer, MetaData
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Base, Instant, Line, Record
from app.models.declaration import Chip, Field, Group, Lines, Numbering, Opens, Register, TodayPlus, Transition, Where
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Option, Phone, Ref, Tags, YesNo
from app.models.kinds import Integer as Whole

# Tables of its own, so that the shipped schema stays what the migrations make.
APART = MetaData(naming_convention=Base.metadata.naming_convention)


class Gadget(Record):
    """One gadget."""

    metadata = APART
    __tablename__ = "gadget"

    number: Mapped[str]
    name: Mapped[str]
    colour: Mapped[str | None]
    price: Mapped[int | None] = mapped_column(Integer)
    pieces: Mapped[int | None] = mapped_column(Integer)
    seen_on: Mapped[date | None]
    handy: Mapped[bool | None]
    owner_phone: Mapped[str | None]
    supplier_id: Mapped[int | None] = mapped_column(Integer)
    tags: Mapped[str | None]
    note: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="draft")
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    verdict: Mapped[str | None]


class GadgetPart(Line):
    """One part of a gadget."""

    metadata = APART
    __tablename__ = "gadget_part"

    gadget_id: Mapped[int] = mapped_column(Integer, index=True)
    title: Mapped[str]
    quantity: Mapped[int] = mapped_column(Integer)


STATES = (Option("draft", N_("Unchecked"), "amber"), Option("good", N_("Checked"), "accent"))

GADGETS = Register(
    name="gadgets",
    code=900,
    model=Gadget,
    label=N_("Gadgets"),
    singular=N_("Gadget"),
    purpose=N_("Things that exist only in tests."),
    icon="wrench",
    section="operations",
    order=90,
    numbering=Numbering("GX"),
    fields=(
        Field("number", N_("Gadget number"), CodeText(), readonly=True),
        Field("name", N_("Gadget name"), LineText(width=24), required=True, import_names=("玩意名称",)),
        Field(
            "colour",
            N_("Colour"),
            Choice(options=(Option("red", N_("Reddish")), Option("blue", N_("Bluish")))),
            bulk=True,
            import_names=("颜色",),
        ),
        Field("price", N_("Gadget price"), Money(), summed=True, import_names=("玩意价格",)),
        Field("pieces", N_("Gadget pieces"), Whole(minimum=0), summed=True),
        Field("seen_on", N_("Seen on"), Day(), default=TodayPlus(0)),
        Field("handy", N_("Handy"), YesNo()),
        Field("owner_phone", N_("Owner's phone"), Phone(), sensitive=True),
        Field("supplier_id", N_("Gadget supplier"), Ref(register="suppliers")),
        Field("tags", N_("Gadget tags"), Tags(), bulk=True),
        Field("note", N_("Gadget note"), LongText()),
        Field(
            "status",
            N_("Gadget state"),
            Choice(
                options=(Option("draft", N_("Unchecked"), "amber"), Option("good", N_("Checked"), "accent")), pill=True
            ),
            readonly=True,
            default="draft",
        ),
        Field("verdict", N_("Verdict"), LineText(), readonly=True),
        Field("checked_at", N_("Checked at"), Moment(), readonly=True),
    ),
    title=("name",),
    columns=("number", "name", "colour", "price", "pieces", "seen_on", "owner_phone", "supplier_id", "status"),
    sort="-number",
    groups=(
        Group(N_("What it is"), ("number", "name", "colour", "price", "pieces", "handy", "tags")),
        Group(N_("Where from"), ("seen_on", "supplier_id", "owner_phone")),
        Group(N_("The rest"), ("status", "verdict", "checked_at", "note")),
    ),
    chips=(
        Chip("open", N_("Unchecked"), (Where("status", "eq", "draft"),), tone="amber"),
        Chip("dear", N_("Dear"), (Where("price", "ge", 10_000),)),
    ),
    search=("number", "name", "tags"),
    lines=(
        Lines(
            "parts",
            N_("Parts"),
            GadgetPart,
            "gadget_id",
            (
                Field("title", N_("Part"), LineText(width=24), required=True),
                Field("quantity", N_("Part qty"), Whole(minimum=1), required=True, default=1, summed=True),
            ),
        ),
    ),
    opens=(
        Opens(
            "maker", "suppliers", N_("Open its maker"), "truck", {"name": "Maker of {name}", "note": "=note"}, ("name",)
        ),
    ),
    transitions=(
        Transition(
            "check",
            N_("Check the gadget"),
            "status",
            ("draft",),
            "good",
            icon="check",
            primary=True,
            requires=("price",),
            asks=(Field("verdict", N_("Verdict"), LineText(), required=True),),
            stamps="checked_at",
        ),
    ),
    business_date="seen_on",
    key=("name",),
)

"""Each slip that a declaration can hold is found when the registry is made, and said by name."""

from dataclasses import replace

import pytest
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Line, Record
from app.models.checks import problems
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
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, Option, Ref
from app.models.registry import BadDeclaration, Registry


class Apart(DeclarativeBase):
    """Tables that never get into the shop's own metadata."""

    metadata = MetaData()


class Thing(Record):
    metadata = Apart.metadata
    __tablename__ = "thing"
    number: Mapped[str]
    name: Mapped[str | None]
    state: Mapped[str]
    day: Mapped[str | None]
    thing_id: Mapped[int | None] = mapped_column(ForeignKey("thing.id"))


class ThingLine(Line):
    metadata = Apart.metadata
    __tablename__ = "thing_line"
    thing_id: Mapped[int]
    title: Mapped[str]


class Loose(Apart):
    __tablename__ = "loose"
    id: Mapped[int] = mapped_column(primary_key=True)


STATES = Choice(options=(Option("new", N_("New")), Option("done", N_("Done"))), pill=True)
LINES = Lines("lines", N_("Lines"), ThingLine, "thing_id", (Field("title", N_("Title"), LineText()),))
WRONG = Field("x", N_("X"), LineText())
DONE = Transition("done", N_("Done"), "state", ("new",), "done")
GOOD = Register(
    name="things",
    code=900,
    model=Thing,
    label=N_("Things"),
    singular=N_("Thing"),
    purpose=N_("For this test."),
    icon="box",
    section="stock",
    fields=(
        Field("number", N_("Number"), CodeText(), readonly=True),
        Field("name", N_("Name"), LineText()),
        Field("state", N_("State"), STATES, readonly=True, default="new"),
        Field("day", N_("Day"), Day()),
        Field("thing_id", N_("Other"), Ref(register="things")),
    ),
    title=("number",),
    columns=("number", "name", "state"),
    sort="-number",
    groups=(Group(N_("Thing"), ("number", "name")),),
    chips=(Chip("new", N_("New"), (Where("state", "eq", "new"),)),),
    search=("number", "name"),
    transitions=(DONE,),
    lines=(LINES,),
    related=(Related("things", "thing_id", N_("Others")),),
    numbering=Numbering("TH"),
    retention=Retention("day", 3, N_("Why")),
    due=(Due("late", N_("{title} is late"), (Where("state", "eq", "new"),), at="day"),),
    business_date="day",
    key=("number",),
)


def with_field(which: str, **changes: object) -> Register:
    return replace(GOOD, fields=tuple(replace(f, **changes) if f.name == which else f for f in GOOD.fields))


def test_a_declaration_without_a_slip_passes() -> None:
    assert problems((GOOD,)) == []


SLIPS: dict[str, tuple[Register, str]] = {
    "model": (replace(GOOD, model=Loose), "no Record"),
    "section": (replace(GOOD, section="nowhere"), "unknown section nowhere"),
    "code low": (replace(GOOD, code=0), "code 0"),
    "code high": (replace(GOOD, code=1000), "code 1000"),
    "field without column": (with_field("name", name="nmae"), "field nmae has no column"),
    "field twice": (replace(GOOD, fields=(*GOOD.fields, GOOD.fields[1])), "field name is declared twice"),
    "reference": (with_field("thing_id", kind=Ref(register="gone")), "refers to gone"),
    "no options": (with_field("state", kind=Choice()), "no options"),
    "option twice": (with_field("state", kind=Choice(options=STATES.options * 2)), "one twice"),
    "default": (with_field("state", default="old"), "defaults to old"),
    "title": (replace(GOOD, title=("titel",)), "title names titel"),
    "columns": (replace(GOOD, columns=("x",)), "columns names x"),
    "search": (replace(GOOD, search=("x",)), "search names x"),
    "key": (replace(GOOD, key=("x",)), "key names x"),
    "sort": (replace(GOOD, sort="-x"), "sort names x"),
    "group": (replace(GOOD, groups=(Group(N_("A"), ("x",)),)), "groups names x"),
    "field in two groups": (replace(GOOD, groups=(*GOOD.groups, *GOOD.groups)), "stands in two groups"),
    "numbering": (replace(GOOD, numbering=Numbering("TH", field="x")), "numbering names x"),
    "numbers of versions": (replace(GOOD, numbering=Numbering("TH", family="x")), "numbering names x"),
    "business date": (replace(GOOD, business_date="x"), "business date names x"),
    "retention": (replace(GOOD, retention=Retention("x", 1, N_("Why"))), "retention names x"),
    "chip": (replace(GOOD, chips=(Chip("c", N_("C"), (Where("x"),)),)), "chip names x"),
    "chip compares": (replace(GOOD, chips=(Chip("c", N_("C"), (Where("name", "lt_field", "x"),)),)), "compares with x"),
    "chip value": (replace(GOOD, chips=(Chip("c", N_("C"), (Where("state", "eq", "x"),)),)), "compares state with x"),
    "chip values": (replace(GOOD, chips=(Chip("c", N_("C"), (Where("state", "in", ("new", "x")),)),)), "state with x"),
    "due value": (replace(GOOD, due=(Due("d", N_("D"), (Where("state", "ne", "x"),)),)), "compares state with x"),
    "summed text": (with_field("name", summed=True), "field name is summed, but is no number"),
    "business date of another kind": (replace(GOOD, business_date="name"), "name, which is no date"),
    "due twice": (replace(GOOD, due=GOOD.due * 2), "due late is declared twice"),
    "chip twice": (replace(GOOD, chips=GOOD.chips * 2), "chip new is declared twice"),
    "due": (replace(GOOD, due=(Due("d", N_("D"), (Where("x"),)),)), "due d names x"),
    "due at": (replace(GOOD, due=(Due("d", N_("D"), (), at="x"),)), "due d names x"),
    "transition twice": (replace(GOOD, transitions=(DONE, DONE)), "transition done is declared twice"),
    "transition field": (replace(GOOD, transitions=(replace(DONE, field="x"),)), "moves x, which is no field"),
    "transition on a typed field": (replace(GOOD, transitions=(replace(DONE, field="name"),)), "not read-only"),
    "transition source": (replace(GOOD, transitions=(replace(DONE, sources=("x",)),)), "names x, which is no state"),
    "transition target": (replace(GOOD, transitions=(replace(DONE, target="x"),)), "names x, which is no state"),
    "transition requires": (replace(GOOD, transitions=(replace(DONE, requires=("x",)),)), "names x, which is no field"),
    "transition only": (
        replace(GOOD, transitions=(replace(DONE, only=(Where("x", "eq", 1),)),)),
        "transition done names x, which is no column",
    ),
    "transition only when": (
        replace(GOOD, transitions=(replace(DONE, only=(Where("day", "lt", 1),)),)),
        "transition done is limited by lt",
    ),
    "transition stamps": (replace(GOOD, transitions=(replace(DONE, stamps="x"),)), "names x, which is no field"),
    "lines model": (replace(GOOD, lines=(replace(LINES, model=Thing, fields=()),)), "the model is no Line"),
    "lines parent": (replace(GOOD, lines=(replace(LINES, parent="x"),)), "no column x"),
    "lines field": (replace(GOOD, lines=(replace(LINES, fields=(WRONG,)),)), "lines lines field x has no column"),
    "lines twice": (replace(GOOD, lines=(LINES, LINES)), "lines lines is declared twice"),
    "related": (replace(GOOD, related=(Related("gone", "x", N_("Gone")),)), "related register gone"),
    "related by": (replace(GOOD, related=(Related("things", "x", N_("X")),)), "register things has no column x"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_is_found(slip: str) -> None:
    register, said = SLIPS[slip]
    found = problems((register,))
    assert any(said in p for p in found), found
    with pytest.raises(BadDeclaration, match="things"):
        Registry((register,))


def test_clashes_between_registers_are_found() -> None:
    other = replace(GOOD, name="others")
    assert "code 900 is used twice" in problems((GOOD, other))
    assert "things: two registers of that name" in problems((GOOD, replace(GOOD, code=901)))


def test_every_slip_is_said_at_once() -> None:
    assert len(problems((replace(GOOD, section="x", title=("y",), sort="z"),))) == 3


def test_looking_up() -> None:
    registry = Registry((GOOD, replace(GOOD, name="aaa", code=901, order=1)))
    assert "things" in registry and "nothing" not in registry
    assert registry.by_code(901).name == "aaa"
    with pytest.raises(KeyError):
        registry["nothing"]


def test_a_declarations_parts_are_found_by_name() -> None:
    assert GOOD.field("name").name == "name" and GOOD.has_field("name") and not GOOD.has_field("x")
    assert GOOD.transition("done") is DONE
    assert [f.name for f in GOOD.state_fields()] == ["state"]
    assert GOOD.states("state") == ("new", "done") and GOOD.states("name") == ()
    assert GOOD.form_groups() == GOOD.groups
    assert replace(GOOD, groups=()).form_groups()[0].fields == ("number", "name", "state", "day", "thing_id")
    assert LINES.field("title").name == "title"
    for missing in (lambda: GOOD.field("x"), lambda: GOOD.transition("x"), lambda: LINES.field("x")):
        with pytest.raises(KeyError):
            missing()


def test_slips_in_what_is_asked_on_the_way_are_found() -> None:
    register = Registry.load()["suppliers"]
    wrong = replace(register, quick=("contact", "last_receipt_on"))
    told = problems((*(r for r in Registry.load() if r.name != "suppliers"), wrong))
    assert any("with last_receipt_on, which nobody types" in p for p in told)
    assert any("without name, which it needs" in p for p in told)

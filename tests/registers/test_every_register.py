"""One suite over every declaration: whatever is declared can be listed, said, read back, exported and moved."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import NotAllowed
from app.core.i18n import Text, Translator
from app.core.progress import Progress
from app.models.declaration import Field, Register
from app.models.kinds import Choice, LongText, Moment, Ref
from app.models.registry import Registry
from app.reports.verbs import export_view
from app.services import transitions
from app.store.audit import Actor
from app.store.shop import Shop
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.records import any_record
from tests.registers import made_up
from tests.registers.conftest import COUNT

REGISTERS = tuple(Registry.load(made_up))
SHIPPED = tuple(Registry.load())
FIELDS = [(r, f) for r in REGISTERS for f in r.fields]
COLUMNS = [
    (r, sign + c) for r in REGISTERS for c in dict.fromkeys((*r.columns, r.sort.lstrip("-"))) for sign in ("", "-")
]
MOVES = [(r, t) for r in REGISTERS for t in r.transitions]
BY_SERVICES = {
    "assignments": {"late", "dropped"},  # by the day on which it was done, and by posts that need it no more
    "certificates": {"expiring", "expired", "replaced"},  # by the calendar, and by a newer one
    "orders": {"part_shipped", "part_refunded", "refunded"},  # parts of an order and of its money
    "products": {"draft"},
    "complaints": {"open", "settled"},  # by the authority's dates, and by clocks that stopped
    "duty_dates": {"late", "missed"},  # by the day on which the work was done, or not at all
    "plans": {"replaced"},  # by the version that came into force after them
    "receipts": {"held"},  # by what the inspection of a delivery found
    "remedies": {"held"},  # by what the inspection of returned goods found
}
"""States that no declared move leads to and no record begins in: services set them."""


def named(value: Any) -> str:
    return str(getattr(value, "name", value))


@pytest.fixture
def own(filled: Shop, tmp_path: Path, every_register: Registry) -> Iterator[Shop]:
    """A copy of the filled shop to change."""
    shutil.copyfile(filled.db, tmp_path / "shop.db")
    if (wal := filled.db.with_name("shop.db-wal")).exists():
        shutil.copyfile(wal, tmp_path / "shop.db-wal")
    shop = Shop(tmp_path / "shop.db", KEY, OWNER, every_register, filled.clock)
    yield shop
    shop.close()


@pytest.mark.parametrize(("register", "sort"), COLUMNS, ids=named)
def test_every_listed_column_sorts_and_pages(filled: Shop, register: Register, sort: str) -> None:
    view = View(register.name, sort=sort)
    with filled.read() as reader:
        total = reader.count(view)
        whole = reader.page(view, 0, 100)
        assert total == len(whole) == COUNT
        assert len(whole[0]) == 1 + len(register.columns)
        parts = [reader.page(view, at, 7, total) for at in range(0, total, 7)]
        assert [r for part in parts for r in part] == whole == list(reader.iterate(view, 5))
        assert [reader.position(view, r[0]) for r in whole[:4]] == [0, 1, 2, 3]
        turned = reader.page(view.changed(sort=sort[1:] if sort[0] == "-" else f"-{sort}"), 0, 100)
        assert turned == whole[::-1]


@pytest.mark.parametrize("register", REGISTERS, ids=named)
def test_chips_and_sums_and_titles_work(filled: Shop, register: Register) -> None:
    with filled.read() as reader:
        counts = reader.chip_counts(register.name)
        assert set(counts) == {c.name for c in register.chips if c.counted}
        for chip in register.chips:
            assert len(reader.page(View(register.name, chip=chip.name), 0, 100)) == reader.count(
                View(register.name, chip=chip.name)
            )
        assert set(reader.sums(View(register.name))) == {f.name for f in register.fields if f.summed}
        ids = reader.ids(View(register.name))
        titles = reader.titles(register.name, ids)
        assert all(titles[i] for i in ids[:3]) and len(titles) == COUNT


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.search], ids=named)
def test_every_search_field_is_found(filled: Shop, register: Register) -> None:
    with filled.read() as reader:
        row = reader.record(register.name, 1)
        for name in register.search:
            value = row[name]
            if isinstance(value, str) and value:
                assert 1 in reader.ids(View(register.name, search=value)), name


@pytest.mark.parametrize(("register", "field"), FIELDS, ids=named)
def test_every_value_is_said_and_read_back(filled: Shop, register: Register, field: Field) -> None:
    for language in ("zh", "en"):
        at = filled.locale(Translator(language))
        with filled.read() as reader:
            for record_id in (1, 2, 5):
                value = reader.record(register.name, record_id)[field.name]
                said = field.kind.say(value, at)
                assert isinstance(said, str)
                field.kind.cell(value, at)
                if value is None:
                    assert said == "" and field.kind.cell(None, at) is None
                elif isinstance(field.kind, Moment):
                    read = field.kind.parse(said, at)
                    assert read == value.replace(second=0, microsecond=0)
                elif not isinstance(field.kind, Ref | LongText):
                    assert field.kind.parse(said, at) == value


@pytest.mark.parametrize("register", SHIPPED, ids=named)
def test_every_word_has_its_chinese(register: Register) -> None:
    zh = Translator("zh")
    words = list(_texts(register))
    assert [
        w.msgid for w in words if zh(w) == w.msgid and any(c.isalpha() for c in w.msgid) and w.msgid not in SAME
    ] == []


SAME = {"SKU", "Shopify", "Etsy", "eBay", "EMS", "Amazon", "—", "{label}"}
"""Words that a Chinese shop says in Latin letters, and what is nothing but a field's value."""


def _texts(r: Register) -> Iterator[Text]:
    yield from (r.label, r.singular, r.purpose)
    yield from (g.label for g in r.groups)
    yield from (c.label for c in r.chips)
    yield from (d.label for d in r.due)
    yield from (x.label for x in (*r.related, *r.lines))
    for f in (*r.fields, *(f for x in r.lines for f in x.fields), *(f for t in r.transitions for f in t.asks)):
        yield from (t for t in (f.label, f.help) if t is not None)
        if isinstance(f.kind, Choice):
            yield from (o.label for o in f.kind.options)
    for move in r.transitions:
        yield from (t for t in (move.label, move.confirm) if t is not None)
    if r.retention:
        yield r.retention.source


@pytest.mark.parametrize(("register", "move"), MOVES, ids=named)
def test_moves_are_refused_where_the_declaration_does_not_allow_them(own: Shop, register: Register, move: Any) -> None:
    for state in register.states(move.field):
        if state in move.sources:
            continue
        own.change(lambda uow, s=state: uow.update(register.name, 1, {move.field: s}))  # type: ignore[misc]
        head = own.head()
        with pytest.raises(NotAllowed):
            own.change(lambda uow: transitions.perform(uow, register.name, 1, move.name, {}))
        assert own.head() == head
        with own.read() as reader:
            record = reader.record(register.name, 1)
        assert record[move.field] == state
        assert move not in transitions.available(register, record, "owner")


@pytest.mark.parametrize(("register", "move"), MOVES, ids=named)
def test_moves_are_refused_to_those_who_may_not(
    own: Shop, register: Register, move: Any, every_register: Registry
) -> None:
    own.change(lambda uow: uow.update(register.name, 1, {move.field: move.sources[0]}))
    for role in {"owner", "clerk", "inspector"} - set(move.roles):
        seat = Shop(own.db, KEY, Actor("x", "别人", role), every_register)
        with pytest.raises(NotAllowed):
            seat.record(lambda uow: transitions.perform(uow, register.name, 1, move.name, {}))
        seat.close()


@pytest.mark.parametrize(("register", "move"), MOVES, ids=named)
def test_moves_of_voided_records_are_refused(own: Shop, register: Register, move: Any) -> None:
    own.change(lambda uow: uow.update(register.name, 1, {move.field: move.sources[0]}))
    own.change(lambda uow: uow.void(register.name, 1, "试"))
    with pytest.raises(NotAllowed, match="voided"):
        own.change(lambda uow: transitions.perform(uow, register.name, 1, move.name, {}))


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.transitions], ids=named)
def test_every_state_is_reached(register: Register) -> None:
    for field in register.state_fields():
        reached = {field.default, *BY_SERVICES.get(register.name, set())}
        moves = [t for t in register.transitions if t.field == field.name]
        while more := {t.target for t in moves if reached & set(t.sources)} - reached:
            reached |= more
        assert set(register.states(field.name)) <= reached
        assert all(set(t.sources) <= reached for t in moves)


@pytest.mark.parametrize("register", REGISTERS, ids=named)
def test_every_register_leaves_as_a_workbook_a_table_and_a_paper(own: Shop, register: Register, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    at = own.locale()
    for suffix in ("xlsx", "csv", "pdf"):
        done = export_view(own, View(register.name), tmp_path / f"x.{suffix}", at, Progress())
        assert done.rows == COUNT and done.path.stat().st_size > 500
    cells = [c.value for row in load_workbook(tmp_path / "x.xlsx").worksheets[0].iter_rows() for c in row]
    assert {at.tr(register.field(n).label) for n in register.columns} <= set(cells)
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    assert at.tr(register.field(register.columns[0]).label) in text


@pytest.mark.parametrize("register", REGISTERS, ids=named)
def test_a_change_is_in_the_timeline_in_words_that_can_be_said(own: Shop, register: Register) -> None:
    at = own.locale()
    with own.read() as reader:
        one = reader.record(register.name, 1)
    other = any_record(register, 777, {})
    changes = {f.name: other[f.name] for f in register.fields if f.name in other and not isinstance(f.kind, Ref)}
    changes = {n: v for n, v in changes.items() if one[n] != v}
    own.change(lambda uow: uow.update(register.name, 1, changes, version=one["version"]))
    with own.read() as reader:
        event = reader.timeline(register.name, 1)[0]
    assert {n: new for n, _, new in event.changes} == changes
    assert all(register.field(n).kind.say(new, at) is not None for n, _, new in event.changes)

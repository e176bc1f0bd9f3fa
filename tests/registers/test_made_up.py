"""A register that no line of the program knows works like any other: one file, and nothing else was touched."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text

from app.core.errors import Invalid, NotAllowed
from app.core.progress import Progress
from app.models.declaration import Where
from app.models.registry import Registry
from app.reports.verbs import export_view
from app.services import records, transitions
from app.store.shop import Shop
from app.store.view import View
from tests.registers.made_up_tables import add_tables


@pytest.fixture
def gadgets(shop: Shop, every_register: Registry) -> Shop:
    """A fresh shop that knows the made-up register, with two gadgets."""
    shop.registry = every_register
    add_tables(shop)
    for name, price in (("竹编机关", 12_000), ("铜锁", 3_000)):
        values = {"name": name, "price": price, "colour": "red", "owner_phone": "13800001234"}
        parts = {"parts": [{"title": "榫", "quantity": 2}]}
        shop.change(lambda uow, v=values, p=parts: records.save(uow, "gadgets", None, v, p))
    return shop


def test_nothing_of_the_program_names_it() -> None:
    app = Path(__file__).parents[2] / "app"
    assert [p for p in app.rglob("*.py") if "gadget" in p.read_text("utf-8").lower()] == []


def test_its_tables_come_by_a_generated_migration_that_leaves_nothing_to_do(gadgets: Shop) -> None:
    assert add_tables(gadgets).strip() == "pass"


def test_it_is_listed_filtered_summed_and_numbered(gadgets: Shop) -> None:
    with gadgets.read() as reader:
        rows = reader.page(View("gadgets", sort="number", columns=("number", "name")), 0, 10)
        assert [r[2] for r in rows] == ["竹编机关", "铜锁"]
        assert rows[0][1].startswith("GX-") and rows[0][1].endswith("-000001")
        assert reader.sums(View("gadgets"))["price"] == 15_000
        assert reader.chip_counts("gadgets") == {"open": 2, "dear": 1}
        assert reader.count(View("gadgets", where=(Where("colour", "eq", "blue"),))) == 0


def test_it_is_found_by_character_and_by_pinyin(gadgets: Shop) -> None:
    with gadgets.read() as reader:
        for typed in ("机关", "zhubian", "zbjg", "tongsuo"):
            assert [h.register for h in reader.find(typed)] == ["gadgets"], typed
        assert "13800001234" not in reader.find("机关")[0].subtitle


def test_its_form_is_checked_and_its_states_move(gadgets: Shop) -> None:
    with pytest.raises(Invalid):
        gadgets.change(lambda uow: records.save(uow, "gadgets", None, {"price": 1}, None))
    register = gadgets.registry["gadgets"]
    move = register.transitions[0]
    asked = {f.name: "好" for f in move.asks}
    gadgets.change(lambda uow: transitions.perform(uow, "gadgets", 1, move.name, asked))
    with pytest.raises(NotAllowed):
        gadgets.change(lambda uow: transitions.perform(uow, "gadgets", 1, move.name, asked))
    with gadgets.read() as reader:
        assert reader.record("gadgets", 1)["status"] == move.target
        assert reader.timeline("gadgets", 1)[0].action == move.name


def test_its_changes_are_logged_and_its_lines_kept(gadgets: Shop) -> None:
    with gadgets.read() as reader:
        lines = reader.lines("gadgets", 1, "parts")
        version = reader.record("gadgets", 1)["version"]
    rows = [{**lines[0], "quantity": 5}]
    gadgets.change(lambda uow: records.save(uow, "gadgets", 1, {"note": "改"}, {"parts": rows}, version=version))
    with gadgets.read() as reader:
        assert reader.lines("gadgets", 1, "parts")[0]["quantity"] == 5
        assert ("note", None, "改") in reader.timeline("gadgets", 1)[0].changes
        count = "SELECT count(*) FROM audit WHERE register = 'gadgets'"
        assert reader.connection.execute(text(count)).scalar() == 3


def test_it_leaves_as_a_workbook_a_table_and_a_paper(gadgets: Shop, tmp_path: Path) -> None:
    at = gadgets.locale()
    for suffix in ("xlsx", "csv", "pdf"):
        export_view(gadgets, View("gadgets"), tmp_path / f"g.{suffix}", at, Progress())
    cells = [c.value for row in load_workbook(tmp_path / "g.xlsx").worksheets[0].iter_rows() for c in row]
    assert "竹编机关" in cells and 120 in cells and "138****1234" in cells
    assert "铜锁" in (tmp_path / "g.csv").read_text("utf-8-sig")
    paper = "".join(p.extract_text() for p in PdfReader(tmp_path / "g.pdf").pages)
    assert "竹编机关" in paper

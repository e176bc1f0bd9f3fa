"""Cells that refer to a record suggest it while one types: by name, number or pinyin, with the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.kinds import Choice
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.special.new_products import start_new_products
from app.ui.widgets.grid.cell_box import CellBox
from app.ui.widgets.grid.choices import ChoiceLookup
from app.ui.widgets.grid.view import Grid
from tests.ui.pages.conftest import Desk


def goods(desk: Desk, register: str = "orders") -> LineGrid:
    """The first list of lines of a new record."""
    page = desk.open(register)
    page.new()
    desk.settle()
    assert page.form is not None
    return next(iter(page.form.form.grids.values()))


def column(grid: Grid, name: str) -> int:
    return [f.name for f in grid.model.fields].index(name)


def typed(desk: Desk, grid: Grid, words: str, name: str = "product_id", row: int = 0) -> CellBox:
    """Type into a cell, as one does: the first key opens its box."""
    view = grid.view
    view.setFocus()
    view.setCurrentIndex(grid.model.index(row, column(grid, name)))
    QTest.keyClick(view, Qt.Key.Key_F2) if not words else QTest.keyClicks(view, words[:1])
    box = view.viewport().findChild(CellBox)
    assert box is not None
    desk.keys(box, words[1:])
    return box


def listed() -> tuple[QWidget, list[str]]:
    popup = QApplication.activePopupWidget()
    assert popup is not None, "nothing is suggested"
    model: Any = popup.model()  # type: ignore[attr-defined]
    return popup, [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def product(desk: Desk, name: str) -> int:
    return next(i for i in range(1, 6) if desk.values("products", i)["name"] == name)


def test_a_few_letters_of_pinyin_suggest_a_product_and_enter_takes_it(desk: Desk) -> None:
    grid = goods(desk)
    typed(desk, grid.grid, "xmc")
    popup, words = listed()
    assert words and words[0].startswith("玄米茶")
    desk.key(popup, Qt.Key.Key_Return)
    first = grid.rows()[0]
    assert first["product_id"] == product(desk, "玄米茶") and first["unit_price"] == 5000
    assert QApplication.activePopupWidget() is None and grid.problems() == []
    here = grid.grid.view.currentIndex()
    assert (here.row(), here.column()) == (1, column(grid.grid, "product_id"))


def test_down_goes_through_the_matches_and_tab_takes_one_and_goes_on(desk: Desk) -> None:
    grid = goods(desk, "receipts")
    typed(desk, grid.grid, "HM-")
    popup, words = listed()
    assert len(words) > 1
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Tab)
    cell = grid.grid.model.cell(0, column(grid.grid, "product_id"))
    assert words[1].startswith(cell.text) and isinstance(cell.value, int)
    assert grid.grid.view.currentIndex().column() > column(grid.grid, "product_id")


def test_down_in_an_empty_cell_offers_the_latest_and_escape_leaves_the_words(desk: Desk) -> None:
    grid = goods(desk, "receipts")
    box = typed(desk, grid.grid, "")
    desk.key(box, Qt.Key.Key_Down)
    popup, words = listed()
    assert len(words) == 5
    desk.key(popup, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None and box.isVisible()


def test_a_click_takes_a_match(desk: Desk) -> None:
    grid = goods(desk, "receipts")
    typed(desk, grid.grid, "fbd")
    popup, _ = listed()
    view: Any = popup
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    desk.settle()
    assert grid.rows()[0]["product_id"] == product(desk, "帆布袋")


def test_of_two_of_one_name_the_one_that_was_chosen_is_kept(desk: Desk) -> None:
    twins = [
        desk.shop.change(lambda uow, n=n: uow.create("products", {"sku": f"TW-{n}", "name": "双生杯", "price": 100}))
        for n in range(2)
    ]
    grid = goods(desk, "receipts")
    typed(desk, grid.grid, "ssb")
    popup, words = listed()
    at = next(i for i, said in enumerate(words) if "TW-1" in said)
    for _ in range(at):
        desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Return)
    assert grid.rows()[0]["product_id"] == twins[1]
    box = typed(desk, grid.grid, "")  # opened again and left as it is
    desk.key(box, Qt.Key.Key_Return)
    assert grid.rows()[0]["product_id"] == twins[1] and grid.problems() == []


def test_a_scanned_code_needs_no_list(desk: Desk) -> None:
    grid = goods(desk, "receipts")
    view = grid.grid.view
    view.setFocus()
    view.setCurrentIndex(grid.grid.model.index(0, column(grid.grid, "product_id")))
    QTest.keyClicks(view, "H")
    box = view.viewport().findChild(CellBox)
    assert box is not None
    QTest.keyClicks(box, "M-03")
    desk.key(box, Qt.Key.Key_Return)
    assert grid.rows()[0]["product_id"] == product(desk, "玄米茶")
    assert QApplication.activePopupWidget() is None


def test_a_name_of_the_staff_is_suggested_and_another_name_stays_as_typed(desk: Desk) -> None:
    lin = desk.shop.change(lambda uow: uow.create("staff", {"name": "沈小满", "post": "客服"}))
    page = desk.open("training_sessions")
    page.new()
    desk.settle()
    assert page.form is not None
    grid = page.form.form.grids["attendees"]
    typed(desk, grid.grid, "sxm", "name")
    popup, words = listed()
    assert words[0].startswith("沈小满")
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Return)
    first = grid.rows()[0]
    assert (first["staff_id"], first["name"], first["post"], first["attendance"]) == (lin, "沈小满", "客服", "invited")
    typed(desk, grid.grid, "sx", "name", 1)
    popup, _ = listed()
    desk.key(popup, Qt.Key.Key_Return)  # a guest of that name: none was gone to
    assert [(r["staff_id"], r["name"]) for r in grid.rows()] == [(lin, "沈小满"), (None, "sx")]
    typed(desk, grid.grid, "sxm", "name", 2)
    popup, _ = listed()
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Tab)
    assert len(grid.rows()) == 2, "who is on it already is not put on it again"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_what_is_not_there_yet_is_made_on_the_way(desk: Desk, key: Qt.Key) -> None:
    desk.open("products")
    dialog = start_new_products(desk.window.desk, desk.window)
    desk.settle()
    typed(desk, dialog.grid, "Mountain Foods", "supplier_id")
    popup, words = listed()
    assert words == ['New supplier "Mountain Foods"…']
    desk.key(popup, key)
    asked = desk.dialog()
    assert asked is not dialog
    desk.press(asked, "Save")
    cell = dialog.grid.model.cell(0, column(dialog.grid, "supplier_id"))
    assert cell.text == "Mountain Foods" and isinstance(cell.value, int)


def test_a_cell_with_fixed_answers_lists_them_at_once_and_by_their_letters(desk: Desk) -> None:
    grid = goods(desk, "stock_counts").grid
    kind = next(f for f in grid.model.fields if f.name == "reason").kind
    assert isinstance(kind, Choice)
    words = [str(o.label) for o in kind.options]
    typed(desk, grid, "", "reason")
    desk.settle(50)
    popup, said = listed()
    assert said == words, "who opens the box sees what may stand there"
    desk.key(popup, Qt.Key.Key_Return)
    assert grid.model.cell(0, column(grid, "reason")).value is None, "nothing was gone to, so nothing is taken"
    typed(desk, grid, words[-1][:3].lower(), "reason")
    desk.settle(200)
    popup, said = listed()
    assert said[0] == words[-1]
    desk.key(popup, Qt.Key.Key_Return)
    assert grid.model.cell(0, column(grid, "reason")).value == kind.options[-1].key


def test_the_answer_that_stands_there_is_first_in_its_list(desk: Desk) -> None:
    grid = goods(desk, "stock_counts").grid
    kind = next(f for f in grid.model.fields if f.name == "reason").kind
    assert isinstance(kind, Choice)
    there = str(kind.options[1].label)
    found = ChoiceLookup(kind, lambda: desk.stage.kit.tr).find(there, 12)
    assert found[0].title == there and len(found) == len(kind.options)
    assert ChoiceLookup(kind, lambda: desk.stage.kit.tr).find("nothing of the kind", 12) == []


def test_space_turns_a_yes_into_a_no(desk: Desk) -> None:
    grid = goods(desk, "drills").grid
    assert [f.name for f in grid.model.fields][-1] == "present"
    view, at = grid.view, column(grid, "present")
    view.setFocus()
    view.setCurrentIndex(grid.model.index(0, at))
    for expected in (True, False, True):
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert grid.model.cell(0, at).value is expected

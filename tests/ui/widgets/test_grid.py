from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.core.i18n import N_
from app.core.locale import Locale
from app.models.declaration import Field, TodayPlus
from app.models.kinds import Day, Integer, LineText, Ref
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.grid.view import Grid
from app.ui.widgets.grid.widths import folded_width
from tests.ui.gallery import LINES, Skus

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot) -> Iterator[Grid]:
    made = Grid(kit, worker, at, LINES, Skus())
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitExposed(made)
    yield made


def pasted(grid: Grid, worker: Worker, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    grid.view.setFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: not worker.busy)


def problems(grid: Grid) -> list[tuple[int, str]]:
    return [(p.row, p.field) for p in grid.model.problems()]


def said(grid: Grid) -> list[str]:
    return [grid.report.item(i).text() for i in range(grid.report.count())]


def test_rows_are_pasted_with_their_values(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\t39.00\t\nXM-100\t1\t12.5*4\t送人\n")
    assert grid.records() == [
        {"product": 1, "quantity": 2, "price": 3900, "note": None},
        {"product": 2, "quantity": 1, "price": 5000, "note": "送人"},
    ]
    assert problems(grid) == []
    assert grid.summary.text() == "2 rows"


def test_headings_decide_where_columns_go(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "Price\tProduct\tQuantity\n39\tGH-250\t2\n")
    assert grid.records() == [{"product": 1, "quantity": 2, "price": 3900, "note": None}]


def test_no_row_is_dropped_and_each_problem_is_named(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\tthree\t39\nZZ-9\t1\t\t\tleft over\n\t5\n")
    assert len(grid.records()) == 3
    assert problems(grid) == [(1, "quantity"), (2, "product"), (3, "product")]
    assert said(grid) == [
        'Row 1, Quantity: "three" is not a whole number.',
        'Row 2, Product: "ZZ-9" was not found: write the whole number or name.',
        "Row 3, Product: Please fill this in.",
        'Row 2, column 5: there is no column here for "left over".',
    ]
    assert grid.summary.text() == "3 rows, 3 with something to mend"


def test_mending_a_cell_takes_its_problem_away(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\tthree\n")
    grid.view.setCurrentIndex(grid.model.index(0, 1))
    qtbot.keyClick(grid.view, Qt.Key.Key_3)
    box = grid.view.viewport().findChild(QLineEdit)
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: problems(grid) == [])
    assert grid.records()[0]["quantity"] == 3
    assert grid.report.isHidden()


def test_a_paste_begins_at_the_current_cell(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\nXM-100\t1\n")
    grid.view.setCurrentIndex(grid.model.index(1, 1))
    pasted(grid, worker, qtbot, "7\n8\n")
    assert [r["quantity"] for r in grid.records()] == [2, 7, 8]
    assert [r["product"] for r in grid.records()] == [1, 2, None]


def test_there_is_always_an_empty_row_at_the_end(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\n")
    assert grid.model.rowCount() == 2
    grid.view.selectRow(0)
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete, CTRL)
    assert grid.model.rowCount() == 1
    assert grid.records() == []


def test_quoted_cells_with_line_breaks_stay_one_cell(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, 'GH-250\t1\t1\t"two\nlines"\n')
    assert grid.records()[0]["note"] == "two\nlines"


def test_cells_are_copied_as_a_spreadsheet_takes_them(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\t39\n")
    grid.view.selectRow(0)
    qtbot.keyClick(grid.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "GH-250\t2\t39.00\t\n"


def test_a_huge_paste_is_refused_in_words(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "x\t" * 200_001)
    assert "200,000" in said(grid)[0]


def test_enter_goes_down(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\n")
    grid.view.setCurrentIndex(grid.model.index(0, 1))
    qtbot.keyClick(grid.view, Qt.Key.Key_Return)
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (1, 1)


def test_ctrl_enter_is_left_to_the_form_around_the_grid(kit: Kit, grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\n")
    done: list[bool] = []
    dialog = Dialog(kit, None, N_("Note"))
    qtbot.addWidget(dialog)
    dialog.body.addWidget(grid)
    dialog.offer_open(N_("Save"), lambda: done.append(True), kind="primary")
    dialog.show()
    grid.view.setCurrentIndex(grid.model.index(0, 1))
    qtbot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    assert done == [True] and grid.view.currentIndex().row() == 0
    grid.setParent(None)


def test_rows_of_a_record_are_shown_with_titles(grid: Grid) -> None:
    grid.model.show_records([{"product": 1, "quantity": 2, "price": 3900}], {"products": {1: "手工桂花酱"}})
    assert grid.model.index(0, 0).data() == "手工桂花酱"
    assert grid.records()[0]["product"] == 1


def test_records_of_two_registers_with_the_same_id_keep_their_own_titles(
    kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot
) -> None:
    fields = (Field("who", N_("Name"), Ref(register="staff")), Field("what", N_("Product"), Ref(register="products")))
    made = Grid(kit, worker, at, fields, Skus())
    qtbot.addWidget(made)
    made.model.show_records([{"who": 1, "what": 1}], {"products": {1: "手工桂花酱"}, "staff": {1: "林晓"}})
    assert [made.model.index(0, column).data() for column in (0, 1)] == ["林晓", "手工桂花酱"]


def typing(grid: Grid, qtbot: QtBot, words: str) -> QLineEdit:
    """A box that is open in the first row's note, with words in it."""
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(0, 3))
    qtbot.keyClick(grid.view, Qt.Key.Key_F2)
    box = grid.view.viewport().findChild(QLineEdit)
    assert box is not None
    box.setText(words)
    return box


def test_enter_takes_what_was_typed_at_once_and_only_once(grid: Grid, worker: Worker, qtbot: QtBot, qtlog: Any) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\t39.00\t\n")
    box = typing(grid, qtbot, "送人")
    taken: list[object] = []
    grid.changed.connect(lambda: taken.append(grid.records()[0]["note"]))
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert taken == ["送人"], "whatever the same key sets off finds it"
    grid.model.show_records(grid.records())
    qtbot.wait(1)
    assert [r.message for r in qtlog.records if "commitData" in r.message] == []


def test_a_box_that_is_still_open_is_settled(grid: Grid, worker: Worker, qtbot: QtBot) -> None:
    pasted(grid, worker, qtbot, "GH-250\t2\t39.00\t\n")
    typing(grid, qtbot, "送人")
    assert grid.records()[0]["note"] is None
    grid.view.settle()
    assert grid.records()[0]["note"] == "送人"
    grid.view.settle()
    assert grid.records()[0]["note"] == "送人"


def test_a_row_begins_with_what_its_fields_begin_with(
    kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot
) -> None:
    fields = (
        Field("name", N_("Name"), LineText()),
        Field("quantity", N_("Qty"), Integer(), required=True, default=1),
        Field("on", N_("On"), Day(), default=TodayPlus(0)),
    )
    grid = Grid(kit, worker, at, fields)
    qtbot.addWidget(grid)
    grid.model.put_many([(0, 0, "茶")])
    assert grid.records() == [{"name": "茶", "quantity": 1, "on": at().today}]
    grid.model.put_many([(1, 0, "杯"), (1, 1, "3")])
    assert [r["quantity"] for r in grid.records()] == [1, 3]
    grid.model.put_many([(0, 1, "")])
    assert [p.field for p in grid.model.problems()] == ["quantity"]  # emptied by hand, it stays empty
    grid.model.put_many([(0, 0, ""), (1, 0, ""), (1, 1, "")])
    assert grid.records() == []  # what nobody typed makes no row, and does not stay behind
    grid.model.put_many([(2, 0, "")])
    assert [grid.model.cell(row, column).text for row in range(3) for column in range(3)] == [""] * 9


@pytest.mark.parametrize(
    ("words", "width"),
    [
        ("Shelf life, days", 10),  # "Shelf" and "life, days"
        ("Certificate", 11),
        ("保质期（天）", 3),
        ("备注", 1),
        ("", 0),
    ],
)
def test_a_heading_folds_at_a_space_or_between_chinese_characters(words: str, width: int) -> None:
    assert folded_width(words, len) == width

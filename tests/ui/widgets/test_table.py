from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Choice
from app.ui.runtime.worker import Worker
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table.blocks import BLOCK, KEPT_BLOCKS
from app.ui.widgets.table.card import TableCard
from app.ui.widgets.table.delegate import PAD
from app.ui.widgets.table.picked import Picked, runs
from app.ui.widgets.table.source import Row, Span
from app.ui.widgets.table.view import RowsView
from app.ui.widgets.table.widths import LEAST_FLEXIBLE, share
from tests.ui.gallery import COLUMNS, Orders, made_row

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MILLION = 1_000_000


class Listed:
    """A source over ids in some order, which counts what it is asked for."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = list(ids)
        self.fetched: list[int] = []

    def count(self) -> int:
        return len(self.ids)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        self.fetched.append(offset)
        return [Row(i, made_row(MILLION - i, MILLION).cells) for i in self.ids[offset : offset + limit]]

    def positions(self, ids: Sequence[int]) -> Mapping[int, int]:
        return {i: self.ids.index(i) for i in ids if i in self.ids}

    def sums(self, spans: Sequence[Span], keys: Sequence[str]) -> Mapping[str, int]:
        rows = [r for s in spans for r in self.fetch(s.start, s.length)]
        return {"paid": sum(int(str(r.cells[4])) for r in rows)}


@pytest.fixture
def view(kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot) -> Iterator[RowsView]:
    made = RowsView(kit, worker, at, COLUMNS)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made


def shown(view: RowsView, source: object, worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.idle):
        view.show_source(source)  # type: ignore[arg-type]
    settle(worker, qtbot)


def settle(worker: Worker, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not worker.busy)


def first_cell(view: RowsView, at: int) -> str:
    row = view.rows.feed.peek(at)
    return "" if row is None else str(row.cells[0])


def test_rows_show_and_are_counted(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    assert view.rows.rowCount() == 50
    assert first_cell(view, 0) == "SO-2026-000050"
    assert view.rows.index(0, 4).data() == "128.00"


def test_a_million_rows_scroll_to_the_end_at_once(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    source = Listed(range(MILLION))
    shown(view, source, worker, qtbot)
    before = time.perf_counter()
    qtbot.keyClick(view, Qt.Key.Key_End)
    took = time.perf_counter() - before
    view.viewport().repaint()
    settle(worker, qtbot)
    assert view.currentIndex().row() == MILLION - 1
    assert first_cell(view, MILLION - 1) != ""
    assert took < 0.5
    assert max(source.fetched) >= MILLION - BLOCK
    assert len(set(source.fetched)) < 12


def test_memory_stays_bounded_while_scrolling(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(MILLION), worker, qtbot)
    for at in range(0, 60 * BLOCK, BLOCK):
        view.rows.row(at)
        settle(worker, qtbot)
    assert len(view.rows.feed._blocks) <= KEPT_BLOCKS


def test_painting_asks_only_for_what_is_seen(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    source = Listed(range(10_000))
    shown(view, source, worker, qtbot)
    assert set(source.fetched) <= {0, BLOCK}


def test_scrolling_faster_than_the_file_drops_old_wishes(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    go = threading.Event()

    class Slow(Orders):
        def fetch(self, offset: int, limit: int) -> Sequence[Row]:
            go.wait(5)
            return super().fetch(offset, limit)

    view.show_source(Slow(MILLION))
    qtbot.waitUntil(lambda: view.rows.rowCount() == MILLION)
    for at in range(0, 300 * BLOCK, BLOCK):
        view.rows.row(at)
    assert len(view.rows.feed._waiting) <= 6
    go.set()
    settle(worker, qtbot)


def test_selection_survives_a_reload_in_another_order(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    source = Listed(range(1, 401))
    shown(view, source, worker, qtbot)
    view.go_to(5)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.picker.picked.ids == (6, 7, 8)
    source.ids.reverse()
    view.reload()
    qtbot.waitUntil(lambda: view.picker.picked.spans == (Span(392, 3),))
    settle(worker, qtbot)
    view.scrollTo(view.rows.index(393, 0))
    view.viewport().repaint()
    settle(worker, qtbot)
    qtbot.waitUntil(lambda: set(view.picker.picked.ids or ()) == {6, 7, 8})


def test_records_that_left_the_list_are_let_go(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    source = Listed(range(1, 51))
    shown(view, source, worker, qtbot)
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    source.ids.remove(1)
    view.reload()
    qtbot.waitUntil(lambda: view.picker.picked.ids == (2,))


def test_a_record_is_found_by_its_id(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Listed(range(1, 1001)), worker, qtbot)
    with qtbot.waitSignal(view.current_changed):
        view.picker.select_id(900)
    assert view.currentIndex().row() == 899


def test_sums_of_what_is_selected(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.picker.picked.sums == {"paid": 12800 + 5990}


def test_selecting_all_of_many_sums_in_the_file(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(6000), worker, qtbot)
    seen: list[Picked] = []
    view.picker.changed.connect(seen.append)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    assert seen[-1].everything
    assert (seen[-1].count, seen[-1].ids) == (6000, None)
    qtbot.waitUntil(lambda: bool(seen[-1].sums))
    assert seen[-1].sums == {"paid": 6000 // 5 * (12800 + 5990 + 31240 + 8900 + 14760)}


def test_copy_takes_rows_that_are_not_here(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(400), worker, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 400
    assert lines[0].split("\t")[:3] == ["SO-2026-000400", "淘宝", "陈予安"]
    assert lines[0].split("\t")[7] == "2026-11-23 09:57"


def test_taking_the_keyboard_goes_to_no_record(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    told: list[object] = []
    view.current_changed.connect(told.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert not view.currentIndex().isValid()
    assert told == []
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 0


def test_home_end_and_enter(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    view.go_to(10)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [50]


def test_type_ahead_by_number_and_by_pinyin(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    qtbot.keyClicks(view, "SO-2026-000031")
    assert view.currentIndex().row() == 19
    view._forget_typed()
    view.columns.restore({"order": ["buyer", "number"], "hidden": ["platform"]})
    view.go_to(0)
    qtbot.keyClicks(view, "lmc")
    assert view.rows.index(view.currentIndex().row(), 2).data() == "李沐辰"


def test_clicking_a_heading_asks_for_that_order(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    place = QPoint(view.heading.sectionViewportPosition(4) + 30, 18)
    asked: list[tuple[str, bool]] = []
    view.sort_asked.connect(lambda key, down: asked.append((key, down)))
    for _ in range(2):
        QTest.mouseClick(view.heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [key for key, _ in asked] == ["paid", "paid"]
    assert {down for _, down in asked} == {True, False}


def test_columns_fill_the_view_and_are_kept(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    total = sum(view.heading.sectionSize(at) for at in view.columns.shown())
    assert total >= view.viewport().width()
    view.heading.resizeSection(3, 333)
    view.columns.set_shown("payment", False)
    view.heading.moveSection(0, 2)
    state = view.columns.state()
    view.columns.reset_widths()
    view.columns.set_shown("payment", True)
    view.heading.moveSection(2, 0)
    view.columns.restore(state)
    assert view.columns.state() == state
    assert view.heading.sectionSize(3) == 333
    assert [COLUMNS[at].key for at in view.columns.shown()][:3] == ["platform", "buyer", "number"]


def test_where_room_is_short_what_matters_least_is_left_out(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    before = view.columns.state()
    left_out: list[int] = []
    view.columns.squeezed.connect(left_out.append)
    view.columns.show_sort("number", descending=True)
    view.resize(380, 400)
    hidden = {COLUMNS[at].key for at in range(len(COLUMNS)) if view.isColumnHidden(at)}
    assert "placed" in hidden
    assert hidden.isdisjoint({"number", "payment"})
    assert left_out[-1] == len(hidden)
    assert view.columns.state() == before, "the list itself, as it is exported, keeps its columns"
    view.resize(1300, 400)
    assert not any(view.isColumnHidden(at) for at in range(len(COLUMNS)))
    assert left_out[-1] == 0


def test_a_column_that_was_asked_for_stays_where_room_is_short(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    view.columns.set_shown("platform", False)
    view.resize(380, 400)
    view.columns.set_shown("platform", True)
    assert not view.isColumnHidden([c.key for c in COLUMNS].index("platform"))


@pytest.mark.parametrize("state", [{}, {"order": ["gone", "buyer"], "hidden": 3, "widths": {"gone": 4}}])
def test_a_state_of_an_older_version_does_no_harm(
    view: RowsView, worker: Worker, qtbot: QtBot, state: dict[str, object]
) -> None:
    shown(view, Orders(5), worker, qtbot)
    view.columns.restore(state)
    assert len(view.columns.shown()) == len(COLUMNS)


def test_the_last_column_cannot_be_hidden(view: RowsView) -> None:
    for column in COLUMNS:
        view.columns.set_shown(column.key, False)
    assert len(view.columns.shown()) == 1


def test_an_error_is_told_once_and_not_asked_again(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    class Broken(Orders):
        def fetch(self, offset: int, limit: int) -> Sequence[Row]:
            raise UserError(N_("The disk is full."))

    failed: list[object] = []
    view.rows.failed.connect(failed.append)
    shown(view, Broken(20), worker, qtbot)
    view.viewport().repaint()
    settle(worker, qtbot)
    assert len(failed) == 1


def test_an_empty_list_says_what_it_is_for(kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot) -> None:
    empty = EmptyState(kit, "inbox", N_("Nothing found"), N_("Nothing matches"))
    card = TableCard(kit, worker, at, COLUMNS, empty)
    qtbot.addWidget(card)
    card.show()
    shown(card.view, Orders(0), worker, qtbot)
    assert empty.isVisible()
    shown(card.view, Orders(3), worker, qtbot)
    assert not empty.isVisible()


def test_the_row_under_the_pointer_is_tinted(view: RowsView, worker: Worker, qtbot: QtBot) -> None:
    shown(view, Orders(50), worker, qtbot)
    qtbot.mouseMove(view.viewport(), QPoint(100, 36 * 2 + 10))
    qtbot.waitUntil(lambda: view.painter.hovered == 2)


@pytest.mark.parametrize(
    ("wanted", "flexible", "room", "expected"),
    [
        ([100, 100], [False, True], 400, [100, 300]),
        ([100, 100], [False, False], 400, [100, 300]),
        ([100, 300], [False, True], 250, [100, 150]),
        ([100, 300], [False, True], 100, [100, LEAST_FLEXIBLE]),
        ([100, 60], [False, True], 120, [100, 60]),
        ([], [], 100, []),
    ],
)
def test_room_is_shared(wanted: list[int], flexible: list[bool], room: int, expected: list[int]) -> None:
    assert share(wanted, flexible, room) == expected


def test_where_room_is_short_columns_are_cut_to_their_own_least() -> None:
    assert share([100, 200, 60], [False, True, True], 200, [80, 70, 50]) == [80, 70, 50]
    assert share([100, 200, 60], [False, True, True], 300, [80, 70, 50]) == [80, 162, 58]
    assert share([200, 200], [True, True], 260, [60, 60]) == [130, 130], "of two that are alike neither gives way alone"


def test_runs_join_neighbours() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 1), (9, 2)]
    assert runs([]) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_pill_keeps_a_ground_of_its_own_in_a_selected_row(
    theme: Choice, kit: Kit, view: RowsView, worker: Worker, qtbot: QtBot
) -> None:
    kit.theme.choose(theme)
    qtbot.waitUntil(lambda: view.updatesEnabled() and view.window().updatesEnabled())
    shown(view, Orders(40), worker, qtbot)
    column = next(at for at, c in enumerate(view.rows.columns) if c.key == "payment")
    paid = next(at for at in range(10) if view.rows.index(at, column).data() == "Paid")
    view.go_to(paid)
    image = view.viewport().grab().toImage()  # columns take their last widths when they are painted first
    at = view.visualRect(view.rows.index(paid, column))
    row, pill = (image.pixelColor(at.left() + x, at.center().y()).name() for x in (3, PAD + 5))
    assert row == QColor(kit.tokens.accent_tint).name()
    assert pill == QColor(kit.tokens.surface).name()

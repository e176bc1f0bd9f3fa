"""Tabs, chips, palette, dialogs, messages, drop areas, charts: driven by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.actions import Command, Commands
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.banner import Banner
from app.ui.widgets.chart import Bar, BarChart, Share, ShareBar
from app.ui.widgets.chips import ChipBar, ChipSpec
from app.ui.widgets.crash import show_crash
from app.ui.widgets.dialog import confirm, show_error
from app.ui.widgets.drop import DropArea, DropCover
from app.ui.widgets.nav import FULL_WIDTH, NARROW_WIDTH
from app.ui.widgets.palette import Hit, Palette, open_palette
from app.ui.widgets.pill import Pill
from app.ui.widgets.progress import ProgressPanel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.statusbar import StatusBar
from app.ui.widgets.tiles import Tile
from app.ui.widgets.toast import Toast
from tests.ui.gallery import nav

CHIPS = (
    ChipSpec("all", N_("Any time")),
    ChipSpec("today", N_("Today"), 38),
    ChipSpec("week", N_("This week"), 1_234),
)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def chips(kit: Kit, qtbot: QtBot) -> Iterator[ChipBar]:
    made = ChipBar(kit)
    qtbot.addWidget(made)
    made.show_chips(CHIPS)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_the_first_chip_is_chosen_and_keys_move(chips: ChipBar, qtbot: QtBot) -> None:
    assert chips.current == "all"
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.keyClick(chips.chip("all"), Qt.Key.Key_Right)
    assert chosen.args == ["today"]
    qtbot.keyClick(chips.chip("today"), Qt.Key.Key_End)
    assert chips.current == "week"
    with qtbot.waitSignal(chips.chosen) as back:
        qtbot.mouseClick(chips.chip("all"), Qt.MouseButton.LeftButton)
    assert back.args == ["all"], "a chip left of the chosen one is told as well"
    assert [c for c in ("all", "today", "week") if chips.chip(c).isChecked()] == ["all"]
    with qtbot.assertNotEmitted(chips.chosen):
        qtbot.mouseClick(chips.chip("all"), Qt.MouseButton.LeftButton)
    assert chips.chip("all").isChecked()


def test_new_counts_keep_the_choice(chips: ChipBar, qtbot: QtBot) -> None:
    chips.choose("today")
    with qtbot.assertNotEmitted(chips.chosen):
        chips.show_chips((CHIPS[0], ChipSpec("today", N_("Today"), 39), CHIPS[2]))
    assert chips.current == "today"
    assert chips.chip("today").accessibleName() == "Today 39"
    assert chips.chip("week").accessibleName() == "This week 1,234"


def test_other_chips_take_their_place(chips: ChipBar) -> None:
    chips.show_chips((ChipSpec("x", N_("Today")),))
    assert chips.current == "x"


def test_tabs_are_walked_and_chosen(kit: Kit, qtbot: QtBot) -> None:
    bar = nav(kit)
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitExposed(bar)
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.keyClick(bar.item("orders"), Qt.Key.Key_Down)
    assert chosen.args == ["shipments"]
    with qtbot.waitSignal(bar.chosen) as chosen:
        qtbot.mouseClick(bar.item("today"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["today"]
    assert [k for k in ("today", "orders", "shipments") if bar.item(k).isChecked()] == ["today"]


def test_narrow_tabs_say_their_names_in_tooltips(kit: Kit, qtbot: QtBot) -> None:
    bar = nav(kit)
    qtbot.addWidget(bar)
    assert bar.width() >= FULL_WIDTH
    bar.set_narrow(True)
    assert bar.width() == NARROW_WIDTH
    assert bar.item("complaints").toolTip() == "Complaints 1"
    assert bar.item("complaints").accessibleName() == "Complaints 1"
    bar.set_narrow(False)
    assert bar.item("complaints").toolTip() == ""


class Found:
    """Finds one order for any words."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def find(self, text: str) -> Sequence[Hit]:
        return [Hit("package", f"SO {text}", "陈予安", lambda: self.opened.append(text))]


@pytest.fixture
def palette(kit: Kit, worker: Worker, host: QWidget, qtbot: QtBot) -> Iterator[tuple[Palette, Found, list[str]]]:
    ran: list[str] = []
    commands = Commands(kit, host)
    commands.add(Command("lock", N_("Unlock"), lambda: ran.append("lock"), "lock", "Ctrl+L"))
    commands.add(Command("print", N_("Print…"), lambda: ran.append("print"), "printer"))
    commands.add(Command("off", N_("Undo"), lambda: ran.append("off"), enabled=lambda: False))
    finder = Found()
    made = open_palette(kit, worker, commands, finder, host)
    yield made, finder, ran
    if shiboken6.isValid(made):
        made.close()


def titles(palette: Palette) -> list[str]:
    return [palette.list.item(i).text() for i in range(palette.list.count())]


def test_the_box_lists_commands_that_can_run(palette: tuple[Palette, Found, list[str]]) -> None:
    assert titles(palette[0]) == ["Unlock", "Print…"]


def test_a_command_runs_with_enter(palette: tuple[Palette, Found, list[str]], qtbot: QtBot) -> None:
    box, _, ran = palette
    qtbot.keyClicks(box.box, "pri")
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert ran == ["print"]


def test_commands_are_found_by_pinyin(palette: tuple[Palette, Found, list[str]], kit: Kit, qtbot: QtBot) -> None:
    kit.language.choose("zh")
    qtbot.keyClicks(palette[0].box, "dy")
    assert titles(palette[0]) == ["打印…"]


def test_records_are_found_and_opened(palette: tuple[Palette, Found, list[str]], qtbot: QtBot) -> None:
    box, finder, _ = palette
    qtbot.keyClicks(box.box, "128")
    qtbot.waitUntil(lambda: titles(box) == ["SO 128"])
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert finder.opened == ["128"]


def test_nothing_found_is_said(palette: tuple[Palette, Found, list[str]], qtbot: QtBot) -> None:
    box, _, ran = palette
    box._finder = None
    qtbot.keyClicks(box.box, "zzz")
    assert titles(box) == ["Nothing found"]
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert ran == []


def test_a_question_runs_its_verb_or_nothing(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    dialog = confirm(kit, host, N_("Undo"), None, N_("Sign out"), lambda: ran.append(1))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert ran == []
    dialog = confirm(kit, host, N_("Undo"), None, N_("Sign out"), lambda: ran.append(1))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert ran == [1]


def test_enter_on_a_dangerous_question_changes_nothing(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    dialog = confirm(kit, host, N_("Undo"), None, N_("Sign out"), lambda: ran.append(1), danger=True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert ran == []


def test_an_error_says_all_three_sentences(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    error = UserError(N_("Nothing found"), N_("Nothing matches"), N_("Undo"))
    dialog = show_error(kit, host, error)
    said = [w.text() for w in dialog.findChildren(QWidget) if hasattr(w, "text")]
    assert {"Nothing found", "Nothing matches", "Undo", "OK"} <= set(said)
    dialog.close()


def test_the_crash_dialog_copies_its_report(kit: Kit, host: QWidget) -> None:
    dialog = show_crash(kit, host, "REPORT", None, lambda: None)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy report").click()
    assert QGuiApplication.clipboard().text() == "REPORT"


def test_a_banner_says_and_closes(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    banner = Banner(kit)
    banner.setParent(host)
    assert banner.text == ""
    banner.say_error(UserError(N_("Nothing found"), None, N_("Undo")))
    assert banner.text == "Nothing found Undo"
    banner.say(N_("Nothing found"), "accent", N_("Undo"), lambda: ran.append(1))
    next(b for b in banner.findChildren(QPushButton) if b.text() == "Undo").click()
    assert ran == [1]
    assert banner.text == ""


def test_a_toast_goes_by_itself(kit: Kit, host: QWidget, qtbot: QtBot) -> None:
    ran: list[int] = []
    toast = Toast(kit, host)
    toast.say(N_("Nothing found"), N_("Undo"), lambda: ran.append(1))
    assert host.rect().contains(toast.geometry())
    host.resize(700, 500)
    qtbot.waitUntil(lambda: host.rect().contains(toast.geometry()))
    toast._timer.start(1)
    qtbot.waitUntil(lambda: toast.text == "")
    toast.say(N_("Nothing found"), N_("Undo"), lambda: ran.append(1))
    next(iter(toast.findChildren(QPushButton))).click()
    assert ran == [1]
    toast._timer.stop()


def test_progress_is_shown_and_stopped(kit: Kit, host: QWidget) -> None:
    stopped: list[int] = []
    panel = ProgressPanel(kit)
    panel.setParent(host)
    panel.start(N_("Checking…"), lambda: stopped.append(1))
    panel.step(31_200, 5_000_000_000)
    stop = next(iter(panel.findChildren(QPushButton)))
    stop.click()
    assert stopped == [1]
    assert (stop.text(), stop.isEnabled()) == ("Stopping…", False)
    panel.finish()
    assert panel.isHidden()


def dragged(paths: list[str]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def drag(widget: QWidget, mime: QMimeData, *, drop: bool) -> bool:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(10, 10), copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    if drop and enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(10, 10), copy, mime, left, none))
    return enter.isAccepted()


def test_files_are_dropped_on_an_area(kit: Kit, qtbot: QtBot, tmp_path: Path) -> None:
    area = DropArea(kit, N_("Files"), "*.csv")
    qtbot.addWidget(area)
    file = tmp_path / "订单.csv"
    with qtbot.waitSignal(area.dropped) as dropped:
        drag(area, dragged([str(file)]), drop=True)
    assert dropped.args == [[file]]


def test_the_cover_shows_while_files_are_held_over(kit: Kit, host: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    cover = DropCover(kit, host, N_("Files"))
    mime = dragged([str(tmp_path / "a.csv")])
    assert drag(host, mime, drop=False)
    assert cover.isVisible()
    assert cover.size() == host.size()
    with qtbot.waitSignal(cover.dropped):
        drag(host, mime, drop=True)
    assert cover.isHidden()


def test_text_that_is_dragged_is_no_file(kit: Kit, host: QWidget) -> None:
    cover = DropCover(kit, host, N_("Files"))
    mime = QMimeData()
    mime.setText("hello")
    assert not drag(host, mime, drop=False)
    assert cover.isHidden()


def test_segments_by_key_and_mouse(kit: Kit, qtbot: QtBot) -> None:
    made = Segmented(kit, (("a", N_("Today")), ("b", N_("This week"))), "a", N_("Find"))
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made, Qt.Key.Key_Right)
    assert chosen.args == ["b"]
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(10, 16))
    assert made.current == "a"
    width = made.sizeHint().width()
    kit.language.choose("zh")
    assert made.sizeHint().width() < width


def test_a_tile_opens_by_key_and_mouse(kit: Kit, qtbot: QtBot) -> None:
    tile = Tile(kit, N_("Today"))
    qtbot.addWidget(tile)
    tile.show_value("38", N_("This week"))
    assert tile.accessibleName() == "Today: 38. This week"
    with qtbot.waitSignal(tile.opened):
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    with qtbot.waitSignal(tile.opened):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_figures_are_said_for_those_who_cannot_see_them(kit: Kit, qtbot: QtBot) -> None:
    chart, share = BarChart(kit), ShareBar(kit)
    qtbot.addWidget(chart)
    qtbot.addWidget(share)
    chart.show_bars([Bar("22", 3, "22: 3"), Bar("23", 0, "23: 0")])
    share.show_shares((Share(3, "accent", "3 done"), Share(0, "red", "none late")))
    assert chart.accessibleName() == "22: 3; 23: 0"
    assert share.accessibleName() == "3 done"


@pytest.mark.parametrize("make", [lambda kit: BarChart(kit), lambda kit: ShareBar(kit)])
def test_figures_of_nothing_are_drawn_too(kit: Kit, qtbot: QtBot, make: Callable[[Kit], QWidget]) -> None:
    chart = make(kit)
    qtbot.addWidget(chart)
    chart.show()
    assert not chart.grab().isNull()


def test_a_pill_says_another_state(kit: Kit, qtbot: QtBot) -> None:
    pill = Pill(kit, N_("Today"), "amber")
    qtbot.addWidget(pill)
    narrow = pill.sizeHint().width()
    pill.show_state(N_("This week"), "red")
    assert (pill.accessibleName(), pill.sizeHint().width() > narrow) == ("This week", True)


def test_the_status_line_replaces_its_pieces(kit: Kit, qtbot: QtBot) -> None:
    bar = StatusBar(kit)
    qtbot.addWidget(bar)
    bar.say_piece("backup", N_("Today"))
    bar.say_piece("backup", N_("Yesterday"))
    bar.say_selected("3")
    said = [w.text() for w in bar.findChildren(QWidget) if hasattr(w, "text")]
    assert said == ["3", "Yesterday"]


def test_a_row_of_chips_that_goes_on_says_so_and_scrolls(chips: ChipBar, qtbot: QtBot) -> None:
    chips.resize(900, 28)
    qtbot.waitUntil(lambda: chips.more.isHidden())
    chips.resize(120, 28)
    qtbot.waitUntil(lambda: not chips.more.isHidden())
    for _ in range(20):
        chips.more.click()
    qtbot.waitUntil(lambda: chips.more.isHidden())
    assert chips.horizontalScrollBar().value() == chips.horizontalScrollBar().maximum()

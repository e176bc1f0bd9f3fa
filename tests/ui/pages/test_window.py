"""The window around the pages: tabs, commands, palette, language, theme, lock, leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.core.i18n import N_
from app.services.session import Session
from app.store.backup import list_backups
from app.ui.pages.ask import AskDialog
from app.ui.pages.special.ship_dialog import ShipDialog
from app.ui.pages.special.waybills_dialog import WaybillsDialog
from app.ui.pages.specials import tool_key
from app.ui.shell.commands import tools
from app.ui.shell.sidebar import SETTINGS
from app.ui.shell.stage import PASSWORD, Stage
from app.ui.widgets.palette import Palette
from app.ui.widgets.segmented import Segmented
from app.ui.window import first_size
from tests.ui.pages.conftest import Desk, button

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_tabs_follow_the_declared_groups_with_today_first(desk: Desk) -> None:
    keys = desk.window.tabs.keys
    assert keys[:3] == ["today", "products", "orders"]
    named = ["complaints", "risks", "training_sessions", "plans", "checks"]
    assert [k for k in keys if k in named] == named and keys.index(
        "checks"
    ) <= 10  # each has its number; the made-up one stands among them
    assert "gadgets" in keys
    desk.key(desk.window, Qt.Key.Key_3, CONTROL)
    assert desk.window.current_page() is desk.window.page("orders")


class _Windows(QObject):
    """Notes every window that comes up beside the one that is there."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_page_flashes_up_as_a_window_and_takes_the_keyboard_away(desk: Desk) -> None:
    windows, app = _Windows(), QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    try:
        for key in [*(spec[0] for spec in desk.window.tabs.specs()), SETTINGS]:
            desk.window.open_page(key)
            page = desk.window.current_page()
            if page is not None and desk.window.desk.creates(page.register):
                page.new()
        desk.settle()
    finally:
        app.removeEventFilter(windows)
    assert windows.seen == []
    assert QApplication.activeWindow() is desk.window


def test_tabs_count_what_waits_for_someone(desk: Desk) -> None:
    item = desk.window.sidebar.bar.item("orders")
    assert item.accessibleName() == "Orders 8"


def test_the_box_finds_records_by_pinyin_and_number_and_opens_them(desk: Desk) -> None:
    desk.open("products")
    desk.key(desk.window, Qt.Key.Key_K, CONTROL)
    palette = desk.dialog()
    assert isinstance(palette, Palette)
    desk.keys(palette.box, "SO-2026-000007")
    desk.settle(250)
    desk.key(palette.box, Qt.Key.Key_Return)
    desk.settle(150)
    page = desk.window.current_page()
    assert page is desk.window.page("orders")
    assert page.panel.data.title == "SO-2026-000007"


def test_the_box_runs_commands(desk: Desk) -> None:
    desk.open("products")
    desk.key(desk.window, Qt.Key.Key_K, CONTROL)
    palette = desk.dialog()
    assert isinstance(palette, Palette)
    desk.keys(palette.box, "light or dark")
    desk.key(palette.box, Qt.Key.Key_Return)
    assert desk.stage.kit.theme.name == "dark"
    desk.window.verbs.switch_theme()


def test_a_switch_of_language_keeps_page_record_and_selection(desk: Desk) -> None:
    page = desk.record("orders", 4)
    shown = page.panel.data
    desk.key(desk.window, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    desk.settle(150)
    assert desk.window.current_page() is page
    assert page.panel.data is not None
    assert page.panel.data.id == shown.id
    assert page.list.table.current_id() == shown.id
    assert desk.said(page, 0, "platform") == "淘宝"
    assert page.head._title.text() == "订单"
    desk.window.verbs.switch_language()


def test_the_lock_takes_every_key_and_gives_everything_back(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.move(page.register.transition("cancel"))
    dialog = desk.dialog()
    desk.key(desk.window, Qt.Key.Key_L, CONTROL)
    desk.window.locking.lock()
    assert desk.window.locking.locked
    assert not dialog.isVisible()
    desk.key(desk.window, Qt.Key.Key_N, CONTROL)
    assert page.form is None
    step = desk.window.locking.cover.step
    desk.keys(step.password.line, PASSWORD)
    desk.key(step.password.line, Qt.Key.Key_Return)
    desk.settle(300)
    assert not desk.window.locking.locked
    assert dialog.isVisible()


def unlock(desk: Desk) -> None:
    step = desk.window.locking.cover.step
    desk.keys(step.password.line, PASSWORD)
    desk.key(step.password.line, Qt.Key.Key_Return)
    desk.settle(300)
    assert not desk.window.locking.locked


def test_a_window_that_nobody_touches_locks_by_itself_each_time(desk: Desk) -> None:
    page = desk.record("orders")
    watch = desk.window.locking.idle
    now = [1_000.0]
    watch.wall = watch.running = lambda: now[0]
    desk.window.locking.choose()
    (timer,) = watch.findChildren(QTimer)
    timer.setTimerType(Qt.TimerType.PreciseTimer)  # the coarse one may wait for the next whole second
    timer.setInterval(1)
    for _ in range(2):
        now[0] += desk.window.locking.minutes * 60 - 1
        desk.settle()
        assert not desk.window.locking.locked
        now[0] += 1
        desk.settle()
        assert desk.window.locking.locked
        unlock(desk)
    assert page.panel.data is not None


def test_a_computer_that_slept_shows_nothing_before_the_password(desk: Desk) -> None:
    page = desk.record("orders")
    bar = desk.window.sidebar.bar
    chosen, menu = page.list.table.current_id(), QMenu(desk.window)
    menu.addAction("x")
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    watch = desk.window.locking.idle
    morning = watch.wall() + 9 * 3600
    watch.wall = lambda: morning  # the other clock stood still
    watch.watch(desk.window.windowHandle())
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Down)
    assert desk.window.locking.locked
    assert not bar.isVisible()
    assert not menu.isVisible()
    assert page.list.table.current_id() == chosen
    unlock(desk)


def test_leaving_backs_up_keeps_the_head_and_lets_the_shop_go(open_stage: Callable[[], Stage], folder: Path) -> None:
    desk = Desk(open_stage())
    session = desk.stage.session
    assert isinstance(session, Session)
    desk.shop.change(lambda uow: uow.add_note("products", 1, "last word"))
    head = desk.shop.head()
    left: list[bool] = []
    desk.window.left.connect(left.append)
    desk.stage.leave()
    assert left == [True]
    (made,) = list_backups(folder)
    assert (made.reason, made.verified, made.sequence) == ("close", True, head.seq)
    again = open_stage()
    assert again.session.vault.anchor is not None
    assert again.session.vault.anchor.sequence == head.seq


def test_an_error_is_told_and_what_was_typed_is_kept(desk: Desk) -> None:
    page = desk.open("products")
    page.new()
    desk.settle()
    assert page.form is not None
    page.form.form.form.editors["name"].restore("half a word")
    desk.window.fail(RuntimeError("a bug"))
    assert desk.window.desk.drafts.get("products:new") is not None
    assert [type(p) for p in desk.stage.problems] == [RuntimeError]
    desk.stage.problems.clear()


def test_a_word_is_said_and_goes_again(desk: Desk) -> None:
    desk.window.say(N_("Done."))
    assert desk.window.toast.text == "Done."
    desk.window.toast.hide()


def test_the_settings_show_the_language_and_theme_that_a_key_chose(desk: Desk) -> None:
    desk.window.open_page("settings")
    page = desk.window.page("settings")
    assert {c.accessibleName(): c.current for c in page.findChildren(Segmented)} == {"Language": "en", "Theme": "light"}
    desk.window.verbs.switch_language()
    desk.window.verbs.switch_theme()
    desk.settle()  # the theme changes in steps
    assert [c.current for c in page.findChildren(Segmented)] == ["zh", "dark"]
    desk.window.verbs.switch_language()
    desk.window.verbs.switch_theme()


@pytest.mark.parametrize(
    ("screen", "size"), [((1440, 900), (1424, 852)), ((2560, 1440), (1440, 900)), ((640, 480), (720, 520))]
)
def test_the_first_window_fits_the_screen_with_its_frame(screen: tuple[int, int], size: tuple[int, int]) -> None:
    made = first_size(QSize(*screen))
    assert (made.width(), made.height()) == size


def test_a_registers_tool_is_a_command_with_its_key(desk: Desk) -> None:
    desk.window.open_page("today")
    action = desk.window.commands.action("waybills")
    assert action.shortcut().toString() == "Ctrl+Shift+W"
    desk.window.commands.run("waybills")
    desk.settle()
    assert desk.window.current_page().register.name == "orders"
    assert isinstance(desk.dialog(), WaybillsDialog)


def test_every_command_of_the_window_has_a_key_that_its_menu_shows(desk: Desk) -> None:
    on_page = {tool.id for _, tool in tools(desk.window.desk)}  # these have a key while their page is shown
    bare = [c.id for c in desk.window.commands if not c.shortcut and not c.id.startswith("go.") and c.id not in on_page]
    assert bare == []


def test_every_tool_has_a_key(desk: Desk) -> None:
    for register, tool in tools(desk.window.desk):
        assert tool_key(register, tool), tool.id


def test_every_line_of_a_records_menu_and_of_its_buttons_shows_its_key(desk: Desk) -> None:
    head = desk.record("orders", 0).panel.head
    shown = [a for a in button(head, "More").menu().actions() if not a.isSeparator() and a.isEnabled()]
    assert len(shown) > 8
    assert [a.text() for a in shown if "\t" not in a.text()] == []
    first = head.steps()[0].label.msgid
    assert button(head, first).toolTip() == f"{first} (Alt+1)"


def test_a_number_makes_that_step_of_the_record(desk: Desk) -> None:
    page = desk.record("orders", 0)
    said = [step.label.msgid for step in page.panel.head.steps()]
    desk.key(desk.window, Qt.Key(Qt.Key.Key_1 + said.index("Cancel order")), Qt.KeyboardModifier.AltModifier)
    assert desk.dialog().windowTitle().startswith("Cancel order")


def test_the_keys_of_the_list_work_again_once_a_form_is_left(desk: Desk) -> None:
    page = desk.record("orders")
    desk.key(desk.window, Qt.Key.Key_N, CONTROL)
    assert page.form is not None
    assert not desk.window.commands.action("print").isEnabled()
    desk.key(page.form, Qt.Key.Key_Escape)
    assert page.form is None and desk.window.commands.action("print").isEnabled()
    desk.key(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert desk.dialog().windowTitle()


def test_a_record_is_voided_by_key(desk: Desk) -> None:
    desk.record("suppliers", 0)
    desk.key(desk.window, Qt.Key.Key_Delete, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.dialog().windowTitle() == "Void 山野食品厂?"


def test_a_number_makes_that_step_of_all_that_are_selected(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.table.selectAll()
    desk.settle()
    assert page.list.bulk.isVisible()
    desk.key(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert desk.dialog().windowTitle() == page.list.bulk.moves()[0].label.msgid


def test_a_tool_without_a_key_of_its_own_is_started_on_its_page(desk: Desk) -> None:
    desk.open("questions")
    desk.key(desk.window, Qt.Key.Key_F7)
    assert desk.dialog().windowTitle() == "Paste questions"


def test_keys_lead_from_tab_to_tab_and_through_the_pages_of_one(desk: Desk) -> None:
    desk.open("products")
    desk.key(desk.window, Qt.Key.Key_PageDown, CONTROL)
    assert desk.window.current_page() is desk.window.page("orders")
    desk.key(desk.window, Qt.Key.Key_PageUp, CONTROL)
    desk.key(desk.window, Qt.Key.Key_PageUp, CONTROL)
    assert desk.window.stack.currentWidget() is desk.window.page("today")
    desk.open("checks")
    desk.key(desk.window, Qt.Key.Key_Tab, CONTROL)
    keys = [key for key, _ in desk.window.relatives("checks")]
    assert desk.window.stack.currentWidget() is desk.window.page(keys[keys.index("checks") + 1])


def test_no_key_has_two_commands(desk: Desk) -> None:
    keys = [c.shortcut for c in desk.window.commands if c.shortcut]
    assert sorted(keys) == sorted(set(keys))


def test_the_next_step_of_a_record_by_key(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.tools.chips.chip("to_ship").click()
    desk.settle()
    desk.record("orders")
    desk.key(desk.window, Qt.Key.Key_M, CONTROL)
    assert isinstance(desk.dialog(), ShipDialog)


def test_many_orders_are_led_to_their_waybills(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.tools.chips.chip("to_ship").click()
    desk.settle()
    page.list.table.selectAll()
    desk.settle()
    page.list.bulk.move_all(page.register.transition("ship"))
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert "waybill" not in dialog.form.fields
    desk.press(dialog, "Ship by waybills")
    assert isinstance(desk.dialog(), WaybillsDialog)

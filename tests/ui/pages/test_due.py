"""What is done with something due, by keys and by mouse: put off, settled, filtered by person, seen as a month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QSystemTrayIcon

from app.core.clock import fixed
from app.core.errors import UserError
from app.core.i18n import N_
from app.services import duties, records
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.today.due_list import DueView
from app.ui.pages.today.due_rows import DueRow
from app.ui.pages.today.page import TodayPage
from app.ui.shell.reminder import reminder_words
from app.ui.shell.stage import NOW
from tests.ui.pages.conftest import Desk

MONDAY = date(2026, 11, 23)


@pytest.fixture
def page(desk: Desk) -> TodayPage:
    """Two duties: one that was to be done on Saturday, of the person signed in, and one of somebody else."""
    shop = desk.shop

    def begin(uow: Any) -> None:
        mine = records.save(uow, "staff", None, {"name": "林晓", "login": "林晓"})
        other = records.save(uow, "staff", None, {"name": "周安"})
        for label, start, who in (("每周盘点", MONDAY - timedelta(days=2), mine), ("查消防通道", MONDAY, other)):
            values = {"label": label, "rhythm": "weekly", "start_on": start, "who_id": who, "grace_days": 5}
            records.save(uow, "duties", None, values)

    shop.clock = fixed(NOW - timedelta(days=3))
    shop.change(begin)
    shop.clock = fixed(NOW)
    shop.change(duties.roll)
    desk.window.open_page("today")
    desk.settle()
    found = desk.window.page("today")
    assert isinstance(found, TodayPage)
    found.refresh()
    desk.settle()
    return found


def words(view: DueView) -> list[str]:
    return [r.words for r in view.rows]


def at(view: DueView, said: str, nth: int = 0) -> int:
    return [i for i, r in enumerate(view.rows) if r.words == said][nth]


def choose(view: DueView, row: int) -> DueRow:
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    return view.rows[row]


def test_the_keyboard_is_in_the_list_when_the_window_opens(desk: Desk) -> None:
    page = desk.window.page("today")
    view = page.due.view
    assert view.hasFocus()
    desk.key(view, Qt.Key.Key_Down)
    assert view.rows[view.currentIndex().row()].item is not None


def test_what_is_late_stands_with_its_person_and_its_lateness(page: TodayPage) -> None:
    row = page.due.view.rows[at(page.due.view, "每周盘点")]
    assert (row.who, row.pill, row.tone, row.move) == ("林晓", "2 days late", "red", "Mark as done")
    again = [r.remark for r in page.due.view.rows if r.words == "查消防通道"]
    assert any("times more" in r or "once more" in r for r in again)


def test_s_puts_off_with_a_reason_and_a_shows_it_again(desk: Desk, page: TodayPage) -> None:
    view = page.due.view
    choose(view, at(view, "每周盘点"))
    desk.key(view, Qt.Key.Key_S)
    dialog: Any = desk.dialog()
    desk.press(dialog, "Put off")
    assert dialog.isVisible()  # without a reason nothing is put off
    desk.keys(dialog.form.editors["reason"].focusProxy(), "until it comes")
    desk.press(dialog, "Put off")
    heading = at(view, "Put off")
    off = heading + 1
    assert view.rows[off].words == "每周盘点" and "Until 11-24 · until it comes" in view.rows[off].remark
    assert "2 days late" not in [r.pill for r in view.rows[:heading]]
    choose(view, off)
    desk.key(view, Qt.Key.Key_A)
    assert "Put off" not in words(view)
    assert at(view, "每周盘点") < at(view, "Today")


def test_d_settles_a_duty_of_the_shops_own(desk: Desk, page: TodayPage) -> None:
    view = page.due.view
    row = choose(view, at(view, "每周盘点"))
    desk.key(view, Qt.Key.Key_D)
    desk.press(desk.dialog(), "Mark as done")
    assert row.item is not None and row.item.record_id is not None
    kept = desk.values("duty_dates", row.item.record_id)
    assert (kept["state"], kept["done_on"], kept["done_by"]) == ("late", MONDAY, "林晓")
    assert "2 days late" not in [r.pill for r in view.rows]


def test_the_buttons_of_a_row_do_the_same_by_mouse(desk: Desk, page: TodayPage) -> None:
    view = page.due.view
    row = at(view, "每周盘点")
    for act, title in (("put_off", "Put off"), ("settle", "Mark as done")):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.button_place(row, act))
        desk.settle()
        assert desk.dialog().windowTitle() == title
        desk.dialog().reject()
        desk.settle()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(row, 0)).center()
    )
    desk.settle()
    shown = desk.window.current_page()
    assert isinstance(shown, RegisterPage) and shown.register.name == "duty_dates"


def test_a_rows_menu_offers_all_of_it(desk: Desk, page: TodayPage) -> None:
    view = page.due.view
    row = view.rows[at(view, "每周盘点")]
    menu = page.due.acts.menu(row, QPoint(10, 10), True)
    assert isinstance(menu, QMenu)
    said = [a.text().partition("\t")[0] for a in menu.actions()]
    assert said == ["Open", "Mark as done", "Put off…", "Show all of these in the list"]
    menu.close()


def test_one_persons_own_by_the_box(desk: Desk, page: TodayPage) -> None:
    people = page.due.people
    people.setFocus()
    said = [people.itemText(i) for i in range(people.count())]
    assert said[:2] == ["Everyone's", "Mine"] and any(s.startswith("周安 · ") for s in said)
    people.setCurrentIndex(1)
    people.activated.emit(1)
    desk.settle()
    assert "每周盘点" in words(page.due.view) and "查消防通道" not in words(page.due.view)
    assert not any("orders to ship" in w for w in words(page.due.view))
    desk.keys(people, "za")
    assert "查消防通道" in words(page.due.view) and "每周盘点" not in words(page.due.view)


def test_the_month_is_walked_by_keys_and_its_days_clicked(desk: Desk, page: TodayPage) -> None:
    due = page.due
    QTest.mouseClick(due.mode, Qt.MouseButton.LeftButton, pos=QPoint(due.mode.width() - 20, 12))
    desk.settle()
    month, grid = due.month, due.month.grid
    assert month.isVisible() and not due.view.isVisible()
    assert month.data is not None and month.data.day == MONDAY
    assert "查消防通道" in words(month.view)
    grid.setFocus()
    desk.key(grid, Qt.Key.Key_Left)
    desk.key(grid, Qt.Key.Key_Left)
    assert month.data.day == MONDAY - timedelta(days=2)
    assert [r.words for r in month.view.rows] == ["每周盘点"] and month.view.rows[0].tone == "red"
    desk.key(grid, Qt.Key.Key_PageDown)
    assert month.grid.month == date(2026, 12, 1)
    desk.key(grid, Qt.Key.Key_Home)
    assert month.data.day == MONDAY and month.grid.month == date(2026, 11, 1)
    day = MONDAY + timedelta(days=5)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.place(day).center().toPoint())
    desk.settle()
    assert [r.words for r in month.view.rows] == ["每周盘点"]
    assert grid.say(day) == "Saturday, 28 November · 1 item due"
    desk.key(grid, Qt.Key.Key_Return)
    assert month.view.hasFocus()
    desk.key(month.view, Qt.Key.Key_Return)
    assert isinstance(desk.window.stack.currentWidget(), RegisterPage)


def test_a_holiday_is_marked_and_a_year_that_is_not_known_is_said(desk: Desk, page: TodayPage) -> None:
    month = page.due.month
    page.due.mode.choose("month")
    month.look(date(2026, 10, 1), date(2026, 10, 1))
    desk.settle()
    assert "holiday" in month.grid.say(date(2026, 10, 1)) and "workday" in month.grid.say(date(2026, 10, 10))
    assert not month._note.isVisibleTo(month)
    month.look(date(2035, 1, 1), date(2035, 1, 1))
    desk.settle()
    assert "2035" in month._note.text()


def test_the_calendar_file_is_written_and_told(desk: Desk, page: TodayPage, tmp_path: Path) -> None:
    page.due.export.click()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "due.ics"))
    dialog.reject()
    desk.settle()
    assert "每周盘点" in (tmp_path / "due.ics").read_text("utf-8")


def test_a_new_day_brings_the_ledger_and_the_counts_up(desk: Desk, page: TodayPage) -> None:
    desk.shop.clock = fixed(NOW + timedelta(days=4))
    desk.window.days.look()
    desk.settle()
    with desk.shop.read() as reader:
        said = duties.tally(reader, MONDAY - timedelta(days=2), MONDAY)
    assert (said.missed, said.open) == (1, 1)


def test_what_a_new_day_cannot_write_is_tried_again_without_a_word(
    desk: Desk, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def full(uow: Any) -> None:
        tries.append(1)
        raise UserError(N_("The disk is full."))

    monkeypatch.setattr("app.ui.shell.days.DAILY", (full,))
    desk.shop.clock = fixed(NOW + timedelta(days=1))
    for _ in range(2):
        desk.window.days.look()
        desk.settle()
    assert len(tries) == 2 and not desk.stage.dialogs()


def test_the_reminder_says_counts_once_a_day_and_opens_today(
    desk: Desk, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, _title, said, *_: told.append(said))
    reminder = desk.window.reminder
    assert reminder.icon is None  # this desktop had no tray
    reminder.start()
    reminder.look()
    desk.settle()
    assert told == []  # the hour of today had passed before the window stood
    desk.shop.clock = fixed(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    reminder.look()
    desk.settle()
    assert told == []  # half past eight is before nine
    desk.shop.clock = fixed(datetime(2026, 11, 24, 1, 5, tzinfo=UTC))
    for _ in range(2):
        reminder.look()
        desk.settle()
    assert len(told) == 1 and "late" in told[0]
    desk.window.open_page("orders")
    reminder.icon.messageClicked.emit()
    desk.settle()
    assert isinstance(desk.window.stack.currentWidget(), TodayPage)
    desk.window.desk.preferences.remind_hour = -1
    reminder.choose()
    assert reminder.icon is None


def test_the_reminders_words() -> None:
    assert str(reminder_words(3, 1)) == "3 items are late, 1 is due today."
    assert str(reminder_words(0, 2)) == "2 are due today."
    assert str(reminder_words(1, 0)) == "1 item is late."
    assert reminder_words(0, 0) is None

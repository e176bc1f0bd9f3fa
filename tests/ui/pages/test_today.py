"""Today over a real file: figures open what is behind them, due items their record, and it follows what changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.models.registry import Registry
from app.services import records, transitions
from app.services.due import PARTS, When
from app.services.figures import Figure
from app.services.today import Board, Item
from app.store.view import View
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.today.due_rows import rows_of
from app.ui.pages.today.page import TodayPage, expiring_words, without_words
from app.ui.pages.today.words import compared, long_day, pill_of
from tests.ui.pages.conftest import Desk

AT = Locale(Translator("en"), "CNY", zone(), datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


def opened(desk: Desk) -> TodayPage:
    desk.window.open_page("today")
    desk.settle()
    page = desk.window.page("today")
    assert isinstance(page, TodayPage)
    return page


def item(at: Any, when: Any, **more: Any) -> Item:
    from app.core.i18n import N_

    return Item("orders", "late", N_("x"), when, at, View("orders"), **more)


def shown(desk: Desk) -> RegisterPage:
    page = desk.window.current_page()
    assert isinstance(page, RegisterPage)
    return page


def test_it_is_the_first_page(desk: Desk) -> None:
    assert isinstance(desk.window.stack.currentWidget(), TodayPage)
    assert "Monday, 23 November" in opened(desk).header._title.text()


def test_a_tile_opens_the_list_behind_it(desk: Desk) -> None:
    page = opened(desk)
    QTest.mouseClick(page.tiles["to_ship"], Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    desk.settle()
    assert shown(desk).list.listed.chip == "to_ship"
    assert page.data is not None
    assert shown(desk).list.table.rows.rowCount() == page.data.figure("to_ship").value == 8
    opened(desk)
    desk.press(page.tiles["to_ship"], "every parcel has its waybill")
    assert shown(desk).list.listed.chip == "no_waybill"


def test_a_tile_opens_by_keys(desk: Desk) -> None:
    page = opened(desk)
    page.tiles["low"].setFocus()
    desk.key(page.tiles["low"], Qt.Key.Key_Return)
    assert shown(desk).register.name == "products"


def test_a_due_group_opens_its_list_and_a_record_its_panel(desk: Desk) -> None:
    values = {"low_stock": 500, "status": "on_sale"}
    desk.shop.change(lambda uow: records.save(uow, "products", 1, values))
    page = opened(desk)
    rows = page.due.view.rows
    single = next(at for at, r in enumerate(rows) if r.item is not None and r.item.record_id is not None)
    assert "reorder at 500" in rows[single].words
    view = page.due.view
    at = view.visualRect(view.model().index(single, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    desk.settle()
    assert shown(desk).panel.data is not None
    assert shown(desk).panel.data.id == 1
    page = opened(desk)
    group = next(r for r in page.due.view.rows if r.item is not None and r.item.rule == "to_ship")
    assert group.words == "8 orders to ship"
    page.due.acts.open(group)
    desk.settle()
    assert shown(desk).register.name == "orders"


def test_the_list_is_walked_with_the_keys(desk: Desk) -> None:
    page = opened(desk)
    view = page.due.view
    view.setFocus()
    desk.key(view, Qt.Key.Key_Down)
    assert view.rows[view.currentIndex().row()].item is not None
    desk.key(view, Qt.Key.Key_Return)
    assert isinstance(desk.window.stack.currentWidget(), RegisterPage)


def test_it_follows_what_changes(desk: Desk) -> None:
    page = opened(desk)
    assert page.data is not None
    before = page.data.figure("to_ship").value
    lines = {"lines": [{"product_id": 1, "quantity": 1}]}
    made = desk.shop.change(lambda uow: records.save(uow, "orders", None, {"buyer_name": "测试"}, lines))
    desk.shop.change(lambda uow: transitions.perform(uow, "orders", made, "pay", {"payment_method": "微信"}))
    desk.settle(150)
    assert page.data.figure("to_ship").value == before + 1


def test_a_day_of_the_chart_opens_its_orders(desk: Desk) -> None:
    page = opened(desk)
    chart = page.sales.chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place(13).center().toPoint())
    desk.settle()
    period = shown(desk).list.listed.period
    assert (period.start, period.end) == (date(2026, 11, 23), date(2026, 11, 23))
    opened(desk)
    chart.setFocus()
    desk.key(chart, Qt.Key.Key_Left)
    desk.key(chart, Qt.Key.Key_Return)
    assert shown(desk).list.listed.period.start == date(2026, 11, 22)


def test_a_product_opens_from_its_card(desk: Desk) -> None:
    page = opened(desk)
    row = page.top.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    desk.settle()
    assert shown(desk).register.name == "products"


def test_it_speaks_chinese_at_once(desk: Desk) -> None:
    page = opened(desk)
    desk.window.verbs.switch_language()
    desk.settle()
    assert "11 月 23 日 星期一" in page.header._title.text()
    assert any("待发货" in r.words for r in page.due.view.rows)


def test_nothing_due_is_said(desk: Desk) -> None:
    card = opened(desk).due
    card.show_board(Board((), (), dict.fromkeys(PARTS, 0)), ())
    assert card.empty.isVisibleTo(card) and not card.view.isVisibleTo(card)


@pytest.mark.parametrize(
    ("at", "when", "words", "tone"),
    [
        (AT.now - timedelta(minutes=5), "late", "5 minutes late", "red"),
        (AT.now - timedelta(hours=3), "late", "3 hours late", "red"),
        (AT.now - timedelta(days=2, hours=5), "late", "2 days late", "red"),
        (date(2026, 11, 22), "late", "1 day late", "red"),
        (AT.now + timedelta(hours=2), "today", "by 12:00", "amber"),
        (date(2026, 11, 23), "today", "today", "amber"),
        (None, "today", "to do", "amber"),
        (date(2026, 11, 24), "week", "tomorrow", "neutral"),
        (date(2026, 11, 26), "week", "Thu", "neutral"),
        (date(2026, 12, 5), "later", "in 12 days", "neutral"),
    ],
)
def test_how_late_is_said(at: Any, when: Any, words: str, tone: str) -> None:
    said, shade = pill_of(item(at, when), AT)
    assert (AT.tr(said), shade) == (words, tone)


def test_parts_and_the_way_to_the_rest(every_register: Registry) -> None:
    late = [item(AT.now - timedelta(hours=1), "late", record_id=n) for n in range(50)]
    far = [item(date(2026, 12, 20), "later", record_id=99)]
    counts: dict[When, int] = {"late": 61, "today": 0, "week": 0, "later": 1}
    rows = rows_of(Board((*late, *far), (), counts), every_register, AT)
    assert rows[0].remark == "61"
    assert [r.words for r in rows if r.item is None] == ["Overdue", "Later"]
    assert [r.words for r in rows if r.every] == ["Show all of these in the list"]


def test_sales_are_compared_with_the_weekday_before() -> None:
    def figure(value: int, before: int) -> str:
        return AT.tr(compared(Figure("s", None, value, View("orders"), True, before), AT))  # type: ignore[arg-type]

    assert figure(112, 100) == "+12% on last Sun"
    assert figure(80, 100) == "-20% on last Sun"
    assert figure(100, 100) == "as last Sun"
    assert figure(100, 0) == "nothing sold last Sun"
    assert long_day(date(2026, 11, 23), AT) == "Monday, 23 November"


def test_nothing_to_mend_is_said_in_words_not_as_a_nought() -> None:
    assert str(without_words(0)) == "every parcel has its waybill"
    assert str(without_words(3)) == "3 without a waybill"
    assert str(expiring_words(0)) == "no batch expires soon"

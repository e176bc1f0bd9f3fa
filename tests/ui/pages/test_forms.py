"""Forms: validation beside the field, stale records, drafts that survive language, lock and a closed window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import records
from app.ui.pages.form_page import FormPage
from app.ui.pages.special.goods_lines import GoodsGrid
from app.ui.pages.special.order_lines import OrderGrid
from app.ui.shell.stage import Stage
from tests.ui.pages.conftest import Desk, button


def new_form(desk: Desk, name: str) -> FormPage:
    page = desk.open(name)
    desk.key(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form is not None
    return page.form


def test_what_is_missing_is_said_beside_its_field_and_saving_comes_after(desk: Desk) -> None:
    form = new_form(desk, "products").form
    desk.key(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.form.problem("sku") == "Please fill this in."
    focus = QApplication.focusWidget()
    assert focus is form.form.editors["sku"].focusProxy()
    desk.keys(focus, "NEW-1")
    form.form.editors["name"].restore("新杯子")
    form.form.editors["price"].restore("12.5*3")
    desk.key(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle(150)
    page = desk.window.page("products")
    assert page.form is None
    assert page.panel.data.values["price"] == 3750
    assert page.panel.data.values["sku"] == "NEW-1"


def test_what_only_the_shop_can_know_is_said_beside_its_field_too(desk: Desk) -> None:
    form = new_form(desk, "products").form
    form.form.editors["sku"].restore("HM-01")
    form.form.editors["name"].restore("重复")
    form.save()
    desk.settle()
    assert "already used" in form.form.problem("sku")
    assert form.isEnabled()


def test_editing_in_the_panel_keeps_what_someone_else_wrote(desk: Desk) -> None:
    page = desk.record("products", 0)
    desk.key(desk.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form = page.edit_panel.form
    form.form.editors["brand"].restore("甲")
    desk.shop.change(lambda uow: records.save(uow, "products", 1, {"unit": "瓶"}))
    desk.settle(150)
    form.save()
    desk.settle()
    assert "Someone else changed this record" in form.banner.text
    assert desk.values("products", 1)["brand"] is None
    desk.press(form.banner, "Reload")
    assert form.form.editors["unit"].draft() == "瓶"
    assert form.form.editors["brand"].draft() == "甲"
    form.save()
    desk.settle(150)
    assert desk.values("products", 1)["brand"] == "甲"


def test_a_draft_survives_a_switch_of_language_theme_and_page(desk: Desk) -> None:
    form = new_form(desk, "products").form
    form.form.editors["name"].restore("写到一半")
    desk.window.verbs.switch_language()
    desk.window.verbs.switch_theme()
    desk.open("orders")
    page = desk.open("products")
    assert page.form is not None
    assert page.form.form.form.editors["name"].draft() == "写到一半"
    assert button(page.form, "保存")
    desk.window.verbs.switch_language()
    desk.window.verbs.switch_theme()


def test_a_draft_survives_the_lock_and_a_closed_window(open_stage: Callable[[], Stage]) -> None:
    desk = Desk(open_stage())
    form = new_form(desk, "products").form
    form.form.editors["sku"].restore("DRAFT-1")
    form.form.editors["price"].restore("not an amount")
    desk.window.locking.lock()
    desk.window.locking.cover.step.unlocked.emit()
    desk.stage.leave()
    again = Desk(open_stage())
    form = new_form(again, "products").form
    again.settle()
    assert form.form.editors["sku"].draft() == "DRAFT-1"
    assert form.form.editors["price"].draft() == "not an amount"
    assert "typed before" in form.banner.text
    assert desk.stage.problems == again.stage.problems == []


def test_leaving_a_form_with_something_typed_asks_first(desk: Desk) -> None:
    page_form = new_form(desk, "products")
    page_form.form.form.editors["name"].restore("x")
    desk.key(page_form, Qt.Key.Key_Escape)
    desk.press(desk.dialog(), "Leave")
    assert desk.window.page("products").form is None
    assert desk.window.desk.drafts.places() == []


def test_an_order_takes_products_by_a_few_letters_and_a_paste_and_reckons(desk: Desk) -> None:
    form = new_form(desk, "orders").form
    grid = form.grids["lines"]
    assert isinstance(grid, OrderGrid)
    desk.keys(grid.picker.line, "ghj")
    desk.settle(250)
    grid.picker.matches.completer.popup().hide()
    desk.key(grid.picker.line, Qt.Key.Key_Return)
    desk.settle(150)
    grid.grid.view.setCurrentIndex(grid.grid.model.index(1, 1))
    grid.grid.paste("货号\t数量\t单价\nHM-03\t2\t48\n")
    desk.settle(150)
    assert grid._total.text() == "Total ¥135.00"
    form.form.editors["buyer_name"].restore("测试乙")
    postage = form.form.editors["shipping_fee"].focusProxy()
    assert postage is not None
    postage.selectAll()
    desk.keys(postage, "8")
    assert grid._parts.text() == "2 rows · 3 pieces · goods ¥135.00 · postage ¥8.00 · discount ¥0.00"
    assert grid._total.text() == "Total ¥143.00"
    form.save()
    desk.settle(200)
    page = desk.window.page("orders")
    assert page.form is None
    assert page.panel.data.values["total"] == 14_300
    assert [x["title"] for x in page.panel.data.lines["lines"]] == ["手工桂花酱", "玄米茶"]


def test_a_delivery_takes_products_by_a_few_letters_each_in_a_row_of_its_own(desk: Desk) -> None:
    form = new_form(desk, "receipts").form
    grid = form.grids["lines"]
    assert isinstance(grid, GoodsGrid)
    for _ in range(2):
        grid.focus_first()
        desk.keys(grid.picker.line, "ghj")
        desk.settle(250)
        grid.picker.matches.completer.popup().hide()
        desk.key(grid.picker.line, Qt.Key.Key_Return)
        desk.settle(150)
    rows = grid.rows()
    assert len(rows) == 2
    assert {row["product_id"] for row in rows} == {rows[0]["product_id"]} != {None}
    assert [row["quantity"] for row in rows] == [1, 1]
    assert grid.problems() == []
    at = grid.grid.view.currentIndex()
    assert (at.row(), grid.grid.model.fields[at.column()].name) == (1, "quantity")


def test_a_problem_in_a_line_names_its_row(desk: Desk) -> None:
    form = new_form(desk, "orders").form
    grid = form.grids["lines"]
    grid.grid.view.setCurrentIndex(grid.grid.model.index(0, 1))
    grid.grid.paste("Item\tQty\n木盒\t1\n")
    desk.settle()
    form.save()
    desk.settle()
    assert "Row 1" in grid._message.text()


def test_a_new_record_starts_from_the_last_one(desk: Desk) -> None:
    page_form = new_form(desk, "products")
    desk.press(page_form, "Start from the last one")
    desk.settle()
    assert page_form.form.form.editors["price"].draft() == "29.00"
    assert page_form.form.form.editors["sku"].draft() == ""


def test_where_there_is_no_last_one_nothing_is_begun_with_it(desk: Desk) -> None:
    for register, there in (("receipts", False), ("products", True)):
        page_form = new_form(desk, register)
        assert page_form._last.isVisible() is there
        page_form.leave()


def test_a_new_record_in_which_nothing_was_typed_is_left_without_a_question(desk: Desk) -> None:
    page = desk.open("orders")
    page.new()
    desk.settle()
    assert page.form is not None
    assert not page.form.form.dirty
    page.keep_drafts()
    assert not desk.window.desk.drafts.get("orders:new")
    page.form.leave()
    desk.settle()
    assert page.form is None
    assert desk.stage.dialogs() == []
    page.new()
    desk.settle()
    assert page.form is not None
    page.form.form.form.editors["buyer_name"].restore("张三")
    assert page.form.form.dirty
    page.form.leave()
    desk.dialog().reject()


def test_in_a_narrow_window_the_lines_keep_the_larger_part(desk: Desk) -> None:
    desk.window.resize(1000, 700)
    page = desk.open("orders")
    page.new()
    desk.settle()
    assert page.form is not None
    assert page.form.form.grids["lines"].width() > page.form.form.width()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_lines_of_a_delivery_and_of_an_order_need_no_scrolling_sideways(desk: Desk, language: str) -> None:
    desk.stage.kit.language.choose(language)
    desk.window.resize(1440, 900)
    for register in ("receipts", "orders"):
        form = new_form(desk, register).form
        grid = form.grids["lines"]
        grid.grid.view.setCurrentIndex(grid.grid.model.index(0, 1))
        grid.grid.paste("HM-01\nHM-02\n")
        if isinstance(grid, OrderGrid):
            grid._show_exceptions(True)  # the widest that an order's lines become
        desk.settle()
        assert grid.grid.view.horizontalScrollBar().maximum() == 0, register
        desk.window.page(register).form.leave()
        desk.press(desk.dialog(), "离开" if language == "zh" else "Leave")


def test_what_a_receiver_looks_at_stands_first_and_below_the_delivery_itself(desk: Desk) -> None:
    form = new_form(desk, "receipts").form
    grid = form.grids["lines"]
    names = [f.name for f in grid.fields]
    assert names[:3] == ["product_id", "quantity", "batch_code"] and names.index("unit_cost") > names.index("result")
    assert grid.mapTo(desk.window, grid.rect().topLeft()).y() > form.mapTo(desk.window, form.rect().bottomLeft()).y()
    editors = form.form.editors
    left, right = (editors[n].mapTo(form, editors[n].rect().topLeft()) for n in ("received_on", "licence_seen"))
    assert right.x() > left.x() and abs(right.y() - left.y()) < 20


def test_what_is_typed_first_replaces_what_is_proposed_in_the_first_field(desk: Desk) -> None:
    page = desk.open("complaints")
    page.new()
    desk.settle(150)
    assert page.form is not None
    form = page.form.form.form
    first = next(e for n, e in form.editors.items() if not form.fields[n].readonly)
    line = first.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setText("2026-11-25")
    line.deselect()
    form.focus_first()
    assert line.selectedText() == "2026-11-25"

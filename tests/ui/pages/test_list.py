"""The list of a register, driven by mouse and keys over a real encrypted file."""

from __future__ import annotations

from datetime import date
from threading import Event

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.declaration import Where
from app.services import records
from app.ui.pages.bulk_bar import BulkEdit
from app.ui.pages.listed import Listed
from app.ui.pages.periods import Period
from app.ui.pages.register_page import RegisterPage
from tests.ui.pages.conftest import Desk, button


def test_the_newest_orders_stand_first_with_their_pills_and_masks(desk: Desk) -> None:
    page = desk.open("orders")
    assert page.list.table.rows.rowCount() == 12
    assert desk.said(page, 0, "number") == "SO-2026-000012"
    customers = desk.open("customers")
    assert "****" in desk.said(customers, 0, "phone")


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(desk: Desk) -> None:
    page = desk.open("orders")
    heading, at = page.list.table.heading, [c.key for c in page.list.table.rows.columns].index("total")
    place = QPoint(heading.sectionViewportPosition(at) + 20, 10)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    first = [int(t.replace(".", "").replace(",", "")) for t in desk.column(page, "total")]
    assert first == sorted(first)
    QTest.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert [int(t.replace(".", "").replace(",", "")) for t in desk.column(page, "total")] == first[::-1]


def test_chips_count_and_filter(desk: Desk) -> None:
    page = desk.open("orders")
    chip = page.list.tools.chips.chip("unpaid")
    assert chip.accessibleName() == "Awaiting payment 4"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    desk.settle()
    assert set(desk.column(page, "fulfilment")) == {"Awaiting payment"}


def test_typing_in_the_search_box_finds_by_pinyin_and_escape_shows_all_again(desk: Desk) -> None:
    page = desk.open("products")
    desk.key(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.keys(page.list.tools.search, "ghj")
    desk.settle(250)
    assert desk.column(page, "name") == ["手工桂花酱"]
    desk.key(page.list.tools.search, Qt.Key.Key_Escape)
    desk.settle(250)
    assert page.list.table.rows.rowCount() == 5


def test_a_condition_is_asked_for_shown_as_a_token_and_taken_off(desk: Desk) -> None:
    page = desk.open("products")
    page.list.menus.add_condition()
    dialog = desk.dialog()
    form = dialog.findChild(type(dialog).__mro__[0], "") or dialog
    from app.ui.pages.conditions import ConditionForm

    condition = form.findChild(ConditionForm)
    assert condition is not None
    condition.choose("price", "ge")
    assert condition.editor is not None
    condition.editor.restore("5000/100")
    desk.press(dialog, "Show")
    assert sorted(desk.column(page, "name")) == sorted(["陶瓷马克杯", "玄米茶", "竹编茶盒"])
    assert page.list.listed.where == (Where("price", "ge", 5000),)
    desk.press(page.list.filter_line, "Clear all")
    assert page.list.table.rows.rowCount() == 5


def test_a_period_selects_by_business_date(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.show_listed(Listed(period=Period("own", date(2020, 1, 1), date(2020, 12, 31))))
    desk.settle()
    assert page.list.table.rows.rowCount() == 0
    assert button(page.list.card, "Show all records").isVisible()
    page.list.show_listed(Listed(period=Period("today")))
    desk.settle()
    assert page.list.table.rows.rowCount() == 12


def test_a_view_is_saved_picked_and_deleted(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.show_listed(Listed(chip="unpaid", sort="total", where=(Where("platform", "eq", "taobao"),)))
    desk.settle()
    page.list.menus.save_view()
    dialog = desk.dialog()
    from app.ui.widgets.form import Form

    form = dialog.findChild(Form)
    assert form is not None
    form.editors["name"].restore("等付款")
    desk.press(dialog, "Save")
    with desk.shop.read() as reader:
        saved = reader.saved_views("orders")
    assert [v["name"] for v in saved] == ["等付款"]
    again = Listed.from_spec(page.register, saved[0]["spec"])
    assert (again.chip, again.sort, again.where) == ("unpaid", "total", (Where("platform", "eq", "taobao"),))


def test_columns_are_fetched_when_they_are_shown(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.table.columns.set_shown("phone", True)
    desk.settle()
    assert "****" in desk.said(page, 0, "phone")
    assert "phone" in desk.window.desk.preferences.tables["orders"]["order"]
    assert "phone" not in desk.window.desk.preferences.tables["orders"]["hidden"]


def test_what_someone_else_changes_appears_and_selection_and_place_stay(desk: Desk, qtbot: QtBot) -> None:
    page = desk.record("products", 2)
    chosen = page.list.table.current_id()
    values = {"sku": "AA-00", "name": "新来的", "price": 100}
    desk.shop.change(lambda uow: records.save(uow, "products", None, values))
    desk.settle(150)
    assert page.list.table.rows.rowCount() == 6
    assert desk.said(page, 0, "sku") == "AA-00"
    assert page.list.table.current_id() == chosen
    # What is selected is read anew once the rows have moved.
    qtbot.waitUntil(lambda: page.list.table.picker.picked.ids == (chosen,))


def test_several_are_edited_at_once_and_sums_follow(desk: Desk) -> None:
    page = desk.open("products")
    page.list.table.selectAll()
    desk.settle()
    assert desk.window.status.left.text().startswith("5 selected")
    assert "On hand 500" in desk.window.status.left.text()
    desk.press(page.list.bulk, "Edit…")
    dialog = desk.dialog()
    assert isinstance(dialog, BulkEdit)
    dialog.field.setCurrentIndex([f.name for f in dialog.fields].index("brand"))
    assert dialog.editor is not None
    dialog.editor.restore("禾木")
    desk.press(dialog, "Change")
    with desk.shop.read() as reader:
        assert {r["brand"] for r in reader.records("products", range(1, 6)).values()} == {"禾木"}
    assert desk.window.toast.text == "5 records were changed."
    desk.press(desk.window.toast, "Undo")
    assert desk.window.toast.text == "5 records are as they were before."
    with desk.shop.read() as reader:
        assert {r["brand"] for r in reader.records("products", range(1, 6)).values()} == {None}


def test_escape_asks_before_it_drops_the_value_for_many(desk: Desk) -> None:
    page = desk.open("products")
    page.list.table.selectAll()
    desk.settle()
    desk.press(page.list.bulk, "Edit…")
    dialog = desk.dialog()
    assert isinstance(dialog, BulkEdit) and dialog.editor is not None and not dialog.typed
    dialog.field.setCurrentIndex([f.name for f in dialog.fields].index("brand"))
    assert not dialog.typed, "another field is no value"
    dialog.editor.restore("禾木")
    dialog.reject()
    question = next(d for d in desk.stage.dialogs() if d is not dialog)
    assert question.windowTitle() == "Leave without saving?"
    desk.press(question, "Leave")
    assert desk.stage.dialogs() == []


def test_emptying_a_field_of_many_is_asked_for_first(desk: Desk) -> None:
    page = desk.open("products")
    page.list.table.selectAll()
    desk.settle()
    desk.press(page.list.bulk, "Edit…")
    dialog = desk.dialog()
    assert isinstance(dialog, BulkEdit)
    dialog.field.setCurrentIndex([f.name for f in dialog.fields].index("category"))
    assert dialog.editor is not None
    dialog.field.setFocus()
    desk.key(dialog.field, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.editor.focusProxy(), "Tab goes to the value of whichever field"
    desk.press(dialog, "Change")
    question = next(d for d in desk.stage.dialogs() if d is not dialog)
    assert question.windowTitle() == 'Empty "Category" of 5 records?'
    with desk.shop.read() as reader:
        assert None not in {r["category"] for r in reader.records("products", range(1, 6)).values()}
    desk.press(question, "Empty it")
    desk.settle()
    with desk.shop.read() as reader:
        assert {r["category"] for r in reader.records("products", range(1, 6)).values()} == {None}


def test_stopping_a_change_of_many_leaves_all_as_they_were(desk: Desk) -> None:
    page = desk.open("products")
    page.list.table.selectAll()
    desk.settle()
    desk.press(page.list.bulk, "Edit…")
    dialog = desk.dialog()
    assert isinstance(dialog, BulkEdit)
    dialog.field.setCurrentIndex([f.name for f in dialog.fields].index("brand"))
    assert dialog.editor is not None
    dialog.editor.restore("禾木")
    gate = Event()
    desk.window.desk.worker.write(lambda _progress: gate.wait(5))  # so that the change has to wait its turn
    dialog.submit()
    assert dialog.running
    assert not dialog.field.isEnabled()
    button(dialog, "Cancel").click()
    gate.set()
    desk.settle()
    assert desk.window.toast.text == "Stopped. All records are as they were."
    with desk.shop.read() as reader:
        assert {r["brand"] for r in reader.records("products", range(1, 6)).values()} == {None}


def test_a_move_for_many_names_those_that_cannot_take_it(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.table.selectAll()
    desk.settle()
    page.list.bulk.move_all(page.register.transition("pay"))
    desk.settle()
    desk.press(desk.dialog(), "Record payment")
    told = desk.dialog()
    assert "4 records" in told.windowTitle()
    from PySide6.QtWidgets import QListWidget

    listed = told.findChild(QListWidget)
    assert listed is not None
    assert listed.count() == 8
    words = listed.item(0).text()
    assert words.count("SO-2026-0000") == 1, "what names the record is not said twice"


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_step(desk: Desk) -> None:
    page = desk.open("receipts")
    desk.settle()
    assert page.list.empty.isVisibleTo(page)
    desk.press(page.list.empty, "New goods-in record")
    assert page.form is not None


def test_enter_opens_escape_closes_and_home_and_end_walk(desk: Desk) -> None:
    page = desk.open("orders")
    table = page.list.table
    table.setFocus()
    desk.key(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 11
    desk.key(table, Qt.Key.Key_Return)
    assert page.sides.opened
    assert page.panel.data is not None
    assert page.panel.data.title == "SO-2026-000001"
    desk.key(page.panel, Qt.Key.Key_Escape)
    assert not page.sides.opened


def test_sorting_reads_rows_and_no_figures(desk: Desk) -> None:
    page = desk.open("orders")
    read: list[object] = []
    for signal in (page.list.figures.totalled, page.list.figures.chipped, page.list.figures.summed):
        signal.connect(lambda *found: read.append(found))
    page.list.table.sort_asked.emit("total", False)
    desk.settle()
    assert read == []
    page.list.show_listed(page.list.listed.changed(chip="unpaid"))
    desk.settle()
    assert len(read) == 3  # the old sums go at once, then how many, then the new sums; no chip is counted again


def test_figures_that_nobody_waits_for_any_more_are_not_read(desk: Desk) -> None:
    page = desk.open("orders")
    totals: list[tuple[int, int]] = []
    page.list.figures.totalled.connect(lambda listed, total: totals.append((listed, total)))
    for chip in ("unpaid", "to_ship", "", "unpaid"):
        page.list.show_listed(page.list.listed.changed(chip=chip))
    desk.settle()
    assert totals == [(4, 12)]


def test_a_change_makes_every_figure_be_read_again(desk: Desk) -> None:
    page = desk.open("orders")
    chips: list[object] = []
    page.list.figures.chipped.connect(chips.append)
    page.list.refresh()
    desk.settle()
    assert len(chips) == 1


def saved(desk: Desk, **typed: str) -> RegisterPage:
    """A product typed into the form and saved."""
    page = desk.window.page("products")
    desk.key(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form is not None
    for name, text in typed.items():
        page.form.form.form.editors[name].restore(text)
    desk.key(desk.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle(200)
    assert page.form is None
    return page


def test_a_new_record_is_selected_and_scrolled_to_wherever_the_list_sorts_it(desk: Desk) -> None:
    for n in range(60):
        desk.shop.change(lambda uow, n=n: uow.create("products", {"sku": f"A-{n:02d}", "name": "甲", "price": 100}))
    page = desk.open("products")
    page.list.show_listed(page.list.listed.changed(sort="sku"))
    desk.settle(150)
    saved(desk, sku="A-55X", name="新杯子", price="12")
    table = page.list.table
    row = table.rows.row(table.currentIndex().row())
    assert row is not None
    assert desk.said(page, table.currentIndex().row(), "sku") == "A-55X"
    assert page.list.table.picker.picked.ids == (row.id,)
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    assert page.panel.data.id == row.id


def test_where_the_filter_hides_a_new_record_that_is_said_and_it_can_be_shown(desk: Desk) -> None:
    page = desk.open("products")
    page.list.show_listed(page.list.listed.changed(search="桂花"))
    desk.settle(150)
    saved(desk, sku="NEW-1", name="新杯子", price="12")
    assert desk.window.toast.text == "Product was saved. The list's filter hides it."
    desk.press(desk.window.toast, "Show all records")
    desk.settle(200)
    table = page.list.table
    assert not page.list.listed.filtered
    assert desk.said(page, table.currentIndex().row(), "sku") == "NEW-1"


def test_a_record_opened_from_elsewhere_is_marked_and_scrolled_to_in_its_list(desk: Desk) -> None:
    made = [
        desk.shop.change(lambda uow, n=n: uow.create("products", {"sku": f"A-{n:02d}", "name": "甲", "price": 100}))
        for n in range(60)
    ]
    for target in (made[3], made[57]):  # the first opens the page, the second finds its list as it stands
        desk.window.open_record("products", target)
        desk.settle(150)
        page = desk.window.page("products")
        table = page.list.table
        assert table.picker.picked.ids == (target,)
        assert table.current_id() == target
        assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
        assert page.panel.data.id == target
        assert desk.window.toast.text == ""
        desk.window.open_page("today")
        desk.settle()


def test_where_the_filter_hides_a_record_that_was_opened_that_is_said_and_it_can_be_shown(desk: Desk) -> None:
    page = desk.open("products")
    hidden = next(i for i in range(1, 6) if desk.values("products", i)["name"] == "帆布袋")
    page.list.show_listed(page.list.listed.changed(search="桂花"))
    desk.settle(150)
    desk.window.open_record("products", hidden)
    desk.settle(150)
    assert page.panel.data.id == hidden
    assert desk.window.toast.text == "The record is open, but the list's filter hides it."
    desk.press(desk.window.toast, "Show all records")
    desk.settle(200)
    assert not page.list.listed.filtered
    assert page.list.table.picker.picked.ids == (hidden,)


def test_a_voided_record_that_was_opened_is_shown_among_the_voided(desk: Desk) -> None:
    made = desk.shop.change(lambda uow: uow.create("products", {"sku": "V-1", "name": "旧杯子", "price": 100}))
    desk.shop.change(lambda uow: uow.void("products", made, "登记错了"))
    desk.window.open_record("products", made)
    desk.settle(150)
    assert desk.window.toast.text == "The record is open, but the list leaves voided records out."
    desk.press(desk.window.toast, "Show all records")
    desk.settle(200)
    assert desk.window.page("products").list.table.picker.picked.ids == (made,)


def test_what_was_selected_for_something_else_stays_so_when_a_record_is_opened(desk: Desk) -> None:
    page = desk.open("products")
    page.list.table.selectAll()
    desk.settle()
    chosen = page.list.table.picker.picked.ids
    desk.window.open_record("products", 2)
    desk.settle(150)
    assert page.panel.data.id == 2
    assert page.list.table.picker.picked.ids == chosen


def test_what_a_list_comes_to_is_said_again_when_it_is_looked_at_again(desk: Desk) -> None:
    desk.open("products")
    said = desk.window.status.left.text()
    assert said.startswith("On hand 500")
    desk.window.open_page("today")
    desk.settle()
    assert desk.window.status.left.text() == ""
    desk.open("products")
    assert desk.window.status.left.text() == said


def test_sums_that_arrive_after_somebody_went_elsewhere_are_not_said_there(desk: Desk) -> None:
    page = desk.open("products")
    said = desk.window.status.left
    assert said.text()
    desk.window.open_page("today")
    page.list.say_foot()
    assert said.text() == ""
    desk.window.open_page("products")
    assert said.text()

"""A register that no code knows works in the window: list, form, lines, moves, search, masks, several at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from app.ui.pages.ask import AskDialog
from app.ui.pages.linking import start_link
from app.ui.pages.record_panel import RecordBody
from app.ui.pages.register_page import RegisterPage
from app.ui.widgets.elided import Elided
from app.ui.widgets.palette import Palette
from tests.ui.pages.conftest import Desk


def make(desk: Desk, name: str, price: str = "12.50") -> int:
    page = desk.open("gadgets")
    desk.key(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form is not None
    form = page.form.form
    form.form.editors["name"].restore(name)
    form.form.editors["price"].restore(price)
    form.form.editors["owner_phone"].restore("13800000042")
    form.form.editors["supplier_id"].restore("1\t山野食品厂")
    form.grids["parts"].grid.paste("Part\tPart qty\nscrew\t4\nnut\t2\n")
    form.save()
    desk.settle(200)
    assert page.form is None, form.banner.text
    assert page.panel.data is not None
    return page.panel.data.id


def test_it_is_entered_listed_masked_and_moved_without_a_line_of_code(desk: Desk) -> None:
    made = make(desk, "Whirligig")
    page = desk.open("gadgets")
    assert desk.column(page, "number") == ["GX-2026-000001"]
    assert desk.said(page, 0, "owner_phone") == "138****0042"
    assert desk.said(page, 0, "supplier_id") == "山野食品厂"
    with desk.shop.read() as reader:
        assert [(x["title"], x["quantity"]) for x in reader.lines("gadgets", made, "parts")] == [
            ("screw", 4),
            ("nut", 2),
        ]
    page.open_record(made)
    desk.settle()
    desk.press(page.panel, "Check the gadget")
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["verdict"].restore("sound")
    desk.press(dialog, "Check the gadget")
    desk.settle(150)
    values = desk.values("gadgets", made)
    assert (values["status"], values["verdict"]) == ("good", "sound")
    assert values["checked_at"] is not None
    assert desk.events("gadgets", made) == ["check", "create"]


def test_it_is_edited_with_its_lines_and_found_by_the_box(desk: Desk) -> None:
    made = make(desk, "Doohickey", "120")
    page = desk.open("gadgets")
    page.open_record(made)
    desk.settle()
    page.edit_current()
    desk.settle()
    assert page.form is not None
    page.form.form.form.editors["pieces"].restore("7")
    grid = page.form.form.grids["parts"]
    grid.grid.view.selectRow(0)
    grid.remove_rows()
    page.form.form.save()
    desk.settle(200)
    assert desk.values("gadgets", made)["pieces"] == 7
    with desk.shop.read() as reader:
        assert [x["title"] for x in reader.lines("gadgets", made, "parts")] == ["nut"]
    desk.open("orders")
    desk.key(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = desk.dialog()
    assert isinstance(palette, Palette)
    desk.keys(palette.box, "doohick")
    desk.settle(250)
    desk.key(palette.box, Qt.Key.Key_Return)
    desk.settle(150)
    assert desk.window.current_page() is page
    assert page.panel.data is not None
    assert page.panel.data.title == "Doohickey"


def test_chips_sums_and_bulk_edit_come_from_its_declaration(desk: Desk) -> None:
    make(desk, "One", "10")
    make(desk, "Two", "150")
    page = desk.open("gadgets")
    assert page.list.tools.chips.chip("dear").accessibleName() == "Dear 1"
    page.list.table.selectAll()
    desk.settle()
    assert "¥160.00" in desk.window.status.left.text()
    assert page.list.bulk.isVisible()
    desk.press(page.list.bulk, "Edit…")
    dialog = desk.dialog()
    desk.press(dialog, "Change")
    desk.settle()


def test_one_step_opens_another_register_from_it_and_the_two_stay_linked(desk: Desk) -> None:
    made = make(desk, "Widget")
    page = desk.open("gadgets")
    page.open_record(made)
    desk.settle()
    desk.press(page.panel, "More")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(a for a in menu.actions() if a.text() == "Open its maker").trigger()
    menu.close()
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert dialog.form.editors["name"].value() == "Maker of Widget"
    desk.press(dialog, "Open")
    desk.settle(150)
    body = page.panel.body()
    assert body is not None and body.linked.isVisible()
    desk.press(body.linked, "Maker of Widget")
    assert page.panel.data is not None and page.panel.data.register.name == "suppliers"
    (how,) = body_of(page).linked.findChildren(Elided)
    assert how.accessibleName() == "Gadget, from which this was opened"


def test_any_two_records_are_linked_and_parted(desk: Desk) -> None:
    made = make(desk, "Gizmo")
    page = desk.open("gadgets")
    page.open_record(made)
    desk.settle()
    palette = start_link(desk.window.desk, page.panel.head, page.panel.data)
    palette.box.setText("山野食品厂")
    desk.settle(400)
    desk.key(palette.box, Qt.Key.Key_Return)
    desk.settle(150)
    assert [x.title for x in page.panel.data.linked] == ["山野食品厂"]
    part = next(b for b in body_of(page).linked.findChildren(QToolButton))
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    desk.settle(150)
    assert page.panel.data.linked == ()


def body_of(page: RegisterPage) -> RecordBody:
    body = page.panel.body()
    assert body is not None
    return body

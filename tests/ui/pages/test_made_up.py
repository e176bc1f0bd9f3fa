"""A register that no code knows works in the window: list, form, lines, moves, search, views, files, in and out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.importing.dialog import ImportDialog
from app.ui.pages.ask import AskDialog
from app.ui.pages.bulk_bar import BulkEdit
from app.ui.pages.linking import start_link
from app.ui.pages.listed import Listed
from app.ui.pages.record_panel import RecordBody
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.saved_views import drop_view, views_menu
from app.ui.widgets.elided import Elided
from app.ui.widgets.form import Form
from app.ui.widgets.palette import Palette
from tests.ui.dragging import drop_files
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


def two(desk: Desk) -> tuple[RegisterPage, int, int]:
    first, second = make(desk, "One", "10"), make(desk, "Two", "150")
    return desk.open("gadgets"), first, second


def test_chips_sums_and_search_of_the_list_come_from_its_declaration(desk: Desk) -> None:
    page, _, _ = two(desk)
    chip = page.list.tools.chips.chip("dear")
    assert chip.accessibleName() == "Dear 1"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.column(page, "name") == ["Two"]
    page.list.show_listed(Listed(search="one"))
    desk.settle()
    assert desk.column(page, "name") == ["One"]
    page.list.show_listed(Listed())
    desk.settle()
    page.list.table.selectAll()
    desk.settle()
    assert "¥160.00" in desk.window.status.left.text()


def test_several_are_given_a_value_at_once(desk: Desk) -> None:
    page, first, second = two(desk)
    for name, typed in (("colour", "blue"), ("tags", "new shiny")):
        page.list.table.selectAll()
        desk.settle()
        assert page.list.bulk.isVisible()
        desk.press(page.list.bulk, "Edit…")
        dialog = desk.dialog()
        assert isinstance(dialog, BulkEdit)
        assert [f.name for f in dialog.fields] == ["colour", "tags"]
        dialog.field.setCurrentIndex([f.name for f in dialog.fields].index(name))
        assert dialog.editor is not None
        dialog.editor.restore(typed)
        desk.press(dialog, "Change")
        desk.stage.close_dialogs()
    for made in (first, second):
        values = desk.values("gadgets", made)
        assert (values["colour"], set(str(values["tags"]).split())) == ("blue", {"new", "shiny"})
        assert desk.events("gadgets", made).count("create") == 1
        assert len(desk.events("gadgets", made)) == 3, "each change is told in its history"
    assert {desk.said(page, row, "colour") for row in (0, 1)} == {"Bluish"}


def test_a_view_of_it_is_saved_chosen_and_deleted(desk: Desk) -> None:
    page, _, _ = two(desk)
    page.list.show_listed(Listed(chip="dear", sort="name"))
    desk.settle()
    page.list.menus.save_view()
    dialog = desk.dialog()
    form = dialog.findChild(Form)
    assert form is not None
    form.editors["name"].restore("The dear ones")
    desk.press(dialog, "Save")
    page.list.show_listed(Listed())
    desk.settle()
    assert page.list.table.rows.rowCount() == 2
    with desk.shop.read() as reader:
        saved = reader.saved_views("gadgets")
    menu = views_menu(desk.window.desk, page, page.register, saved, page.list.show_listed, lambda: None)
    next(a for a in menu.actions() if a.text() == "The dear ones").trigger()
    desk.settle()
    assert desk.column(page, "name") == ["Two"]
    drop_view(desk.window.desk, page, page.register, "The dear ones")
    desk.press(desk.dialog(), "Delete")
    with desk.shop.read() as reader:
        assert reader.saved_views("gadgets") == []


def test_a_file_is_dropped_on_one_and_stands_in_its_history(desk: Desk, tmp_path: Path) -> None:
    page, made, _ = two(desk)
    page.open_record(made)
    desk.settle()
    file = tmp_path / "drawing.pdf"
    file.write_bytes(b"%PDF-1.4 drawing")
    drop_files(page.panel, [file])
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["evidence_date"].restore("2026-11-01")
    desk.press(dialog, "Attach")
    assert page.panel.data is not None
    (kept,) = page.panel.data.attached
    assert (kept.name, str(kept.evidence_date)) == ("drawing.pdf", "2026-11-01")
    with desk.shop.read() as reader:
        assert reader.attachment_data(kept.id) == b"%PDF-1.4 drawing"
    assert [e.action for e in page.panel.data.events] == ["attach", "create"]


def test_a_table_of_them_is_dropped_on_the_window_and_imported(desk: Desk, tmp_path: Path) -> None:
    page, _, _ = two(desk)
    file = tmp_path / "gadgets.csv"
    file.write_text("玩意名称,颜色,玩意价格\nLamp,red,1.50\nKite,blue,x\nOne,blue,11\n", "utf-8")
    drop_files(desk.window, [file])
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ImportDialog)
    assert dialog.plan is not None
    assert dialog.plan.register == "gadgets"
    desk.key(dialog.look.columns if not dialog.plan.confirmed else dialog.go, Qt.Key.Key_Return)
    assert dialog.outcome is not None
    assert (dialog.outcome.new, [r.value for r in dialog.outcome.rejected]) == (1, ["x"])
    desk.stage.close_dialogs()
    assert "Lamp" in desk.column(page, "name")


def test_the_list_leaves_as_workbook_text_and_paper(desk: Desk, tmp_path: Path) -> None:
    page, _, _ = two(desk)
    for suffix in ("xlsx", "csv", "pdf"):
        desk.press(page, "Export")
        dialog = desk.dialog()
        assert isinstance(dialog, ExportDialog)
        dialog.path.setText(str(tmp_path / f"out.{suffix}"))
        desk.key(dialog, Qt.Key.Key_Return)
        desk.stage.close_dialogs()
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    cells = {c for row in sheet.iter_rows(values_only=True) for c in row}
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    paper = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "out.pdf").pages)
    assert {"One", "Two", 10, 150, "138****0042"} <= cells
    for said in (text, paper):
        assert "GX-2026-000001" in said
        assert "138****0042" in said
        assert "13800000042" not in said


def test_one_step_opens_another_register_from_it_and_the_two_stay_linked(desk: Desk) -> None:
    made = make(desk, "Widget")
    page = desk.open("gadgets")
    page.open_record(made)
    desk.settle()
    desk.press(page.panel, "More")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(a for a in menu.actions() if a.text().startswith("Open its maker")).trigger()
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

"""Exporting a list through its dialog; the files are read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdf
from PySide6.QtCore import Qt

from app.services import settings
from app.store.view import View
from app.ui.dialogs.export import ExportDialog
from tests.ui.dialogs.conftest import Desk


def opened(desk: Desk, view: View) -> ExportDialog:
    desk.window.open_export(view)
    desk.settle()
    made = desk.dialog()
    assert isinstance(made, ExportDialog)
    return made


def logged(desk: Desk) -> list[str]:
    with desk.shop.read() as reader:
        found = reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 5")
        return [row[0] for row in found]


def test_the_list_as_shown_becomes_a_workbook(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("orders")
    desk.press(page, "Export")
    dialog = desk.dialog()
    assert isinstance(dialog, ExportDialog)
    assert dialog.count.text() == "12 rows"
    dialog.path.setText(str(tmp_path / "out.xlsx"))
    desk.key(dialog, Qt.Key.Key_Return)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert sum(1 for row in sheet.iter_rows(values_only=True) if row and str(row[0]).startswith("SO-")) == 12
    done = desk.dialog()
    assert '12 rows were written to "out.xlsx".' in done.windowTitle()


def test_the_selection_or_the_whole_list_as_a_pdf(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, View("orders", ids=(1, 2, 3)))
    assert dialog.count.text() == "3 rows"
    desk.key(dialog.what, Qt.Key.Key_Left)
    assert dialog.count.text() == "12 rows"
    desk.key(dialog.what, Qt.Key.Key_Right)
    desk.key(dialog.format, Qt.Key.Key_Right)
    desk.key(dialog.format, Qt.Key.Key_Right)
    assert dialog.path.text().endswith(".pdf")
    dialog.path.setText(str(tmp_path / "out.pdf"))
    dialog.submit()
    desk.settle()
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "out.pdf").pages)
    assert text.count("SO-2026-") == 3


def test_the_ending_of_the_name_chooses_the_kind(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, View("orders"))
    dialog.path.setText(str(tmp_path / "out.csv"))
    assert dialog.format.current == "csv"


def test_revealing_is_the_owners_and_recorded(desk: Desk, tmp_path: Path) -> None:
    view = View("orders", columns=("number", "phone"))
    dialog = opened(desk, view)
    assert dialog.reveal.isVisibleTo(dialog)
    dialog.reveal.setChecked(True)
    dialog.path.setText(str(tmp_path / "open.csv"))
    dialog.submit()
    desk.settle()
    assert "13800000001" in (tmp_path / "open.csv").read_text("utf-8-sig")
    assert "reveal" in logged(desk)
    desk.stage.close_dialogs()
    impersonal = opened(desk, View("products", columns=("sku",)))
    assert not impersonal.reveal.isVisibleTo(impersonal)


def test_a_place_that_refuses_is_said_in_the_dialog(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, View("orders"))
    dialog.path.setText(str(tmp_path / "nowhere" / "out.xlsx"))
    dialog.submit()
    desk.settle()
    assert "There is no folder" in dialog.banner.text
    assert dialog.go.isEnabled()


def test_a_stopped_export_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, View("orders"))
    dialog.path.setText(str(tmp_path / "out.xlsx"))
    dialog.submit()
    dialog.stop()
    desk.settle()
    assert "No file was written" in dialog.banner.text
    assert not list(tmp_path.glob("out*"))


def test_a_file_that_is_there_is_warned_of(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "there.xlsx").touch()
    dialog = opened(desk, View("orders"))
    assert dialog._taken.isHidden()
    dialog.path.setText(str(tmp_path / "there.xlsx"))
    assert not dialog._taken.isHidden()


def test_where_names_are_masked_a_list_of_names_can_be_shown_in_full_too(desk: Desk) -> None:
    view = View("orders", columns=("number", "buyer_name"))
    dialog = opened(desk, view)
    assert not dialog.reveal.isVisibleTo(dialog)
    dialog.reject()
    desk.shop.change(lambda uow: settings.put(uow, {settings.MASK_NAMES.key: True}))
    assert opened(desk, view).reveal.isVisibleTo(desk.dialog())


def test_nothing_shifts_when_another_kind_is_chosen(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, View("orders"))
    (tmp_path / "orders.csv").write_text("x", encoding="utf-8")  # this kind alone replaces a file, and says so
    dialog.path.setText(str(tmp_path / "orders.xlsx"))
    desk.settle()
    places = []
    for _ in range(3):
        places.append((dialog.size(), dialog.path.mapTo(dialog, dialog.path.rect().topLeft()), dialog.go.pos()))
        desk.key(dialog.format, Qt.Key.Key_Right)
    assert places[1:] == [places[0]] * 2
    desk.stage.close_dialogs()

"""Printing through its dialog: the preview is ours, what is printed is logged, no plain file stays behind."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.ui.dialogs.paper import put_on_paper
from app.ui.dialogs.printing import PrintDialog
from tests.ui.dialogs.conftest import Desk


def opened(desk: Desk, *ids: int) -> PrintDialog:
    desk.window.open_print("orders", ids)
    desk.settle()
    made = desk.dialog()
    assert isinstance(made, PrintDialog)
    return made


def plain_files(desk: Desk, tmp_path: Path) -> list[Path]:
    return [p for p in (tmp_path / "opened").rglob("*") if p.is_file()]


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_the_preview_is_the_form_and_logs_nothing(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, 1, 2)
    assert dialog.paper.pages >= 2
    assert dialog.pages.text() == f"{dialog.paper.pages} pages"
    assert "print" not in desk.events("orders", 1)
    assert plain_files(desk, tmp_path) == []


def test_a_form_is_chosen_by_keys_and_slips_show_addresses(desk: Desk) -> None:
    dialog = opened(desk, 1)
    names = [f.name for f in dialog._forms]
    dialog.form.setFocus()
    while dialog.chosen != "packing-slip":
        desk.key(dialog.form, Qt.Key.Key_Down)
    assert "packing-slip" in names
    assert dialog.reveal.isChecked()
    assert "reveal" in desk.events("orders", 1), "what was shown in full is recorded, printed or not"


def test_saving_writes_the_sealed_pdf_and_logs_it(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, 1)
    dialog.save_to(tmp_path / "order.pdf")
    desk.settle()
    assert "SO-2026-" in pypdf.PdfReader(tmp_path / "order.pdf").pages[0].extract_text()
    assert "print" in desk.events("orders", 1)
    assert not desk.stage.dialogs()


def test_printing_sends_every_page_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, 1, 2, 3)
    pages = dialog.paper.pages
    dialog.print_on(pdf_printer(tmp_path / "paper.pdf"))
    desk.settle()
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) >= pages
    assert plain_files(desk, tmp_path) == []
    assert "print" in desk.events("orders", 3)


def test_a_print_can_be_stopped_between_pages(desk: Desk, tmp_path: Path) -> None:
    dialog = opened(desk, 1, 2)
    dialog.save_to(tmp_path / "two.pdf")
    desk.settle()
    progress = Progress(lambda done, _total, _what: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        put_on_paper((tmp_path / "two.pdf").read_bytes(), pdf_printer(tmp_path / "half.pdf"), _after_first(progress))


def _after_first(progress: Progress) -> Progress:
    progress.cancel()
    return progress


def test_without_a_printer_the_pdf_is_the_way(desk: Desk) -> None:
    dialog = opened(desk, 1)
    if not dialog._printers:
        assert not dialog.go.isEnabled()
        assert dialog.save.isDefault()
    desk.key(dialog, Qt.Key.Key_Escape)
    assert not desk.stage.dialogs()


def test_nothing_chosen_opens_nothing(desk: Desk) -> None:
    desk.window.open_print("orders", ())
    assert not desk.stage.dialogs()


def test_each_page_is_printed_as_it_lies(desk: Desk, tmp_path: Path) -> None:
    made = pypdf.PdfWriter()
    made.add_blank_page(595, 842)
    made.add_blank_page(842, 595)
    made.add_blank_page(595, 842)
    data = BytesIO()
    made.write(data)
    assert put_on_paper(data.getvalue(), pdf_printer(tmp_path / "laid.pdf"), Progress()) == 3
    pages = pypdf.PdfReader(tmp_path / "laid.pdf").pages
    assert [p.mediabox.width > p.mediabox.height for p in pages] == [False, True, False]

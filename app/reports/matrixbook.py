"""The training matrix as a workbook: names and heads stay in sight, cells in the colours of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.excelstyle import header_text, safe_sheet_names
from app.reports.outfile import outfile
from app.reports.pdf.style import TONES
from app.reports.seal import Seal

if TYPE_CHECKING:
    from app.reports.trainingmatrix import MatrixPage


def write_matrix_book(page: MatrixPage, path: Path, locale: Locale, progress: Progress, seal: Seal | None) -> int:
    """Write the workbook; returns its rows. Raises `UserError`, `Cancelled`; no half file is left."""
    with outfile(path) as partial, partial.open("wb") as file:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "default_format_properties": {"font_name": "Microsoft YaHei", "font_size": 10}}  # fmt: skip
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(next(safe_sheet_names(page.title)))
        _fill(book, sheet, page, progress)
        _foot(book, sheet, page, locale, seal)
        book.close()
    return len(page.rows)


def _fill(book: Any, sheet: Any, page: MatrixPage, progress: Progress) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bottom": 1,
                            "bg_color": "#F1F1EE"})  # fmt: skip
    name = book.add_format({"bold": True, "valign": "vcenter"})
    plain = book.add_format({"valign": "vcenter"})
    tones = {
        tone: book.add_format({"font_color": ink, "bg_color": tint, "align": "center", "valign": "vcenter", "border": 1,
                               "border_color": "#FFFFFF"})
        for tone, (ink, tint) in TONES.items()
    }  # fmt: skip
    for at, words in enumerate((page.name_head, page.post_head, *page.courses)):
        sheet.write_string(0, at, header_text(words), head)
    for at, (who, post, cells) in enumerate(page.rows, 1):
        progress.step(at, len(page.rows))
        sheet.write_string(at, 0, who, name)
        sheet.write_string(at, 1, post, plain)
        for place, (words, tone) in enumerate(cells, 2):
            if words:
                sheet.write_string(at, place, words, tones[tone])
    sheet.set_row(0, 44)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 1 + max(len(page.courses), 1), 14)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(page.rows), 1), 1 + max(len(page.courses), 1))
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    for place, (words, tone) in enumerate(page.legend):
        sheet.write_string(len(page.rows) + 2, 2 + place, words, tones[tone])


def _foot(book: Any, sheet: Any, page: MatrixPage, locale: Locale, seal: Seal | None) -> None:
    """Below the rows: whose matrix it is, of which day, and the log's head that it carries."""
    quiet = book.add_format({"font_color": "#5D6771"})
    at = len(page.rows) + 4
    lines = [f"{page.shop} · {page.title} · {page.subtitle}"]
    if seal is not None:
        lines.append(f"{locale.tr(N_('Made by'))}: {seal.by}")
        lines.append(f"{locale.tr(N_('Audit sequence'))}: {seal.spaced}")
        lines.append(f"{locale.tr(N_('Audit head'))}: {seal.head.hex()}")
    for step, words in enumerate(lines):
        sheet.write_string(at + step, 0, words, quiet)

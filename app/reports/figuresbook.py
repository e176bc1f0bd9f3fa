"""Tables of figures as a workbook: one sheet, table below table, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.excelstyle import header_text, safe_sheet_names
from app.reports.outfile import outfile
from app.reports.seal import Seal

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A small table of words and numbers under its title."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_figures_book(
    shop: str,
    title: str,
    subtitle: str,
    tables: Sequence[FigureTable],
    path: Path,
    locale: Locale,
    progress: Progress,
    seal: Seal | None,
) -> int:
    """Write the workbook; returns its rows. Raises `UserError`, `Cancelled`; no half file is left."""
    with outfile(path) as partial, partial.open("wb") as file:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "default_format_properties": {"font_name": "Microsoft YaHei", "font_size": 10}}  # fmt: skip
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(next(safe_sheet_names(title)))
        strong, quiet = book.add_format({"bold": True, "font_size": 14}), book.add_format({"font_color": "#5D6771"})
        sheet.write_string(0, 0, f"{shop} · {title}", strong)
        sheet.write_string(1, 0, subtitle, quiet)
        at = 3
        for number, table in enumerate(tables):
            progress.step(number, len(tables))
            at = _fill(book, sheet, table, at) + 1
        _foot(sheet, quiet, at, locale, seal)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 3, 14)
        sheet.set_column(4, 4, 60)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        book.close()
    return at


def _fill(book: Any, sheet: Any, table: FigureTable, at: int) -> int:
    """Write a table from a row on; returns the row after it."""
    if table.title:
        sheet.write_string(at, 0, table.title, book.add_format({"bold": True}))
        at += 1
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F1F1EE"})
    for column, words in enumerate(table.heads):
        sheet.write_string(at, column, header_text(words), head)
    for row in table.rows:
        at += 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            else:
                sheet.write_number(at, column, cell)
    return at + 1


def _foot(sheet: Any, quiet: Any, at: int, locale: Locale, seal: Seal | None) -> None:
    """Below the tables: who made it, and the log's head that it carries."""
    if seal is None:
        return
    lines = (
        f"{locale.tr(N_('Made by'))}: {seal.by}",
        f"{locale.tr(N_('Audit sequence'))}: {seal.spaced}",
        f"{locale.tr(N_('Audit head'))}: {seal.head.hex()}",
    )
    for step, words in enumerate(lines):
        sheet.write_string(at + step, 0, words, quiet)

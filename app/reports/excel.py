"""Lists as workbooks that Excel, WPS and LibreOffice open as if made by hand: real types, filters, sums.

XlsxWriter in constant-memory mode: rows go to a temporary file beside the target (never to the system's
shared temporary folder, since they hold what customers told the shop), so memory does not grow with the
list.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from app.core.i18n import N_
from app.core.progress import Progress
from app.core.text import display_width
from app.models.kinds import Value
from app.reports.excelabout import write_about
from app.reports.excelcells import CellWriter, Tally, cell_writer
from app.reports.excelheights import WIDEST, height, wrapping
from app.reports.excelstyle import SHEET_ROWS, Styles, header_text, safe_sheet_names
from app.reports.exceltotals import Sums, write_totals
from app.reports.outfile import outfile
from app.reports.seal import Seal
from app.reports.table import Table, codes

_STEP = 1000
_MEASURED_ROWS = 2000


def write_excel(
    table: Table, path: Path, progress: Progress, *, seal: Seal | None = None, sheet_rows: int = SHEET_ROWS
) -> int:
    """Write the table as a workbook; returns the number of rows. A list longer than a sheet holds goes on
    over further sheets of at most `sheet_rows` rows, header and sums included.

    Raises `UserError` or `Cancelled`; either way no file is left behind.
    """
    with outfile(path) as partial, _beside(path) as temp, partial.open("wb") as file:
        book = xlsxwriter.Workbook(file, _options(temp))
        try:
            rows = _Book(book, table, progress, sheet_rows).write(seal)
        except BaseException:
            _abandon(book)
            raise
        progress.step(rows, table.count or rows, N_("Packing the workbook"))
        book.close()
    return rows


def _beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=".taizhang-", dir=path.parent, ignore_cleanup_errors=True)


def _options(temp: str) -> dict[str, Any]:
    return {
        "constant_memory": True,
        "tmpdir": temp,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Microsoft YaHei", "font_size": 10},
    }


def _abandon(book: Any) -> None:
    """Close the row files without assembling a workbook."""
    for sheet in book.worksheets():
        sheet._opt_close()
    book.fileclosed = True


class _Book:
    """One workbook in the making."""

    def __init__(self, book: Any, table: Table, progress: Progress, sheet_rows: int) -> None:
        self._book = book
        self._table = table
        self._progress = progress
        self._styles = Styles(book, table.locale.currency)
        self._tally = Tally()
        self._wrapping = wrapping([c.kind for c in table.columns])
        self._widest = [WIDEST] * len(table.columns)
        self._summed = any(c.summed for c in table.columns)
        self._codes = codes(table)
        # Unlike currencies are summed in rows of their own, below the sums of everything else.
        self._data_rows = sheet_rows - 1 - self._summed - (len(self._codes) + 1 if self._codes else 0)
        self._writers: tuple[CellWriter, ...] = tuple(
            cell_writer(i, c, self._styles, table.locale, self._tally) for i, c in enumerate(table.columns)
        )

    def write(self, seal: Seal | None) -> int:
        names = safe_sheet_names(self._table.title)
        rows = iter(self._table.rows)
        done, last_full = 0, True
        about_name = self._table.locale.tr(N_("About"))
        while last_full:
            first = next(rows, None) if done else None
            if done and first is None:
                break
            count = self._sheet(next(names), rows, first, done)
            done += count
            last_full = count == self._data_rows
        write_about(self._book, about_name, self._table, done, self._tally, self._styles, seal)
        self._book.get_worksheet_by_name(self._book.worksheets()[0].name).activate()
        return done

    def _sheet(self, name: str, rows: Iterator[tuple[Value, ...]], first: tuple[Value, ...] | None, done: int) -> int:
        """Fill one sheet; returns how many rows it took."""
        sheet = self._book.add_worksheet(name)
        columns = self._table.columns
        for i, c in enumerate(columns):
            sheet.write_string(0, i, header_text(c.label), self._styles.header(c.kind.align))
        widths = [display_width(c.label) + 3 for c in columns]
        sums = Sums(columns)
        count = 0
        if first is not None:
            self._row(sheet, 1, first, widths, sums)
            count = 1
        for row in islice(rows, self._data_rows - count):
            count += 1
            self._row(sheet, count, row, widths, sums)
            if count % _STEP == 0:
                self._progress.step(done + count, self._table.count or 0)
        if self._summed:
            write_totals(sheet, self._table, self._styles, count, sums, widths, self._codes)
        self._dress(sheet, count, widths)
        return count

    def _row(self, sheet: Any, at: int, row: tuple[Value, ...], widths: list[int], sums: Sums) -> None:
        if len(row) != len(self._writers):
            raise ValueError("a row has as many values as the table has columns")
        measured = at <= _MEASURED_ROWS
        if self._wrapping:
            points = height(row, self._wrapping, self._widest if measured else widths)
            if points is not None:
                sheet.set_row(at, points)
        for i, write in enumerate(self._writers):
            value = row[i]
            if value is None or value == "":
                continue
            width = write(sheet, at, value, measured)
            if width > widths[i]:
                widths[i] = width
            if self._table.columns[i].summed and isinstance(value, int):
                sums.add(i, value)

    def _dress(self, sheet: Any, count: int, widths: list[int]) -> None:
        for i, width in enumerate(widths):
            sheet.set_column(i, i, min(width + 1, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), len(widths) - 1)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        shop = self._table.shop.replace("&", "&&")
        sheet.set_header(f"&L{shop[:80]}&R{self._table.title}")
        sheet.set_footer("&R&P / &N")

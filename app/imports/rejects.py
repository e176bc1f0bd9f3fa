"""The rows that did not come in, as a file to mend and drop again.

It has the source's own columns (what stood above the header is dropped) and a last column with the reason, which
is passed over when the file comes back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from app.core.i18n import N_, Translator
from app.imports import formats
from app.imports.header import REASON_NAMES, Header, find_header, header_key
from app.imports.readers.model import Source, Table, Value
from app.imports.report import Reject

_TITLE = N_("Reason")
_LONG_NUMBER = re.compile(r"\d{12,}")
_TEXT_FORMULA = re.compile(r'="[^"]*"')
_NUMBER = re.compile(r"[-+]?[\d.,]+")


def write_rejects(source: Source, rejects: Iterable[Reject], folder: Path, tr: Translator) -> Path | None:
    """Write the rejected rows of one file beside each other, in `folder`; returns the file, None if there are none.

    A text file gives CSV in UTF-8 with a mark, a workbook gives xlsx. Raises `OSError`.
    """
    by_sheet: dict[str, dict[int, list[str]]] = {}
    for reject in rejects:
        if reject.source == source.path.name:
            said = f"{reject.column}: {tr(reject.reason)}" if reject.column else tr(reject.reason)
            by_sheet.setdefault(reject.sheet, {}).setdefault(reject.row, []).append(said)
    sheets = [_rows(source, table, by_sheet[table.name], tr) for table in source.tables if table.name in by_sheet]
    if not sheets:
        return None
    path = _free(folder, source.path.stem, ".csv" if source.kind == "csv" else ".xlsx")
    if source.kind == "csv":
        _write_csv(path, sheets[0], source.delimiter)
    else:
        _write_workbook(path, [t.name for t in source.tables if t.name in by_sheet], sheets)
    return path


def _free(folder: Path, stem: str, ending: str) -> Path:
    """A name that no file has yet."""
    stem = re.sub(r"-rejects(-\d+)?$", "", stem)
    path = folder / f"{stem}-rejects{ending}"
    count = 2
    while path.exists():
        path = folder / f"{stem}-rejects-{count}{ending}"
        count += 1
    return path


def _rows(source: Source, table: Table, wanted: dict[int, list[str]], tr: Translator) -> list[list[Value]]:
    header = find_header(table, formats.VOCABULARY)
    rows: dict[int, list[Value]] = {}
    width, reason_at = 0, set[int]()
    head: list[Value] = []
    if header is not None:
        head, reason_at = _head(table, header)
        width = len(table.rows[header.at])
    for number, row in zip(table.numbers, table.rows, strict=True):
        if number in wanted:
            rows[number] = row
    for damage in table.damages:
        if damage.row in wanted:
            rows[damage.row] = list(damage.text.replace('"', "").split(source.delimiter or ","))
    out: list[list[Value]] = [[*head, tr(_TITLE)]]
    for number in sorted(rows):
        cells = [cell for at, cell in enumerate(rows[number]) if at not in reason_at]
        cells += [""] * (width - len(reason_at) - len(cells))
        out.append([*cells, "; ".join(dict.fromkeys(wanted[number]))])
    return out


def _head(table: Table, header: Header) -> tuple[list[Value], set[int]]:
    """The header's cells without an earlier reason column, and where that was."""
    cells = table.rows[header.at]
    reason_at = {at for at, cell in enumerate(cells) if isinstance(cell, str) and header_key(cell) in REASON_NAMES}
    return [cell for at, cell in enumerate(cells) if at not in reason_at], reason_at


def _write_csv(path: Path, rows: list[list[Value]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter or ",", lineterminator="\r\n")
        writer.writerows([[_csv_cell(cell) for cell in row] for row in rows])


def _csv_cell(cell: Value) -> str:
    """A cell that comes back as it was, and that a spreadsheet program neither runs nor rounds."""
    text = str(cell).replace("\0", "")
    if _LONG_NUMBER.fullmatch(text):
        return f"{text}\t"
    if text[:1] in "=+-@\t\r" and text and not _NUMBER.fullmatch(text) and not _TEXT_FORMULA.fullmatch(text):
        return f"'{text.lstrip()}"
    return text


def _write_workbook(path: Path, names: list[str], sheets: list[list[list[Value]]]) -> None:
    book = Workbook(write_only=True)
    for name, rows in zip(names, sheets, strict=True):
        sheet = book.create_sheet(name[:31] or "Sheet1")
        for row in rows:
            sheet.append([_book_cell(sheet, cell) for cell in row])
    book.save(path)


def _book_cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
        cell.data_type = "s"  # what starts with = stays text
        return cell
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.replace(tzinfo=None)
    return value

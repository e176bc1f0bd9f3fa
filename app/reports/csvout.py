"""Lists as CSV that Excel opens rightly by a double click: UTF-8 with BOM, CRLF, nothing that it would run
or spoil.

Text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection), and so does
a number-like code that it would round (16 digits and more) or strip of its leading zeros; the shop's own
import takes the apostrophe off again. Real numbers, also negative ones, stay numbers.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Cell, Integer, Kind, Value
from app.reports.outfile import outfile
from app.reports.table import Table

_RISKY = re.compile(r"[=+\-@\t\r\n\x00＝＋－＠]")
# Excel keeps 15 digits; `2E5` and `1D3` it reads as numbers; a leading zero it drops.
_SPOILT = re.compile(r"\d{12,}|0\d+|\d+(?:\.\d+)?[eEdD][+-]?\d+")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_STEP = 2000


def write_csv(table: Table, path: Path, progress: Progress) -> int:
    """Write the table; returns the number of rows. Raises `UserError` or `Cancelled`, leaving no file then."""
    at = table.locale
    kinds = tuple(c.kind for c in table.columns)
    rows = 0
    with outfile(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([safe(c.label) for c in table.columns])
        for row in table.rows:
            if rows % _STEP == 0:
                progress.step(rows, table.count or 0)
            writer.writerow([said(kind, value, at) for kind, value in zip(kinds, row, strict=True)])
            rows += 1
        progress.step(rows, table.count or rows)
    return rows


def said(kind: Kind, value: Value, at: Locale) -> str:
    """A value as its field of the CSV: numbers without separators, dates as ISO 8601, text made safe."""
    if value is None:
        return ""
    cell = kind.cell(value, at)
    if isinstance(kind, Integer) and isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return safe(_text(cell))


def safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula and that none turns into a rounded number."""
    if _RISKY.match(text) or _SPOILT.fullmatch(text):
        text = f"'{text}"
    return _NOT_TEXT.sub("\ufffd", text) if _NOT_TEXT.search(text) else text


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell)

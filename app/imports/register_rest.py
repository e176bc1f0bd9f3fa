"""What a row says beside the columns that a register has a place for: kept as a remark of the new record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from app.core.i18n import N_, Translator
from app.imports import moments
from app.imports.cells import CellError, as_text, is_blank
from app.imports.grid import Grid
from app.imports.header import REASON_NAMES, column_letter, header_key
from app.models import further

_COUNTERS = frozenset(header_key(word) for word in ("序号", "No.", "No", "#", "行号"))
_DAYS = ("日期", "期限", "时限", "时间", "date", "deadline")
LONGEST = 2000
"""Characters of such a remark: enough for any register that people read."""


def rest(grid: Grid, columns: Mapping[str, int], row: int, tr: Translator) -> str:
    """A line for each column that is not taken and says something; empty where there is none.

    Nobody foresaw these columns, so that what looks personal in them is kept masked.
    """
    taken = set(columns.values())
    cells: Sequence[Any] = grid.rows[row]
    lines = [
        tr(N_("{field}: {value}", field=heading, value=further.masked(heading, _said(heading, cells[at]))))
        for at, heading in enumerate(grid.names)
        if at not in taken and _tells(grid.keys[at], heading, at) and at < len(cells) and not is_blank(cells[at])
    ]
    if not lines:
        return ""
    head = tr(N_("From {file}, row {row}:", file=grid.source, row=grid.numbers[row]))
    return "\n".join([head, *lines])[:LONGEST]


def _tells(key: str, heading: str, at: int) -> bool:
    return bool(key) and key not in _COUNTERS and key not in REASON_NAMES and heading != column_letter(at)


def _said(heading: str, cell: Any) -> str:
    """A cell in words; a spreadsheet's serial day below a heading of days as a day."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute) == (0, 0) else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and any(word in heading.casefold() for word in _DAYS):
        try:
            day = moments.moment(cell, UTC)
        except CellError:
            day = None
        if day is not None:
            return day.date().isoformat()
    return as_text(cell)

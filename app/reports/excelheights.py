"""How high a row is whose text runs over several lines.

Excel finds that out when it opens a workbook; LibreOffice believes the file and lets the lines run into the next row.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.text import display_width
from app.models.kinds import Address, Kind, LineText, LongText, Value

WIDEST = 60
"""Characters that a column is wide at most."""
LINE = 15.0
"""Points of one line, as high as a row that says nothing of its height."""
_MOST_LINES = 27
"""A row is at most 409 points high."""
WRAPPING = (LongText, Address, LineText)
"""Kinds whose cells run over several lines."""


def wrapping(kinds: Sequence[Kind]) -> tuple[int, ...]:
    """The places of the columns whose cells run over several lines."""
    return tuple(i for i, kind in enumerate(kinds) if isinstance(kind, WRAPPING))


def height(row: Sequence[Value], columns: Sequence[int], widths: Sequence[int]) -> float | None:
    """The height of a row in points; None where each cell has one line.

    `widths` are the widest texts of all columns, in characters: a column is no wider than `WIDEST`.
    """
    lines = 1
    for i in columns:
        value = row[i]
        if isinstance(value, str) and (len(value) * 2 > widths[i] or "\n" in value):
            lines = max(lines, _lines(value, min(widths[i] + 1, WIDEST)))
    return None if lines == 1 else min(lines, _MOST_LINES) * LINE


def _lines(text: str, width: int) -> int:
    room = max(width, 4)
    return sum(max(1, -(-display_width(part) // room)) for part in text[: room * _MOST_LINES].splitlines())

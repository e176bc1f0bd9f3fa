"""How wide the labels of ruled rows are set: wide enough that no word of them is broken, alike under one another."""

from __future__ import annotations

from collections.abc import Sequence

from app.reports.papers.blocks import Box
from app.reports.pdf.fonts import face
from app.reports.pdf.linebreak import clean
from app.reports.pdf.style import Ink

_LEAST_SHARE, _LEAST_POINTS = 0.34, 92.0
_MOST_SHARE, _MOST_POINTS = 0.47, 130.0


def label_widths(rows: Sequence[tuple[Box, ...]], width: float, ink: Ink, pad: float) -> tuple[tuple[float, ...], ...]:
    """The width of each label in points, padding of `pad` on either side included.

    A label takes about a third of its cell, and up to half where its words need it; rows that are divided alike
    share the widths of their columns.
    """
    found: dict[tuple[tuple[int, ...], int], float] = {}
    for row in rows:
        spans = tuple(box.span for box in row)
        for i, box in enumerate(row):
            cell = width * box.span / sum(spans)
            needed = face(ink.face).width(clean(box.label), ink.size) + 2 * pad + 1
            least = min(cell * _LEAST_SHARE, _LEAST_POINTS)
            wide = max(least, min(needed, cell * _MOST_SHARE, _MOST_POINTS))
            found[spans, i] = max(found.get((spans, i), 0.0), wide)
    return tuple(tuple(found[tuple(b.span for b in row), i] for i in range(len(row))) for row in rows)

"""Columns that no field claims: kept with the draft, on the order where they are the same for all its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.imports.cells import as_text, is_blank
from app.imports.columns import Columns, Memo
from app.imports.drafts import NOTHING
from app.imports.grid import Grid
from app.imports.header import REASON_NAMES
from app.imports.readers.model import Value


def unclaimed(grid: Grid, found: Mapping[str, Sequence[int]]) -> list[int]:
    """The columns with a header that carry no field, but for the reason column of a file of rejects."""
    used = {at for places in found.values() for at in places}
    return [at for at, key in enumerate(grid.keys) if at not in used and key and key not in REASON_NAMES]


def by_row(columns: Columns, places: Sequence[int], rows: Sequence[int] | None = None) -> list[Mapping[str, str]]:
    """For each row, header → text of the given columns, blanks left out; only for the given row indexes, if any."""
    grid = columns.grid
    out: list[Mapping[str, str]] = [NOTHING] * len(grid.rows)
    if not places:
        return out
    wanted = range(len(grid.rows)) if rows is None else rows
    said = Memo(_said)
    named = [(grid.names[at], [said[grid.rows[i][at]] for i in wanted]) for at in places]
    names = [name for name, _ in named]
    for i, cells in zip(wanted, zip(*(texts for _, texts in named), strict=True), strict=True):
        if all(cells):
            out[i] = dict(zip(names, cells, strict=True))
        else:
            kept = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
            if kept:
                out[i] = kept
    return out


def _said(value: Value) -> str:
    return "" if is_blank(value) else as_text(value)


def split_levels(grid: Grid, places: Sequence[int], groups: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Columns that never differ within an order (or are blank on its later rows), and those that do."""
    several = [g for g in groups if len(g) > 1]
    order_level: list[int] = []
    line_level: list[int] = []
    rows = grid.rows
    for at in places:
        same = all(rows[i][at] == rows[g[0]][at] or rows[i][at] == "" for g in several for i in g[1:])
        (order_level if same else line_level).append(at)
    return order_level, line_level

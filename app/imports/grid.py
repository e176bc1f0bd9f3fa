"""A table with its header found: names, rows of one width, and the rows that are no rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.i18n import N_, Text
from app.imports.cells import as_text, shown
from app.imports.header import Header
from app.imports.readers.model import Source, Table, Value
from app.imports.report import Reject

_ITEMS = re.compile(r"\s*[;；]\s*")


@dataclass(slots=True)
class Grid:
    """Data rows, padded to the header's width. `numbers[i]` is the true number of `rows[i]` in its file."""

    source: str
    sheet: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    rows: list[list[Value]]
    numbers: list[int]
    rejects: list[Reject] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    """Rows that could not be read, by number, with what stands there."""
    delimiter: str = ""

    def reject(self, at: int, column: int, reason: Text) -> Reject:
        """A `Reject` for the cell of row index `at`."""
        return Reject(
            self.numbers[at], self.names[column], shown(self.rows[at][column]), reason, self.sheet, self.source
        )


def make_grid(source: Source, table: Table, header: Header) -> Grid:
    """Cut a table to its data. Rows with too many cells, and the rows the reader set aside, become rejects."""
    width = len(header.names)
    numbers = list(table.numbers[header.first : header.last])
    rows = table.rows[header.first : header.last]
    grid = Grid(source.path.name, table.name, header.names, header.keys, rows, numbers, delimiter=source.delimiter)
    last = numbers[-1] if numbers else 0
    for damage in table.damages:
        if damage.row > table.numbers[header.at] and (damage.row <= last or header.last == len(table.rows)):
            grid.lost.append((damage.row, damage.text))
            grid.rejects.append(Reject(damage.row, "", shown(damage.text), damage.reason, table.name, grid.source))
    _even_out(grid, width, source.kind == "csv")
    _drop_repeated_headers(grid, table.rows[header.at])
    return grid


def _even_out(grid: Grid, width: int, text_file: bool) -> None:
    uneven = [i for i, row in enumerate(grid.rows) if len(row) != width]
    if not uneven:
        return
    # A separator at the end of every row is a habit of some exports; in a few rows it is a cell too many.
    trailing = sum(1 for i in uneven if len(grid.rows[i]) > width) * 2 > len(grid.rows)
    full = text_file and (len(grid.rows) - len(uneven)) > 0.5 * len(grid.rows) and width > 2
    dropped: set[int] = set()
    for i in uneven:
        row = grid.rows[i]
        if len(row) > width:
            if any(as_text(cell) for cell in row[width:]) or (text_file and not trailing):
                dropped.add(i)
                _lose(grid, i, N_("The row has more cells than the header: a separator inside a cell is not quoted."))
                continue
            grid.rows[i] = row[:width]
        elif full:
            dropped.add(i)
            _lose(grid, i, N_("The row has fewer cells than the header: a line end inside a cell is not quoted."))
        else:
            grid.rows[i] = [*row, *([""] * (width - len(row)))]
    if dropped:
        grid.rows = [row for i, row in enumerate(grid.rows) if i not in dropped]
        grid.numbers = [number for i, number in enumerate(grid.numbers) if i not in dropped]


def _lose(grid: Grid, at: int, reason: Text) -> None:
    row = grid.rows[at]
    said = (grid.delimiter or ",").join(as_text(cell) for cell in row)
    grid.lost.append((grid.numbers[at], said))
    grid.rejects.append(Reject(grid.numbers[at], "", shown(said), reason, grid.sheet, grid.source))


def _drop_repeated_headers(grid: Grid, header: Sequence[Value]) -> None:
    """Two exports pasted below each other repeat the header; it is no data."""
    if not header:
        return
    first = header[0]
    again = {i for i, row in enumerate(grid.rows) if row[0] == first and row == list(header)}
    if again:
        grid.rows = [row for i, row in enumerate(grid.rows) if i not in again]
        grid.numbers = [number for i, number in enumerate(grid.numbers) if i not in again]


def expand_joined(grid: Grid, columns: Sequence[int], singles: Sequence[int], soft: Sequence[int]) -> frozenset[int]:
    """Turn a row whose cells join several items with `;` into one row per item, in place.

    `columns` are the columns of ids, names and SKUs, `singles` those of quantity and amounts, `soft` those that are
    divided only if it comes out even. Returns the numbers of rows whose items' quantities are not told one by one.
    """
    unclear: set[int] = set()
    if not any(_joins(row[c]) for row in grid.rows for c in columns):
        return frozenset()
    rows: list[list[Value]] = []
    numbers: list[int] = []
    for row, number in zip(grid.rows, grid.numbers, strict=True):
        parts = {c: _parts(row[c]) for c in (*columns, *singles)}
        counts = {len(parts[c]) for c in columns if len(parts[c]) > 1}
        filled = {len(parts[c]) for c in columns if parts[c] != [""]}
        if len(counts) != 1 or len(filled) > 1:
            rows.append(row)  # one item, or separators that belong to a name
            numbers.append(number)
            continue
        n = counts.pop()
        if not _spread(row, parts, n, singles):
            unclear.add(number)
        for item in range(n):
            copy = list(row)
            for c, values in parts.items():
                copy[c] = values[item] if len(values) == n else ""
            for c in soft:
                values = _parts(row[c])
                copy[c] = values[item] if len(values) == n else row[c]
            rows.append(copy)
            numbers.append(number)
    grid.rows, grid.numbers = rows, numbers
    return frozenset(unclear)


def _joins(cell: Value) -> bool:
    return isinstance(cell, str) and (";" in cell or "；" in cell)


def _parts(cell: Value) -> list[str]:
    said = as_text(cell).strip(";； ")
    return _ITEMS.split(said) if ";" in said or "；" in said else [said]


def _spread(row: Sequence[Value], parts: dict[int, list[str]], n: int, singles: Sequence[int]) -> bool:
    """Whether each item's own quantity is known; a quantity equal to the number of items means one of each."""
    told = True
    for c in singles:
        if len(parts[c]) == n or parts[c] == [""]:
            continue
        if parts[c] == [str(n)]:
            parts[c] = ["1"] * n
        else:
            told = False
    return told

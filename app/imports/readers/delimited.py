"""Text files of cells: which delimiter, and the fast way through a file whose quotes are in order."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from app.imports.readers.model import Damage, Table
from app.imports.readers.quotes import careful_rows

_CANDIDATES = ",\t;"
_FIELD_LIMIT = 16_000_000
_SAMPLE_CHARS = 2_000_000


def read_delimited(text: str, max_columns: int) -> tuple[Table, str]:
    """The rows of a text file and the delimiter that was found in it."""
    delimiter = find_delimiter(text)
    numbered, damages = _rows(text, delimiter)
    rows: list[Any] = []
    numbers: list[int] = []
    for number, cells in numbered:
        if cells and (cells[0].strip() or any(c.strip() for c in cells)):
            rows.append(cells if len(cells) <= max_columns else cells[:max_columns])
            numbers.append(number)
    return Table("", rows, numbers, damages=damages), delimiter


def find_delimiter(text: str) -> str:
    """The delimiter that divides most lines of the whole file into one same number of cells, at least two."""
    lines = [line for line in text[:_SAMPLE_CHARS].splitlines() if line.strip()]
    best, best_score = ",", 0.0
    for candidate in _CANDIDATES:
        if candidate not in text:
            continue
        widths = Counter(_width(line, candidate) for line in lines)
        widths.pop(1, None)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1) ** 0.5, item[0]))
        score = count * (width - 1) ** 0.5
        if score > best_score:
            best, best_score = candidate, score
    return best


def _width(line: str, delimiter: str) -> int:
    if '"' not in line:
        return line.count(delimiter) + 1
    outside = "".join(line.split('"')[::2])  # what stands between quoted cells
    return outside.count(delimiter) + 1


def _rows(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[Damage]]:
    if "\0" in text:
        text = text.replace("\0", "")
    strict = _strict_rows(text, delimiter)
    return (strict, []) if strict is not None else careful_rows(text, delimiter)


def _strict_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    """All rows by the C parser, or None when a quote is out of order somewhere."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(enumerate(reader, 1))
    except csv.Error:
        return None
    if reader.line_num != len(rows) and not _spans_are_sound(text, delimiter, rows):
        return None
    return rows


def _spans_are_sound(text: str, delimiter: str, rows: list[tuple[int, list[str]]]) -> bool:
    """Whether rows that run over several lines have the usual width: if not, a quote was left open."""
    usual = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    spanning = (cells for _, cells in rows if any("\n" in c or "\r" in c for c in cells))
    return all(len(cells) == usual and not _swallowed(cells, delimiter, usual) for cells in spanning)


def _swallowed(cells: list[str], delimiter: str, usual: int) -> bool:
    """Whether a cell holds what looks like whole rows of the file."""
    return usual > 2 and any(line.count(delimiter) >= usual - 1 for line in _inner_lines(cells))


def _inner_lines(cells: list[str]) -> Iterator[str]:
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            yield from cell.splitlines()

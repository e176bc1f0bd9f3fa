"""Tab-separated text as spreadsheets put it on the clipboard, quoted cells and line breaks included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_CELLS = 200_000


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text that a spreadsheet pastes back into the same cells."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def from_tsv(text: str) -> list[list[str]]:
    """Cells of pasted text. Quotes count only at a cell's start, as in a spreadsheet; a stray one is text.

    Raises `ValueError` above 200,000 cells.
    """
    rows: list[list[str]] = [[]]
    at, end, cells = 0, len(text), 0
    while at <= end:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        cells += 1
        if cells > MOST_CELLS:
            raise ValueError("too many cells")
        if at >= end:
            break
        if text[at] == "\t":
            at += 1
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        if at < end:
            rows.append([])
        else:
            break
    return [row for row in rows if any(cell.strip() for cell in row)]


def _cell(text: str, at: int) -> tuple[str, int]:
    if at < len(text) and text[at] == '"':
        quoted = _quoted_cell(text, at)
        if quoted is not None:
            return quoted
    stop = at
    while stop < len(text) and text[stop] not in "\t\r\n":
        stop += 1
    return text[at:stop], stop


def _quoted_cell(text: str, at: int) -> tuple[str, int] | None:
    parts: list[str] = []
    start = at + 1
    while True:
        close = text.find('"', start)
        if close < 0:
            return None
        parts.append(text[start:close])
        if text.startswith('""', close):
            parts.append('"')
            start = close + 2
            continue
        after = close + 1
        # A quote that something follows was no quoting but an inch mark or the like.
        if after < len(text) and text[after] not in "\t\r\n":
            return None
        return "".join(parts).replace("\r\n", "\n"), after


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell

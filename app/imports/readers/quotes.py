"""The careful way through a text file in which some quote is out of order.

A quote that is opened and never closed would swallow the rest of the file. Here it damages its own row only: the
row is set aside with its line number, and reading goes on at the next line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.core.i18n import N_
from app.imports.readers.model import Damage

_LINE_END = re.compile(r"\r\n|\n|\r")
_MAX_SPAN = 500
"""Lines that one row may run over. Real notes have a handful."""


def careful_rows(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[Damage]]:
    """Numbered rows, and the rows that could not be read."""
    lines = _LINE_END.split(text)
    if lines and lines[-1] == "":
        lines.pop()
    usual = _usual_width(lines, delimiter)
    return _Walk(lines, delimiter, usual).all()


def _usual_width(lines: list[str], delimiter: str) -> int:
    widths = Counter(
        len(cells) for line in lines if (cells := split_line(line, delimiter)) is not None and len(cells) > 1
    )
    return max(widths, key=lambda w: (widths[w], w)) if widths else 1


class _Walk:
    """One pass over the lines of a file."""

    def __init__(self, lines: list[str], delimiter: str, usual: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._usual = usual
        self._budget = 50_000_000  # characters that looking ahead may read in vain, all in all

    def all(self) -> tuple[list[tuple[int, list[str]]], list[Damage]]:
        rows: list[tuple[int, list[str]]] = []
        damages: list[Damage] = []
        at = number = 0
        while at < len(self._lines):
            number += 1
            line = self._lines[at]
            cells = split_line(line, self._delimiter)
            span = 1
            if cells is None:
                cells, span = self._joined(at)
            if cells is None:
                cells = lenient_line(line, self._delimiter, self._usual)
            if cells is None:
                reason = N_("A quotation mark in line {line} is not closed, so the row cannot be read.", line=at + 1)
                damages.append(Damage(number, at + 1, line, reason))
            else:
                rows.append((number, cells))
            at += span
        return rows, damages

    def _joined(self, at: int) -> tuple[list[str] | None, int]:
        """The row that starts at line `at` and goes on in the following lines, if it closes soundly."""
        text = self._lines[at]
        if not _left_open(text, self._delimiter):
            return None, 1
        for end in range(at + 1, min(at + _MAX_SPAN, len(self._lines))):
            following = self._lines[end]
            if self._budget <= 0 or self._whole_row(following):
                break
            text += "\n" + following
            if '"' not in following:
                continue
            self._budget -= len(text)
            cells = split_line(text, self._delimiter)
            if cells is not None:
                if len(cells) == self._usual:
                    return cells, end - at + 1
                break
            if not _left_open(text, self._delimiter):
                break
        return None, 1

    def _whole_row(self, line: str) -> bool:
        if self._usual < 3 or line.count(self._delimiter) < self._usual - 1:
            return False
        cells = split_line(line, self._delimiter)
        return cells is not None and len(cells) == self._usual


def split_line(text: str, delimiter: str) -> list[str] | None:
    """The cells of one row, or None when a quoted cell does not end where a cell may end.

    Spaces and tabs beside a quoted cell are let go: exports write `"4200001"<tab>,`.
    """
    if '"' not in text:
        return text.split(delimiter)
    cells: list[str] = []
    for cell, state in _scan(text, delimiter):
        if state:
            return None
        cells.append(cell)
    return cells


def _left_open(text: str, delimiter: str) -> bool:
    """Whether the text ends inside a quoted cell whose quotes were in order until there."""
    state = ""
    for _, state in _scan(text, delimiter):
        if state == "broken":
            return False
    return state == "open"


def _scan(text: str, delimiter: str) -> Iterator[tuple[str, str]]:
    """Each cell with "" if sound, "open" if its quote never closes, "broken" if text follows its closing quote."""
    at, end = 0, len(text)
    pad = " \t" if delimiter != "\t" else " "
    while True:
        start = at
        while start < end and text[start] in pad:
            start += 1
        if start < end and text[start] == '"':
            close = _closing(text, start + 1)
            if close < 0:
                yield text[start + 1 :], "open"
                return
            after = close + 1
            while after < end and text[after] in pad:
                after += 1
            sound = after >= end or text[after] == delimiter
            yield text[start + 1 : close].replace('""', '"'), "" if sound else "broken"
            if not sound:
                return
            at = after
        else:
            stop = text.find(delimiter, at)
            at, cell = (end, text[at:]) if stop < 0 else (stop, text[at:stop])
            yield cell, ""
        if at >= end:
            return
        at += 1


def _closing(text: str, at: int) -> int:
    """Where the quote closes that was opened before `at`; doubled quotes stand for one. -1 if nowhere."""
    while True:
        close = text.find('"', at)
        if close < 0 or text[close + 1 : close + 2] != '"':
            return close
        at = close + 2


def lenient_line(line: str, delimiter: str, usual: int) -> list[str] | None:
    """A row whose quotes are not doubled inside a cell (`"5" screen"`): taken if its width comes out right."""
    if usual < 2:
        return None
    cells: list[str] = []
    rest = line
    mark = f'"{delimiter}'
    while rest:
        if rest.startswith('"') and mark in rest[1:]:
            close = rest.index(mark, 1)
            cells.append(rest[1:close])
            rest = rest[close + 2 :]
            if not rest:
                cells.append("")
        elif rest.startswith('"') and rest.endswith('"') and len(rest) > 1:
            cells.append(rest[1:-1])
            rest = ""
        else:
            cell, found, rest = rest.partition(delimiter)
            if cell.startswith('"'):
                return None
            cells.append(cell)
            if found and not rest:
                cells.append("")
    return [c.replace('""', '"') for c in cells] if len(cells) == usual else None

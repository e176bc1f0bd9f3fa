"""Draws a table row by row: the header again on each page, a row split only where no page could hold it.

Numbers, dates and codes are set smaller (to 70 %), then broken; other text takes up to its column's lines, breaking as
Chinese and Latin text may, and ends in an ellipsis where more is left. A column without such a limit says all of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.models.kinds import Tone
from app.reports.pdf.fonts import BOLD, MEDIUM, REGULAR, Face, face
from app.reports.pdf.gridlayout import PAD, Placed
from app.reports.pdf.linebreak import LONGEST_CELL, LONGEST_TEXT, clean, wrap
from app.reports.pdf.sheet import Sheet
from app.reports.pdf.style import HEAD_FILL, INK, INK_2, TONES, Ink, colour

_SMALLEST = 0.7
_MEMO = 4000

Bands = tuple[tuple[Placed, ...], ...]
_Laid = list[tuple[list[str], float]]
"""The cells of a row in one band: their lines, and the type size of each."""


class Grid:
    """A table on a sheet, from the pen position down."""

    def __init__(self, sheet: Sheet, bands: Bands, size: float, *, roomy: bool = False) -> None:
        self._sheet = sheet
        self._bands = bands
        self._size = size
        self._leading = size * 1.42
        self._gap = size * (1.0 if roomy else 0.75)
        self._cells = _cells(bands, size, REGULAR)
        self._totals = _cells(bands, size, BOLD)
        self._head = self._wrapped_head()

    @property
    def head_height(self) -> float:
        """The height of the header."""
        lines = sum(max(len(h) for h in band) for band in self._head)
        return lines * self._leading + self._size * 0.9

    def head(self) -> None:
        """Draw the header at the pen position and move below it."""
        sheet, height = self._sheet, self.head_height
        sheet.canvas.setFillColor(colour(HEAD_FILL))
        sheet.canvas.rect(sheet.left, sheet.y - height, sheet.width, height, stroke=0, fill=1)
        ink = Ink(size=self._size - 0.5, colour=INK_2)
        y = sheet.y - self._size * 0.45
        for band, heads in zip(self._bands, self._head, strict=True):
            for placed, lines in zip(band, heads, strict=True):
                for i, line in enumerate(lines):
                    baseline = y - self._size - i * self._leading
                    _set(sheet, placed, baseline, line, ink, face(REGULAR))
            y -= max(len(h) for h in heads) * self._leading
        sheet.y -= height

    def row_height(self, values: Sequence[str]) -> float:
        """The height that a row of these values takes."""
        return self._height([[c.lines(values[c.placed.index]) for c in band] for band in self._cells])

    def row(self, values: Sequence[str]) -> None:
        """Draw a row, on the next page if it does not fit on this one."""
        self._draw(values, self._cells)
        self._sheet.rule(self._sheet.y)

    def total(self, values: Sequence[str]) -> None:
        """Draw the row of sums in bold under a stronger line."""
        self._sheet.rule(self._sheet.y, strong=True)
        self._draw(values, self._totals)

    def _draw(self, values: Sequence[str], cells: tuple[tuple[_Cell, ...], ...]) -> None:
        sheet = self._sheet
        set_bands = [[cell.lines(values[cell.placed.index]) for cell in band] for band in cells]
        while len(set_bands) == 1 and _tallest(set_bands[0]) > self._lines_a_page:
            fit = int((sheet.y - sheet.bottom - self._gap) / self._leading)
            if fit > 1:
                self._set_row(cells, [[(lines[:fit], size) for lines, size in set_bands[0]]])
                set_bands = [[(lines[fit:], size) for lines, size in set_bands[0]]]
            sheet.turn()
            self.head()
        if not sheet.room(self._height(set_bands)):
            sheet.turn()
            self.head()
        self._set_row(cells, set_bands)

    @property
    def _lines_a_page(self) -> int:
        """How many lines of a row a page of its own holds, below the header."""
        return int((self._sheet.top - self._sheet.bottom - self.head_height - self._gap) / self._leading)

    def _height(self, set_bands: Sequence[_Laid]) -> float:
        return sum(map(_tallest, set_bands)) * self._leading + self._gap

    def _set_row(self, cells: tuple[tuple[_Cell, ...], ...], set_bands: Sequence[_Laid]) -> None:
        """Draw the lines of a row, or of a part of one, at the pen position and move below them."""
        sheet = self._sheet
        y = sheet.y - self._gap / 2 - self._size
        for band, laid in zip(cells, set_bands, strict=True):
            for cell, (lines, size) in zip(band, laid, strict=True):
                cell.draw(sheet, y, lines, size, self._leading)
            y -= _tallest(laid) * self._leading
        sheet.y -= self._height(set_bands)

    def _wrapped_head(self) -> tuple[tuple[list[str], ...], ...]:
        size = self._size - 0.5
        shape = face(REGULAR)
        return tuple(
            tuple(wrap(clean(p.column.label), p.width - 2 * PAD, shape, size, 3) for p in band) for band in self._bands
        )


def _tallest(laid: _Laid) -> int:
    return max(len(lines) for lines, _ in laid)


class _Cell:
    """Sets the values of one column; remembers how the latest ones were broken, since lists repeat
    themselves.
    """

    def __init__(self, placed: Placed, size: float, face_name: str, colour_code: str) -> None:
        self.placed = placed
        self._size = size
        self._colour = colour_code
        self._name = MEDIUM if placed.column.strong and face_name == REGULAR else face_name
        self._face: Face = face(self._name)
        self._room = placed.width - 2 * PAD
        self._memo: dict[str, tuple[list[str], float]] = {}
        self._inks: dict[tuple[float, Tone | None], Ink] = {}

    def lines(self, value: str) -> tuple[list[str], float]:
        """The lines of a value, and the type size in which they are set."""
        found = self._memo.get(value)
        if found is None:
            if len(self._memo) >= _MEMO:
                self._memo.clear()
            found = self._memo[value] = self._break(value)
        return found

    def draw(self, sheet: Sheet, y: float, lines: list[str], size: float, leading: float) -> None:
        """Draw lines from baseline y down."""
        ink = self._ink(size, self.placed.column.tones.get(lines[0]) if lines else None)
        for i, line in enumerate(lines):
            _set(sheet, self.placed, y - i * leading, line, ink, self._face)

    def _break(self, value: str) -> tuple[list[str], float]:
        column = self.placed.column
        text = clean(value, LONGEST_CELL if column.most_lines else LONGEST_TEXT)
        wide = sum(map(self._face.__getitem__, text)) * self._size / 1000
        if wide <= self._room and "\n" not in text:
            return [text], self._size
        if column.fixed:
            fitting = self._size * self._room / wide
            if fitting >= self._size * _SMALLEST:
                return [text.replace("\n", " ")], fitting * 0.995
            smallest = self._size * _SMALLEST
            return wrap(text, self._room, self._face, smallest, max(column.most_lines, 8)), smallest
        return wrap(text, self._room, self._face, self._size, column.most_lines), self._size

    def _ink(self, size: float, tone: Tone | None) -> Ink:
        ink = self._inks.get((size, tone))
        if ink is None:
            name = MEDIUM if tone not in (None, "neutral") else self._name
            ink = self._inks[size, tone] = Ink(name, size, TONES[tone][0] if tone else self._colour)
        return ink


def _cells(bands: Bands, size: float, face_name: str) -> tuple[tuple[_Cell, ...], ...]:
    """The columns' cells; further bands of a record are set lighter, so that the eye finds where one
    begins.
    """
    return tuple(tuple(_Cell(p, size, face_name, INK_2 if i else INK) for p in band) for i, band in enumerate(bands))


def _set(sheet: Sheet, placed: Placed, y: float, line: str, ink: Ink, shape: Face) -> None:
    align = placed.column.align
    if align == "left":
        sheet.text(placed.x + PAD, y, line, ink)
        return
    wide = sum(map(shape.__getitem__, line)) * ink.size / 1000
    if align == "right":
        sheet.text(placed.x + placed.width - PAD - wide, y, line, ink)
    else:
        sheet.text(placed.x + (placed.width - wide) / 2, y, line, ink)

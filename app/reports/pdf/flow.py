"""The parts that a record's page is put together from, each drawn from the pen position down."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_, listed
from app.reports.content import LineTable, Pair, Pill
from app.reports.pdf.fonts import face
from app.reports.pdf.grid import Grid
from app.reports.pdf.gridlayout import GridColumn, crowded, fit_within
from app.reports.pdf.linebreak import LONGEST_TEXT, clean, elide, wrap
from app.reports.pdf.qr import draw_barcode
from app.reports.pdf.sheet import Sheet
from app.reports.pdf.style import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    BODY,
    LABEL,
    MARGIN,
    SECTION,
    SMALL,
    STRONG,
    TITLE,
    TITLE_ACCENT,
    TOTAL,
    Ink,
    Size,
)

_LEADING = 1.5
_TABLE_SIZE = 8.5
_A_ROW = 80.0
"""So much of a row that no page could hold is kept with its header."""
_LABEL = 72.0
_BARCODE = (150.0, 22.0)


def title(sheet: Sheet, accent: str, words: str, pills: Sequence[Pill] = (), *, code: str = "") -> None:
    """The page's title: its number in colour, what it is, and the states as pills at the right; a bar code
    above them where there is one.
    """
    sheet.y -= 22
    right = sheet.right
    for pill in reversed(pills):
        right = sheet.pill(right, sheet.y + 2, pill.word, pill.tone) - 6
    room = right - sheet.left - 12
    name = elide(clean(words), room * 0.5, face(TITLE.face), TITLE.size)
    wide = face(TITLE.face).width(name, TITLE.size)
    head = elide(clean(accent), room - wide - 10, face(TITLE.face), TITLE.size)
    sheet.text(sheet.left, sheet.y, head, TITLE_ACCENT)
    start = sheet.left + (face(TITLE.face).width(head, TITLE.size) + 10 if head else 0)
    sheet.text(start, sheet.y, name, TITLE)
    sheet.y -= 12
    if code:
        width, height = _BARCODE
        sheet.y -= height
        if draw_barcode(sheet.canvas, code, sheet.left, sheet.y, width, height):
            sheet.y -= 6
        else:
            sheet.y += height


def paragraph(sheet: Sheet, text: str, ink: Ink = BODY, *, indent: float = 0.0) -> None:
    """Text over the whole width, on further pages where it is long."""
    leading = ink.size * _LEADING
    for line in wrap(clean(text, LONGEST_TEXT), sheet.width - indent, face(ink.face), ink.size):
        _ensure(sheet, leading)
        sheet.y -= leading
        sheet.text(sheet.left + indent, sheet.y + ink.size * 0.3, line, ink)


def section(sheet: Sheet, text: str, *, keep: float = 40.0) -> None:
    """A heading, kept together with what follows (`keep` points)."""
    _ensure(sheet, 26 + keep)
    sheet.y -= 24
    sheet.text(sheet.left, sheet.y, elide(clean(text), sheet.width, face(SECTION.face), SECTION.size), SECTION)
    sheet.y -= 7


def pairs(sheet: Sheet, given: Sequence[Pair], columns: int = 2) -> None:
    """Labels and values in columns, read from left to right; a value that needs the room gets a row of its
    own.
    """
    gap = 18.0
    wide = (sheet.width - gap * (columns - 1)) / columns
    widest = max((face(LABEL.face).width(clean(label), LABEL.size) + 10 for label, _ in given), default=0.0)
    label_wide = min(max(widest, _LABEL), wide * 0.42)
    row: list[Pair] = []
    for pair in given:
        long = "\n" in pair[1] or face(BODY.face).width(clean(pair[1]), BODY.size) > (wide - label_wide) * 1.9
        if long:
            _pair_row(sheet, row, wide, gap, label_wide)
            _long_pair(sheet, pair, label_wide)
            row = []
            continue
        row.append(pair)
        if len(row) == columns:
            _pair_row(sheet, row, wide, gap, label_wide)
            row = []
    _pair_row(sheet, row, wide, gap, label_wide)


def table(sheet: Sheet, given: LineTable, *, roomy: bool = False) -> None:
    """A table over the whole width under its heading."""
    columns, sample = _measured(given)
    if not columns:  # lines of which no column holds anything
        if given.title:
            section(sheet, given.title)
        paragraph(sheet, sheet.locale.tr(N_("None")), SMALL)
        return
    grid = Grid(sheet, (fit_within(columns, sample, sheet.left, sheet.width, _TABLE_SIZE),), _TABLE_SIZE, roomy=roomy)
    # Heading, header and first row stay together: a header alone at the foot of a page looks like an empty table.
    first = grid.head_height + (grid.row_height(given.rows[0]) if given.rows else 20)
    if first > sheet.top - sheet.bottom - 50:
        first = grid.head_height + _A_ROW
    if given.title:
        section(sheet, given.title, keep=first)
    _ensure(sheet, first)
    grid.head()
    for row in given.rows:
        grid.row(row)
    if given.totals:
        grid.total(given.totals)
    if not given.rows:
        sheet.y -= 16
        sheet.text(sheet.left + 5, sheet.y, sheet.locale.tr(N_("None")), SMALL)
        sheet.y -= 4


def paper_for(tables: Sequence[LineTable]) -> Size:
    """A4 upright, or across where a table would be crowded."""
    usable = A4_PORTRAIT[0] - 2 * MARGIN
    if any(crowded(*_measured(t), usable, _TABLE_SIZE) for t in tables):
        return A4_LANDSCAPE
    return A4_PORTRAIT


def _measured(given: LineTable) -> tuple[list[GridColumn], list[list[str]]]:
    """A table's columns, and the rows that their widths are measured on."""
    columns = [GridColumn(h.label, h.align, h.fixed, tones=dict(h.tones), most_lines=0) for h in given.heads]
    rows = [*given.rows[:200], *([given.totals] if given.totals else [])]
    return columns, [[clean(v, 200) for v in row] for row in rows]


def sums(sheet: Sheet, given: Sequence[Pair], total_at: int = -1) -> None:
    """Amounts under one another at the right edge; the one at `total_at` stands out."""
    wide = max((face(TOTAL.face).width(value, 10.0) for _, value in given), default=0.0) + 16
    for i, (label, value) in enumerate(given):
        stands_out = i == total_at % len(given)
        ink = Ink(TOTAL.face, 10.0) if stands_out else BODY
        _ensure(sheet, 16)
        sheet.y -= 16
        sheet.text_right(sheet.right - 5, sheet.y, value, ink)
        sheet.text_right(sheet.right - 5 - wide, sheet.y, label, STRONG if stands_out else LABEL)


def masked(sheet: Sheet, labels: Sequence[str]) -> None:
    """A line that says which fields are masked: a page that hides something says so."""
    if labels:
        paragraph(sheet, sheet.locale.tr(N_("Masked: {fields}", fields=listed(labels))), SMALL)


def _ensure(sheet: Sheet, height: float) -> None:
    if not sheet.room(height):
        sheet.turn()


def _pair_row(sheet: Sheet, row: Sequence[Pair], wide: float, gap: float, label_wide: float) -> None:
    if not row:
        return
    leading = BODY.size * _LEADING
    set_values = [wrap(clean(value), wide - label_wide, face(BODY.face), BODY.size, 6) or [""] for _, value in row]
    height = max(len(lines) for lines in set_values) * leading + 4
    _ensure(sheet, height)
    y = sheet.y - leading
    for i, ((label, _), lines) in enumerate(zip(row, set_values, strict=True)):
        x = sheet.left + i * (wide + gap)
        sheet.text(x, y, elide(clean(label), label_wide - 4, face(LABEL.face), LABEL.size), LABEL)
        for n, line in enumerate(lines):
            sheet.text(x + label_wide, y - n * leading, line, BODY)
    sheet.y -= height


def _long_pair(sheet: Sheet, pair: Pair, label_wide: float) -> None:
    leading = BODY.size * _LEADING
    _ensure(sheet, leading * 2)
    label = elide(clean(pair[0]), label_wide - 4, face(LABEL.face), LABEL.size)
    sheet.text(sheet.left, sheet.y - leading, label, LABEL)
    text = clean(pair[1], LONGEST_TEXT)
    for line in wrap(text, sheet.width - label_wide, face(BODY.face), BODY.size):
        _ensure(sheet, leading)
        sheet.y -= leading
        sheet.text(sheet.left + label_wide, sheet.y, line, BODY)
    sheet.y -= 4

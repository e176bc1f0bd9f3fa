"""Draws ruled forms: labelled cells in rows, signatures, photos, sheets to write on, cards that fit on one page."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader

from app.core.i18n import N_
from app.reports.content import LineTable
from app.reports.papers.blocks import (
    Block,
    Box,
    Boxes,
    Break,
    PaperPage,
    Picture,
    Pictures,
    Signatures,
    SignSheet,
    Step,
    Steps,
    Ticks,
    Words,
)
from app.reports.pdf import flow
from app.reports.pdf.fonts import BOLD, MEDIUM, face
from app.reports.pdf.labelwidth import label_widths
from app.reports.pdf.linebreak import LONGEST_TEXT, clean, elide, wrap
from app.reports.pdf.qr import draw_qr
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import (
    A4_LANDSCAPE,
    A4_PORTRAIT,
    HEAD_FILL,
    INK_2,
    LABEL,
    LINE_STRONG,
    TONES,
    Ink,
    Size,
    colour,
)

_STANDING = Ink(MEDIUM, 10.0, TONES["red"][0])
_TITLE = Ink(BOLD, 18.0)
_PAD = 5.0
_LEADING = 1.5
_QR = 46.0
_GAP = 10.0
_PHOTO_HIGH = 170.0
_KEPT = 220.0
"""Ruled rows of one block up to this height in points stay on one page."""


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes that a form is set in; a card that must fit on one page is set smaller."""

    body: float = 9.0
    scale: float = 1.0

    @property
    def value(self) -> Ink:
        """What is filled in."""
        return Ink(size=self.body * self.scale)

    @property
    def label(self) -> Ink:
        """What stands beside it."""
        return Ink(MEDIUM, (self.body - 0.5) * self.scale, INK_2)

    @property
    def leading(self) -> float:
        """From line to line."""
        return self.body * self.scale * _LEADING


def heading(page: PaperPage) -> Heading:
    """The head of the form's sheets."""
    return Heading(page.shop, f"{page.title} {page.name}".strip(), " · ".join(p for p in (page.title, page.name) if p))


def paper(page: PaperPage) -> Size:
    """A4, upright or across."""
    return A4_LANDSCAPE if page.across else A4_PORTRAIT


def draw_paper(sheet: Sheet, page: PaperPage) -> None:
    """Draw the form from the top of the present page."""
    kind = Type()
    _title(sheet, page)
    flow.masked(sheet, page.masked)
    if page.one_page:
        kind = _fitting(sheet, page)
    for block in page.blocks:
        _draw(sheet, block, kind)


def _title(sheet: Sheet, page: PaperPage) -> None:
    middle = (sheet.left + sheet.right) / 2
    room = sheet.width - (2 * _QR + 20 if page.code else 0)
    sheet.y -= 24
    if page.code:
        draw_qr(sheet.canvas, page.code, sheet.right - _QR, sheet.y - _QR + 18, _QR)
    sheet.text_center(middle, sheet.y, elide(clean(page.title), room, face(_TITLE.face), _TITLE.size), _TITLE)
    sheet.y -= 16
    for words in (page.subtitle, page.name):
        if words:
            sheet.text_center(middle, sheet.y, elide(clean(words), room, face(LABEL.face), LABEL.size), LABEL)
            sheet.y -= 12
    if page.standing:
        sheet.text_center(middle, sheet.y - 2, elide(clean(page.standing), room, face(_STANDING.face), 10.0), _STANDING)
        sheet.y -= 15
    if page.code:
        sheet.y = min(sheet.y, sheet.top - _QR - 12)
    sheet.y -= 4


def _draw(sheet: Sheet, block: Block, kind: Type) -> None:
    match block:
        case Boxes():
            _boxes(sheet, block, kind)
        case Ticks():
            _ticks(sheet, block, kind)
        case Words():
            sheet.y -= 4
            flow.paragraph(sheet, block.text, Ink(MEDIUM if block.strong else kind.value.face, kind.value.size))
        case Signatures():
            _signatures(sheet, block)
        case Pictures():
            _pictures(sheet, block)
        case SignSheet():
            _sign_sheet(sheet, block)
        case Steps():
            _steps(sheet, block, kind)
        case LineTable():
            flow.table(sheet, block)
        case Break():
            sheet.turn()


# ruled rows


def _boxes(sheet: Sheet, block: Boxes, kind: Type) -> None:
    high = _height(sheet, block, kind)
    if high < _KEPT and not sheet.room(high):
        sheet.turn()
    if block.title:
        flow.section(sheet, block.title)
    else:
        sheet.y -= 6
    for row, wide in zip(block.rows, label_widths(block.rows, sheet.width, kind.label, _PAD), strict=True):
        _row(sheet, row, wide, kind)


def _row(sheet: Sheet, row: tuple[Box, ...], wide: tuple[float, ...], kind: Type) -> None:
    """One ruled row; what is higher than the rest of the page goes on, ruled, on the next."""
    whole = sum(box.span for box in row)
    edges = [sheet.left]
    for box in row:
        edges.append(edges[-1] + sheet.width * box.span / whole)
    cells = [_cell_lines(box, edges[i + 1] - edges[i], wide[i], kind) for i, box in enumerate(row)]
    splits = [left + label for left, label in zip(edges, wide, strict=False)]
    least = max(box.lines for box in row)
    left = [lines for _, lines in cells]
    labels = [lines for lines, _ in cells]
    first = True
    while first or any(left):
        needed = max(map(len, left))
        if first:
            needed = max(needed, *map(len, labels), least)
        room = int((sheet.y - sheet.bottom - 2 * _PAD) / kind.leading)
        if room < min(needed, 3):
            sheet.turn()
            room = int((sheet.y - sheet.bottom - 2 * _PAD) / kind.leading)
        taken = min(needed, room)
        shown = [lines if first else [] for lines in labels]
        _rule_row(sheet, edges, splits, row, shown, [x[:taken] for x in left], taken, kind)
        left = [lines[taken:] for lines in left]
        first = False


def _cell_lines(box: Box, width: float, label_wide: float, kind: Type) -> tuple[list[str], list[str]]:
    label = wrap(clean(box.label), label_wide - 2 * _PAD, face(kind.label.face), kind.label.size, 5)
    if not box.value:
        return label, []
    text = clean(box.value, LONGEST_TEXT)
    return label, wrap(text, width - label_wide - 2 * _PAD, face(kind.value.face), kind.value.size)


def _rule_row(
    sheet: Sheet,
    edges: list[float],
    splits: list[float],
    row: tuple[Box, ...],
    labels: list[list[str]],
    values: list[list[str]],
    lines: int,
    kind: Type,
) -> None:
    high = lines * kind.leading + 2 * _PAD
    top = sheet.y
    canvas = sheet.canvas
    canvas.setStrokeColor(colour(LINE_STRONG))
    canvas.setLineWidth(0.6)
    for i, box in enumerate(row):
        left, right = edges[i], edges[i + 1]
        split = splits[i]
        canvas.setFillColor(colour(HEAD_FILL))
        canvas.rect(left, top - high, split - left, high, stroke=1, fill=1)
        canvas.rect(split, top - high, right - split, high, stroke=1, fill=0)
        _set_lines(sheet, left + _PAD, top, labels[i], kind.label, kind)
        plain = box.tone is None or box.tone == "neutral"
        ink = kind.value if plain else Ink(MEDIUM, kind.value.size, TONES[box.tone or "neutral"][0])
        _set_lines(sheet, split + _PAD, top, values[i], ink, kind)
    sheet.y -= high


def _set_lines(sheet: Sheet, x: float, top: float, lines: list[str], ink: Ink, kind: Type) -> None:
    y = top - _PAD - kind.leading * 0.72
    for i, line in enumerate(lines):
        sheet.text(x, y - i * kind.leading, line, ink)


def _ticks(sheet: Sheet, block: Ticks, kind: Type) -> None:
    marks = "　".join(f"{'■' if on else '□'} {words}" for words, on in block.options)
    row = (Box(block.label, marks),)
    _row(sheet, row, label_widths((row,), sheet.width, kind.label, _PAD)[0], kind)


# to write on


def _signatures(sheet: Sheet, block: Signatures) -> None:
    if not sheet.room(46):
        sheet.turn()
    sheet.y -= 34
    share = sheet.width / max(len(block.places), 1)
    dated = sheet.locale.tr(N_("Date"))
    for i, place in enumerate(block.places):
        x, end = sheet.left + i * share, sheet.left + (i + 1) * share - 14
        half = x + (end - x) * 0.6
        _line_to_sign(sheet, x, half - 6, place.label, place.name)
        _line_to_sign(sheet, half, end, dated, place.day)
    sheet.y -= 8


def _line_to_sign(sheet: Sheet, x: float, end: float, label: str, words: str) -> None:
    named = elide(clean(label), (end - x) * 0.6, face(LABEL.face), LABEL.size)
    sheet.text(x, sheet.y, named, LABEL)
    start = x + face(LABEL.face).width(named, LABEL.size) + 5
    sheet.rule(sheet.y - 3, strong=True, left=start, right=end)
    if words:
        ink = Ink(size=8.5)
        sheet.text(start + 3, sheet.y, elide(clean(words), end - start - 4, face(ink.face), ink.size), ink)


def _sign_sheet(sheet: Sheet, block: SignSheet) -> None:
    sheet.y -= 6
    if not sheet.room(20.0 + block.high):  # a header alone at the foot of a page is no table
        sheet.turn()
    whole = sum(share for _, share in block.heads)
    edges = [sheet.left]
    for _, share in block.heads:
        edges.append(edges[-1] + sheet.width * share / whole)
    _written_row(sheet, edges, tuple(words for words, _ in block.heads), 20.0, head=True)
    for row in block.rows:
        if not sheet.room(block.high):
            sheet.turn()
            _written_row(sheet, edges, tuple(words for words, _ in block.heads), 20.0, head=True)
        _written_row(sheet, edges, row.cells, block.high)


def _written_row(sheet: Sheet, edges: list[float], cells: tuple[str, ...], high: float, *, head: bool = False) -> None:
    canvas = sheet.canvas
    canvas.setStrokeColor(colour(LINE_STRONG))
    canvas.setLineWidth(0.6)
    ink = Ink(MEDIUM, 8.5, INK_2) if head else Ink(size=9.0)
    for i, words in enumerate(cells):
        left, right = edges[i], edges[i + 1]
        canvas.setFillColor(colour(HEAD_FILL))
        canvas.rect(left, sheet.y - high, right - left, high, stroke=1, fill=int(head))
        shown = elide(clean(words), right - left - 2 * _PAD, face(ink.face), ink.size)
        sheet.text(left + _PAD, sheet.y - high / 2 - ink.size * 0.36, shown, ink)
    sheet.y -= high


# pictures


def _pictures(sheet: Sheet, block: Pictures) -> None:
    if not block.shown:
        return
    flow.section(sheet, block.title, keep=_PHOTO_HIGH)
    wide = (sheet.width - _GAP) / 2
    for at in range(0, len(block.shown), 2):
        if not sheet.room(_PHOTO_HIGH + 18):
            sheet.turn()
        for i, picture in enumerate(block.shown[at : at + 2]):
            _picture(sheet, picture, sheet.left + i * (wide + _GAP), wide)
        sheet.y -= _PHOTO_HIGH + 20


def _picture(sheet: Sheet, picture: Picture, x: float, wide: float) -> None:
    top = sheet.y - 4
    if picture.data:
        image = ImageReader(io.BytesIO(base64.b64decode(picture.data)))
        width, height = image.getSize()
        scale = min(wide / width, _PHOTO_HIGH / height)
        sheet.canvas.drawImage(image, x, top - height * scale, width * scale, height * scale)
        words = picture.caption
    else:
        words = sheet.locale.tr(N_("{name}: attached, not a picture that can be printed", name=picture.caption))
    sheet.text(x, top - _PHOTO_HIGH - 10, elide(clean(words), wide, face(LABEL.face), LABEL.size), LABEL)


# action cards


def _fitting(sheet: Sheet, page: PaperPage) -> Type:
    """The largest type in which the whole form fits on this page; the smallest one where even that does not help."""
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65):
        kind = Type(scale=scale)
        if sum(_height(sheet, block, kind) for block in page.blocks) <= sheet.y - sheet.bottom:
            return kind
    return Type(scale=0.6)


def _height(sheet: Sheet, block: Block, kind: Type) -> float:
    match block:
        case Boxes():
            wide = label_widths(block.rows, sheet.width, kind.label, _PAD)
            rows = sum(_row_height(sheet, row, w, kind) for row, w in zip(block.rows, wide, strict=True))
            return rows + (33 if block.title else 6)
        case Steps():
            return 33 + 18 + sum(_step_height(sheet, kind, step) for step in block.steps)
        case Words():
            lines = wrap(clean(block.text, LONGEST_TEXT), sheet.width, face(kind.value.face), kind.value.size)
            return 4 + len(lines) * kind.leading
        case Ticks():
            return kind.leading * 2 + 2 * _PAD
        case Signatures():
            return 46
        case LineTable():
            share = sheet.width / max(len(block.heads), 1)
            wrapped = sum(any(len(cell) * 8.5 > share for cell in row) for row in block.rows)
            return 33 + 20 + 19 * len(block.rows) + 12 * wrapped
        case _:
            return 0


def _row_height(sheet: Sheet, row: tuple[Box, ...], wide: tuple[float, ...], kind: Type) -> float:
    whole = sum(box.span for box in row)
    most = max(box.lines for box in row)
    for box, label_wide in zip(row, wide, strict=True):
        label, value = _cell_lines(box, sheet.width * box.span / whole, label_wide, kind)
        most = max(most, len(label), len(value))
    return most * kind.leading + 2 * _PAD


_STEP = (0.06, 0.17, 0.14, 0.37, 0.13, 0.13)
"""Shares of the width: number, when, who, what, where, within how long."""


def _step_cells(sheet: Sheet, kind: Type, step: Step) -> list[list[str]]:
    strong = Ink(MEDIUM, kind.value.size * 1.1)
    inks = (kind.value, kind.value, strong, kind.value, kind.value)
    said = (step.when, step.who, step.what, step.where, step.within)
    return [
        wrap(clean(words), sheet.width * share - 2 * _PAD, face(ink.face), ink.size)
        for words, share, ink in zip(said, _STEP[1:], inks, strict=True)
    ]


def _step_height(sheet: Sheet, kind: Type, step: Step) -> float:
    return max(len(c) for c in _step_cells(sheet, kind, step)) * kind.leading * 1.1 + 2 * _PAD


def _steps(sheet: Sheet, block: Steps, kind: Type) -> None:
    flow.section(sheet, block.title)
    tr = sheet.locale.tr
    edges = [sheet.left]
    for share in _STEP:
        edges.append(edges[-1] + sheet.width * share)
    heads = (
        "",
        tr(N_("When it is time")),
        tr(N_("Who acts")),
        tr(N_("What to do")),
        tr(N_("Where")),
        tr(N_("Time limit")),
    )
    _written_row(sheet, edges, heads, 18.0, head=True)
    leading = kind.leading * 1.1
    strong = Ink(MEDIUM, kind.value.size * 1.1)
    for number, step in enumerate(block.steps, 1):
        cells = _step_cells(sheet, kind, step)
        high = max(map(len, cells)) * leading + 2 * _PAD
        if not sheet.room(high):
            sheet.turn()
        sheet.canvas.setStrokeColor(colour(LINE_STRONG))
        for i in range(len(_STEP)):
            sheet.canvas.rect(edges[i], sheet.y - high, edges[i + 1] - edges[i], high, stroke=1, fill=0)
        top = sheet.y - _PAD - leading * 0.72
        sheet.text_center((edges[0] + edges[1]) / 2, top, str(number), Ink(BOLD, kind.value.size * 1.2))
        for i, lines in enumerate(cells, 1):
            for n, line in enumerate(lines):
                sheet.text(edges[i] + _PAD, top - n * leading, line, strong if i == 3 else kind.value)
        sheet.y -= high

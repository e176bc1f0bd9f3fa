"""The pick list: what to fetch for many orders at once, by group, with a box to tick and the batch to take
first.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import N_
from app.reports.content import PickItem, PickPage
from app.reports.pdf import flow
from app.reports.pdf.fonts import face
from app.reports.pdf.linebreak import clean, wrap
from app.reports.pdf.qr import draw_barcode
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import BODY, HEAD_FILL, INK_2, LABEL, SMALL, STRONG, TITLE, TONES, Ink, colour

_BOX = 10.0
_LEAD = 12.0
_BAR_HEIGHT = 13.0
_PIECES = Ink(TITLE.face, 13.0)
_SHORT = Ink(STRONG.face, 8.0, TONES["amber"][0])
_MOST_ORDERS = 24


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges: box, code, name, pieces (right edge), batches, orders; and the end of the page."""

    box: float
    code: float
    name: float
    pieces: float
    batches: float
    orders: float
    end: float


def heading(page: PickPage, sheet_title: str) -> Heading:
    """The head of the list's sheets."""
    return Heading(page.shop, sheet_title, " · ".join(p for p in (sheet_title, page.name) if p))


def draw_picklist(sheet: Sheet, page: PickPage) -> None:
    """Draw the list from the top of the present page."""
    tr = sheet.locale.tr
    flow.title(sheet, "", tr(N_("Pick list")))
    words = N_("Orders {orders} · articles {articles} · pieces {pieces}", orders=page.orders,
               articles=sum(len(g.items) for g in page.groups), pieces=page.pieces)  # fmt: skip
    flow.paragraph(sheet, tr(words), SMALL)
    at = _columns(sheet)
    _head(sheet, at)
    for group in page.groups:
        if group.title and len(page.groups) > 1:
            _group(sheet, at, group.title)
        for item in group.items:
            _item(sheet, at, item)
    _signatures(sheet)


def _columns(sheet: Sheet) -> _Columns:
    left, wide = sheet.left, sheet.width
    return _Columns(
        left + 4, left + 26, left + 150, left + wide * 0.60, left + wide * 0.625, left + wide * 0.80, sheet.right
    )


def _head(sheet: Sheet, at: _Columns) -> None:
    tr = sheet.locale.tr
    sheet.y -= 8
    sheet.canvas.setFillColor(colour(HEAD_FILL))
    sheet.canvas.rect(sheet.left, sheet.y - 18, sheet.width, 18, stroke=0, fill=1)
    y = sheet.y - 12
    sheet.text(at.code, y, tr(N_("SKU")), LABEL)
    sheet.text(at.name, y, tr(N_("Item")), LABEL)
    sheet.text_right(at.pieces, y, tr(N_("Qty")), LABEL)
    sheet.text(at.batches, y, tr(N_("Batch, expiry")), LABEL)
    sheet.text(at.orders, y, tr(N_("Orders")), LABEL)
    sheet.y -= 18


def _group(sheet: Sheet, at: _Columns, title: str) -> None:
    if not sheet.room(60):
        sheet.turn()
        _head(sheet, at)
    sheet.y -= 17
    sheet.text(sheet.left, sheet.y, clean(title, 80), STRONG)
    sheet.y -= 4
    sheet.rule(sheet.y)


def _item(sheet: Sheet, at: _Columns, item: PickItem) -> None:
    regular = face(BODY.face)
    code = wrap(clean(item.sku), at.name - at.code - 8, face(STRONG.face), STRONG.size, 2)
    name = wrap(clean(item.name), at.pieces - at.name - 40, regular, BODY.size, 3)
    options = wrap(clean(item.options), at.pieces - at.name - 40, regular, SMALL.size, 2) if item.options else []
    batches = _batch_lines(sheet, item)
    orders = _order_lines(item, at.end - at.orders)
    bars = 1.4 if item.barcode or item.sku else 0.0
    lines = max(len(code) + bars, len(name) + len(options), len(batches), len(orders), 1 + (item.missing > 0))
    height = lines * _LEAD + 9
    if not sheet.room(height):
        sheet.turn()
        _head(sheet, at)
    top = sheet.y - 13
    sheet.canvas.setStrokeColor(colour(INK_2))
    sheet.canvas.setLineWidth(0.8)
    sheet.canvas.rect(at.box, top - 2, _BOX, _BOX, stroke=1, fill=0)
    _column(sheet, at.code, top, code, STRONG)
    draw_barcode(
        sheet.canvas, item.barcode or item.sku, at.code, top - (len(code) - 1) * _LEAD - 4 - _BAR_HEIGHT,
        at.name - at.code - 14, _BAR_HEIGHT,
    )  # fmt: skip
    _column(sheet, at.name, top, name, BODY)
    _column(sheet, at.name, top - len(name) * _LEAD, options, SMALL)
    sheet.text_right(at.pieces, top - 2, f"{item.pieces:,}", _PIECES)
    if item.missing:
        short = sheet.locale.tr(N_("{n} short", n=item.missing))
        sheet.text_right(at.pieces, top - 2 - _LEAD, short, _SHORT)
    _column(sheet, at.batches, top, batches, BODY)
    _column(sheet, at.orders, top, orders, SMALL)
    sheet.y -= height
    sheet.rule(sheet.y)


def _column(sheet: Sheet, x: float, top: float, lines: list[str], ink: Ink) -> None:
    for i, line in enumerate(lines):
        sheet.text(x, top - i * _LEAD, line, ink)


def _batch_lines(sheet: Sheet, item: PickItem) -> list[str]:
    tr, lines = sheet.locale.tr, []
    for batch in item.batches:
        code = clean(batch.code, 40) or tr(N_("no batch"))
        lines.append(f"{code} × {batch.pieces}")
        if batch.expiry:
            lines.append(tr(N_("until {date}", date=batch.expiry)))
    return lines


def _order_lines(item: PickItem, wide: float) -> list[str]:
    shown = [f"{number} × {n}" for number, n in item.orders[:_MOST_ORDERS]]
    left = len(item.orders) - len(shown)
    text = "\n".join(shown) + (f"\n… +{left}" if left > 0 else "")
    return wrap(clean(text), wide, face(SMALL.face), SMALL.size)


def _signatures(sheet: Sheet) -> None:
    tr = sheet.locale.tr
    if not sheet.room(40):
        sheet.turn()
    sheet.y -= 30
    third = sheet.width / 3
    for i, label in enumerate((N_("Picked by"), N_("Checked by"), N_("Time"))):
        x = sheet.left + i * third
        words = tr(label)
        sheet.text(x, sheet.y, words, LABEL)
        start = x + face(LABEL.face).width(words, LABEL.size) + 8
        sheet.rule(sheet.y - 2, strong=True, left=start, right=x + third - 18)

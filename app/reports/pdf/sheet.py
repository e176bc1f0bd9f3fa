"""One PDF in the making: pages with the shop's name above, seal, QR code and page number below.

Text is gathered by style and set in one block a style when a page is full; a full page is compressed at
once, so a long document holds compressed pages only. The number of pages is one shared form, drawn when the
last is done.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import IO, Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from app.core.dates import format_datetime
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.kinds import Tone
from app.reports.pdf.fonts import FACES, face
from app.reports.pdf.linebreak import clean, elide
from app.reports.pdf.qr import draw_qr
from app.reports.pdf.style import (
    FOOTER_HEIGHT,
    HEADER_HEIGHT,
    LINE,
    LINE_STRONG,
    MARGIN,
    PAGE_NUMBER,
    QR_SIZE,
    SHOP,
    SMALL,
    TONES,
    Ink,
    Size,
    colour,
)
from app.reports.seal import Seal


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head and the properties of a document say. `right` stands opposite the shop's name."""

    shop: str
    title: str
    right: str = ""


class Sheet:
    """A document; the pen position `y` runs down from `top` to `bottom` between `left` and `right`."""

    def __init__(self, file: IO[bytes], size: Size, heading: Heading, locale: Locale, seal: Seal | None) -> None:
        for name in FACES:  # registered before the canvas names them; what a page does not use is not embedded
            face(name)
        self.canvas = Canvas(file, pagesize=size, pageCompression=0)  # pages are compressed here, once, below
        self.canvas.setTitle(clean(heading.title))
        self.canvas.setAuthor(clean(heading.shop))
        self.canvas.setCreator("Taizhang")
        self.heading, self.locale, self.seal = heading, locale, seal
        self._sealed: set[str] = set()
        self._lay(size)
        self.pages = 0
        """Pages of the present part; each part of a document is numbered by itself."""
        self._part, self._done = 1, 0
        self.expected_pages = 9
        self._texts: dict[Ink, list[tuple[float, float, str]]] = {}
        self._begin()

    @property
    def width(self) -> float:
        """The usable width."""
        return self.right - self.left

    def text(self, x: float, y: float, text: str, ink: Ink) -> None:
        """Set one line of text with its baseline at (x, y)."""
        if text:
            self._texts.setdefault(ink, []).append((x, y, text))

    def text_right(self, x: float, y: float, text: str, ink: Ink) -> None:
        """Set one line of text that ends at x."""
        self.text(x - face(ink.face).width(text, ink.size), y, text, ink)

    def text_center(self, x: float, y: float, text: str, ink: Ink) -> None:
        """Set one line of text with its middle at x."""
        self.text(x - face(ink.face).width(text, ink.size) / 2, y, text, ink)

    def rule(self, y: float, *, strong: bool = False, left: float | None = None, right: float | None = None) -> None:
        """A hairline across the page."""
        self.canvas.setStrokeColor(colour(LINE_STRONG if strong else LINE))
        self.canvas.setLineWidth(0.6)
        self.canvas.line(self.left if left is None else left, y, self.right if right is None else right, y)

    def pill(self, right: float, y: float, text: str, tone: Tone, size: float = 8.5) -> float:
        """A pill with a dot and its word, ending at `right` around the baseline y; returns its left edge."""
        ink, tint = TONES[tone]
        style = Ink("NotoSansSC-Medium", size, ink)
        words = clean(text)
        wide = face(style.face).width(words, size) + size * 2.7
        left, height = right - wide, size * 1.9
        self.canvas.setFillColor(colour(tint))
        self.canvas.roundRect(left, y - size * 0.58, wide, height, height / 2, stroke=0, fill=1)
        self.canvas.setFillColor(colour(ink))
        self.canvas.circle(left + size * 1.05, y + size * 0.36, size * 0.24, stroke=0, fill=1)
        self.text(left + size * 1.65, y, words, style)
        return left

    def turn(self) -> None:
        """Finish this page and begin the next."""
        self._end()
        self._begin()

    def room(self, height: float) -> bool:
        """Whether `height` more points fit on this page."""
        return self.y - height >= self.bottom

    def next_part(self, heading: Heading, size: Size) -> None:
        """Finish this part of the document and begin the next, on paper of its own, numbered from 1."""
        self._end_part()
        self._part += 1
        self.heading = heading
        self.canvas.setPageSize(size)
        self._lay(size)
        self._begin()

    def save(self) -> int:
        """Finish the document; returns its number of pages."""
        self._end_part()
        self.canvas.save()
        return self._done

    def _end_part(self) -> None:
        self._end()
        canvas = self.canvas
        canvas.beginForm(self._total_form(), 0, -5, 120, 20)
        canvas.setFont(PAGE_NUMBER.face, PAGE_NUMBER.size)
        canvas.setFillColor(colour(PAGE_NUMBER.colour))
        canvas.drawString(0, 0, f" / {self.pages}")
        canvas.endForm()
        self._done += self.pages
        self.pages = 0

    def _total_form(self) -> str:
        return f"total{self._part}"

    def _lay(self, size: Size) -> None:
        """Measure paper of a size; its seal is drawn once for all pages of that size."""
        self.size = size
        self.left, self.right = MARGIN, size[0] - MARGIN
        self.top, self.bottom = size[1] - MARGIN - HEADER_HEIGHT, MARGIN + FOOTER_HEIGHT
        self.y = self.top
        if self.seal is not None and self._seal_form() not in self._sealed:
            self._sealed.add(self._seal_form())
            self._make_seal(self.seal)

    def _seal_form(self) -> str:
        return f"seal{self.size[0]:.0f}"

    def _begin(self) -> None:
        self.pages += 1
        self.y = self.top
        y = self.size[1] - MARGIN - 9
        right = elide(clean(self.heading.right), self.width * 0.6, face(SMALL.face), SMALL.size)
        self.text_right(self.right, y, right, SMALL)
        room = self.width - face(SMALL.face).width(right, SMALL.size) - 16
        self.text(self.left, y, elide(clean(self.heading.shop), room, face(SHOP.face), SHOP.size), SHOP)
        self.rule(y - 9)

    def _end(self) -> None:
        self._footer()
        canvas = self.canvas
        for ink, runs in self._texts.items():
            block = canvas.beginText()
            block.setFont(ink.face, ink.size)
            block.setFillColor(colour(ink.colour))
            for x, y, text in runs:
                block.setTextOrigin(x, y)
                block.textOut(text)
            canvas.drawText(block)
        self._texts.clear()
        canvas.showPage()
        self._compress()

    def _compress(self) -> None:
        """Pack the page just finished; reportlab itself keeps every page as plain text until the end."""
        document: Any = vars(self.canvas)["_doc"]
        page = document.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1"), 6)
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed, filters=[])
        page.stream = ""

    def _footer(self) -> None:
        y = MARGIN + QR_SIZE
        if self.seal is not None:
            self.canvas.doForm(self._seal_form())
        else:
            self.rule(y + 8)
        digits = len(str(max(self.expected_pages, self.pages)))
        wide = face(PAGE_NUMBER.face).width(f" / {'0' * digits}", PAGE_NUMBER.size)
        x = self.right - wide
        self.text_right(x, MARGIN + 2, str(self.pages), PAGE_NUMBER)
        self.canvas.saveState()
        self.canvas.translate(x, MARGIN + 2)
        self.canvas.doForm(self._total_form())
        self.canvas.restoreState()

    def _make_seal(self, seal: Seal) -> None:
        """The foot of every page of one size, kept once: rule, QR code, audit sequence and head, when and by whom."""
        tr, canvas = self.locale.tr, self.canvas
        when = format_datetime(seal.at, self.locale.tz)
        lines = (
            tr(N_("Audit sequence {seq} · head {head}", seq=seal.spaced, head=seal.short)),
            tr(N_("Made by Taizhang at {time}; printed by {name}.", time=when, name=clean(seal.by, 60)))
            if seal.by
            else tr(N_("Made by Taizhang at {time}.", time=when)),
            tr(N_("The code holds the full head of the audit log. It proves records up to that entry unaltered.")),
        )
        canvas.beginForm(self._seal_form(), 0, 0, *self.size)
        y = MARGIN + QR_SIZE
        self.rule(y + 8)
        draw_qr(canvas, seal.code, self.left, MARGIN, QR_SIZE)
        x = self.left + QR_SIZE + 12
        canvas.setFillColor(colour(SMALL.colour))
        canvas.setFont(SMALL.face, SMALL.size)
        for i, line in enumerate(lines):
            room = self.right - x - (70 if i == 2 else 0)
            canvas.drawString(x, y - 8 - i * 12.5, elide(line, room, face(SMALL.face), SMALL.size))
        canvas.endForm()

"""The training matrix on paper: as many courses as a landscape page holds, names repeated on each, rows over pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Tone
from app.reports.outfile import outfile
from app.reports.pdf.fonts import face
from app.reports.pdf.linebreak import clean, elide, wrap
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import A4_LANDSCAPE, BODY, SMALL, STRONG, TITLE, TONES, Ink, colour
from app.reports.seal import Seal

if TYPE_CHECKING:
    from app.reports.trainingmatrix import MatrixPage

NAMES, LEAST, ROW, HEAD = 116.0, 56.0, 19.0, 34.0


def write_matrix_pdf(page: MatrixPage, path: Path, locale: Locale, progress: Progress, seal: Seal | None) -> int:
    """Write the PDF; returns its pages. Raises `UserError`, `Cancelled`; no half file is left."""
    with outfile(path) as partial, partial.open("wb") as file:
        heading = Heading(page.shop, page.title, f"{page.title} · {page.subtitle}")
        sheet = Sheet(file, A4_LANDSCAPE, heading, locale, seal)
        across = max(int((sheet.width - NAMES) // LEAST), 1)
        parts = range(0, max(len(page.courses), 1), across)
        for number, first in enumerate(parts):
            progress.step(number, len(parts))
            if number:
                sheet.turn()
            _Part(sheet, page, first, min(across, len(page.courses) - first)).draw(title=number == 0)
        return sheet.save()


class _Part:
    """Some neighbouring courses of the matrix, over as many pages as the people need."""

    def __init__(self, sheet: Sheet, page: MatrixPage, first: int, count: int) -> None:
        self._sheet, self._page = sheet, page
        self._first, self._count = first, max(count, 0)
        self._wide = min((sheet.width - NAMES) / max(self._count, 1), 96.0)

    def draw(self, *, title: bool) -> None:
        """Title (once), heads, rows; the heads again on each further page."""
        sheet = self._sheet
        if title:
            self._title()
        self._heads()
        for row in self._page.rows:
            if not sheet.room(ROW):
                sheet.turn()
                self._heads()
            self._row(*row)
        if not self._page.rows:
            words = sheet.locale.tr(N_("No records match."))
            sheet.text(sheet.left, sheet.y - 20, words, SMALL)

    def _title(self) -> None:
        sheet = self._sheet
        sheet.y -= 20
        sheet.text(sheet.left, sheet.y, clean(self._page.title), TITLE)
        sheet.y -= 16
        sheet.text(sheet.left, sheet.y, clean(self._page.subtitle), SMALL)
        right = sheet.right
        for words, tone in reversed(self._page.legend):
            right = sheet.pill(right, sheet.y, words, tone) - 8
        sheet.y -= 10

    def _heads(self) -> None:
        sheet, page = self._sheet, self._page
        base = sheet.y - HEAD + 8
        sheet.text(sheet.left, base, clean(f"{page.name_head} · {page.post_head}"), SMALL)
        small = face(SMALL.face)
        for at, words in enumerate(page.courses[self._first : self._first + self._count]):
            middle = sheet.left + NAMES + (at + 0.5) * self._wide
            lines = wrap(clean(words), self._wide - 6, small, SMALL.size, 3)
            for step, line in enumerate(lines):
                sheet.text_center(middle, base + (len(lines) - 1 - step) * 9, line, SMALL)
        sheet.y -= HEAD
        sheet.rule(sheet.y, strong=True)

    def _row(self, name: str, post: str, cells: tuple[tuple[str, Tone], ...]) -> None:
        sheet = self._sheet
        base = sheet.y - ROW + 6
        strong, body = face(STRONG.face), face(BODY.face)
        who = elide(clean(name), NAMES * 0.6, strong, STRONG.size)
        sheet.text(sheet.left, base, who, STRONG)
        after = sheet.left + strong.width(who, STRONG.size) + 6
        sheet.text(after, base, elide(clean(post), sheet.left + NAMES - after - 4, body, SMALL.size), SMALL)
        for at, (words, tone) in enumerate(cells[self._first : self._first + self._count]):
            if not words:
                continue
            left = sheet.left + NAMES + at * self._wide
            ink, tint = TONES[tone]
            sheet.canvas.setFillColor(colour(tint))
            sheet.canvas.roundRect(left + 1.5, sheet.y - ROW + 2, self._wide - 3, ROW - 4, 3, stroke=0, fill=1)
            said = Ink(SMALL.face, SMALL.size, ink)
            fitting = elide(clean(words), self._wide - 6, face(said.face), said.size)
            sheet.text_center(left + self._wide / 2, base, fitting, said)
        sheet.y -= ROW
        sheet.rule(sheet.y)

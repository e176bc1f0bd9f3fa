"""Colours, sizes and distances of printed pages, in one place. Points throughout; colours are those of the
window.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, A4, landscape

from app.models.kinds import Tone
from app.reports.pdf.fonts import BOLD, MEDIUM, REGULAR

INK, INK_2, INK_3 = "#1E2429", "#5D6771", "#8C959D"
LINE, HEAD_FILL, LINE_STRONG = "#E3E4DF", "#F3F3F0", "#C9CAC4"
TONES: dict[Tone, tuple[str, str]] = {
    "neutral": ("#5D6771", "#F1F1EE"),
    "accent": ("#0E6B5B", "#E3F0EC"),
    "amber": ("#8A5A00", "#FAF0DA"),
    "blue": ("#275DA8", "#E6EEF9"),
    "orange": ("#A84A00", "#FDE8D7"),
    "red": ("#B42318", "#FBE9E7"),
}
"""The ink and the tint of each tone."""

Size = tuple[float, float]
A4_PORTRAIT: Size = A4
A4_LANDSCAPE: Size = landscape(A4)
A3_LANDSCAPE: Size = landscape(A3)

MARGIN = 42.0
HEADER_HEIGHT = 34.0
FOOTER_HEIGHT = 58.0
QR_SIZE = 44.0


@dataclass(frozen=True, slots=True)
class Ink:
    """How a piece of text is set: face, size in points, colour as `#RRGGBB`."""

    face: str = REGULAR
    size: float = 8.5
    colour: str = INK


BODY = Ink()
STRONG = Ink(MEDIUM)
SMALL = Ink(size=7.5, colour=INK_2)
LABEL = Ink(size=8.0, colour=INK_2)
TOTAL = Ink(BOLD)
TITLE = Ink(BOLD, 17.0)
TITLE_ACCENT = Ink(BOLD, 17.0, "#0E6B5B")
SECTION = Ink(BOLD, 10.5)
SHOP = Ink(MEDIUM, 9.0)
PAGE_NUMBER = Ink(size=9.0, colour=INK_2)


def colour(code: str) -> Color:
    """A reportlab colour of `#RRGGBB`."""
    return HexColor(code)

"""The bundled typeface on paper, embedded as a subset, and widths of text in points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.core.paths import resources

REGULAR = "NotoSansSC-Regular"
MEDIUM = "NotoSansSC-Medium"
BOLD = "NotoSansSC-Bold"
FACES = (REGULAR, MEDIUM, BOLD)


class Face(dict[str, float]):
    """A face's advance widths by character, in thousandths of the size; looked up once per character."""

    def __init__(self, name: str, by_code: Mapping[int, float], default: float) -> None:
        super().__init__()
        self.name = name
        self._by_code = by_code
        self._default = default

    def __missing__(self, char: str) -> float:
        width = self[char] = float(self._by_code.get(ord(char), self._default))
        return width

    def width(self, text: str, size: float) -> float:
        """The width of a text in points."""
        return sum(map(self.__getitem__, text)) * size / 1000


@lru_cache(maxsize=8)
def face(name: str) -> Face:
    """A face, registered with reportlab on first use (some 50 ms, once per process). `name` is one of
    `FACES`.
    """
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}.ttf")))
    shape = cast(TTFont, pdfmetrics.getFont(name)).face
    return Face(name, shape.charWidths, float(shape.defaultWidth))

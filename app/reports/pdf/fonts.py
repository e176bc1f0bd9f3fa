"""The bundled typeface on paper, embedded as a subset, and widths of text in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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

    @property
    def codes(self) -> Iterable[int]:
        """The code points that have a glyph."""
        return self._by_code.keys()

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


@lru_cache(maxsize=1)
def glyphless() -> re.Pattern[str]:
    """Finds what the typeface has no glyph for, as emoji; what is joined into one picture counts as one.

    All faces hold the same characters. White space and control characters are none of its business.
    """
    known = shown(face(REGULAR).codes)
    none = rf"[^{known}\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\ud800-\udfff]"
    more = "[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    return re.compile(rf"{none}{more}(?:\u200d{none}{more})*|[\ufe00-\ufe0f]+")


def shown(codes: Iterable[int]) -> str:
    """Characters as the inside of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)

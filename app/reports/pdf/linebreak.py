"""Text onto lines: Chinese may break between any two characters except before closing and after opening
marks; Latin words stay whole while they fit (the rules of GB/T 15834 and W3C clreq, as far as an office
page needs them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.reports.pdf.fonts import Face, glyphless

ELLIPSIS = "…"
MISSING = "□"
LONGEST_CELL = 2_000
"""Characters of one cell that are looked at: more would not fit into the lines it may take."""
LONGEST_TEXT = 20_000
"""Characters of one paragraph: the limit of a long text field."""

_NO_START = r"，。、；：？！）】》」』〉〕｝”’…·％℃‰～,.;:?!)\]}%°"
_NO_END = r"（【《「『〈〔｛“‘(\[{￥¥$€£＄#＃"
_WORD = r"[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFFEF" + _NO_START + _NO_END + r"]+"
# Marks inside a Latin word or number belong to it: `1,234.50`, `a.b@c.d`, `SO-2026-1`.
_INNER = rf"(?:[,.:·'’@&/\\]{_WORD})*"
_UNIT = re.compile(rf"\s+|[{_NO_END}]*(?:{_WORD}{_INNER}|[^\s])[{_NO_START}]*")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def clean(text: str, limit: int = LONGEST_CELL) -> str:
    """Text that can be drawn: no control or direction marks, tabs as spaces, at most `limit` characters.

    What the typeface has no glyph for is shown as □: a mark that something stands there, not a gap that hides it.
    """
    if len(text) > limit:
        text = text[: limit - 1] + ELLIPSIS
    if not text.isascii():
        text = glyphless().sub(_mark, text)
    if text.isprintable():
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " "))


def _mark(found: re.Match[str]) -> str:
    """□, or nothing for a mark that only chooses how the character before it looks."""
    return "" if "\ufe00" <= found[0][0] <= "\ufe0f" else MISSING


def wrap(text: str, width: float, face: Face, size: float, most: int = 0) -> list[str]:
    """The lines of a text that is `width` points wide at most. With `most`, no more lines than that: what
    is left over is cut and the last line ends in an ellipsis. A word wider than a line is broken where the
    line ends.
    """
    room = width * 1000 / size
    lines: list[str] = []
    for line in _lines(text, room, face):
        if most and len(lines) == most:
            lines[-1] = elide(lines[-1] + ELLIPSIS, width, face, size)
            return lines
        lines.append(line)
    return lines or [""]


def elide(text: str, width: float, face: Face, size: float) -> str:
    """The text if it fits, else its beginning with an ellipsis."""
    room = width * 1000 / size
    if sum(map(face.__getitem__, text)) <= room:
        return text
    room -= face[ELLIPSIS]
    kept = 0
    for char in text:
        room -= face[char]
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ，、,…") + ELLIPSIS


def _lines(text: str, room: float, face: Face) -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from _paragraph(paragraph, room, face)


def _paragraph(text: str, room: float, face: Face) -> Iterator[str]:
    if sum(map(face.__getitem__, text)) <= room:
        yield text.rstrip()
        return
    line: list[str] = []
    used = 0.0
    for match in _UNIT.finditer(text):
        unit = match[0]
        width = sum(map(face.__getitem__, unit))
        if used + width <= room:
            line.append(unit)
            used += width
            continue
        if unit.isspace():
            yield "".join(line).rstrip()
            line, used = [], 0.0
            continue
        if width <= room:
            yield "".join(line).rstrip()
            line, used = [unit], width
            continue
        for char in unit:  # wider than a whole line: broken where it must be
            advance = face[char]
            if used + advance > room and line:
                yield "".join(line).rstrip()
                line, used = [], 0.0
            line.append(char)
            used += advance
    yield "".join(line).rstrip()

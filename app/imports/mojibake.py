"""Text that was saved in the wrong encoding: found, and put right only where that is certain.

Three accidents are common: UTF-8 read as GB18030 (`璁㈠崟`), UTF-8 or GB18030 read as Windows-1252 (`è®¢å•`,
`¶©µ¥`), and text already lost (`锟斤拷`, U+FFFD).
"""

from __future__ import annotations

import re

_HAN = re.compile("[\u4e00-\u9fff]")
_LOST = re.compile("锟斤拷|烫烫烫|屯屯屯|\ufffd")
_LATIN_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{4,}"
)
_SAMPLE = 20_000


def is_garbled(text: str) -> bool:
    """Whether a cell's text shows that it was read in the wrong encoding. Plain ASCII never is."""
    if text.isascii():
        return False
    return _LOST.search(text) is not None or _undone(text) is not None


def repair(text: str) -> str | None:
    """The whole text as it was meant, if undoing one wrong reading gives sound Chinese everywhere; else None."""
    sample = text[:_SAMPLE]
    if sample.isascii() and text.isascii():
        return None
    if len(_HAN.findall(sample)) and not _mostly_uncommon(sample):
        return None
    mended = _undone(text)
    if mended is None or mended.count("\ufffd"):
        return None
    return mended


def _undone(text: str) -> str | None:
    """The text with one wrong reading undone, or None when nothing shows that there was one."""
    if _HAN.search(text):
        return _reread(text, "gb18030", "utf-8", 2)
    if _LATIN_RUN.search(text):
        return _reread(text, "cp1252", "utf-8", 2) or _reread(text, "cp1252", "gb18030", 2)
    return None


def _reread(text: str, wrong: str, right: str, least: int) -> str | None:
    try:
        data = b"".join(_back(text, wrong))
        meant = data.decode(right)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    if len(_HAN.findall(meant)) < least:
        return None
    if right == "gb18030" and _mostly_uncommon(meant):
        return None
    return meant


def _back(text: str, wrong: str) -> list[bytes]:
    """The bytes behind the text. Windows-1252 leaves five bytes undefined, which readers pass through."""
    if wrong != "cp1252":
        return [text.encode(wrong)]
    return [c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text]


def _mostly_uncommon(text: str) -> bool:
    """Whether most Chinese characters lie outside GB 2312's common first level."""
    han = _HAN.findall(text)
    common = 0
    for char in han:
        try:
            lead, trail = char.encode("gb2312")
        except (UnicodeEncodeError, ValueError):
            continue
        common += 0xB0 <= lead <= 0xD7 and trail >= 0xA1
    return bool(han) and common * 2 < len(han)

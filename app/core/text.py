"""Text: widths on paper, pinyin, masks, and plain comparison forms."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def display_width(text: str) -> int:
    """Columns that text takes where a Chinese character takes two and a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@lru_cache(maxsize=32768)
def syllables(char: str) -> tuple[str, ...]:
    """The pinyin syllables, without tone marks, that one Chinese character may be read as; none for others."""
    if not "\u3400" <= char <= "\u9fff":
        return ()
    from pypinyin import Style, pinyin  # a large table: loaded when the first Chinese text is indexed

    said = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(s for s in said[0] if s.isascii() and s.isalpha()))[:3] if said else ()


def initials(text: str) -> str:
    """The first letters of a text as people type them: `手工桂花酱` gives `sgghj`; letters and digits stay."""
    out: list[str] = []
    for char in text:
        said = syllables(char)
        if said:
            out.append(said[0][0])
        elif char.isascii() and char.isalnum():
            out.append(char.lower())
    return "".join(out)


def fold(text: str) -> str:
    """A form for comparison and search: NFKC (full-width to half-width), lower case, spaces trimmed."""
    if text.isascii():
        return text.lower().strip()
    return unicodedata.normalize("NFKC", text).lower().strip()


def mask_phone(phone: str) -> str:
    """`13800001234` as `138****1234`; short numbers show the last two digits only."""
    if "*" in phone or not phone:
        return phone
    if len(phone) >= 11:
        return f"{phone[:-8]}****{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:]


def mask_address(address: str) -> str:
    """An address down to its first part (province, city, district), the rest as `****`."""
    if not address or address.endswith("****"):
        return address
    for mark in ("区", "县", "市"):
        at = address.find(mark, 2)
        if 0 < at < 16:
            return f"{address[: at + 1]}****"
    return f"{address[:6]}****" if len(address) > 6 else "****"


def mask_name(name: str) -> str:
    """`张小明` as `张**`."""
    return name[:1] + "*" * max(len(name) - 1, 0)

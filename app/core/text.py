"""Text: widths on paper, pinyin, masks, and plain comparison forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.core.paths import resources

FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"
"""The Chinese characters that have pinyin here."""


def display_width(text: str) -> int:
    """Columns that text takes where a Chinese character takes two and a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """A text of at most so many columns, an ellipsis in place of what is left out."""
    if display_width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) > columns - 1:
            break
        kept += char
    return f"{kept.rstrip()}…"


@lru_cache(maxsize=32768)
def syllables(char: str) -> tuple[str, ...]:
    """The pinyin syllables, without tone marks, that one Chinese character may be read as; none for others."""
    return tuple(_pinyin()[ord(char) - ord(FIRST_HAN)].split()) if FIRST_HAN <= char <= LAST_HAN else ()


@lru_cache(maxsize=1)
def _pinyin() -> list[str]:
    """A line for each character from `FIRST_HAN` on; `python -m tools.pinyin` writes the file. Read in 2 ms."""
    return (resources() / "wordlists" / "pinyin.txt").read_text("utf-8").split("\n")


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


_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as the shop's file can keep it: half characters (a broken paste, an undecodable file name) and NULs
    become U+FFFD."""
    return _NOT_KEPT.sub("\ufffd", text)


_DIGITS = re.compile(r"\d(?:[ -]?\d){6,}")
_PARTS = (r"(?<![小社园校厂库片])区", "县", "市")
_DISTRICTS = tuple(re.compile(rf"\D{{2,15}}?{part}") for part in _PARTS)


FEWEST_PHONE_DIGITS = 5
"""Digits of the shortest numbers that a shop calls: 10086, 12315."""
_HIDDEN = re.compile(r"\*+|(?<=\d)[xX•●]{3,}(?=\d|$)")


def is_phone(text: str) -> bool:
    """Whether a telephone number stands in a text: five digits or more, with whatever parts them or says whose it is.

    What a platform hid counts as digits (`138****1234`, `138xxxx1234`), and what it hid whole (`****`, `##…`, `~…~`)
    is as much as anybody will know of it.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.startswith(("##", "~")) or ("*" in plain and not plain.strip("*- ")):
        return True
    hidden = sum(len(found[0]) for found in _HIDDEN.finditer(plain))
    return sum(c.isdigit() for c in plain) + hidden >= FEWEST_PHONE_DIGITS


def mask_phone(phone: str) -> str:
    """`13800001234` as `138****1234`, each number where there are several; short ones show the last two digits only."""
    masked = _DIGITS.sub(lambda found: _mask_number(found[0]), phone)
    return masked if masked != phone or "*" in phone else _mask_number(phone)


def _mask_number(number: str) -> str:
    if len(number) >= 11:
        shown = number[:-8][:5]
        return shown + "*" * (len(number) - len(shown) - 4) + number[-4:]
    return "*" * max(len(number) - 2, 0) + number[-2:]


def mask_address(address: str) -> str:
    """An address down to its first part (province, city, district), the rest as `****`. No number is ever shown."""
    if not address or address.endswith("****"):
        return address
    for district in _DISTRICTS:
        if found := district.match(address):
            return f"{found[0]}****"
    start = re.split(r"\d", address[:6])[0]
    return f"{start}****" if len(address) > 6 else "****"


def mask_name(name: str) -> str:
    """`张小明` as `张**`."""
    return name[:1] + "*" * max(len(name) - 1, 0)

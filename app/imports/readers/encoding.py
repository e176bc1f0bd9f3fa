"""Which bytes mean which letters. The whole file is decoded before anything is decided.

Chinese platforms write GB18030, UTF-8 with or without a mark, or UTF-16; Western ones Windows-1252. Order of
proof: a byte order mark, valid UTF-8, the zero bytes of UTF-16, GB18030 with everyday characters, and only then a
statistical guess.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_REPLACED = "\ufffd"
_WINDOW = 300_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and how many characters could not be read (now U+FFFD)."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes) -> Decoded:
    """Read bytes as text; never raises. Characters that cannot be read become U+FFFD and are counted."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _counted(data[len(mark) :] if name == "utf-8" else data, name)
    wide = _utf16_without_mark(data)
    if wide:
        return _counted(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # A character cut short among sound ones, or the first of many: what stands around it tells.
        around = data[max(error.start - _WINDOW, 0) : error.start + _WINDOW].decode("utf-8", "replace")
    lost = around.count(_REPLACED)
    if _beyond_ascii(around) - lost > 10 * lost:
        return _counted(data, "utf-8")
    return _counted(data, "gb18030") if _everyday_gb(data) else _guess(data)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _counted(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count(_REPLACED))


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 without a mark shows in the zero high bytes of its commas, digits and line ends."""
    sample = data[:200_000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half // 5 and odd > 10 * even:
        return "utf-16-le"
    if even > half // 5 and even > 10 * odd:
        return "utf-16-be"
    return ""


def _everyday_gb(data: bytes) -> bool:
    """Whether the high bytes read as GB18030 give mostly GB 2312 characters.

    GB18030 also decodes most Windows-1252 text, but into rare characters whose second byte is a plain letter.
    """
    first = next(_HIGH_RUN.finditer(data)).start()  # there is one: the bytes were no UTF-8
    sample = data[first : first + _WINDOW]
    text = sample.decode("gb18030", "replace")
    wide = everyday = 0
    for run in _HIGH_RUN.finditer(sample):
        length = run.end() - run.start()
        wide += length
        everyday += length - (length & 1)
    return everyday >= 0.8 * wide and text.count(_REPLACED) * 20 <= _beyond_ascii(text)


def _guess(data: bytes) -> Decoded:
    match = from_bytes(data[:500_000]).best()
    encoding = match.encoding if match is not None else "cp1252"
    if encoding in ("ascii", "utf_8"):
        encoding = "cp1252"
    return _counted(data, encoding)

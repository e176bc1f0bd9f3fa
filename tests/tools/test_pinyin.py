"""The kept syllables are the library's answers."""

from __future__ import annotations

from app.core.text import FIRST_HAN, LAST_HAN, syllables
from tools.pinyin import said


def test_the_file_says_what_the_library_says() -> None:
    codes = [*range(ord(FIRST_HAN), ord(LAST_HAN) + 1, 97), ord(FIRST_HAN), ord(LAST_HAN), *map(ord, "重庆长乐银行")]
    assert [syllables(chr(c)) for c in codes] == [tuple(said(chr(c))) for c in codes]

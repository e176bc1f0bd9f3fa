"""`python -m tools.pinyin`: write resources/wordlists/pinyin.txt, the syllables of each Chinese character.

The window searches and completes by pinyin from its first second. The library that knows the syllables also loads
a dictionary of phrases that the program never asks (0.35 s of computing, 60 MB), so its answers are kept as a file.
"""

from __future__ import annotations

from pypinyin import Style, pinyin

from app.core.paths import resources
from app.core.text import FIRST_HAN, LAST_HAN

MOST = 3


def said(char: str) -> list[str]:
    """The syllables without tone marks that the character may be read as, the commonest first, three at most."""
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return list(dict.fromkeys(s for s in found[0] if s.isascii() and s.isalpha()))[:MOST] if found else []


def table() -> str:
    """One line for each character from U+3400 to U+9FFF, empty where none is known."""
    return "".join(" ".join(said(chr(code))) + "\n" for code in range(ord(FIRST_HAN), ord(LAST_HAN) + 1))


if __name__ == "__main__":
    (resources() / "wordlists" / "pinyin.txt").write_text(table(), encoding="utf-8", newline="\n")

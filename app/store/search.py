"""The search index: what a person types, found anywhere in a record, in either script.

One contentless FTS5 table serves every register. FTS5's own trigram tokenizer cannot match two Chinese characters,
so the words are cut here: Chinese text into overlapping pairs, its pinyin syllables and pairs of initials; Latin
text and numbers into overlapping runs of four. The row id holds the register's code and the record's id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from app.core.paths import resources
from app.core.text import syllables
from app.models.declaration import Register
from app.models.further import Further, columns
from app.models.kinds import CodeText, Kind, Phone

SHIFT = 40
"""Row id = register code << SHIFT | record id."""

GRAM = 4
_INITIAL, _SYLLABLE = "é", "è"  # marks that no folded word begins with
_RUN = re.compile(r"[a-z0-9]+|[^\W\x00-\x7f]+")
_NO_SEPARATORS = str.maketrans("", "", "-_/ .#")
"""Takes away what people type or leave out inside a number."""
_LONGEST = 400
"""Characters of one field that are indexed."""

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail='none')"
)


def row_id(register: Register, record_id: int) -> int:
    """The index's row id of a record."""
    return (register.code << SHIFT) | record_id


class Words:
    """The index words of one register's records, from its declared search fields."""

    def __init__(self, register: Register) -> None:
        self._fields = tuple((name, _cutter(register.field(name).kind)) for name in register.search)

    def of(self, values: Mapping[str, object]) -> str:
        """The words of one record, separated by spaces."""
        return " ".join([cut(str(values[name])) for name, cut in self._fields if values.get(name)])


def _cutter(kind: Kind) -> Callable[[str], str]:
    if isinstance(kind, Further):
        return _further_words
    return _code_words if isinstance(kind, CodeText | Phone) else _text_words


def _further_words(stored: str) -> str:
    """What a file's further columns hold, not what they are called: a heading would be found in every record."""
    return _text_words("；".join(columns(stored).values()))


def _plain(text: str) -> str:
    """Half-width, lower case, without accents: the form in which words are kept and asked for."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFKD", text):
        apart = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    return text.lower()


def _code_words(text: str) -> str:
    """The words of a number or code, whose separators need not be typed. Hardly two are equal: nothing is kept."""
    return _words(_plain(text[:_LONGEST]).translate(_NO_SEPARATORS))


def _text_words(text: str) -> str:
    """The words of a text. Its parts come back again and again (items are the shop's own goods), so each is kept."""
    if "；" not in text:
        return _part_words(text[:_LONGEST])
    return " ".join([_part_words(part) for part in text[:_LONGEST].split("；")])


@lru_cache(maxsize=16384)
def _part_words(part: str) -> str:
    return _words(_plain(part))


def _words(plain: str) -> str:
    """Every run of four letters or two characters, and the shorter tails, so that a prefix finds any place in it."""
    if plain.isascii() and plain.isalnum():
        return " ".join([plain[i : i + GRAM] for i in range(len(plain))])
    out: list[str] = []
    for run in _RUN.findall(plain):
        size = GRAM if run.isascii() else 2
        out += [run[i : i + size] for i in range(len(run))]
    if not plain.isascii():
        before: tuple[str, ...] = ()
        for char in plain:
            said, first = _sounds(char)
            out += said
            if first:
                out += [_INITIAL + a + b for a in before for b in first]
                before = first
    return " ".join(dict.fromkeys(out))


@lru_cache(maxsize=32768)
def _sounds(char: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A character's marked syllables, and the letters that it may be typed as (解 is jie or xie)."""
    said = syllables(char)
    if said:
        return tuple(_SYLLABLE + s for s in said), tuple(dict.fromkeys(s[0] for s in said))
    return (), (char,) if char.isascii() and char.isalnum() else ()


@lru_cache(maxsize=256)
def match(text: str) -> str:
    """The FTS5 query for what a person typed: every part must be found. Empty when nothing can be searched."""
    asked: list[str] = []
    for part in _plain(text[:100]).split():
        whole = _runs(part.translate(_NO_SEPARATORS))
        apart = _runs(part)  # in a name the separators were kept
        asked.append(whole if whole == apart else f"({whole}) OR ({apart})")
    return " AND ".join(f"({a})" for a in asked if a)


def _runs(part: str) -> str:
    asked = (_ascii_query(run) if run.isascii() else _cut(run, 2, "") for run in _RUN.findall(part))
    return " AND ".join(f"({a})" for a in asked)


def _cut(run: str, size: int, mark: str) -> str:
    if len(run) < size:
        return f'"{mark}{run}"*'
    grams = dict.fromkeys(run[i : i + size] for i in range(len(run) - size + 1))
    return " AND ".join(f'"{mark}{g}"' for g in grams)


def _ascii_query(run: str) -> str:
    ways = [_cut(run, GRAM, "")]
    if run.isalnum() and not run.isdigit() and 2 <= len(run) <= 24:
        ways.append(_cut(run, 2, _INITIAL))
        for spelled in spell(run) if run.isalpha() else ():
            last = len(spelled) - 1
            ways.append(" AND ".join(f'"{_SYLLABLE}{s}"' + ("*" if i == last else "") for i, s in enumerate(spelled)))
    return " OR ".join(f"({w})" for w in ways)


@lru_cache(maxsize=1)
def _known_syllables() -> frozenset[str]:
    return frozenset((resources() / "wordlists" / "pinyin-syllables.txt").read_text("utf-8").split())


def spell(letters: str) -> list[tuple[str, ...]]:
    """The ways to cut letters into pinyin syllables, at most eight; the last may be unfinished. `chenyuan` is both
    chen-yuan and chen-yu-an, and the writer knows which, so all are searched.
    """
    known = _known_syllables()
    found: list[tuple[str, ...]] = []

    def cut(done: tuple[str, ...], rest: str) -> None:
        if len(found) >= 8:
            return
        if not rest:
            found.append(done)
            return
        for size in range(min(6, len(rest)), 0, -1):
            if rest[:size] in known:
                cut((*done, rest[:size]), rest[size:])
        if len(rest) < 6 and rest not in known and any(s.startswith(rest) for s in known):
            found.append((*done, rest))

    cut((), letters)
    return found

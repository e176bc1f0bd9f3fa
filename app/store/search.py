"""The search index: what a person types, found anywhere in a record, in either script.

One contentless FTS5 table serves every register. FTS5's own trigram tokenizer cannot match two Chinese characters,
so the words are cut here: Chinese text into overlapping pairs, its pinyin syllables and pairs of initials; Latin
text and numbers into overlapping runs of four. The row id holds the register's code and the record's id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.core.paths import resources
from app.core.text import fold, initials, syllables
from app.models.declaration import Register
from app.models.kinds import CodeText, Phone

SHIFT = 40
"""Row id = register code << SHIFT | record id."""

GRAM = 4
_INITIAL, _SYLLABLE = "é", "è"  # marks that no folded word begins with
_RUN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]+")
_LONGEST = 400
"""Characters of one field that are indexed."""

CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail='none')"
)


def row_id(register: Register, record_id: int) -> int:
    """The index's row id of a record."""
    return (register.code << SHIFT) | record_id


def words(register: Register, values: Mapping[str, object]) -> str:
    """The index words of a record, from its declared search fields."""
    parts: list[str] = []
    for name in register.search:
        value = values.get(name)
        if not value:
            continue
        parts.append(_field_words(str(value), isinstance(register.field(name).kind, CodeText | Phone)))
    return " ".join(parts)


@lru_cache(maxsize=8192)
def _field_words(text: str, code: bool) -> str:
    folded = fold(text[:_LONGEST])
    if code:  # separators inside a number are not typed
        folded = re.sub(r"[-_/ .#]+", "", folded)
    out: list[str] = []
    for run in _RUN.findall(folded):
        out.extend(_grams(run, GRAM if run.isascii() else 2))
    if not folded.isascii():
        out.extend(_SYLLABLE + s for c in folded for s in syllables(c))
        first = initials(folded)
        out.extend(_INITIAL + first[i : i + 2] for i in range(len(first) - 1))
    return " ".join(dict.fromkeys(out))


def _grams(run: str, size: int) -> Iterable[str]:
    """Every run of `size` characters, and the shorter tails, so that a prefix query finds any place in the run."""
    n = len(run)
    return [run[i : i + size] for i in range(n)]


def match(text: str) -> str:
    """The FTS5 query for what a person typed: every part must be found. Empty when nothing can be searched."""
    asked: list[str] = []
    for part in fold(text[:100]).split():
        plain = re.sub(r"[-_/.#]+", "", part)
        for run in _RUN.findall(plain):
            asked.append(_ascii_query(run) if run.isascii() else _cut(run, 2, ""))
    return " AND ".join(f"({a})" for a in asked if a)


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

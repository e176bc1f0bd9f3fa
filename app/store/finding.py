"""The search box: whole numbers by their own index, everything else by its words, a few of each register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import UniqueConstraint
from sqlalchemy.engine import Connection

from app.core.locale import Locale
from app.models.declaration import Field, Register
from app.models.kinds import CodeText, Integer, Ref
from app.models.registry import Registry, table_of
from app.store import search
from app.store.rows import back, fetch

_WHOLE = 8
"""A number of so many characters that is found as it stands is what was meant: nothing like it is looked for."""
_SHOWN = 4
_NEWEST = "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_OLDEST = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT 1"
"""Cheap to find, and it tells when there are no more."""
_WITHIN = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
_ONE_REGISTER = (1 << search.SHIFT) - 1
"""The row ids of one register's records, above its first."""


_Part = tuple[int, Callable[[Any], Any] | None, Callable[[Any, Locale], str], Callable[[Any], Any] | None]
"""Of a subtitle: the column, what turns its stored value into a Python value, what says that, and what masks it."""


class Hit(NamedTuple):
    """A record found by the search box."""

    register: str
    id: int
    title: str
    subtitle: str


class Finder:
    """One search over every register."""

    def __init__(
        self, connection: Connection, registry: Registry, locale: Locale, hides: Callable[[Field], bool] | None = None
    ) -> None:
        """`hides` tells which fields are masked in what is said of a hit; else those that are declared sensitive."""
        self._connection = connection
        self._registry = registry
        self._locale = locale
        self._hides = hides or (lambda field: field.sensitive)

    def find(self, text: str, limit: int, registers: Sequence[str] | None) -> list[Hit]:
        """Hits in the order of the box: exact numbers, then by register, the newest first; at most `limit`."""
        typed = text.strip()[:100]
        wanted = _codes(self._registry, None if registers is None else tuple(registers))
        if not typed or not wanted:
            return []
        exact = self._exact(typed, wanted)
        asked = search.match(typed)
        alike: dict[int, list[int]] = {}
        if asked and not (exact and len(typed) >= _WHOLE):
            alike = self._alike(asked, wanted, limit)
            for code, i in exact:
                if i in alike.get(code, ()):
                    alike[code].remove(i)
        hits = self._hits(exact)
        return [*hits, *self._hits(_share(alike, limit - len(hits)))][:limit]

    def _exact(self, typed: str, wanted: frozenset[int]) -> list[tuple[int, int]]:
        """Records of which a number or code is just what was typed, in any case of letters."""
        if not typed.isascii():
            return []
        forms = tuple(dict.fromkeys((typed, typed.upper(), typed.lower())))
        statement = exact_statement(self._registry, wanted)
        if not statement:
            return []
        found: dict[Any, None] = {}
        for form in forms:
            found |= dict.fromkeys(fetch(self._connection, statement, (form,)))
            if found and len(typed) >= _WHOLE:  # found as it stands: nobody meant it in other letters
                break
        return list(found)

    def _alike(self, asked: str, wanted: frozenset[int], limit: int) -> dict[int, list[int]]:
        """The newest matches of each register. One query per register that has any, since ids sort by register."""
        if len(wanted) == 1:  # a lookup's box: whether another register has any is not asked
            (code,) = wanted
            base = code << search.SHIFT
            within = fetch(self._connection, _WITHIN, (asked, base, base + _ONE_REGISTER, limit))
            return {code: [r - base for (r,) in within]} if within else {}
        found: dict[int, list[int]] = {}
        below, oldest = (max(wanted) + 1) << search.SHIFT, 0
        while True:
            rows = fetch(self._connection, _NEWEST, (asked, below, limit))
            for code in wanted.intersection(row >> search.SHIFT for (row,) in rows):
                base = code << search.SHIFT
                found.setdefault(code, []).extend([r - base for (r,) in rows if r >> search.SHIFT == code])
            if len(rows) < limit:
                return found
            below, last = rows[-1][0], rows[-1][0] >> search.SHIFT
            if last not in wanted or len(found[last]) >= limit:  # enough of this register: on to the next
                below = last << search.SHIFT
            oldest = oldest or fetch(self._connection, _OLDEST, (asked,))[0][0]
            if below <= max(oldest, min(wanted) << search.SHIFT):
                return found

    def _hits(self, keys: Sequence[tuple[int, int]]) -> list[Hit]:
        hits: dict[tuple[int, int], Hit] = {}
        for code in dict.fromkeys([code for code, _ in keys]):
            name = self._registry.by_code(code).name
            shown = _shown(self._registry, name)
            ids = [i for c, i in keys if c == code]
            parts = [
                (at, turn, field.kind.say, field.kind.mask if self._hides(field) else None)
                for at, turn, field in shown.subtitle
            ]
            one, last = shown.titles == 2, shown.titles
            statement = f"{shown.statement} AND id IN ({'?, ' * (len(ids) - 1)}?)"
            for row in fetch(self._connection, statement, ids):
                title = str(row[1] or "") if one else " ".join([str(v) for v in row[1:last] if v])
                hits[code, row[0]] = Hit(name, row[0], title, self._subtitle(row, parts))
        return [hits[key] for key in keys if key in hits]

    def _subtitle(self, row: tuple[Any, ...], parts: Sequence[_Part]) -> str:
        said: list[str] = []
        for at, turn, say, mask in parts:
            value = row[at]
            if value is None or value == "":
                continue
            if turn is not None:
                value = turn(value)
            words = say(value if mask is None else mask(value), self._locale)
            if words:
                said.append(words)
                if len(said) == _SHOWN:
                    break
        return " · ".join(said)


def _share(found: dict[int, list[int]], places: int) -> list[tuple[int, int]]:
    """The places among the registers, so that a crowd in one does not hide the others; each one's stay together."""
    if len(found) == 1:
        return [(code, i) for code, ids in found.items() for i in ids[: max(places, 0)]]
    taken = dict.fromkeys(found, 0)
    left = min(max(places, 0), sum(map(len, found.values())))
    while left:
        for code, ids in found.items():
            if left and taken[code] < len(ids):
                taken[code] += 1
                left -= 1
    return [(code, i) for code in sorted(found) for i in found[code][: taken[code]]]


@lru_cache(maxsize=64)
def _codes(registry: Registry, names: tuple[str, ...] | None) -> frozenset[int]:
    """The codes of the registers that can be searched, of those named."""
    return frozenset(r.code for r in registry if r.search and (names is None or r.name in names))


@lru_cache(maxsize=64)
def exact_statement(registry: Registry, wanted: frozenset[int]) -> str:
    """One statement over every indexed number of the wanted registers; its one parameter is what was typed."""
    parts = [
        f"SELECT {r.code}, id FROM (SELECT id FROM {table_of(r).name} WHERE {name} = ?1 LIMIT 3)"
        for r in registry
        if r.code in wanted
        for name in r.search
        if isinstance(r.field(name).kind, CodeText) and name in _led(r)
    ]
    return " UNION ALL ".join(parts)


def _led(register: Register) -> set[str]:
    """The columns by which an index of the register's table begins."""
    table = table_of(register)
    sets: Iterable[Any] = [*table.indexes, *(c for c in table.constraints if isinstance(c, UniqueConstraint))]
    return {next(iter(s.columns)).name for s in sets}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a hit shows of the records of one register.

    The statement gives the id, the fields of the title up to column `titles`, then those of the subtitle: each by
    its column, what turns its stored value into a Python value, and its declaration.
    """

    statement: str
    titles: int
    subtitle: tuple[tuple[int, Callable[[Any], Any] | None, Field], ...]


@lru_cache(maxsize=64)
def _shown(registry: Registry, name: str) -> _Shown:
    register = registry[name]
    table = table_of(register)
    titles = len(register.title) + 1
    listed = (register.field(n) for n in register.columns if n not in register.title)
    subtitle = [f for f in listed if not isinstance(f.kind, Ref) and type(f.kind) is not Integer]
    names = ("id", *register.title, *(f.name for f in subtitle))
    turned = tuple((titles + i, back(table.c[f.name].type), f) for i, f in enumerate(subtitle))
    return _Shown(f"SELECT {', '.join(names)} FROM {table.name} WHERE voided_at IS NULL", titles, turned)

"""The search box: whole numbers by their own index, everything else by its words, a few of each register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.engine import Connection

from app.core.locale import Locale
from app.core.text import fold
from app.models.declaration import Field, Register
from app.models.kinds import CodeText, Ref
from app.models.registry import Registry, table_of
from app.store import search
from app.store.query import title_of
from app.store.rows import back

_WHOLE = 8
"""A number of so many characters that is found as it stands is what was meant: nothing like it is looked for."""
_SHOWN = 4
_NEWEST = "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_OLDEST = "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by the search box."""

    register: str
    id: int
    title: str
    subtitle: str


class Finder:
    """One search over every register."""

    def __init__(self, connection: Connection, registry: Registry, locale: Locale) -> None:
        self._connection = connection
        self._registry = registry
        self._locale = locale

    def find(self, text: str, limit: int, registers: Sequence[str] | None) -> list[Hit]:
        """Hits in the order of the box: exact numbers, then by register, the newest first; at most `limit`."""
        typed = text.strip()[:100]
        wanted = {r.code for r in self._registry if r.search and (registers is None or r.name in registers)}
        if not typed or not wanted:
            return []
        exact = [(code, i) for code, i in self._exact(typed) if code in wanted]
        asked = search.match(typed)
        alike: dict[int, list[int]] = {}
        if asked and not (exact and len(typed) >= _WHOLE):
            alike = self._alike(asked, wanted, limit)
            known = set(exact)
            alike = {code: [i for i in ids if (code, i) not in known] for code, ids in alike.items()}
        hits = self._hits(exact)
        return [*hits, *self._hits(_share(alike, limit - len(hits)))][:limit]

    def _exact(self, typed: str) -> list[tuple[int, int]]:
        """Records of which a number or code is just what was typed, in any case of letters."""
        if not typed.isascii():
            return []
        statement, fields = _exact_statement(self._registry)
        forms = (typed, typed.upper(), fold(typed))
        rows = self._connection.exec_driver_sql(statement, forms * fields)
        return list(dict.fromkeys((int(code), int(i)) for code, i in rows))

    def _alike(self, asked: str, wanted: set[int], limit: int) -> dict[int, list[int]]:
        """The newest matches of each register. One query per register that has any, since ids sort by register."""
        found: dict[int, list[int]] = {}
        below = 1000 << search.SHIFT
        while rows := self._rows(_NEWEST, asked, below, limit):
            for row in rows:
                code = row >> search.SHIFT
                if code in wanted:
                    found.setdefault(code, []).append(row - (code << search.SHIFT))
            below, last = rows[-1], rows[-1] >> search.SHIFT
            if last not in wanted or len(found[last]) >= limit:  # enough of this register: on to the next
                below = last << search.SHIFT
            if len(rows) < limit or not self._rows(_OLDEST, asked, below, 1):  # the cheaper end tells the last one
                break
        return found

    def _rows(self, statement: str, asked: str, below: int, limit: int) -> list[int]:
        return [int(row) for (row,) in self._connection.exec_driver_sql(statement, (asked, below, limit))]

    def _hits(self, keys: Sequence[tuple[int, int]]) -> list[Hit]:
        rows: dict[tuple[int, int], Hit] = {}
        for code in dict.fromkeys(code for code, _ in keys):
            register = self._registry.by_code(code)
            shown = _shown(self._registry, register.name)
            ids = tuple(i for c, i in keys if c == code)
            marks = ", ".join("?" * len(ids))
            for row in self._connection.exec_driver_sql(f"{shown.statement} AND id IN ({marks})", ids):
                values = {n: turn(v) if turn else v for (n, turn), v in zip(shown.fields, row, strict=True)}
                title = title_of(register, values)
                rows[code, values["id"]] = Hit(
                    register.name, values["id"], title, self._subtitle(shown.subtitle, values)
                )
        return [rows[key] for key in keys if key in rows]

    def _subtitle(self, fields: tuple[Field, ...], values: dict[str, Any]) -> str:
        said: list[str] = []
        for f in fields:
            value = values[f.name]
            if value not in (None, ""):
                said.append(f.kind.say(f.kind.mask(value) if f.sensitive else value, self._locale))
                if len(said) == _SHOWN:
                    break
        return " · ".join(s for s in said if s)


def _share(found: dict[int, list[int]], places: int) -> list[tuple[int, int]]:
    """The places among the registers, so that a crowd in one does not hide the others; each one's stay together."""
    taken = dict.fromkeys(found, 0)
    left = min(max(places, 0), sum(map(len, found.values())))
    while left:
        for code, ids in found.items():
            if left and taken[code] < len(ids):
                taken[code] += 1
                left -= 1
    return [(code, i) for code in sorted(found) for i in found[code][: taken[code]]]


@lru_cache(maxsize=8)
def _exact_statement(registry: Registry) -> tuple[str, int]:
    """One statement over every indexed number of every register, and how many there are."""
    parts = [
        f"SELECT {r.code}, id FROM (SELECT id FROM {table_of(r).name} WHERE {name} IN (?, ?, ?) LIMIT 3)"
        for r in registry
        for name in r.search
        if isinstance(r.field(name).kind, CodeText) and name in _led(r)
    ]
    return " UNION ALL ".join(parts), len(parts)


def _led(register: Register) -> set[str]:
    """The columns by which an index of the register's table begins."""
    table = table_of(register)
    sets: Iterable[Any] = [*table.indexes, *(c for c in table.constraints if isinstance(c, UniqueConstraint))]
    return {next(iter(s.columns)).name for s in sets}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a hit shows of the records of one register: the statement, its columns with what turns their values."""

    statement: str
    fields: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    subtitle: tuple[Field, ...]


@lru_cache(maxsize=64)
def _shown(registry: Registry, name: str) -> _Shown:
    register = registry[name]
    table = table_of(register)
    listed = (register.field(n) for n in register.columns if n not in register.title)
    subtitle = tuple(f for f in listed if not isinstance(f.kind, Ref))
    names = tuple(dict.fromkeys(("id", *register.title, *(f.name for f in subtitle))))
    statement = f"SELECT {', '.join(names)} FROM {table.name} WHERE voided_at IS NULL"
    return _Shown(statement, tuple((n, back(table.c[n].type)) for n in names), subtitle)

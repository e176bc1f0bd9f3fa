"""Pages of a list, fast: a view's statement is compiled once and kept, since scrolling asks for it again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.models.declaration import NowPlus, TodayPlus
from app.models.registry import Registry, table_of
from app.store.query import Listing, voided_ids
from app.store.rows import fetch, plain, turn_of, turned
from app.store.view import Row, View
from app.store.ways import Way

NEAR = 1000
"""Rows from either end within which whole rows are passed over; farther in, an index alone is read first."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How one view is paged: whether voided records are left out, from which end, and how deep."""

    view: View
    some_voided: bool
    common: bool
    backwards: bool
    far: bool
    way: Way = "own"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A compiled statement: its values in order, where the named ones stand among them, and what turns rows round."""

    sql: str
    values: tuple[Any, ...]
    places: dict[str, tuple[int, ...]]
    turns: tuple[tuple[int, Callable[[Any], Any]], ...]

    def with_values(self, given: Mapping[str, Any]) -> list[Any]:
        """All values in order, with these put in by their names; one that the statement lacks is left out."""
        values = list(self.values)
        for name, value in given.items():
            for place in self.places.get(name, ()):
                values[place] = value
        return values


def rows(connection: Connection, registry: Registry, at: Locale, how: Paging, skip: int, take: int) -> list[Row]:
    """`take` rows after the first `skip` of that end, in the view's order."""
    dialect = connection.dialect
    ready = _compile(registry, at, dialect, how) if moves(registry, how.view) else _kept(registry, dialect, how)
    found = fetch(connection, ready.sql, ready.with_values({"skip": skip, "take": take}))
    if how.backwards and not how.far:
        found.reverse()
    return turned(found, ready.turns)


def moves(registry: Registry, view: View) -> bool:
    """Whether a condition moves with the clock: such a statement holds for one instant only."""
    chips = (c for c in registry[view.register].chips if c.name == view.chip)
    wheres = (*view.where, *(w for c in chips for w in c.where))
    return any(isinstance(w.value, TodayPlus | NowPlus) for w in wheres)


def any_time() -> Locale:
    """Where a statement is compiled that does not move with the clock."""
    return Locale(Translator("en"), "CNY", zone(), datetime(2000, 1, 1, tzinfo=UTC))


@lru_cache(maxsize=128)
def _kept(registry: Registry, dialect: Dialect, how: Paging) -> Prepared:
    return _compile(registry, any_time(), dialect, how)


def _compile(registry: Registry, at: Locale, dialect: Dialect, how: Paging) -> Prepared:
    listing = Listing(registry, how.view, at, some_voided=how.some_voided, common=how.common, way=how.way)
    make = listing.page if how.far else listing.near
    return prepared(make(bindparam("skip", 0), bindparam("take", 0), backwards=how.backwards), dialect)


def prepared(statement: Select[Any], dialect: Dialect) -> Prepared:
    """A statement compiled once, for the driver itself; its bound parameters keep their names."""
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    assert isinstance(compiled, SQLCompiler)
    names = list(compiled.positiontup or ())
    values = compiled.construct_params()
    places: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(names):
        places[name] = (*places.get(name, ()), at)
    turns = ((i, turn_of(c.type)) for i, c in enumerate(statement.selected_columns))
    return Prepared(
        sql=str(compiled),
        values=tuple(plain(values[n]) for n in names),
        places=places,
        turns=tuple((i, turn) for i, turn in turns if turn is not None),
    )


@lru_cache(maxsize=64)
def any_voided(registry: Registry, register: str, dialect: Dialect) -> str:
    """The statement that tells whether a register has voided records."""
    wanted = voided_ids(table_of(registry[register])).limit(1)
    return str(wanted.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))

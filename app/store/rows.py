"""Rows to and from the database's own values, fast enough for tens of thousands at once.

SQLAlchemy's mapped tables say what the columns are; this compiles, once per table, the plain tuple form that
`executemany` takes, and the JSON form that the audit log keeps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Date, Table
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from app.core.dates import from_millis, to_millis
from app.models.base import Base, Instant

Values = dict[str, Any]


class TableShape:
    """How one table's rows are written: its columns, each one's converter, and its insert statement."""

    def __init__(self, table: Table) -> None:
        """Compile the shape of `table`."""
        self.name = table.name
        self.columns = tuple(c.name for c in table.columns)
        self._blank: Values = dict.fromkeys(self.columns)
        converters: list[tuple[str, Callable[[Any], Any]]] = []
        for c in table.columns:
            if isinstance(c.type, Instant):
                converters.append((c.name, to_millis))
            elif isinstance(c.type, Date):
                converters.append((c.name, date.isoformat))
            elif isinstance(c.type, Boolean):
                converters.append((c.name, int))
            if isinstance(c.default, ScalarElementColumnDefault):
                self._blank[c.name] = plain(c.default.arg)
        self._converters = tuple(converters)
        self._pick = itemgetter(*self.columns)
        marks = ", ".join("?" * len(self.columns))
        self.insert = f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks})"

    def raw(self, values: Mapping[str, Any]) -> Values:
        """The same values as the database and the audit log's JSON hold them."""
        found = dict(values)
        get = found.get
        for name, convert in self._converters:
            value = get(name)
            if value is not None:
                found[name] = convert(value)
        return found

    def tuple(self, raw: Values) -> tuple[Any, ...]:
        """One row for `insert`, from its raw values; columns that they do not name get their defaults."""
        picked: tuple[Any, ...] = self._pick({**self._blank, **raw})
        return picked

    def check(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Raise `KeyError` if a row names what is no column: a slip of the caller, found at once."""
        alike: set[tuple[str, ...]] = {tuple(row) for row in rows}  # most rows of a batch name the same
        unknown = {name for names in alike for name in names}.difference(self.columns)
        if unknown:
            raise KeyError(f"{self.name} has no column {', '.join(sorted(unknown))}")


def table_for(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


@lru_cache(maxsize=256)
def shape(table: Table) -> TableShape:
    """The compiled shape of a table."""
    return TableShape(table)


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value always gives the same bytes."""
    return _encoder.encode(value)


def plain(value: Any) -> Any:
    """A Python value as the driver takes it: instants in milliseconds, dates as ISO text."""
    if isinstance(value, datetime):
        return to_millis(value)
    return value.isoformat() if isinstance(value, date) else value


def turn_of(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """What turns a value of a column type that the driver gave, other than `None`, into its Python value.

    `None`: it is one already.
    """
    if isinstance(kind, Instant):
        return from_millis
    if isinstance(kind, Date):
        return date.fromisoformat
    return bool if isinstance(kind, Boolean) else None


def back(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """As `turn_of`, for values that may be `None`."""
    turn = turn_of(kind)
    return None if turn is None else lambda value: None if value is None else turn(value)


def turned(found: list[tuple[Any, ...]], turns: Sequence[tuple[int, Callable[[Any], Any]]]) -> list[tuple[Any, ...]]:
    """Rows with the columns at these places turned by `turn_of`: whole columns at once, as lists are scrolled."""
    if not found or not turns:
        return found
    columns = list(zip(*found, strict=True))
    for at, turn in turns:
        column = columns[at]
        columns[at] = tuple([v if v is None else turn(v) for v in column] if None in column else map(turn, column))
    return list(zip(*columns, strict=True))


def fetch(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement by the driver itself, in the transaction that is open, in the driver's own values.

    For the few statements that are asked again and again; SQLAlchemy would take as long as the file does.
    """
    given = connection.connection.driver_connection
    assert given is not None
    rows: list[tuple[Any, ...]] = given.execute(sql, values).fetchall()
    return rows


def from_raw(table: Table, name: str, value: Any) -> Any:
    """A value out of the audit log's JSON, back in its Python type."""
    turn = back(table.c[name].type) if name in table.c else None
    return value if turn is None else turn(value)

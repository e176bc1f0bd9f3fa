"""Amounts of records in another currency than the shop's: read as an `Amount`, and summed currency by currency.

A register's money fields name the one column that holds their currency. In a shop that has never seen another currency
this costs two looks into an index for a sum, and one more column of rows that are read anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from app.core.amounts import Amount, total_of
from app.models.counted import currency_of, names_of
from app.models.declaration import Field, Lines
from app.models.registry import Registry
from app.store.query import Listing, in_chunks
from app.store.view import Row, View

Marks = tuple[tuple[int, ...], int]
"""Places of amounts in a row, and the place of their currency; no places where a list shows no such amount."""

NO_MARKS: Marks = ((), 0)


@lru_cache(maxsize=128)
def with_currency(registry: Registry, view: View) -> tuple[View, Marks, int]:
    """A view with the currency of its rows read too, what to mark in them (after their id), and its own width.

    The currency comes last where it was not asked for. Kept, since scrolling asks for it again and again.
    """
    register = registry[view.register]
    columns = view.columns or register.columns
    own = set(names_of(register.fields))
    places = tuple(i for i, name in enumerate(columns, 1) if name in own)
    if not places:
        return view, NO_MARKS, len(columns)
    code = currency_of(register.fields)
    asked = columns if code in columns else (*columns, code)
    return view.changed(columns=asked), (places, asked.index(code) + 1), len(columns)


def marked(rows: list[Row], marks: Marks, width: int, own: str) -> list[Row]:
    """Rows of `width` columns after their id, with each amount in another currency than the shop's as an `Amount`."""
    places, code = marks
    if not places:
        return rows
    kept = width + 1
    if set(map(itemgetter(code), rows)) <= {own, None}:
        return list(map(itemgetter(slice(kept)), rows)) if code >= kept else rows
    return [mark(row, marks, kept, own) for row in rows]


def mark(row: Row, marks: Marks, kept: int, own: str) -> Row:
    """One row of a list, as `marked`; its first `kept` values."""
    places, at = marks
    code = row[at]
    if code in (own, None):
        return row[:kept]
    values = list(row[:kept])
    for place in places:
        if isinstance(value := values[place], int):
            values[place] = Amount(value, str(code))
    return tuple(values)


def mark_values(values: dict[str, Any], fields: Iterable[Field], code: object, own: str) -> dict[str, Any]:
    """The same values, amounts as an `Amount` where their currency `code` is not the shop's."""
    if code is not None and code != own:
        for name in names_of(fields):
            if values.get(name) is not None:
                values[name] = Amount(values[name], str(code))
    return values


def codes_of(connection: Connection, declared: Lines, ids: Sequence[int], own: str) -> dict[int, str]:
    """The currency of each of several records whose lines are read, of those in another than the shop's."""
    column = currency_of(declared.fields)
    if not column:
        return {}
    target = next(iter(declared.model.__table__.c[declared.parent].foreign_keys)).column
    table = target.table
    found: dict[int, str] = {}
    for chunk in in_chunks(list(ids)):
        wanted = select(target, table.c[column]).where(target.in_(chunk), table.c[column] != own)
        found |= {int(i): str(code) for i, code in connection.execute(wanted)}
    return found


def code_of(connection: Connection, table: Table, fields: Iterable[Field], record_id: int) -> str | None:
    """The currency of one record's amounts; `None` is the shop's own."""
    column = currency_of(fields)
    if not column:
        return None
    code = connection.execute(select(table.c[column]).where(table.c.id == record_id)).scalar()
    return None if code is None else str(code)


def has_foreign(connection: Connection, table: Table, column: str, own: str) -> bool:
    """Whether any record of a table is in another currency: the ends of the index of that column tell it."""
    ends = select(
        select(func.min(table.c[column])).scalar_subquery(), select(func.max(table.c[column])).scalar_subquery()
    )
    return any(code not in (own, None) for code in connection.execute(ends).one())


def sums(connection: Connection, listing: Listing, own: str) -> dict[str, int]:
    """The sums of the fields declared `summed`; a `Total` where amounts in other currencies are among them."""
    fields = listing.register.fields
    names = [f.name for f in fields if f.summed]
    if not names:
        return {}
    column = currency_of(f for f in fields if f.summed)
    if not column or not has_foreign(connection, listing.table, column, own):
        found = connection.execute(listing.sums(names)).one()
        return dict(zip(names, map(int, found), strict=True))
    by_code = [(code, row) for code, *row in connection.execute(listing.sums(names, by=column))]
    money = set(names_of(fields))
    made: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in money:
            made[name] = total_of(
                _added((("" if code in (own, None) else str(code)), row[at]) for code, row in by_code)
            )
        else:
            made[name] = sum(row[at] for _, row in by_code)
    return made


def _added(sums_by_code: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, value in sums_by_code:
        found[code] = found.get(code, 0) + int(value)
    return found

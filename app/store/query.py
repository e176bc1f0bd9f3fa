"""From a view to portable SQL: conditions, order, and pages that cost the same wherever they are."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, literal_column, select, text
from sqlalchemy.sql.selectable import FromClause

from app.core.locale import Locale
from app.models.declaration import NowPlus, Register, TodayPlus, Where
from app.models.kinds import Ref
from app.models.registry import Registry, table_of
from app.store import search
from app.store.view import View


class Listing:
    """The SQL of one view: its conditions, its order, and the statements that page through it."""

    def __init__(self, registry: Registry, view: View, at: Locale) -> None:
        """Raises `KeyError` for a register, column or chip that is not declared."""
        self.register = registry[view.register]
        self.view = view
        self._registry = registry
        self._at = at
        self.table = table_of(self.register)
        self.columns = view.columns or self.register.columns
        self.sort = view.sort or self.register.sort
        for name in (*self.columns, self.sort.lstrip("-")):
            self.table.c[name]

    def conditions(self) -> list[ColumnElement[bool]]:
        """Everything that a listed record must fulfil."""
        view, table = self.view, self.table
        found: list[ColumnElement[bool]] = []
        if not view.voided:
            found.append(table.c.voided_at.is_(None))
        chip = next((c for c in self.register.chips if c.name == view.chip), None)
        if view.chip and chip is None:
            raise KeyError(f"{view.register} has no chip {view.chip}")
        for where in (*(chip.where if chip else ()), *view.where):
            found.append(condition(table, where, self._at))
        if view.ids is not None:
            found.append(table.c.id.in_(view.ids))
        day = self.register.business_date
        if day and view.start:
            found.append(table.c[day] >= view.start)
        if day and view.end:
            found.append(table.c[day] <= view.end)
        if view.search.strip():
            found.append(matching(self.register, table, view.search))
        return found

    def _order(self, source: FromClause, *, backwards: bool) -> tuple[list[Any], FromClause]:
        name = self.sort.lstrip("-")
        down = self.sort.startswith("-") != backwards
        key: ColumnElement[Any] = self.table.c[name]
        field = self.register.field(name) if self.register.has_field(name) else None
        if field is not None and isinstance(field.kind, Ref):
            other = self._registry[field.kind.register]
            label = table_of(other).alias("sorted_by")
            source = source.outerjoin(label, label.c.id == self.table.c[name])
            key = label.c[other.title[0]]
        keys = [key, self.table.c.id]
        return [k.desc() if down else k.asc() for k in keys], source

    def ids(self, offset: int, limit: int, *, backwards: bool = False) -> Select[Any]:
        """The ids of one page, from an index alone where the list is not filtered."""
        order, source = self._order(self.table, backwards=backwards)
        wanted = select(self.table.c.id).select_from(source).where(*self.conditions())
        return wanted.order_by(*order).limit(limit).offset(offset)

    def page(self, offset: int, limit: int, *, backwards: bool = False) -> Select[Any]:
        """The rows of one page. Skipped rows are passed over in the index, never read."""
        inner = self.ids(offset, limit, backwards=backwards).subquery("page")
        source = self.table.join(inner, inner.c.id == self.table.c.id)
        order, joined = self._order(source, backwards=backwards)
        return self._wanted().select_from(joined).order_by(*order)

    def all(self) -> Select[Any]:
        """All rows in order, to be read as a stream."""
        order, source = self._order(self.table, backwards=False)
        return self._wanted().select_from(source).where(*self.conditions()).order_by(*order)

    def _wanted(self) -> Select[Any]:
        return select(self.table.c.id, *(self.table.c[n].label(f"c{i}") for i, n in enumerate(self.columns)))


def condition(table: Table, where: Where, at: Locale) -> ColumnElement[bool]:
    """One declared condition as SQL; moving dates are fixed at `at`."""
    column = table.c[where.field]
    if where.op in ("le_field", "lt_field"):
        other = table.c[str(where.value)]
        return column <= other if where.op == "le_field" else column < other
    value = operand(where.value, at)
    if where.op in ("eq", "ne") and value is None:
        return column.is_(None) if where.op == "eq" else column.is_not(None)
    return _OPERATORS[where.op](column, value)


_OPERATORS: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "in": lambda column, value: column.in_(value),
    "not_in": lambda column, value: column.not_in(value),
    "empty": lambda column, _: column.is_(None),
    "filled": lambda column, _: column.is_not(None),
    "contains": lambda column, value: column.contains(value, autoescape=True),
}


def operand(value: Any, at: Locale) -> Any:
    """A condition's value with today and now put in."""
    if isinstance(value, TodayPlus):
        return at.today + timedelta(days=value.days)
    if isinstance(value, NowPlus):
        return at.now + timedelta(hours=value.hours)
    return value


def matching(register: Register, table: Table, words: str) -> ColumnElement[bool]:
    """Records whose index words match what was typed. Nothing searchable typed: nothing is found."""
    asked = search.match(words)
    if not asked or not register.search:
        return literal_column("1") == literal_column("0")
    base = register.code << search.SHIFT
    last = base + (1 << search.SHIFT) - 1
    inner = text(
        f"SELECT rowid - {base} FROM search WHERE search MATCH :words AND rowid BETWEEN {base} AND {last}"
    ).bindparams(words=asked)
    return table.c.id.in_(inner)


def in_chunks(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    """Ids in lists that a statement's parameters can hold."""
    for i in range(0, len(ids), size):
        yield ids[i : i + size]


def title_of(register: Register, values: dict[str, Any]) -> str:
    """The words that name a record."""
    return " ".join(str(values[n]) for n in register.title if values.get(n))

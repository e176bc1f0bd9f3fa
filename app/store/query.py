"""From a view to portable SQL: conditions, order, and pages that cost the same wherever they are."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, Table, TextClause, column, func, not_, or_, select, text
from sqlalchemy.sql.selectable import FromClause

from app.core.locale import Locale
from app.models.declaration import NowPlus, Register, TodayPlus, Where
from app.models.due_indexes import fixed_conditions, moves
from app.models.kinds import Ref
from app.models.registry import Registry, table_of
from app.store import search
from app.store.own_currency import among_own, compares_money
from app.store.view import View
from app.store.ways import Way, chosen, order_index, rule_of

T = TypeVar("T")

COMMON = 500
"""So many matching records are sorted at once; of more, only those that a page shows are looked for."""

Number = int | ColumnElement[int]


class Listing:
    """The SQL of one view: its conditions, its order, and the statements that page through it."""

    def __init__(
        self,
        registry: Registry,
        view: View,
        at: Locale,
        *,
        some_voided: bool = True,
        common: bool = False,
        way: Way = "own",
    ) -> None:
        """`some_voided` False: the register holds no voided record, so that none has to be left out.

        `common`: what is searched for stands in many records, so that it is quicker to walk through the order of
        the list and look whether each matches than to sort all that match. `way`: how pages are found.

        Raises `KeyError` for a register, column or chip that is not declared.
        """
        self.register = registry[view.register]
        self.view = view
        self._at = at
        self.table = table_of(self.register)
        self.columns = view.columns or self.register.columns
        sort = view.sort or self.register.sort
        self.sort, self.newest_first = sort.lstrip("-"), sort.startswith("-")
        for name in (*self.columns, self.sort):
            self.table.c[name]
        self._common = common
        self._way = way
        self._rule = rule_of(self.register, view)
        self._leave_out_voided = some_voided and not view.voided
        self.key: ColumnElement[Any] = self.table.c[self.sort]
        self.source: FromClause = self.table
        self._sort_by_title(registry)

    def _sort_by_title(self, registry: Registry) -> None:
        """A reference is sorted by the words of the record that it points at."""
        field = self.register.field(self.sort) if self.register.has_field(self.sort) else None
        if field is not None and isinstance(field.kind, Ref):
            other = registry[field.kind.register]
            label = table_of(other).alias("sorted_by")
            self.source = self.table.outerjoin(label, label.c.id == self.table.c[self.sort])
            self.key = label.c[other.title[0]]

    def conditions(self, *, by_rule: bool = False) -> list[ColumnElement[bool]]:
        """Everything that a listed record must fulfil; `by_rule`, in the words of the rule's index, if there is one."""
        view, table = self.view, self.table
        found: list[ColumnElement[bool]] = []
        asked = chosen(self.register, view)
        if by_rule and self._rule is not None:
            found += fixed_conditions(table, self._rule[0])
            asked = tuple(w for w in asked if moves(w))
        elif self._leave_out_voided:  # by id: so any index serves, and no skipped row is read
            found.append(table.c.id.not_in(voided_ids(table)))
        for where in (*asked, *view.where):
            met = condition(table, where, self._at)
            found.append(among_own(self.register, table, where, met) if compares_money(self.register, where) else met)
        if view.ids is not None:
            found.append(table.c.id.in_(view.ids))
        day = self.register.business_date
        if day and view.start:
            found.append(table.c[day] >= view.start)
        if day and view.end:
            found.append(table.c[day] <= view.end)
        if view.search.strip():
            own = table.c.id + 0 if self._common else table.c.id  # a sum keeps the planner from going by id
            found.append(own.in_(matching(self.register, view.search)))
        return found

    def _order(self, *, backwards: bool = False) -> list[ColumnElement[Any]]:
        down = self.newest_first != backwards
        return [k.desc() if down else k.asc() for k in (self.key, self.table.c.id)]

    def count(self) -> Select[Any]:
        """How many records there are."""
        met = self.conditions(by_rule=True)
        if len(met) == 1 and self._leave_out_voided:  # nothing but the voided ones: few, and counted apart
            every = select(func.count()).select_from(self.table).scalar_subquery()
            voided = select(func.count()).select_from(voided_ids(self.table).subquery()).scalar_subquery()
            return select(every - voided)
        if len(met) == 1 and self.view.search.strip():  # nothing but the words: their index alone knows
            found = matching(self.register, self.view.search).columns(column("id")).subquery()
            return select(func.count()).select_from(found)
        return self._by_rule(select(func.count()).select_from(self.table).where(*met))

    def sums(self, names: Iterable[str], by: str = "") -> Select[Any]:
        """The sums of some columns over all that is listed; `by` a column, whose value then comes first."""
        sums = [func.coalesce(func.sum(self.table.c[n]), 0) for n in names]
        wanted = select(*((self.table.c[by],) if by else ()), *sums).select_from(self.table)
        wanted = self._by_rule(wanted.where(*self.conditions(by_rule=True)))
        return wanted.group_by(self.table.c[by]) if by else wanted

    def ids(self, offset: Number, limit: Number, *, backwards: bool = False) -> Select[Any]:
        """The ids of one page, from an index alone where the list is not filtered."""
        wanted = self._found(select(self.table.c.id).select_from(self.source))
        return wanted.order_by(*self._order(backwards=backwards)).limit(limit).offset(offset)

    def near(self, offset: Number, limit: Number, *, backwards: bool = False) -> Select[Any]:
        """The rows of a page near the start (the end, if backwards: then in reverse order)."""
        wanted = self._found(self._wanted()).order_by(*self._order(backwards=backwards))
        return wanted.limit(limit).offset(offset)

    def page(self, offset: Number, limit: Number, *, backwards: bool = False) -> Select[Any]:
        """The rows of any page in the view's order. Skipped rows are passed over in the index, never read."""
        page = self.ids(offset, limit, backwards=backwards).cte("page")
        return self.rows_of(select(page.c.id))

    def rows_of(self, ids: Select[Any]) -> Select[Any]:
        """The rows of these ids in the view's order."""
        return self._wanted().where(self.table.c.id.in_(ids)).order_by(*self._order())

    def keys(
        self, offset: Number, limit: Number, *, met: Iterable[ColumnElement[bool]], backwards: bool = False
    ) -> Select[Any]:
        """The sort keys and ids of a stretch of the list: of its rows that also meet `met`."""
        wanted = self._found(select(self.key, self.table.c.id).select_from(self.source)).where(*met)
        return wanted.order_by(*self._order(backwards=backwards)).limit(limit).offset(offset)

    def all(self) -> Select[Any]:
        """All rows in order, to be read as a stream."""
        return self._wanted().where(*self.conditions()).order_by(*self._order())

    def _found(self, wanted: Select[Any]) -> Select[Any]:
        """The statement with the conditions, by the way that is to be gone."""
        by_rule = self._way == "rule"
        wanted = wanted.where(*self.conditions(by_rule=by_rule))
        if self._way == "order" and self.source is self.table:
            return _indexed(wanted, self.table, order_index(self.table, self.sort))
        return self._by_rule(wanted) if by_rule else wanted

    def _by_rule(self, wanted: Select[Any]) -> Select[Any]:
        return wanted if self._rule is None else _indexed(wanted, self.table, self._rule[1])

    def _wanted(self) -> Select[Any]:
        named = (self.table.c[n].label(f"c{i}") for i, n in enumerate(self.columns))
        return select(self.table.c.id, *named).select_from(self.source)

    def place(self, record_id: int) -> Select[Any]:
        """The sort key of one record; no row when the view does not list it."""
        return select(self.key).select_from(self.source).where(self.table.c.id == record_id, *self.conditions())

    def ahead(self, key: Any, record_id: int) -> list[Select[Any]]:
        """How many rows stand before a record of that key: several counts, each over one stretch of an index."""
        own, down = self.table.c.id, self.newest_first
        tie = own > record_id if down else own < record_id
        parts: list[ColumnElement[bool]]
        if key is None:  # empty values come first going up, last going down
            parts = [self.key.is_(None) & tie]
            if down:
                parts.append(self.key.is_not(None))
        else:
            parts = [(self.key == key) & tie, self.key > key if down else self.key < key]
            if not down:
                parts.append(self.key.is_(None))
        met = self.conditions()
        return [select(func.count()).select_from(self.source).where(part, *met) for part in parts]


def _indexed(wanted: Select[Any], table: Table, index: str | None) -> Select[Any]:
    return wanted if index is None else wanted.with_hint(table, f"INDEXED BY {index}", "sqlite")


def voided_ids(table: Table) -> Select[Any]:
    """The ids of a register's voided records; an index of these alone answers it."""
    return select(table.c.id).where(table.c.voided_at.is_not(None))


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


def _other_than(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    """Not that value; a field that is not filled in is another than any value."""
    return or_(column != value, column.is_(None))


def _empty(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Not filled in: also a text that was emptied."""
    return or_(column.is_(None), column == "") if isinstance(column.type, String) else column.is_(None)


def _none_of(column: ColumnElement[Any], values: Any) -> ColumnElement[bool]:
    return or_(column.not_in(values), column.is_(None))


_OPERATORS: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "eq": operator.eq,
    "ne": _other_than,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "in": lambda column, value: column.in_(value),
    "not_in": _none_of,
    "empty": lambda column, _: _empty(column),
    "filled": lambda column, _: not_(_empty(column)),
    "contains": lambda column, value: column.contains(value, autoescape=True),
}


def operand(value: Any, at: Locale) -> Any:
    """A condition's value with today and now put in."""
    if isinstance(value, TodayPlus):
        return at.today + timedelta(days=value.days)
    if isinstance(value, NowPlus):
        return at.now + timedelta(hours=value.hours)
    return value


def matching(register: Register, words: str) -> TextClause:
    """The ids of the records whose index words match what was typed. Nothing searchable typed: none."""
    asked = search.match(words)
    if not asked or not register.search:
        return text("SELECT id FROM (SELECT 0 AS id) WHERE id <> 0")
    base = register.code << search.SHIFT
    last = base + (1 << search.SHIFT) - 1
    return text(
        f"SELECT rowid - {base} AS id FROM search WHERE search MATCH :words AND rowid BETWEEN {base} AND {last}"
    ).bindparams(words=asked)


def is_common(register: Register, words: str) -> TextClause:
    """A row if more than `COMMON` records match what was typed; it looks no farther than that."""
    found = matching(register, words)
    return text(f"{found.text} LIMIT 1 OFFSET {COMMON}").bindparams(**found.compile().params)


def in_chunks(ids: list[T], size: int = 500) -> Iterator[list[T]]:
    """Ids or codes in lists that a statement's parameters can hold."""
    for i in range(0, len(ids), size):
        yield ids[i : i + size]


def title_of(register: Register, values: dict[str, Any]) -> str:
    """The words that name a record."""
    return " ".join(str(values[n]) for n in register.title if values.get(n))

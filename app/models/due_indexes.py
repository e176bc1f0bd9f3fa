"""An index for each rule of what is due, holding only the records that the rule speaks of.

So Today costs what is due, and not what the shop ever recorded. SQLite and PostgreSQL use such an index where a
query holds the same conditions with the same values written out: `fixed_conditions` gives them to both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Index, String, Table, and_, bindparam, not_, or_

from app.models.declaration import Due, NowPlus, Register, TodayPlus, Where

_KEPT = "due_indexes"


def add_due_indexes(register: Register) -> None:
    """Declare the indexes of a register's rules on its table; rules that ask alike share one.

    What must equal a value leads: SQLite keeps no figures by which it could tell how few records stand in the index,
    and takes the one that answers most conditions. A rule whose whole question a declared index answers needs none of
    its own. A second time nothing is added.
    """
    table = register.model.__table__
    assert isinstance(table, Table)
    if _KEPT in table.info:
        return
    table.info[_KEPT] = True
    declared = [tuple(c.name for c in i.columns) for i in table.indexes]
    alike: set[tuple[str, ...]] = set()
    for rule in register.due:
        equal = leading(table, rule)
        dated = (*equal, rule.at) if rule.at else equal
        whole = all(w.field in equal or moves(w) or (w.op == "filled" and w.field == rule.at) for w in rule.where)
        if whole and any(_answers(found, dated) for found in declared):
            continue
        columns = tuple(dict.fromkeys([*dated, *((rule.who,) if rule.who else ())])) or ("id",)
        where = and_(*fixed_conditions(table, rule))
        said = (*columns, str(where.compile(compile_kwargs={"literal_binds": True})))
        if said not in alike:
            Index(index_name(table, rule), *(table.c[n] for n in columns), sqlite_where=where, postgresql_where=where)
        alike.add(said)


def indexed_rule(register: Register, where: Iterable[Where]) -> Due | None:
    """The rule whose own index holds just the records for which these conditions hold, but for those that move."""
    table = register.model.__table__
    assert isinstance(table, Table)
    asked = {w for w in where if not moves(w)}
    alike = (rule for rule in register.due if {w for w in rule.where if not moves(w)} == asked)
    names = {index.name for index in table.indexes}
    return next((rule for rule in alike if index_name(table, rule) in names), None)


def index_name(table: Table, rule: Due) -> str:
    """The name of a rule's own index."""
    return f"ix_{table.name}_due_{rule.name}"


def _answers(columns: tuple[str, ...], dated: tuple[str, ...]) -> bool:
    n = len(dated)
    return n > 0 and set(columns[:n]) == set(dated) and columns[n - 1] == dated[-1]


def leading(table: Table, rule: Due) -> tuple[str, ...]:
    """The fields that a rule compares with fixed values, each once: they lead its index."""
    found = [w.field for w in rule.where if w.op in ("eq", "in") and w.value is not None and not moves(w)]
    found += [w.field for w in rule.where if w.op == "empty" and not _is_text(table.c[w.field])]
    return tuple(dict.fromkeys(found))


def fixed_conditions(table: Table, rule: Due) -> list[ColumnElement[bool]]:
    """A rule's conditions that hold whatever day it is, and that the record is not voided; values are written out."""
    return [table.c.voided_at.is_(None), *(_fixed(table, w) for w in rule.where if not moves(w))]


def moves(where: Where) -> bool:
    """Whether a condition's value moves with the clock."""
    return isinstance(where.value, TodayPlus | NowPlus)


def _fixed(table: Table, where: Where) -> ColumnElement[bool]:
    column = table.c[where.field]
    match where.op:
        case "eq" | "ne" if where.value is None:
            return column.is_(None) if where.op == "eq" else column.is_not(None)
        case "eq":
            return column == _written(column, where.value)
        case "ne":
            return or_(column != _written(column, where.value), column.is_(None))
        case "lt":
            return column < _written(column, where.value)
        case "le":
            return column <= _written(column, where.value)
        case "gt":
            return column > _written(column, where.value)
        case "ge":
            return column >= _written(column, where.value)
        case "le_field":
            return column <= table.c[str(where.value)]
        case "lt_field":
            return column < table.c[str(where.value)]
        case "empty" | "filled":
            empty = or_(column.is_(None), column == _written(column, "")) if _is_text(column) else column.is_(None)
            return empty if where.op == "empty" else not_(empty)
    several = bindparam(None, list(_tuple(where.value)), column.type, expanding=True, literal_execute=True)
    if where.op == "in":
        return column.in_(several)
    if where.op == "not_in":
        return or_(column.not_in(several), column.is_(None))
    raise ValueError(f"a rule of what is due cannot ask {where.op}")


def _is_text(column: ColumnElement[Any]) -> bool:
    return isinstance(column.type, String)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _written(column: ColumnElement[Any], value: Any) -> ColumnElement[Any]:
    """A value that stands in the statement itself: behind a placeholder nobody could tell that the index fits."""
    return bindparam(None, value, column.type, literal_execute=True)

"""An amount that a list is filtered by is in the shop's own currency: 100 yen are not compared with 100 yuan.

Which records are in another currency is asked of the index of that column: of a shop that has none, at two places of
it, whatever the list is long.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Table, func, or_, select, union_all

from app.models.counted import currency_of, names_of
from app.models.declaration import Operand, Register, Where
from app.models.system.tables import Setting

_COMPARED = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "in", "not_in"})
_OTHER_THAN = frozenset({"ne", "not_in"})
_USUAL = "CNY"


def compares_money(register: Register, where: Where) -> bool:
    """Whether a condition compares an amount in its record's currency with one that was typed.

    Nothing is nothing in every currency: with 0, or with another amount of the same record, any record is compared.
    """
    if where.op not in _COMPARED or where.field not in names_of(register.fields):
        return False
    return any(_is_amount(v) for v in (where.value if isinstance(where.value, tuple) else (where.value,)))


def among_own(register: Register, table: Table, where: Where, met: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition `met`, for records in the shop's own currency alone; any other amount is another than one of it."""
    foreign = table.c.id.in_(_foreign(table, currency_of(register.fields)))
    return or_(met, foreign) if where.op in _OTHER_THAN else met & ~foreign


def _is_amount(value: Operand) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value != 0


def _foreign(table: Table, column: str) -> Select[tuple[int]]:
    """The ids of the records in another currency than the shop's. Unnamed is the shop's own."""
    setting = Setting.__table__
    stored = select(func.replace(setting.c.value, '"', "")).where(setting.c.key == "shop.currency").scalar_subquery()
    own = func.coalesce(stored, _USUAL)
    code = table.c[column]
    parts = union_all(select(table.c.id).where(code < own), select(table.c.id).where(code > own)).subquery()
    return select(parts.c.id)

"""Which index a filtered list goes by. SQLite keeps no figures of how many records hold a value, and would guess.

Of few records the quickest way is to find them by their index and to sort them; of many, to walk through the order of
the list and look whether each record is one of them, until the page is full.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Table, UniqueConstraint

from app.models.declaration import Due, Register, Where
from app.models.due_indexes import index_name, indexed_rule
from app.models.registry import table_of
from app.store.view import View

Way = Literal["own", "rule", "order"]
"""As SQLite chooses; by the index of a rule's records, where there is one; or along the order of the list."""

MANY = 10_000
"""The square root of rows shown × records, 100 × 1,000,000: there both ways read as many rows."""


def chosen(register: Register, view: View) -> tuple[Where, ...]:
    """What a view's chip asks. Raises `KeyError` for one that is not declared."""
    if not view.chip:
        return ()
    chip = next((c for c in register.chips if c.name == view.chip), None)
    if chip is None:
        raise KeyError(f"{view.register} has no chip {view.chip}")
    return chip.where


def filtered(view: View) -> bool:
    """Whether a view leaves records out by what they hold."""
    return bool(view.chip or view.where or view.start or view.end)


def way(register: Register, view: View, total: int | None) -> Way:
    """How to page through a view that lists `total` records; None: that is not known."""
    if total is None or view.search.strip() or not filtered(view):
        return "own"
    if total <= MANY:
        return "rule"
    return "own" if _serves_both(register, view) else "order"


def rule_of(register: Register, view: View) -> tuple[Due, str] | None:
    """The rule of what is due that asks what the view's chip asks, and the index that holds just its records."""
    rule = indexed_rule(register, chosen(register, view)) if view.chip and not view.voided else None
    return None if rule is None else (rule, index_name(table_of(register), rule))


def order_index(table: Table, column: str) -> str | None:
    """The index of one column alone, of all records."""
    whole = (i for i in table.indexes if i.dialect_options["sqlite"]["where"] is None)
    return next((str(i.name) for i in whole if [c.name for c in i.columns] == [column]), None)


def is_ordered(table: Table, column: str) -> bool:
    """Whether an index of all records is led by this column alone: one of its own, or that of its being unique."""
    unique = (c for c in table.constraints if isinstance(c, UniqueConstraint))
    return order_index(table, column) is not None or any([x.name for x in c.columns] == [column] for c in unique)


def _serves_both(register: Register, view: View) -> bool:
    """Whether an index is led by a field that is filtered and goes on with the order, so that nothing is read twice."""
    sort = (view.sort or register.sort).lstrip("-")
    pairs = {(w.field, sort) for w in (*chosen(register, view), *view.where) if w.op in ("eq", "in")}
    return any(tuple(c.name for c in i.columns) in pairs for i in table_of(register).indexes)

"""The shipped registers hold together: the registry's checks, icons, links, and indexes behind listed columns."""

from pathlib import Path

import pytest

from app.core.paths import resources
from app.models.registry import Registry, table_of

REGISTERS = tuple(Registry.load())
by_name = pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)


def test_the_registers_of_the_first_release_are_there() -> None:
    codes = {r.name: r.code for r in REGISTERS}
    assert (
        codes.items()
        >= {
            "products": 1,
            "orders": 2,
            "customers": 3,
            "suppliers": 4,
            "stock_movements": 5,
            "batches": 6,
            "shipments": 7,
            "payments": 8,
            "receipts": 9,
            "stock_counts": 10,
            "staff": 11,
        }.items()
    )


@by_name
def test_every_icon_is_bundled(register) -> None:
    folder = resources() / "icons" / "lucide"
    names = [register.icon, *(t.icon for t in register.transitions)]
    assert [n for n in names if not Path(folder / f"{n}.svg").exists()] == []


@by_name
def test_related_lists_have_a_column_to_find_them_by(register) -> None:
    tables = {r.name: table_of(r) for r in REGISTERS}
    for related in register.related:
        assert related.by in tables[related.register].c


@by_name
def test_listed_columns_have_an_index_unless_it_is_a_ledger(register) -> None:
    if register.name == "stock_movements":
        return
    table = table_of(register)
    first = {next(iter(i.columns)).name for i in table.indexes}
    first |= {next(iter(c.columns)).name for c in table.constraints if len(c.columns)}
    assert [c for c in register.columns if c not in first] == []


@by_name
def test_state_fields_are_pills_and_start_in_a_state(register) -> None:
    for field in register.state_fields():
        assert field.kind.pill
        assert field.default in register.states(field.name)


@by_name
def test_every_field_that_matters_stands_in_the_form(register) -> None:
    shown = {name for group in register.form_groups() for name in group.fields}
    assert [f.name for f in register.fields if f.required and f.name not in shown] == []

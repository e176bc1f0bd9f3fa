"""A shop that holds a record of every register, the made-up one among them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.clock import fixed
from app.models.registry import Registry
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.records import PLACED, any_lines, any_record, one_of_each
from tests.registers import made_up
from tests.registers.made_up_tables import add_tables

COUNT = 23


@pytest.fixture(scope="session")
def every_register() -> Registry:
    """The shipped registers and the made-up one."""
    return Registry.load(made_up)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, every_register: Registry) -> Iterator[Shop]:
    """Records of every register, many alike and some unlike. Tests that change it take a copy."""
    db = tmp_path_factory.mktemp("every") / "shop.db"
    shop = Shop.create(db, KEY, OWNER, every_register, name="禾木小铺", clock=fixed(PLACED))
    add_tables(shop)
    ids = one_of_each(shop)
    for register in every_register:
        for n in range(2, COUNT + 1):
            values = any_record(register, n, ids)
            if n % 5 == 0:  # gaps where a column takes them, so that empty values are sorted too
                table = register.model.__table__
                values = {k: None if table.c[k].nullable else v for k, v in values.items()}
            lines = any_lines(register, n, ids)
            shop.change(lambda uow, r=register.name, v=values, x=lines: uow.create(r, v, x))  # type: ignore[misc]
    yield shop
    shop.close()

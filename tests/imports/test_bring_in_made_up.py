"""A register that no program ships is brought in like any other, from its declaration alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.models.registry import Registry
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.imports.desk import Counter
from tests.imports.helpers import workbook
from tests.registers import made_up
from tests.registers.made_up_tables import add_tables


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Counter]:
    shop = Shop.create(tmp_path / "shop.db", KEY, OWNER, Registry.load(made_up), name="禾木小铺")
    add_tables(shop)
    shop.change(lambda uow: uow.create("suppliers", {"name": "山野食品厂"}))
    yield Counter(shop, tmp_path)
    shop.close()


def test_every_kind_of_field_is_read(workshop: Counter) -> None:
    head = ["Gadget name", "颜色", "玩意价格", "Gadget pieces", "Seen on", "Handy", "Supplier", "Remarks of ours"]
    path = workbook(
        workshop.folder,
        head,
        ["Lamp", "Reddish", 12.5, 3, date(2026, 5, 17), "是", "山野食品厂", "x"],
        ["Clock", "blue", "¥1,099.00", "2件", "2026-05-18", "no", "", ""],
        ["Kite", "green", 1, 1, "", "", "", ""],
        ["Vase", "", "", -1, "", "", "Nobody", ""],
        name="gadgets.xlsx",
    )
    done = workshop.drop(path, register="gadgets")
    assert (done.register, done.new) == ("gadgets", 2)
    assert {(r.row, r.column) for r in done.rejected} >= {(4, "颜色"), (5, "Gadget pieces")}
    lamp, clock = workshop.all("gadgets")
    assert (lamp["colour"], lamp["price"], lamp["pieces"], lamp["seen_on"], lamp["handy"]) == (
        "red", 1250, 3, date(2026, 5, 17), True,
    )  # fmt: skip
    assert (clock["colour"], clock["price"], clock["handy"]) == ("blue", 109900, False)
    assert lamp["number"].startswith("GX-")


def test_it_is_recognised_by_its_headings(workshop: Counter) -> None:
    shown = workshop.look(workshop.file("g.csv", "玩意名称,颜色,玩意价格", "Lamp,red,1.00"))
    assert (shown.register, shown.confirmed, shown.outcome.new) == ("gadgets", False, 1)

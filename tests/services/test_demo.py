"""The demonstration shop: believable, balanced, the same for the same seed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.clock import fixed
from app.models.registry import Registry
from app.services import balances
from app.services.demo import make_demo
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.view import View

TODAY = date(2026, 11, 23)


def make(folder: Path, registry: Registry, seed: int) -> Shop:
    folder.mkdir(exist_ok=True)
    key = DataKey(b"k" * 32, b"s" * 16, 1)
    shop = Shop.create(folder / "shop.db", key, Actor("u", "林晓", "owner"), registry, name="禾木小铺")
    make_demo(shop, 300, seed, TODAY)
    return shop


def essence(reader: Reader) -> list[dict]:
    return reader.rows(
        text("SELECT number, platform_order_id, total, payment, fulfilment, items, waybills FROM orders ORDER BY id")
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    shop = make(tmp_path_factory.mktemp("demo"), Registry.load(), 1)
    yield shop
    shop.close()


def test_it_balances(demo) -> None:
    with demo.read() as reader:
        assert [str(t) for t in balances.check_balances(reader)] == []


def test_every_state_is_there(demo) -> None:
    with demo.read() as reader:
        assert reader.count(View("orders")) == 300
        states = {r["fulfilment"] for r in reader.rows(text("SELECT DISTINCT fulfilment FROM orders"))}
        payments = {r["payment"] for r in reader.rows(text("SELECT DISTINCT payment FROM orders"))}
        platforms = {r["platform"] for r in reader.rows(text("SELECT DISTINCT platform FROM orders"))}
        several = "SELECT count(*) AS n FROM (SELECT 1 FROM shipment GROUP BY order_id HAVING count(*) > 1)"
        assert reader.rows(text(several))[0]["n"] > 0
    assert states == {"new", "to_ship", "part_shipped", "shipped", "completed", "cancelled"}
    assert payments == {"unpaid", "paid", "part_refunded", "refunded"}
    assert len(platforms) == 5


def test_today_has_something_to_say(demo) -> None:
    demo.clock, clock = fixed(datetime(2026, 11, 23, 3, tzinfo=UTC)), demo.clock
    try:
        with demo.read() as reader:
            orders, products = reader.chip_counts("orders"), reader.chip_counts("products")
            (soon,) = reader.rows(text("SELECT on_hand FROM batch WHERE expiry_date = '2026-12-05'"))
            assert (orders["late"], products["wording"]) == (2, 2)
            assert orders["no_waybill"] > 0 and products["low"] >= 3 and orders["refund_due"] == 1
            assert reader.chip_counts("receipts") == {"draft": 1, "held": 1}
            assert reader.chip_counts("batches")["expired"] == 1
            assert soon["on_hand"] == 46
            (count,) = reader.page(View("stock_counts", columns=("matched", "differing")), 0, 5)
            assert count[1] > 0 and count[2] == 1
    finally:
        demo.clock = clock


def test_the_same_seed_makes_the_same_shop(demo, tmp_path, registry) -> None:
    again = make(tmp_path / "a", registry, 1)
    other = make(tmp_path / "b", registry, 2)
    try:
        with demo.read() as one, again.read() as two, other.read() as three:
            assert essence(one) == essence(two)
            assert essence(one) != essence(three)
    finally:
        again.close()
        other.close()


def test_telephones_are_of_the_invented_pattern(demo) -> None:
    with demo.read() as reader:
        phones = [r["phone"] for r in reader.rows(text("SELECT phone FROM orders"))]
    assert all(p.startswith("13800") or p.startswith("138****") for p in phones)

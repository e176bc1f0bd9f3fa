"""Lines that came before their product."""

from __future__ import annotations

from typing import Any

from app.core.dates import from_millis
from app.services import intake, linking
from app.services.intake import Incoming
from tests.services.conftest import Desk

PLACED = from_millis(1_790_000_000_000)


def arrive(desk: Desk, number: str, sku: str, **more: Any) -> int:
    values = {"platform": "jd", "platform_order_id": number, "placed_at": PLACED, "payment": "paid", **more}
    one = Incoming(values, [{"sku": sku, "title": sku, "quantity": 2, "unit_price": 100}])
    return desk.shop.change(lambda uow: intake.add_new(uow, [one]))[0]


def test_lines_wait_and_are_linked_with_their_reserve(desk: Desk) -> None:
    waits, sent = arrive(desk, "1", "A-1"), arrive(desk, "2", "A-1", fulfilment="shipped")
    arrive(desk, "3", "B-1")
    with desk.shop.read() as reader:
        assert linking.waiting(reader) == {"A-1": 2, "B-1": 1}
    product = desk.product("A-1", 10)
    with desk.shop.read() as reader:
        assert linking.waiting(reader) == {"B-1": 1}
        assert [e.action for e in reader.timeline("products", product)].count("link") == 1
    assert desk.lines("orders", waits)[0]["reserved"] == 2
    assert desk.lines("orders", sent)[0]["product_id"] == product
    assert desk.held(product) == (10, 2, 8)
    desk.check()


def test_nothing_to_link_writes_nothing(desk: Desk) -> None:
    assert desk.shop.change(lambda uow: linking.link(uow, {"A-1": 1})) == 0

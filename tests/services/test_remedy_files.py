"""Files and remedies: a later export undoes nothing that a remedy did, and pays nothing back twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.errors import Invalid
from app.services import claims, intake, later
from app.services.intake import Incoming
from app.services.later import Later
from tests.services.remedies_desk import back, inspect, money, payments, start, whole

PLACED = datetime(2026, 5, 1, 4, tzinfo=UTC)


def brought(desk, *lines: dict[str, Any], **more: Any) -> int:
    """A completed order from a platform's file, 100 yuan in two lines unless said otherwise."""
    rows = [dict(x) for x in lines] or [
        {"title": "桂花酱", "quantity": 1, "unit_price": 7000},
        {"title": "玄米茶", "quantity": 1, "unit_price": 3000},
    ]
    values = {
        "platform": "taobao", "platform_order_id": "4012", "placed_at": PLACED, "paid_at": PLACED,
        "payment": "paid", "fulfilment": "completed", "completed_at": PLACED, "buyer_nick": "t", **more,
    }  # fmt: skip
    return desk.shop.change(lambda uow: intake.add_new(uow, [Incoming(values, rows)]))[0]


def again(desk, order: int, lines: list[dict[str, Any]] | None = None, **said: Any) -> list[int]:
    """A later file says more of the order."""
    incoming = Incoming({"platform": "taobao", "platform_order_id": "4012", "placed_at": PLACED, **said}, lines or [])
    with desk.shop.read() as reader:
        plan = later.plan(reader, [Later(order, incoming)])
    return desk.shop.change(lambda uow: later.apply(uow, plan, source="订单导出.csv"))


def test_a_refund_that_the_file_tells_again_is_not_doubled(desk) -> None:
    order = brought(desk)
    whole(desk, order, reason="seven_day", pieces={1: 1})
    assert money(desk, order) == (10000, 3000, "part_refunded")
    assert again(desk, order, payment="part_refunded", refunded=3000) == []
    assert again(desk, order, payment="paid") == []
    assert money(desk, order) == (10000, 3000, "part_refunded")
    desk.check()


def test_refund_succeeded_without_an_amount_means_what_the_remedy_paid(desk) -> None:
    order = brought(desk)
    whole(desk, order, reason="seven_day", pieces={1: 1})
    again(desk, order, payment="refunded", aftersale="退款成功")
    assert money(desk, order) == (10000, 3000, "part_refunded")
    assert desk.record("orders", order)["aftersale"] == "退款成功"
    desk.check()


def test_a_file_that_names_more_than_the_remedy_adds_only_the_rest(desk) -> None:
    order = brought(desk)
    whole(desk, order, reason="seven_day", pieces={1: 1})
    again(desk, order, payment="part_refunded", refunded=4500)
    assert money(desk, order) == (10000, 4500, "part_refunded")
    again(desk, order, payment="refunded", refunded=10000)
    assert money(desk, order) == (10000, 10000, "refunded")
    desk.check()


def test_a_refund_that_a_file_brought_first_is_not_paid_again_by_the_remedy(desk) -> None:
    order = brought(desk)
    remedy = start(desk, order, reason="seven_day", pieces={1: 1})
    back(desk, remedy)
    inspect(desk, remedy)
    again(desk, order, payment="part_refunded", refunded=3000)
    desk.move("remedies", remedy, "settle")
    assert money(desk, order) == (10000, 3000, "part_refunded")
    r = desk.record("remedies", remedy)
    assert (r["refund_amount"], r["refund_recorded"], payments(desk, remedy)) == (3000, 3000, [])
    desk.check()
    # What one remedy explains, another cannot explain too.
    other = whole(desk, order, reason="seven_day", pieces={0: 1})
    assert desk.record("remedies", other)["refund_recorded"] == 0
    assert money(desk, order) == (10000, 10000, "refunded")
    desk.check()
    desk.move("remedies", remedy, "reverse", reverse_reason="记错")
    assert money(desk, order) == (10000, 10000, "refunded")
    desk.check()


def test_a_refund_made_at_the_order_by_hand_is_told_apart_when_said(desk) -> None:
    order = brought(desk)
    desk.move("orders", order, "refund_part", amount=500, reason="差价")
    remedy = start(desk, order, reason="seven_day", pieces={1: 1})
    back(desk, remedy)
    inspect(desk, remedy)
    with pytest.raises(Invalid, match="paid back before"):
        desk.move("remedies", remedy, "settle", refund_recorded=501)
    desk.move("remedies", remedy, "settle", refund_recorded=0)
    assert money(desk, order) == (10000, 3500, "part_refunded")
    with desk.shop.read() as reader:
        assert claims.unexplained(reader, reader.record("orders", order)) == 500
    desk.check()


def test_what_the_order_does_not_hold_any_more_cannot_be_paid_again(desk) -> None:
    order = brought(desk)
    remedy = start(desk, order, reason="seven_day")
    back(desk, remedy)
    inspect(desk, remedy)
    desk.move("orders", order, "refund_part", amount=500, reason="差价")
    with pytest.raises(Invalid, match="holds only"):
        desk.move("remedies", remedy, "settle", refund_recorded=0)
    desk.move("remedies", remedy, "settle")
    assert money(desk, order) == (10000, 10000, "refunded")
    desk.check()


def test_a_refund_booked_back_is_paid_again_only_if_the_file_says_so(desk) -> None:
    order = brought(desk)
    remedy = whole(desk, order, reason="seven_day", pieces={1: 1})
    desk.move("remedies", remedy, "reverse", reverse_reason="退错")
    assert money(desk, order) == (10000, 0, "paid")
    again(desk, order, payment="part_refunded", refunded=3000)
    assert money(desk, order) == (10000, 3000, "part_refunded")
    desk.check()


def test_lines_that_a_remedy_stands_on_are_not_replaced_by_a_file(desk) -> None:
    order = brought(desk, {"title": "桂花酱等2件", "quantity": 1, "unit_price": 10000})
    start(desk, order, kind="refund", reason="quality")
    fresh = [
        {"title": "桂花酱", "quantity": 1, "unit_price": 7000},
        {"title": "玄米茶", "quantity": 1, "unit_price": 3000},
    ]
    incoming = Incoming({"platform": "taobao", "platform_order_id": "4012", "placed_at": PLACED}, fresh)
    with desk.shop.read() as reader:
        plan = later.plan(reader, [Later(order, incoming, new_lines=True)])
    desk.shop.change(lambda uow: later.apply(uow, plan))
    assert desk.lines("orders", order)[0]["title"] == "桂花酱等2件"
    desk.check()


def test_a_parcel_of_a_remedy_is_not_delivered_because_the_order_is_completed(desk) -> None:
    order = brought(desk, fulfilment="shipped", completed_at=None, shipped_at=PLACED)
    remedy = start(desk, order, kind="resend", reason="damaged", pieces={0: 1})
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng")
    again(desk, order, fulfilment="completed", completed_at=PLACED)
    assert desk.record("shipments", 1)["status"] == "delivered"
    assert desk.record("shipments", 2)["status"] == "shipped"
    desk.check()


def test_a_file_that_pays_back_more_than_was_paid_is_taken_up_to_what_was_paid(desk) -> None:
    order = brought(desk, payment="refunded", refunded=12000)
    assert money(desk, order) == (10000, 10000, "refunded")
    desk.check()

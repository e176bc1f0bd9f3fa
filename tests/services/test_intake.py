"""Orders from files: new ones in bulk, later exports of known ones, with stock, parcels, money and customers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.models.registers.shipments import Shipment
from app.services import intake, later, orders, records
from app.services.intake import Incoming
from app.services.later import Later
from app.services.parcels import Parcel
from app.services.tables import table
from app.store.view import View


def incoming(n: int, product: int | None, at, **more: Any) -> Incoming:
    pieces = more.pop("pieces", 2)
    carrier, waybills = more.pop("carrier", None), more.pop("waybills", ())
    values = {
        "platform": "taobao",
        "platform_order_id": f"40127788339{n:05d}",
        "placed_at": at,
        "buyer_nick": f"tb{n % 3}",
        "buyer_name": "测试乙",
        "phone": "138****0000",
        **more,
    }
    lines = [{"product_id": product, "sku": "A", "title": "桂花酱", "quantity": pieces, "unit_price": 1000}]
    return Incoming(values, lines, carrier, tuple(waybills))


@pytest.fixture
def now(desk):
    return desk.shop.clock()


def shipments(desk) -> list[dict[str, Any]]:
    with desk.shop.read() as reader:
        return list(reader.records("shipments", sorted(reader.ids(View("shipments")))).values())


def add(desk, *orders: Incoming) -> list[int]:
    return desk.shop.change(lambda uow: intake.add_new(uow, list(orders), source="淘宝.csv"))


def again(desk, order_id: int, said: Incoming, **more: Any) -> list[int]:
    def work(uow):
        return later.apply(uow, later.plan(uow.reader, [Later(order_id, said, **more)]))

    return desk.shop.change(work)


def test_new_orders_reserve_ship_and_pay_by_their_state(desk, now) -> None:
    a = desk.product("A", 100)
    ids = add(
        desk,
        incoming(1, a, now, payment="unpaid", fulfilment="new"),
        incoming(2, a, now, payment="paid", fulfilment="to_ship"),
        incoming(
            3, a, now, payment="paid", fulfilment="shipped", shipped_at=now + timedelta(hours=1), waybills=["W1", "W2"]
        ),
        incoming(4, a, now, payment="refunded", fulfilment="cancelled"),
        incoming(5, a, now - timedelta(days=9), payment="paid", fulfilment="completed"),
    )
    states = [(o["fulfilment"], o["paid"], o["refunded"], o["total"]) for o in (desk.record("orders", i) for i in ids)]
    assert states == [
        ("new", 0, 0, 2000),
        ("to_ship", 2000, 0, 2000),
        ("shipped", 2000, 0, 2000),
        ("cancelled", 2000, 2000, 2000),
        ("completed", 2000, 0, 2000),
    ]
    assert desk.held(a) == (98, 2, 96)  # the order of nine days ago left before stock was kept
    with desk.shop.read() as reader:
        from sqlalchemy import select

        from app.models.registers.shipments import Shipment

        t = Shipment.__table__
        found = reader.rows(select(t.c.order_id, t.c.waybill, t.c.status, t.c.quantity).order_by(t.c.id))
    assert [tuple(r.values()) for r in found] == [
        (ids[2], "W1", "shipped", 2),
        (ids[2], "W2", "shipped", 0),
        (ids[4], None, "delivered", 2),
    ]
    customer = desk.record("customers", desk.record("orders", ids[0])["customer_id"])
    assert (customer["nick"], customer["order_count"], customer["spent"]) == ("tb1", 1, 0)
    desk.check()


def test_the_same_file_again_changes_nothing(desk, now) -> None:
    a = desk.product("A", 100)
    said = incoming(2, a, now, payment="paid", fulfilment="to_ship")
    (order,) = add(desk, incoming(2, a, now, payment="paid", fulfilment="to_ship"))
    head = desk.shop.head()
    assert again(desk, order, said) == []
    assert desk.shop.head() == head


@pytest.mark.parametrize("start", ["new", "to_ship"])
def test_a_later_export_ships(desk, now, start: str) -> None:
    a = desk.product("A", 100)
    paid = "paid" if start == "to_ship" else "unpaid"
    (order,) = add(desk, incoming(1, a, now, payment=paid, fulfilment=start))
    said = incoming(1, a, now, payment="paid", fulfilment="shipped", shipped_at=now + timedelta(hours=1),
                    carrier="yunda", waybills=["W7", "W8"])  # fmt: skip
    assert again(desk, order, said) == [order]
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["waybills"], o["paid"]) == ("shipped", "W7 W8", 2000)
    assert o["shipped_at"] is not None
    assert desk.held(a) == (98, 0, 98)
    assert desk.lines("orders", order)[0]["shipped"] == 2
    assert again(desk, order, said) == []
    done = now + timedelta(days=3)
    again(desk, order, incoming(1, a, now, fulfilment="completed", completed_at=done))
    assert desk.record("orders", order)["completed_at"] == desk.record("shipments", 1)["delivered_at"]
    desk.check()


def test_a_later_export_cancels_and_refunds(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    again(desk, order, incoming(1, a, now, payment="refunded", fulfilment="cancelled", cancel_reason="拍错"))
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["payment"], o["refunded"], o["cancel_reason"]) == ("cancelled", "refunded", 2000, "拍错")
    assert desk.held(a) == (100, 0, 100)
    desk.check()


def test_what_the_shop_shipped_stays_shipped(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    desk.move("orders", order, "ship", carrier="shunfeng", waybill="SF100001")
    again(desk, order, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    again(desk, order, incoming(1, a, now, payment="refunded", fulfilment="cancelled"))
    again(desk, order, incoming(1, a, now, payment="paid", fulfilment="shipped", carrier="yunda", waybills=["W7"]))
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["waybills"], o["payment"]) == ("shipped", "SF100001 W7", "refunded")
    sent = [(s["waybill"], s["carrier"], s["quantity"]) for s in shipments(desk)]
    assert sent == [("SF100001", "shunfeng", 2), ("W7", "yunda", 0)]
    assert desk.held(a) == (98, 0, 98)
    desk.check()


def test_a_second_waybill_of_a_later_export_is_a_second_parcel(desk, now) -> None:
    a = desk.product("A", 100)
    sent = {"payment": "paid", "fulfilment": "shipped", "carrier": "yunda"}
    (order,) = add(desk, incoming(1, a, now, waybills=["W1"], **sent))
    two = incoming(1, a, now, waybills=["W1", "w2"], **sent)
    assert again(desk, order, two) == [order]
    assert [s["waybill"] for s in shipments(desk)] == ["W1", "w2"]
    assert desk.record("orders", order)["waybills"] == "W1 w2"
    assert again(desk, order, two) == [], "the same file again changes nothing"
    desk.check()


def test_a_waybill_that_the_shop_corrected_or_cancelled_does_not_come_back(desk, now) -> None:
    a = desk.product("A", 100)
    said = incoming(1, a, now, payment="paid", fulfilment="shipped", carrier="yunda", waybills=["W1", "W2"])
    (order,) = add(desk, said)
    first, second = (s["id"] for s in shipments(desk))
    desk.shop.change(lambda uow: records.save(uow, "shipments", first, {"waybill": "W9"}))
    desk.move("shipments", second, "cancel", cancel_reason="重复")
    assert desk.record("orders", order)["waybills"] == "W9"
    assert again(desk, order, said) == []
    assert len(shipments(desk)) == 2


def test_the_rest_of_a_part_shipped_order_leaves_under_the_waybill_that_is_new(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    (line,) = desk.lines("orders", order)
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", "W1", {line["id"]: 1})))
    sent = {"payment": "paid", "fulfilment": "shipped", "carrier": "yunda"}
    again(desk, order, incoming(1, a, now, waybills=["W1", "W2"], **sent))
    assert [(s["waybill"], s["quantity"]) for s in shipments(desk)] == [("W1", 1), ("W2", 1)]
    assert desk.held(a) == (98, 0, 98)
    desk.check()


def test_what_waits_of_a_part_shipped_order_can_be_cancelled(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    (line,) = desk.lines("orders", order)
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", "W1", {line["id"]: 1})))
    assert desk.held(a) == (99, 1, 98)
    again(desk, order, incoming(1, a, now, payment="refunded", fulfilment="cancelled"))
    assert desk.record("orders", order)["fulfilment"] == "part_shipped"
    desk.move("orders", order, "cancel_rest", cancel_reason="平台已关闭")
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["cancel_reason"], o["cancelled_at"]) == ("shipped", "平台已关闭", None)
    assert desk.held(a) == (99, 0, 99)
    assert desk.lines("orders", order)[0]["shipped"] == 1
    desk.check()


def test_a_waybill_that_was_missing_is_filled_in(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship"))
    desk.move("orders", order, "ship")
    again(desk, order, incoming(1, a, now, fulfilment="shipped", carrier="yunda", waybills=["W7"]))
    assert desk.record("orders", order)["waybills"] == "W7"
    assert (desk.record("shipments", 1)["waybill"], desk.record("shipments", 1)["carrier"]) == ("W7", "yunda")


def test_masked_values_give_way_and_never_replace(desk, now) -> None:
    a = desk.product("A", 100)
    (order,) = add(desk, incoming(1, a, now, payment="paid", fulfilment="to_ship", address="浙江省杭州市****"))
    again(desk, order, incoming(1, a, now, phone="13800000009", address=None))
    assert desk.record("orders", order)["phone"] == "13800000009"
    assert again(desk, order, incoming(1, a, now, phone="138****0009")) == []
    assert desk.record("orders", order)["address"] == "浙江省杭州市****"


@pytest.mark.parametrize(
    ("state", "held"), [("to_ship", (100, 3, 97)), ("shipped", (97, 0, 97)), ("new", (100, 0, 100))]
)
def test_real_lines_take_the_place_of_provisional_ones(desk, now, state: str, held) -> None:
    a = desk.product("A", 100)
    payment = "unpaid" if state == "new" else "paid"
    first = incoming(1, None, now, payment=payment, fulfilment=state, shipped_at=now + timedelta(hours=1), total=3000)
    (order,) = add(desk, first)
    said = incoming(1, a, now, pieces=3)
    assert again(desk, order, said, new_lines=True) == [order]
    (line,) = desk.lines("orders", order)
    assert (line["product_id"], line["quantity"]) == (a, 3)
    assert desk.record("orders", order)["total"] == 3000
    assert desk.held(a) == held
    desk.check()


def test_a_parcel_holds_the_real_lines_and_gives_them_back_when_cancelled(desk, now) -> None:
    a = desk.product("A", 100)
    first = incoming(
        1, None, now, payment="paid", fulfilment="shipped", shipped_at=now + timedelta(hours=1), total=3000
    )
    (order,) = add(desk, first)
    again(desk, order, incoming(1, a, now, pieces=3), new_lines=True)
    with desk.shop.read() as reader:
        (parcel,) = reader.rows(select(table(Shipment).c.id).where(table(Shipment).c.order_id == order))
        (packed,) = reader.lines("shipments", parcel["id"], "lines")
    (line,) = desk.lines("orders", order)
    assert (packed["order_line_id"], packed["product_id"], packed["quantity"]) == (line["id"], a, 3)
    desk.move("shipments", parcel["id"], "cancel", cancel_reason="退回")
    assert desk.record("orders", order)["fulfilment"] == "to_ship"
    assert desk.held(a)[0] == 100
    desk.check()


@pytest.mark.parametrize("known", ["shipped_at", "completed_at", "paid_at"])
def test_an_order_that_left_before_a_posted_count_takes_no_stock_again_if_the_file_says_so(desk, known: str) -> None:
    a = desk.product("A", 100)
    left = desk.shop.clock()
    count = desk.save("stock_counts", None, {"counter": "林晓"})
    (line,) = desk.lines("stock_counts", count)
    desk.save("stock_counts", count, {}, {"lines": [{"id": line["id"], "counted": 98, "reason": "lost"}]})
    desk.move("stock_counts", count, "post")
    add(desk, incoming(1, a, left, payment="paid", fulfilment="shipped", **{known: left}))
    assert desk.held(a)[0] == (96 if known == "paid_at" else 98), "after payment it may have left at any time"
    desk.check()

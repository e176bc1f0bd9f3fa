"""Waybills pasted from a carrier's table."""

from __future__ import annotations

import pytest

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.services import orders, waybills
from app.services.parcels import Parcel
from app.services.waybills import WaybillRow


def test_rows_are_read_from_tabs_commas_and_spaces() -> None:
    pasted = "订单号\t快递\t单号\n4012\t中通\t7312000001\n\nSO-2026-000002，顺丰，SF100000001\n4013 YT880000001\n"
    assert waybills.read_pasted(pasted) == [
        WaybillRow(2, "4012", "中通", "7312000001"),
        WaybillRow(4, "SO-2026-000002", "顺丰", "SF100000001"),
        WaybillRow(5, "4013", "", "YT880000001"),
    ]


def test_a_carrier_that_nobody_knows_is_no_waybill() -> None:
    assert waybills.read_pasted("4012 通快 7312000001") == [WaybillRow(1, "4012", "通快", "7312000001")]


def test_carriers_are_known_by_key_name_and_alias() -> None:
    assert [waybills.carrier_key(n) for n in ("zhongtong", "中通快递", "SF Express", "京东", "飞马")] == [
        "zhongtong",
        "zhongtong",
        "shunfeng",
        "jd",
        None,
    ]


def test_orders_ship_and_what_could_not_be_taken_is_named(desk) -> None:
    a = desk.product("A", 10)
    first = desk.order((a, 1), platform="taobao", platform_order_id="40120001")
    second = desk.order((a, 1))
    unpaid = desk.order((a, 1), paid=False)
    bare = desk.order((a, 1))
    desk.move("orders", bare, "ship")
    huge = desk.order((a, 99))
    number = {i: desk.record("orders", i)["number"] for i in (second, unpaid, bare, huge)}
    rows = [
        WaybillRow(1, "40120001", "圆通", "YT880000001"),
        WaybillRow(2, number[second], "", "7312000002"),
        WaybillRow(3, number[unpaid], "中通", "7312000003"),
        WaybillRow(4, number[bare], "韵达", "4312000004"),
        WaybillRow(5, number[bare], "韵达", "4312000005"),
        WaybillRow(6, "NONE", "中通", "7312000006"),
        WaybillRow(7, number[huge], "中通", "7312000007"),
        WaybillRow(8, number[second], "飞马", "7312000008"),
        WaybillRow(9, number[second], "中通", "7.312E+11"),
        WaybillRow(10, number[second], "中通", ""),
    ]
    done = desk.shop.change(lambda uow: waybills.ship_rows(uow, rows))
    assert (done.shipped, done.filled) == ((first, second), (bare,))
    assert [r.row for r in done.refused] == [3, 5, 6, 7, 8, 9, 10]
    assert desk.record("orders", first)["waybills"] == "YT880000001"
    assert desk.record("shipments", 3)["carrier"] == "zhongtong"
    assert desk.record("orders", bare)["waybills"] == "4312000004"
    assert desk.record("orders", huge)["fulfilment"] == "to_ship"
    desk.check()


def test_stopping_on_the_way_ships_none(desk) -> None:
    a = desk.product("A", 10)
    made = [desk.order((a, 1)) for _ in range(3)]
    rows = [WaybillRow(i, desk.record("orders", o)["number"], "中通", f"73120000{i}") for i, o in enumerate(made)]
    progress = Progress(lambda done, _total, _what: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        desk.shop.change(lambda uow: waybills.ship_rows(uow, rows, progress))
    assert {desk.record("orders", o)["fulfilment"] for o in made} == {"to_ship"}
    desk.check()


def test_the_same_list_again_gives_no_other_parcel_its_number(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 2))
    line = desk.lines("orders", order)[0]["id"]
    row = [WaybillRow(1, desk.record("orders", order)["number"], "中通", "7312000001")]
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "zhongtong", "7312000001", {line: 1})))
    done = desk.shop.change(lambda uow: waybills.ship_rows(uow, row))
    assert (done.shipped, done.filled) == ((), ())  # one piece is still here and leaves under a number of its own
    assert done.refused[0].why.msgid == "Order {number} has a parcel with this waybill already."
    desk.move("orders", order, "ship")
    assert desk.shop.change(lambda uow: waybills.ship_rows(uow, row)).filled == ()
    assert [desk.record("shipments", i)["waybill"] for i in (1, 2)] == ["7312000001", None]
    desk.check()

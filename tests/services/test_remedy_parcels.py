"""Parcels of an order beside its remedies: what may be cancelled, and what goes on."""

from __future__ import annotations

import pytest

from app.core.errors import NotAllowed
from app.services import orders
from app.services.parcels import Parcel
from tests.services.remedies_desk import back, inspect, start, whole


@pytest.mark.parametrize("kind", ["return", "exchange", "repair"])
def test_a_parcel_whose_goods_come_back_by_a_remedy_is_not_cancelled(desk, kind: str) -> None:
    a = desk.product("A", 1)
    order = desk.order((a, 1))
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="Z1")
    remedy = start(desk, order, kind=kind, reason="quality")
    number = desk.record("remedies", remedy)["number"]

    def refused() -> None:
        held = desk.held(a)
        with pytest.raises(NotAllowed, match=number):
            desk.move("shipments", 1, "cancel", cancel_reason="x")
        assert desk.held(a) == held
        desk.check()

    refused()
    back(desk, remedy)
    inspect(desk, remedy)
    refused()
    desk.move("remedies", remedy, "undo", reverse_reason="记错")
    desk.move("shipments", 1, "cancel", cancel_reason="退回了")
    assert desk.held(a)[0] == 1
    desk.check()


def test_a_parcel_whose_goods_were_exchanged_stays(desk) -> None:
    a = desk.product("A", 2)
    order = desk.order((a, 1))
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="Z1")
    remedy = start(desk, order, kind="exchange", reason="quality")
    back(desk, remedy)
    inspect(desk, remedy)
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1")
    with pytest.raises(NotAllowed, match="RM-"):
        desk.move("shipments", 1, "cancel", cancel_reason="x")
    assert desk.held(a)[0] == 1


def test_another_parcel_and_one_of_money_only_can_still_be_cancelled(desk) -> None:
    a, b = desk.product("A", 5), desk.product("B", 5)
    order = desk.order((a, 1), (b, 1))
    first, second = (x["id"] for x in desk.lines("orders", order))
    for at, line in enumerate((first, second)):
        desk.shop.change(
            lambda uow, at=at, line=line: orders.ship(uow, Parcel(order, "zhongtong", f"Z{at}", {line: 1}))
        )
    start(desk, order, kind="return", reason="quality", pieces={0: 1})
    desk.move("shipments", 2, "cancel", cancel_reason="退回了")
    assert desk.held(b)[0] == 5
    paid = desk.order((b, 1))
    desk.move("orders", paid, "ship", carrier="zhongtong", waybill="Z9")
    start(desk, paid, kind="refund", reason="late")
    desk.move("shipments", 3, "cancel", cancel_reason="拦截")
    desk.check()


def test_a_completed_order_whose_called_off_pieces_are_owed_again_goes_on(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 3))
    line = desk.lines("orders", order)[0]["id"]
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "zhongtong", "Z1", {line: 1})))
    remedy = whole(desk, order, kind="refund", reason="late", pieces={0: 2})
    desk.move("orders", order, "complete")
    desk.move("remedies", remedy, "reverse", reverse_reason="买家又要了")
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["completed_at"]) == ("part_shipped", None)
    assert desk.held(a) == (9, 2, 7)
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="Z2")
    assert desk.held(a) == (7, 0, 7)
    desk.move("orders", order, "complete")
    desk.check()

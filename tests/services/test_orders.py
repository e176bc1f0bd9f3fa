"""Orders by hand, from entering to refund: amounts, reservations, parcels, and what may still be changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, UserError
from app.services import intake, orders, parcels
from app.services.parcels import Parcel
from app.services.summary import left_to_send


def fields(caught) -> list[str]:
    return [p.field for p in caught.value.problems]


def test_amounts_follow_from_lines_postage_and_discount(desk) -> None:
    a, b = desk.product("A", price=3900, options="250g"), desk.product("B", price=5000)
    made = desk.order((a, 2), (b, 1), paid=False, shipping_fee=800, discount=300)
    order = desk.record("orders", made)
    assert (order["goods_total"], order["total"], order["quantity"]) == (12800, 13300, 3)
    assert order["items"] == "商品A 250g ×2；商品B ×1"
    assert order["number"].startswith("SO-")
    assert order["ship_by"] - order["placed_at"] == timedelta(hours=48)
    line = desk.lines("orders", made)[0]
    assert (line["sku"], line["title"], line["unit_price"], line["amount"]) == ("A", "商品A", 3900, 7800)


def test_a_line_finds_its_product_by_sku(desk) -> None:
    a = desk.product("A")
    made = desk.save("orders", None, {}, {"lines": [{"sku": "A", "title": "改名", "unit_price": 5, "quantity": 1}]})
    line = desk.lines("orders", made)[0]
    assert (line["product_id"], line["title"], line["unit_price"]) == (a, "改名", 5)


def test_an_order_needs_an_item_and_no_negative_total(desk) -> None:
    a = desk.product("A")
    with pytest.raises(Invalid) as caught:
        desk.save("orders", None, {"buyer_name": "甲"}, {"lines": []})
    assert fields(caught) == ["lines"]
    with pytest.raises(Invalid) as caught:
        desk.order((a, 1), paid=False, discount=99999)
    assert fields(caught) == ["discount"]


def test_paying_reserves_and_makes_a_payment(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3))
    order = desk.record("orders", made)
    assert (order["payment"], order["fulfilment"], order["paid"]) == ("paid", "to_ship", 3000)
    assert order["paid_at"] is not None and order["payment_method"] == "微信"
    assert desk.held(a) == (10, 3, 7)
    with desk.shop.read() as reader:
        payments = reader.rows(__import__("sqlalchemy").text("SELECT amount, method FROM payment"))
    assert payments == [{"amount": 3000, "method": "微信"}]
    desk.check()


def test_cancelling_returns_what_was_reserved(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3))
    desk.move("orders", made, "cancel", cancel_reason="买家不要了")
    order = desk.record("orders", made)
    assert (order["fulfilment"], order["payment"], order["cancel_reason"]) == ("cancelled", "paid", "买家不要了")
    assert desk.held(a) == (10, 0, 10)
    desk.check()


def test_shipping_moves_stock_and_copies_the_buyer(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3), phone="13800000001", address="上海市某路1号")
    desk.move("orders", made, "ship", carrier="zhongtong", waybill="7312000000001")
    order = desk.record("orders", made)
    assert (order["fulfilment"], order["waybills"]) == ("shipped", "7312000000001")
    assert order["shipped_at"] is not None
    assert desk.held(a) == (7, 0, 7)
    shipment = desk.record("shipments", 1)
    assert (shipment["order_number"], shipment["phone"], shipment["quantity"]) == (order["number"], "13800000001", 3)
    assert shipment["carrier"] == "zhongtong" and shipment["number"].startswith("SH-")
    desk.check()


def test_several_parcels_for_one_order(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10)
    made = desk.order((a, 3), (b, 1))
    first, second = (x["id"] for x in desk.lines("orders", made))
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(made, "yunda", "W1000", {first: 2})))
    assert desk.record("orders", made)["fulfilment"] == "part_shipped"
    assert desk.held(a) == (8, 1, 7)
    with pytest.raises(UserError):
        desk.shop.change(lambda uow: orders.ship(uow, Parcel(made, "yunda", "W1001", {first: 2})))
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(made, "yunda", "W1002", {first: 1, second: 1})))
    order = desk.record("orders", made)
    assert (order["fulfilment"], order["waybills"]) == ("shipped", "W1000 W1002")
    desk.check()


def test_cancelling_a_shipment_is_a_reversal(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3))
    desk.move("orders", made, "ship", waybill="W1000")
    desk.move("shipments", 1, "cancel", cancel_reason="地址写错")
    order = desk.record("orders", made)
    assert (order["fulfilment"], order["waybills"], order["shipped_at"]) == ("to_ship", "", None)
    assert desk.held(a) == (10, 3, 7)
    assert desk.lines("orders", made)[0]["shipped"] == 0
    desk.move("orders", made, "ship", waybill="W1001")
    desk.move("orders", made, "complete")
    with pytest.raises(NotAllowed):
        desk.move("shipments", 2, "cancel", cancel_reason="太晚")
    desk.check()


def test_a_parcel_taken_back_after_the_rest_was_cancelled_owes_that_parcel_alone(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 5))
    (line,) = desk.lines("orders", order)
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", "Y1", {line["id"]: 2})))
    desk.move("orders", order, "cancel_rest", cancel_reason="买家只要两件")
    desk.move("shipments", 1, "cancel", cancel_reason="拦截")
    assert desk.record("orders", order)["fulfilment"] == "to_ship"
    assert desk.held(a) == (10, 2, 8)
    (line,) = desk.lines("orders", order)
    assert (line["dropped"], left_to_send(line), line["reserved"]) == (3, 2, 2)
    desk.move("orders", order, "ship", carrier="yunda", waybill="Y2")
    assert (desk.record("orders", order)["fulfilment"], desk.record("shipments", 2)["quantity"]) == ("shipped", 2)
    assert desk.held(a) == (8, 0, 8)
    desk.check()


def test_what_was_cancelled_with_the_rest_leaves_only_when_its_quantity_is_typed_anew(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10)
    order = desk.order((a, 1), (b, 1))
    first, second = desk.lines("orders", order)
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", "Y1", {first["id"]: 1})))
    desk.move("orders", order, "cancel_rest", cancel_reason="缺货")
    assert [x["dropped"] for x in desk.lines("orders", order)] == [0, 1]
    desk.move("shipments", 1, "cancel", cancel_reason="拦截")
    with pytest.raises(UserError, match="0 are left to ship"):
        desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", "Y2", {second["id"]: 1})))
    rows = [{"id": x["id"], "quantity": 2} for x in desk.lines("orders", order)]
    unpaid = desk.order((a, 3), paid=False)
    desk.move("orders", unpaid, "accept")
    line = desk.lines("orders", unpaid)[0]["id"]
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(unpaid, "yunda", "Y3", {line: 1})))
    desk.move("orders", unpaid, "cancel_rest", cancel_reason="少要")
    desk.move("shipments", 2, "cancel", cancel_reason="拦截")
    desk.save("orders", unpaid, {}, {"lines": [{**rows[0], "id": line}]})
    (line,) = desk.lines("orders", unpaid)
    assert (line["dropped"], left_to_send(line)) == (0, 2), "a quantity typed anew is what is to be sent"
    desk.check()


def test_goods_not_on_hand_need_a_reason(desk) -> None:
    a = desk.product("A", 1)
    made = desk.order((a, 3))
    with pytest.raises(NotAllowed, match="3 are needed, 1 are on hand"):
        desk.move("orders", made, "ship", waybill="W1000")
    assert desk.held(a) == (1, 3, -2)
    desk.move("orders", made, "ship", waybill="W1000", override_reason="货架上有")
    assert desk.held(a) == (-2, 0, -2)
    assert desk.record("shipments", 1)["override_reason"] == "货架上有"
    desk.check()


def test_a_product_without_stock_keeping_ships_without_entries(desk) -> None:
    a = desk.product("A")
    made = desk.order((a, 3))
    desk.move("orders", made, "ship", waybill="W1000")
    assert desk.held(a) == (0, 0, 0)
    desk.check()


def test_stock_keeping_that_begins_later_reserves_for_open_orders(desk) -> None:
    from app.services import stock

    a = desk.product("A")
    made = desk.order((a, 3))
    desk.shop.change(lambda uow: stock.open_stock(uow, [stock.Opening(a, 5)]))
    assert desk.held(a) == (5, 3, 2)
    assert desk.lines("orders", made)[0]["reserved"] == 3
    with pytest.raises(NotAllowed):
        desk.shop.change(lambda uow: stock.open_stock(uow, [stock.Opening(a, 5)]))
    desk.check()


def test_editing_lines_reserves_again(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10)
    made = desk.order((a, 3), paid=False)
    desk.move("orders", made, "accept")
    line = desk.lines("orders", made)[0]
    rows = [{**line, "quantity": 1}, {"product_id": b, "quantity": 2, "title": "商品B", "unit_price": 1000}]
    desk.save(
        "orders",
        made,
        {},
        {"lines": [{n: r[n] for n in r if n not in ("amount", "reserved", "shipped")} for r in rows]},
    )
    assert (desk.held(a), desk.held(b)) == ((10, 1, 9), (10, 2, 8))
    assert desk.record("orders", made)["total"] == 3000
    desk.check()


def test_what_papers_print_is_fixed_once_shipped(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1), address="旧地址")
    desk.save("orders", made, {"address": "新地址"})
    desk.move("orders", made, "ship", waybill="W1000")
    desk.save("orders", made, {"seller_note": "送了一张卡片"})
    with pytest.raises(Invalid) as caught:
        desk.save("orders", made, {"address": "又一个地址"})
    assert fields(caught) == ["address"]
    assert desk.record("shipments", 1)["address"] == "新地址"


def test_the_total_is_fixed_once_paid(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1))
    with pytest.raises(Invalid) as caught:
        desk.save("orders", made, {"discount": 100})
    assert fields(caught) == ["total"]


def test_refunds_are_capped_at_what_was_paid(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3))
    desk.move("orders", made, "refund_part", amount=1000, reason="少一件")
    assert (desk.record("orders", made)["payment"], desk.record("orders", made)["refunded"]) == ("part_refunded", 1000)
    with pytest.raises(Invalid) as caught:
        desk.move("orders", made, "refund_part", amount=2001, reason="太多")
    assert fields(caught) == ["amount"]
    desk.move("orders", made, "refund", reason="全退")
    order = desk.record("orders", made)
    assert (order["payment"], order["refunded"]) == ("refunded", 3000)
    with pytest.raises(NotAllowed):
        desk.move("orders", made, "refund", reason="再退")
    desk.check()


def test_a_cancelled_order_cannot_be_paid(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 3), paid=False)
    desk.move("orders", made, "cancel", cancel_reason="未付款")
    with pytest.raises(NotAllowed, match="cancelled"):
        desk.move("orders", made, "pay")


def test_a_buyer_becomes_a_customer_whose_figures_follow(desk) -> None:
    a = desk.product("A", 10)
    first = desk.order((a, 1), platform="taobao", buyer_nick="tb甲", phone="13800000001")
    second = desk.order((a, 2), platform="taobao", buyer_nick="tb甲", phone="138****0001")
    customer = desk.record("orders", first)["customer_id"]
    assert desk.record("orders", second)["customer_id"] == customer
    c = desk.record("customers", customer)
    assert (c["order_count"], c["spent"], c["phone"]) == (2, 3000, "13800000001")
    desk.move("orders", second, "cancel", cancel_reason="重复")
    desk.move("orders", second, "refund", reason="重复")
    c = desk.record("customers", customer)
    assert (c["order_count"], c["spent"]) == (1, 1000)


def test_an_order_keeps_its_words_when_the_product_changes(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1))
    desk.save("products", a, {"name": "新名", "price": 9999})
    line = desk.lines("orders", made)[0]
    assert (line["title"], line["unit_price"]) == ("商品A", 1000)


def test_goods_handed_over_need_no_waybill(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1))
    desk.move("orders", made, "ship", carrier="pickup")
    assert desk.record("orders", made)["waybills"] == parcels.NO_WAYBILL_NEEDED


def test_a_waybill_typed_later_reaches_the_order(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1))
    desk.move("orders", made, "ship")
    assert desk.record("orders", made)["waybills"] == ""
    desk.save("shipments", 1, {"carrier": "shunfeng", "waybill": "SF1000000001"})
    assert desk.record("orders", made)["waybills"] == "SF1000000001"


def test_a_completed_order_s_parcels_have_arrived(desk) -> None:
    a = desk.product("A", 10)
    made = desk.order((a, 1))
    desk.move("orders", made, "ship", waybill="W1000")
    desk.move("orders", made, "complete")
    shipment = desk.record("shipments", 1)
    assert (shipment["status"], shipment["delivered_at"]) == ("delivered", desk.record("orders", made)["completed_at"])


def test_amounts_beyond_what_the_file_holds_are_refused_before_it_is_asked(desk) -> None:
    line = {"product_id": desk.product("A"), "quantity": 10**14, "unit_price": 10**14}
    with pytest.raises(Invalid) as caught:
        desk.save("orders", None, {}, {"lines": [line]})
    assert fields(caught) == ["lines"]
    with pytest.raises(Invalid) as caught:
        desk.save("orders", None, {"shipping_fee": -1}, {"lines": [{**line, "quantity": 1, "unit_price": -1}]})
    assert set(fields(caught)) == {"shipping_fee", "lines.1.unit_price"}


def test_cancelling_a_parcel_of_which_only_the_waybill_was_known_leaves_the_order_shipped(desk) -> None:
    a = desk.product("A", 10)
    values = {"platform": "taobao", "platform_order_id": "1", "placed_at": utc_now(), "fulfilment": "shipped"}
    line = {"product_id": a, "sku": "A", "title": "A", "quantity": 2, "unit_price": 100}
    came = intake.Incoming(values, [line], "zhongtong", ("YT0001111", "YT0002222"))
    (order,) = desk.shop.change(lambda uow: intake.add_new(uow, [came]))
    with desk.shop.read() as reader:
        bare = reader.exists("shipments", {"waybill": "YT0002222"})
    desk.move("shipments", bare, "cancel", cancel_reason="单号录错")
    assert (desk.record("orders", order)["fulfilment"], desk.record("orders", order)["waybills"]) == (
        "shipped",
        "YT0001111",
    )
    desk.check()


def test_an_order_that_was_paid_back_is_not_shipped_without_a_reason(desk) -> None:
    order = desk.order((desk.product("A", 5), 1))
    desk.move("orders", order, "refund", reason="买家不要了")
    with pytest.raises(NotAllowed, match="paid back in full"):
        desk.move("orders", order, "ship", carrier="zhongtong", waybill="73000000001")
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="73000000001", override_reason="退款后改为赠送")
    assert desk.record("orders", order)["fulfilment"] == "shipped"
    desk.check()

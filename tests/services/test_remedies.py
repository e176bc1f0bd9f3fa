"""Remedies: what may be asked for, and what follows in stock, money and parcels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import Invalid, NotAllowed, UserError
from app.services import orders, records, remedies, transitions
from app.services.effects import EFFECTS
from app.services.parcels import Parcel
from app.services.remedy_held import Fate, ending
from app.services.remedy_moves import Found
from tests.services.remedies_desk import back, inspect, money, payments, sent, start, whole


def test_a_return_starts_with_all_that_is_left_of_the_order_and_its_share_of_the_money(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10, price=3335)
    order = sent(desk, (a, 2), (b, 1), shipping_fee=800, discount=1000)
    remedy = desk.record("remedies", start(desk, order))
    lines = desk.lines("remedies", remedy["id"])
    assert [(x["sku"], x["sold"], x["quantity"]) for x in lines] == [("A", 2, 2), ("B", 1, 1)]
    assert [x["refund"] for x in lines] == [1625, 2710]  # 4335 paid for goods of 5335
    # The shop is at fault and all comes back: the postage goes back with it.
    assert (remedy["goods_refund"], remedy["postage_refund"], remedy["refund_amount"]) == (4335, 800, 5135)
    assert remedy["number"].startswith("RM-") and remedy["buyer_name"] == "测试甲"
    assert remedy["status"] == "requested" and remedy["goods"] and remedy["postage_by"] == "shop"


def test_a_return_from_request_to_close(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 3))
    remedy = start(desk, order, reason="seven_day", pieces={0: 2})
    assert desk.record("remedies", remedy)["postage_by"] == "buyer"
    desk.move("remedies", remedy, "agree")
    desk.move("remedies", remedy, "send_back", carrier="yuantong", waybill="YT0001")
    with desk.shop.read() as reader:
        today = reader.locale.today
    desk.move("remedies", remedy, "receive", received_on=today)
    assert desk.record("remedies", remedy)["refund_by"] == today + timedelta(days=7)
    assert desk.held(a) == (7, 0, 7)
    inspect(desk, remedy, note="完好")
    assert desk.held(a) == (9, 0, 9)
    desk.move("remedies", remedy, "settle", payment_method="微信", payment_no="R1")
    assert money(desk, order) == (3000, 2000, "part_refunded")
    assert desk.lines("orders", order)[0]["returned"] == 2
    desk.move("remedies", remedy, "close", customer_answer="satisfied")
    r = desk.record("remedies", remedy)
    assert (r["status"], r["due_at"], r["refund_days"]) == ("closed", None, 0)
    assert {r[n] for n in ("decided_by", "received_by", "inspected_by", "settled_by", "closed_by")} == {"林晓"}
    assert all(r[n] is not None for n in ("decided_at", "sent_at", "inspected_at", "settled_at", "closed_at"))
    assert payments(desk, remedy) == [("refund", -2000)]
    desk.check()


def test_returned_never_exceeds_what_was_sent_over_all_live_remedies(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 3))
    first = start(desk, order, pieces={0: 2})
    with pytest.raises(Invalid) as caught:
        start(desk, order, pieces={0: 2})
    assert "1 left" in str(caught.value.problems[0].what)
    desk.move("remedies", first, "cancel", cancel_reason="买家不退了")
    whole(desk, order, pieces={0: 3})
    with pytest.raises(NotAllowed, match="Nothing of this order is left"):
        start(desk, order)


def test_goods_that_were_not_sent_cannot_come_back_but_can_be_paid_back(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 2))
    with pytest.raises(NotAllowed):
        start(desk, order)
    remedy = whole(desk, order, kind="refund", reason="other", pieces={0: 1})
    assert money(desk, order) == (2000, 1000, "part_refunded")
    assert desk.record("remedies", remedy)["status"] == "settled"
    desk.check()


def test_an_order_paid_back_in_full_before_it_left_is_called_off(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 2), shipping_fee=500)
    assert desk.held(a) == (10, 2, 8)
    whole(desk, order, kind="refund", reason="other")
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["payment"], o["refunded"]) == ("cancelled", "refunded", 2500)
    assert desk.held(a) == (10, 0, 10)
    desk.check()


def test_nothing_unpaid_and_unsent_can_be_remedied(desk) -> None:
    order = desk.order((desk.product("A", 5), 1), paid=False)
    with pytest.raises(NotAllowed, match="neither paid nor shipped"):
        start(desk, order, kind="compensation")


def test_shares_of_pieces_add_up_to_what_was_paid(desk) -> None:
    a, b = desk.product("A", 10, price=333), desk.product("B", 10, price=777)
    order = sent(desk, (a, 3), (b, 2), discount=100)
    for pieces in ({0: 1}, {0: 1, 1: 1}, {0: 1}, {1: 1}):
        whole(desk, order, reason="seven_day", pieces=pieces)
    paid, refunded, state = money(desk, order)
    assert (refunded, state) == (paid, "refunded")
    desk.check()


def test_no_more_is_paid_back_than_was_paid(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 1))
    line = desk.lines("orders", order)[0]["id"]
    with pytest.raises(Invalid, match="of what was paid"):
        desk.save("remedies", None, {"order_id": order, "kind": "refund", "reason": "quality"},
                  {"lines": [{"order_line_id": line, "refund": 1001}]})  # fmt: skip
    with pytest.raises(Invalid, match="postage"):
        start(desk, order, kind="refund", postage_refund=1)


def test_goods_come_back_into_the_batch_that_they_left_in(desk) -> None:
    a = desk.product("A", shelf_life_days=100)
    supplier = desk.supplier()
    desk.delivery(supplier, [desk.batch_line(a, 2, "B1", 20), desk.batch_line(a, 5, "B2", 60)])
    order = sent(desk, (a, 3))
    with desk.shop.read() as reader:
        by_code = {b["code"]: b["on_hand"] for b in reader.records("batches", (1, 2)).values()}
    assert by_code == {"B1": 0, "B2": 4}
    whole(desk, order)
    with desk.shop.read() as reader:
        assert {b["code"]: b["on_hand"] for b in reader.records("batches", (1, 2)).values()} == {"B1": 2, "B2": 5}
    desk.check()


def test_expired_goods_do_not_go_back_to_the_shelf(desk) -> None:
    a = desk.product("A", shelf_life_days=100)
    desk.delivery(desk.supplier(), [desk.batch_line(a, 2, "B1", 20)])
    order = sent(desk, (a, 2))
    remedy = start(desk, order)
    back(desk, remedy)
    clock = desk.shop.clock
    desk.shop.clock = lambda: clock() + timedelta(days=30)
    with pytest.raises(Invalid, match="past its date"):
        inspect(desk, remedy)
    inspect(desk, remedy, Found(scrapped=2))
    assert desk.held(a) == (0, 0, 0)
    desk.check()


def test_what_is_held_back_is_no_stock_until_it_is_released(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 4))
    remedy = start(desk, order)
    back(desk, remedy)
    inspect(desk, remedy, Found(restocked=1, held=2, scrapped=1, note="外盒压坏"))
    assert desk.held(a) == (7, 0, 7)
    assert desk.record("remedies", remedy)["held"] == "held"
    desk.check()
    desk.move("remedies", remedy, "release", held_note="复检合格")
    line = desk.lines("remedies", remedy)[0]
    assert (line["restocked"], line["held"], line["scrapped"], line["received"]) == (3, 0, 1, 4)
    assert desk.held(a) == (9, 0, 9)
    desk.check()


def test_held_goods_can_be_scrapped(desk) -> None:
    a = desk.product("A", 10)
    remedy = start(desk, sent(desk, (a, 2)))
    back(desk, remedy)
    inspect(desk, remedy, Found(held=2))
    desk.move("remedies", remedy, "scrap", held_note="不可再售")
    assert desk.held(a) == (8, 0, 8)
    assert desk.lines("remedies", remedy)[0]["scrapped"] == 2
    desk.check()


def test_what_did_not_come_is_not_paid_back(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 3))
    remedy = start(desk, order)
    back(desk, remedy)
    with pytest.raises(Invalid):
        inspect(desk, remedy, Found(restocked=4))
    inspect(desk, remedy, Found(restocked=2))
    assert desk.record("remedies", remedy)["refund_amount"] == 2000
    desk.move("remedies", remedy, "settle")
    assert money(desk, order) == (3000, 2000, "part_refunded")
    assert desk.lines("orders", order)[0]["returned"] == 2
    assert desk.record("remedies", start(desk, order))["quantity"] == 1
    desk.check()


def test_the_inspection_may_lower_the_refund(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 1))
    remedy = start(desk, order)
    back(desk, remedy)
    with pytest.raises(Invalid, match="More than is left"):
        inspect(desk, remedy, Found(restocked=1, refund=1001))
    inspect(desk, remedy, Found(restocked=1, refund=700))
    desk.move("remedies", remedy, "settle")
    assert money(desk, order)[1] == 700
    desk.check()


def test_an_exchange_sends_the_other_product_as_a_parcel_of_the_same_order(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10)
    order = sent(desk, (a, 1))
    remedy = start(desk, order, kind="exchange", reason="wrong_item")
    line = desk.lines("remedies", remedy)[0]
    desk.save("remedies", remedy, {}, {"lines": [{"id": line["id"], "quantity": 1, "replacement_id": b}]})
    back(desk, remedy)
    inspect(desk, remedy)
    with pytest.raises(Invalid, match="carrier"):
        desk.move("remedies", remedy, "settle")
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF77")
    assert (desk.held(a), desk.held(b)) == ((10, 0, 10), (9, 0, 9))
    o = desk.record("orders", order)
    assert "SF77" in o["waybills"] and o["payment"] == "paid" and o["fulfilment"] == "completed"
    assert desk.lines("orders", order)[0]["shipped"] == 1
    desk.check()
    # What the buyer has now is B; it can come back in its turn.
    again = start(desk, order, reason="quality")
    assert desk.lines("remedies", again)[0]["sku"] == "B"
    back(desk, again)
    inspect(desk, again)
    assert desk.held(b) == (10, 0, 10)
    desk.check()


def test_the_parcel_of_a_remedy_is_cancelled_with_the_remedy_only(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 1))
    remedy = start(desk, order, kind="resend", reason="lost")
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1")
    assert desk.held(a) == (8, 0, 8)
    with pytest.raises(NotAllowed, match="belongs to RM"):
        desk.move("shipments", 2, "cancel", cancel_reason="x")
    desk.move("remedies", remedy, "reverse", reverse_reason="记错")
    assert desk.held(a) == (9, 0, 9)
    assert desk.record("shipments", 2)["status"] == "cancelled"
    assert "SF1" not in desk.record("orders", order)["waybills"]
    desk.check()


def test_a_parcel_that_was_delivered_is_not_taken_back(desk) -> None:
    order = sent(desk, (desk.product("A", 10), 1))
    remedy = start(desk, order, kind="resend", reason="lost")
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1")
    desk.move("shipments", 2, "deliver")
    with pytest.raises(NotAllowed, match="was delivered"):
        desk.move("remedies", remedy, "reverse", reverse_reason="记错")


def test_a_repair_leaves_stock_alone(desk) -> None:
    a = desk.product("A", 10)
    remedy = start(desk, sent(desk, (a, 1)), kind="repair", reason="quality")
    back(desk, remedy)
    inspect(desk, remedy)
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1")
    assert desk.held(a) == (9, 0, 9)
    assert desk.record("remedies", remedy)["held"] == "none"
    desk.check()


def test_compensation_is_paid_beyond_the_price(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 1))
    customer = desk.record("orders", order)["customer_id"]
    remedy = start(desk, order, kind="compensation", reason="quality")
    with pytest.raises(Invalid, match="Enter the compensation"):
        desk.move("remedies", remedy, "grant")
    desk.save("remedies", remedy, {"compensation": 50000, "compensation_for": "退一赔三"})
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle", payment_method="支付宝")
    assert money(desk, order) == (1000, 0, "paid")
    assert payments(desk, remedy) == [("compensation", -50000)]
    assert customer is None or desk.record("customers", customer)["spent"] == 1000
    desk.check()


def test_return_postage_that_the_shop_bears_is_no_refund_of_the_price(desk) -> None:
    order = sent(desk, (desk.product("A", 10), 1))
    remedy = whole(desk, order, return_postage=1200)
    assert payments(desk, remedy) == [("refund", -1000), ("compensation", -1200)]
    assert money(desk, order) == (1000, 1000, "refunded")
    desk.check()


def test_a_mistake_is_booked_back_entry_by_entry(desk) -> None:
    a = desk.product("A", 10)
    order = sent(desk, (a, 2))
    remedy = whole(desk, order, compensation=300)
    desk.move("remedies", remedy, "close", customer_answer="satisfied")
    desk.move("remedies", remedy, "reverse", reverse_reason="退错单")
    assert money(desk, order) == (2000, 0, "paid")
    assert desk.held(a) == (8, 0, 8)
    assert desk.lines("orders", order)[0]["returned"] == 0
    assert sum(amount for _, amount in payments(desk, remedy)) == 0 and len(payments(desk, remedy)) == 4
    desk.check()
    assert desk.record("remedies", start(desk, order))["quantity"] == 2


def test_goods_sold_again_cannot_be_booked_back(desk) -> None:
    a = desk.product("A", 2)
    remedy = whole(desk, sent(desk, (a, 2)))
    sent(desk, (a, 2))
    with pytest.raises(NotAllowed, match="only 0 are left"):
        desk.move("remedies", remedy, "reverse", reverse_reason="退错单")


def test_an_inspection_is_booked_back_before_the_money_went(desk) -> None:
    a = desk.product("A", 5)
    remedy = start(desk, sent(desk, (a, 2)))
    back(desk, remedy)
    inspect(desk, remedy, Found(restocked=1, held=1))
    desk.move("remedies", remedy, "undo", reverse_reason="点错")
    assert desk.held(a) == (3, 0, 3)
    assert desk.record("remedies", remedy)["held"] == "none"
    desk.check()


def test_a_granted_refund_can_be_withdrawn_before_it_is_paid(desk) -> None:
    remedy = start(desk, sent(desk, (desk.product("A", 5), 1)), kind="refund")
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "withdraw", cancel_reason="买家撤销")
    assert desk.record("remedies", remedy)["status"] == "cancelled"


def test_moves_that_need_goods_are_not_for_kinds_without(desk) -> None:
    order = sent(desk, (desk.product("A", 5), 1))
    refund, goods = start(desk, order, kind="resend"), start(desk, order)
    with pytest.raises(NotAllowed, match="does not fit"):
        desk.move("remedies", refund, "agree")
    with pytest.raises(NotAllowed, match="does not fit"):
        desk.move("remedies", goods, "grant")


def test_a_finished_remedy_never_changes_and_one_that_counts_is_not_voided(desk) -> None:
    order = sent(desk, (desk.product("A", 5), 1))
    remedy = whole(desk, order)
    with pytest.raises(NotAllowed, match="never changes"):
        desk.save("remedies", remedy, {"note": "x"})
    with pytest.raises(NotAllowed):
        desk.shop.change(lambda uow: records.void(uow, "remedies", remedy, "错"))


def test_what_was_asked_for_is_fixed_once_answered(desk) -> None:
    order = sent(desk, (desk.product("A", 5), 2))
    remedy = start(desk, order)
    desk.save("remedies", remedy, {"kind": "exchange"})
    assert desk.record("remedies", remedy)["refund_amount"] == 0
    desk.save("remedies", remedy, {"kind": "return"})
    assert desk.record("remedies", remedy)["refund_amount"] == 2000
    desk.move("remedies", remedy, "agree")
    with pytest.raises(Invalid):
        desk.save("remedies", remedy, {"reason": "other"})
    line = desk.lines("remedies", remedy)[0]
    desk.save("remedies", remedy, {}, {"lines": [{"id": line["id"], "quantity": 1, "refund": line["refund"]}]})
    assert desk.record("remedies", remedy)["refund_amount"] == 1000  # follows the pieces


def test_lines_that_a_remedy_stands_on_stay_in_the_order(desk) -> None:
    a, b = desk.product("A", 5), desk.product("B", 5)
    order = desk.order((a, 2))
    start(desk, order, kind="refund", pieces={0: 1})
    line = desk.lines("orders", order)[0]
    with pytest.raises(Invalid, match="stands on it"):
        desk.save("orders", order, {}, {"lines": [{"id": line["id"], "product_id": b, "quantity": 2}]})


def test_lines_of_another_order_are_refused(desk) -> None:
    a = desk.product("A", 9)
    one, other = sent(desk, (a, 1)), sent(desk, (a, 1))
    line = desk.lines("orders", other)[0]["id"]
    with pytest.raises(Invalid, match="Choose among"):
        desk.shop.change(lambda uow: remedies.start(uow, one, "return", "quality", {line: 1}))


def test_dates_that_cannot_be_are_refused(desk) -> None:
    order = sent(desk, (desk.product("A", 5), 1))
    with desk.shop.read() as reader:
        now, today = reader.locale.now, reader.locale.today
    for more in (
        {"requested_at": now + timedelta(days=1)},
        {"requested_at": now - timedelta(days=30)},
        {"signed_on": today + timedelta(days=1)},
        {"signed_on": today - timedelta(days=30)},
    ):
        with pytest.raises(Invalid):
            start(desk, order, **more)
    remedy = start(desk, order)
    with pytest.raises(Invalid, match="past"):
        desk.move("remedies", remedy, "agree", promised_by=today - timedelta(days=1))
    desk.move("remedies", remedy, "agree")
    with pytest.raises(Invalid):
        desk.move("remedies", remedy, "receive", received_on=today + timedelta(days=1))


def test_a_part_that_was_sent_can_come_back(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 3))
    line = desk.lines("orders", order)[0]["id"]
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "zhongtong", "Z1", {line: 1})))
    assert desk.record("remedies", start(desk, order))["quantity"] == 1


def test_fraud_pays_three_times_and_at_least_five_hundred() -> None:
    assert remedies.fraud_damages([{"unit_price": 1000, "quantity": 2}]) == 50000
    assert remedies.fraud_damages([{"unit_price": 20000, "quantity": 2}]) == 120000


def test_nothing_that_came_is_no_inspection(desk) -> None:
    remedy = start(desk, sent(desk, (desk.product("A", 5), 1)))
    back(desk, remedy)
    with pytest.raises(UserError, match="withdraw"):
        inspect(desk, remedy, Found())


def test_pieces_paid_back_in_full_before_they_left_are_not_sent_any_more(desk) -> None:
    a, b = desk.product("A", 10), desk.product("B", 10)
    order = desk.order((a, 3), (b, 1))
    remedy = whole(desk, order, kind="refund", reason="other", pieces={0: 2})
    assert desk.held(a) == (10, 1, 9)
    assert [x["called_off"] for x in desk.lines("orders", order)] == [2, 0]
    assert desk.record("orders", order)["fulfilment"] == "to_ship"
    desk.check()
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="Z1")
    assert [x["shipped"] for x in desk.lines("orders", order)] == [1, 1]
    assert desk.record("orders", order)["fulfilment"] == "shipped"
    assert (desk.held(a), desk.held(b)) == ((9, 0, 9), (9, 0, 9))
    desk.check()
    desk.move("remedies", remedy, "reverse", reverse_reason="买家又要了")
    assert desk.record("orders", order)["fulfilment"] == "part_shipped"
    assert desk.held(a) == (9, 2, 7)
    desk.check()


def test_an_order_whose_rest_is_called_off_has_shipped(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 3))
    line = desk.lines("orders", order)[0]["id"]
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "zhongtong", "Z1", {line: 1})))
    whole(desk, order, kind="refund", reason="late", pieces={0: 2})
    assert desk.record("orders", order)["fulfilment"] == "shipped"
    assert desk.held(a) == (9, 0, 9)
    desk.check()


def test_a_lower_price_calls_nothing_off(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 2))
    remedy = start(desk, order, kind="refund", reason="other", pieces={0: 1})
    row = {"id": desk.lines("remedies", remedy)[0]["id"], "quantity": 1, "refund": 300}
    desk.save("remedies", remedy, {}, {"lines": [row]})
    desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle")
    assert desk.lines("orders", order)[0]["called_off"] == 0
    assert desk.held(a) == (10, 2, 8)
    desk.check()


def test_items_without_postage_paid_back_cancel_the_order_and_stay_cancelled(desk) -> None:
    a = desk.product("A", 10)
    order = desk.order((a, 1), shipping_fee=500)
    remedy = whole(desk, order, kind="refund", reason="other", postage_refund=0)
    o = desk.record("orders", order)
    assert (o["fulfilment"], o["payment"], o["refunded"]) == ("cancelled", "part_refunded", 1000)
    assert desk.held(a) == (10, 0, 10)
    desk.move("remedies", remedy, "reverse", reverse_reason="点错")
    assert desk.record("orders", order)["fulfilment"] == "cancelled"
    desk.check()


def test_some_of_what_is_held_is_released_and_some_scrapped(desk) -> None:
    a = desk.product("A", 10)
    remedy = start(desk, sent(desk, (a, 4)))
    back(desk, remedy)
    inspect(desk, remedy, Found(held=4))
    line = desk.lines("remedies", remedy)[0]["id"]

    def end(name: str, fate: Fate) -> None:
        effects = {**EFFECTS, ("remedies", name): ending({line: fate})}
        asked = {"held_note": "复检"}
        desk.shop.change(lambda uow: transitions.perform(uow, "remedies", remedy, name, asked, effects=effects))

    for fate in (Fate(5), Fate(-1, 2), Fate()):
        with pytest.raises(Invalid):
            end("release", fate)
    end("release", Fate(1, 1))
    record = desk.record("remedies", remedy)
    assert (record["held"], record["held_at"]) == ("held", None)
    assert desk.held(a) == (7, 0, 7)
    desk.check()
    end("release", Fate(2))
    row = desk.lines("remedies", remedy)[0]
    assert (row["restocked"], row["held"], row["scrapped"]) == (3, 0, 1)
    assert desk.record("remedies", remedy)["held"] == "released"
    assert desk.held(a) == (9, 0, 9)
    desk.check()

"""Goods in: what the inspection needs, batches, first expired first out, reversal, held goods, tracing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import expiry, stock, tracing
from app.services.expiry import Lot


def fields(caught) -> set[str]:
    return {p.field for p in caught.value.problems}


@pytest.fixture
def food(desk) -> int:
    return desk.product("F", shelf_life_days=180, unit="瓶", options="250g")


def test_posting_makes_a_batch_and_stock_and_copies_the_supplier(desk, food) -> None:
    supplier = desk.supplier()
    receipt = desk.delivery(supplier, [desk.batch_line(food, 10, "GH01", 100, unit_cost=500)])
    r = desk.record("receipts", receipt)
    assert (r["status"], r["quantity"], r["cost_total"], r["items"]) == ("posted", 10, 5000, "商品F 250g ×10")
    assert (r["supplier_name"], r["supplier_phone"], r["supplier_licence"]) == ("山野食品厂", "13800000000", "SC100")
    batch = desk.record("batches", 1)
    assert (batch["code"], batch["on_hand"], batch["received"], batch["receipt_id"]) == ("GH01", 10, 10, receipt)
    product = desk.record("products", food)
    assert (product["on_hand"], product["next_expiry"]) == (10, batch["expiry_date"])
    assert desk.record("suppliers", supplier)["last_receipt_on"] == r["received_on"]
    desk.save("suppliers", supplier, {"name": "改名厂"})
    assert desk.record("receipts", receipt)["supplier_name"] == "山野食品厂"
    desk.check()


def test_the_expiry_date_follows_from_production_and_shelf_life(desk, food) -> None:
    with desk.shop.read() as reader:
        made = reader.locale.today - timedelta(days=10)
    line = {"product_id": food, "quantity": 1, "batch_code": "X", "production_date": made}
    receipt = desk.delivery(desk.supplier(), [line], post=False)
    (stored,) = desk.lines("receipts", receipt)
    assert (stored["shelf_life_days"], stored["expiry_date"]) == (180, made + timedelta(days=180))


def test_missing_inspection_fields_are_named(desk, food) -> None:
    supplier = desk.supplier(phone=None)
    receipt = desk.delivery(
        supplier, [{"product_id": food, "quantity": 1}], post=False, licence_seen=None, vouchers=None, receiver=None
    )
    with pytest.raises(Invalid) as caught:
        desk.move("receipts", receipt, "post")
    assert fields(caught) == {"receiver"}
    desk.save("receipts", receipt, {"receiver": "林晓"})
    with pytest.raises(Invalid) as caught:
        desk.move("receipts", receipt, "post")
    assert fields(caught) == {
        "licence_seen",
        "vouchers",
        "supplier_id",
        "lines.1.batch_code",
        "lines.1.production_date",
        "lines.1.expiry_date",
    }
    assert desk.held(food) == (0, 0, 0)


def test_goods_without_shelf_life_need_no_inspection(desk) -> None:
    cup = desk.product("C")
    desk.delivery(desk.supplier(), [{"product_id": cup, "quantity": 4}], licence_seen=None, vouchers=None)
    assert desk.held(cup) == (4, 0, 4)


def test_expired_goods_cannot_be_accepted_and_rejects_need_a_word(desk, food) -> None:
    supplier = desk.supplier()
    receipt = desk.delivery(supplier, [desk.batch_line(food, 1, "OLD", -1)], post=False)
    with pytest.raises(Invalid) as caught:
        desk.move("receipts", receipt, "post")
    assert fields(caught) == {"lines.1.expiry_date"}
    receipt = desk.delivery(supplier, [desk.batch_line(food, 1, "OLD", -1, result="rejected")], post=False)
    with pytest.raises(Invalid) as caught:
        desk.move("receipts", receipt, "post")
    assert fields(caught) == {"lines.1.note"}


def test_a_posted_record_never_changes(desk, food) -> None:
    receipt = desk.delivery(desk.supplier(), [desk.batch_line(food, 10, "GH01", 100)])
    with pytest.raises(NotAllowed, match="never changes"):
        desk.save("receipts", receipt, {"note": "改"})


def test_more_of_a_batch_adds_to_it_but_its_date_cannot_differ(desk, food) -> None:
    supplier = desk.supplier()
    desk.delivery(supplier, [desk.batch_line(food, 10, "GH01", 100)])
    desk.delivery(supplier, [desk.batch_line(food, 5, "GH01", 100)])
    assert (desk.record("batches", 1)["on_hand"], desk.record("batches", 1)["received"]) == (15, 15)
    receipt = desk.delivery(supplier, [desk.batch_line(food, 5, "GH01", 90)], post=False)
    with pytest.raises(Invalid) as caught:
        desk.move("receipts", receipt, "post")
    assert fields(caught) == {"lines.1.batch_code"}


def test_a_reversal_takes_the_goods_out_unless_they_left(desk, food) -> None:
    supplier = desk.supplier()
    receipt = desk.delivery(supplier, [desk.batch_line(food, 10, "GH01", 100)])
    desk.move("receipts", receipt, "reverse", reverse_reason="录错")
    assert desk.held(food) == (0, 0, 0)
    receipt = desk.delivery(supplier, [desk.batch_line(food, 10, "GH02", 100)])
    order = desk.order((food, 1))
    desk.move("orders", order, "ship")
    with pytest.raises(NotAllowed, match="only 9 are left"):
        desk.move("receipts", receipt, "reverse", reverse_reason="录错")
    desk.check()


@pytest.mark.parametrize(("move", "on_hand", "rejected"), [("release", 6, 0), ("refuse", 0, 6)])
def test_held_goods_are_no_stock_until_released(desk, food, move: str, on_hand: int, rejected: int) -> None:
    receipt = desk.delivery(desk.supplier(), [desk.batch_line(food, 6, "Q1", 100, result="quarantined")])
    assert desk.record("receipts", receipt)["quarantine"] == "held"
    assert desk.held(food)[0] == 0
    with pytest.raises(NotAllowed, match="held goods"):
        desk.move("receipts", receipt, "reverse", reverse_reason="录错")
    desk.move("receipts", receipt, move, settle_note="报告已到")
    assert desk.held(food)[0] == on_hand
    assert desk.record("receipts", receipt)["rejected"] == rejected
    desk.check()


def test_the_batch_that_expires_first_leaves_first_and_an_expired_one_only_for_a_reason(desk, food) -> None:
    supplier = desk.supplier()
    yesterday = {"received_on": None}
    with desk.shop.read() as reader:
        yesterday["received_on"] = reader.locale.today - timedelta(days=5)
    desk.delivery(supplier, [desk.batch_line(food, 3, "LATE", 90), desk.batch_line(food, 2, "SOON", 20)])
    desk.delivery(supplier, [desk.batch_line(food, 4, "GONE", -1)], **yesterday)
    order = desk.order((food, 4))
    desk.move("orders", order, "ship")
    picked = [(x["batch_code"], x["quantity"]) for x in desk.lines("shipments", 1)]
    assert picked == [("SOON", 2), ("LATE", 2)]
    more = desk.order((food, 3))
    with pytest.raises(NotAllowed, match="4 more are expired"):
        desk.move("orders", more, "ship")
    desk.move("orders", more, "ship", override_reason="员工内购，已告知")
    assert [(x["batch_code"], x["quantity"]) for x in desk.lines("shipments", 2)] == [("GONE", 3)]
    desk.check()


def test_choosing_never_changes_anything_and_counts_what_is_missing() -> None:
    from datetime import date

    today = date(2026, 5, 1)
    lots = [Lot(1, "A", date(2026, 4, 30), 5), Lot(2, "B", date(2026, 5, 1), 2), Lot(3, "C", None, 1)]
    choice = expiry.choose(lots, 1, 6, today)
    assert [(p.lot and p.lot.code, p.pieces) for p in choice.picks] == [("B", 2), ("C", 1), (None, 1)]
    assert (choice.missing, choice.expired) == (2, 5)
    assert [lot.left for lot in lots] == [5, 2, 1]


def test_levels_of_urgency() -> None:
    from datetime import date

    today = date(2026, 5, 10)
    days = {-1: "expired", 0: "near", 7: "near", 8: "soon", 30: "soon", 31: "fine"}
    assert {d: expiry.level(today + timedelta(days=d), today, 7, 30) for d in days} == days
    assert expiry.level(None, today, 7, 30) == "fine"


def test_warnings_name_batches_in_stock(desk, food) -> None:
    desk.delivery(desk.supplier(), [desk.batch_line(food, 3, "NEAR", 3), desk.batch_line(food, 2, "FAR", 200)])
    with desk.shop.read() as reader:
        (warning,) = expiry.warnings(reader)
    assert (warning.code, warning.on_hand, warning.level) == ("NEAR", 3, "near")


def test_a_batch_is_traced_to_its_supplier_and_its_customers(desk, food) -> None:
    supplier = desk.supplier()
    receipt = desk.delivery(supplier, [desk.batch_line(food, 10, "GH01", 100)])
    first = desk.order((food, 2), phone="13800000001", platform="taobao", buyer_nick="甲1")
    second = desk.order((food, 1), phone="13800000002", platform="taobao", buyer_nick="乙2")
    for order in (first, second):
        desk.move("orders", order, "ship", waybill=f"W{order}0000")
    desk.move("shipments", 2, "cancel", cancel_reason="错")
    with desk.shop.read() as reader:
        trace = tracing.trace(reader, 1)
    assert [(s.receipt_id, s.supplier_name, s.quantity) for s in trace.sources] == [(receipt, "山野食品厂", 10)]
    assert (trace.order_ids, trace.sent) == ((first,), 2)
    assert trace.customer_ids == (desk.record("orders", first)["customer_id"],)


def test_a_reversed_delivery_was_never_received(desk, food) -> None:
    supplier = desk.supplier()
    first = desk.delivery(supplier, [desk.batch_line(food, 10, "GH01", 100)])
    desk.delivery(supplier, [desk.batch_line(food, 4, "GH01", 100)])
    desk.move("receipts", first, "reverse", reverse_reason="数错")
    assert (desk.record("batches", 1)["received"], desk.record("batches", 1)["on_hand"]) == (4, 4)
    desk.check()


def test_goods_without_a_batch_are_not_reversed_out_of_another_s(desk) -> None:
    a, supplier = desk.product("A"), desk.supplier()
    loose = desk.delivery(supplier, [{"product_id": a, "quantity": 10}])
    desk.shop.change(lambda uow: stock.adjust(uow, a, -10, "damage", "受潮"))
    desk.delivery(supplier, [desk.batch_line(a, 100, "B1", 60)])
    with pytest.raises(NotAllowed, match="only 0 are left"):
        desk.move("receipts", loose, "reverse", reverse_reason="数错")


def test_a_kept_line_keeps_what_is_not_named_and_its_reckoned_date_follows(desk, food) -> None:
    line = {"product_id": food, "quantity": 7, "batch_code": "GH01", "production_date": date(2026, 1, 1)}
    draft = desk.delivery(desk.supplier(), [line], post=False)
    (kept,) = desk.lines("receipts", draft)
    assert kept["expiry_date"] == date(2026, 1, 1) + timedelta(days=180)
    desk.save("receipts", draft, {}, {"lines": [{"id": kept["id"], "note": "外箱完好"}]})
    (kept,) = desk.lines("receipts", draft)
    assert (kept["quantity"], kept["batch_code"], kept["note"]) == (7, "GH01", "外箱完好")
    desk.save("receipts", draft, {}, {"lines": [{**kept, "production_date": date(2026, 2, 1)}]})
    (kept,) = desk.lines("receipts", draft)
    assert kept["expiry_date"] == date(2026, 2, 1) + timedelta(days=180)
    typed = {**kept, "expiry_date": date(2026, 6, 1)}
    desk.save("receipts", draft, {}, {"lines": [typed]})
    desk.save("receipts", draft, {}, {"lines": [{**typed, "production_date": date(2026, 2, 2)}]})
    assert desk.lines("receipts", draft)[0]["expiry_date"] == date(2026, 6, 1)


def test_costs_beyond_what_the_file_holds_are_refused(desk, food) -> None:
    line = {"product_id": food, "quantity": 10**14, "unit_cost": 10**14}
    with pytest.raises(Invalid) as caught:
        desk.delivery(desk.supplier(), [line], post=False)
    assert fields(caught) == {"lines"}

"""What a complaint copies of its order, line, product and customer when it is entered."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Invalid
from tests.services.complaints.front import HOUR, MONDAY, Front


def test_order_line_product_and_batch_are_copied_and_stay(front: Front) -> None:
    jam, tea = front.product("GHJ-250", shelf_life_days=365), front.product("XMC-100", 10)
    front.delivery(front.supplier(), [front.batch_line(jam, 20, "GH0518", 300)])
    order = front.order((jam, 2), (tea, 1), platform="taobao", buyer_name="陈渊", phone="13800001234", buyer_nick="cy")
    front.move("orders", order, "ship", carrier="zhongtong", waybill="73120001")
    made = front.complain(order_id=order, order_line_no=1)
    one = front.record("complaints", made)
    assert (one["product_id"], one["sku"], one["item"]) == (jam, "GHJ-250", "商品GHJ-250")
    assert one["batch_code"] == "GH0518" and front.record("batches", one["batch_id"])["code"] == "GH0518"
    assert (one["platform"], one["customer_name"], one["customer_phone"]) == ("taobao", "陈渊", "13800001234")
    assert one["customer_id"] == front.record("orders", order)["customer_id"] is not None
    assert one["order_number"] == front.record("orders", order)["number"]
    front.save("products", jam, {"name": "新名"})
    assert front.record("complaints", made)["item"] == "商品GHJ-250"
    front.save("complaints", made, {"order_line_no": 2})
    two = front.record("complaints", made)
    assert (two["sku"], two["batch_code"], two["batch_id"]) == ("XMC-100", None, None)


def test_the_only_line_of_an_order_is_the_one_complained_of(front: Front) -> None:
    order = front.order((front.product("A", 5), 1))
    assert front.record("complaints", front.complain(order_id=order))["order_line_no"] == 1


def test_a_line_that_is_not_there_is_refused(front: Front) -> None:
    order = front.order((front.product("A", 5), 1))
    for values in ({"order_id": order, "order_line_no": 2}, {"order_line_no": 1}):
        with pytest.raises(Invalid) as refused:
            front.complain(**values)
        assert [p.field for p in refused.value.problems] == ["order_line_no"]


def test_without_an_order_the_product_is_named_by_itself(front: Front) -> None:
    product = front.product("A", 5)
    one = front.record("complaints", front.complain(product_id=product))
    assert (one["sku"], one["item"], one["order_line_id"]) == ("A", "商品A", None)


def test_a_known_telephone_finds_its_customer(front: Front) -> None:
    front.order((front.product("A", 5), 1), phone="13800001234", buyer_nick="cy")
    one = front.record("complaints", front.complain(customer_name="陈渊", customer_phone="13800001234"))
    assert one["customer_id"] is not None


def test_the_future_is_refused(front: Front) -> None:
    later = {n: date(2026, 5, 19) for n in ("happened_on", "done_on", "authority_notified_on", "mediation_on")}
    for values in ({"received_at": MONDAY + HOUR}, {"done_on": date(2026, 5, 17)}, *({n: d} for n, d in later.items())):
        with pytest.raises(Invalid):
            front.complain(**values)


def test_whoever_enters_it_receives_and_handles_it(front: Front) -> None:
    me = front.save("staff", None, {"name": "林晓", "login": "林晓"})
    one = front.record("complaints", front.complain())
    assert one["received_by"] == one["handler_id"] == me

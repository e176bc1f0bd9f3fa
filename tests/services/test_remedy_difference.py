"""Exchanges for dearer and cheaper goods: the difference is booked, capped, paid back with its pieces, and reversed."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services.balances import imbalances
from app.services.remedy_moves import Found
from tests.services.conftest import Desk
from tests.services.remedies_desk import back, inspect, money, payments, sent, start


def exchanged(desk: Desk, price: int, pieces: int = 2, **line: Any) -> tuple[int, int]:
    """An order of two at 10.00 each, and its exchange for another product of that price."""
    other = desk.product("B", 10, price=price)
    order = sent(desk, (desk.product("A", 10, price=1000), 2))
    remedy = start(desk, order, kind="exchange", reason="quality", pieces={0: pieces})
    row = desk.lines("remedies", remedy)[0]
    typed = {"id": row["id"], "quantity": pieces, "replacement_id": other, **line}
    desk.save("remedies", remedy, {}, {"lines": [typed]})
    return order, remedy


def settle(desk: Desk, remedy: int) -> None:
    desk.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1", payment_method="微信")


def balanced(desk: Desk) -> bool:
    with desk.shop.read() as reader:
        return list(imbalances(reader)) == []


def test_the_buyer_pays_more_for_dearer_goods(desk: Desk) -> None:
    order, remedy = exchanged(desk, 1500)
    one = desk.record("remedies", remedy)
    assert (one["collect"], one["refund_amount"]) == (1000, 0)
    back(desk, remedy)
    inspect(desk, remedy)
    settle(desk, remedy)
    assert money(desk, order) == (3000, 0, "paid") and payments(desk, remedy) == [("payment", 1000)]
    assert balanced(desk)
    later = start(desk, order, kind="refund", reason="other")
    assert desk.record("remedies", later)["refund_amount"] == 3000, "what was paid in all can be paid back"


def test_cheaper_goods_are_paid_back(desk: Desk) -> None:
    order, remedy = exchanged(desk, 800)
    assert desk.record("remedies", remedy)["refund_amount"] == 400
    back(desk, remedy)
    inspect(desk, remedy)
    settle(desk, remedy)
    assert money(desk, order) == (2000, 400, "part_refunded") and payments(desk, remedy) == [("refund", -400)]
    assert balanced(desk)
    later = start(desk, order, kind="refund", reason="other")
    assert desk.record("remedies", later)["refund_amount"] == 1600


@pytest.mark.parametrize(("price", "after"), [(1500, (2000, 0, "paid")), (800, (2000, 0, "paid"))])
def test_a_reversal_books_the_difference_back(desk: Desk, price: int, after: tuple[int, int, str]) -> None:
    order, remedy = exchanged(desk, price)
    back(desk, remedy)
    inspect(desk, remedy)
    settle(desk, remedy)
    desk.move("remedies", remedy, "reverse", reverse_reason="打错")
    assert money(desk, order) == after and balanced(desk)
    assert sum(n for _, n in payments(desk, remedy)) == 0


def test_what_was_collected_and_paid_back_since_is_not_booked_back(desk: Desk) -> None:
    order, remedy = exchanged(desk, 1500)
    back(desk, remedy)
    inspect(desk, remedy)
    settle(desk, remedy)
    later = start(desk, order, kind="refund", reason="other")
    desk.move("remedies", later, "grant")
    desk.move("remedies", later, "settle", payment_method="微信")
    with pytest.raises(NotAllowed, match="paid back since"):
        desk.move("remedies", remedy, "reverse", reverse_reason="打错")


def test_of_pieces_that_did_not_come_there_is_no_difference(desk: Desk) -> None:
    order, remedy = exchanged(desk, 1500)
    back(desk, remedy)
    inspect(desk, remedy, Found(1))
    assert desk.record("remedies", remedy)["collect"] == 500
    settle(desk, remedy)
    assert money(desk, order)[0] == 2500 and balanced(desk)


def test_a_difference_can_be_agreed_on_but_has_its_caps(desk: Desk) -> None:
    _, remedy = exchanged(desk, 1500)
    line = desk.lines("remedies", remedy)[0]
    same = {"id": line["id"], "quantity": 2, "replacement_id": line["replacement_id"]}
    desk.save("remedies", remedy, {}, {"lines": [{**same, "difference": 0}]})
    assert desk.record("remedies", remedy)["collect"] == 0, "given away"
    desk.save("remedies", remedy, {}, {"lines": [same]})
    assert desk.record("remedies", remedy)["collect"] == 0, "what was agreed on stays"
    for typed in ({"difference": 3001}, {"difference": -2001}, {"difference": 100, "replacement_id": None}):
        row = {"id": line["id"], "quantity": 2, "replacement_id": line["replacement_id"], **typed}
        with pytest.raises(Invalid) as refused:
            desk.save("remedies", remedy, {}, {"lines": [row]})
        assert [p.field for p in refused.value.problems] == ["lines.1.difference"]


def test_the_same_goods_differ_by_nothing(desk: Desk) -> None:
    order = sent(desk, (desk.product("A", 10, price=1000), 2))
    remedy = start(desk, order, kind="exchange", reason="quality")
    one = desk.record("remedies", remedy)
    assert (one["collect"], one["refund_amount"], one["goods_refund"]) == (0, 0, 0)

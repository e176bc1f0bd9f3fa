"""What a complaint says of its remedies when they are reversed, or came to nothing."""

from __future__ import annotations

import pytest

from tests.services.complaints.front import Front
from tests.services.remedies_desk import back, inspect, sent, start


@pytest.mark.parametrize("kind", ["exchange", "repair", "resend"])
def test_a_remedy_that_pays_nothing_and_is_reversed_was_not_carried_out(front: Front, kind: str) -> None:
    order = sent(front, (front.product("A", 10), 1))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind=kind, reason="quality", complaint_id=made)
    if kind == "resend":
        front.move("remedies", remedy, "grant")
    else:
        back(front, remedy)
        inspect(front, remedy)
    front.move("remedies", remedy, "settle", out_carrier="shunfeng", out_waybill="SF1")
    assert front.record("complaints", made)["carried_out"] is True
    front.move("remedies", remedy, "reverse", reverse_reason="记错")
    assert front.record("complaints", made)["carried_out"] is False


def test_a_remedy_that_came_to_nothing_later_leaves_what_was_typed_after_a_reversal(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 2))
    made = front.complain(order_id=order)
    first = start(front, order, kind="resend", reason="lost", pieces={0: 1}, complaint_id=made)
    front.move("remedies", first, "grant")
    front.move("remedies", first, "settle", out_carrier="shunfeng", out_waybill="SF1")
    front.move("remedies", first, "reverse", reverse_reason="记错")
    second = start(front, order, kind="resend", reason="lost", pieces={0: 1}, complaint_id=made)
    front.shop.change(lambda uow: uow.update("complaints", made, {"carried_out": True}))
    front.move("remedies", second, "cancel", cancel_reason="不用了")
    assert front.record("complaints", made)["carried_out"] is True

"""What a complaint says of its remedies, and what its close asks of them."""

from __future__ import annotations

import pytest

from app.core.errors import Invalid, NotAllowed
from app.models.complaint_words import BOOKED
from app.services import records
from app.services.complaint_remedies import kind_on_record
from app.store.view import View
from tests.services.complaints.front import Front
from tests.services.remedies_desk import sent, start


def test_what_remedies_paid_and_did_is_told_to_the_complaint(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "grant")
    front.resolve(made)
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"], one["owed"]) == (None, False, True, False)
    front.move("remedies", remedy, "settle", payment_method="微信")
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"]) == (1000, True, False)
    front.move("remedies", remedy, "reverse", reverse_reason="打错人")
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"], one["owed"]) == (None, False, True, True)


def test_what_was_typed_by_hand_stays_where_a_remedy_came_to_nothing(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "refuse", refuse_basis="other", refuse_reason="重复")
    assert front.record("complaints", made)["refunded"] is None
    assert front.record("complaints", made)["carried_out"] is False


@pytest.mark.parametrize("kind", BOOKED)
def test_a_close_that_names_a_booked_remedy_needs_its_record(front: Front, kind: str) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    front.told(made, "respond")
    front.fill(made, remedy_kind=kind)
    with pytest.raises(Invalid) as refused:
        front.move("complaints", made, "close")
    assert [p.field for p in refused.value.problems] == ["remedy_kind"]
    other = start(front, order, kind="resend", reason="other", pieces={0: 1}, complaint_id=made)
    if kind != "resend":
        with pytest.raises(Invalid):
            front.move("complaints", made, "close")
    more = {"compensation": 500} if kind == "compensation" else {}
    real = start(front, order, kind=kind, reason="other", pieces={0: 1}, complaint_id=made, **more)
    front.move("complaints", made, "close")
    assert front.record("complaints", made)["undone"] is True
    assert {real, other} <= set(front.shop.change(lambda uow: uow.reader.ids(View("remedies"))))


def test_the_kind_that_a_close_proposes_is_that_of_the_remedies(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)

    def proposed() -> str | None:
        with front.shop.read() as reader:
            return kind_on_record(reader, made)

    assert proposed() is None
    refused = start(front, order, kind="exchange", reason="quality", pieces={0: 1}, complaint_id=made)
    front.move("remedies", refused, "refuse", refuse_basis="other", refuse_reason="重复")
    assert proposed() is None, "what was refused put nothing right"
    start(front, order, kind="resend", reason="other", pieces={0: 1}, complaint_id=made)
    assert proposed() == "resend"
    start(front, order, kind="return", reason="quality", pieces={0: 1}, complaint_id=made)
    assert proposed() == "return", "what brought goods back before what only sent a parcel"


def test_a_refused_remedy_is_none(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "refuse", refuse_basis="other", refuse_reason="重复")
    front.told(made, "respond")
    front.fill(made, remedy_kind="refund")
    with pytest.raises(Invalid):
        front.move("complaints", made, "close")


def test_money_is_told_by_remedies_alone(front: Front) -> None:
    made = front.complain()
    for values in ({"refunded": 9900}, {"old_refund": 9900}):
        with pytest.raises(Invalid):
            front.save("complaints", made, values)
        with pytest.raises(Invalid):
            front.complain(**values)
    front.resolve(made)
    with pytest.raises(Invalid):
        front.save("complaints", made, {"refunded": 9900})
    assert front.record("complaints", made)["refunded"] is None


def test_whether_it_was_carried_out_is_typed_only_where_no_record_says_so(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made, by_hand = front.complain(order_id=order), front.complain()
    start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    with pytest.raises(Invalid, match="returns and remedies"):
        front.save("complaints", made, {"carried_out": True})
    front.save("complaints", by_hand, {"carried_out": True})
    assert front.record("complaints", by_hand)["carried_out"] is True
    with pytest.raises(NotAllowed):
        front.shop.change(lambda uow: records.bulk_edit(uow, "complaints", [made], "carried_out", True))


def test_a_remedy_without_a_record_is_due_until_it_is_carried_out(front: Front) -> None:
    made = front.complain()
    front.resolve(made)
    rule = next(d for d in front.shop.registry["complaints"].due if d.name == "not_done")
    with front.shop.read() as reader:
        assert reader.ids(View("complaints", where=rule.where)) == [made]
    front.save("complaints", made, {"carried_out": True})
    one = front.record("complaints", made)
    assert (one["undone"], one["owed"]) == (False, False)
    front.move("complaints", made, "reopen", reopen_reason="又漏了")
    assert front.record("complaints", made)["owed"] is False


def test_a_remedy_that_was_carried_out_still_is_after_a_reopening(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "grant")
    front.move("remedies", remedy, "settle", payment_method="微信")
    front.resolve(made)
    front.move("complaints", made, "reopen", reopen_reason="又漏了")
    front.told(made, "respond")
    front.fill(made)
    front.move("complaints", made, "close")
    one = front.record("complaints", made)
    assert (one["carried_out"], one["undone"], one["refunded"]) == (True, False, 1000)


def test_a_remedy_of_a_complaint_begins_with_the_line_complained_of(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3), (front.product("B", 10), 2))
    made = front.complain(order_id=order, order_line_no=2)
    lines = [x["id"] for x in front.lines("orders", order)]
    remedy = start(front, order, kind="refund", reason="other", complaint_id=made)
    assert [(x["order_line_id"], x["quantity"]) for x in front.lines("remedies", remedy)] == [(lines[1], 2)]
    whole = start(front, order, kind="compensation", reason="other", compensation=100)
    assert len(front.lines("remedies", whole)) == 2

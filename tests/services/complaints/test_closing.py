"""What a close, a refusal and a reopening need, and what old complaints bring along."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import records
from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


@pytest.mark.parametrize("missing", ["validity", "cause", "remedy_kind", "remedy", "answer"])
def test_a_close_needs_finding_cause_remedy_and_the_customers_answer(front: Front, missing: str) -> None:
    made = front.complain()
    front.move("complaints", made, "accept")
    front.told(made, "respond")
    front.fill(made, **{missing: None})
    with pytest.raises(Invalid) as refused:
        front.move("complaints", made, "close")
    assert [p.field for p in refused.value.problems] == [missing]
    assert front.record("complaints", made)["status"] == "responded"


def test_no_answer_needs_that_it_was_tried(front: Front) -> None:
    made = front.complain()
    front.move("complaints", made, "accept")
    front.told(made, "respond")
    front.fill(made, answer="no_answer")
    with pytest.raises(Invalid, match="3 contacts"):
        front.move("complaints", made, "close")
    front.say(made)
    front.say(made)
    front.move("complaints", made, "close")
    assert front.record("complaints", made)["status"] == "closed"


def test_what_was_settled_stays_but_what_is_still_done_is_added(front: Front) -> None:
    made = front.complain()
    front.resolve(made)
    with pytest.raises(NotAllowed, match="settled"):
        front.save("complaints", made, {"cause": "别的"})
    front.save("complaints", made, {"carried_out": True, "satisfaction": 5})
    assert front.record("complaints", made)["satisfaction"] == 5


def test_reopening_keeps_what_was_and_begins_the_promise_anew(front: Front) -> None:
    made = front.complain()
    front.resolve(made)
    front.now(MONDAY + 3 * DAY)
    front.move("complaints", made, "reopen", reopen_reason="补寄的又碎了")
    one = front.record("complaints", made)
    assert (one["status"], one["reopened"], one["reopen_reason"]) == ("reopened", 1, "补寄的又碎了")
    assert one["answer"] is None and one["cause"] and one["resolve_due"] == MONDAY + 10 * DAY
    assert sorted(front.clocks(made)) == [("first_reply", 1), ("first_reply", 2), ("resolve", 1), ("resolve", 2)]
    assert len(front.of(made, "contacts")) == 1
    front.told(made, "respond")
    with pytest.raises(Invalid, match="Customer's answer"):
        front.move("complaints", made, "close")


def test_time_in_which_the_customer_thought_does_not_count(front: Front) -> None:
    made = front.complain()
    front.move("complaints", made, "accept")
    front.told(made, "respond")
    front.now(MONDAY + 5 * DAY)
    front.move("complaints", made, "investigate")
    assert front.record("complaints", made)["resolve_due"] == MONDAY + 12 * DAY
    assert [p["reason"] for p in front.of(made, "pauses")] == ["answer"]


def test_turning_down_needs_a_ground_and_settles(front: Front) -> None:
    made = front.complain()
    told = {"contact_channel": "phone", "refuse_reason": "不是本店售出"}
    for missing in ({"refusal": None}, {"contact_channel": None}, {"refuse_reason": " "}):
        with pytest.raises(Invalid):
            front.move("complaints", made, "refuse", **{"refusal": "not_ours", **told, **missing})
    front.say(made, "in", said="人呢")
    front.move("complaints", made, "refuse", refusal="not_ours", **told)
    one = front.record("complaints", made)
    assert (one["status"], one["timing"], one["refusal"]) == ("refused", "settled", "not_ours")
    assert (one["tries"], one["waiting_since"], one["refuse_reason"]) == (1, None, "不是本店售出")
    last = front.of(made, "contacts")[-1]
    assert (last["direction"], last["channel"], last["said"]) == ("out", "phone", "不是本店售出")
    front.move("complaints", made, "reopen", reopen_reason="查到订单")
    assert front.record("complaints", made)["refusal"] is None


def test_too_old_is_what_happened_more_than_three_years_before(front: Front) -> None:
    told = {"refusal": "too_old", "contact_channel": "phone", "refuse_reason": "已过三年"}
    made = front.complain()
    with pytest.raises(Invalid, match="when it happened"):
        front.move("complaints", made, "refuse", **told)
    for day in (date(2026, 5, 1), date(2023, 5, 18)):
        front.save("complaints", made, {"happened_on": day})
        with pytest.raises(Invalid, match="not three years"):
            front.move("complaints", made, "refuse", **told)
    front.save("complaints", made, {"happened_on": date(2023, 5, 17)})
    front.move("complaints", made, "refuse", **told)
    assert front.record("complaints", made)["status"] == "refused"


def test_what_is_dealt_with_today_needs_all_that_a_close_needs(front: Front) -> None:
    front.now(MONDAY + DAY / 24)
    values = {
        "received_at": MONDAY,
        "done_on": date(2026, 5, 18),
        "cause": "漏",
        "remedy": "退款",
        "answer": "accepted",
    }
    said = {"validity": "founded", "remedy_kind": "goodwill"}
    assert front.record("complaints", front.complain(**values))["status"] == "responded"
    assert front.record("complaints", front.complain(**values, **said))["status"] == "closed"
    booked = front.complain(**values, **said | {"remedy_kind": "refund"})
    assert front.record("complaints", booked)["status"] == "responded", "a refund is a record of its own"


def test_what_was_dealt_with_before_it_was_entered_comes_in_settled(front: Front) -> None:
    before = {"received_at": MONDAY - 40 * DAY, "done_on": date(2026, 4, 10)}
    made = front.complain(**before, cause="漏", remedy="补寄", answer="accepted")
    one = front.record("complaints", made)
    assert (one["status"], one["timing"], one["next_due"]) == ("closed", "settled", None)
    assert (one["first_kept"], one["resolve_kept"]) == ("unknown", "kept"), "nobody said when the first reply came"
    assert (one["breached_at"], one["overran"]) == (None, False)
    half = front.record("complaints", front.complain(**before, remedy="补寄"))
    assert (half["status"], half["timing"]) == ("responded", "settled")


@pytest.mark.parametrize(("state", "stamp"), [("closed", "closed_at"), ("refused", "refused_at")])
def test_an_old_complaint_from_a_file_keeps_its_state(front: Front, state: str, stamp: str) -> None:
    values = {"channel": "phone", "category": "service", "description": "旧账", "received_at": MONDAY - 40 * DAY}
    made = front.shop.change(
        lambda uow: records.save(uow, "complaints", None, {**values, "status": state}, brought=True)
    )
    one = front.record("complaints", made)
    assert (one["status"], one["timing"], one["next_due"]) == (state, "settled", None)
    assert one[stamp] is not None and one["done_on"] == date(2026, 4, 8)
    assert (one["first_kept"], one["resolve_kept"]) == ("unknown", "unknown"), "no day was given"


def test_an_unknown_first_reply_is_known_once_somebody_writes_it_down(front: Front) -> None:
    before = {"received_at": MONDAY - 40 * DAY, "done_on": date(2026, 4, 10)}
    made = front.complain(**before, cause="漏", remedy="补寄", answer="accepted")
    front.say(made, at=MONDAY)
    assert front.record("complaints", made)["first_kept"] == "unknown", "a word after the end is not the first reply"
    front.say(made, at=MONDAY - 40 * DAY + HOUR)
    assert front.record("complaints", made)["first_kept"] == "kept"


def test_what_is_dealt_with_on_the_spot_was_answered_then(front: Front) -> None:
    front.now(MONDAY + HOUR)
    made = front.complain(received_at=MONDAY, done_on=date(2026, 5, 18), remedy="退款")
    assert front.record("complaints", made)["first_kept"] == "kept"
    late = front.complain(received_at=MONDAY - 3 * DAY, done_on=date(2026, 5, 18), remedy="退款")
    assert front.record("complaints", late)["first_kept"] == "unknown"


def test_an_old_complaint_is_reopened_with_promises_of_a_second_turn(front: Front) -> None:
    values = {"channel": "phone", "category": "service", "description": "旧账", "received_at": MONDAY - 40 * DAY}
    made = front.shop.change(
        lambda uow: records.save(uow, "complaints", None, {**values, "status": "closed"}, brought=True)
    )
    front.move("complaints", made, "reopen", reopen_reason="客户再来电")
    assert sorted(front.clocks(made)) == [("first_reply", 2), ("resolve", 2)]
    assert front.record("complaints", made)["first_kept"] == "unknown"


def test_only_a_complaint_on_which_nothing_was_done_is_voided(front: Front) -> None:
    made, done = front.complain(), front.complain()
    front.resolve(done)
    front.shop.change(lambda uow: records.void(uow, "complaints", made, "重复登记"))
    with pytest.raises(NotAllowed):
        front.shop.change(lambda uow: records.void(uow, "complaints", done, "不想要"))

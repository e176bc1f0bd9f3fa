"""Repeats, the moves as a whole, and what a complaint leads to."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UserError
from app.models.registry import Registry
from app.services import complaint_repeats, links, transitions
from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


def test_the_same_customer_within_ninety_days_is_counted_also_when_entered_out_of_order(front: Front) -> None:
    phone = {"customer_phone": "13800001234"}
    last = front.complain(**phone)
    middle = front.complain(**phone, received_at=MONDAY - 10 * DAY)
    old = front.complain(**phone, received_at=MONDAY - 95 * DAY)
    other = front.complain(customer_phone="13800009999")
    assert [front.record("complaints", i)["earlier"] for i in (old, middle, last, other)] == [0, 1, 1, 0]


def test_three_about_one_product_within_thirty_days_are_said(front: Front) -> None:
    product = front.product("A", 5)
    made = [front.complain(product_id=product, received_at=MONDAY - n * DAY) for n in (40, 20, 5, 0)]
    assert [front.record("complaints", i)["same_product"] for i in made] == [1, 2, 2, 3]
    with front.shop.read() as reader:
        [found] = complaint_repeats.beside(reader, reader.record("complaints", made[-1]))
    assert found.loud and found.count == 3 and "3 within 30 days" in str(found.words)


# the machine as a whole

MOVES = ("accept", "acknowledge", "investigate", "respond", "close", "refuse", "reopen", "pause", "resume", "say")
ASKED: dict[str, dict[str, Any]] = {
    "acknowledge": {"contact_channel": "chat", "said": "收到"},
    "respond": {"contact_channel": "chat", "said": "补寄"},
    "refuse": {"refusal": "other", "contact_channel": "chat", "refuse_reason": "x"},
    "reopen": {"reopen_reason": "x"},
    "pause": {"pause_for": "goods"},
    "resume": {"reason": "x"},
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 60)), min_size=1, max_size=14))
def test_no_course_of_moves_closes_with_a_clock_running_or_loses_an_overrun(
    front: Front, course: list[tuple[str, int]]
) -> None:
    front.now(MONDAY)
    made = front.complain(validity="partly", cause="x", remedy_kind="explained", remedy="x", answer="accepted")
    now, breached = MONDAY, None
    for move, hours in course:
        now += hours * HOUR
        front.now(now)
        try:
            front.say(made) if move == "say" else front.move("complaints", made, move, **ASKED.get(move, {}))
        except UserError:
            continue
        one, held = front.record("complaints", made), front.clocks(made)
        running = [c for c in held.values() if c.state == "running"]
        assert one["next_due"] == min((c.due_at for c in running), default=None)
        assert (one["timing"] == "settled") == all(c.state == "stopped" for c in held.values())
        if one["status"] in ("closed", "refused"):
            assert one["timing"] == "settled"
        assert breached is None or one["breached_at"] == breached
        breached = one["breached_at"]
        assert max(turn for _, turn in held) == one["reopened"] + 1
        if one["status"] == "reopened":
            front.save("complaints", made, {"answer": "accepted"})


def test_the_moves_are_those_of_the_standard(registry: Registry) -> None:
    register = registry["complaints"]
    pairs = {(s, t.target) for t in register.transitions if t.field == "status" for s in t.sources}
    assert ("received", "closed") not in pairs and ("investigating", "closed") not in pairs
    assert {s for s, t in pairs if t == "closed"} == {"responded"}
    assert {s for s, t in pairs if t == "reopened"} == {"closed", "refused"}
    assert transitions.available(register, {"voided_at": MONDAY}, "owner") == ()


# what it leads to


def test_one_step_opens_a_rectification_a_risk_or_a_training_and_they_stay_linked(front: Front) -> None:
    owner = front.save("staff", None, {"name": "周建国"})
    told = {"description": "陈渊说：盖子漏", "cause": "陈渊家地址写错", "wants": "退给陈渊"}
    made = front.complain(product_id=front.product("A", 5), handler_id=owner, confidential=True, **told)
    number = front.record("complaints", made)["number"]
    asked: dict[str, dict[str, Any]] = {
        "rectification": {"requirement": "换瓶盖", "deadline": date(2026, 6, 1)},
        "risk": {},
        "training": {},
    }
    for name, more in asked.items():
        opened = front.shop.change(lambda uow, n=name, m=more: links.open_from(uow, "complaints", made, n, m))  # type: ignore[misc]
        opens = links.opens_of(front.shop.registry["complaints"], name)
        one = front.record(opens.register, opened)
        assert one["owner_id"] == owner and "商品A" in one["title"]
        assert number in str(one) and "陈渊" not in str(one), "it names the complaint, never what was said in it"
    with front.shop.read() as reader:
        found = {x.register for x in links.linked(reader, "complaints", made)}
    assert found == {"rectifications", "risks", "training_sessions"}


def test_an_order_and_a_complaint_fill_the_forms_that_follow_from_them(front: Front) -> None:
    order = front.order((front.product("A", 5), 1), platform="taobao")
    with front.shop.read() as reader:
        assert links.prefilled(reader, "orders", order, "complaint")["order_id"] == order
    made = front.complain(order_id=order, wants="退款")
    with front.shop.read() as reader:
        start = links.prefilled(reader, "complaints", made, "remedy")
    assert (start["order_id"], start["complaint_id"], start["told"]) == (order, made, "退款")


def test_a_masked_buyer_who_complains_of_the_same_order_again_is_the_same_customer(front: Front) -> None:
    goods = front.product("M", 10)
    one, other = (front.order((goods, 1), buyer_name="周*", phone="138****0030") for _ in range(2))
    first, again, elsewhere = (front.complain(order_id=o) for o in (one, one, other))
    assert [front.record("complaints", i)["earlier"] for i in (first, again, elsewhere)] == [0, 1, 0]

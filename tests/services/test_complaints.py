"""Complaints: states after GB/T 19012, clocks beside them, what a close needs, confidentiality, repeats."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import fixed
from app.core.errors import Invalid, NotAllowed, UserError
from app.models.registry import Registry
from app.services import complaint_clocks, complaint_figures, complaint_repeats, complaints, links, records, transitions
from app.services import settings as shop_settings
from app.store.audit import Actor
from app.store.shop import Shop
from app.store.view import View
from tests.conftest import KEY
from tests.services.conftest import Desk
from tests.services.remedies_desk import sent, start

MONDAY = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CLERK = Actor("clerk-uid", "赵敏", "clerk")


class Front(Desk):
    """The services' desk with a clock that is set by hand, and verbs for complaints."""

    def now(self, at: datetime) -> None:
        self.shop.clock = fixed(at)

    def complain(self, **more: Any) -> int:
        values = {"channel": "chat", "category": "quality", "description": "瓶盖漏了", **more}
        return self.save("complaints", None, values)

    def say(self, complaint: int, direction: str = "out", **more: Any) -> None:
        contact = {"direction": direction, "channel": "chat", "said": "您好，已收到", **more}
        self.shop.change(lambda uow: complaints.log_contact(uow, complaint, contact))

    def told(self, complaint: int, move: str) -> None:
        self.move("complaints", complaint, move, contact_channel="phone", said="已电话说明")

    def fill(self, complaint: int, **more: Any) -> None:
        self.save(
            "complaints", complaint, {"cause": "瓶盖模具磨损", "remedy": "补寄一瓶", "answer": "satisfied", **more}
        )

    def resolve(self, complaint: int) -> None:
        if self.record("complaints", complaint)["status"] == "received":
            self.move("complaints", complaint, "accept")
        self.told(complaint, "respond")
        self.fill(complaint)
        self.move("complaints", complaint, "close")

    def clocks(self, complaint: int) -> dict[tuple[str, int], Any]:
        with self.shop.read() as reader:
            return {(c.kind, c.turn): c for c in complaint_clocks.of(reader, complaint)}

    def of(self, complaint: int, name: str) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines("complaints", complaint, name)

    def roll(self) -> int:
        return self.shop.change(complaint_clocks.roll)

    def clerk(self) -> Front:
        return Front(Shop(self.shop.db, KEY, CLERK, self.shop.registry, self.shop.clock))


@pytest.fixture
def front(shop: Shop) -> Front:
    made = Front(shop)
    made.now(MONDAY)
    return made


# what is copied


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


# clocks


def test_the_promise_runs_from_when_it_was_received(front: Front) -> None:
    made = front.complain(received_at=MONDAY - 3 * HOUR)
    one = front.record("complaints", made)
    assert one["first_due"] == one["next_due"] == MONDAY + 21 * HOUR
    assert one["resolve_due"] == MONDAY - 3 * HOUR + 7 * DAY and one["authority_due"] is None
    assert (one["status"], one["timing"], one["authority_state"]) == ("received", "running", "none")


def test_settings_give_the_length(front: Front) -> None:
    wanted = {shop_settings.FIRST_REPLY.key: 2, shop_settings.RESOLVE.key: 3}
    front.shop.change(lambda uow: shop_settings.put(uow, wanted))
    one = front.record("complaints", front.complain())
    assert (one["first_due"], one["resolve_due"]) == (MONDAY + 2 * HOUR, MONDAY + 3 * DAY)


def test_the_first_word_to_the_customer_stops_the_first_clock(front: Front) -> None:
    made = front.complain(received_at=MONDAY - 5 * HOUR)
    front.say(made, "in", said="怎么还没人理")
    assert front.record("complaints", made)["first_due"] is not None
    front.say(made, at=MONDAY - HOUR)
    one = front.record("complaints", made)
    assert one["first_due"] is None and one["next_due"] == one["resolve_due"] and one["tries"] == 1
    assert (one["status"], one["acknowledged_at"]) == ("acknowledged", MONDAY - HOUR)
    assert front.clocks(made)["first_reply", 1].stopped_at == MONDAY - HOUR
    kept = front.of(made, "contacts")
    assert [(c["direction"], c["recorded_at"]) for c in kept] == [("in", MONDAY), ("out", MONDAY)]


def test_a_contact_in_the_future_or_without_words_is_refused(front: Front) -> None:
    made = front.complain()
    for wrong in ({"at": MONDAY + HOUR}, {"said": "  "}, {"channel": "smoke"}):
        with pytest.raises(Invalid):
            front.say(made, **wrong)
    assert front.of(made, "contacts") == []


def test_a_customer_who_wrote_again_waits(front: Front) -> None:
    made = front.complain()
    front.say(made)
    front.now(MONDAY + HOUR)
    front.say(made, "in", said="还是不行")
    front.now(MONDAY + 2 * HOUR)
    front.say(made, "in", said="在吗")
    one = front.record("complaints", made)
    assert (one["waiting_since"], one["waiting_due"]) == (MONDAY + HOUR, MONDAY + 25 * HOUR)
    front.say(made)
    assert front.record("complaints", made)["waiting_since"] is None


def test_an_overrun_is_found_by_rolling_and_stays_when_answered_and_reopened(front: Front) -> None:
    made = front.complain()
    front.now(MONDAY + 30 * HOUR)
    assert front.record("complaints", made)["breached_at"] is None
    assert (front.roll(), front.roll()) == (1, 0)
    due = MONDAY + 24 * HOUR
    assert front.record("complaints", made)["breached_at"] == due
    front.say(made, at=MONDAY + HOUR)
    front.resolve(made)
    front.move("complaints", made, "reopen", reopen_reason="又漏了")
    one = front.record("complaints", made)
    assert one["breached_at"] == due and one["first_due"] == MONDAY + 54 * HOUR
    assert front.clocks(made)["first_reply", 1].breached_at == due
    assert front.clocks(made)["first_reply", 2].breached_at is None


def test_the_next_write_finds_an_overrun_too(front: Front) -> None:
    made = front.complain()
    front.now(MONDAY + 30 * HOUR)
    front.say(made)
    assert front.record("complaints", made)["breached_at"] == MONDAY + 24 * HOUR


def test_paused_the_clock_does_not_run_and_is_not_overrun(front: Front) -> None:
    made = front.complain()
    front.say(made)
    front.move("complaints", made, "pause", pause_for="goods", reason="等买家寄回")
    one = front.record("complaints", made)
    assert (one["timing"], one["resolve_due"], one["next_due"]) == ("paused", None, None)
    front.now(MONDAY + 20 * DAY)
    assert front.roll() == 0
    front.move("complaints", made, "resume", reason="货到了")
    one = front.record("complaints", made)
    assert (one["timing"], one["resolve_due"], one["breached_at"]) == ("running", MONDAY + 27 * DAY, None)
    [pause] = front.of(made, "pauses")
    assert (pause["from_at"], pause["to_at"], pause["why"]) == (MONDAY, MONDAY + 20 * DAY, "等买家寄回; 货到了")
    assert pause["reason"] == "goods" and pause["by"] == "林晓"


def test_a_pause_needs_its_reason_and_a_clock_that_runs(front: Front) -> None:
    made = front.complain()
    with pytest.raises(Invalid):
        front.move("complaints", made, "pause")
    with pytest.raises(NotAllowed):
        front.move("complaints", made, "pause", pause_for="goods", clock="mediation")
    with pytest.raises(NotAllowed):
        front.move("complaints", made, "resume", reason="x")


def test_two_clocks_pause_apart(front: Front) -> None:
    made = front.complain(channel="12315", authority_no="1330100002026051800001")
    front.move("complaints", made, "pause", pause_for="testing", clock="authority")
    front.move("complaints", made, "pause", pause_for="goods", clock="resolve")
    front.now(MONDAY + DAY)
    front.move("complaints", made, "resume", reason="到货", clock="resolve")
    one = front.record("complaints", made)
    assert one["timing"] == "paused" and one["resolve_due"] == MONDAY + 8 * DAY and one["authority_due"] is None


# the authority


def test_the_authoritys_term_is_seven_working_days_after_its_notice(front: Front) -> None:
    made = front.complain(channel="12315", authority_notified_on=date(2026, 5, 15))
    one = front.record("complaints", made)
    assert one["authority_state"] == "open"
    assert one["authority_due"] == datetime(2026, 5, 26, 15, 59, 59, tzinfo=UTC)


def test_the_date_in_the_letter_goes_before_and_can_come_later(front: Front) -> None:
    made = front.complain(channel="12315")
    front.save("complaints", made, {"authority_due_on": date(2026, 5, 20)})
    assert front.record("complaints", made)["authority_due"] == datetime(2026, 5, 20, 15, 59, 59, tzinfo=UTC)
    front.save("complaints", made, {"authority_due_on": None})
    assert front.clocks(made)["authority", 1].term.amount == 7


def test_mediation_adds_its_own_clock_and_brings_an_answered_authority_back(front: Front) -> None:
    made = front.complain(channel="12315")
    front.move("complaints", made, "answer_authority", at=MONDAY, authority_result="已书面答复")
    assert front.record("complaints", made)["authority_due"] is None
    front.save("complaints", made, {"mediation_on": date(2026, 5, 18)})
    one = front.record("complaints", made)
    assert one["authority_state"] == "answered" and one["authority_due"] == datetime(
        2026, 7, 17, 15, 59, 59, tzinfo=UTC
    )
    front.move("complaints", made, "end_authority", at=MONDAY, authority_result="达成调解")
    assert front.record("complaints", made)["authority_due"] is None


def test_an_authority_that_writes_again_sets_a_term_anew_beside_the_old(front: Front) -> None:
    made = front.complain(channel="12315", authority_due_on=date(2026, 5, 20))
    front.move("complaints", made, "answer_authority", at=MONDAY, authority_result="已答复")
    front.now(MONDAY + 3 * DAY)
    front.save("complaints", made, {"authority_due_on": date(2026, 6, 1)})
    one, held = front.record("complaints", made), front.clocks(made)
    assert (one["authority_state"], one["authority_due"]) == ("open", datetime(2026, 6, 1, 15, 59, 59, tzinfo=UTC))
    assert held["authority", 1].stopped_at == MONDAY and held["authority", 2].started_at == MONDAY
    front.save("complaints", made, {"authority_due_on": date(2026, 6, 3)})
    assert sorted(t for k, t in front.clocks(made) if k == "authority") == [1, 2]
    front.save("complaints", made, {"received_at": MONDAY - HOUR})
    assert front.record("complaints", made)["authority_due"] == datetime(2026, 6, 3, 15, 59, 59, tzinfo=UTC)


def test_a_close_waits_for_the_authority(front: Front) -> None:
    made = front.complain(channel="12315")
    front.move("complaints", made, "accept")
    front.told(made, "respond")
    front.fill(made)
    with pytest.raises(NotAllowed, match="authority's term"):
        front.move("complaints", made, "close")
    front.move("complaints", made, "answer_authority", at=MONDAY, authority_result="已答复")
    front.move("complaints", made, "close")
    assert front.record("complaints", made)["timing"] == "settled"


def test_a_channel_that_was_mistyped_takes_its_clock_along(front: Front) -> None:
    made = front.complain(channel="12315")
    front.save("complaints", made, {"channel": "phone"})
    one = front.record("complaints", made)
    assert (one["authority_state"], one["authority_due"]) == ("none", None)
    assert ("authority", 1) not in front.clocks(made)


def test_an_overrun_of_the_authoritys_term_outlives_a_correction(front: Front) -> None:
    made = front.complain(channel="12315")
    front.now(MONDAY + 20 * DAY)
    front.save("complaints", made, {"channel": "phone"})
    clock = front.clocks(made)["authority", 1]
    assert clock.breached_at is not None and clock.stopped_at is not None


def test_a_12315_number_is_on_record_once(front: Front) -> None:
    front.complain(channel="12315", authority_no="13301")
    with pytest.raises(Invalid):
        front.complain(channel="12315", authority_no="13301")


# closing


@pytest.mark.parametrize("missing", ["cause", "remedy", "answer"])
def test_a_close_needs_cause_remedy_and_the_customers_answer(front: Front, missing: str) -> None:
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
    with pytest.raises(Invalid):
        front.move("complaints", made, "refuse", refuse_reason="x")
    front.move("complaints", made, "refuse", refusal="not_ours", refuse_reason="不是本店售出")
    one = front.record("complaints", made)
    assert (one["status"], one["timing"], one["refusal"]) == ("refused", "settled", "not_ours")
    front.move("complaints", made, "reopen", reopen_reason="查到订单")
    assert front.record("complaints", made)["refusal"] is None


def test_what_was_dealt_with_before_it_was_entered_comes_in_settled(front: Front) -> None:
    before = {"received_at": MONDAY - 40 * DAY, "done_on": date(2026, 4, 10)}
    made = front.complain(**before, cause="漏", remedy="补寄", answer="accepted")
    one = front.record("complaints", made)
    assert (one["status"], one["timing"], one["next_due"]) == ("closed", "settled", None)
    assert one["breached_at"] == MONDAY - 39 * DAY  # one day was promised, two were taken
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


def test_only_a_complaint_on_which_nothing_was_done_is_voided(front: Front) -> None:
    made, done = front.complain(), front.complain()
    front.resolve(done)
    front.shop.change(lambda uow: records.void(uow, "complaints", made, "重复登记"))
    with pytest.raises(NotAllowed):
        front.shop.change(lambda uow: records.void(uow, "complaints", done, "不想要"))


# confidentiality


def test_a_confidential_complaint_shows_nobody_who_made_it(front: Front) -> None:
    order = front.order((front.product("A", 5), 1), buyer_name="陈渊", phone="13800001234", buyer_nick="cy")
    made = front.complain(order_id=order, confidential=True)
    one = front.record("complaints", made)
    assert one["customer_name"] is one["customer_phone"] is one["customer_id"] is None
    with front.shop.read() as reader:
        assert reader.find("陈渊", registers=["complaints"]) == []
        assert reader.ids(View("complaints", search="13800001234")) == []
    seen = front.shop.change(lambda uow: complaints.who_complained(uow, made, "回电"))
    assert (seen["name"], seen["phone"]) == ("陈渊", "13800001234")
    with front.shop.read() as reader:
        event = reader.timeline("complaints", made)[0]
    assert (event.action, event.reason) == ("reveal", "回电")


def test_only_the_owner_asks_and_only_the_owner_lifts_it(front: Front) -> None:
    made = front.complain(customer_name="陈渊", customer_phone="13800001234", confidential=True)
    clerk = front.clerk()
    with pytest.raises(NotAllowed):
        clerk.shop.change(lambda uow: complaints.who_complained(uow, made, "回电"))
    with pytest.raises(NotAllowed):
        clerk.save("complaints", made, {"confidential": False})
    clerk.save("complaints", made, {"wants": "退款"})
    clerk.shop.close()
    with pytest.raises(UserError):
        front.shop.change(lambda uow: complaints.who_complained(uow, made, " "))
    front.save("complaints", made, {"confidential": False})
    assert front.record("complaints", made)["customer_name"] == "陈渊"


def test_making_it_confidential_later_hides_what_was_shown_and_takes_it_out_of_the_search(front: Front) -> None:
    made = front.complain(customer_name="陈渊", customer_phone="13800001234")
    front.save("complaints", made, {"confidential": True})
    assert front.record("complaints", made)["customer_name"] is None
    with front.shop.read() as reader:
        assert reader.ids(View("complaints", search="陈渊")) == []
    front.save("complaints", made, {"customer_phone": "13800005678"})
    one = front.record("complaints", made)
    assert (one["customer_phone"], one["known_phone"], one["known_name"]) == (None, "13800005678", "陈渊")


# repeats


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
    "refuse": {"refusal": "other", "refuse_reason": "x"},
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
    made = front.complain(cause="x", remedy="x", answer="accepted")
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
    made = front.complain(product_id=front.product("A", 5), handler_id=owner)
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


# figures


def test_figures_count_what_is_not_written_down_yet_and_name_the_exceptions(front: Front) -> None:
    late, kept, fresh = (front.complain(received_at=MONDAY - n * HOUR) for n in (30, 20, 1))
    front.say(kept)
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31))
    share = found.share("first_kept")
    assert (share.hits, share.total, share.percent) == (1, 2, 50.0)
    assert share.exceptions.ids == (late,) and fresh not in (share.exceptions.ids or ())
    assert (found.received, found.still_open) == (3, 3)
    front.roll()
    front.say(late)
    with front.shop.read() as reader:
        again = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31)).share("first_kept")
        assert (again.hits, again.total, again.exceptions.ids) == (1, 2, (late,))
        assert reader.count(again.population) == 2


def test_figures_are_of_their_period_and_leave_out_what_was_voided(front: Front) -> None:
    product = front.product("A", 5)
    for days in (0, 1, 40):
        front.complain(product_id=product, received_at=MONDAY - days * DAY, customer_phone="13800001234")
    gone = front.complain(product_id=product)
    front.shop.change(lambda uow: records.void(uow, "complaints", gone, "重复登记"))
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31))
        assert found.received == 2
        [slice_] = found.slices["product_id"]
        assert (slice_.count, slice_.words, reader.count(slice_.view)) == (2, "商品A", 2)
        repeated = found.share("repeated")
        assert (repeated.hits, reader.count(repeated.exceptions)) == (2, 2)
        empty = complaint_figures.analyse(reader, date(2020, 1, 1), date(2020, 1, 31))
        assert empty.received == 0 and empty.share("first_kept").percent is None and empty.satisfaction.mean is None
        assert complaint_figures.span(reader, None, None) == (date(2026, 4, 8), date(2026, 5, 18))


def test_satisfaction_is_the_mean_of_the_answers(front: Front) -> None:
    for stars in (5, 2, None):
        front.complain(satisfaction=stars)
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31)).satisfaction
        assert found.mean == 3.5 and reader.count(found.exceptions) == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_a_period_is_cut_without_gaps_and_overlaps(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    parts = complaint_figures.stretches(start, end)
    assert parts[0][0] == start and parts[-1][1] == end
    assert all(b + timedelta(days=1) == c for (_, b), (c, _) in pairwise(parts))
    assert all(a <= b for a, b in parts) and len(parts) <= 31


def test_what_remedies_paid_and_did_is_told_to_the_complaint(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "grant")
    front.resolve(made)
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"]) == (None, False, True)
    front.move("remedies", remedy, "settle", payment_method="微信")
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"]) == (1000, True, False)
    front.move("remedies", remedy, "reverse", reverse_reason="打错人")
    one = front.record("complaints", made)
    assert (one["refunded"], one["carried_out"], one["undone"]) == (None, False, True)


def test_what_was_typed_by_hand_stays_where_a_remedy_came_to_nothing(front: Front) -> None:
    order = sent(front, (front.product("A", 10), 3))
    made = front.complain(order_id=order)
    remedy = start(front, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=made)
    front.move("remedies", remedy, "refuse", refuse_basis="other", refuse_reason="重复")
    assert front.record("complaints", made)["refunded"] is None
    assert front.record("complaints", made)["carried_out"] is False

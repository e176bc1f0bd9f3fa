"""The clocks of the shop's own promise: begun, stopped, paused, overrun."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from app.core.errors import Invalid, NotAllowed, UserError
from app.models.registers.complaints import ComplaintClock
from app.services import complaint_clocks, complaints
from app.services import settings as shop_settings
from app.services.tables import table
from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


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
        front.move("complaints", made, "pause", pause_for="testing", clock="mediation")
    with pytest.raises(NotAllowed):
        front.move("complaints", made, "resume", reason="x")


def test_a_pause_without_a_clock_named_is_of_the_shops_own_promise(front: Front) -> None:
    made = front.complain(channel="12315", mediation_on=date(2026, 5, 18))
    front.say(made)
    due = front.record("complaints", made)["authority_due"]
    front.move("complaints", made, "pause", pause_for="testing")
    one, held = front.record("complaints", made), front.clocks(made)
    assert {k for (k, _), c in held.items() if c.state == "paused"} == {"resolve"}
    assert one["authority_due"] == due and one["resolve_due"] is None and one["next_due"] == due


@pytest.mark.parametrize("clock", ["authority", "first_reply"])
def test_the_authoritys_term_and_the_first_reply_never_pause(front: Front, clock: str) -> None:
    made = front.complain(channel="12315")
    for reason in ("testing", "goods"):
        with pytest.raises(UserError):
            front.move("complaints", made, "pause", pause_for=reason, clock=clock)
        complaint = front.record("complaints", made)
        with pytest.raises(NotAllowed, match="not the shop's to stop"):
            front.shop.change(
                lambda uow, c=complaint, r=reason: complaints.EFFECTS["complaints", "pause"](
                    uow, c, {"clock": clock, "pause_for": r}
                )
            )
    assert all(c.state == "running" for c in front.clocks(made).values())


def test_mediation_pauses_for_testing_alone(front: Front) -> None:
    made = front.complain(channel="12315", mediation_on=date(2026, 5, 18))
    with pytest.raises(Invalid, match="tested or inspected"):
        front.move("complaints", made, "pause", pause_for="papers", clock="mediation")
    front.move("complaints", made, "pause", pause_for="testing", clock="mediation")
    front.now(MONDAY + 10 * DAY)
    front.move("complaints", made, "resume", reason="报告已出", clock="mediation")
    assert front.clocks(made)["mediation", 1].due_at == datetime(2026, 7, 27, 15, 59, 59, tzinfo=UTC)


def test_two_clocks_pause_apart(front: Front) -> None:
    made = front.complain(channel="12315", mediation_on=date(2026, 5, 18))
    front.move("complaints", made, "pause", pause_for="testing", clock="mediation")
    front.move("complaints", made, "pause", pause_for="goods", clock="resolve")
    front.now(MONDAY + DAY)
    front.move("complaints", made, "resume", reason="到货", clock="resolve")
    one = front.record("complaints", made)
    assert one["timing"] == "paused" and one["resolve_due"] == MONDAY + 8 * DAY and one["authority_due"] is not None


def test_a_years_holidays_that_are_published_later_move_what_runs(front: Front) -> None:
    made = front.complain(channel="12315", authority_notified_on=date(2026, 5, 15))
    due = front.record("complaints", made)["authority_due"]
    early = due - 2 * DAY
    stale = update(table(ComplaintClock)).where(table(ComplaintClock).c.kind == "authority").values(due_at=early)
    front.shop.change(lambda uow: uow.connection.execute(stale))
    front.now(early + HOUR)
    front.roll()
    one = front.record("complaints", made)
    assert one["authority_due"] == due and front.clocks(made)["authority", 1].breached_at is None
    with front.shop.read() as reader:
        assert "recounted" in [e.action for e in reader.timeline("complaints", made)]
    before = front.record("complaints", made)["version"]
    front.roll()
    assert front.record("complaints", made)["version"] == before


def test_what_was_overrun_or_stopped_is_not_counted_anew(front: Front) -> None:
    made, done = (front.complain(channel="12315") for _ in range(2))
    front.move("complaints", done, "answer_authority", at=MONDAY, authority_result="已答复")
    front.now(MONDAY + 30 * DAY)
    front.roll()
    early = MONDAY - DAY
    stale = update(table(ComplaintClock)).where(table(ComplaintClock).c.kind == "authority").values(due_at=early)
    front.shop.change(lambda uow: uow.connection.execute(stale))
    assert front.shop.change(complaint_clocks.recount) == 0
    assert front.clocks(made)["authority", 1].due_at == front.clocks(done)["authority", 1].due_at == early

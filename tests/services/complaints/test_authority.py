"""The authority's term and mediation beside the shop's own promise."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.errors import Invalid, NotAllowed
from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


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

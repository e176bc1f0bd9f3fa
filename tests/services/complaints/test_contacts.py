"""Which clocks a contact stops that is written down late."""

from __future__ import annotations

from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


def test_an_old_contact_written_down_late_does_not_answer_a_reopened_complaint(front: Front) -> None:
    made = front.complain()
    front.resolve(made)
    front.now(MONDAY + 3 * DAY)
    front.move("complaints", made, "reopen", reopen_reason="补寄的又碎了")
    front.now(MONDAY + 3 * DAY + 2 * HOUR)
    front.say(made, at=MONDAY + DAY, said="前天电话里说过")
    assert front.clocks(made)["first_reply", 2].state == "running"
    assert front.record("complaints", made)["first_due"] is not None
    front.say(made, at=MONDAY + 3 * DAY + HOUR)
    assert front.clocks(made)["first_reply", 2].stopped_at == MONDAY + 3 * DAY + HOUR


def test_a_word_before_the_complaint_was_entered_answers_it(front: Front) -> None:
    made = front.complain(received_at=MONDAY)
    front.say(made, at=MONDAY - HOUR)
    assert front.clocks(made)["first_reply", 1].stopped_at == MONDAY

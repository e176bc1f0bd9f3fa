"""A timeline as it is read: the answers of one sitting are one entry, and nothing of the log is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.services.timelines import folded, folded_words
from app.store.reader import Event

NOW = datetime(2026, 5, 17, 8, tzinfo=UTC)


def answered(minute: int, item: int, user: str = "林晓", action: str = "answer") -> Event:
    extra = {"effects": {"answer": {"item": item}}}
    return Event(minute, NOW + timedelta(minutes=minute), user, action, "通道", (("score", 1, 2),), extra)


def test_the_answers_of_one_sitting_are_one_entry() -> None:
    events = [answered(m, item) for m, item in ((50, 9), (5, 4), (4, 2), (2, 2), (1, 1))]
    later, sitting = folded(events)
    assert later is events[0] and folded_words(later) is None
    assert (sitting.seq, sitting.at, sitting.changes) == (5, events[1].at, ())
    assert str(folded_words(sitting)) == "items 1–2, 4"


def test_a_long_sitting_is_one_entry_while_no_pause_lies_in_it() -> None:
    events = [answered(m, m) for m in range(120, 0, -20)]
    assert len(folded(events)) == 1


def test_others_and_other_actions_stand_for_themselves() -> None:
    events = [answered(4, 4, "何苗"), answered(3, 3), answered(2, 2, action="update"), answered(1, 1)]
    assert folded(events) == events

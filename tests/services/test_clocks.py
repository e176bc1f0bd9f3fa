"""Clocks: terms end where the law says, pauses push the end, an overrun stays whatever comes after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import workdays
from app.core.dates import business_date
from app.core.errors import NotAllowed
from app.services import clocks
from app.services.clocks import Clock, Term

TZ = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)  # a Friday, 14:00 on the shop's clock
DAY = Term("hours", 24)
HOURS = timedelta(hours=1)


def local(at: datetime) -> str:
    return at.astimezone(TZ).strftime("%Y-%m-%d %H:%M:%S")


def test_hours_run_by_the_clock() -> None:
    assert clocks.due_at(DAY, START, TZ) == START + 24 * HOURS


def test_seven_working_days_do_not_count_the_first_nor_rest_days() -> None:
    # Friday 15 May; Monday is the first of seven, Tuesday 26 the last.
    assert local(clocks.due_at(Term("workdays", 7), START, TZ)) == "2026-05-26 23:59:59"


def test_a_term_of_days_that_ends_on_a_holiday_ends_with_the_next_working_day() -> None:
    start = datetime(2026, 8, 2, 4, 0, tzinfo=UTC)  # sixty days later is 1 October
    assert workdays.known(2026)
    assert local(clocks.due_at(Term("days", 60), start, TZ)) == "2026-10-08 23:59:59"


def test_a_date_that_a_letter_gives_is_taken_as_it_stands() -> None:
    letter = Term("workdays", 0, date(2026, 5, 17))  # a Sunday
    assert local(clocks.due_at(letter, START, TZ)) == "2026-05-17 23:59:59"


def test_the_day_begins_at_midnight_in_the_shop() -> None:
    late = datetime(2026, 5, 17, 16, 30, tzinfo=UTC)  # Monday 00:30 in the shop
    assert local(clocks.due_at(Term("workdays", 1), late, TZ)) == "2026-05-19 23:59:59"


def test_a_pause_pushes_hours_by_its_length() -> None:
    clock = clocks.begin("resolve", DAY, START, TZ)
    clock = clocks.pause(clock, START + 5 * HOURS, "goods", "等退货", "林晓")
    assert clock.state == "paused" and clock.left(START + 500 * HOURS) == 19 * HOURS
    clock = clocks.resume(clock, START + 15 * HOURS, TZ, "到货")
    assert clock.due_at == START + 34 * HOURS and clock.overrun(START + 30 * HOURS) is None
    assert clock.pauses[0].why == "等退货; 到货" and clock.pauses[0].by == "林晓"


def test_days_of_testing_are_left_out_of_mediation() -> None:
    clock = clocks.begin("mediation", Term("days", 60), START, TZ)
    before = business_date(clock.due_at, TZ)
    clock = clocks.pause(clock, START + 24 * HOURS, "testing")
    clock = clocks.resume(clock, START + 24 * HOURS * 11, TZ)
    assert business_date(clock.due_at, TZ) == workdays.roll_forward(START.date() + timedelta(days=70)) > before


def test_working_days_that_were_paused_are_added() -> None:
    clock = clocks.begin("authority", Term("workdays", 7), START, TZ)
    clock = clocks.pause(clock, START + 72 * HOURS, "testing")  # Monday
    clock = clocks.resume(clock, START + 120 * HOURS, TZ)  # Wednesday
    assert local(clock.due_at) == "2026-05-28 23:59:59"


def test_an_answer_in_time_keeps_the_term_though_it_was_written_down_late() -> None:
    clock = clocks.begin("first_reply", DAY, START, TZ)
    clock = clocks.settled(clocks.stop(clock, START + 23 * HOURS, TZ), START + 50 * HOURS)
    assert clock.breached_at is None


def test_an_overrun_that_is_on_record_stays_after_a_late_answer_an_early_one_and_a_pause() -> None:
    broken = clocks.settled(clocks.begin("first_reply", DAY, START, TZ), START + 25 * HOURS)
    due = START + 24 * HOURS
    assert broken.breached_at == due
    for later in (
        clocks.stop(broken, START + 30 * HOURS, TZ),
        clocks.stop(broken, START + 2 * HOURS, TZ),
        clocks.resume(clocks.pause(broken, START + 26 * HOURS, "goods"), START + 99 * HOURS, TZ),
        clocks.retimed(broken, Term("hours", 240), START + HOURS, TZ, START + 26 * HOURS),
    ):
        assert later.breached_at == due and later.overrun(START) == due


def test_a_pause_after_the_end_does_not_hide_the_overrun() -> None:
    clock = clocks.pause(clocks.begin("resolve", DAY, START, TZ), START + 25 * HOURS, "goods")
    assert clock.breached_at == START + 24 * HOURS


def test_what_does_not_run_is_not_paused_and_what_is_not_paused_does_not_resume() -> None:
    clock = clocks.begin("resolve", DAY, START, TZ)
    with pytest.raises(NotAllowed):
        clocks.resume(clock, START, TZ)
    with pytest.raises(NotAllowed):
        clocks.pause(clocks.pause(clock, START, "goods"), START, "goods")
    with pytest.raises(NotAllowed):
        clocks.pause(clocks.stop(clock, START, TZ), START, "goods")


def test_a_clock_that_runs_on_does_not_count_the_time_in_which_it_stood() -> None:
    clock = clocks.stop(clocks.begin("resolve", DAY, START, TZ), START + 10 * HOURS, TZ)
    clock = clocks.restart(clock, START + 60 * HOURS, TZ, "answer", "林晓")
    assert clock.state == "running" and clock.due_at == START + 74 * HOURS
    assert clock.left(START + 60 * HOURS) == 14 * HOURS


def test_a_stopped_clock_is_not_timed_anew() -> None:
    clock = clocks.stop(clocks.begin("resolve", DAY, START, TZ), START + HOURS, TZ)
    assert clocks.retimed(clock, Term("hours", 1), START, TZ, START) is clock


def test_the_share_left_falls_from_one_to_nothing() -> None:
    clock = clocks.begin("resolve", DAY, START, TZ)
    shares = [clock.share_left(START + n * HOURS) for n in (0, 6, 18, 24, 40)]
    assert shares == [1.0, 0.75, 0.25, 0.0, 0.0]


terms = st.one_of(
    st.builds(lambda n: Term("hours", n), st.integers(1, 500)),
    st.builds(lambda n: Term("days", n), st.integers(1, 90)),
    st.builds(lambda n: Term("workdays", n), st.integers(1, 30)),
)
steps = st.lists(
    st.tuples(st.sampled_from(("pause", "resume", "stop", "restart", "look")), st.integers(0, 200)), max_size=12
)


@given(terms, steps)
def test_whatever_happens_an_overrun_is_never_taken_off_and_pauses_only_give_time(
    term: Term, course: list[tuple[str, int]]
) -> None:
    clock = clocks.begin("resolve", term, START, TZ)
    first_due, now = clock.due_at, START
    for step, hours in course:
        now += hours * HOURS
        was = clock.overrun(now)
        try:
            clock = _made(clock, step, now)
        except NotAllowed:
            continue
        assert clock.due_at >= first_due
        if was is not None:
            assert clock.overrun(now) == was and clock.breached_at == was
        assert clocks.due_at(clock.term, clock.started_at, TZ, clock.pauses) == clock.due_at
        ended = [p for p in clock.pauses if p.to_at is not None]
        assert len(clock.pauses) - len(ended) == (clock.state == "paused")
        assert all(p.from_at <= p.to_at for p in ended if p.to_at is not None)
        assert all(
            a.to_at is not None and a.to_at <= b.from_at for a, b in zip(clock.pauses, clock.pauses[1:], strict=False)
        )


def _made(clock: Clock, step: str, now: datetime) -> Clock:
    match step:
        case "pause":
            return clocks.pause(clock, now, "goods")
        case "resume":
            return clocks.resume(clock, now, TZ)
        case "stop":
            return clocks.settled(clocks.stop(clock, now, TZ), now)
        case "restart":
            return clocks.restart(clocks.settled(clock, now), now, TZ, "answer")
    return clocks.settled(clock, now)


@given(terms, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_rows_give_back_the_same_clock(term: Term, start: int, paused: int, back: int) -> None:
    clock = clocks.pause(clocks.begin("resolve", term, START, TZ), START + start * HOURS, "goods", None, "林晓")
    clock = clocks.resume(clock, START + (start + paused) * HOURS, TZ, "到")
    clock = clocks.pause(clock, START + (start + paused + back) * HOURS, "testing")
    clock_rows, pause_rows = clocks.to_rows([clock])
    stored = [{"id": 7, **row} for row in clock_rows]
    pauses = [{"id": at, **row} for at, row in enumerate(pause_rows, 1)]
    [again] = clocks.from_rows(stored, pauses)
    assert again.id == 7 and [p.id for p in again.pauses] == [1, 2]
    assert (again.due_at, again.paused_at, again.state) == (clock.due_at, clock.paused_at, "paused")

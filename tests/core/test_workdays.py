"""Working days: the published calendar, what is said of a year without one, and that counting and adding agree."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.workdays import add_workdays, is_workday, known, roll_forward, unpublished, workdays_between

DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))


def test_holidays_and_make_up_days() -> None:
    assert not is_workday(date(2026, 10, 1))  # National Day, a Thursday
    assert is_workday(date(2026, 10, 10))  # a Saturday that makes up for it
    assert is_workday(date(2026, 9, 20))  # and a Sunday
    assert not is_workday(date(2026, 11, 21))
    assert is_workday(date(2026, 11, 23))


def test_seven_working_days_of_the_authority() -> None:
    # Accepted on the Wednesday before National Day: the start is not counted, the holiday is left out.
    assert add_workdays(date(2026, 9, 30), 7) == date(2026, 10, 15)
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 15)) == 7
    assert add_workdays(date(2026, 10, 15), -7) == date(2026, 9, 30)
    assert add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_a_term_that_ends_on_a_holiday_ends_after_it() -> None:
    assert roll_forward(date(2026, 10, 1)) == date(2026, 10, 8)
    assert roll_forward(date(2026, 10, 10)) == date(2026, 10, 10)
    assert roll_forward(date(2026, 11, 21)) == date(2026, 11, 23)


def test_a_year_that_is_not_published_is_counted_from_monday_to_friday_and_says_so() -> None:
    assert known(2026)
    assert not known(2035)
    assert not known(1999)
    assert is_workday(date(2035, 10, 1))  # a Monday; nobody knows better yet
    assert unpublished(date(2026, 1, 1), date(2026, 12, 31)) is None
    assert "2035" in str(unpublished(date(2035, 3, 1)))
    assert "2034-2035" in str(unpublished(date(2035, 3, 1), date(2034, 5, 1)))


@given(DAYS, st.integers(-40, 40))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    there = add_workdays(day, n)
    assert n == 0 or is_workday(there)
    if n >= 0:
        assert workdays_between(day, there) == n
    else:
        # Going back, the day that is reached counts and the start does not.
        assert workdays_between(there - timedelta(days=1), day - timedelta(days=1)) == -n


@given(DAYS, st.integers(-500, 500))
def test_counting_is_counting_day_by_day(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    low, high = min(start, end), max(start, end)
    one_by_one = sum(is_workday(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))
    assert workdays_between(start, end) == (one_by_one if days >= 0 else -one_by_one)


@given(DAYS)
def test_rolling_forward_reaches_the_next_working_day(day: date) -> None:
    there = roll_forward(day)
    assert is_workday(there)
    assert there >= day
    assert not any(is_workday(day + timedelta(days=i)) for i in range((there - day).days))

"""The dates of a rhythm: the same however they are asked for, on their day, never twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.workdays import is_workday
from app.models.rhythms import GRACE, RHYTHMS, first_after, next_dates

KEYS = [o.key for o in RHYTHMS]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def dates(rhythm: str, start: date, days: int, **more: bool) -> list[date]:
    return next_dates(rhythm, start, start - timedelta(days=1), start + timedelta(days=days), **more)


def test_weekly_is_on_its_weekday_and_monthly_on_its_day() -> None:
    assert dates("weekly", date(2026, 11, 23), 21) == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7),
                                                       date(2026, 12, 14)]  # fmt: skip
    assert dates("monthly", date(2026, 1, 31), 120) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31),
                                                        date(2026, 4, 30), date(2026, 5, 31)]  # fmt: skip
    assert dates("quarterly", date(2026, 11, 30), 200) == [date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30)]
    assert dates("half_yearly", date(2026, 8, 31), 200) == [date(2026, 8, 31), date(2027, 2, 28)]
    assert dates("yearly", date(2024, 2, 29), 1500) == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28),
                                                        date(2027, 2, 28), date(2028, 2, 29)]  # fmt: skip


def test_none_expects_nothing_and_once_one_day() -> None:
    assert dates("none", date(2026, 11, 23), 500) == []
    assert dates("once", date(2026, 11, 23), 500) == [date(2026, 11, 23)]
    assert next_dates("once", date(2026, 11, 23), date(2026, 11, 23), date(2027, 1, 1)) == []
    with pytest.raises(KeyError):
        dates("hourly", date(2026, 11, 23), 5)


def test_what_falls_on_a_holiday_moves_to_the_next_working_day_once() -> None:
    # 1 to 7 October 2026 are holidays, the 10th is a make-up Saturday.
    assert dates("monthly", date(2026, 9, 1), 40, on_workdays=True) == [date(2026, 9, 1), date(2026, 10, 8)]
    assert dates("daily", date(2026, 10, 1), 9, on_workdays=True) == [date(2026, 10, 8), date(2026, 10, 9),
                                                                     date(2026, 10, 10)]  # fmt: skip
    asked_in_the_middle = next_dates(
        "monthly", date(2026, 9, 1), date(2026, 10, 4), date(2026, 10, 20), on_workdays=True
    )
    assert asked_in_the_middle == [date(2026, 10, 8)]


def test_the_next_one() -> None:
    assert first_after("yearly", date(2026, 11, 23), date(2026, 11, 23)) == date(2027, 11, 23)
    assert first_after("weekly", date(2026, 11, 23), date(2026, 11, 25)) == date(2026, 11, 30)
    assert first_after("none", date(2026, 11, 23), date(2026, 11, 25)) is None
    assert GRACE.keys() <= set(KEYS)


@given(st.sampled_from(KEYS), DAYS, DAYS, st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_asked_in_two_parts_the_dates_are_the_same(
    rhythm: str, start: date, after: date, first: int, second: int, on_workdays: bool
) -> None:
    middle, until = after + timedelta(days=first), after + timedelta(days=first + second)
    whole = next_dates(rhythm, start, after, until, on_workdays=on_workdays)
    parts = [
        *next_dates(rhythm, start, after, middle, on_workdays=on_workdays),
        *next_dates(rhythm, start, middle, until, on_workdays=on_workdays),
    ]
    assert whole == parts
    assert all(a < b for a, b in pairwise(whole))
    assert all(after < d <= until and d >= start for d in whole)
    assert not on_workdays or all(is_workday(d) for d in whole)


@given(st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]), DAYS)
def test_each_month_of_the_rhythm_has_one_date_on_its_day_or_its_last(rhythm: str, start: date) -> None:
    step = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[rhythm]
    found = dates(rhythm, start, 800)
    months = [d.year * 12 + d.month for d in found]
    assert all(b - a == step for a, b in pairwise(months))
    for d in found:
        assert d.day == start.day or (d + timedelta(days=1)).day == 1

"""Dates as people type them, and instants that never lose their zone."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import fixed, utc_now
from app.core.dates import (
    business_date,
    format_datetime,
    from_millis,
    parse_date,
    parse_datetime,
    to_millis,
    zone,
)
from app.core.errors import UserError

TODAY = date(2026, 5, 17)
SHANGHAI = zone()
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))


@given(INSTANTS)
def test_instants_keep_their_milliseconds(instant: datetime) -> None:
    again = from_millis(to_millis(instant))
    assert again <= instant < again + timedelta(milliseconds=1)
    assert to_millis(again) == to_millis(instant)


@given(INSTANTS, INSTANTS)
def test_stored_instants_sort_as_time_does(one: datetime, other: datetime) -> None:
    assert (to_millis(one) < to_millis(other)) <= (one < other)


def test_the_business_day_is_the_shops_not_utcs() -> None:
    assert business_date(datetime(2026, 5, 16, 16, 0, tzinfo=UTC), SHANGHAI) == date(2026, 5, 17)
    assert business_date(datetime(2026, 5, 16, 15, 59, tzinfo=UTC), SHANGHAI) == date(2026, 5, 16)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("t", TODAY),
        ("今天", TODAY),
        ("+", date(2026, 5, 18)),
        ("-", date(2026, 5, 16)),
        ("+15", date(2026, 6, 1)),
        ("-17", date(2026, 4, 30)),
        ("3", date(2026, 5, 3)),
        ("0229", None),
        ("0517", TODAY),
        ("260517", TODAY),
        ("20260517", TODAY),
        ("2026-05-17", TODAY),
        ("2026/5/17", TODAY),
        ("2026.5.17", TODAY),
        ("2026年5月17日", TODAY),
        ("26-5-17", TODAY),
        ("5-17", TODAY),
        ("5月17日", TODAY),
        (" 2026-05-17 ", TODAY),
        ("2026-02-30", None),
        ("", None),
        ("tomorrow", None),
        ("+9999999", None),
        ("1-2-3-4", None),
        ("123", None),
        ("²", None),
        ("+²", None),
    ],
)
def test_typed_dates(typed: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(UserError):
            parse_date(typed, TODAY)
    else:
        assert parse_date(typed, TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_is_refused_in_words(text: str) -> None:
    now = datetime(2026, 5, 17, 4, tzinfo=UTC)
    try:
        day = parse_date(text, TODAY)
    except UserError as refused:
        assert str(refused.what)
    else:
        assert parse_date(day.isoformat(), TODAY) == day
    try:
        moment = parse_datetime(text, now, SHANGHAI)
    except UserError as refused:
        assert str(refused.what)
    else:
        assert moment.utcoffset() == timedelta(0), "an instant without its zone"


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_said_date_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(day.strftime("%Y%m%d"), TODAY) == day


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda d: d.replace(second=0, microsecond=0)))
def test_a_said_moment_is_read_back(wall: datetime) -> None:
    instant = wall.replace(tzinfo=SHANGHAI).astimezone(UTC)
    assert parse_datetime(format_datetime(instant, SHANGHAI), instant, SHANGHAI) == instant


def test_a_time_alone_is_today_and_a_date_alone_its_first_minute() -> None:
    now = datetime(2026, 5, 17, 4, tzinfo=UTC)
    assert parse_datetime("14:30", now, SHANGHAI) == datetime(2026, 5, 17, 6, 30, tzinfo=UTC)
    assert parse_datetime("0516", now, SHANGHAI) == datetime(2026, 5, 15, 16, tzinfo=UTC)
    assert parse_datetime("2026-05-16T08：15:30", now, SHANGHAI) == datetime(2026, 5, 16, 0, 15, 30, tzinfo=UTC)
    assert format_datetime(now, SHANGHAI, seconds=True) == "2026-05-17 12:00:00"
    for wrong in ("25:00", "0516 12:60", "x 12:00"):
        with pytest.raises(UserError):
            parse_datetime(wrong, now, SHANGHAI)


def test_clocks() -> None:
    assert utc_now().tzinfo is UTC
    assert fixed(datetime(2026, 1, 1, tzinfo=UTC))() == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["00010101", "00010101 00:00", "99991231 23:59"])
@pytest.mark.parametrize("name", ["Asia/Shanghai", "America/New_York"])
def test_the_ends_of_the_calendar_are_no_bug(text: str, name: str) -> None:
    with contextlib.suppress(UserError):
        assert parse_datetime(text, datetime(2026, 1, 1, tzinfo=UTC), zone(name)).tzinfo is UTC

"""Days as a register of findings says them, counted from the day of the finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.spoken_days import spoken_day
from tests.imports.desk import Counter
from tests.imports.test_inspectors_registers import book

FRIDAY = date(2026, 9, 25)
"""A holiday by the calendar of 2026, before the weekend; the Sunday of 20 September was made up for it."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("立即", FRIDAY),
        ("当场 整改", FRIDAY),
        ("Same day", FRIDAY),
        ("3天内", date(2026, 9, 28)),
        ("三日内", date(2026, 9, 28)),
        ("within 3 days", date(2026, 9, 28)),
        ("两周内", date(2026, 10, 9)),
        ("1个工作日内", date(2026, 9, 28)),
        ("2 working days", date(2026, 9, 29)),
        ("本月底前", date(2026, 9, 30)),
        ("9月28日前", date(2026, 9, 28)),
        ("1月5日", date(2027, 1, 5)),
        ("12月30日", date(2026, 12, 30)),
    ],
)
def test_words_count_from_the_day_beside_them(said: str, day: date) -> None:
    assert spoken_day(said, FRIDAY) == day


@pytest.mark.parametrize("said", ["", "尽快", "限期", "2月30日", "3", "天内", "2026-10-01", "0x3天内", "13月1日"])
def test_words_that_name_no_day_are_none(said: str) -> None:
    assert spoken_day(said, FRIDAY) is None


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_day_without_its_year_is_within_half_a_year(base: date, day: date) -> None:
    found = spoken_day(f"{day.month}月{day.day}日", base)
    if (day.month, day.day) != (2, 29):
        assert found is not None and (found.month, found.day) == (day.month, day.day)
        assert abs((found - base).days) <= 183


def test_a_ledger_of_findings_comes_in_with_its_deadlines(counter: Counter, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        "整改.xlsx",
        [
            ["隐患整改台账"],
            ["隐患描述", "整改期限", "发现日期", "整改责任人"],
            ["灭火器过期", "立即", "2026-03-02", "周建国"],
            ["货架松动", "3天内", "2026-03-02", "周建国"],
            ["通道堆物", "3月5日", "2026-03-02", "周建国"],
            ["插座烧焦", "尽快", "2026-03-02", "周建国"],
        ],
    )
    done = counter.drop(path, register="rectifications")
    assert done.new == 3
    assert [(r.row, r.value) for r in done.rejected] == [(6, "尽快")]
    with counter.shop.read() as reader:
        found = [reader.record("rectifications", i) for i in (1, 2, 3)]
    assert [r["deadline"] for r in found] == [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 5)]

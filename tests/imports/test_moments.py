"""Dates and times in every shape that exports give them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dates import zone
from app.imports.cells import CellError
from app.imports.moments import find_order, joined, moment

SHANGHAI = zone("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("2026-09-22 00:54:10", "2026-09-21 16:54:10"),
        ("2026/9/10 8:00", "2026-09-10 00:00:00"),
        ("2026.9.10", "2026-09-09 16:00:00"),
        ("2026年9月10日 8时05分", "2026-09-10 00:05:00"),
        ("10-Dez-25", "2025-12-09 16:00:00"),
        ("10 Dec 2025", "2025-12-09 16:00:00"),
        ("Dec 10, 2025 9:14:02 PM", "2025-12-10 13:14:02"),
        ("2026-03-12 09:14:02 +0000", "2026-03-12 09:14:02"),
        ("2026-03-12T09:14:02Z", "2026-03-12 09:14:02"),
        ("2026-03-12T09:14:02.5+08:00", "2026-03-12 01:14:02.500000"),
        ("2026-03-12T09:14:02-07:00", "2026-03-12 16:14:02"),
        ("Mar 12, 2026 9:14:02 PM PDT", "2026-03-13 04:14:02"),
        ("2026/3/12 下午 3:04:05", "2026-03-12 07:04:05"),
        ("2026-03-12 24:00:00", "2026-03-12 16:00:00"),
        ("20260922005410", "2026-09-21 16:54:10"),
        ("20260922", "2026-09-21 16:00:00"),
        (46287.5, "2026-09-22 04:00:00"),
        ("46287.5", "2026-09-22 04:00:00"),
        (1790000000, "2026-09-21 14:13:20"),
        ("1790000000000", "2026-09-21 14:13:20"),
        (datetime(2026, 9, 22, 8), "2026-09-22 00:00:00"),
        (date(2026, 9, 22), "2026-09-21 16:00:00"),
        (" 2026-09-22 00:54:10\t", "2026-09-21 16:54:10"),
        ("２０２６－０９－２２", "2026-09-21 16:00:00"),
    ],
)
def test_instants(cell: object, meant: str) -> None:
    assert moment(cell, SHANGHAI) == datetime.fromisoformat(meant).replace(tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["", "-", "NULL", "0000-00-00 00:00:00", 0])
def test_no_date(cell: object) -> None:
    assert moment(cell, SHANGHAI) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "yesterday",
        "2026-13-01",
        "2026-02-30 10:00",
        "99999",
        "1850-01-01",
        True,
        "2026-03-12 25:00",
        "2026-03-12 9:14 XYZ",
    ],
)
def test_what_is_no_date(cell: object) -> None:
    with pytest.raises(CellError, match="is not a date"):
        moment(cell, SHANGHAI)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["54:10.0", "########"])
def test_a_date_that_excel_cut(cell: str) -> None:
    with pytest.raises(CellError, match="has cut"):
        moment(cell, SHANGHAI)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["09/03/26", "22/03/26"], "DMY"),
        (["09/03/26", "03/22/26"], "MDY"),
        (["09/03/2026", "22/03/2026"], "DMY"),
        (["09.03.26"], None),
        (["2026-09-22", "2026/9/10"], "YMD"),
        ([45000.0, datetime(2026, 1, 1)], "YMD"),
    ],
)
def test_day_and_month_are_decided_over_the_whole_column(column: list[object], order: str | None) -> None:
    assert find_order(column).order == order  # type: ignore[arg-type]


def test_an_ambiguous_column_is_asked_about() -> None:
    found = find_order(["09/03/2026", "10/03/2026"])
    assert found.order is None
    assert found.choices == ("DMY", "MDY")
    assert found.examples == ("09/03/2026", "10/03/2026")


def test_what_is_no_date_however_it_is_read_asks_no_question() -> None:
    assert find_order(["2026-03-09", "45-13-99"]).order == "YMD"
    assert find_order(["13/03/2026", "45-13-99"], today=date(2026, 4, 1)).order == "DMY"


def test_points_are_never_month_first() -> None:
    assert "MDY" not in find_order(["09.03.26", "09.04.26"]).choices


def test_the_future_rules_out_an_order() -> None:
    assert find_order(["09/03/2026"], today=date(2026, 4, 1)).order is None  # both readings lie within a year
    assert find_order(["09/03/26"], today=date(2026, 4, 1)).choices == ("DMY", "YMD")


def test_date_and_time_in_two_columns() -> None:
    assert joined(datetime(2026, 9, 22), time(8, 30)) == "2026-09-22 08:30:00"
    assert joined("2026-09-22", "8:30") == "2026-09-22 8:30"
    assert joined(46287.0, 0.5) == "2026-09-22 12:00:00"
    assert joined("2026-09-22", timedelta(hours=8)) == "2026-09-22 8:00:00"
    assert joined("2026-09-22", "") == "2026-09-22"
    assert joined("", "8:30") == ""


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30)),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S"]),
)
def test_instants_come_back_as_they_were_written(instant: datetime, shape: str) -> None:
    whole = instant.replace(microsecond=0)
    assert moment(whole.strftime(shape), UTC) == whole.replace(tzinfo=UTC)

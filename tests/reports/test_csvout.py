import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.models.kinds import CodeText, Day, Integer, LineText, Moment, Money, Percent
from app.reports.csvout import safe, write_csv
from app.reports.table import Table


def test_real_types_in_plain_fields(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    table = listed(
        [("单号", CodeText(), False), ("金额", Money(), True), ("日期", Day(), False), ("时间", Moment(), False),
         ("件", Integer(), False), ("率", Percent(), False), ("品名", LineText(), False)],
        [("SO-1", -123456, date(2026, 5, 17), datetime(2026, 5, 17, 6, 30, tzinfo=UTC), -3, 85, "酱，“大”\n二行"),
         (None, None, None, None, None, None, None)],
    )  # fmt: skip
    path = tmp_path / "a.csv"
    assert write_csv(table, path, progress) == 2
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["单号", "金额"]
    assert rows[1] == ["SO-1", "-1234.56", "2026-05-17", "2026-05-17 14:30:00", "-3", "85", "酱，“大”\n二行"]
    assert rows[2] == [""] * 7


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe(text).startswith("'")


def test_a_nul_in_front_is_quoted_and_replaced() -> None:
    assert safe("\x00=1") == "'\ufffd=1"


@pytest.mark.parametrize("text", ["6917000000000000001", "0571", "278E11", "123456789012"])
def test_codes_that_excel_would_spoil_stay_readable(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["SO-2026-000001", "138****0001", "12345", "0", "手工酱", "a=b", ""])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe(text) == text


def test_a_cancel_leaves_no_file(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    progress.cancel()
    with pytest.raises(Cancelled):
        write_csv(listed([("n", Integer(), False)], [(1,)]), tmp_path / "a.csv", progress)
    assert names(tmp_path) == []


def names(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()]

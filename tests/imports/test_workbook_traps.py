"""Workbooks: what they hide, and what they are made to do to a computer."""

import zipfile
from datetime import datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.core.errors import Cancelled, UserError
from app.core.progress import Progress
from app.imports.readers import Limits, read_tables
from tests.imports.helpers import HERE, JD, PLAIN, codes, parsed, plain, read, workbook
from tests.imports.oldbook import old_workbook

HEAD = PLAIN.split(",")
ROW = plain("A1").split(",")


def edited(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same workbook with one part's bytes replaced."""
    out = path.with_name(f"edited-{path.stem}.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                assert old in data
                data = data.replace(old, new)
            target.writestr(entry, data)
    return out


def test_child_process_reads_a_workbook(tmp_path: Path) -> None:
    source = read_tables(workbook(tmp_path, HEAD, ROW), limits=Limits(seconds=60))
    assert source.tables[0].rows[0] == HEAD
    assert source.tables[0].rows[1][0] == "A1"


def test_child_process_is_stopped_when_the_person_says_so(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_tables(workbook(tmp_path, HEAD, ROW), progress=progress)


def test_child_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="took too long"):
        read_tables(workbook(tmp_path, HEAD, ROW), limits=Limits(seconds=0.0))


@pytest.mark.parametrize("isolate", [True, False])
def test_damaged_workbook(tmp_path: Path, isolate: bool) -> None:
    path = workbook(tmp_path, HEAD, ROW)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError, match="damaged"):
        read_tables(path, limits=Limits(isolate=isolate))


def test_old_xls_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
    with pytest.raises(UserError, match="damaged"):
        read(path)


def test_zip_bomb_is_refused_before_parsing(tmp_path: Path) -> None:
    path = edited(
        workbook(tmp_path, HEAD, ROW), "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + b" " * 60_000_000
    )
    with pytest.raises(UserError, match="exhaust"):
        read_tables(path, limits=Limits(max_ratio=500, isolate=False))
    with pytest.raises(UserError, match="unpacks to more"):
        read_tables(path, limits=Limits(max_unpacked=1_000_000, isolate=False))


def test_entities_are_refused(tmp_path: Path) -> None:
    path = edited(
        workbook(tmp_path, HEAD, ROW),
        "xl/worksheets/sheet1.xml",
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet',
    )
    with pytest.raises(UserError, match="definitions"):
        read(path)


def test_a_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "订单编号", "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="claims more cells"):
        read(tmp_path / "a.xlsx")


def test_a_million_empty_rows_in_the_dimension_cost_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW)
    path = edited(path, "xl/worksheets/sheet1.xml", b"A1:K2", b"A1:XFD1048576")
    path = edited(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="1048576" hidden="0"/></sheetData>')
    table = read(path).tables[0]
    assert len(table.rows) == 2


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW, plain("A2").split(","))
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    result = parsed(path)
    assert len(result.orders) == 2
    assert "hidden row" in str(result.notices[0].text)


def test_hidden_sheets_are_not_read_but_said(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW)
    book = load_workbook(path)
    hidden = book.create_sheet("旧数据")
    hidden.append(HEAD)
    hidden.append(plain("OLD1").split(","))
    hidden.sheet_state = "hidden"
    book.save(path)
    result = parsed(path)
    assert [d.platform_order_id for d in result.orders] == ["A1"]
    assert "hidden_sheet" in codes(result)


def test_only_a_hidden_sheet_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["", ""])
    book = load_workbook(path)
    hidden = book.create_sheet("数据")
    hidden.append(HEAD)
    hidden.append(ROW)
    hidden.sheet_state = "hidden"
    book.save(path)
    assert len(parsed(path).orders) == 1


def test_merged_cells_speak_for_all_their_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW, ["", "", "蜂蜜", "FM-1", 1, 30, "", "", "", "", ""])
    book = load_workbook(path)
    for column in "ABGHIJ":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(path)
    order = parsed(path).orders[0]
    assert order.rows == (2, 3)
    assert [line.title for line in order.lines] == ["桂花酱", "蜂蜜"]


def test_formulas_are_read_as_their_saved_results(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, [*ROW[:6], "=50+0", *ROW[7:]])
    saved = edited(path, "xl/worksheets/sheet1.xml", b"<f>50+0</f><v />", b"<f>50+0</f><v>50</v>")
    assert parsed(saved).orders[0].total == 5000


def test_formulas_without_a_saved_result_are_said(tmp_path: Path) -> None:
    result = parsed(workbook(tmp_path, HEAD, [*ROW[:6], "=50+0", *ROW[7:]]))
    assert "no saved result" in str(result.notices[0].text)


def test_live_text_that_starts_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW)
    book = load_workbook(path)
    book.active["K2"] = "=HYPERLINK(1)"
    book.active["K2"].data_type = "s"
    book.save(path)
    assert parsed(path).orders[0].seller_note == "=HYPERLINK(1)"


def test_dates_as_serials_and_as_dates(tmp_path: Path) -> None:
    rows = [["A1", 46287.5, *ROW[2:]], ["A2", datetime(2026, 9, 22, 12, 0), *ROW[2:]]]
    path = workbook(tmp_path, HEAD, *rows)
    first, second = parsed(path).orders
    assert first.placed_at is not None
    assert second.placed_at is not None
    assert second.placed_at.isoformat() == "2026-09-22T04:00:00+00:00"
    assert first.placed_at == second.placed_at


def test_times_split_from_dates(tmp_path: Path) -> None:
    head = ["订单编号", "下单日期", "时间", "商品名称", "货号", "数量", "单价"]
    path = workbook(tmp_path, head, ["A1", datetime(2026, 9, 22), time(8, 30), "桂花酱", "GH-1", 1, 5])
    assert str(parsed(path).orders[0].placed_at) == "2026-09-22 00:30:00+00:00"


def test_numbers_of_more_than_15_digits_are_lost_in_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, [3200000000000000001, *ROW[1:]], [320000000001, *ROW[1:]])
    result = parsed(path)
    assert [d.platform_order_id for d in result.orders] == ["320000000001"]
    assert [(r.row, r.column) for r in result.rejects] == [(2, "订单编号")]
    assert "rounded" in str(result.rejects[0].reason)


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    blank: list[str] = [""] * len(HEAD)
    path = workbook(tmp_path, blank, ["小满的店"], blank, HEAD, ROW, blank, plain("A2").split(","))
    assert [d.rows for d in parsed(path).orders] == [(5,), (7,)]


def test_two_sheets_of_one_kind_are_read_together(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ROW)
    book = load_workbook(path)
    second = book.create_sheet("九月")
    second.append(HEAD)
    second.append(plain("A2").split(","))
    notes = book.create_sheet("说明")
    notes.append(["本表由店员填写"])
    book.save(path)
    result = parsed(path)
    assert [(d.sheet, d.platform_order_id) for d in result.orders] == [("Sheet", "A1"), ("九月", "A2")]


def test_a_platforms_workbook_is_recognised(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        JD.split(","),
        [
            274812345678,
            100012345,
            "桂花酱",
            2,
            "2026-09-22 00:54:10",
            50,
            25,
            "林*",
            "浙江杭州",
            "138****0000",
            "等待出库",
        ],
    )
    order = parsed(path).orders[0]
    assert (order.platform, order.platform_order_id, order.lines[0].quantity, order.total) == (
        "jd",
        "274812345678",
        2,
        5000,
    )
    assert read_tables(path, limits=HERE).kind == "xlsx"


def test_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(
        old_workbook(
            [HEAD, ["A1", 46287.5, "桂花酱", "GH-1", 2.0, 25.0, 50.0, "林小满", "13800000000", "杭州", "轻放"]]
        )
    )
    order = read_tables(path).tables[0].rows[1]
    assert order[0] == "A1"
    found = parsed(path).orders[0]
    assert (found.total, found.lines[0].quantity, str(found.placed_at)) == (5000, 2, "2026-09-22 04:00:00+00:00")

import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Choice, CodeText, Day, Integer, LineText, Moment, Money, Option, Percent, Phone, YesNo
from app.reports.excel import write_excel
from app.reports.excelstyle import safe_sheet_names
from app.reports.seal import Seal
from app.reports.table import Table

COLUMNS = [
    ("单号", CodeText(), False),
    ("金额", Money(), True),
    ("日期", Day(), False),
    ("时间", Moment(), False),
    ("件数", Integer(), True),
    ("比率", Percent(), False),
    ("状态", Choice(options=(Option("paid", N_("Paid!")),)), False),
    ("赠品", YesNo(), False),
    ("电话", Phone(), False),
]
ROW = (
    "6917000000000000001",
    123450,
    date(2026, 5, 17),
    datetime(2026, 5, 17, 16, 30, tzinfo=UTC),
    3,
    85,
    "paid",
    True,
    "013800000001",
)


def first(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_cells_have_their_real_types(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    assert write_excel(listed(COLUMNS, [ROW, (None,) * 9]), path, progress) == 2
    sheet = first(path)
    values = [c.value for c in sheet[2]]
    assert values[0] == "6917000000000000001"
    assert values[1] == 1234.5
    assert values[2] == datetime(2026, 5, 17)
    assert values[3] == datetime(2026, 5, 18, 0, 30)  # the shop's clock, past midnight already
    assert values[4:6] == [3, 0.85]
    assert values[6:] == ["Paid!", "Yes", "013800000001"]
    assert [c.data_type for c in sheet[2]] == ["s", "n", "d", "d", "n", "n", "s", "s", "s"]
    assert sheet["B2"].number_format.startswith("#,##0.00")
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert [c.value for c in sheet[3]] == [None] * 9


def test_calamine_reads_the_same(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed(COLUMNS, [ROW]), path, progress)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["6917000000000000001", 1234.5, date(2026, 5, 17)]
    assert rows[2][:2] == ["Total", 1234.5]


def test_the_sheet_can_be_worked_with(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed(COLUMNS, [ROW, ROW]), path, progress)
    sheet = first(path)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I3"  # the row of sums is not filtered away
    assert sheet["B4"].value == "=SUBTOTAL(109,B2:B3)"
    assert sheet["E4"].value == "=SUBTOTAL(109,E2:E3)"
    assert openpyxl.load_workbook(path, data_only=True).worksheets[0]["B4"].value == 2469
    assert sheet["A1"].font.bold
    assert sheet["A1"].font.name == "Microsoft YaHei"
    assert sheet.column_dimensions["A"].width > 20  # 19 digits
    assert sheet.column_dimensions["B"].width < 16
    assert sheet.print_title_rows == "$1:$1"


def test_a_row_is_as_high_as_its_lines(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    texts = ["一行", "手工桂花酱 250g ×1；" * 9, "第一行\n第二行\n第三行", "长" * 40_000]
    write_excel(
        listed([("商品", LineText(), False), ("件数", Integer(), True)], [(t, 1) for t in texts]), path, progress
    )
    sheet = first(path)
    heights = [sheet.row_dimensions[row].height for row in range(1, 6)]
    assert heights[:2] == [None, None]
    assert heights[2:4] == [45.0, 45.0]  # 180 characters of a column of 60
    assert heights[4] is not None and 400 <= heights[4] <= 409
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [1, 1, 1, 1]


def test_formula_like_text_stays_text(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    texts = ["=1+1", "{=1}", "+1", "@x", "http://example.com", "mailto:x@example.com", "internal:a!A1", "12345"]
    path = tmp_path / "a.xlsx"
    write_excel(listed([("文", LineText(), False)], [(t,) for t in texts]), path, progress)
    column = [c for (c,) in first(path)["A2:A9"]]
    assert [c.value for c in column] == texts
    assert {c.data_type for c in column} == {"s"}
    assert all(c.hyperlink is None for c in column)


def test_characters_that_xml_cannot_carry_are_removed_and_said(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.xlsx"
    table = listed([("文", LineText(), False)], [("a\x00b\x0bc\ud800\uffff",), ("好\r\n行",), ("_x0041_",), ("😀",)])
    write_excel(table, path, progress)
    assert [r[0] for r in first(path).iter_rows(min_row=2, values_only=True)] == [
        "abc",
        "好\n行",
        "_x005F_x0041_",  # Excel's own escape of text that looks like an escape
        "😀",
    ]
    assert "removed from 1 cells" in about_text(path)


def test_text_too_long_for_a_cell_is_cut_and_said(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed([("文", LineText(), False)], [("x" * 200_000,), ("😀" * 20_000,)]), path, progress)
    sheet = first(path)
    assert len(str(sheet["A2"].value)) == 32_767
    assert str(sheet["A3"].value).endswith("😀…")
    assert "2 cells held more text" in about_text(path)


def test_numbers_that_a_double_would_round_become_text(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed([("数", Integer(), False)], [(12345678901234567,), (999999999999999,)]), path, progress)
    assert first(path)["A2"].value == "12,345,678,901,234,567"
    assert first(path)["A3"].value == 999999999999999


def test_old_dates_stay_readable(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed([("日", Day(), False)], [(date(1899, 1, 1),), (date(1900, 3, 1),)]), path, progress)
    assert first(path)["A2"].value == "1899-01-01"
    assert first(path)["A3"].value == datetime(1900, 3, 1)


def test_a_long_list_goes_on_over_further_sheets(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.xlsx"
    table = listed([("n", Integer(), True)], [(i,) for i in range(1, 18)])
    assert write_excel(table, path, progress, sheet_rows=10) == 17
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["订单", "订单 2", "订单 3"]
    assert [book[n].max_row for n in book.sheetnames[:3]] == [10, 10, 3]
    assert book["订单 2"]["A1"].value == "n"
    assert book["订单 2"]["A2"].value == 9
    assert book["订单 3"]["A3"].value == "=SUBTOTAL(109,A2:A2)"


def test_a_list_that_just_fills_a_sheet_needs_no_second(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed([("n", Integer(), False)], [(i,) for i in range(9)]), path, progress, sheet_rows=10)
    assert len(openpyxl.load_workbook(path).sheetnames) == 2


def test_an_empty_list_is_still_a_workbook(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    assert write_excel(listed(COLUMNS, []), path, progress) == 0
    assert first(path).auto_filter.ref == "A1:I2"


def test_the_last_sheet_says_whose_list_this_is(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress, zh: Locale
) -> None:
    path = tmp_path / "a.xlsx"
    seal = Seal(48_211, bytes(range(32)), zh.now, "林晓")
    table = listed(COLUMNS, [ROW], filter="平台：淘宝", period="2026-10-01 至 2026-10-31", masked=("电话",))
    write_excel(table, path, progress, seal=seal)
    text = about_text(path)
    for part in ("禾木小铺", "平台：淘宝", "2026-10-31", "48 211", bytes(range(32)).hex(), "林晓", "1,234.50", "电话",
                 "2026-11-23 15:42"):  # fmt: skip
        assert part in text


def about_text(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    assert isinstance(sheet, Worksheet)
    return "\n".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v is not None)


def test_a_cancel_leaves_nothing(tmp_path: Path, listed: Callable[..., Table]) -> None:
    progress = Progress()

    def stop(done: int, total: int, what: object) -> None:
        if done >= 1000:
            progress.cancel()

    progress = Progress(stop)
    table = listed([("n", Integer(), False)], [(i,) for i in range(5000)])
    with pytest.raises(Cancelled):
        write_excel(table, tmp_path / "a.xlsx", progress)
    assert names(tmp_path) == []


def test_nothing_is_written_to_the_shared_temporary_folder(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "does-not-exist"))
    target = tmp_path / "out"
    target.mkdir()
    write_excel(listed(COLUMNS, [ROW] * 10), target / "a.xlsx", progress)
    assert names(target) == ["a.xlsx"]


def test_a_missing_folder_is_said(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    with pytest.raises(UserError, match="no folder"):
        write_excel(listed(COLUMNS, []), tmp_path / "no" / "a.xlsx", progress)


def test_currencies_without_cents(tmp_path: Path, listed: Callable[..., Table], progress: Progress, zh: Locale) -> None:
    path = tmp_path / "a.xlsx"
    yen = Locale(zh.tr, "JPY", zh.tz, zh.now)
    write_excel(listed([("金额", Money(), True)], [(1500,)], locale=yen), path, progress)
    assert first(path)["A2"].value == 1500
    assert first(path)["A2"].number_format.startswith("#,##0;")


def test_the_workbook_is_well_formed(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(listed(COLUMNS, [ROW], shop="A&B <shop>", title="R&D [list]"), path, progress)
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
    assert openpyxl.load_workbook(path).sheetnames[0] == "R&D  list"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("订单", "订单"),
        ("a/b\\c?d*e[f]g:h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("History", "History -"),
        ("", "Sheet"),
        ("x" * 50, "x" * 31),
    ],
)
def test_sheet_names_keep_the_rules_of_excel(title: str, name: str) -> None:
    names = safe_sheet_names(title)
    assert next(names) == name
    second = next(names)
    assert second.endswith(" 2")
    assert len(second) <= 31


def names(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()]

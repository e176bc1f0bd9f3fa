"""The file of rejects: mended and dropped again."""

import csv
from pathlib import Path

from openpyxl import load_workbook

from app.core.i18n import Translator
from app.imports.rejects import write_rejects
from tests.imports.helpers import PLAIN, TAOBAO, parsed, plain, read, taobao_row, text_file, workbook

EN = Translator("en")


def rejects_of(path: Path, folder: Path) -> Path | None:
    return write_rejects(read(path), parsed(path).rejects, folder, EN)


def test_rejects_of_a_text_file_come_back_mended(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "店铺：小满", PLAIN, plain("A1", 数量="两"), plain("A2"), plain("A1", 商品名称="蜂蜜", 货号="FM-1")
    )
    written = rejects_of(path, tmp_path)
    assert written is not None
    assert written.name == "orders-rejects.csv"
    data = written.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[0] == [*PLAIN.split(","), "Reason"]
    assert [row[0] for row in rows[1:]] == ["A1", "A1"]
    assert rows[1][-1] == '数量: "两" is not a whole number.'
    written.write_bytes(data.replace("两,".encode(), b"2,"))
    mended = parsed(written)
    assert not mended.rejects
    assert len(mended.orders[0].lines) == 2
    assert "Reason" not in mended.orders[0].extras


def test_rejects_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["小满的店"], PLAIN.split(","), plain("A1", 数量="x", 备注="=1+1").split(","))
    book = load_workbook(path)
    book.active["K3"].data_type = "s"
    book.save(path)
    written = rejects_of(path, tmp_path)
    assert written is not None
    assert written.suffix == ".xlsx"
    rows = list(load_workbook(written).active.iter_rows(values_only=True))
    assert rows[0] == (*PLAIN.split(","), "Reason")
    assert rows[1][10] == "=1+1"
    assert load_workbook(written).active["K2"].data_type == "s"


def test_long_numbers_survive_being_opened_in_a_spreadsheet(tmp_path: Path) -> None:
    path = text_file(tmp_path, TAOBAO, taobao_row("3200000000000000001", 宝贝总数量="x"))
    written = rejects_of(path, tmp_path)
    assert written is not None
    assert "3200000000000000001\t" in written.read_text("utf-8-sig")
    assert parsed(written).rejects[0].row == 2


def test_text_that_a_spreadsheet_would_run_is_disarmed_and_comes_back(tmp_path: Path) -> None:
    evil = "=HYPERLINK(1)"
    path = text_file(tmp_path, PLAIN, plain("A1", 数量="x", 备注=evil, 订单金额="-5.00"))
    written = rejects_of(path, tmp_path)
    assert written is not None
    text = written.read_text("utf-8-sig")
    assert f"'{evil}" in text
    assert ",-5.00," in text
    written.write_text(text.replace(",x,", ",2,"), "utf-8-sig")
    assert parsed(written).orders[0].seller_note == evil


def test_a_row_with_an_open_quote_is_written_so_that_it_can_be_mended(tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain("A1"), plain("B1", 商品名称='"糖'), plain("A2"))
    written = rejects_of(path, tmp_path)
    assert written is not None
    assert [d.platform_order_id for d in parsed(written).orders] == ["B1"]


def test_no_rejects_no_file_and_names_are_not_overwritten(tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain("A1"))
    assert rejects_of(path, tmp_path) is None
    bad = text_file(tmp_path, PLAIN, plain("A1", 数量="x"), name="bad.csv")
    first, second = rejects_of(bad, tmp_path), rejects_of(bad, tmp_path)
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("bad-rejects.csv", "bad-rejects-2.csv")
    third = rejects_of(first, tmp_path)
    assert third is not None
    assert third.name == "bad-rejects-3.csv"
    assert third.read_text("utf-8-sig").splitlines()[0].count("Reason") == 1


def test_the_reason_is_said_in_the_readers_language(tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain("A1", 数量="x"))
    written = write_rejects(read(path), parsed(path).rejects, tmp_path, Translator("zh"))
    assert written is not None
    assert parsed(written).rejects[0].column == "数量"

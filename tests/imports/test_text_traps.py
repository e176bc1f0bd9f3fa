"""Text files: encodings, delimiters, line ends, quotes."""

from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.progress import Progress
from app.imports.readers import Limits, read_tables
from tests.imports.helpers import PLAIN, TAOBAO, codes, parsed, plain, read, reasons, taobao_row, text_file


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    result = parsed(text_file(tmp_path, TAOBAO, taobao_row("3200000000000000001"), encoding=encoding))
    assert result.format == "taobao_orders"
    assert result.orders[0].buyer_name == "林小满"
    assert result.orders[0].lines[0].title == "手工桂花酱"


def test_rare_name_only_in_gb18030(tmp_path: Path) -> None:
    rows = [taobao_row(f"32000000000000000{n}") for n in range(10, 30)]
    path = text_file(tmp_path, TAOBAO, *rows, taobao_row("3200000000000000001", 收货人姓名="王㐂"), encoding="gb18030")
    assert parsed(path).orders[-1].buyer_name == "王㐂"


def test_windows_1252_is_not_taken_for_chinese(tmp_path: Path) -> None:
    lines = [
        "Bestellnummer;Kunde;Straße;Menge;Preis",
        *(f"B-{n};Jürgen Müller;Königstraße {n};1;5,00" for n in range(9)),
    ]
    source = read(text_file(tmp_path, *lines, encoding="cp1252"))
    assert source.tables[0].rows[1][1] == "Jürgen Müller"


def test_one_cut_character_does_not_change_the_encoding(tmp_path: Path) -> None:
    path = text_file(tmp_path, TAOBAO, *(taobao_row(f"3200000000000000{n}") for n in range(100, 120)))
    data = path.read_bytes()
    at = data.rindex("桂花路".encode()) + 2
    path.write_bytes(data[:at] + data[at + 1 :])  # the last byte of 桂 lost
    result = parsed(path)
    assert len(result.orders) == 19
    assert [r.column for r in result.rejects] == ["收货地址"]
    assert "reading" in codes(result)


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), ("\t", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("\t", "a.txt")]
)
def test_delimiter_is_found_by_the_whole_file(tmp_path: Path, delimiter: str, name: str) -> None:
    lines = [PLAIN, *(plain(f"A{n}", 备注="轻放 谢谢") for n in range(20))]
    result = parsed(text_file(tmp_path, *(line.replace(",", delimiter) for line in lines), name=name))
    assert len(result.orders) == 20


def test_commas_inside_semicolon_cells_do_not_mislead(tmp_path: Path) -> None:
    head = "Bestellnummer;Artikelnummer;Angebotstitel;Anzahl;Verkauft für;Verkauft am"
    rows = [f"11-{n:05d};77{n};Tee, grün, fein;1;116,99 €;10-Dez-25" for n in range(10)]
    result = parsed(text_file(tmp_path, head, *rows))
    assert result.format == "ebay_de"
    assert result.orders[0].lines[0].title == "Tee, grün, fein"


def test_cr_and_lf_mixed_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{PLAIN}\r\n{plain('A1')}\n{plain('A2')}\r{plain('A3')}\r\n".encode())
    assert [(d.platform_order_id, d.rows) for d in parsed(path).orders] == [("A1", (2,)), ("A2", (3,)), ("A3", (4,))]


def test_newlines_inside_a_quoted_cell(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1", 备注="第一行\n第二行"), plain("A2")))
    assert result.orders[0].seller_note == "第一行\n第二行"
    assert result.orders[1].rows == (3,)  # as a spreadsheet program numbers it


def test_unclosed_quote_damages_only_its_own_row(tmp_path: Path) -> None:
    rows = [plain(f"A{n}") for n in range(10)]
    broken = plain("B1", 商品名称='"桂花酱')
    result = parsed(text_file(tmp_path, PLAIN, *rows[:5], broken, *rows[5:]))
    assert [d.platform_order_id for d in result.orders] == [f"A{n}" for n in range(10)]
    assert len(result.rejects) == 1
    assert result.rejects[0].row == 7
    assert "line 7" in str(result.rejects[0].reason)


def test_unclosed_quote_before_rows_with_quotes(tmp_path: Path) -> None:
    rows = [plain(f"A{n}", 备注="红,绿") for n in range(6)]
    result = parsed(text_file(tmp_path, PLAIN, rows[0], plain("B1", 货号='"X'), *rows[1:]))
    assert [d.platform_order_id for d in result.orders] == [f"A{n}" for n in range(6)]
    assert [r.row for r in result.rejects] == [3]


def test_unclosed_quote_spoils_the_order_whose_line_it_is(tmp_path: Path) -> None:
    broken = plain("A1", 商品名称='"蜂蜜')
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), broken, plain("A2")))
    assert [d.platform_order_id for d in result.orders] == ["A2"]
    assert {r.row for r in result.rejects} == {2, 3}


def test_quotes_inside_a_cell_that_are_not_doubled(tmp_path: Path) -> None:
    line = plain("A1").replace("桂花酱", '"5" 锅"')
    result = parsed(text_file(tmp_path, PLAIN, line, plain("A2")))
    assert result.orders[0].lines[0].title == '5" 锅'


def test_a_tab_after_a_closing_quote(tmp_path: Path) -> None:
    line = plain('"6917000000000000001"\t')
    assert parsed(text_file(tmp_path, PLAIN, line)).orders[0].platform_order_id == "6917000000000000001"


def test_too_many_cells_mean_an_unquoted_separator(tmp_path: Path) -> None:
    rows = [plain(f"A{n}") for n in range(12)]
    result = parsed(text_file(tmp_path, PLAIN, *rows, plain("B1", 收货地址="浙江@杭州").replace("@", ",")))
    assert len(result.orders) == 12
    assert reasons(result) == [
        (14, "", "The row has more cells than the header: a separator inside a cell is not quoted.")
    ]


def test_an_unquoted_line_end_does_not_make_half_an_order(tmp_path: Path) -> None:
    rows = [plain(f"A{n}") for n in range(12)]
    torn = plain("B1", 收货地址="浙江@杭州").replace("@", "\n")
    result = parsed(text_file(tmp_path, PLAIN, *rows, torn))
    assert len(result.orders) == 12
    assert {r.row for r in result.rejects} == {14, 15}


def test_zero_bytes_are_passed_over(tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain("A1"))
    path.write_bytes(path.read_bytes() + b"\0\0\0")
    assert len(parsed(path).orders) == 1


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n\n", b"   \n", b"one word"])
def test_a_file_without_a_table(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(UserError, match="No table was found"):
        parsed(path)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x89PNG\r\n", b"<html><table>", b'{"a": 1}'])
def test_another_kind_of_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(UserError, match="is not a table that this program reads"):
        read(path)


def test_a_file_that_is_gone_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        read(tmp_path / "nothing.csv")
    path = text_file(tmp_path, PLAIN, plain())
    with pytest.raises(UserError, match="larger than this program reads"):
        read_tables(path, limits=Limits(max_bytes=10), progress=Progress())

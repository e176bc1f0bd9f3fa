"""Where a table begins and ends."""

from pathlib import Path

import pytest

from app.imports.header import bare_key, header_key
from tests.imports.helpers import JD, PLAIN, TAOBAO, codes, parsed, plain, taobao_row, text_file


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("金额（元）", "金额(元)"),
        ("订单编号 ", "订单编号"),
        ("\ufeff订单编号", "订单编号"),
        ("订单\u00a0编号", "订单编号"),
        ("Order ID", "order-id"),
        ("订单编号*", "订单编号"),
        ("ＳＫＵ", "sku"),
        ("订单\n编号", "订单编号"),
    ],
)
def test_header_cells_are_compared_without_their_dress(a: str, b: str) -> None:
    assert header_key(a) == header_key(b)


def test_a_unit_in_brackets_may_be_missing() -> None:
    assert bare_key(header_key("商家实收金额（元）")) == header_key("商家实收金额")


@pytest.mark.parametrize("count", [2, 8, 16, 24])
def test_preamble_of_2_to_24_lines(tmp_path: Path, count: int) -> None:
    above = [f"导出说明第{n}行：起始时间：[2026-09-01 00:00:00]" for n in range(count)]
    result = parsed(text_file(tmp_path, *above, TAOBAO, taobao_row("3200000000000000001")))
    assert result.format == "taobao_orders"
    assert result.orders[0].rows == (count + 2,)


def test_junk_cells_above_the_header(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, ",,,小满的店 2026年9月,,", ",,12,,,", PLAIN, plain("A1")))
    assert [d.platform_order_id for d in result.orders] == ["A1"]


def test_totals_and_notices_below(tmp_path: Path) -> None:
    below = [
        "合计,,,,2,,50.00,,,,",
        "共1笔订单,,,,,,,,,,",
        "------,,,,,,,,,,",
        "#-----,,,,,,,,,,",
        "注：本表仅供店铺内部对账使用，请勿外传给任何第三方,,,,,,,,,,",
    ]
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), *below))
    assert [d.platform_order_id for d in result.orders] == ["A1"]
    assert not result.rejects
    assert any("5 rows below" in str(n.text) for n in result.notices)


def test_a_second_header_row_of_descriptions(tmp_path: Path) -> None:
    described = "必填，平台单号,格式如年-月-日,必填,选填,整数,元,元,必填,必填,必填,选填"
    result = parsed(text_file(tmp_path, PLAIN, described, plain("A1"), plain("A2")))
    assert [d.platform_order_id for d in result.orders] == ["A1", "A2"]
    assert any("Row 2 describes" in str(n.text) for n in result.notices)


def test_header_cells_with_spaces_and_full_width_brackets(tmp_path: Path) -> None:
    head = "订单号 ,订单状态\t,商家实收金额（元）,商品数量（件）, 商品id ,商品规格"
    result = parsed(text_file(tmp_path, head, "260922-000000000000001,待发货,12.50,1,77,大瓶"))
    assert result.format == "pinduoduo"
    assert result.orders[0].paid == 1250


def test_header_repeated_further_down(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), PLAIN, plain("A2")))
    assert [(d.platform_order_id, d.rows) for d in result.orders] == [("A1", (2,)), ("A2", (4,))]
    assert not result.rejects


def test_columns_in_another_order_and_unknown_ones_are_kept(tmp_path: Path) -> None:
    head = JD.split(",")
    row = [
        "274812345678",
        "100012345",
        "桂花酱",
        "2",
        "2026-09-22 00:54:10",
        "50",
        "25",
        "林*",
        "浙江",
        "138****0000",
        "等待出库",
    ]
    turned = ",".join(["仓库", *reversed(head)])
    result = parsed(text_file(tmp_path, turned, ",".join(["杭州仓", *reversed(row)])))
    assert result.format == "jd"
    assert result.orders[0].extras == {"仓库": "杭州仓"}


def test_two_rows_that_could_be_the_header_are_reported(tmp_path: Path) -> None:
    other = "订单号,下单日期,商品标题,商家编码,购买数量,商品单价,订单总额,收件人,手机号,收件地址,卖家备注"
    result = parsed(text_file(tmp_path, PLAIN, "x,x,x", other, plain("A1")))
    assert "ambiguous_header" in codes(result)
    assert result.blocked

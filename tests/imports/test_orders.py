"""Orders from rows: grouping, several exports of one order, sums, states, and nothing that comes in half."""

import gc
from pathlib import Path

import pytest

from app.imports.addresses import split_address, split_recipient
from app.imports.carriers import carrier_code
from app.imports.context import Context
from app.imports.join import join_two
from tests.imports.helpers import PLAIN, TAOBAO, codes, parsed, plain, reasons, taobao_row, text_file, workbook

T1 = "3200000000000000001"


def test_one_order_on_several_lines_with_blank_repeats(tmp_path: Path) -> None:
    again = ",,蜂蜜,FM-1,1,30.00,,,,,"
    order = parsed(text_file(tmp_path, PLAIN, plain("A1", 订单金额="80.00"), again, plain("A2"))).orders[0]
    assert order.rows == (2, 3)
    assert [x.sku for x in order.lines] == ["GH-1", "FM-1"]
    assert order.total == 8000
    assert order.flags == frozenset()


def test_a_blank_row_after_a_damaged_one_does_not_join_the_wrong_order(tmp_path: Path) -> None:
    result = parsed(
        text_file(tmp_path, PLAIN, plain("A1"), plain("B1", 商品名称='"糖'), ",,蜂蜜,FM-1,1,30.00,,,,,", plain("A2"))
    )
    assert [len(d.lines) for d in result.orders] == [1, 1]
    assert {r.row for r in result.rejects} == {3, 4}


def test_a_rejected_line_rejects_its_whole_order(tmp_path: Path) -> None:
    rows = [plain("A1"), plain("A1", 商品名称="蜂蜜", 数量="两瓶"), plain("A2")]
    result = parsed(text_file(tmp_path, PLAIN, *rows))
    assert [d.platform_order_id for d in result.orders] == ["A2"]
    assert reasons(result) == [
        (2, "订单编号", "Row 3 of the same order was rejected."),
        (3, "数量", "“两瓶” is not a whole number."),
    ]
    assert result.rejects[1].value == "两瓶"


def test_each_bad_cell_of_a_row_is_named(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1", 数量="x", 下单时间="昨天"), plain("A2"), plain("A3")))
    assert {(r.row, r.column) for r in result.rejects} == {(2, "数量"), (2, "下单时间")}


def test_ids_rounded_by_excel_reject_the_row(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, TAOBAO, taobao_row("3.2E+18"), taobao_row(T1)))
    assert [d.platform_order_id for d in result.orders] == [T1]
    assert (result.rejects[0].row, result.rejects[0].value) == (2, "3.2E+18")
    assert "rounded" in str(result.rejects[0].reason)


def test_ids_rounded_and_written_out_again_are_known_by_their_zeros(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, TAOBAO, taobao_row("3200000000000010000"), taobao_row("3200000000000020000")))
    assert not result.orders
    assert len(result.rejects) == 2


def test_the_same_order_exported_again_with_a_later_status(tmp_path: Path) -> None:
    early = taobao_row(T1, 订单备注="轻放")
    late = taobao_row(T1, 订单状态="交易成功", 物流单号="SF1")
    for rows in ((early, late), (late, early)):
        order = parsed(text_file(tmp_path, TAOBAO, *rows)).orders[0]
        assert (order.fulfilment_state, order.waybills, order.seller_note) == ("completed", ("SF1",), "轻放")
        assert len(order.lines) == 1
        assert order.rows == (2, 3)


def test_lines_of_one_order_that_do_not_stand_together(tmp_path: Path) -> None:
    rows = [
        plain("A1", 订单金额="80"),
        plain("A2"),
        plain("A1", 商品名称="蜂蜜", 货号="FM-1", 数量="1", 单价="30", 订单金额="80"),
    ]
    orders = parsed(text_file(tmp_path, PLAIN, *rows)).orders
    assert [x.sku for x in orders[0].lines] == ["GH-1", "FM-1"]
    assert orders[0].total == 8000


def test_the_whole_block_of_an_order_twice_counts_once(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), plain("A2"), plain("A1"), plain("A2")))
    assert [(d.platform_order_id, len(d.lines)) for d in result.orders] == [("A1", 1), ("A2", 1)]


def test_gifts_at_price_0(tmp_path: Path) -> None:
    order = parsed(text_file(tmp_path, PLAIN, plain("A1"), ",,小勺,SP-1,1,0,,,,,")).orders[0]
    assert [x.gift for x in order.lines] == [False, True]


def test_quantity_0_is_left_out_and_said(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), ",,小勺,SP-1,0,5,,,,,"))
    assert len(result.orders[0].lines) == 1
    assert "zero_quantity" in codes(result)


def test_quantity_0_that_is_charged_is_rejected(tmp_path: Path) -> None:
    head = "订单编号,商品名称,数量,金额"
    result = parsed(text_file(tmp_path, head, "A1,桂花酱,0,5.00", "A2,桂花酱,1,5.00"))
    assert [d.platform_order_id for d in result.orders] == ["A2"]
    assert (result.rejects[0].row, result.rejects[0].column) == (2, "数量")


def test_totals_that_do_not_add_up_warn_and_come_in(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1", 订单金额="70.00"), plain("A2")))
    assert result.orders[0].flags == {"totals_differ"}
    assert result.orders[1].flags == frozenset()
    assert "row 2" in str(next(n.text for n in result.notices if n.code == "totals_differ"))


def test_ids_names_and_skus_joined_in_parallel(tmp_path: Path) -> None:
    row = plain("A1", 商品名称="桂花酱；蜂蜜", 货号="GH-1;FM-1", 数量="2;1", 单价="25;30", 订单金额="80.00")
    order = parsed(text_file(tmp_path, PLAIN, row)).orders[0]
    assert [(x.sku, x.title, x.quantity, x.amount) for x in order.lines] == [
        ("GH-1", "桂花酱", 2, 5000),
        ("FM-1", "蜂蜜", 1, 3000),
    ]
    assert order.rows == (2,)


def test_a_semicolon_in_one_name_does_not_split_it(tmp_path: Path) -> None:
    order = parsed(text_file(tmp_path, PLAIN, plain("A1", 商品名称="桂花酱;手工"))).orders[0]
    assert [x.title for x in order.lines] == ["桂花酱;手工"]


def test_full_width_commas_inside_an_address(tmp_path: Path) -> None:
    row = plain("A1", 收货人="", 手机="", 收货地址="张三，86-13900000000，广东省 深圳市 福田区 花园路2号，靠东门")
    order = parsed(text_file(tmp_path, PLAIN, row)).orders[0]
    assert (order.buyer_name, order.phone, order.city) == ("张三", "13900000000", "深圳市")
    assert order.address == "广东省 深圳市 福田区 花园路2号，靠东门"


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("浙江省 杭州市 西湖区 桂花路1号 (310000)", ("浙江省", "杭州市", "西湖区", "桂花路1号", "310000")),
        ("浙江省杭州市西湖区桂花路1号", ("浙江省", "杭州市", "西湖区", "桂花路1号", None)),
        ("北京市朝阳区花园路2号", ("北京市", "北京市", "朝阳区", "花园路2号", None)),
        ("广西壮族自治区南宁市青秀区花园路2号(000000)", ("广西壮族自治区", "南宁市", "青秀区", "花园路2号", None)),
        ("1 Example Road, York", (None, None, None, None, None)),
    ],
)
def test_the_parts_of_an_address(full: str, parts: tuple[str | None, ...]) -> None:
    assert tuple(split_address(full)) == parts


def test_a_cell_that_is_only_an_address() -> None:
    assert split_recipient("广东省深圳市，花园路2号") == (None, None, "广东省深圳市，花园路2号")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("顺丰速运", "shunfeng"),
        ("中通快递", "zhongtong"),
        ("EMS", "ems"),
        ("邮政快递包裹", "youzhengguonei"),
        ("某某物流", "某某物流"),
    ],
)
def test_carriers_by_code(name: str, code: str) -> None:
    assert carrier_code(name) == code


def test_a_masked_value_never_replaces_a_better_one(tmp_path: Path) -> None:
    plain_one = parsed(text_file(tmp_path, TAOBAO, taobao_row(T1))).orders[0]
    hidden = parsed(
        text_file(tmp_path, TAOBAO, taobao_row(T1, 收货人姓名="林*", 联系手机="138****0000", 订单状态="交易成功"))
    ).orders[0]
    assert hidden.masked == {"buyer_name", "phone"}
    for a, b in ((plain_one, hidden), (hidden, plain_one)):
        joined = join_two(a, b)
        assert (joined.buyer_name, joined.phone, joined.masked) == ("林小满", "13800000000", frozenset())


def test_refund_in_the_amounts_cell_settles_the_payment_state(tmp_path: Path) -> None:
    part = taobao_row(T1, 买家实际支付金额="56.00(已退款10.00)", 订单状态="交易成功")
    whole = taobao_row("3200000000000000002", 退款金额="56.00", 订单状态="交易成功")
    first, second = parsed(text_file(tmp_path, TAOBAO, part, whole)).orders
    assert (first.paid, first.refunded, first.payment_state) == (5600, 1000, "part_refunded")
    assert (second.refunded, second.payment_state) == (5600, "refunded")


def test_an_ambiguous_date_column_is_asked_and_answered(tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain("A1", 下单时间="09/03/2026"), plain("A2", 下单时间="10/03/2026"))
    question = parsed(path).questions[0]
    assert (question.kind, question.column, question.choices) == ("date_order", "下单时间", ("DMY", "MDY"))
    assert parsed(path).blocked
    answered = parsed(path, context=Context(date_orders={"下单时间": "MDY"}))
    assert not answered.questions
    assert str(answered.orders[0].placed_at) == "2026-09-02 16:00:00+00:00"


def test_amounts_in_another_currency_name_it(tmp_path: Path) -> None:
    order = parsed(text_file(tmp_path, PLAIN, plain("A1", 单价="CA$4.42", 订单金额="CA$8.84"))).orders[0]
    assert (order.currency, order.total) == ("CAD", 884)


def test_padded_cells_and_words_for_nothing(tmp_path: Path) -> None:
    row = [" A1\t", "2026-09-22 00:54:10 ", "桂花酱　", "\tGH-1", " 2 ", "25.00 ", "--", "NULL", "/", "无", "-"]
    order = parsed(workbook(tmp_path, PLAIN.split(","), row)).orders[0]
    assert (order.platform_order_id, order.lines[0].sku, order.lines[0].title) == ("A1", "GH-1", "桂花酱")
    assert (order.buyer_name, order.phone, order.address, order.seller_note) == (None, None, None, None)
    assert order.total == 5000


def test_unknown_columns_stay_with_the_order_or_its_lines(tmp_path: Path) -> None:
    head = "订单编号,商品名称,数量,单价,仓库,货位"
    order = parsed(text_file(tmp_path, head, "A1,桂花酱,1,5,杭州仓,A-1", "A1,蜂蜜,1,5,杭州仓,B-2")).orders[0]
    assert order.extras == {"仓库": "杭州仓"}
    assert [dict(x.extras) for x in order.lines] == [{"货位": "A-1"}, {"货位": "B-2"}]


def test_no_person_is_named_in_an_error(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, PLAIN, plain("A1", 数量="x")))
    said = " ".join(str(n.text) for n in result.notices) + str(result.rejects[0].reason)
    assert "林小满" not in said
    assert "13800000000" not in said


def test_the_cycle_collector_is_left_as_it_was(tmp_path: Path) -> None:
    before = gc.get_threshold(), gc.isenabled()
    parsed(text_file(tmp_path, PLAIN, plain("A1")))
    assert (gc.get_threshold(), gc.isenabled()) == before


def test_an_order_is_not_lost_for_its_phone(tmp_path: Path) -> None:
    rows = [plain("A1", 手机="见备注"), plain("A2", 手机="****"), plain("A3", 手机="138****0000"), plain("A4")]
    result = parsed(text_file(tmp_path, PLAIN, *rows))
    assert result.rejects == ()
    assert [d.phone for d in result.orders] == ["见备注", "****", "138****0000", "13800000000"]
    (said,) = [n for n in result.notices if n.code == "odd_phone"]
    assert (said.row, said.column, said.blocking) == (2, "手机", False)
    assert "见备注" not in str(said.text)

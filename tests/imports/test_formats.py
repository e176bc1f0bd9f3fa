"""Each platform's file is recognised by its columns and read into the right fields."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.imports import formats
from app.imports.fields import LINE_FIELDS, ORDER_FIELDS, PRODUCT_FIELDS
from app.imports.parse import _SHAPES_OF_PLATFORMS
from tests.imports.helpers import JD, TAOBAO, TAOBAO_LINES, codes, parsed, reasons, taobao_row, text_file

T1 = "3200000000000000001"


@pytest.mark.parametrize("fmt", formats.ALL, ids=lambda f: f.name)
def test_declarations_name_fields_that_exist(fmt: formats.Format) -> None:
    known = {f.name for f in (PRODUCT_FIELDS if fmt.kind == "products" else ORDER_FIELDS + LINE_FIELDS)}
    assert {c.field for c in fmt.columns} <= known | set(_SHAPES_OF_PLATFORMS)
    assert formats.find(fmt.name) is fmt


@pytest.mark.parametrize("fmt", formats.ALL, ids=lambda f: f.name)
def test_a_file_with_all_declared_columns_is_that_format_and_no_other(fmt: formats.Format) -> None:
    keys = [formats.header_key(c.names[0]) for c in fmt.columns]
    found = formats.recognise(keys)
    assert found[0][1] is fmt
    assert len(found) == 1 or found[0][0] - found[1][0] >= 0.04


def test_taobao_orders(tmp_path: Path) -> None:
    order = parsed(text_file(tmp_path, TAOBAO, taobao_row(T1), encoding="gbk")).orders[0]
    assert (order.platform, order.platform_order_id, order.shop_name) == ("taobao", T1, "小满的店")
    assert (order.payment_state, order.fulfilment_state) == ("paid", "to_ship")
    assert (order.goods_total, order.shipping_fee, order.total, order.paid) == (5000, 600, 5600, 5600)
    assert order.placed_at == datetime(2026, 9, 21, 16, 54, 10, tzinfo=UTC)
    assert (order.province, order.city, order.district, order.postcode) == ("浙江省", "杭州市", "西湖区", "310000")
    assert order.phone == "13800000000"
    assert (order.lines[0].title, order.lines[0].quantity) == ("手工桂花酱", 2)
    assert "lines_provisional" in order.flags
    assert {"buyer_name", "payment_state", "total"} <= order.known
    assert "completed_at" not in order.known


@pytest.mark.parametrize(
    ("word", "payment", "fulfilment"),
    [
        ("等待买家付款", "unpaid", "new"),
        ("买家已付款,等待卖家发货", "paid", "to_ship"),
        ("卖家部分发货", "paid", "part_shipped"),
        ("卖家已发货，等待买家确认", "paid", "shipped"),
        ("交易成功", "paid", "completed"),
        ("交易关闭", "refunded", "cancelled"),
    ],
)
def test_taobao_states(tmp_path: Path, word: str, payment: str, fulfilment: str) -> None:
    order = parsed(text_file(tmp_path, TAOBAO, taobao_row(T1, 订单状态=word))).orders[0]
    assert (order.payment_state, order.fulfilment_state) == (payment, fulfilment)


def test_taobao_order_closed_before_payment(tmp_path: Path) -> None:
    row = taobao_row(T1, 订单状态="交易关闭", 买家实际支付金额="0.00", 订单付款时间="")
    assert parsed(text_file(tmp_path, TAOBAO, row)).orders[0].payment_state == "unpaid"


@pytest.mark.parametrize("lines_first", [True, False])
def test_taobao_orders_and_lines_in_either_order(tmp_path: Path, lines_first: bool) -> None:
    orders = text_file(tmp_path, TAOBAO, taobao_row(T1), name="o.csv", encoding="gbk")
    lines = text_file(
        tmp_path,
        TAOBAO_LINES,
        f"{T1}1,{T1},GH-1,,手工桂花酱,15.00,2,规格:大瓶;口味:原味,SF100001,顺丰速运",
        f"{T1}2,{T1},FM-1,,蜂蜜,20.00,1,,SF100002,顺丰速运",
        name="l.csv",
    )
    result = parsed(*((lines, orders) if lines_first else (orders, lines)))
    assert len(result.orders) == 1
    order = result.orders[0]
    assert [(x.sku, x.quantity, x.amount) for x in order.lines] == [("GH-1", 2, 3000), ("FM-1", 1, 2000)]
    assert order.lines[0].options == "规格:大瓶;口味:原味"
    assert (order.buyer_name, order.total) == ("林小满", 5600)
    assert set(order.waybills) == {"SF100001", "SF100002"}
    assert order.carrier == "shunfeng"
    assert order.flags == frozenset()
    assert {order.source, *(source for source, _, _ in order.also)} == {"o.csv", "l.csv"}


@pytest.mark.parametrize("lines_first", [True, False])
def test_an_order_rejected_in_one_file_does_not_come_in_half_from_the_other(tmp_path: Path, lines_first: bool) -> None:
    orders = text_file(tmp_path, TAOBAO, taobao_row(T1, 总金额="abc"), taobao_row("T2"), name="o.csv", encoding="gbk")
    lines = text_file(
        tmp_path, TAOBAO_LINES, f"1,{T1},GH-1,,手工桂花酱,15.00,2,,,", "2,T2,GH-1,,手工桂花酱,15.00,2,,,", name="l.csv"
    )
    result = parsed(*((lines, orders) if lines_first else (orders, lines)))
    assert [o.platform_order_id for o in result.orders] == ["T2"]
    told = {(r.source, r.row): str(r.reason) for r in result.rejects}
    assert told["l.csv", 2] == "Row 2 of the same order was rejected in o.csv."


def test_taobao_lines_alone_say_nothing_of_the_order(tmp_path: Path) -> None:
    order = parsed(text_file(tmp_path, TAOBAO_LINES, f"{T1}1,{T1},GH-1,,手工桂花酱,15.00,2,,,")).orders[0]
    assert order.payment_state is None
    assert order.known == {"lines", "waybills", "carrier"}


def test_jd_a_row_per_line(tmp_path: Path) -> None:
    rows = [
        "274812345678,1001,桂花酱,2,2026-09-22 00:54:10,80.00,25.00,林*,浙江杭州,138****0000,等待出库",
        "274812345678,1002,蜂蜜,1,2026-09-22 00:54:10,80.00,30.00,林*,浙江杭州,138****0000,等待出库",
    ]
    result = parsed(text_file(tmp_path, JD, *rows))
    order = result.orders[0]
    assert (result.format, len(result.orders), order.total, order.rows) == ("jd", 1, 8000, (2, 3))
    assert [(x.platform_product_id, x.amount) for x in order.lines] == [("1001", 5000), ("1002", 3000)]
    assert order.masked == {"buyer_name", "phone"}
    assert "totals_differ" not in codes(result)


def test_pinduoduo(tmp_path: Path) -> None:
    head = (
        "订单号,订单状态,商家实收金额(元),商品数量(件),商品id,商品规格,商家编码-规格维度,"
        "售后状态,订单成交时间,快递单号,快递公司,收货人,手机"
    )
    row = (
        "260922-123456789012345,已发货，待签收,25.80,1,\t88123,大瓶,GH-1,无售后,2026-09-22 "
        "00:54:10,YT0001,圆通快递,##密文,~AgAA~"
    )
    order = parsed(text_file(tmp_path, head, row.replace("发货，待", "发货@待").replace("@", "，"))).orders[0]
    assert (order.platform, order.paid, order.fulfilment_state) == ("pinduoduo", 2580, "shipped")
    assert (order.carrier, order.waybills, order.lines[0].platform_product_id) == ("yuantong", ("YT0001",), "88123")
    assert order.masked == {"buyer_name", "phone"}


def test_douyin_sub_orders(tmp_path: Path) -> None:
    head = (
        "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品金额,"
        "订单应付金额,运费,收件人,收件人手机号,详细地址,订单提交时间,"
        "商家备注,订单完成时间,订单状态,售后状态,取消原因,发货时间,平台实际承担优惠金额,"
        "商家实际承担优惠金额,达人实际承担优惠金额"
    )
    rest = "林*,138****0000,浙江省杭州市西湖区,2026/9/22 0:54,,,{},-,,,1.00,2.00,0"
    rows = [
        f"69170001,691700011,桂花酱,大瓶,1,361,GH-1,25.00,22.00,0,{rest.format('已发货')}",
        f"69170001,691700012,蜂蜜,-,1,362,FM-1,30.00,27.00,0,{rest.format('待发货')}",
    ]
    order = parsed(text_file(tmp_path, head, *rows)).orders[0]
    assert (order.total, order.discount, order.goods_total) == (4900, 600, 5500)
    assert order.fulfilment_state == "part_shipped"
    assert order.aftersale_state is None
    assert [x.platform_line_id for x in order.lines] == ["691700011", "691700012"]
    assert order.flags == frozenset()


def test_youzan_several_items_joined_in_one_cell(tmp_path: Path) -> None:
    head = (
        "订单号,买家付款时间,收货人手机号/提货人手机号,全部商品名称,商品种类数,订单实付金额,"
        "订单状态,买家备注,商家订单备注"
    )
    row = "E20260922005410000000001,2026-09-22 00:54:10,13800000000,桂花酱(2件)；蜂蜜;赠品 小勺,3,80.00,待发货,/,"
    order = parsed(text_file(tmp_path, head, row)).orders[0]
    assert order.platform == "youzan"
    assert [(x.title, x.quantity, x.gift) for x in order.lines] == [
        ("桂花酱", 2, False),
        ("蜂蜜", 1, False),
        ("赠品 小勺", 1, True),
    ]
    assert (order.paid, order.rows, order.buyer_note) == (8000, (2,), None)


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Shipping Name,Shipping Street,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,"
    "Notes,Note Attributes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags"
)


def test_shopify_continuation_rows(tmp_path: Path) -> None:
    first = (
        "#1001,a@example.com,paid,2026-03-12 09:14:02 +0000,fulfilled,2026-03-13 09:00:00 +0000,USD,30.00,5.00,0.00,"
        "35.00,,0.00,2026-03-12 09:14:02 +0000,2,Tea - Large,10.00,TEA-L,Ann Example,1 Road,York,YO1,ENG,GB,"
        '\'+44 1632 960000,,"gift: yes\nwrap: red",,Stripe,0.00,Shop,5000000000001,vip'
    )
    second = "#1001" + "," * 14 + "1,Honey,10.00,HON" + "," * 15
    result = parsed(text_file(tmp_path, SHOPIFY, first, second))
    order = result.orders[0]
    assert (result.format, len(result.orders)) == ("shopify_orders", 1)
    assert [(x.sku, x.quantity, x.amount) for x in order.lines] == [("TEA-L", 2, 2000), ("HON", 1, 1000)]
    assert (order.payment_state, order.fulfilment_state, order.currency, order.total) == (
        "paid",
        "shipped",
        "USD",
        3500,
    )
    assert order.placed_at == datetime(2026, 3, 12, 9, 14, 2, tzinfo=UTC)
    assert order.extras["Note Attributes"] == "gift: yes\nwrap: red"
    assert order.flags == frozenset()


def test_etsy_two_files(tmp_path: Path) -> None:
    orders = text_file(
        tmp_path,
        (
            "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Date Shipped,Street 1,"
            "Ship City,Ship Country,Currency,Order Value,Discount Amount,Shipping,Order Total"
        ),
        "03/09/26,3000000001,ann,Ann Example,2,,1 Road,York,United Kingdom,GBP,20.00,0.00,3.00,23.00",
        name="EtsySoldOrders.csv",
    )
    items = text_file(
        tmp_path,
        "Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Listing ID,Order ID,Variations,SKU",
        "03/09/26,Candle,ann,2,10.00,GBP,4000000001,5000000001,3000000001,Color:Red,CAN-R",
        name="EtsySoldOrderItems.csv",
    )
    result = parsed(items, orders)
    order = result.orders[0]
    assert len(result.orders) == 1
    assert (order.total, order.currency, order.lines[0].sku) == (2300, "GBP", "CAN-R")
    assert str(order.placed_at)[:10] in ("2026-03-08", "2026-03-09")  # month first, as Etsy writes
    assert not result.questions


def test_amazon_flat_file(tmp_path: Path) -> None:
    head = (
        "order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased\tcurrency\t"
        "item-price\tshipping-price\trecipient-name"
    )
    rows = [
        "111-0000001-0000001\t90001\t2026-03-12T09:14:02-07:00\tTEA\tTea\t2\tUSD\t20.00\t3.00\tAnn Example",
        "111-0000001-0000001\t90002\t2026-03-12T09:14:02-07:00\tHON\tHoney\t1\tUSD\t9.00\t3.00\tAnn Example",
    ]
    order = parsed(text_file(tmp_path, head, *rows, name="a.txt")).orders[0]
    assert (order.platform, order.currency, order.shipping_fee, order.total) == ("amazon", "USD", 600, 3500)
    assert [(x.unit_price, x.amount) for x in order.lines] == [(1000, 2000), (900, 900)]
    assert order.placed_at == datetime(2026, 3, 12, 16, 14, 2, tzinfo=UTC)
    assert (order.payment_state, order.fulfilment_state) == ("paid", "to_ship")


def test_ebay_germany(tmp_path: Path) -> None:
    head = (
        "Bestellnummer;Nutzername des Käufers;Name des Käufers;Artikelnummer;Angebotstitel;"
        "Anzahl;Verkauft für;Verpackung und Versand;Gesamtpreis;Verkauft am;Bezahlt am;"
        "Versendet am"
    )
    row = "11-00001-00001;ann_x;Ann Beispiel;770001;Teedose;1;1.116,99 €;4,90 €;1.121,89 €;10-Dez-25;11-Dez-25;"
    order = parsed(
        text_file(tmp_path, ";;;;;;;;;;;", head, row, "", "1 Einträge heruntergeladen;;;;;;;;;;;", encoding="cp1252")
    ).orders[0]
    assert (order.platform, order.currency, order.total, order.lines[0].amount) == ("ebay", "EUR", 112189, 111699)
    assert (order.payment_state, order.fulfilment_state) == ("paid", "to_ship")
    assert order.placed_at == datetime(2025, 12, 9, 23, tzinfo=UTC)


def test_an_unknown_state_is_said_and_left_open(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, TAOBAO, taobao_row(T1, 订单状态="外星运输中")))
    assert result.orders[0].fulfilment_state is None
    assert "unknown_status" in codes(result)


def test_a_format_named_by_the_user_must_fit(tmp_path: Path) -> None:
    path = text_file(tmp_path, TAOBAO, taobao_row(T1))
    assert parsed(path, format_name="taobao_orders").format == "taobao_orders"
    with pytest.raises(UserError, match="lacks the columns"):
        parsed(path, format_name="jd")
    with pytest.raises(UserError, match="no format"):
        parsed(path, format_name="nonsense")


def test_a_missing_order_number_is_rejected(tmp_path: Path) -> None:
    result = parsed(text_file(tmp_path, TAOBAO, taobao_row(""), taobao_row(T1)))
    assert len(result.orders) == 1
    assert reasons(result) == [(2, "订单编号", "The row has no order number.")]

# ruff: noqa: E501  (a row of an export is as long as it is)
"""Each platform's small file from the disk to the shop's file and back: once new, twice nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.imports.desk import Counter
from tests.imports.helpers import JD, TAOBAO, TAOBAO_LINES, taobao_row, workbook
from tests.imports.test_formats import SHOPIFY

T1 = "3200000000000000001"
PDD = "订单号,订单状态,商家实收金额(元),商品数量(件),商品id,商品规格,商家编码-规格维度,售后状态,订单成交时间,快递单号,快递公司,收货人,手机"
DOUYIN = (
    "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品金额,订单应付金额,运费,收件人,"
    "收件人手机号,详细地址,订单提交时间,商家备注,订单完成时间,订单状态,售后状态,取消原因,发货时间,"
    "平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额"
)
YOUZAN = (
    "订单号,买家付款时间,收货人手机号/提货人手机号,全部商品名称,商品种类数,订单实付金额,订单状态,买家备注,商家订单备注"
)
ETSY = "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Ship City,Currency,Order Value,Shipping,Order Total"
ETSY_LINES = "Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Listing ID,Order ID,Variations,SKU"
AMAZON = "order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\tshipping-price\trecipient-name"
EBAY = (
    "Bestellnummer;Nutzername des Käufers;Name des Käufers;Artikelnummer;Angebotstitel;Anzahl;Verkauft für;"
    "Verpackung und Versand;Gesamtpreis;Verkauft am;Bezahlt am;Versendet am"
)

Files = Sequence[tuple[str, str, Sequence[str]]]

STORIES: dict[str, tuple[Files, str, dict[str, object]]] = {
    "taobao": (
        (("o.csv", "gbk", (TAOBAO, taobao_row(T1))),
         ("l.csv", "gb18030", (TAOBAO_LINES, f"{T1}1,{T1},GH-1,,手工桂花酱,25.00,2,大瓶,,"))),
        T1,
        {"platform": "taobao", "total": 5600, "paid": 5600, "fulfilment": "to_ship", "quantity": 2,
         "buyer_name": "林小满", "items": "手工桂花酱 大瓶 ×2"},
    ),
    "jd": (
        (("jd.csv", "gbk", (JD, "2748,1001,桂花酱,2,2026-09-22 00:54:10,80.00,25.00,林小满,浙江杭州,13800000000,等待出库",
                            "2748,1002,蜂蜜,1,2026-09-22 00:54:10,80.00,30.00,林小满,浙江杭州,13800000000,等待出库")),),
        "2748",
        {"platform": "jd", "total": 8000, "fulfilment": "to_ship", "payment": "paid", "quantity": 3},
    ),
    "pinduoduo": (
        (("pdd.csv", "utf-8-sig", (PDD, '260922-1,"已发货,待签收",25.80,1,\t88123,大瓶,GH-1,无售后,2026-09-22 00:54:10,YT0001,圆通快递,##密文,~AgAA~')),),
        "260922-1",
        {"platform": "pinduoduo", "paid": 2580, "fulfilment": "shipped", "waybills": "YT0001", "customer_id": None},
    ),
    "douyin": (
        (("dy.csv", "utf-8", (DOUYIN, "6917,69171,桂花酱,大瓶,1,361,GH-1,25.00,22.00,0,林*,138****0000,浙江省杭州市西湖区,2026/9/22 0:54,,,待发货,-,,,1.00,2.00,0",
                              "6917,69172,蜂蜜,-,1,362,FM-1,30.00,27.00,0,林*,138****0000,浙江省杭州市西湖区,2026/9/22 0:54,,,待发货,-,,,1.00,2.00,0")),),
        "6917",
        {"platform": "douyin", "total": 4900, "discount": 600, "fulfilment": "to_ship", "quantity": 2},
    ),
    "youzan": (
        (("yz.csv", "utf-8", (YOUZAN, "E2026,2026-09-22 00:54:10,13800000000,桂花酱(2件)；蜂蜜,2,80.00,待发货,/,")),),
        "E2026",
        {"platform": "youzan", "paid": 8000, "quantity": 3, "phone": "13800000000"},
    ),
    "shopify": (
        (("sh.csv", "utf-8", (SHOPIFY, "#1001,a@example.com,paid,2026-03-12 09:14:02 +0000,fulfilled,2026-03-13 09:00:00 +0000,USD,30.00,5.00,0.00,35.00,,0.00,"
                              "2026-03-12 09:14:02 +0000,2,Tea - Large,10.00,TEA-L,Ann Example,1 Road,York,YO1,ENG,GB,'+44 1632 960000,,,,Stripe,0.00,Shop,5001,vip",
                              "#1001" + "," * 14 + "1,Honey,10.00,HON" + "," * 15)),),
        "#1001",
        {"platform": "shopify", "currency": "USD", "total": 3500, "fulfilment": "shipped", "quantity": 3},
    ),
    "etsy": (
        (("EtsySoldOrders.csv", "utf-8", (ETSY, "03/09/26,3001,ann,Ann Example,2,York,GBP,20.00,3.00,23.00")),
         ("EtsySoldOrderItems.csv", "utf-8", (ETSY_LINES, "03/09/26,Candle,ann,2,10.00,GBP,4001,5001,3001,Color:Red,CAN-R"))),
        "3001",
        {"platform": "etsy", "currency": "GBP", "total": 2300, "quantity": 2, "payment": "paid"},
    ),
    "amazon": (
        (("az.txt", "utf-8", (AMAZON, "111-1\t90001\t2026-03-12T09:14:02-07:00\tTEA\tTea\t2\tUSD\t20.00\t3.00\tAnn Example",
                              "111-1\t90002\t2026-03-12T09:14:02-07:00\tHON\tHoney\t1\tUSD\t9.00\t3.00\tAnn Example")),),
        "111-1",
        {"platform": "amazon", "currency": "USD", "total": 3500, "shipping_fee": 600, "quantity": 3},
    ),
    "ebay": (
        (("eb.csv", "cp1252", (EBAY, "11-1;ann_x;Ann Beispiel;770001;Teedose;1;1.116,99 €;4,90 €;1.121,89 €;10-Dez-25;11-Dez-25;")),),
        "11-1",
        {"platform": "ebay", "currency": "EUR", "total": 112189, "payment": "paid", "fulfilment": "to_ship"},
    ),
}  # fmt: skip


def written(counter: Counter, files: Files) -> list[Path]:
    return [counter.file(name, *lines, encoding=encoding) for name, encoding, lines in files]


@pytest.mark.parametrize("name", STORIES)
def test_a_platforms_file_becomes_an_order_once(counter: Counter, name: str) -> None:
    files, number, wanted = STORIES[name]
    paths = written(counter, files)
    done = counter.drop(*paths)
    assert (done.new, done.rejected) == (1, ())
    order = counter.order(number)
    assert {n: order[n] for n in wanted} == wanted
    before = counter.seq()
    again = counter.drop(*paths)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 1)
    assert counter.seq() == before
    counter.check()


@pytest.mark.parametrize("name", ["taobao", "etsy"])
@pytest.mark.parametrize("backwards", [True, False])
def test_two_files_one_after_the_other_in_either_order(counter: Counter, name: str, backwards: bool) -> None:
    files, number, wanted = STORIES[name]
    paths = written(counter, files)
    for path in reversed(paths) if backwards else paths:
        counter.drop(path)
    order = counter.order(number)
    assert {n: order[n] for n in wanted} == wanted
    before = counter.seq()
    for path in paths:
        assert counter.drop(path).unchanged == 1
    assert counter.seq() == before
    counter.check()


@pytest.mark.parametrize("name", ["jd", "pinduoduo", "youzan"])
def test_the_same_export_saved_as_a_workbook_is_the_same_order(counter: Counter, name: str) -> None:
    files, number, _ = STORIES[name]
    _, _, lines = files[0]
    rows = [line.replace('"', "").replace("已发货,", "已发货，").split(",") for line in lines]
    assert counter.drop(workbook(counter.folder, *rows, name="o.xlsx")).new == 1
    assert counter.drop(*written(counter, files)).unchanged == 1
    assert set(counter.orders()) == {number}


def test_products_and_customers_come_with_the_orders(counter: Counter) -> None:
    for files, _, _ in STORIES.values():
        counter.drop(*written(counter, files))
    assert len(counter.all("orders")) == len(STORIES)
    assert {"GH-1", "TEA-L", "CAN-R"} <= {p["sku"] for p in counter.all("products")}
    assert "a@example.com" in {c["email"] for c in counter.all("customers")}
    counter.check()

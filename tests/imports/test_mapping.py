"""Tables that no format knows: suggested, confirmed, remembered."""

from pathlib import Path

import pytest

from app.core.errors import UserError
from app.imports.mapping import Mapping, made, signature
from app.imports.suggest import suggest
from tests.imports.helpers import PLAIN, parsed, plain, text_file


def test_superstore_columns_are_guessed() -> None:
    head = (
        "Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Country,"
        "City,State,Postal Code,Product ID,Category,Product Name,Sales,Quantity,Discount,"
        "Profit"
    )
    row = (
        "1,CA-2016-152156,2016-11-08,2016-11-11,Second Class,CG-1,Ann Example,United States,"
        "Henderson,Kentucky,42420,FUR-1,Furniture,Bookcase,261.96,2,0.2,41.9"
    )
    found = suggest(head.split(","), [row.split(",")])
    assert found is not None
    assert found.kind == "orders"
    assert {
        "order_id": "Order ID", "placed_at": "Order Date", "shipped_at": "Ship Date", "sku": "Product ID",
        "title": "Product Name",
        "amount": "Sales", "quantity": "Quantity", "buyer_name": "Customer Name", "line_id": "Row ID",
    }.items() <= dict(found.columns).items()  # fmt: skip
    assert found.header("discount") is None  # 0.2 is a rate, not an amount


def test_basket_lines_are_guessed_and_grouped(tmp_path: Path) -> None:
    head = "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,week,transaction_timestamp"
    rows = [
        "906,319,31198705046,1020156,1,1.5,0.29,1,2017-01-01 12:30:27",
        "906,319,31198705046,1053875,2,2.78,0.8,1,2017-01-01 12:30:27",
        "900,330,31198570044,1095275,1,0.5,0.0,1,2017-01-01 11:53:26",
    ]
    result = parsed(text_file(tmp_path, head, *rows))
    assert [(d.platform_order_id, [(x.sku, x.amount) for x in d.lines]) for d in result.orders] == [
        ("31198705046", [("1020156", 150), ("1053875", 278)]),
        ("31198570044", [("1095275", 50)]),
    ]
    assert not result.confirmed


def test_words_are_matched_loosely(tmp_path: Path) -> None:
    found = suggest(
        ["订单编号(必填)", "Custmer Name", "商品名称", "购买数量（件）", "实付金额(元)"],
        [["A1", "Ann", "桂花酱", "1", "5.00"]],
    )
    assert found is not None
    assert dict(found.columns) == {
        "order_id": "订单编号(必填)", "buyer_name": "Custmer Name", "title": "商品名称",
        "quantity": "购买数量（件）", "paid": "实付金额(元)",
    }  # fmt: skip


def test_the_shape_of_cells_overrules_the_words() -> None:
    found = suggest(["订单编号", "商品名称", "预计下单时间段", "金额备注栏"], [["A1", "桂花酱", "很快", "五元"]])
    assert found is not None
    assert {name for name, _ in found.columns} & {"placed_at", "amount"} == set()


def test_a_column_called_quantity_is_one_even_if_its_cells_are_bad() -> None:
    found = suggest(["订单编号", "商品名称", "数量"], [["A1", "桂花酱", "两"]])
    assert found is not None
    assert found.header("quantity") == "数量"


def test_a_confirmed_mapping_is_used_as_it_is(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c,d", "A1,桂花酱,2,5.00", "A2,蜂蜜,1,7.00")
    mapping = made("orders", [("order_id", "a"), ("title", "b"), ("quantity", "c"), ("unit_price", "d")])
    result = parsed(path, mapping=mapping)
    assert result.confirmed
    assert [(d.platform_order_id, d.total) for d in result.orders] == [("A1", 1000), ("A2", 700)]


def test_a_mapping_keeps_its_currency_and_date_order(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b,c,d", "A1,桂花酱,09/03/2026,5.00", "A2,蜂蜜,10/03/2026,7.00")
    columns = (("order_id", "a"), ("title", "b"), ("placed_at", "c"), ("unit_price", "d"))
    result = parsed(path, mapping=Mapping("orders", columns, currency="EUR", date_order="DMY"))
    assert not result.questions
    assert result.orders[0].currency == "EUR"
    assert str(result.orders[0].placed_at) == "2026-03-08 16:00:00+00:00"


def test_a_signature_knows_a_set_of_columns() -> None:
    assert signature(["订单编号", "金额（元）"]) == signature(["金额(元) ", "\ufeff订单编号"])
    assert signature(["订单编号"]) != signature(["订单编号", "金额"])
    assert signature(["订单编号", "原因"]) == signature(["订单编号"])


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ((("order_id", "没有"),), "has no column 没有"),
        ((("title", "商品名称"),), "No column is mapped to the order number"),
    ],
)
def test_a_mapping_that_does_not_fit(tmp_path: Path, columns: tuple[tuple[str, str], ...], match: str) -> None:
    with pytest.raises(UserError, match=match):
        parsed(text_file(tmp_path, PLAIN, plain("A1")), mapping=Mapping("orders", columns))


def test_an_unknown_field_in_a_mapping() -> None:
    with pytest.raises(UserError, match="no field"):
        made("orders", [("ordre_id", "a")])


def test_a_table_of_nothing_we_know(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="none looks like"):
        parsed(text_file(tmp_path, "星期,天气", "一,晴", "二,雨"))


def test_the_day_and_the_time_of_day_may_stand_in_two_columns() -> None:
    headers = ["订单编号", "下单日期", "下单时间", "商品名称"]
    found = suggest(headers, [["A1", "2026-09-10", "08:30:00", "桂花酱"]])
    assert found is not None
    assert {("placed_at", "下单日期"), ("placed_time", "下单时间")} <= set(found.columns)
    whole = suggest(["订单编号", "下单时间", "商品名称"], [["A1", "2026-09-10 08:30", "桂花酱"]])
    assert whole is not None and ("placed_at", "下单时间") in whole.columns

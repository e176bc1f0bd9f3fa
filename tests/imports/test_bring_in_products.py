# ruff: noqa: E501  (a row of an export is as long as it is)
"""Products from files: made, repriced with their history, opening stock once, suppliers by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.verbs import export_view
from app.services import pricing, stock
from app.store.view import View
from tests.imports.desk import Counter

HEAD = "商品名称,货号,条码,分类,售价,成本价,库存,供应商,划线价,保质期天数,标签"
JAM = "手工桂花酱,GH-1,6900000000011,酱料,25.00,12.00,30,山野食品厂,29.00,365,热卖 秋季"


def test_a_product_with_all_that_a_shop_writes_down(counter: Counter) -> None:
    done = counter.drop(counter.file("p.csv", HEAD, JAM))
    p = counter.product("GH-1")
    assert (done.register, done.new, done.rejected) == ("products", 1, ())
    assert (p["name"], p["barcode"], p["category"]) == ("手工桂花酱", "6900000000011", "酱料")
    assert (p["price"], p["cost"], p["list_price"], p["shelf_life_days"], p["tags"]) == (
        2500,
        1200,
        2900,
        365,
        "热卖 秋季",
    )
    assert (p["on_hand"], p["available"]) == (30, 30)
    assert [s["name"] for s in counter.all("suppliers")] == ["山野食品厂"]
    assert p["supplier_id"] == counter.all("suppliers")[0]["id"]
    counter.check()


def test_the_same_products_again_change_nothing(counter: Counter) -> None:
    path = counter.file("p.csv", HEAD, JAM)
    counter.drop(path)
    before = counter.seq()
    assert counter.drop(path).unchanged == 1
    assert counter.seq() == before


def test_a_changed_price_goes_into_the_history(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", HEAD, JAM))
    done = counter.drop(counter.file("p2.csv", "货号,商品名称,售价", "GH-1,手工桂花酱,27.50"))
    p = counter.product("GH-1")
    assert (done.updated, p["price"], p["cost"]) == (1, 2750, 1200)
    with counter.shop.read() as reader:
        assert [h["price"] for h in pricing.history(reader, p["id"])] == [2750, 2500]


def test_stock_that_is_kept_already_is_not_touched(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", HEAD, JAM))
    p = counter.product("GH-1")
    counter.shop.change(lambda uow: stock.adjust(uow, p["id"], -5, "damage", "打碎"))
    done = counter.drop(counter.file("p2.csv", "货号,商品名称,库存", "GH-1,手工桂花酱,30"))
    assert (done.unchanged, counter.product("GH-1")["on_hand"]) == (1, 25)


def test_a_product_without_stock_keeping_gets_its_opening_stock_later(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", "货号,商品名称,售价", "GH-1,手工桂花酱,25"))
    assert counter.product("GH-1")["tracked_since"] is None
    assert counter.drop(counter.file("p2.csv", "货号,商品名称,库存", "GH-1,手工桂花酱,7")).updated == 1
    assert counter.product("GH-1")["on_hand"] == 7
    counter.check()


def test_stock_below_zero_opens_no_stock(counter: Counter) -> None:
    done = counter.drop(counter.file("p.csv", "货号,商品名称,售价,库存", "GH-1,手工桂花酱,25,-3"))
    assert (done.new, counter.product("GH-1")["tracked_since"]) == (1, None)
    assert any("below zero" in str(w) for w in done.warnings)


def test_a_blank_cell_erases_nothing(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", HEAD, JAM))
    counter.drop(counter.file("p2.csv", HEAD, "手工桂花酱,GH-1,,,26.00,,,,,,"))
    p = counter.product("GH-1")
    assert (p["price"], p["cost"], p["barcode"], p["category"]) == (2600, 1200, "6900000000011", "酱料")


def test_without_the_switch_an_unknown_supplier_is_left_out_and_said(counter: Counter) -> None:
    done = counter.drop(counter.file("p.csv", HEAD, JAM), create_suppliers=False)
    assert (counter.all("suppliers"), counter.product("GH-1")["supplier_id"]) == ([], None)
    assert any("supplier is not known" in str(w) for w in done.warnings)


def test_a_supplier_that_the_shop_has_is_found_by_name(counter: Counter) -> None:
    made = counter.shop.change(lambda uow: uow.create("suppliers", {"name": "山野食品厂"}))
    counter.drop(counter.file("p.csv", HEAD, JAM))
    assert counter.product("GH-1")["supplier_id"] == made
    assert len(counter.all("suppliers")) == 1


def test_products_without_any_code_are_found_again_by_name(counter: Counter) -> None:
    path = counter.file("p.csv", "商品名称,规格,售价", "桂花酱,大瓶,25", "桂花酱,小瓶,15")
    assert counter.drop(path).new == 2
    assert counter.drop(path).unchanged == 2
    assert len({p["sku"] for p in counter.all("products")}) == 2


def test_what_a_field_cannot_hold_is_rejected_with_its_column(counter: Counter) -> None:
    long = "长" * 501
    done = counter.drop(counter.file("p.csv", HEAD, JAM, f"{long},GH-2,,,1,1,1,,,,", "蜂蜜,GH-3,,,1,1,1,,,0,"))
    assert done.new == 1
    assert [(r.row, r.column) for r in done.rejected] == [(3, "商品名称"), (4, "保质期天数")]


def test_shopify_variants_and_woocommerce_products(counter: Counter) -> None:
    shopify = counter.file(
        "s.csv",
        "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty",
        "tea,Tea,<p>Good tea</p>,Mountain,Size,Large,TEA-L,12.50,4",
        "tea,,,,,Small,TEA-S,8.00,6",
    )
    assert counter.drop(shopify).new == 2
    assert (counter.product("TEA-S")["price"], counter.product("TEA-S")["on_hand"]) == (800, 6)
    assert counter.product("TEA-L")["listing_text"] == "Good tea"
    assert counter.drop(shopify).unchanged == 2


def test_the_woocommerce_sample(counter: Counter, tmp_path: Path) -> None:
    head = "ID,Type,SKU,Name,Published,Stock,Sale price,Regular price,Categories,Parent,Attribute 1 name,Attribute 1 value(s)"
    path = counter.file(
        "w.csv",
        head,
        '44,variable,tee,Tee,1,,,,Clothing,,Colour,"Red, Blue"',
        "45,variation,tee-r,,1,5,,20,,tee,Colour,Red",
    )
    done = counter.drop(path)
    assert (done.format, done.new, counter.product("tee-r")["on_hand"]) == ("woocommerce_products", 1, 5)


BARE = "商品名称,规格,条码,售价,库存"
TWO_SIZES = ("桂花酱,大瓶,6900000000011,25,7", "桂花酱,小瓶,6900000000011,15,9")


def test_one_barcode_on_two_new_sizes_comes_in_once_and_the_second_names_the_first(counter: Counter) -> None:
    path = counter.file("p.csv", BARE, *TWO_SIZES, "蜂蜜,,6900000000028,30,2")
    seen = counter.look(path)
    assert ([p.effect for p in seen.preview], seen.outcome.new, len(seen.outcome.rejected)) == (["new", "new"], 2, 1)
    done = counter.drop(path)
    assert (done.new, counter.product("6900000000011")["options"], len(counter.all("products"))) == (2, "大瓶", 2)
    assert [(r.row, r.column, r.value) for r in done.rejected] == [(3, "条码", "6900000000011")]
    assert str(done.rejected[0].reason) == "Row 2 is this product already; give each product a SKU of its own."
    counter.check()


def test_one_barcode_on_two_rows_of_a_known_product_opens_its_stock_once(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", "货号,商品名称,条码,售价", "GH-1,桂花酱,6900000000011,25"))
    done = counter.drop(counter.file("p2.csv", BARE, *TWO_SIZES))
    assert (done.updated, [(r.row, r.column) for r in done.rejected]) == (1, [(3, "条码")])
    assert (counter.product("GH-1")["on_hand"], counter.product("GH-1")["options"]) == (7, "大瓶")
    counter.check()


def test_a_barcode_and_a_sku_that_mean_one_product_change_it_once(counter: Counter) -> None:
    counter.drop(counter.file("p.csv", "货号,商品名称,条码,售价", "GH-1,桂花酱,6900000000011,25"))
    rows = ("GH-1,桂花酱,,25,4", ",桂花酱,6900000000011,25,4")
    done = counter.drop(counter.file("p2.csv", "货号,商品名称,条码,售价,库存", *rows))
    assert (done.updated, [r.row for r in done.rejected], counter.product("GH-1")["on_hand"]) == (1, [3], 4)
    fresh = ("6900000000028,蜂蜜,,30,2", ",蜂蜜膏,6900000000028,30,2")
    done = counter.drop(counter.file("p3.csv", "货号,商品名称,条码,售价,库存", *fresh))
    assert (done.new, [r.row for r in done.rejected]) == (1, [3])


def test_a_product_of_a_second_file_is_told_where_it_stood_first(counter: Counter) -> None:
    files = [counter.file(f"{n}.csv", BARE, row) for n, row in zip("ab", TWO_SIZES, strict=True)]
    done = counter.drop(*files)
    assert (done.new, [r.source for r in done.rejected]) == (1, ["b.csv"])
    assert str(done.rejected[0].reason).startswith("Row 2 of a.csv is this product already")


def test_a_product_without_a_code_takes_none_that_the_file_gives_to_another(counter: Counter) -> None:
    done = counter.drop(counter.file("p.csv", "货号,商品名称,售价", ",桂花酱,25", "P-00001,蜂蜜,30"))
    assert (done.new, sorted(p["sku"] for p in counter.all("products"))) == (2, ["P-00001", "P-00002"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_shops_own_list_of_products_comes_back_without_a_change(counter: Counter, language: str) -> None:
    counter.stocked("GH-1", 7, low_stock=3)
    counter.shop.change(lambda uow: uow.create("products", {"sku": "GH-2", "name": "新品", "status": "draft"}))
    path = counter.folder / "products.csv"
    export_view(counter.shop, View("products"), path, counter.shop.locale(Translator(language)), Progress())
    shown = counter.look(path)
    assert shown.register == "products"
    assert (shown.outcome.rejected, shown.outcome.new, shown.outcome.unchanged) == ((), 0, 2)
    path.write_text(path.read_text("utf-8-sig").replace("10.00", "12.50"), "utf-8-sig")
    assert counter.drop(path).updated == 1
    assert counter.product("GH-1")["price"] == 1250
    assert counter.product("GH-1")["extras"] is None

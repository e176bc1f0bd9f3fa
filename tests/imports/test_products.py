"""Products from platforms' files and from plain tables."""

from pathlib import Path

import pytest

from app.imports.html_text import strip_html
from tests.imports.helpers import codes, parsed, reasons, text_file, workbook

WOO = (
    "ID,Type,SKU,Name,Published,Description,Stock,Sale price,Regular price,Categories,Tags,Images,Parent,"
    "Attribute 1 name,Attribute 1 value(s)"
)


def test_woocommerce_variations_grouped_and_external(tmp_path: Path) -> None:
    rows = [
        "44,variable,tee,T-Shirt,1,<p>Soft &amp; <b>warm</b></p><ul><li>one</li></ul>,,,,Clothing,,"
        '"https://example.com/a.jpg, https://example.com/b.jpg",,Color,"Blue, Red"',
        "45,variation,tee-blue,,1,,7,18,20,,,,tee,Color,Blue",
        "46,variation,tee-red,T-Shirt - Red,1,,,,20,,,,id:44,Color,Red",
        "47,simple,cap,Cap,0,,3,,16,Clothing,,,,,",
        "48,grouped,set,Set,1,,,,,,,,,,",
        "49,external,press,Press,1,,,,15,,,,,,",
    ]
    result = parsed(text_file(tmp_path, WOO, *rows, encoding="utf-8-sig"))
    assert result.format == "woocommerce_products"
    found = {p.sku: p for p in result.products}
    assert set(found) == {"tee-blue", "tee-red", "cap", "press"}
    blue = found["tee-blue"]
    assert (blue.name, blue.parent, blue.price, blue.stock) == ("T-Shirt - Blue", "tee", 2000, 7)
    assert blue.description == "Soft & warm\none"
    assert blue.images == ("https://example.com/a.jpg", "https://example.com/b.jpg")
    assert blue.options == (("Color", "Blue"),)
    assert found["tee-red"].parent == "tee"
    assert found["cap"].published is False
    assert "grouped" in codes(result)


def test_shopify_products_with_continuation_rows(tmp_path: Path) -> None:
    head = (
        "Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant "
        "SKU,Variant Inventory Qty,Variant Price,Image Src"
    )
    rows = [
        "tea,Tea,<p>Green</p>,Leaf,Drinks,true,Size,Small,TEA-S,5,10.00,https://example.com/1.jpg",
        "tea,,,,,,,Large,TEA-L,2,18.00,https://example.com/2.jpg",
        "tea,,,,,,,,,,,https://example.com/3.jpg",
        "cup,Cup,,Leaf,Ware,true,Title,Default Title,CUP,1,8.00,",
    ]
    result = parsed(text_file(tmp_path, head, *rows))
    assert result.format == "shopify_products"
    small, large, cup = result.products
    assert (large.name, large.brand, large.category, large.parent) == ("Tea - Large", "Leaf", "Drinks", "tea")
    assert large.options == (("Size", "Large"),)
    assert large.description == "Green"
    assert len(small.images) == 3
    assert (cup.name, cup.options, cup.parent) == ("Cup", (), None)


HEAD = [
    "商品编码",
    "条码",
    "商品名称",
    "分类",
    "单位",
    "售价（元）",
    "成本价",
    "库存数量",
    "安全库存",
    "供应商",
    "品牌",
]


def test_a_plain_product_table(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ["GH-1", 6917000000017, "桂花酱", "食品", "瓶", 25, 11.5, 40, 5, "桂花坊", "小满"])
    result = parsed(path)
    assert (result.format, result.kind, result.confirmed) == ("generic", "products", False)
    product = result.products[0]
    assert (product.sku, product.barcode, product.name, product.unit) == ("GH-1", "6917000000017", "桂花酱", "瓶")
    assert (product.price, product.cost, product.stock, product.low_stock) == (2500, 1150, 40, 5)
    assert (product.supplier_name, product.brand, product.category) == ("桂花坊", "小满", "食品")


def test_a_sku_twice(tmp_path: Path) -> None:
    rows = [["GH-1", "", "桂花酱", "", "", 25], ["GH-1", "", "桂花酱", "", "", 26], ["GH-1", "", "蜂蜜", "", "", 30]]
    result = parsed(workbook(tmp_path, HEAD[:6], *rows))
    assert [(p.row, p.price) for p in result.products] == [(3, 2600)]
    assert reasons(result) == [(4, "商品编码", "Row 3 has another product with this SKU.")]
    assert "repeated" in codes(result)


def test_products_without_a_name_or_with_a_price_below_zero(tmp_path: Path) -> None:
    rows = [["", "6917000000017", "", "", "", 25], ["A", "", "桂花酱", "", "", -1], ["B", "", "蜂蜜", "", "", 30]]
    result = parsed(workbook(tmp_path, HEAD[:6], *rows))
    assert [p.sku for p in result.products] == ["B"]
    assert [(r.row, r.column) for r in result.rejects] == [(2, "商品名称"), (3, "售价（元）")]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("a<br>b", "a\nb"),
        ("<script>x()</script>a", "a"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("<div><b>a</b> b", "a b"),
    ],
)
def test_html_as_words(html: str, words: str) -> None:
    assert strip_html(html) == words

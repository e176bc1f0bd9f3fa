"""The platforms' formats, and which of them a table is."""

from __future__ import annotations

from collections.abc import Sequence

from app.imports.fields import LINE_FIELDS, ORDER_FIELDS, PRODUCT_FIELDS
from app.imports.formats import amazon, douyin, ebay_de, etsy, jd, pinduoduo, shopify, taobao, woocommerce, youzan
from app.imports.formats.base import Column, Format, States, column
from app.imports.header import header_key

ALL: tuple[Format, ...] = (
    taobao.ORDERS,
    taobao.LINES,
    jd.ORDERS,
    pinduoduo.ORDERS,
    douyin.ORDERS,
    youzan.ORDERS,
    shopify.ORDERS,
    shopify.PRODUCTS,
    woocommerce.PRODUCTS,
    etsy.ORDERS,
    etsy.LINES,
    amazon.ORDERS,
    ebay_de.ORDERS,
)

GENERIC = "generic"
"""The name of the format of a table that is read by a mapping."""

VOCABULARY: frozenset[str] = frozenset(
    [key for f in ALL for key in f.by_key]
    + [header_key(word) for f in ORDER_FIELDS + LINE_FIELDS + PRODUCT_FIELDS for word in f.words]
)
"""The keys of every column name that any format or field knows."""

__all__ = ["ALL", "GENERIC", "VOCABULARY", "Column", "Format", "States", "column", "find", "recognise"]


def find(name: str) -> Format | None:
    """The format of that name, or None."""
    return next((f for f in ALL if f.name == name), None)


def recognise(keys: Sequence[str]) -> list[tuple[float, Format]]:
    """The formats that a table's columns fit, best first, with their scores; empty if none has its required ones."""
    scored = [(f.score(keys), f) for f in ALL]
    return sorted(((s, f) for s, f in scored if s > 0), key=lambda item: -item[0])

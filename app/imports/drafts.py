"""What a file says, as plain values: the form that everything after parsing works on.

Amounts are minor units of `currency`, instants are aware UTC, row numbers are those that a spreadsheet program
shows. A draft never holds more than its file said: `known` names the fields that the file's columns speak of, so
that an update from one export never erases what another export gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

PAYMENT_STATES = ("unpaid", "paid", "part_refunded", "refunded")
FULFILMENT_STATES = ("new", "to_ship", "part_shipped", "shipped", "completed", "cancelled")

NOTHING: Mapping[str, str] = MappingProxyType({})


def _nothing() -> Mapping[str, str]:
    return NOTHING


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One item of an order. `row` is where it stands in its file; amounts are minor units of the order's currency."""

    row: int
    platform_line_id: str | None = None
    sku: str | None = None
    platform_product_id: str | None = None
    title: str | None = None
    options: str | None = None
    quantity: int = 1
    unit_price: int | None = None
    amount: int | None = None
    gift: bool = False
    extras: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """One order as a platform's export describes it, whatever number of rows or files that took.

    `source` is the file's name; `also` names the rows of other files or sheets as (source, sheet, rows).
    `payment_state` and `fulfilment_state` are None where the file does not say. `masked` names the fields whose
    value the platform hid (`张*`): they must not replace better data. `flags`: `totals_differ`, the sums do not
    agree; `lines_provisional`, the lines were made from an order's summary and give way to real ones.
    """

    platform: str
    platform_order_id: str
    rows: tuple[int, ...] = ()
    sheet: str = ""
    source: str = ""
    also: tuple[tuple[str, str, tuple[int, ...]], ...] = ()
    shop_name: str | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    payment_state: str | None = None
    fulfilment_state: str | None = None
    buyer_nick: str | None = None
    buyer_name: str | None = None
    phone: str | None = None
    email: str | None = None
    country: str | None = None
    province: str | None = None
    city: str | None = None
    district: str | None = None
    street: str | None = None
    postcode: str | None = None
    address: str | None = None
    currency: str = "CNY"
    goods_total: int | None = None
    shipping_fee: int | None = None
    discount: int | None = None
    tax: int | None = None
    total: int | None = None
    paid: int | None = None
    refunded: int | None = None
    payment_no: str | None = None
    payment_method: str | None = None
    buyer_note: str | None = None
    seller_note: str | None = None
    cancel_reason: str | None = None
    aftersale_state: str | None = None
    carrier: str | None = None
    waybills: tuple[str, ...] = ()
    lines: tuple[LineDraft, ...] = ()
    known: frozenset[str] = frozenset()
    masked: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    extras: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """One sellable product (a variant where the platform has variants). `stock` is the opening quantity.

    `parent` is the platform's key of the product that groups variants; `options` are (name, value) pairs.
    """

    row: int
    sheet: str = ""
    source: str = ""
    platform: str = ""
    platform_product_id: str | None = None
    sku: str | None = None
    barcode: str | None = None
    name: str | None = None
    category: str | None = None
    unit: str | None = None
    currency: str = "CNY"
    price: int | None = None
    cost: int | None = None
    stock: int | None = None
    low_stock: int | None = None
    supplier_name: str | None = None
    brand: str | None = None
    description: str | None = None
    parent: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    images: tuple[str, ...] = ()
    published: bool | None = None
    known: frozenset[str] = frozenset()
    extras: Mapping[str, str] = field(default_factory=_nothing)

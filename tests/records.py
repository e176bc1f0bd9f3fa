"""Invented records with every column that a table insists on, for tests that write through the one door."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.store.uow import NewRecord

PLACED = datetime(2026, 5, 17, 4, 0, tzinfo=UTC)


def order(**changes: Any) -> dict[str, Any]:
    """An order's values."""
    values: dict[str, Any] = {
        "platform": "shop",
        "placed_at": PLACED,
        "business_date": date(2026, 5, 17),
        "payment": "unpaid",
        "fulfilment": "new",
        "buyer_name": "陈渊",
        "phone": "13800001234",
        "address": "浙江省杭州市西湖区某路1号",
        "currency": "CNY",
        "goods_total": 2500,
        "shipping_fee": 0,
        "discount": 0,
        "total": 2500,
        "paid": 0,
        "refunded": 0,
        "items": "手工桂花酱 250g ×1",
        "quantity": 1,
        "waybills": "",
    }
    return values | changes


def line(**changes: Any) -> dict[str, Any]:
    """An order line's values."""
    values: dict[str, Any] = {
        "sku": "GHJ-250",
        "title": "手工桂花酱",
        "quantity": 1,
        "unit_price": 2500,
        "amount": 2500,
        "reserved": 0,
        "shipped": 0,
        "gift": False,
    }
    return values | changes


def customer(**changes: Any) -> dict[str, Any]:
    """A customer's values."""
    return {"name": "陈渊", "platform": "shop", "nick": None, "phone": "13800001234"} | changes


def product(**changes: Any) -> dict[str, Any]:
    """A product's values."""
    return {"sku": "GHJ-250", "name": "手工桂花酱", "price": 2500} | changes


def orders(count: int, **changes: Any) -> list[NewRecord]:
    """Orders with two lines each, to be created together."""
    return [
        NewRecord(
            order(platform_order_id=f"4012{i:014d}", **changes), {"lines": [line(), line(sku=f"X-{i}", title="玄米茶")]}
        )
        for i in range(count)
    ]

"""A small shop to work on: products with and without shelf life, a supplier, and verbs in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from app.services import balances, records, stock, transitions
from app.store.shop import Shop


@dataclass
class Desk:
    """Verbs of the services over one shop, each in a transaction of its own."""

    shop: Shop

    def save(self, register: str, record_id: int | None, values: Mapping[str, Any], lines: Any = None) -> int:
        return self.shop.change(lambda uow: records.save(uow, register, record_id, values, lines))

    def move(self, register: str, record_id: int, name: str, **asked: Any) -> None:
        self.shop.change(lambda uow: transitions.perform(uow, register, record_id, name, asked))

    def record(self, register: str, record_id: int) -> dict[str, Any]:
        with self.shop.read() as reader:
            return reader.record(register, record_id)

    def lines(self, register: str, record_id: int) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines(register, record_id, "lines")

    def product(self, sku: str, stock_pieces: int | None = None, **more: Any) -> int:
        values = {"sku": sku, "name": f"商品{sku}", "price": 1000, **more}
        made = self.save("products", None, values)
        if stock_pieces is not None:
            self.shop.change(lambda uow: stock.open_stock(uow, [stock.Opening(made, stock_pieces)]))
        return made

    def order(self, *items: tuple[int, int], paid: bool = True, **more: Any) -> int:
        lines = [{"product_id": p, "quantity": n} for p, n in items]
        made = self.save("orders", None, {"buyer_name": "测试甲", **more}, {"lines": lines})
        if paid:
            self.move("orders", made, "pay", payment_method="微信")
        return made

    def supplier(self, **more: Any) -> int:
        values = {"name": "山野食品厂", "phone": "13800000000", "address": "浙江省杭州市", "licence_no": "SC100"}
        return self.save("suppliers", None, {**values, **more})

    def delivery(self, supplier: int, lines: Sequence[Mapping[str, Any]], *, post: bool = True, **more: Any) -> int:
        head = {"supplier_id": supplier, "licence_seen": True, "vouchers": "送货单 1", "receiver": "林晓", **more}
        made = self.save("receipts", None, head, {"lines": [dict(x) for x in lines]})
        if post:
            self.move("receipts", made, "post")
        return made

    def batch_line(self, product: int, pieces: int, code: str, expires_in: int, **more: Any) -> dict[str, Any]:
        with self.shop.read() as reader:
            today = reader.locale.today
        return {
            "product_id": product,
            "quantity": pieces,
            "batch_code": code,
            "production_date": today - timedelta(days=30),
            "expiry_date": today + timedelta(days=expires_in),
            **more,
        }

    def held(self, product: int) -> tuple[int, int, int]:
        p = self.record("products", product)
        return p["on_hand"], p["reserved"], p["available"]

    def check(self) -> None:
        with self.shop.read() as reader:
            assert [str(t) for t in balances.check_balances(reader)] == []


@pytest.fixture
def desk(shop: Shop) -> Desk:
    return Desk(shop)

"""A shop with a little of everything, invented: what the forms and exports are tried on."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Kind
from app.models.registers.batches import Batch
from app.reports.table import Column, Table
from app.store.shop import Shop
from app.store.uow import UnitOfWork

NOW = datetime(2026, 11, 23, 7, 42, tzinfo=UTC)
PHONE = "13800000001"
ADDRESS = "浙江省杭州市西湖区文三路 000 号 1 单元"


def order(n: int, **more: Any) -> dict[str, Any]:
    """One order's values; `n` tells it apart."""
    values: dict[str, Any] = {
        "platform": ("taobao", "jd", "douyin")[n % 3],
        "platform_order_id": f"40127788{n:010d}",
        "placed_at": NOW - timedelta(hours=n),
        "business_date": date(2026, 11, 23) - timedelta(days=n),
        "payment": "paid",
        "fulfilment": "to_ship",
        "buyer_name": "陈予安",
        "phone": PHONE,
        "address": ADDRESS,
        "currency": "CNY",
        "goods_total": 12800,
        "shipping_fee": 0,
        "discount": 0,
        "total": 12800 + n,
        "paid": 12800 + n,
        "refunded": 0,
        "items": "手工桂花酱 250g ×2",
        "quantity": 3,
        "waybills": "",
        "buyer_note": "请周末派送",
    }
    return {**values, **more}


def line(product_id: int | None, sku: str, title: str, quantity: int, price: int, **more: Any) -> dict[str, Any]:
    """One order line."""
    return {
        "product_id": product_id,
        "sku": sku,
        "title": title,
        "quantity": quantity,
        "unit_price": price,
        "amount": quantity * price,
        **more,
    }


def _products(uow: UnitOfWork) -> list[int]:
    made = []
    for sku, name, category, on_hand in (
        ("GHJ-250", "手工桂花酱", "调味酱", 12),
        ("MUG-01", "陶瓷马克杯・雾蓝", "器皿", 1),
        ("TEA-100", "玄米茶", "茶", 40),
    ):
        made.append(
            uow.create(
                "products",
                {
                    "sku": sku,
                    "barcode": f"690000000{len(made):04d}",
                    "name": name,
                    "category": category,
                    "unit": "件",
                    "price": 3900,
                    "status": "on_sale",
                    "wording": "clear",
                    "on_hand": on_hand,
                    "reserved": 0,
                    "available": on_hand,
                    "tracked_since": NOW - timedelta(days=90),
                },
            )
        )
    return made


def fill(uow: UnitOfWork) -> dict[str, list[int]]:
    """Products, batches, five orders, two parcels of one order, a payment."""
    products = _products(uow)
    for code, expiry, left in (("B-0901", date(2027, 3, 1), 8), ("B-0715", date(2026, 12, 15), 4)):
        uow.append(
            Batch,
            [
                {
                    "product_id": products[0],
                    "sku": "GHJ-250",
                    "product_name": "手工桂花酱",
                    "code": code,
                    "expiry_date": expiry,
                    "received_at": NOW,
                    "received": left,
                    "on_hand": left,
                }
            ],
        )
    orders = []
    for n in range(5):
        lines = [
            line(products[0], "GHJ-250", "手工桂花酱 250g", 2, 3900),
            line(products[1], "MUG-01", "陶瓷马克杯・雾蓝", 1, 5000),
        ]
        if n == 4:
            lines = [line(products[2], "TEA-100", "玄米茶 100g", 1, 5000, shipped=1)]
        state = "shipped" if n == 4 else "to_ship"
        orders.append(uow.create("orders", order(n, fulfilment=state), {"lines": lines}))
    own = uow.reader.lines("orders", orders[4], "lines")
    parcels = []
    for k in range(2):
        values = {
            "order_id": orders[4],
            "order_number": "SO",
            "platform": "taobao",
            "buyer_name": "陈予安",
            "phone": PHONE,
            "address": ADDRESS,
            "carrier": "zhongtong",
            "waybill": f"7300000000{k}",
            "status": "shipped",
            "shipped_at": NOW,
            "business_date": date(2026, 11, 23),
            "items": "玄米茶 100g ×1",
            "quantity": 1,
        }
        content = line(products[2], "TEA-100", "玄米茶 100g", 1, 5000)
        for name in ("unit_price", "amount"):
            content.pop(name)
        content["order_line_id"] = own[0]["id"]
        parcels.append(uow.create("shipments", values, {"lines": [content]}))
    uow.add_note("orders", orders[0], "客户要求开发票")
    return {"products": products, "orders": orders, "shipments": parcels}


@pytest.fixture
def filled(shop: Shop) -> dict[str, list[int]]:
    """Ids of what the shop holds, by register."""
    return shop.change(fill)


@pytest.fixture
def zh() -> Locale:
    """A Chinese reader."""
    return _locale("zh")


@pytest.fixture
def en() -> Locale:
    """An English reader."""
    return _locale("en")


@pytest.fixture
def progress() -> Progress:
    """Progress that nobody watches."""
    return Progress()


def _locale(language: str) -> Locale:
    return Locale(Translator(language), "CNY", zone(), NOW)


@pytest.fixture
def listed(en: Locale) -> Callable[..., Table]:
    """Makes a table of given columns (name, kind, summed) and rows, with its sums."""

    def make(columns: list[tuple[str, Kind, bool]], rows: list[tuple[Any, ...]], **more: Any) -> Table:
        totals = {name: sum(row[i] or 0 for row in rows) for i, (name, _, summed) in enumerate(columns) if summed}
        values: dict[str, Any] = {
            "title": "订单",
            "shop": "禾木小铺",
            "columns": tuple(Column(n, n, k, k.width, s) for n, k, s in columns),
            "rows": rows,
            "locale": en,
            "count": len(rows),
            "totals": totals,
        }
        return Table(**{**values, **more})

    return make


@pytest.fixture
def page_texts() -> Callable[[Path], list[str]]:
    """The text of each page of a PDF as another reader (poppler) sees it, without spaces around slashes."""

    def read(path: Path) -> list[str]:
        tool = shutil.which("pdftotext")
        assert tool is not None, "install poppler-utils"
        done = subprocess.run([tool, "-layout", str(path), "-"], capture_output=True, check=True)
        pages = done.stdout.decode("utf-8").split("\f")
        return [page.replace(" / ", "/").rstrip() for page in pages]

    return read

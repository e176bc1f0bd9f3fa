"""A shop in yuan with an order in dollars and one in yen, as a file brought them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.imports.bring_in import Plan, Wish, apply, plan
from app.store.shop import Shop
from tests.imports.helpers import PLAIN, plain

BUYER = "13800000000"


def orders_file(folder: Path, day: str) -> Path:
    """One paid order each in CNY (50.00), USD (35.00) and JPY (1,200), all of one buyer."""
    rows = (("A1", "25.00", "50.00", "CNY"), ("A2", "17.50", "35.00", "USD"), ("A3", "600", "1200", "JPY"))
    path = folder / "orders.csv"
    lines = [f"{PLAIN},币种,订单状态"]
    for number, price, total, code in rows:
        said = plain(number, 下单时间=f"{day} 00:54:10", 单价=price, 订单金额=total, 手机=BUYER)
        lines.append(f"{said},{code},待发货")
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8")
    return path


def abroad(shop: Shop, folder: Path, days_ago: int = 1) -> Plan:
    """Bring the three orders in; gives what the preview showed."""
    with shop.read() as reader:
        day = (reader.locale.today - timedelta(days=days_ago)).isoformat()
    shown = plan(shop, [orders_file(folder, day)], Wish())
    done = apply(shop, shown)
    assert (done.new, done.rejected) == (3, ())
    return shown


def order_id(shop: Shop, platform_order_id: str) -> int:
    """The order of that number on its platform."""
    with shop.read() as reader:
        found = reader.exists("orders", {"platform_order_id": platform_order_id})
    assert found is not None
    return found

"""The lowest deal price of the seven days before, and the warning that it gives."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import fixed
from app.services import pricing


def sold(desk, product: int, price: int, days_ago: int, **more) -> int:
    now = desk.shop.clock()
    rows = {"lines": [{"product_id": product, "quantity": 2, "unit_price": price, **more}]}
    made = desk.save("orders", None, {"placed_at": now - timedelta(days=days_ago)}, rows)
    desk.move("orders", made, "pay")
    return made


def test_only_real_sales_of_the_week_count(desk) -> None:
    a = desk.product("A", price=1000)
    sold(desk, a, 900, 3)
    sold(desk, a, 700, 8)
    sold(desk, a, 800, 0)
    sold(desk, a, 0, 2, gift=True)
    cancelled = sold(desk, a, 500, 2)
    desk.move("orders", cancelled, "cancel", cancel_reason="错")
    with desk.shop.read() as reader:
        assert pricing.lowest_deal_price(reader, a, reader.locale.today) == 900


def test_without_sales_the_lowest_asked_price_counts(desk) -> None:
    now = desk.shop.clock()
    desk.shop.clock = fixed(now - timedelta(days=30))
    a = desk.product("A", price=1000)
    desk.shop.clock = fixed(now - timedelta(days=3))
    desk.save("products", a, {"price": 1200})
    desk.shop.clock = fixed(now)
    with desk.shop.read() as reader:
        assert pricing.lowest_deal_price(reader, a, reader.locale.today) == 1000
        assert pricing.lowest_deal_price(reader, 99, reader.locale.today) is None


def test_a_comparison_price_above_it_is_warned_of(desk) -> None:
    a = desk.product("A", price=1000)
    sold(desk, a, 900, 3)
    with desk.shop.read() as reader:
        warn = lambda shown: pricing.comparison_warning(reader, {"id": a, "list_price": shown})  # noqa: E731
        assert warn(None) is None and warn(900) is None
        assert "¥9.01 is above ¥9.00" in str(warn(901))

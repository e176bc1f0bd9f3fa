"""Figures of returns: rates, reasons and days, over what was sold and asked for in a period."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import fixed
from app.services import remedy_figures as figures
from app.services.remedy_moves import Found
from tests.services.remedies_desk import back, inspect, sent, start, whole

NOON = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOON.date()


def test_rates_reasons_and_days(desk) -> None:
    desk.shop.clock = fixed(NOON)
    a, b = desk.product("A", 50), desk.product("B", 50, options="大")
    one, other = sent(desk, (a, 4)), sent(desk, (a, 4), (b, 2))
    whole(desk, one, reason="quality", pieces={0: 1})
    slow = start(desk, other, reason="seven_day", pieces={0: 2})
    back(desk, slow)
    inspect(desk, slow, Found(restocked=1))
    desk.shop.clock = fixed(NOON + timedelta(days=9))
    desk.move("remedies", slow, "settle")
    gone = start(desk, other, reason="other", pieces={1: 1})
    desk.move("remedies", gone, "cancel", cancel_reason="x")
    with desk.shop.read() as reader:
        assert figures.return_rate(reader, DAY, DAY) == figures.Rate(2, 10)
        assert figures.return_rate(reader, DAY, DAY).per_mille == 200
        (row,) = figures.by_product(reader, DAY, DAY)
        assert (row.name, row.rate) == ("商品A", figures.Rate(2, 8))
        reasons = figures.by_reason(reader, DAY, DAY + timedelta(days=30))
        assert [(r.reason, r.remedies, r.pieces, r.refund) for r in reasons] == [
            ("quality", 1, 1, 1000),
            ("seven_day", 1, 2, 1000),
        ]
        assert figures.days_to_settle(reader, DAY, DAY) == figures.Days(2, 45, 9, 1)
        assert reader.count(figures.returned_view(DAY, DAY)) == 2


def test_a_period_without_anything_says_so(desk) -> None:
    with desk.shop.read() as reader:
        assert figures.return_rate(reader, DAY, DAY).per_mille is None
        assert figures.by_product(reader, DAY, DAY) == figures.by_reason(reader, DAY, DAY) == []
        assert figures.days_to_settle(reader, DAY, DAY) == figures.Days(0, 0, 0, 0)

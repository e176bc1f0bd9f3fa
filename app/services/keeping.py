"""How long a goods-in record is kept: by the goods' use-by dates, and by the law for the kind of goods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from app.services.emergency.months import add_months

POLICY_MONTHS = 36
"""Never less, counted from the delivery: policy. The laws below ask for two years at least, which this includes."""
AFTER_USE_BY: Mapping[str | None, int] = {"food": 6, "cosmetics": 12, "other": 0, None: 12}
"""What goods are regulated as → months after the use-by date: 食品安全法 arts 50 and 53; 化妆品监督管理条例 arts 31 and
38. Where nobody said what they are, the longest."""

LAST_YEAR = 9_000
"""A use-by date beyond it says that the goods never go off."""


def keep_until(received_on: date, lines: Iterable[Mapping[str, Any]], regimes: Mapping[int, str | None]) -> date:
    """The last day on which a goods-in record must be at hand. `regimes` by product id.

    Goods whose use-by date nobody knows, but their shelf life, were made on the day of the delivery at the latest.
    """
    days = [add_months(received_on, POLICY_MONTHS)]
    for line in lines:
        use_by = line.get("expiry_date")
        if use_by is None and line.get("shelf_life_days"):
            use_by = received_on + timedelta(days=line["shelf_life_days"])
        if use_by is not None and use_by.year < LAST_YEAR:
            days.append(add_months(use_by, AFTER_USE_BY[regimes.get(line.get("product_id") or 0)]))
    return max(days)

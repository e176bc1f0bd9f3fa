"""What the calendar does by itself: done once, a second time on the same day nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.core.clock import fixed
from app.services import records
from app.services.daily import DAILY
from app.store.shop import Shop

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_a_day_is_brought_in_once(shop: Shop) -> None:
    shop.clock = fixed(NOW)
    values = {"label": "关店检查", "rhythm": "daily", "start_on": NOW.date()}
    shop.change(lambda uow: records.save(uow, "duties", None, values))
    shop.clock = fixed(NOW + timedelta(days=3))
    heads = []
    for _ in range(2):
        for part in DAILY:
            shop.change(part)
        heads.append(shop.head())
    assert heads[0] == heads[1]
    with shop.read() as reader:
        assert reader.record("duties", 1)["missed"] == 3

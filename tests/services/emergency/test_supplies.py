"""Emergency supplies: checks and replacements set the next date; what is not there is not looked after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import Invalid
from app.services.emergency.months import add_months
from app.store.view import View
from tests.services.emergency.conftest import Drillground


def kept(ground: Drillground, **more: object) -> int:
    return ground.save("plan_supplies", None, {"item": "灭火器", "place": "门口", "quantity": 2, **more})


def test_the_next_check_follows_from_the_last(ground: Drillground) -> None:
    supply = kept(ground, check_months=3)
    assert ground.record("plan_supplies", supply)["next_check_on"] == add_months(ground.today, 3)
    ground.later(days=10)
    ground.move("plan_supplies", supply, "check", check_result="压力正常", quantity=1)
    after = ground.record("plan_supplies", supply)
    assert (after["checked_on"], after["quantity"], after["check_result"]) == (ground.today, 1, "压力正常")
    assert after["next_check_on"] == add_months(ground.today, 3)


def test_a_check_that_is_yet_to_come_is_refused(ground: Drillground) -> None:
    with pytest.raises(Invalid):
        kept(ground, checked_on=ground.today + timedelta(days=1))


def test_new_ones_are_not_expired_already(ground: Drillground) -> None:
    supply = kept(ground, expires_on=ground.today - timedelta(days=1))
    with ground.shop.read() as reader:
        assert reader.ids(View("plan_supplies", chip="expired")) == [supply]
    with pytest.raises(Invalid):
        ground.move("plan_supplies", supply, "renew", expires_on=ground.today)
    ground.move("plan_supplies", supply, "renew", expires_on=ground.today + timedelta(days=300), quantity=4)
    with ground.shop.read() as reader:
        assert reader.ids(View("plan_supplies", chip="expired")) == []
    assert ground.record("plan_supplies", supply)["quantity"] == 4


def test_what_is_not_there_is_not_looked_after(ground: Drillground) -> None:
    supply = kept(ground, quantity=0, least=2)
    assert ground.record("plan_supplies", supply)["next_check_on"] is None
    ground.save("plan_supplies", supply, {"quantity": 2})
    assert ground.record("plan_supplies", supply)["next_check_on"] == add_months(ground.today, 1)


def test_months_end_where_a_month_is_shorter() -> None:
    from datetime import date

    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), 12) == date(2027, 12, 31)

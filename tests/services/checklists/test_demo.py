"""The demonstration shop's checks are alive: late and missed ones, a failed check half mended, a finding repeated."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from app.core.clock import fixed
from app.models.declaration import Where
from app.services.checklists.trends import trends
from app.services.demo import checklists
from app.services.demo.scene import Scene
from app.services.demo.staff import hire
from app.store.shop import Shop
from app.store.view import View
from tests.records import PLACED


def test_three_months_of_checks(shop: Shop) -> None:
    shop.clock = fixed(PLACED - timedelta(days=91))
    staff = shop.change(lambda uow: hire(uow, PLACED.date()))
    checklists.make(Scene(shop, Random(1), PLACED, staff, {}))
    shop.clock = fixed(PLACED)
    with shop.read() as reader:
        assert reader.count(View("check_templates")) == 5
        known = trends(reader)
        tallies = [one.tally for one in known.templates]
        assert sum(t.late for t in tallies) >= 3 and sum(t.missed for t in tallies) >= 2
        assert all(t.expected == t.done + t.late + t.missed + t.open for t in tallies)
        assert known.repeated[0].times == 3
        chips = reader.chip_counts("rectifications")
        assert chips["overdue"] and chips["done"] and chips["sent_back"] and chips["repeats"]
        assert reader.count(View("rectifications", (Where("self_verified", "eq", True),))) == 2
        assert reader.chip_counts("checks")["in_progress"] == 1
        failed = reader.ids(View("checks", (Where("failed", "ge", 3),)))
        states = [
            r["status"]
            for r in reader.records("rectifications", reader.ids(View("rectifications"))).values()
            if r["check_id"] in failed
        ]
        assert sorted(states) == ["done", "open", "verified"]

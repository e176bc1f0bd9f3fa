"""The checklists that ship: whole in both languages, valid as templates, taken over once."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.checklists import library, running
from app.store.shop import Shop
from app.store.view import View

WANTED = {"fire", "warehouse", "food", "listing", "privacy", "platform", "finance", "packing"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_area_has_a_checklist_of_eight_to_twenty_items(language: str) -> None:
    found = library.library(language)
    assert {e["area"] for e in found} == WANTED
    assert {e["rhythm"] for e in found if e["area"] == "food"} == {"daily", "weekly", "monthly"}
    for entry in found:
        rows = library.items(entry, language)
        assert 8 <= len(rows) <= 20, entry.key
        for row in rows:
            assert row["text"] and row["standard"] and row["method"] and row["clause"], row
            assert row["measure"] or row["kind"] == "words"
    assert len({e.key for e in found}) == len({e["name"] for e in found}) == len(found)


def test_all_of_them_are_taken_over_and_can_be_run(shop: Shop) -> None:
    keys = [e.key for e in library.library("zh")]
    assert shop.change(lambda uow: library.take(uow, "zh", keys)) == len(keys)
    assert shop.change(lambda uow: library.take(uow, "zh", keys)) == 0
    with shop.read() as reader:
        assert reader.count(View("check_templates")) == len(keys)
        assert library.there(reader, library.library("en")) == set(keys)  # whichever language they came in
        templates = reader.ids(View("check_templates"))
    for template in templates:
        check: Any = shop.change(lambda uow, t=template: running.start(uow, t))  # type: ignore[misc]
        with shop.read() as reader:
            assert reader.record("checks", check)["item_count"] >= 8


def test_limits_are_kept_in_thousandths() -> None:
    daily = next(e for e in library.library("en") if e.key == "food_daily")
    frozen = next(i for i in library.items(daily, "en") if i["text"] == "Temperature of the freezer")
    assert (frozen.get("low"), frozen["high"], frozen["unit"], frozen["kind"]) == (None, -18000, "℃", "number")

"""The library of typical risks: whole in both languages, and taken over as risks to be assessed."""

from __future__ import annotations

from collections import Counter

import pytest

from app.core.errors import UserError
from app.core.library import entries
from app.models.registers.risks import CATEGORIES, RISKS
from app.services import risk_library
from tests.services.conftest import Desk

WORDS = ("title", "cause", "consequence", "existing")


def test_it_covers_every_category_with_sixty_risks_or_more() -> None:
    found = risk_library.library("zh")
    assert len(found) >= 60
    counts = Counter(e["category"] for e in found)
    assert set(counts) == {o.key for o in CATEGORIES} and min(counts.values()) >= 3
    assert {e["nature"] for e in found} == {"hazard", "business"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entry_fits_the_fields_that_it_fills(language: str) -> None:
    found = risk_library.library(language)
    assert len({e.key for e in found}) == len({e["title"] for e in found}) == len(found)
    for entry in found:
        for name in WORDS:
            assert 0 < len(entry[name]) <= RISKS.field(name).kind.limit, (entry.key, name)
        for name in ("category", "nature", "tier", "method"):
            assert entry[name] in {o.key for o in RISKS.field(name).kind.options}, (entry.key, name)
        chinese = any("\u4e00" <= c <= "\u9fff" for c in entry["title"])
        assert chinese is (language == "zh"), entry.key


def test_both_languages_tell_of_the_same_risks() -> None:
    assert [e.key for e in risk_library.library("zh")] == [e.key for e in risk_library.library("en")]


def test_what_is_taken_over_is_to_be_assessed_and_comes_once(desk: Desk) -> None:
    keys = [e.key for e in risk_library.library("zh")][:5]
    assert desk.shop.change(lambda uow: risk_library.take(uow, "zh", keys)) == 5
    found = desk.record("risks", 1)
    assert (found["status"], found["level"]) == ("open", None)
    assert found["source"] and found["title"] == risk_library.library("zh")[0]["title"]
    assert desk.shop.change(lambda uow: risk_library.take(uow, "zh", keys)) == 0
    with desk.shop.read() as reader:
        assert risk_library.there(reader, risk_library.library("zh")) == frozenset(keys)


@pytest.mark.parametrize(("language", "source"), [("en", "Library of typical risks"), ("zh", "常见风险库")])
def test_a_risk_and_its_source_are_in_one_language(desk: Desk, language: str, source: str) -> None:
    key = risk_library.library(language)[0].key
    desk.shop.change(lambda uow: risk_library.take(uow, language, [key]))
    assert desk.record("risks", 1)["source"] == source


def test_a_library_that_is_missing_says_so() -> None:
    with pytest.raises(UserError, match="cannot be read"):
        entries("nothing", "zh")

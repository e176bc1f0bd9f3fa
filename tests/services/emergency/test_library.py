"""The templates are whole in both languages, fit the action card, and make drafts that can be approved at once."""

from __future__ import annotations

import pytest

from app.models.emergency import EMERGENCIES, PLAN_KINDS
from app.models.registers.plans import CARD_STEPS
from app.services import records
from app.services.emergency import library
from app.store.view import View
from tests.services.emergency.conftest import Drillground

ASKED = {"data_breach", "fire", "platform", "courier", "recall"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_template_is_whole(language: str) -> None:
    found = library.templates(language)
    assert {t.key for t in found} >= ASKED
    for t in found:
        assert t.kind in {o.key for o in PLAN_KINDS} and t.subject in {o.key for o in EMERGENCIES}
        assert all(t.texts[n] for n in library.TEXTS)
        assert len(t.steps) >= 6 and 6 <= sum(s["on_card"] for s in t.steps) <= CARD_STEPS
        assert all(s["action"] and s["who"] for s in t.steps)
        assert all(c["role"] for c in t.contacts) and t.supplies
        chinese = any("一" <= c <= "鿿" for s in t.steps for c in s["action"])
        assert chinese is (language == "zh")


def test_both_languages_say_the_same_things() -> None:
    for zh, en in zip(library.templates("zh"), library.templates("en"), strict=True):
        assert zh.key == en.key and len(zh.steps) == len(en.steps) and len(zh.contacts) == len(en.contacts)
        assert [s.get("minutes") for s in zh.steps] == [s.get("minutes") for s in en.steps]
        assert [set(s) for s in zh.steps] == [set(s) for s in en.steps]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_templates_become_drafts_that_can_be_approved(ground: Drillground, language: str) -> None:
    keys = [t.key for t in library.templates(language)]
    made = ground.do(library.make_drafts, keys, language, ground.staff["林晓"])
    assert len(made) == len(keys)
    assert ground.do(library.make_drafts, keys, language) == []
    for plan in made:
        ground.force(plan)
    with ground.shop.read() as reader:
        short = reader.count(View("plan_supplies", chip="short"))
        assert short == reader.count(View("plan_supplies")) > 8


def test_a_supply_that_several_plans_need_is_listed_once(ground: Drillground) -> None:
    ground.do(library.make_drafts, ["comprehensive", "fire", "power"], "zh")
    with ground.shop.read() as reader:
        torches = [r for r in reader.iterate(View("plan_supplies", columns=("item",))) if r[1] == "应急手电"]
    assert len(torches) == 1


def test_a_template_can_be_taken_again_after_its_draft_was_voided(ground: Drillground) -> None:
    made = ground.do(library.make_drafts, ["fire"], "zh")
    ground.do(records.void, "plans", made[0], "先不要")
    again = ground.do(library.make_drafts, ["fire"], "zh")
    assert len(again) == 1 and ground.record("plans", again[0])["number"] == "EP-2026-0002"

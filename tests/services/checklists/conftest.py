"""A shop with staff and one checklist, for the tests of checks and what they find."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.core.clock import fixed
from app.services import records, transitions
from app.services.checklists import running
from app.store.shop import Shop
from tests.records import PLACED

DAY = date(2026, 5, 17)
ITEMS: list[dict[str, Any]] = [
    {
        "text": "灭火器压力在绿区",
        "standard": "指针在绿色区域",
        "clause": "消防法第十六条",
        "weight": 2,
        "critical": True,
    },
    {"text": "疏散通道畅通", "standard": "宽度不少于 1.1 米，无杂物", "section": "通道", "photo_needed": True},
    {"text": "冷柜温度", "kind": "number", "low": 0, "high": 8000, "unit": "℃"},
    {"text": "值班人员", "kind": "words"},
]


@pytest.fixture
def people(shop: Shop) -> dict[str, int]:
    """Two members of staff; 林晓 is who is signed in."""
    shop.clock = fixed(PLACED)

    def work(uow: Any) -> dict[str, int]:
        return {
            "林晓": records.save(uow, "staff", None, {"name": "林晓", "login": "林晓"}),
            "何苗": records.save(uow, "staff", None, {"name": "何苗", "login": "何苗"}),
        }

    return shop.change(work)


@pytest.fixture
def template(shop: Shop, people: dict[str, int]) -> int:
    """A weekly checklist of four items, from the shop's present day on."""
    values = {
        "name": "消防周查",
        "area": "fire",
        "place": "仓库",
        "party": "仓储组",
        "rhythm": "weekly",
        "start_on": DAY,
        "owner_id": people["何苗"],
        "verifier_id": people["何苗"],
    }
    return shop.change(lambda uow: records.save(uow, "check_templates", None, values, {"items": ITEMS}))


@pytest.fixture
def begun(shop: Shop, template: int) -> int:
    """A check of that checklist, begun today."""
    return shop.change(lambda uow: running.start(uow, template))


Answer = Callable[..., dict[str, Any]]


@pytest.fixture
def answer(shop: Shop, begun: int) -> Answer:
    """Answers the item at a place from 1."""

    def run(place: int, **typed: Any) -> dict[str, Any]:
        with shop.read() as reader:
            row = reader.lines("checks", begun, "answers")[place - 1]
        return shop.change(lambda uow: running.answer(uow, begun, row["id"], typed))

    return run


def move(shop: Shop, register: str, record_id: int, name: str, **asked: Any) -> None:
    """Make a move."""
    shop.change(lambda uow: transitions.perform(uow, register, record_id, name, asked))

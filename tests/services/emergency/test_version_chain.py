"""Any run of moves over the versions of a plan: one in force at most, none changed, numbers in a row."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import UserError
from app.models.registry import Registry
from app.services import transitions
from app.services.emergency import plans
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.services.emergency.conftest import NOON, Drillground

MOVES = st.lists(
    st.sampled_from(("approve", "rework", "put_in_force", "new_version", "review", "withdraw", "edit", "later")),
    min_size=4,
    max_size=14,
)
FREE = {"status", "replaced_on", "unread", "readers", "last_drill_on", "next_drill_on", "review_on", "reviewed_on",
        "review_note", "withdraw_reason", "version", "updated_at"}  # fmt: skip
"""What may still be noted on a version that holds or held; its text never."""


@contextmanager
def opened(fresh: Path, registry: Registry) -> Iterator[Drillground]:
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "shop.db"
        shutil.copyfile(fresh, db)
        shop = Shop(db, KEY, OWNER, registry)
        made = Drillground(shop)
        made.at(NOON)
        made.person("林晓", login="林晓")
        made.person("周晚")
        try:
            yield made
        finally:
            shop.close()


def text_of(ground: Drillground, plan: dict[str, Any]) -> tuple[Any, ...]:
    fixed = {n: v for n, v in plan.items() if n not in FREE}
    return fixed, [ground.lines("plans", plan["id"], n) for n in ("steps", "contacts", "supplies")]


@settings(max_examples=12, deadline=None)
@given(moves=MOVES)
def test_versions_follow_one_another(fresh_shop: Path, registry: Registry, moves: list[str]) -> None:
    with opened(fresh_shop, registry) as ground:
        plan = ground.draft()
        issued: dict[int, tuple[Any, ...]] = {}
        for at, move in enumerate(moves):
            with ground.shop.read() as reader:
                newest = plans.versions(reader, "EP-2026-0001")[0]["id"]
            try:
                if move == "new_version":
                    ground.revised(newest, f"第 {at} 次")
                elif move == "edit":
                    ground.save("plans", newest, {"scope": f"范围 {at}"})
                elif move == "later":
                    ground.later(days=20)
                else:
                    asked = {"approve": {"approved_by": "林晓"}, "review": {"review_note": "沿用"},
                             "withdraw": {"withdraw_reason": "不用"}}.get(move, {})  # fmt: skip
                    ground.do(transitions.perform, "plans", newest, move, asked)
            except UserError:
                pass
            with ground.shop.read() as reader:
                chain = plans.versions(reader, "EP-2026-0001")
            assert sum(v["status"] == "in_force" for v in chain) <= 1
            assert sum(v["status"] in ("draft", "approved") for v in chain) <= 1
            assert sorted(v["edition"] for v in chain) == list(range(1, len(chain) + 1))
            assert len({v["number"] for v in chain}) == len(chain)
            for v in chain:
                if v["status"] in ("in_force", "replaced"):
                    assert issued.setdefault(v["id"], text_of(ground, v)) == text_of(ground, v)
                asked_of = [r for r in ground.readings(v["id"]) if r.status == "open"]
                assert len(asked_of) == v["unread"] and (v["status"] == "in_force" or not asked_of)
        assert ground.record("plans", plan)["edition"] == 1

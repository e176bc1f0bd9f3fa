"""Any run of moves of a rectification leaves a record that explains itself."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import fixed
from app.core.errors import UserError
from app.models.registry import Registry
from app.services import records, transitions
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.records import PLACED

DAY = date(2026, 5, 17)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["done", "verify", "send_back", "extend", "cancel"]), st.integers(0, 1), st.integers(-3, 40)
    ),
    max_size=9,
)


@pytest.fixture
def file(fresh_shop: Path, tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    shutil.copyfile(fresh_shop, path)
    return path


def asked(name: str, person: int, days: int) -> dict[str, Any]:
    day = DAY + timedelta(days=days)
    look = {"verifier_id": person, "verified_on": DAY}
    return {
        "done": {"done_what": "已办", "done_on": DAY, "done_by": person},
        "verify": look,
        "send_back": look | {"opinion": "不行", **({"deadline": day} if days > 20 else {})},
        "extend": {"deadline": day, "reason": "等件"},
        "cancel": {"cancel_reason": "误登"},
    }[name]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_any_run_of_moves_explains_itself(file: Path, registry: Registry, run: list[tuple[str, int, int]]) -> None:
    shop = Shop(file, KEY, OWNER, registry, fixed(PLACED))
    try:
        people = [shop.change(lambda uow, n=n: _person(uow, n)) for n in ("林晓", "何苗")]  # type: ignore[misc]
        made = shop.change(
            lambda uow: records.save(
                uow, "rectifications", None, {"title": "x", "found_on": DAY, "owner_id": people[0]}
            )
        )
        first = DAY + timedelta(days=7)
        for name, person, days in run:
            given_ = asked(name, people[person], days)
            try:
                shop.change(lambda uow, n=name, g=given_: transitions.perform(uow, "rectifications", made, n, g))  # type: ignore[misc]
            except UserError:
                continue
        with shop.read() as reader:
            r = reader.record("rectifications", made)
            moved = reader.lines("rectifications", made, "extensions")
            looks = reader.lines("rectifications", made, "rechecks")
        assert r["first_deadline"] == first and (r["extended"] or 0) == len(moved)
        chain = [first, *(m["new_deadline"] for m in moved)]
        assert [m["old_deadline"] for m in moved] == chain[:-1] and r["deadline"] == chain[-1]
        assert (r["sent_back"] or 0) == sum(x["verdict"] == "fail" for x in looks)
        assert (r["status"] == "verified") == (r["verdict"] == "pass") == any(x["verdict"] == "pass" for x in looks)
        assert all(x["self_verified"] == (x["done_by"] == x["verifier_id"]) for x in looks)
        if r["status"] == "done":
            assert r["done_what"] and r["verdict"] is None
    finally:
        shop.close()


def _person(uow: Any, name: str) -> int:
    found = uow.reader.exists("staff", {"name": name})
    return int(found) if found else records.save(uow, "staff", None, {"name": name})

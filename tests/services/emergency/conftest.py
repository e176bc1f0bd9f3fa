"""A shop with three people and a plan, on a clock that the tests move."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.core.clock import fixed
from app.services import records, transitions
from app.services.emergency import acknowledging, plans
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Noon in the shop, a Monday."""
STEPS = (
    {"trigger": "发现火情", "who": "发现人", "action": "大声呼救并拨打 119", "place": "仓库", "minutes": 1},
    {"who": "值班店员", "action": "切断电源", "minutes": 3},
    {"who": "店主", "action": "清点人数", "on_card": False},
)


@dataclass
class Drillground:
    """Verbs of the services over one shop, each in a transaction of its own."""

    shop: Shop
    staff: dict[str, int] = field(default_factory=dict)

    def at(self, when: datetime) -> None:
        self.shop.clock = fixed(when)

    def on(self, day: date, hour: int = 4) -> None:
        self.at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))

    @property
    def today(self) -> date:
        return self.shop.locale().today

    def later(self, **more: float) -> None:
        self.at(self.shop.clock() + timedelta(**more))

    def save(self, register: str, record_id: int | None, values: dict[str, Any], **lines: Any) -> int:
        given = {n: [dict(x) for x in rows] for n, rows in lines.items()}
        return self.shop.change(lambda uow: records.save(uow, register, record_id, values, given or None))

    def move(self, register: str, record_id: int, name: str, **asked: Any) -> None:
        self.shop.change(lambda uow: transitions.perform(uow, register, record_id, name, asked))

    def do(self, work: Any, *args: Any) -> Any:
        return self.shop.change(lambda uow: work(uow, *args))

    def record(self, register: str, record_id: int) -> dict[str, Any]:
        with self.shop.read() as reader:
            return reader.record(register, record_id)

    def lines(self, register: str, record_id: int, name: str) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines(register, record_id, name)

    def person(self, name: str, **more: Any) -> int:
        self.staff[name] = self.save("staff", None, {"name": name, "post": "店员", **more})
        return self.staff[name]

    def draft(self, name: str = "仓库火灾专项预案", **more: Any) -> int:
        values = {"name": name, "kind": "special", "subject": "fire", "owner_id": self.staff["林晓"], **more}
        return self.save("plans", None, values, steps=STEPS, contacts=[{"role": "火警", "phone": "119"}])

    def force(self, plan: int) -> int:
        if self.record("plans", plan)["status"] == "draft":
            self.move("plans", plan, "approve", approved_by="林晓")
        self.move("plans", plan, "put_in_force")
        return plan

    def revised(self, plan: int, note: str = "改了电话") -> int:
        return int(self.do(plans.new_version, plan, note))

    def readings(self, plan: int, name: str = "林晓") -> list[acknowledging.Reading]:
        with self.shop.read() as reader:
            return acknowledging.readings(reader, plan, name)

    def states(self, key: str) -> list[tuple[int, str]]:
        with self.shop.read() as reader:
            return [(v["edition"], v["status"]) for v in plans.versions(reader, key)]

    def seat(self, name: str, role: str = "clerk") -> Shop:
        """The same file, another person signed in."""
        return Shop(self.shop.db, KEY, Actor(f"uid-{name}", name, role), self.shop.registry, self.shop.clock)


@pytest.fixture
def ground(shop: Shop) -> Drillground:
    made = Drillground(shop)
    made.at(NOON)
    made.person("林晓", post="店主", login="林晓")
    made.person("周晚", login="周晚")
    made.person("许诺")
    return made

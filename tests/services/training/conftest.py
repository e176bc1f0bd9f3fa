"""A shop with a few people, courses and questions, and training's verbs in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.core.clock import fixed
from app.services import records, transitions
from app.services.training import needs
from app.store.shop import Shop
from app.store.view import View

NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


@dataclass
class School:
    """Verbs over one shop. Time stands still at `NOW` until `at` moves it."""

    shop: Shop

    def at(self, days: int) -> None:
        self.shop.clock = fixed(NOW + timedelta(days=days))

    def save(self, register: str, record_id: int | None, values: dict[str, Any], lines: Any = None) -> int:
        return self.shop.change(lambda uow: records.save(uow, register, record_id, values, lines))

    def move(self, register: str, record_id: int, name: str, **asked: Any) -> None:
        self.shop.change(lambda uow: transitions.perform(uow, register, record_id, name, asked))

    def record(self, register: str, record_id: int) -> dict[str, Any]:
        with self.shop.read() as reader:
            return reader.record(register, record_id)

    def every(self, register: str) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            ids = reader.ids(View(register, sort="id" if reader.registry[register].has_field("id") else ""))
            found = reader.records(register, ids)
            return [found[i] for i in sorted(found)]

    def person(self, name: str, post: str = "客服", **more: Any) -> int:
        return self.save("staff", None, {"name": name, "post": post, "phone": "13800000001", **more})

    def course(self, title: str, **more: Any) -> int:
        code = more.pop("code", f"C-{title}")
        return self.save("courses", None, {"code": code, "title": title, **more})

    def session(self, course: int | None, people: Sequence[int] = (), days: int = 0, **more: Any) -> int:
        rows = [{"staff_id": p} for p in people]
        values = {"course_id": course, "starts_at": NOW + timedelta(days=days), **more}
        return self.save("training_sessions", None, values, {"attendees": rows})

    def rows(self, session: int) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines("training_sessions", session, "attendees")

    def mark(self, session: int, **by_name: tuple[str, int | None]) -> None:
        """Say of each person (by name) whether they were there and what they scored."""
        rows = []
        for row in self.rows(session):
            attendance, score = by_name.get(row["name"], (row["attendance"], row["score"]))
            rows.append({"id": row["id"], "attendance": attendance, "score": score})
        self.save("training_sessions", session, {}, {"attendees": rows})

    def open_for(self, staff: int) -> dict[int, dict[str, Any]]:
        """What a person has to do, by course."""
        with self.shop.read() as reader:
            return {c: row for (_, c), row in needs.asked(reader, [staff]).items()}


@pytest.fixture
def school(shop: Shop) -> School:
    shop.clock = fixed(NOW)
    return School(shop)

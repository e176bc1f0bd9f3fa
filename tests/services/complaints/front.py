"""Verbs for tests of complaints: a desk whose clock is set by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.core.clock import fixed
from app.services import complaint_clocks, complaints
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY
from tests.services.conftest import Desk

MONDAY = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CLERK = Actor("clerk-uid", "赵敏", "clerk")


class Front(Desk):
    """The services' desk with a clock that is set by hand, and verbs for complaints."""

    def now(self, at: datetime) -> None:
        self.shop.clock = fixed(at)

    def complain(self, **more: Any) -> int:
        values = {"channel": "chat", "category": "quality", "description": "瓶盖漏了", **more}
        return self.save("complaints", None, values)

    def say(self, complaint: int, direction: str = "out", **more: Any) -> None:
        contact = {"direction": direction, "channel": "chat", "said": "您好，已收到", **more}
        self.shop.change(lambda uow: complaints.log_contact(uow, complaint, contact))

    def told(self, complaint: int, move: str) -> None:
        self.move("complaints", complaint, move, contact_channel="phone", said="已电话说明")

    def fill(self, complaint: int, **more: Any) -> None:
        self.save(
            "complaints",
            complaint,
            {
                "validity": "founded",
                "cause": "瓶盖模具磨损",
                "remedy_kind": "goodwill",
                "remedy": "致歉并赠券",
                "answer": "satisfied",
                **more,
            },
        )

    def resolve(self, complaint: int) -> None:
        if self.record("complaints", complaint)["status"] == "received":
            self.move("complaints", complaint, "accept")
        self.told(complaint, "respond")
        self.fill(complaint)
        self.move("complaints", complaint, "close")

    def clocks(self, complaint: int) -> dict[tuple[str, int], Any]:
        with self.shop.read() as reader:
            return {(c.kind, c.turn): c for c in complaint_clocks.of(reader, complaint)}

    def of(self, complaint: int, name: str) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines("complaints", complaint, name)

    def roll(self) -> int:
        return self.shop.change(complaint_clocks.roll)

    def clerk(self) -> Front:
        return Front(Shop(self.shop.db, KEY, CLERK, self.shop.registry, self.shop.clock))

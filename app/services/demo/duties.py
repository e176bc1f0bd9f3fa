"""The recurring duties of the demonstration shop: done in time, done late, one missed, one overdue, one put off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.models.registers.duty_dates import DutyDate
from app.services import duties, records, snoozes, transitions
from app.services.demo.scene import Scene
from app.services.tables import table
from app.store.uow import UnitOfWork

SINCE = 58
"""Days ago on which the shop took up its duties."""
_DUTIES: tuple[dict[str, Any], ...] = (
    # Each with what became of its dates, the oldest first: days after the date, None for a date that was missed.
    {"label": "货架抽盘 20 个 SKU", "rhythm": "weekly", "who": "周建国", "on": -51, "took": (0, 0, 1, 0, None, 0, 2)},
    {"label": "平台账单与订单对账", "rhythm": "monthly", "who": "林晓", "on": -45, "took": (0, 3)},
    {"label": "整理本周买家反馈", "rhythm": "weekly", "who": "陈小满", "on": -49, "took": (0, 0, 0, 0, 1, 0, 0)},
    {"label": "恢复一份备份，看能否打开", "rhythm": "quarterly", "who": "林晓", "on": 9, "took": ()},
    {"label": "关店前断电、锁门、查垃圾桶", "rhythm": "workdays", "who": "周建国", "on": 0, "took": ()},
)


def make(scene: Scene) -> None:
    """Take up the duties, tick their dates as time goes by, and bring the ledger up to today."""
    made = scene.at(scene.ago(SINCE), lambda uow: [_enter(uow, scene, d) for d in _DUTIES])
    steps: list[tuple[date, int, date]] = []
    for duty_id, d in zip(made, _DUTIES, strict=True):
        expected = scene.at(scene.ago(0), lambda uow, i=duty_id: _dates(uow, i))  # type: ignore[misc]
        for day, after in zip(expected, d["took"], strict=False):
            if after is not None:
                steps.append((day + timedelta(days=after), duty_id, day))
    for done, duty_id, day in sorted(steps):
        scene.at(scene.ago((scene.today - done).days), lambda uow, i=duty_id, e=day, o=done: _tick(uow, i, e, o))  # type: ignore[misc]
    scene.at(scene.now, duties.roll)
    scene.at(scene.now, lambda uow: _put_off(uow, scene))


def _enter(uow: UnitOfWork, scene: Scene, d: dict[str, Any]) -> int:
    values = {
        "label": d["label"],
        "rhythm": d["rhythm"],
        "start_on": scene.day(d["on"]),
        "who_id": scene.staff[d["who"]],
        "on_workdays": d["rhythm"] == "quarterly",
    }
    return records.save(uow, "duties", None, values)


def _dates(uow: UnitOfWork, duty_id: int) -> list[date]:
    t = table(DutyDate)
    wanted = select(t.c.expected_on).where(t.c.duty_id == duty_id, t.c.expected_on < uow.today)
    return [day for (day,) in uow.connection.execute(wanted.order_by(t.c.expected_on))]


def _tick(uow: UnitOfWork, duty_id: int, expected: date, done: date) -> None:
    duties.roll(uow)
    t = table(DutyDate)
    wanted = select(t.c.id).where(t.c.duty_id == duty_id, t.c.expected_on == expected)
    transitions.perform(uow, "duty_dates", uow.connection.execute(wanted).scalar_one(), "tick", {"done_on": done})


def _put_off(uow: UnitOfWork, scene: Scene) -> None:
    """The end of a contract can wait until it was spoken about."""
    snoozes.snooze(uow, "staff", scene.staff["周建国"], "contract", scene.day(4), "周四面谈后再定")

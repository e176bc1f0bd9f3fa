"""The people of the demonstration shop, invented: six at work, one who left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.services import records, transitions
from app.store.uow import UnitOfWork

PEOPLE: tuple[dict[str, Any], ...] = (
    {"name": "林晓", "post": "店主", "login": "林晓", "phone": "13800000101", "joined": 1400, "contract": None},
    {"name": "周建国", "post": "仓库", "phone": "13800000102", "joined": 900, "contract": 21},
    {"name": "陈小满", "post": "客服", "phone": "13800000103", "joined": 620, "contract": 110},
    {"name": "何青", "post": "客服", "phone": "13800000104", "joined": 40, "contract": 320},
    {"name": "方言", "post": "运营", "phone": "13800000105", "joined": 480, "contract": 250},
    {"name": "吴桂香", "post": "食品分装", "phone": "13800000106", "joined": 700, "contract": 30},
    {"name": "许立夏", "post": "仓库", "phone": "13800000107", "joined": 800, "contract": None, "left": 65},
)


def hire(uow: UnitOfWork, present: date) -> dict[str, int]:
    """Enter the staff; returns their ids by name. Contracts end so many days after the `present` day of the shop."""
    today = uow.reader.locale.today
    made: dict[str, int] = {}
    for person in PEOPLE:
        values: dict[str, Any] = {n: person[n] for n in ("name", "post", "login", "phone") if n in person}
        values["joined_on"] = today - timedelta(days=person["joined"])
        if person["contract"] is not None:
            values["contract_end"] = present + timedelta(days=person["contract"])
        made[person["name"]] = records.save(uow, "staff", None, values)
        if "left" in person:
            left = {"left_on": today - timedelta(days=person["left"])}
            transitions.perform(uow, "staff", made[person["name"]], "leave", left)
    return made

"""Verbs for tests of remedies: an order that left, a remedy of it, and where stock and money stand afterwards."""

from __future__ import annotations

from typing import Any

from app.services import remedies, transitions
from app.services.effects import EFFECTS
from app.services.remedy_moves import Found, inspecting
from app.store.view import View
from tests.services.conftest import Desk


def sent(desk: Desk, *items: tuple[int, int], **more: Any) -> int:
    """A paid order whose goods were shipped and delivered."""
    made = desk.order(*items, **more)
    desk.move("orders", made, "ship", carrier="zhongtong", waybill=f"7300000{made:05d}")
    desk.move("orders", made, "complete")
    return made


def start(desk: Desk, order: int, kind: str = "return", reason: str = "quality", **more: Any) -> int:
    """A remedy of the order's first lines: `pieces` by place (from 0), or all that is left."""
    pieces = more.pop("pieces", None)
    ids = [x["id"] for x in desk.lines("orders", order)]
    chosen = {ids[at]: n for at, n in pieces.items()} if pieces is not None else None
    return desk.shop.change(lambda uow: remedies.start(uow, order, kind, reason, chosen, **more))


def back(desk: Desk, remedy: int) -> None:
    """Agreed to, and the goods came back today."""
    desk.move("remedies", remedy, "agree")
    with desk.shop.read() as reader:
        today = reader.locale.today
    desk.move("remedies", remedy, "receive", received_on=today)


def inspect(desk: Desk, remedy: int, *found: Found, note: str = "") -> None:
    """Say what was found of each line, in order; nothing said: all is fit for stock."""
    lines = desk.lines("remedies", remedy)
    said = dict(zip((x["id"] for x in lines), found, strict=False)) if found else None
    effects = {**EFFECTS, ("remedies", "inspect"): inspecting(said)}
    asked = {"inspect_note": note} if note else {}
    desk.shop.change(lambda uow: transitions.perform(uow, "remedies", remedy, "inspect", asked, effects=effects))


def whole(desk: Desk, order: int, **more: Any) -> int:
    """A remedy carried out to its settlement."""
    remedy = start(desk, order, **more)
    if desk.record("remedies", remedy)["goods"]:
        back(desk, remedy)
        inspect(desk, remedy)
    else:
        desk.move("remedies", remedy, "grant")
    desk.move("remedies", remedy, "settle", payment_method="微信")
    return remedy


def money(desk: Desk, order: int) -> tuple[int, int, str]:
    """Paid, refunded, and the state."""
    o = desk.record("orders", order)
    return o["paid"], o["refunded"], o["payment"]


def payments(desk: Desk, remedy: int) -> list[tuple[str, int]]:
    """Kind and amount of the payments of a remedy."""
    with desk.shop.read() as reader:
        ids = reader.ids(View("payments", sort="at"))
        rows = reader.records("payments", ids)
    return [(rows[i]["kind"], rows[i]["amount"]) for i in sorted(ids) if rows[i]["remedy_id"] == remedy]

"""Returns and remedies of the demonstration shop: every state, one answer and one refund late, goods in quarantine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.models.registers.orders import Order, OrderLine
from app.services import records, remedies, transitions
from app.services.demo.remedy_cases import CASES, EXCEPTIONS, Case
from app.services.demo.scene import Scene
from app.services.effects import EFFECTS
from app.services.remedy_moves import inspecting
from app.services.tables import table
from app.store.uow import UnitOfWork


def make(scene: Scene) -> None:
    """Enter the remedies as they were asked for, each step at its time."""

    def except_them(uow: UnitOfWork) -> None:
        for sku, why in EXCEPTIONS.items():
            records.save(uow, "products", scene.products[sku], {"no_reason_exception": why})

    scene.at(scene.ago(60), except_them)
    taken: set[int] = set()
    for case in sorted(CASES, key=lambda c: -c.days):
        asked = scene.ago(case.days)
        line = _order_line(scene, case, asked, taken)
        if line is None:
            continue
        taken.add(line[0])
        made = scene.at(asked, lambda uow, c=case, x=line: _enter(uow, scene, c, *x))  # type: ignore[misc]
        for days, move, more in case.steps:
            when = scene.ago(days)
            scene.at(when, lambda uow, c=case, i=made, m=move, a=more: _step(uow, c, i, m, a))  # type: ignore[misc]


def _order_line(scene: Scene, case: Case, before: datetime, taken: set[int]) -> tuple[int, int] | None:
    """The latest paid order that holds the product and had arrived by then, and its line."""
    o, x = table(Order), table(OrderLine)
    fresh = case.fulfilment == "to_ship"
    wanted = (
        select(o.c.id, x.c.id)
        .join(x, x.c.order_id == o.c.id)
        .where(
            x.c.product_id == scene.products[case.sku],
            x.c.gift.is_(False),
            o.c.fulfilment == case.fulfilment,
            o.c.payment == "paid",
            o.c.id.not_in(taken),
        )
        .limit(1)
    )
    if fresh:
        wanted = wanted.where(o.c.placed_at <= before).order_by(o.c.placed_at.desc())
    else:
        arrived = o.c.completed_at <= before
        wanted = wanted.where(arrived, o.c.placed_at <= before - timedelta(days=2)).order_by(o.c.completed_at.desc())
    with scene.shop.read() as reader:
        row = reader.connection.execute(wanted).first()
    return (int(row[0]), int(row[1])) if row is not None else None


def _enter(uow: UnitOfWork, scene: Scene, case: Case, order_id: int, line_id: int) -> int:
    pieces = None if case.fulfilment == "to_ship" else {line_id: 1}
    placed = uow.reader.record("orders", order_id)["placed_at"]
    values = {"told": case.told, "handler_id": scene.staff[case.who], **case.values}
    values["requested_at"] = max(uow.now, placed)
    made = remedies.start(uow, order_id, case.kind, case.reason, pieces, **values)
    if case.replacement or case.confirmed:
        row: dict[str, Any] = {"id": uow.reader.lines("remedies", made, "lines")[0]["id"], "quantity": 1}
        row["replacement_id"] = scene.products.get(case.replacement)
        row["confirmed"] = case.confirmed or None
        records.save(uow, "remedies", made, {}, {"lines": [row]})
    return made


def _step(uow: UnitOfWork, case: Case, remedy: int, move: str, asked: Mapping[str, Any]) -> None:
    answers = {n: uow.today if v is None else v for n, v in asked.items()}
    effects = EFFECTS
    if move == "inspect" and case.found is not None:
        found = {x["id"]: case.found for x in uow.reader.lines("remedies", remedy, "lines")}
        effects = {**EFFECTS, ("remedies", "inspect"): inspecting(found)}
    transitions.perform(uow, "remedies", remedy, move, answers, effects=effects)

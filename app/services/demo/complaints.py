"""Complaints of the demonstration shop: one overdue, one near its time, one from 12315 with pauses, one reopened."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from app.models.registers.orders import Order, OrderLine
from app.services import complaint_clocks, records, transitions
from app.services import complaints as service
from app.services.demo.complaint_cases import BOOKED, CASES, Case, Step
from app.services.demo.complaint_remedies import give
from app.services.demo.scene import Scene
from app.services.tables import Values, table
from app.store.uow import UnitOfWork

_BUYER = MappingProxyType({"customer_name": "沈晓棠", "customer_phone": "13800000088"})
"""A buyer of earlier days, of whom the shop has no order."""


def make(scene: Scene) -> None:
    """Enter the complaints as they came, each step at its time, and write down what is overrun by now."""
    orders: dict[str, Values] = {}
    taken: set[int] = set()
    for case in sorted(CASES, key=lambda c: -c.days):
        received = scene.ago(case.days).replace(second=0)
        order = orders.get(case.same) or _order(scene, case.sku, received, taken)
        if case.key and "order_id" not in order:  # who comes again is known by the telephone where no order is found
            order = {**order, **_BUYER}
        if case.key:
            orders[case.key] = order
        made = scene.at(received, lambda uow, c=case, o=order: _enter(uow, scene, c, o))  # type: ignore[misc]
        for hours, steps in _by_time(case.steps):
            if hours <= case.days * 24:
                scene.at(scene.ago(case.days - hours / 24), lambda uow, i=made, s=steps: _make(uow, i, s))  # type: ignore[misc]
    scene.at(scene.now, complaint_clocks.roll)


def _order(scene: Scene, sku: str, before: datetime, taken: set[int]) -> Values:
    """The latest order of a product that had arrived by then, and its line; empty if there is none."""
    o, x = table(Order), table(OrderLine)
    wanted = (
        select(o.c.id, x.c.position)
        .join(x, x.c.order_id == o.c.id)
        .where(
            x.c.product_id == scene.products[sku],
            o.c.placed_at <= before - timedelta(days=2),
            o.c.fulfilment.in_(("shipped", "completed")),
            o.c.id.not_in(taken),
        )
        .order_by(o.c.placed_at.desc())
        .limit(1)
    )
    with scene.shop.read() as reader:
        row = reader.connection.execute(wanted).first()
    if row is None:
        return {"product_id": scene.products[sku]}
    taken.add(row.id)
    return {"order_id": row.id, "order_line_no": row.position}


def _enter(uow: UnitOfWork, scene: Scene, case: Case, order: Values) -> int:
    head = {
        "channel": case.channel,
        "category": case.category,
        "description": case.description,
        "received_by": scene.staff["陈小满"],
        "handler_id": scene.staff[case.handler],
    }
    more = dict(case.more)
    if case.channel == "12315":
        more["authority_notified_on"] = uow.today
    return records.save(uow, "complaints", None, {**head, **order, **more})


def _by_time(steps: tuple[Step, ...]) -> list[tuple[float, list[Step]]]:
    found: dict[float, list[Step]] = {}
    for step in steps:
        found.setdefault(step[1], []).append(step)
    return sorted(found.items())


def _make(uow: UnitOfWork, complaint: int, steps: list[Step]) -> None:
    for step in steps:
        _step(uow, complaint, step)


def _step(uow: UnitOfWork, complaint: int, step: Step) -> None:
    name, more = step[0], step[2:]
    if name in ("in", "out"):
        service.log_contact(uow, complaint, {"direction": name, "channel": more[0], "said": more[1]})
    elif name == "fill":
        records.save(uow, "complaints", complaint, _fitting(uow, complaint, more[0]))
    elif name == "remedy":
        give(uow, complaint, more[0], more[1])
    elif name == "mediate":
        records.save(uow, "complaints", complaint, {"mediation_on": uow.today})
    else:
        asked = _asked(name, more)
        if name == "answer_authority":
            asked["at"] = uow.now
        transitions.perform(uow, "complaints", complaint, name, asked)


def _fitting(uow: UnitOfWork, complaint: int, values: Values) -> Values:
    """What is filled in; a small shop sold too little for every case to have an order, and then nothing is booked."""
    if values.get("remedy_kind") in BOOKED and uow.reader.record("complaints", complaint)["order_id"] is None:
        return {**values, "remedy_kind": "corrected", "carried_out": True}
    return values


def _asked(name: str, more: tuple[Any, ...]) -> Values:
    match name:
        case "acknowledge" | "respond":
            return {"contact_channel": more[0], "said": more[1]}
        case "pause":
            return {"pause_for": more[0], "reason": more[1], "clock": more[2] if len(more) > 2 else None}
        case "resume":
            return {"reason": more[0], "clock": more[1] if len(more) > 1 else None}
        case "refuse":
            return {"contact_channel": more[0], "refusal": more[1], "refuse_reason": more[2]}
        case "answer_authority":
            return {"authority_result": more[0]}
        case "reopen":
            return {"reopen_reason": more[0]}
    return {}

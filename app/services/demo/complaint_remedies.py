"""The remedies that the demonstration shop's complaints led to, from the asking to the buyer's answer."""

from __future__ import annotations

from app.services import records, remedies, transitions
from app.services.effects import EFFECTS
from app.services.remedy_moves import Found, inspecting
from app.services.tables import Values
from app.store.uow import UnitOfWork

_REASONS = {"quality": "quality", "mismatch": "not_as_described", "logistics": "late", "refund": "seven_day"}
"""Category of a complaint → why its remedy was asked for; `other` for any else."""


def give(uow: UnitOfWork, complaint_id: int, kind: str, amount: int | None) -> None:
    """Open a remedy of one piece from a complaint, and carry it out. `amount` in minor units, else a piece's price.

    A complaint without an order has none; goods that come back were broken and are thrown away.
    """
    complaint = uow.reader.record("complaints", complaint_id)
    if complaint["order_id"] is None:
        return
    values: Values = {"complaint_id": complaint_id, "handler_id": complaint["handler_id"], "told": complaint["wants"]}
    if kind == "compensation":
        values |= {"compensation": amount, "compensation_for": "服务补偿"}
    order = uow.reader.record("orders", complaint["order_id"])
    if order["completed_at"] is not None and order["completed_at"] > uow.now:  # it came in with what it ended with
        values["signed_on"] = complaint["received_on"]
    reason = _REASONS.get(complaint["category"], "other")
    made = remedies.start(uow, complaint["order_id"], kind, reason, {complaint["order_line_id"]: 1}, **values)
    if kind == "refund" and amount is not None:
        line = uow.reader.lines("remedies", made, "lines")[0]
        row = {"id": line["id"], "quantity": 1, "refund": min(amount, line["refund"])}
        records.save(uow, "remedies", made, {"postage_refund": 0}, {"lines": [row]})
    _carry_out(uow, made)


def _carry_out(uow: UnitOfWork, remedy_id: int) -> None:
    remedy = uow.reader.record("remedies", remedy_id)
    if remedy["goods"]:
        _move(uow, remedy_id, "agree")
        _move(uow, remedy_id, "receive", {"received_on": uow.today})
        lines = uow.reader.lines("remedies", remedy_id, "lines")
        found = {x["id"]: Found(scrapped=x["quantity"]) for x in lines}
        _move(uow, remedy_id, "inspect", {"inspect_note": "确有瑕疵，报废"}, found)
    else:
        _move(uow, remedy_id, "grant")
    paid = {"payment_method": "原路退回"} if remedy["kind"] in ("return", "refund", "compensation") else {}
    sent = {"out_carrier": "zhongtong", "out_waybill": f"7315500{remedy_id:05d}", "override_reason": "先补客户"}
    _move(uow, remedy_id, "settle", paid or sent)
    _move(uow, remedy_id, "close", {"customer_answer": "accepted"})


def _move(
    uow: UnitOfWork, remedy_id: int, move: str, asked: Values | None = None, found: dict[int, Found] | None = None
) -> None:
    effects = EFFECTS if found is None else {**EFFECTS, ("remedies", "inspect"): inspecting(found)}
    transitions.perform(uow, "remedies", remedy_id, move, asked, effects=effects)

"""Voiding a record counts again what counted it."""

from __future__ import annotations

from datetime import timedelta

from app.services import records
from tests.services.conftest import Desk
from tests.services.remedies_desk import sent, start, whole


def void(desk: Desk, register: str, record_id: int) -> None:
    desk.shop.change(lambda uow: records.void(uow, register, record_id, "录错"))


def test_a_risk_whose_only_open_measure_was_voided_can_be_closed(desk: Desk) -> None:
    risk = desk.save("risks", None, {"title": "货架不稳", "found_on": desk.shop.locale().today})
    measure = desk.save("risk_measures", None, {"risk_id": risk, "title": "加固"})
    assert desk.record("risks", risk)["measures_open"] == 1
    void(desk, "risk_measures", measure)
    assert desk.record("risks", risk)["measures_open"] == 0


def test_a_remedy_that_was_voided_is_not_waited_for(desk: Desk) -> None:
    order = sent(desk, (desk.product("A", 10), 2))
    complaint = desk.save("complaints", None, {"channel": "chat", "category": "quality", "description": "漏了"})
    whole(desk, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=complaint)
    spare = start(desk, order, kind="refund", reason="other", pieces={0: 1}, complaint_id=complaint)
    desk.move("remedies", spare, "grant")
    desk.move("remedies", spare, "withdraw", cancel_reason="重复")
    desk.shop.change(lambda uow: uow.update("complaints", complaint, {"carried_out": False}))
    void(desk, "remedies", spare)
    assert desk.record("complaints", complaint)["carried_out"] is True


def test_complaints_are_counted_without_one_that_was_voided(desk: Desk) -> None:
    told = {"channel": "chat", "category": "quality", "description": "漏了", "customer_phone": "13800000009"}
    now = desk.shop.clock()
    first = desk.save("complaints", None, {**told, "received_at": now - timedelta(days=2)})
    second = desk.save("complaints", None, {**told, "received_at": now - timedelta(days=1)})
    assert desk.record("complaints", second)["again"] is True
    void(desk, "complaints", first)
    one = desk.record("complaints", second)
    assert (one["earlier"], one["again"]) == (0, False)


def test_a_finding_repeats_none_that_was_voided(desk: Desk) -> None:
    today = desk.shop.locale().today
    alike = {"title": "通道堆物", "clause": "7.1", "place": "仓库", "measure": "清走"}
    first = desk.save("rectifications", None, {**alike, "found_on": today - timedelta(days=9)})
    second = desk.save("rectifications", None, {**alike, "found_on": today})
    assert desk.record("rectifications", second)["repeat_of"] == first
    void(desk, "rectifications", first)
    one = desk.record("rectifications", second)
    assert (one["repeat_of"], one["repeats"]) == (None, None)

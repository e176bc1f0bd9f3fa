"""The seven-day return: its days, its exceptions, the buyer's confirmation, and when it must be accepted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.clock import fixed
from app.core.errors import Invalid, NotAllowed
from app.services import remedy_dates, settings, today
from tests.services.remedies_desk import back, sent, start

TZ = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=TZ)


def signed(desk, exception: str | None = None, confirmed: bool = False) -> int:
    """An order that was signed for on 1 May."""
    desk.shop.clock = fixed(at(1))
    order = sent(desk, (desk.product("A", 5, no_reason_exception=exception), 1))
    if confirmed:
        line = desk.lines("orders", order)[0]["id"]
        remedy = start(desk, order)
        desk.save(
            "remedies", remedy, {}, {"lines": [{"id": desk.lines("remedies", remedy)[0]["id"], "confirmed": True}]}
        )
        desk.move("remedies", remedy, "cancel", cancel_reason="x")
        assert line and desk.lines("orders", order)[0]["exception_confirmed"]
    return order


@pytest.mark.parametrize(("day", "within"), [(1, True), (2, True), (8, True), (9, False)])
def test_seven_days_count_from_the_day_after_signing(desk, day: int, within: bool) -> None:
    order = signed(desk)
    desk.shop.clock = fixed(at(day, 23))
    r = desk.record("remedies", start(desk, order, reason="seven_day"))
    assert (r["signed_on"], r["no_reason_until"]) == (date(2026, 5, 1), date(2026, 5, 8))
    assert r["seven_day"] is within


def test_goods_that_nobody_signed_for_are_within_the_days(desk) -> None:
    order = desk.order((desk.product("A", 5), 1))
    desk.move("orders", order, "ship", carrier="zhongtong", waybill="Z1")
    r = desk.record("remedies", start(desk, order))
    assert (r["signed_on"], r["no_reason_until"], r["seven_day"]) == (None, None, True)


def refuse(desk, remedy: int, basis: str) -> None:
    desk.move("remedies", remedy, "refuse", refuse_basis=basis, refuse_reason="按规定")


@pytest.mark.parametrize("basis", ["other", "unproved"])
def test_a_seven_day_return_in_time_must_be_accepted(desk, basis: str) -> None:
    remedy = start(desk, signed(desk), reason="seven_day")
    with pytest.raises(NotAllowed, match="must be accepted"):
        refuse(desk, remedy, basis)
    with pytest.raises(Invalid, match="within the seven days"):
        refuse(desk, remedy, "too_late")
    with pytest.raises(Invalid, match="no excepted product"):
        refuse(desk, remedy, "exception")


def test_after_the_seven_days_it_may_be_refused_with_a_reason(desk) -> None:
    order = signed(desk)
    desk.shop.clock = fixed(at(9))
    remedy = start(desk, order, reason="seven_day")
    with pytest.raises(Invalid):
        desk.move("remedies", remedy, "refuse", refuse_basis="too_late")
    refuse(desk, remedy, "too_late")
    r = desk.record("remedies", remedy)
    assert (r["status"], r["refuse_basis"], r["decided_by"], r["due_at"]) == ("refused", "too_late", "林晓", None)


def test_an_exception_without_the_buyers_confirmation_must_be_accepted(desk) -> None:
    remedy = start(desk, signed(desk, "made_to_order"), reason="seven_day")
    assert desk.record("remedies", remedy)["excepted"] == "unconfirmed"
    with pytest.raises(Invalid, match="confirmation"):
        refuse(desk, remedy, "exception")
    with pytest.raises(NotAllowed, match="must be accepted"):
        refuse(desk, remedy, "other")


def test_a_confirmed_exception_may_be_refused_and_the_record_says_why(desk) -> None:
    order = signed(desk, "made_to_order", confirmed=True)
    remedy = start(desk, order, reason="seven_day")
    assert desk.record("remedies", remedy)["excepted"] == "confirmed"
    assert desk.lines("remedies", remedy)[0]["exception"] == "made_to_order"
    with pytest.raises(NotAllowed, match="give that as the ground"):
        refuse(desk, remedy, "other")
    refuse(desk, remedy, "exception")
    assert desk.record("remedies", remedy)["refuse_basis"] == "exception"


def test_one_unexcepted_item_makes_the_whole_return_due(desk) -> None:
    desk.shop.clock = fixed(at(1))
    a, b = desk.product("A", 5, no_reason_exception="perishable"), desk.product("B", 5)
    remedy = start(desk, sent(desk, (a, 1), (b, 1)), reason="seven_day")
    assert desk.record("remedies", remedy)["excepted"] == "unconfirmed"
    with pytest.raises(Invalid, match="no excepted product"):
        refuse(desk, remedy, "exception")


def test_goods_that_came_back_spoiled_may_be_refused(desk) -> None:
    remedy = start(desk, signed(desk), reason="seven_day")
    with pytest.raises(Invalid, match="not back yet"):
        refuse(desk, remedy, "not_intact")
    back(desk, remedy)
    with pytest.raises(NotAllowed, match="must be accepted"):
        refuse(desk, remedy, "other")
    refuse(desk, remedy, "not_intact")
    assert desk.record("remedies", remedy)["status"] == "refused"


def test_a_quality_complaint_can_be_refused_when_it_is_not_shown(desk) -> None:
    remedy = start(desk, signed(desk), reason="quality")
    refuse(desk, remedy, "unproved")
    assert desk.record("remedies", remedy)["status"] == "refused"


def test_each_state_has_its_deadline(desk) -> None:
    order = signed(desk)
    remedy = start(desk, order)
    due = lambda: desk.record("remedies", remedy)["due_at"].astimezone(TZ)  # noqa: E731
    assert due() == at(3)  # 48 hours to answer
    desk.move("remedies", remedy, "agree")
    assert due() == datetime(2026, 5, 16, 23, 59, 59, tzinfo=TZ)  # 15 days
    desk.move("remedies", remedy, "receive", received_on=date(2026, 5, 1))
    assert due() == datetime(2026, 5, 8, 23, 59, 59, tzinfo=TZ)  # 7 days after the goods are back
    desk.save("remedies", remedy, {"promised_by": date(2026, 5, 3)})
    assert due() == datetime(2026, 5, 3, 23, 59, 59, tzinfo=TZ)


def test_what_needs_no_goods_is_promised_within_the_refunds_days(desk) -> None:
    remedy = start(desk, signed(desk), kind="refund")
    desk.move("remedies", remedy, "grant")
    assert desk.record("remedies", remedy)["promised_by"] == date(2026, 5, 8)


def test_the_shop_may_promise_less_and_never_more_than_the_law(desk) -> None:
    desk.shop.change(lambda uow: settings.put(uow, {"remedies.answer_hours": 24, "remedies.refund_days": 3}))
    with pytest.raises(Invalid):
        desk.shop.change(lambda uow: settings.put(uow, {"remedies.refund_days": 8}))
    remedy = start(desk, signed(desk))
    assert desk.record("remedies", remedy)["due_at"] == at(2)
    back(desk, remedy)
    assert desk.record("remedies", remedy)["refund_by"] == date(2026, 5, 4)


def due_rules(desk) -> list[tuple[str, bool]]:
    with desk.shop.read() as reader:
        return [(i.rule, i.when == "late") for i in today.board(reader).items if i.register == "remedies"]


def test_today_says_what_each_remedy_waits_for(desk) -> None:
    order = signed(desk)
    remedy = start(desk, order)
    assert due_rules(desk) == [("answer", False)]
    desk.shop.clock = fixed(at(4))
    assert due_rules(desk) == [("answer", True)]
    desk.move("remedies", remedy, "agree")
    assert due_rules(desk) == []  # far from the fifteen days
    desk.shop.clock = fixed(at(17))
    assert due_rules(desk) == [("coming", True)]
    desk.move("remedies", remedy, "receive", received_on=date(2026, 5, 17))
    assert due_rules(desk) == [("inspect", False)]
    desk.move("remedies", remedy, "inspect")
    desk.shop.clock = fixed(at(25))
    assert due_rules(desk) == [("settle", True)]
    desk.move("remedies", remedy, "settle")
    assert due_rules(desk) == []


def test_the_end_of_a_day_is_the_shops_own() -> None:
    assert remedy_dates.end_of(date(2026, 5, 1), TZ) == datetime(2026, 5, 1, 23, 59, 59, tzinfo=TZ)
    assert remedy_dates.no_reason_until(None) is None
    assert remedy_dates.no_reason_until(date(2026, 4, 30)) == date(2026, 4, 30) + timedelta(days=7)


def test_the_confirmation_may_be_kept_when_the_order_is_entered(desk) -> None:
    a = desk.product("A", 5, no_reason_exception="made_to_order")
    lines = [{"product_id": a, "quantity": 1, "exception_confirmed": True}]
    order = desk.save("orders", None, {"buyer_name": "测试甲"}, {"lines": lines})
    line = desk.lines("orders", order)[0]
    assert line["exception_confirmed"]
    desk.save(
        "orders", order, {}, {"lines": [{"id": line["id"], "quantity": 1, "exception_confirmed": None, "gift": None}]}
    )
    assert not desk.lines("orders", order)[0]["exception_confirmed"]
    desk.save("orders", order, {}, {"lines": [{"id": line["id"], "quantity": 1, "exception_confirmed": True}]})
    desk.move("orders", order, "pay")
    desk.move("orders", order, "ship", carrier="pickup")
    remedy = start(desk, order, reason="seven_day")
    assert desk.record("remedies", remedy)["excepted"] == "confirmed"

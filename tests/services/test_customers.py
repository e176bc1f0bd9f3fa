"""Customers: matching, figures, and looking at what is masked."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.core.errors import UserError
from app.models.further import written
from app.models.registers.orders import OrderLine
from app.services import customers, records
from app.services.customers import Buyer
from app.services.tables import table


def match(desk, *buyers: Buyer) -> list[int | None]:
    return desk.shop.change(lambda uow: customers.match_many(uow, buyers)[0])


def test_account_first_then_telephone_else_new(desk) -> None:
    first, again, by_phone, other = match(
        desk,
        Buyer("taobao", "甲", "陈", "13800000001"),
        Buyer("taobao", "甲", "陈", None),
        Buyer("shop", None, "陈", "13800000001"),
        Buyer("douyin", "甲", "周", None),
    )
    assert first == again == by_phone != other
    assert match(desk, Buyer("jd", None, "陈", "13800000001")) == [first]


def test_masked_values_match_nobody(desk) -> None:
    assert match(desk, Buyer("douyin", None, "张*", "138****0000"), Buyer("douyin", "a**b", None, None)) == [None, None]
    assert customers.is_masked("##密文") and not customers.is_masked(None)


def test_what_a_file_said_beside_an_order_s_line_is_revealed_and_recorded(desk) -> None:
    extras = written({"收货人": "陈小明", "规格": "红"})
    lines = {"lines": [{"title": "杯", "quantity": 1, "unit_price": 100}]}
    order = desk.shop.change(lambda uow: records.save(uow, "orders", None, {"buyer_name": "陈"}, lines))
    line = desk.shop.change(lambda uow: uow.reader.lines("orders", order, "lines")[0]["id"])
    desk.shop.change(lambda uow: uow.connection.execute(update(table(OrderLine)).values(extras=extras)))
    with pytest.raises(UserError, match="Say why"):
        desk.shop.record(lambda uow: customers.reveal_lines(uow, "orders", order, "lines", ""))
    seen = desk.shop.record(lambda uow: customers.reveal_lines(uow, "orders", order, "lines", "回电"))
    assert seen == {line: {"extras": extras}}, "what is masked, and nothing else"
    with desk.shop.read() as reader:
        event = reader.timeline("orders", order)[0]
    assert (event.action, event.reason, event.extra) == ("reveal", "回电", {"revealed": ["lines.extras"]})
    assert "陈小明" not in str(event)


def test_revealing_is_recorded_with_its_reason_but_not_the_value(desk) -> None:
    (made,) = match(desk, Buyer("taobao", "甲", "陈", "13800000001"))
    with pytest.raises(UserError, match="Say why"):
        desk.shop.record(lambda uow: customers.reveal(uow, "customers", made, "phone", " "))
    seen = desk.shop.record(lambda uow: customers.reveal(uow, "customers", made, "phone", "回电"))
    assert seen == "13800000001"
    with desk.shop.read() as reader:
        event = reader.timeline("customers", made)[0]
    assert (event.action, event.reason, event.extra) == ("reveal", "回电", {"revealed": "phone"})

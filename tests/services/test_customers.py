"""Customers: matching, figures, and looking at what is masked."""

from __future__ import annotations

import pytest

from app.core.errors import UserError
from app.services import customers
from app.services.customers import Buyer


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


def test_revealing_is_recorded_with_its_reason_but_not_the_value(desk) -> None:
    (made,) = match(desk, Buyer("taobao", "甲", "陈", "13800000001"))
    with pytest.raises(UserError, match="Say why"):
        desk.shop.record(lambda uow: customers.reveal(uow, "customers", made, "phone", " "))
    seen = desk.shop.record(lambda uow: customers.reveal(uow, "customers", made, "phone", "回电"))
    assert seen == "13800000001"
    with desk.shop.read() as reader:
        event = reader.timeline("customers", made)[0]
    assert (event.action, event.reason, event.extra) == ("reveal", "回电", {"revealed": "phone"})

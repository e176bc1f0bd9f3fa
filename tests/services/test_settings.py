"""Settings declared once, and who may do what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import settings, users
from app.services.validate import value_problem
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY


def test_every_default_fits_its_own_kind() -> None:
    for setting in settings.SETTINGS:
        assert setting.default is None or value_problem(setting.kind, setting.default) is None
    assert len({s.key for s in settings.SETTINGS}) == len(settings.SETTINGS)


def test_a_setting_is_kept_checked_and_used(desk) -> None:
    desk.shop.change(lambda uow: settings.put(uow, {settings.SHIP_PROMISE.key: 24}))
    a = desk.product("A", 5)
    order = desk.record("orders", desk.order((a, 1)))
    assert order["ship_by"] - order["paid_at"] == timedelta(hours=24)
    with pytest.raises(Invalid):
        desk.shop.change(lambda uow: settings.put(uow, {settings.SHIP_PROMISE.key: 0}))
    with pytest.raises(KeyError):
        desk.shop.change(lambda uow: settings.put(uow, {"no.such": 1}))


def test_the_usual_low_stock_level_goes_to_new_products(desk) -> None:
    desk.shop.change(lambda uow: settings.put(uow, {settings.LOW_STOCK.key: 7}))
    assert desk.record("products", desk.product("A"))["low_stock"] == 7
    assert desk.record("products", desk.product("B", low_stock=2))["low_stock"] == 2


def test_rights_by_role() -> None:
    for action, roles in users.PERMISSIONS.items():
        for role in ("owner", "clerk", "inspector", "nobody"):
            assert users.may(role, action) == (role in roles)
            if role not in roles:
                with pytest.raises(NotAllowed):
                    users.require(Actor("u", "某", role), action)
    assert users.may("owner", "users") and not users.may("clerk", "users") and not users.may("inspector", "write")


def test_an_emptied_setting_is_back_at_its_default(desk) -> None:
    desk.shop.change(lambda uow: settings.put(uow, {settings.SHIP_PROMISE.key: 24}))
    desk.shop.change(lambda uow: settings.put(uow, {settings.SHIP_PROMISE.key: None}))
    order = desk.record("orders", desk.order((desk.product("A", 5), 1)))
    assert order["ship_by"] - order["paid_at"] == timedelta(hours=48)


def test_a_clerk_changes_only_what_is_the_clerk_s(desk) -> None:
    clerk = Shop(desk.shop.db, KEY, Actor("clerk-uid", "小李", "clerk"), desk.shop.registry)
    try:
        with pytest.raises(NotAllowed):
            clerk.change(lambda uow: settings.put(uow, {settings.LOCK_MINUTES.key: 1440}))
        clerk.change(lambda uow: settings.put(uow, {settings.DEFAULT_CARRIER.key: "shunfeng"}))
        with clerk.read() as reader:
            assert settings.get(reader, settings.LOCK_MINUTES) == 15
            assert settings.get(reader, settings.DEFAULT_CARRIER) == "shunfeng"
    finally:
        clerk.close()


def test_the_shop_says_how_long_the_window_may_stay_open_and_a_person_may_choose_less() -> None:
    assert settings.lock_after(15, 5) == 5
    assert settings.lock_after(15, 60) == 15
    assert settings.lock_after(15, 0) == 15

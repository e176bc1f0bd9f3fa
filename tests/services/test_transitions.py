"""Moves of states: what is not declared raises, for every register, state and move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.core.errors import Cancelled, FieldError, Invalid, NotAllowed, NotFound
from app.core.progress import Progress
from app.models.declaration import Where
from app.models.registry import Registry, table_of
from app.services import transitions
from app.services.effects import EFFECTS
from tests.records import one_of_each

REGISTRY = Registry.load()
UNDECLARED = [
    (r.name, t.name, state)
    for r in REGISTRY
    for t in r.transitions
    for state in r.states(t.field)
    if state not in t.sources
]


def test_every_effect_belongs_to_a_declared_move() -> None:
    declared = {(r.name, t.name) for r in REGISTRY for t in r.transitions}
    assert set(EFFECTS) <= declared


def test_every_undeclared_move_raises_and_changes_nothing(desk) -> None:
    ids = one_of_each(desk.shop)
    for register_name, move, state in UNDECLARED:
        register = REGISTRY[register_name]
        table, record_id = table_of(register), ids[register_name]
        declared = register.transition(move)
        values = {declared.field: state}
        desk.shop.change(
            lambda uow, t=table, i=record_id, v=values: uow.connection.execute(update(t).where(t.c.id == i).values(**v))
        )
        before = desk.record(register_name, record_id)
        asked = {f.name: 1 if f.name == "amount" else "说明" for f in declared.asks if f.required}
        with pytest.raises(NotAllowed, match="not possible"):
            desk.move(register_name, record_id, move, **asked)
        assert desk.record(register_name, record_id) == before


def test_available_moves_follow_states_and_roles(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 1), paid=False)
    register = REGISTRY["orders"]
    names = [t.name for t in transitions.available(register, desk.record("orders", order), "clerk")]
    assert names == ["pay", "accept", "cancel"]
    assert transitions.available(register, desk.record("orders", order), "inspector") == ()


def test_a_role_that_may_not_is_refused(desk) -> None:
    a = desk.product("A", 5)
    register, record = REGISTRY["orders"], desk.record("orders", desk.order((a, 1), paid=False))
    transitions.check(register, register.transition("pay"), record, "clerk", {})
    with pytest.raises(NotAllowed, match="role"):
        transitions.check(register, register.transition("pay"), record, "inspector", {})


def test_what_is_asked_and_required_must_be_there(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 1))
    with pytest.raises(Invalid) as caught:
        desk.move("orders", order, "cancel")
    assert [p.field for p in caught.value.problems] == ["cancel_reason"]
    with pytest.raises(KeyError):
        desk.move("orders", order, "ship", nonsense="x")
    with pytest.raises(KeyError):
        desk.move("orders", order, "fly")
    with pytest.raises(NotFound):
        desk.move("orders", 999, "ship")


def test_fields_a_move_requires_are_named(desk) -> None:
    a = desk.save("products", None, {"sku": "N", "name": "无价"})
    desk.move("products", a, "delist")
    with pytest.raises(Invalid) as caught:
        desk.move("products", a, "list")
    assert isinstance(caught.value.problems[0], FieldError) and caught.value.problems[0].field == "price"


def test_a_move_leaves_its_time_its_person_and_its_reason(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 1))
    desk.move("orders", order, "cancel", cancel_reason="拍错了")
    with desk.shop.read() as reader:
        event = reader.timeline("orders", order)[0]
    assert (event.action, event.user, event.reason) == ("cancel", "林晓", "拍错了")
    assert ("fulfilment", "to_ship", "cancelled") in event.changes
    assert event.extra["effects"]["stock"] == [["A", None, 0, -1, "release"]]
    assert desk.record("orders", order)["cancelled_at"] == event.at


def test_many_at_once_does_what_it_can_and_names_the_rest(desk) -> None:
    a = desk.product("A", 3)
    ids = [desk.order((a, n)) for n in (1, 5, 1)]
    done = desk.shop.change(lambda uow: transitions.perform_many(uow, "orders", ids, "ship", {"carrier": "yunda"}))
    assert done.done == (ids[0], ids[2])
    assert [r.record_id for r in done.refused] == [ids[1]]
    assert "on hand" in str(done.refused[0].why)
    desk.check()


def test_many_at_once_can_be_stopped_and_leaves_nothing(desk) -> None:
    a = desk.product("A", 9)
    ids = [desk.order((a, 1)) for _ in range(3)]
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, _what: object) -> None:
        told.append((done, total))
        if done == 1:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        desk.shop.change(lambda uow: transitions.perform_many(uow, "orders", ids, "ship", {}, progress))
    assert told == [(0, 3), (1, 3)]
    assert {desk.record("orders", i)["fulfilment"] for i in ids} == {"to_ship"}
    desk.check()


def test_many_records_do_not_get_one_waybill(desk) -> None:
    ship = desk.shop.registry["orders"].transition("ship")
    asked = {f.name for f in transitions.asked_of_many(ship)}
    assert "waybill" not in asked
    assert "carrier" in asked


def test_banned_words_keep_a_product_off_sale(desk) -> None:
    a = desk.save("products", None, {"sku": "W", "name": "茶", "price": 1, "listing_text": "全国第一的茶"})
    assert desk.record("products", a)["wording"] == "block"
    desk.move("products", a, "delist")
    with pytest.raises(NotAllowed, match="全国第一"):
        desk.move("products", a, "list")


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        (Where("shop_name", "eq", "甲"), True),
        (Where("shop_name", "ne", "甲"), False),
        (Where("shop_name", "in", ("甲", "乙")), True),
        (Where("shop_name", "not_in", ("乙",)), True),
        (Where("shop_name", "filled"), True),
        (Where("shop_name", "empty"), False),
        (Where("cancel_reason", "empty"), True),
    ],
)
def test_a_move_limited_to_some_records_is_offered_and_made_for_them_alone(desk, where: Where, holds: bool) -> None:
    order = desk.record("orders", desk.order((desk.product("A", 5), 1), paid=False, shop_name="甲"))
    limited = replace(REGISTRY["orders"].transition("accept"), only=(where,))
    register = replace(REGISTRY["orders"], transitions=(limited,))
    assert (limited in transitions.available(register, order, "clerk")) == holds
    if not holds:
        with pytest.raises(NotAllowed, match="does not fit"):
            transitions.check(register, limited, order, "clerk", {})

"""The ledger explains every balance, whatever was done in whatever order."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text, update

from app.core.errors import NotAllowed, UserError
from app.models.registers.products import Product
from app.models.registers.stock_movements import StockMovement
from app.models.registry import Registry
from app.services import balances, orders, records, stock, transitions
from app.services.parcels import Parcel
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.shop import Shop

REGISTRY = Registry.load()
KEY = DataKey(b"k" * 32, b"s" * 16, 1)
OWNER = Actor("owner-uid", "林晓", "owner")


class Warehouse(RuleBasedStateMachine):
    """Random work on one product with batches and one without: balances must equal the ledger after each step."""

    shop: Shop

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    @initialize()
    def open(self) -> None:
        self.shop = Shop.create(self.folder / "shop.db", KEY, OWNER, REGISTRY, name="试")

        def begin(uow) -> None:
            self.food = records.save(
                uow, "products", None, {"sku": "F", "name": "酱", "price": 100, "shelf_life_days": 60}
            )
            self.cup = records.save(uow, "products", None, {"sku": "C", "name": "杯", "price": 100})
            self.supplier = records.save(
                uow, "suppliers", None, {"name": "厂", "phone": "13800000000", "address": "杭州"}
            )
            stock.open_stock(uow, [stock.Opening(self.cup, 5)])

        self.shop.change(begin)

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.close()

    def attempt(self, work) -> None:
        """A refusal is an answer too; it must leave the balances alone."""
        with contextlib.suppress(UserError):
            self.shop.change(work)

    def pick(self, register: str, n: int) -> int | None:
        with self.shop.read() as reader:
            ids = [i for (i,) in reader.connection.execute(text(f"SELECT id FROM {register} ORDER BY id"))]
        return ids[n % len(ids)] if ids else None

    @rule(food=st.integers(0, 4), cups=st.integers(0, 4), paid=st.booleans())
    def order(self, food: int, cups: int, paid: bool) -> None:
        lines = [{"product_id": p, "quantity": n} for p, n in ((self.food, food), (self.cup, cups)) if n]
        if lines:

            def work(uow) -> None:
                made = records.save(uow, "orders", None, {}, {"lines": lines})
                if paid:
                    transitions.perform(uow, "orders", made, "pay")

            self.shop.change(work)

    @rule(n=st.integers(0, 50), move=st.sampled_from(["pay", "accept", "cancel", "complete"]))
    def move_order(self, n: int, move: str) -> None:
        order = self.pick("orders", n)
        asked = {"cancel_reason": "不要了"} if move == "cancel" else {}
        if order:
            self.attempt(lambda uow: transitions.perform(uow, "orders", order, move, asked))

    @rule(n=st.integers(0, 50), pieces=st.integers(1, 3), insist=st.booleans())
    def ship_a_part(self, n: int, pieces: int, insist: bool) -> None:
        order = self.pick("orders", n)
        if order:

            def work(uow) -> None:
                line = uow.reader.lines("orders", order, "lines")[0]
                orders.ship(uow, Parcel(order, "yunda", None, {line["id"]: pieces}, "有货" if insist else ""))

            self.attempt(work)

    @rule(n=st.integers(0, 50), insist=st.booleans())
    def ship_all(self, n: int, insist: bool) -> None:
        order = self.pick("orders", n)
        asked = {"override_reason": "有货"} if insist else {}
        if order:
            self.attempt(lambda uow: transitions.perform(uow, "orders", order, "ship", asked))

    @rule(n=st.integers(0, 50))
    def take_back(self, n: int) -> None:
        shipment = self.pick("shipment", n)
        if shipment:
            self.attempt(lambda uow: transitions.perform(uow, "shipments", shipment, "cancel", {"cancel_reason": "错"}))

    @rule(n=st.integers(0, 50), food=st.integers(1, 4))
    def edit(self, n: int, food: int) -> None:
        order = self.pick("orders", n)
        rows = {"lines": [{"product_id": self.food, "quantity": food, "unit_price": 100}]}
        if order:
            self.attempt(lambda uow: records.save(uow, "orders", order, {}, rows))

    @rule(pieces=st.integers(1, 6), code=st.sampled_from("AB"), result=st.sampled_from(["accepted", "quarantined"]))
    def goods_in(self, pieces: int, code: str, result: str) -> None:
        def work(uow) -> None:
            line = {
                "product_id": self.food,
                "quantity": pieces,
                "batch_code": code,
                "production_date": uow.today - timedelta(days=1 if code == "A" else 9),
                "result": result,
            }
            head = {"supplier_id": self.supplier, "licence_seen": True, "vouchers": "单", "receiver": "甲"}
            made = records.save(uow, "receipts", None, head, {"lines": [line]})
            transitions.perform(uow, "receipts", made, "post")

        self.shop.change(work)

    @rule(n=st.integers(0, 50), move=st.sampled_from(["reverse", "release", "refuse"]))
    def move_receipt(self, n: int, move: str) -> None:
        receipt = self.pick("receipt", n)
        asked = {"reverse_reason": "错"} if move == "reverse" else {"settle_note": "看过"}
        if receipt:
            self.attempt(lambda uow: transitions.perform(uow, "receipts", receipt, move, asked))

    @rule(off=st.integers(-2, 2))
    def count(self, off: int) -> None:
        def work(uow) -> None:
            made = records.save(uow, "stock_counts", None, {"scope": "all", "counter": "甲"})
            rows = [
                {"id": x["id"], "counted": max(x["expected"] + off, 0), "reason": "other"}
                for x in uow.reader.lines("stock_counts", made, "lines")
            ]
            records.save(uow, "stock_counts", made, {}, {"lines": rows})
            transitions.perform(uow, "stock_counts", made, "post")

        self.attempt(work)

    @rule(pieces=st.integers(-3, 3).filter(bool))
    def adjust(self, pieces: int) -> None:
        self.attempt(lambda uow: stock.adjust(uow, self.cup, pieces, "adjust", "试"))

    @precondition(lambda self: hasattr(self, "shop"))
    @invariant()
    def balances_equal_the_ledger(self) -> None:
        with self.shop.read() as reader:
            assert [str(t) for t in balances.check_balances(reader)] == []


def test_any_sequence_of_work_keeps_balances_and_ledger_equal(tmp_path_factory) -> None:
    class Here(Warehouse):
        def __init__(self) -> None:
            super().__init__(tmp_path_factory.mktemp("warehouse"))

    quick = settings(max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=quick)


@pytest.mark.parametrize("column", ["on_hand", "reserved", "available"])
def test_a_balance_that_is_off_is_named(desk, column: str) -> None:
    a = desk.product("A", 5)
    t = Product.__table__
    desk.shop.change(lambda uow: uow.connection.execute(update(t).where(t.c.id == a).values({column: 77})))
    with desk.shop.read() as reader:
        wrong = balances.imbalances(reader)
    assert {w.name for w in wrong} == {"A"}
    assert 77 in {w.kept for w in wrong}


def test_money_that_is_off_is_named(desk) -> None:
    a = desk.product("A", 5)
    made = desk.order((a, 1))
    desk.shop.change(lambda uow: uow.connection.execute(text("UPDATE orders SET paid = paid + 1")))
    with desk.shop.read() as reader:
        (wrong,) = balances.imbalances(reader)
    assert (wrong.name, wrong.kept, wrong.reckoned) == (desk.record("orders", made)["number"], 1001, 1000)


def test_an_adjustment_needs_a_note_and_cannot_take_what_is_not_there(desk) -> None:
    a = desk.product("A", 5)
    with pytest.raises(UserError, match="Say why"):
        desk.shop.change(lambda uow: stock.adjust(uow, a, -1, "damage", " "))
    with pytest.raises(NotAllowed, match="only 5 are on hand"):
        desk.shop.change(lambda uow: stock.adjust(uow, a, -6, "damage", "打碎"))
    desk.shop.change(lambda uow: stock.adjust(uow, a, -2, "damage", "打碎"))
    assert desk.held(a) == (3, 0, 3)
    with desk.shop.read() as reader:
        assert reader.timeline("products", a)[0].reason == "打碎"
        t = StockMovement.__table__
        assert [r["reason"] for r in reader.rows(select(t.c.reason).order_by(t.c.id))] == ["opening", "damage"]

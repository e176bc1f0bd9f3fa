"""Stock changed by hand: of goods in batches it names the batch, and nothing is sold that is not there."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import NotAllowed, UserError
from app.services import expiry, stock
from app.services.expiry import Lot, choose
from tests.services.conftest import Desk


@pytest.fixture
def jam(desk: Desk) -> int:
    """Goods with ten pieces in one batch."""
    made = desk.product("JAM", shelf_life_days=365)
    desk.delivery(desk.supplier(), [desk.batch_line(made, 10, "B", 200)])
    return made


def adjust(desk: Desk, product: int, pieces: int, batch: int | None = None) -> None:
    desk.shop.change(lambda uow: stock.adjust(uow, product, pieces, "damage", "打碎", batch))


def loose(desk: Desk, product: int) -> int:
    with desk.shop.read() as reader:
        return expiry.loose(reader, {product: reader.record("products", product)["on_hand"]})[product]


def test_what_lies_in_batches_is_taken_from_a_batch(desk: Desk, jam: int) -> None:
    with pytest.raises(NotAllowed, match="batch"):
        adjust(desk, jam, -3)
    adjust(desk, jam, -3, 1)
    assert (desk.record("batches", 1)["on_hand"], desk.held(jam)[0]) == (7, 7)
    with pytest.raises(NotAllowed, match="only 7 are on hand"):
        adjust(desk, jam, -8, 1)
    order = desk.order((jam, 10))
    with pytest.raises(NotAllowed):
        desk.move("orders", order, "ship", carrier="pickup")
    desk.check()


def test_pieces_in_no_batch_can_leave_without_one(desk: Desk, jam: int) -> None:
    adjust(desk, jam, 2)
    adjust(desk, jam, -2)
    with pytest.raises(NotAllowed, match="only 0"):
        adjust(desk, jam, -1)
    assert loose(desk, jam) == 0


def test_no_more_leaves_than_is_on_hand_also_where_a_batch_says_more(desk: Desk, jam: int) -> None:
    desk.shop.change(lambda uow: stock.post(uow, [stock.Entry(jam, "damage", on_hand=-3)]))
    order = desk.order((jam, 10))
    with pytest.raises(NotAllowed):
        desk.move("orders", order, "ship", carrier="pickup")
    with pytest.raises(NotAllowed, match="only 7 are on hand"):
        adjust(desk, jam, -8, 1)
    desk.move("orders", order, "ship", carrier="pickup", override_reason="货架上点过")
    assert (desk.held(jam)[0], desk.record("batches", 1)["on_hand"]) == (-3, 0)
    desk.check()


def test_a_choice_never_exceeds_what_is_on_hand() -> None:
    day = date(2026, 5, 18)
    chosen = choose([Lot(1, "A", None, 10)], -3, 10, day)
    assert ([p.pieces for p in chosen.picks], chosen.missing) == ([7], 3)
    beyond = choose([Lot(1, "A", None, 10)], -3, 10, day, beyond=True)
    assert ([p.pieces for p in beyond.picks], beyond.missing) == ([10], 0)
    assert choose([Lot(1, "A", None, 10)], -12, 1, day).missing == 1


MOVES = st.lists(
    st.tuples(st.sampled_from(["in", "add", "loose", "batch", "ship", "back"]), st.integers(1, 6), st.integers(0, 1)),
    min_size=4,
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_batches_and_loose_pieces_add_up_to_what_is_on_hand(desk: Desk, moves: list[tuple[str, int, int]]) -> None:
    with desk.shop.read() as reader:
        n = len(reader.rows(stock.select(stock.table(stock.Product).c.id)))
    product = desk.product(f"P{n}", shelf_life_days=365)
    supplier = desk.supplier(name=f"厂{n}")
    codes = {0: f"A{n}", 1: f"B{n}"}

    def batch(which: int) -> int | None:
        with desk.shop.read() as reader:
            return reader.exists("batches", {"product_id": product, "code": codes[which]})

    def one(kind: str, pieces: int, which: int) -> Any:
        if kind == "in":
            desk.delivery(supplier, [desk.batch_line(product, pieces, codes[which], 100 + which)])
        elif kind == "ship":
            desk.move("orders", desk.order((product, pieces)), "ship", carrier="pickup")
        elif kind == "back":
            with desk.shop.read() as reader:
                t = stock.table(stock.StockMovement)
                wanted = stock.select(t.c.shipment_id).where(t.c.product_id == product, t.c.shipment_id.is_not(None))
                sent = [r["shipment_id"] for r in reader.rows(wanted.order_by(t.c.id))]
            if sent:
                desk.move("shipments", sent[-1], "cancel", cancel_reason="错")
        elif kind == "batch":
            if (found := batch(which)) is not None:
                adjust(desk, product, -pieces, found)
        else:
            adjust(desk, product, pieces if kind == "add" else -pieces)

    for kind, pieces, which in moves:
        with contextlib.suppress(UserError):
            one(kind, pieces, which)
        on_hand = desk.held(product)[0]
        with desk.shop.read() as reader:
            lots = sum(lot.left for lot in expiry.lots(reader, [product]).get(product, ()))
        assert loose(desk, product) >= 0 and on_hand >= 0
        assert lots + loose(desk, product) == on_hand
    desk.check()

"""Any run of moves over remedies of one order keeps pieces, money and stock within what there is, and explained."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UserError
from app.models.registry import Registry
from app.models.remedy_words import DEAD, KINDS, REASONS, REFUSAL
from app.services import balances, claims, orders, remedies, transitions
from app.services.claims import line_shares
from app.services.effects import EFFECTS
from app.services.parcels import Parcel
from app.services.remedy_moves import Found, inspecting
from tests.services.conftest import Desk
from tests.services.remedies_desk import sent

MOVES = tuple(t.name for t in Registry.load()["remedies"].transitions)
PIECES = st.integers(0, 3)
NUMBERS = st.tuples(PIECES, PIECES, PIECES)
FORWARD = st.tuples(st.just("forward"), st.integers(0, 2), NUMBERS)
START = st.tuples(
    st.just("start"),
    st.sampled_from(["return", "exchange", "refund", *(k.key for k in KINDS)]),
    st.tuples(PIECES, PIECES),
)
STEP = st.one_of(
    START,
    FORWARD,
    FORWARD,
    FORWARD,
    FORWARD,
    st.tuples(st.sampled_from(MOVES), st.integers(0, 2), NUMBERS),
    st.tuples(st.just("refund_part"), st.just(0), st.integers(1, 400)),
    st.tuples(st.just("ship"), st.just(0), st.tuples(PIECES, PIECES)),
)
"""Most steps carry a remedy on by the move that leads on; some make any move, legal or not."""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), START, st.lists(STEP, min_size=12, max_size=40))
def test_no_run_of_moves_returns_more_than_was_sold_or_pays_back_more_than_was_paid(desk, left, first, steps) -> None:
    n = _serial(desk)
    a, b = desk.product(f"A{n}", 20, price=333), desk.product(f"B{n}", 20, price=777)
    begun = sent if left else Desk.order
    order = begun(desk, (a, 3), (b, 2), discount=150, shipping_fee=600)
    made: list[int] = []
    for step in [first, *steps]:
        with contextlib.suppress(UserError):
            _take(desk, order, made, step)
        _holds(desk, order, made)


def _serial(desk) -> int:
    with desk.shop.read() as reader:
        return int(reader.audit_head().seq)


def _take(desk, order: int, made: list[int], step: tuple[Any, Any, Any]) -> None:
    name, which, more = step
    if name == "start":
        ids = [x["id"] for x in desk.lines("orders", order)]
        pieces = dict(zip(ids, more, strict=True))
        extra = {"compensation": 100} if which == "compensation" else {}
        made.append(
            desk.shop.change(lambda uow: remedies.start(uow, order, which, REASONS[sum(more) % 8].key, pieces, **extra))
        )
    elif name == "ship":
        ids = [x["id"] for x in desk.lines("orders", order)]
        parcel = Parcel(order, "pickup", None, dict(zip(ids, more, strict=True)))
        desk.shop.change(lambda uow: orders.ship(uow, parcel))
    elif name == "refund_part":
        desk.move("orders", order, "refund_part", amount=more, reason="差价")
    elif made:
        remedy = made[which % len(made)]
        if name == "forward":
            record = desk.record("remedies", remedy)
            moves = transitions.available(desk.shop.registry["remedies"], record, "owner")
            name = next((m.name for m in moves if m.primary), moves[-1].name if moves else "close")
        _move(desk, remedy, name, more)


def _move(desk, remedy: int, name: str, found: tuple[int, int, int]) -> None:
    move = desk.shop.registry["remedies"].transition(name)
    with desk.shop.read() as reader:
        today = reader.locale.today
    answers = {"received_on": today, "refuse_basis": REFUSAL[sum(found) % 5].key, "customer_answer": "accepted"}
    asked = {f.name: answers.get(f.name, "说明") for f in move.asks if f.required}
    if name == "settle":
        asked |= {"out_carrier": "pickup", "refund_recorded": 0} if found[0] else {"out_carrier": "pickup"}
    effects = dict(EFFECTS)
    if name == "inspect":
        lines = desk.lines("remedies", remedy)
        effects["remedies", "inspect"] = inspecting({x["id"]: _split(x["quantity"], found) for x in lines})
    desk.shop.change(lambda uow: transitions.perform(uow, "remedies", remedy, name, asked, effects=effects))


def _split(quantity: int, found: tuple[int, int, int]) -> Found:
    """Pieces of a line told apart as the numbers say, as far as there are so many; beyond the line where all are 3."""
    fit = min(found[0], quantity) if found != (3, 3, 3) else 4
    held = min(found[1], quantity - min(fit, quantity))
    return Found(fit, held, min(found[2], quantity - min(fit, quantity) - held))


def _holds(desk, order: int, made: list[int]) -> None:
    with desk.shop.read() as reader:
        o, lines = reader.record("orders", order), reader.lines("orders", order, "lines")
        assert [str(t) for t in balances.check_balances(reader)] == []
        assert 0 <= o["refunded"] <= o["paid"]
        standing = claims.standing(reader, order)
        for line in lines:
            held = standing.get(line["id"], claims.Standing())
            assert 0 <= line["returned"] <= held.back <= line["shipped"]
            assert line["shipped"] + line["called_off"] <= line["quantity"]
            assert 0 <= held.refund <= line_shares(o, lines)[line["id"]]
        records = reader.records("remedies", made).values()
        assert sum(r["refund_amount"] for r in records if r["status"] not in DEAD) <= o["paid"]
        for r in records:
            rows = reader.lines("remedies", r["id"], "lines")
            assert r["goods_refund"] == sum(x["refund"] for x in rows)
            dead = r["status"] in DEAD
            assert r["refund_amount"] == (0 if dead else r["goods_refund"] + (r["postage_refund"] or 0))
            assert all(x["received"] in (None, x["restocked"] + x["held"] + x["scrapped"]) for x in rows)


@given(
    st.lists(st.tuples(st.integers(0, 10_000_00), st.integers(1, 50)), min_size=1, max_size=8),
    st.integers(0, 10_000_00),
    st.integers(0, 5_000),
)
def test_the_shares_of_lines_and_of_their_pieces_add_up_to_the_last_minor_unit(rows, paid: int, postage: int) -> None:
    lines = [{"id": i, "amount": amount, "quantity": n} for i, (amount, n) in enumerate(rows)]
    shares = line_shares({"paid": paid, "shipping_fee": postage}, lines)
    assert sum(shares.values()) == max(paid - postage, 0)
    assert min(shares.values()) >= 0
    for line in lines:
        paid_back, one = 0, claims.Standing()
        for _ in range(line["quantity"]):
            can = claims.Claimable(line, line["quantity"], line["quantity"], 0, shares[line["id"]], one)
            share = can.refund(1)
            one.priced, one.refund, paid_back = one.priced + 1, one.refund + share, paid_back + share
        assert paid_back == shares[line["id"]]

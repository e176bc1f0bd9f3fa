"""Whatever moves while a count is under way: balances stay above zero and equal what was counted and moved since."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.clock import fixed
from app.core.errors import Invalid, UserError
from app.models.registers.stock_movements import StockMovement
from app.models.registry import Registry
from app.services import orders, stock
from app.services.parcels import Parcel
from app.services.tables import table
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.services.conftest import Desk

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
SMALL = st.integers(1, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 1), st.integers(0, 3)),
        st.tuples(st.just("sell"), st.integers(0, 1), SMALL),
        st.tuples(st.just("told late"), st.integers(0, 1), SMALL),
        st.tuples(st.just("receive"), st.integers(0, 1), SMALL),
        st.tuples(st.just("adjust"), st.integers(-3, 3).filter(bool), st.just(0)),
        st.tuples(st.just("type"), st.integers(0, 3), st.integers(0, 6)),
        st.tuples(st.just("on paper"), st.integers(1, 4), st.just(0)),
        st.tuples(st.just("post"), st.just(0), st.just(0)),
    ),
    min_size=3,
    max_size=16,
)


class Shelf:
    """A shop with one product in batches and one without, in which every step takes a minute."""

    def __init__(self, shop: Shop) -> None:
        self.desk = Desk(shop)
        self.now = START
        self.posted: dict[tuple[int, int | None], tuple[datetime, int]] = {}
        self.tick()
        self.food = self.desk.product("F", shelf_life_days=90)
        self.cup = self.desk.product("C", 5)
        self.supplier = self.desk.supplier()
        self.receive(0, 4)
        self.begin()

    def tick(self) -> None:
        self.now += timedelta(minutes=1)
        self.desk.shop.clock = fixed(self.now)

    def begin(self) -> None:
        self.count = self.desk.save("stock_counts", None, {"counter": "林晓"}, None)

    def lines(self) -> list[dict[str, Any]]:
        return self.desk.lines("stock_counts", self.count)

    def receive(self, which: int, pieces: int) -> None:
        self.desk.delivery(self.supplier, [self.desk.batch_line(self.food, pieces, f"B{which}", 40 + which)])

    def sell(self, which: int, pieces: int, minutes_ago: int = 0) -> None:
        order = self.desk.order(((self.food, self.cup)[which], pieces))
        parcel = Parcel(order, "yunda", at=self.now - timedelta(minutes=minutes_ago))
        self.desk.shop.change(lambda uow: orders.ship(uow, parcel))

    def type_in(self, position: int, counted: int) -> None:
        lines = self.lines()
        row = {"id": lines[position % len(lines)]["id"], "counted": counted, "reason": "other"}
        self.desk.save("stock_counts", self.count, {}, {"lines": [row]})

    def on_paper(self, minutes_ago: int) -> None:
        self.desk.save("stock_counts", self.count, {"counted_at": self.now - timedelta(minutes=minutes_ago)}, None)

    def post(self) -> None:
        before = self.balances()
        try:
            self.desk.move("stock_counts", self.count, "post")
        except Invalid:
            assert self.balances() == before
            self.desk.move("stock_counts", self.count, "cancel", cancel_reason="重盘")
        else:
            for line in self.lines():
                if line["counted"] is not None:
                    place = line["product_id"], line["batch_id"]
                    newest = self.posted.get(place)
                    if newest is None or newest[0] <= line["counted_at"]:
                        self.posted[place] = line["counted_at"], line["counted"]
        self.begin()

    def hold(self) -> None:
        """Each place holds what was counted there last, and what moved there afterwards, whenever it was told."""
        m, held = table(StockMovement), self.balances()
        with self.desk.shop.read() as reader:
            entries = reader.rows(select(m))
        for place, (at, counted) in self.posted.items():
            here = [e for e in entries if (e["product_id"], e["batch_id"]) == place]
            assert held[place] == counted + sum(e["on_hand"] for e in here if e["at"] > at)

    def balances(self) -> dict[tuple[int, int | None], int]:
        """Pieces of each place, by the ledger."""
        m = table(StockMovement)
        found: dict[tuple[int, int | None], int] = {(self.food, None): 0, (self.cup, None): 0}
        with self.desk.shop.read() as reader:
            for e in reader.rows(select(m)):
                place = e["product_id"], e["batch_id"]
                found[place] = found.get(place, 0) + e["on_hand"]
        return found

    def take(self, what: str, one: int, two: int) -> None:
        match what:
            case "sell":
                self.sell(one, two)
            case "told late":
                self.sell(one, two, minutes_ago=3)
            case "receive":
                self.receive(one, two)
            case "adjust":
                self.desk.shop.change(lambda uow: stock.adjust(uow, self.cup, one, "adjust", "试"))
            case "type":
                self.type_in(one, two)
            case "on paper":
                self.on_paper(one)
            case "post":
                self.post()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
@example([("type", 1, 1), ("sell", 0, 4), ("post", 0, 0)])
@example([("sell", 1, 2), ("type", 0, 3), ("told late", 1, 1), ("post", 0, 0)])
@example([("type", 0, 2), ("post", 0, 0), ("told late", 1, 1)])
@example([("type", 1, 1), ("post", 0, 0), ("receive", 1, 2), ("told late", 0, 1)])
def test_a_count_keeps_what_moved_since_and_never_counts_it_twice(
    tmp_path: Path, fresh_shop: Path, registry: Registry, steps: list[tuple[str, int, int]]
) -> None:
    db = tmp_path / "shop.db"
    for old in tmp_path.iterdir():
        old.unlink()
    shutil.copyfile(fresh_shop, db)
    shop = Shop(db, KEY, OWNER, registry)
    try:
        shelf = Shelf(shop)
        for step in [*steps, ("post", 0, 0)]:
            shelf.tick()
            with contextlib.suppress(UserError):
                shelf.take(*step)
            assert min(shelf.balances().values()) >= 0
            shelf.hold()
            shelf.desk.check()
    finally:
        shop.close()

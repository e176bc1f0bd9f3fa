"""Posts along a long list: pages far in are those of the sorted list, also after changes, and the next is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import fixed
from app.models.declaration import TodayPlus, Where
from app.models.registry import Registry
from app.store import paging, posts, ways
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.uow import NewRecord
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.records import PLACED, customer
from tests.store.test_lists import COUNT, SORTS, fill

REGISTRY = Registry.load()
MANY = 3000
STATUS = Where("platform", "ne", "jd")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    now = PLACED + timedelta(hours=5)
    made = Shop.create(tmp_path_factory.mktemp("p") / "shop.db", KEY, OWNER, REGISTRY, name="x", clock=fixed(now))
    made.change(fill)
    people = [NewRecord(customer(name=f"客{i % 7}", nick=f"n{i}")) for i in range(MANY)]
    made.change(lambda uow: uow.create_many("customers", people))
    yield made
    made.close()


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts so near to each other that a short list has many."""
    monkeypatch.setattr(paging, "NEAR", -1)
    monkeypatch.setattr(posts, "APART", 4)


def listed(reader: Reader, view: View) -> list[int]:
    """The whole list by one statement."""
    return [row[0] for row in reader.iterate(view)]


@pytest.mark.usefixtures("close")
@given(
    st.sampled_from(SORTS),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, COUNT + 5), st.integers(1, 20)), min_size=1, max_size=5),
    st.sampled_from([(), (STATUS,), (Where("ship_by", "empty"),)]),
)
@settings(max_examples=300, deadline=None)
def test_any_jumps_one_after_the_other(
    shop: Shop, sort: str, voided: bool, jumps: list[tuple[int, int]], where: tuple[Where, ...]
) -> None:
    view = View("orders", sort=sort, columns=("number", "buyer_name"), voided=voided, where=where)
    with pytest.MonkeyPatch.context() as patched, shop.read() as reader:
        patched.setattr(ways, "MANY", -1)
        wanted = listed(reader, view)
        for skip, take in jumps:
            for total in (len(wanted), None):
                got = reader.page(view, skip, take, total=total)
                assert [r[0] for r in got] == wanted[skip : skip + take]


@pytest.mark.usefixtures("close")
@given(st.lists(st.tuples(st.sampled_from(["move", "void"]), st.integers(10, COUNT)), max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_change_between_two_jumps_is_seen(shop: Shop, changes: list[tuple[str, int]]) -> None:
    view = View("orders", sort="total", columns=("number", "total"))
    for what, order in [("", 0), *changes]:
        if what == "move":
            shop.change(lambda uow, i=order: uow.update("orders", i, {"total": (i * 7919) % 1000}))  # type: ignore[misc]
        elif what == "void":
            shop.change(lambda uow, i=order: uow.void("orders", i, "试"))  # type: ignore[misc]
        with shop.read() as reader:
            wanted = listed(reader, view)
            for skip in (5, 30, 12):
                got = reader.page(view, skip, 6, total=len(wanted))
                assert [r[0] for r in got] == wanted[skip : skip + 6]


def test_the_snapshot_that_was_begun_before_a_change_sees_its_own_list(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "NEAR", -1)
    monkeypatch.setattr(posts, "APART", 4)
    view = View("customers", sort="name", columns=("name",))
    with shop.read() as before:
        wanted = listed(before, view)
        assert [r[0] for r in before.page(view, 40, 5, len(wanted))] == wanted[40:45]
        shop.change(lambda uow: uow.create("customers", customer(name="", nick="first")))
        with shop.read() as after:
            now = listed(after, view)
            assert len(now) == len(wanted) + 1
            assert [r[0] for r in after.page(view, 40, 5, len(now))] == now[40:45]
        assert [r[0] for r in before.page(view, 80, 5, len(wanted))] == wanted[80:85]


def test_who_reads_while_writing_sees_what_it_has_written(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "NEAR", -1)
    monkeypatch.setattr(posts, "APART", 4)
    view = View("customers", sort="nick", columns=("nick",))

    def work(uow: Any) -> None:
        for nick in ("a1", "a2", "a3"):
            uow.create("customers", customer(name="早", nick=nick))
            wanted = listed(uow.reader, view)
            assert [r[0] for r in uow.reader.page(view, 9, 5, len(wanted))] == wanted[9:14]

    shop.change(work)


def steps(reader: Reader, view: View, skip: int, total: int) -> int:
    """How far SQLite goes for one page, in hundreds of its own steps."""
    driven: Any = reader.connection.connection.driver_connection
    found: list[None] = []
    driven.set_progress_handler(lambda: found.append(None), 100)
    try:
        assert len(reader.page(view, skip, 20, total)) == 20
    finally:
        driven.set_progress_handler(None, 0)
    return len(found)


@pytest.mark.parametrize("sort", ["nick", "-name", "tags", "-last_order_on"])
def test_the_second_jump_is_short_wherever_it_goes(shop: Shop, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nearly all hold one value, or none."""
    monkeypatch.setattr(paging, "NEAR", 50)
    monkeypatch.setattr(posts, "APART", 50)
    view = View("customers", sort=sort, columns=("nick",))
    with shop.read() as reader:
        total = reader.count(view)
        first = steps(reader, view, total // 2 - 100, total)
        again = [steps(reader, view, skip, total) for skip in (total // 2 - 120, total // 3, 200, total // 4)]
    assert max(again) * 3 < first, (first, again)


def test_a_list_that_moves_with_the_clock_or_is_searched_has_no_posts() -> None:
    def has(view: View, *, common: bool = False, way: ways.Way = "own") -> bool:
        how = paging.Paging(view, False, common, False, True, way)
        return posts.has_posts(REGISTRY, how)

    orders = View("orders", sort="total")
    assert has(orders) and has(orders.changed(where=(STATUS,)), way="order")
    assert all(has(View("orders", sort=name)) for name in REGISTRY["orders"].columns)
    assert not has(orders.changed(where=(STATUS,)))  # sorted anew each time: every step would cost a whole sort
    assert not has(orders.changed(where=(Where("business_date", "eq", TodayPlus(0)),)), way="order")
    assert not has(orders.changed(search="茶")) and not has(orders, common=True)
    assert not has(orders.changed(sort="customer_id")) and not has(orders.changed(ids=(1, 2)))


def test_posts_of_many_lists_do_not_add_up() -> None:
    kept = posts.Posts()
    hows = [
        paging.Paging(View("orders", sort="total", start=PLACED.date() + timedelta(days=d)), False, False, False, True)
        for d in range(posts.LISTS + 5)
    ]
    for how in hows:
        kept.keep(how, 1, (posts.Post(1, 1),))
    assert [bool(kept.of(how, 1)) for how in hows] == [False] * 5 + [True] * posts.LISTS
    kept.keep(hows[-1], 1, ())
    kept.keep(hows[-1], 0, (posts.Post(1, 1), posts.Post(2, 2)))
    assert kept.of(hows[-1], 1) == (posts.Post(1, 1),) and not kept.of(hows[-1], 2)

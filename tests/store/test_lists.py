"""Lists: pages, places, counts and sums agree with a plain sorted list, whatever the order, depth and filter."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import fixed
from app.models.declaration import NowPlus, TodayPlus, Where
from app.models.registry import Registry
from app.store import paging, query, ways
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.records import PLACED, customer, order, product

REGISTRY = Registry.load()
COUNT = 60
NOW = PLACED + timedelta(hours=5)
IN_3_HOURS = NOW + timedelta(hours=3)


def fill(uow: UnitOfWork) -> None:
    """Orders with many ties and gaps, some voided, in no order at all."""
    for i, name in enumerate((None, "陈渊", "陈渊", "Zoe", "")):
        uow.create("customers", customer(name=name, nick=f"n{i}"))
    for i in range(COUNT):
        k = i * 37 % COUNT
        uow.create(
            "orders",
            order(
                platform=("taobao", "jd", "shop")[k % 3],
                buyer_name=(None, "陈渊", "陈渊", "赵晓", "")[k % 5],
                platform_order_id=None if k % 4 == 0 else f"{k:05d}",
                customer_id=None if k % 7 == 0 else 1 + k % 5,
                total=k // 6 * 100,
                paid=k,
                placed_at=PLACED + timedelta(hours=k // 3),
                business_date=date(2026, 5, 1) + timedelta(days=k // 2),
                ship_by=None if k % 3 == 0 else PLACED + timedelta(hours=k),
                fulfilment=("new", "to_ship", "part_shipped", "shipped")[k % 4],
                payment=("unpaid", "paid")[k % 2],
                items=f"茶 ×{k % 9}",
                waybills="" if k % 2 else f"SF{k}",
            ),
        )
    for record in (5, 6, 50):
        uow.void("orders", record, "试")


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory):
    shop = Shop.create(tmp_path_factory.mktemp("l") / "shop.db", KEY, OWNER, REGISTRY, name="x", clock=fixed(NOW))
    shop.change(fill)
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def plain(stocked: Shop) -> list[dict[str, Any]]:
    with stocked.read() as reader:
        rows = [reader.record("orders", i) for i in range(1, COUNT + 1)]
        names = {i: reader.record("customers", i)["name"] for i in range(1, 6)}
    return [{**r, "customer_name": names.get(r["customer_id"])} for r in rows]


def expected(plain: list[dict[str, Any]], sort: str, *, voided: bool = False) -> list[int]:
    name, down = sort.lstrip("-"), sort.startswith("-")
    name = "customer_name" if name == "customer_id" else name

    def key(row: dict[str, Any]) -> tuple[bool, Any, int]:
        value = row[name]
        return (value is not None, value if value is not None else 0, row["id"])

    rows = sorted((r for r in plain if voided or r["voided_at"] is None), key=key, reverse=down)
    return [r["id"] for r in rows]


NAMES = (
    "id platform buyer_name platform_order_id customer_id total paid placed_at business_date ship_by fulfilment "
    "payment items number"
)
SORTS = [sign + name for name in NAMES.split() for sign in ("", "-")]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_are_slices_of_the_sorted_list(stocked: Shop, plain: list[dict[str, Any]], sort: str) -> None:
    view = View("orders", sort=sort, columns=("number", "placed_at"))
    wanted = expected(plain, sort)
    with stocked.read() as reader:
        assert reader.count(view) == len(wanted) == COUNT - 3
        assert [r[0] for r in reader.page(view, 0, 100)] == wanted
        assert [r[0] for r in reader.iterate(view, 7)] == reader.ids(view) == wanted
        assert [reader.position(view, i) for i in wanted] == list(range(len(wanted)))
        assert reader.position(view, 5) is None and reader.position(view, 999) is None
        for row in reader.page(view, 3, 2):
            assert row[1] == f"SO-{NOW.year}-{row[0]:06d}" and row[2].tzinfo is UTC


@given(
    st.sampled_from(SORTS), st.integers(0, COUNT + 5), st.integers(0, 30), st.booleans(), st.booleans(), st.booleans()
)
@settings(max_examples=200, deadline=None)
def test_any_page_from_either_end_and_by_either_way(
    stocked: Shop, plain: list[dict[str, Any]], sort: str, skip: int, take: int, known: bool, voided: bool, far: bool
) -> None:
    view = View("orders", sort=sort, columns=("number",), voided=voided)
    wanted = expected(plain, sort, voided=voided)
    with pytest.MonkeyPatch.context() as patched, stocked.read() as reader:
        if far:  # the way through the index, taken here though the list is short
            patched.setattr(paging, "NEAR", -1)
        got = reader.page(view, skip, take, total=len(wanted) if known else None)
    assert [r[0] for r in got] == wanted[skip : skip + take]


@pytest.mark.parametrize(
    ("where", "test"),
    [
        (Where("platform", "eq", "jd"), lambda r: r["platform"] == "jd"),
        (Where("buyer_name", "eq", None), lambda r: r["buyer_name"] is None),
        (Where("buyer_name", "ne", None), lambda r: r["buyer_name"] is not None),
        (Where("buyer_name", "ne", "陈渊"), lambda r: r["buyer_name"] != "陈渊"),
        (Where("buyer_name", "in", ("陈渊", "赵晓")), lambda r: r["buyer_name"] in ("陈渊", "赵晓")),
        (Where("buyer_name", "not_in", ("陈渊", "赵晓")), lambda r: r["buyer_name"] not in ("陈渊", "赵晓")),
        (Where("buyer_name", "empty"), lambda r: not r["buyer_name"]),
        (Where("buyer_name", "filled"), lambda r: bool(r["buyer_name"])),
        (Where("ship_by", "empty"), lambda r: r["ship_by"] is None),
        (Where("ship_by", "filled"), lambda r: r["ship_by"] is not None),
        (Where("buyer_name", "contains", "晓"), lambda r: "晓" in (r["buyer_name"] or "")),
        (Where("items", "contains", "%"), lambda r: False),
        (Where("total", "lt", 500), lambda r: r["total"] < 500),
        (Where("total", "ge", 500), lambda r: r["total"] >= 500),
        (Where("paid", "le_field", "total"), lambda r: r["paid"] <= r["total"]),
        (Where("paid", "lt_field", "total"), lambda r: r["paid"] < r["total"]),
        (Where("ship_by", "lt", NowPlus(0)), lambda r: r["ship_by"] is not None and r["ship_by"] < NOW),
        (Where("ship_by", "gt", NowPlus(3)), lambda r: r["ship_by"] is not None and r["ship_by"] > IN_3_HOURS),
        (Where("business_date", "le", TodayPlus(-3)), lambda r: r["business_date"] <= date(2026, 5, 14)),
        (Where("placed_at", "le", NOW), lambda r: r["placed_at"] <= NOW),
    ],
)  # fmt: skip
def test_conditions(stocked: Shop, plain: list[dict[str, Any]], where: Where, test: Any) -> None:
    wanted = [r["id"] for r in plain if r["voided_at"] is None and test(r)]
    view = View("orders", where=(where,), sort="id")
    with stocked.read() as reader:
        assert [r[0] for r in reader.page(view, 0, 100)] == wanted
        assert reader.count(view) == len(wanted)
        assert reader.sums(view)["total"] == sum(plain[i - 1]["total"] for i in wanted)


def test_chips_move_with_the_clock(stocked: Shop, plain: list[dict[str, Any]]) -> None:
    def late(now: datetime) -> int:
        rows = (r for r in plain if r["voided_at"] is None and r["fulfilment"] in ("to_ship", "part_shipped"))
        return sum(r["ship_by"] is not None and r["ship_by"] < now for r in rows)

    for now in (NOW, NOW + timedelta(hours=20)):
        stocked.clock = fixed(now)
        with stocked.read() as reader:
            assert reader.chip_counts("orders")["late"] == late(now)
            assert len(reader.page(View("orders", chip="late"), 0, 100)) == late(now)
    stocked.clock = fixed(NOW)
    assert late(NOW) < late(NOW + timedelta(hours=20))


def test_uncounted_chips_are_not_counted(stocked: Shop) -> None:
    with stocked.read() as reader:
        assert set(reader.chip_counts("customers")) == {"repeat"}


def test_periods_select_by_the_business_date(stocked: Shop, plain: list[dict[str, Any]]) -> None:
    start, end = date(2026, 5, 5), date(2026, 5, 9)
    wanted = [r["id"] for r in plain if r["voided_at"] is None and start <= r["business_date"] <= end]
    with stocked.read() as reader:
        assert reader.ids(View("orders", sort="id", start=start, end=end)) == wanted


def test_a_view_of_some_ids(stocked: Shop) -> None:
    with stocked.read() as reader:
        assert reader.ids(View("orders", sort="id", ids=(9, 3, 5, 999))) == [3, 9]
        assert reader.ids(View("orders", sort="id", ids=())) == []
        assert reader.page(View("orders", ids=()), 0, 10) == []


@pytest.mark.parametrize("common", [0, 10_000])
@pytest.mark.parametrize("sort", ["id", "-placed_at", "buyer_name"])
def test_searched_lists_are_the_same_by_either_way(
    stocked: Shop, plain: list[dict[str, Any]], sort: str, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "COMMON", common)
    found = {r["id"] for r in plain if r["voided_at"] is None and r["buyer_name"] == "陈渊"}
    wanted = [i for i in expected(plain, sort) if i in found]
    for where in ((), (Where("payment", "eq", "paid"),)):
        view = View("orders", search="陈渊", sort=sort, where=where)
        kept = [i for i in wanted if not where or plain[i - 1]["payment"] == "paid"]
        with stocked.read() as reader:
            assert reader.ids(view) == [r[0] for r in reader.page(view, 0, 100)] == kept
            assert reader.count(view) == len(kept)
            assert [r[0] for r in reader.page(view, 2, 3)] == kept[2:5]


def test_names_that_are_not_declared_are_refused(stocked: Shop) -> None:
    with stocked.read() as reader:
        for view in (
            View("nothing"),
            View("orders", chip="x"),
            View("orders", sort="x"),
            View("orders", columns=("x",)),
        ):
            with pytest.raises(KeyError):
                reader.page(view, 0, 1)
        assert View("orders").changed(sort="number").sort == "number"


def test_a_list_without_sums_sums_nothing(stocked: Shop) -> None:
    with stocked.read() as reader:
        assert reader.sums(View("suppliers")) == {}


def test_a_void_is_seen_at_once_by_the_one_who_makes_it(shop: Shop) -> None:
    def work(uow: UnitOfWork) -> tuple[int, int]:
        record = uow.create("products", product())
        before = uow.reader.count(View("products"))
        uow.void("products", record, "试")
        return before, uow.reader.count(View("products"))

    assert shop.change(work) == (1, 0)


@pytest.mark.parametrize("register", ["orders", "customers", "products", "shipments", "receipts"])
def test_every_listed_column_is_read_from_an_index_in_order(stocked: Shop, register: str) -> None:
    """The pages of a long list cost the same for each column: no sorting of the whole, no skipped row read."""
    with stocked.read() as reader:
        for column in REGISTRY[register].columns:
            listing = reader.listing(View(register, sort=column))
            sql = str(listing.ids(10, 10).compile(reader.connection.engine, compile_kwargs={"literal_binds": True}))
            plan = [row[3] for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            assert "COVERING INDEX" in plan[0] and not any("TEMP B-TREE" in step for step in plan), (column, plan)


CHIPS = [chip.name for chip in REGISTRY["orders"].chips]


def drawn(view: View, reader: Reader) -> list[int]:
    """Who is listed, in order, as it is without any hint: all of them by one statement."""
    return [row[0] for row in reader.iterate(view)]


@given(
    st.sampled_from(["", *CHIPS]),
    st.sampled_from([None, Where("platform", "eq", "jd"), Where("total", "gt", 300)]),
    st.sampled_from(SORTS),
    st.integers(0, 20),
    st.sampled_from(["few", "many", "unknown"]),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_a_filtered_list_is_the_same_by_every_way(
    stocked: Shop, chip: str, where: Where | None, sort: str, skip: int, amount: str, far: bool
) -> None:
    view = View("orders", chip=chip, where=() if where is None else (where,), sort=sort, columns=("number",))
    with pytest.MonkeyPatch.context() as patched, stocked.read() as reader:
        wanted = drawn(view, reader)
        if amount == "many":
            patched.setattr(ways, "MANY", -1)
        if far:
            patched.setattr(paging, "NEAR", -1)
        got = reader.page(view, skip, 7, total=None if amount == "unknown" else len(wanted))
        assert [row[0] for row in got] == wanted[skip : skip + 7]
        assert reader.count(view) == len(wanted)
        assert reader.ids(view) == wanted
        paid = sum(reader.record("orders", i)["paid"] for i in wanted)
        assert reader.sums(view)["paid"] == paid


@pytest.mark.parametrize("register", sorted(r.name for r in REGISTRY))
def test_a_chip_that_asks_what_a_rule_asks_is_counted_by_the_rules_index(stocked: Shop, register: str) -> None:
    with stocked.read() as reader:
        for chip in REGISTRY[register].chips:
            view = View(register, chip=chip.name)
            rule = ways.rule_of(REGISTRY[register], view)
            listing = reader.listing(view)
            options = {"render_postcompile": True, "literal_binds": True}
            sql = str(listing.count().compile(reader.connection.engine, compile_kwargs=options))
            plan = [row[3] for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            assert rule is None or any(rule[1] in step for step in plan), (chip.name, plan)


def test_the_way_follows_how_many_are_listed() -> None:
    orders = REGISTRY["orders"]
    jd = View("orders", where=(Where("platform", "eq", "jd"),), sort="total")
    assert ways.way(orders, jd, ways.MANY) == "rule"
    assert ways.way(orders, jd, ways.MANY + 1) == "order"
    assert ways.way(orders, jd, None) == "own"
    assert ways.way(orders, jd.changed(sort="placed_at"), 10**6) == "own"  # an index holds both together
    assert ways.way(orders, jd.changed(search="茶"), 10**6) == "own"  # words have a way of their own
    assert ways.way(orders, View("orders"), 10**6) == "own"


def test_many_records_are_found_along_the_order_of_the_list(stocked: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "MANY", -1)
    view = View("orders", where=(Where("platform", "eq", "jd"),), sort="total")
    with stocked.read() as reader:
        way = ways.way(REGISTRY["orders"], view, COUNT)
        statement = reader.listing(view, way).near(0, 10)
        sql = str(statement.compile(reader.connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert "ix_orders_total" in plan[0] and not any("TEMP B-TREE" in step for step in plan), plan


def test_voided_records_are_left_out_of_the_whole_without_looking_at_each(stocked: Shop) -> None:
    with stocked.read() as reader:
        statement = str(reader.listing(View("orders")).count().compile(reader.connection.engine))
        assert " - " in statement and "NOT IN" not in statement
        assert reader.count(View("orders")) == COUNT - 3
        assert reader.count(View("orders", voided=True)) == COUNT


@pytest.mark.parametrize("period", [(None, None), (date(2026, 5, 2), date(2026, 5, 20))])
def test_the_sums_of_orders_read_no_whole_order(stocked: Shop, period: tuple[date | None, date | None]) -> None:
    orders = REGISTRY["orders"]
    with stocked.read() as reader:
        listing = reader.listing(View("orders", start=period[0], end=period[1]))
        statement = listing.sums([f.name for f in orders.fields if f.summed])
        sql = str(statement.compile(reader.connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert "COVERING INDEX ix_orders_sums" in plan[0], plan

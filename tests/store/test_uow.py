"""The one door for writes: numbers without gaps, no silent overwriting, all of a change or nothing of it."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import product as product_of
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.core.clock import fixed
from app.core.errors import NotFound, Stale, UserError
from app.models.registers.products import ProductPrice
from app.models.registers.stock_movements import StockMovement
from app.store import extras
from app.store.shop import Shop
from app.store.uow import NewRecord, UnitOfWork
from tests.records import PLACED, customer, line, order, orders, product


class Stop(Exception):
    """Raised inside a change to make it fail."""


def new_order(shop: Shop, **changes: Any) -> int:
    return shop.change(lambda uow: uow.create("orders", order(**changes), {"lines": [line(), line(title="茶")]}))


def everything(shop: Shop) -> dict[str, list[Any]]:
    """All rows of all tables, as they are stored; the search index as what it matches."""
    with shop.read() as reader:
        run = reader.connection.exec_driver_sql
        names = [n for (n,) in run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")]
        found = {n: [tuple(r) for r in run(f"SELECT * FROM {n}")] for n in names}
        found["search"] = [tuple(r) for r in run('SELECT rowid FROM search WHERE search MATCH \'"s"* OR "4"*\'')]
    return found


# numbers


def test_numbers_run_without_gaps_through_rollbacks(shop: Shop) -> None:
    first = new_order(shop)

    def fails(uow: UnitOfWork) -> None:
        uow.create_many("orders", orders(3))
        raise Stop

    with pytest.raises(Stop):
        shop.change(fails)
    second = new_order(shop)
    year = datetime.now(UTC).year
    with shop.read() as reader:
        assert reader.record("orders", first)["number"] == f"SO-{year}-000001"
        assert reader.record("orders", second)["number"] == f"SO-{year}-000002"
        assert second == first + 1


def test_each_year_counts_anew_by_the_shops_own_calendar(shop: Shop) -> None:
    shop.clock = fixed(datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    new_order(shop)
    shop.clock = fixed(datetime(2026, 12, 31, 16, 0, tzinfo=UTC))  # midnight in Shanghai
    new_order(shop)
    shop.clock = fixed(datetime(2026, 12, 31, 10, 0, tzinfo=UTC))  # a clock that was put back
    new_order(shop)
    with shop.read() as reader:
        numbers = [reader.record("orders", i)["number"] for i in (1, 2, 3)]
    assert numbers == ["SO-2026-000001", "SO-2027-000001", "SO-2026-000002"]


def test_a_voided_number_stays_used(shop: Shop) -> None:
    void = new_order(shop)
    shop.change(lambda uow: uow.void("orders", void, "录错"))
    record = new_order(shop)
    with shop.read() as reader:
        assert reader.record("orders", record)["number"].endswith("000002")


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=8))
@settings(max_examples=15, deadline=None)
def test_whatever_fails_the_numbers_are_those_of_the_records(registry: Any, steps: list[tuple[int, bool]]) -> None:
    import tempfile
    from pathlib import Path

    from tests.conftest import KEY, OWNER

    with tempfile.TemporaryDirectory() as folder:
        shop = Shop.create(Path(folder) / "shop.db", KEY, OWNER, registry, name="x", clock=fixed(PLACED))
        kept = 0
        for count, fails in steps:

            def work(uow: UnitOfWork, count: int = count, fails: bool = fails) -> None:
                uow.create_many("orders", [NewRecord(order()) for _ in range(count)])
                if fails:
                    raise Stop

            try:
                shop.change(work)
                kept += count
            except Stop:
                assert fails
        with shop.read() as reader:
            rows = reader.connection.execute(text("SELECT id, number FROM orders ORDER BY id")).all()
        shop.close()
    assert [tuple(r) for r in rows] == [(i, f"SO-2026-{i:06d}") for i in range(1, kept + 1)]


# create


def test_many_at_once_are_the_same_as_one_by_one(shop: Shop, tmp_path: Any, registry: Any) -> None:
    from tests.conftest import KEY, OWNER

    shop.clock = fixed(PLACED)
    (tmp_path / "two").mkdir()
    other = Shop.create(tmp_path / "two" / "shop.db", KEY, OWNER, registry, name="禾木小铺", clock=fixed(PLACED))

    def singly(uow: UnitOfWork) -> None:
        for r in orders(5):
            uow.create("orders", r.values, r.lines, action="import", reason="试")

    shop.change(lambda uow: uow.create_many("orders", orders(5), reason="试"))
    other.change(singly)
    one, two = everything(shop), everything(other)
    other.close()
    for name in ("orders", "order_line", "number_series", "search"):
        assert one[name] == two[name] != [], name

    def told(rows: list[Any]) -> list[Any]:
        return [(r[5:9], r[9], r[11]) for r in rows if r[6] == "orders"]

    assert told(one["audit"]) == told(two["audit"]) and len(told(one["audit"])) == 5


def test_a_new_record_bears_who_and_when_and_its_lines_their_places(shop: Shop) -> None:
    shop.clock = fixed(PLACED)
    record = new_order(shop)
    with shop.read() as reader:
        row = reader.record("orders", record)
        lines = reader.lines("orders", record, "lines")
    assert (row["created_by"], row["created_at"], row["updated_at"], row["version"]) == ("林晓", PLACED, PLACED, 1)
    assert [(x["position"], x["order_id"], x["title"]) for x in lines] == [(1, 1, "手工桂花酱"), (2, 1, "茶")]


def test_a_number_that_is_brought_along_is_kept(shop: Shop) -> None:
    record = new_order(shop, number="OLD-7")
    with shop.read() as reader:
        assert reader.record("orders", record)["number"] == "OLD-7"
        assert reader.by_number("orders", " OLD-7 ") == reader.by_number("orders", "old-7") == record
        with pytest.raises(NotFound):
            reader.by_number("orders", "OLD-8")


def test_a_name_that_several_have_is_no_number(shop: Shop) -> None:
    for sku in ("A-1", "A-2"):
        shop.change(lambda uow, s=sku: uow.create("products", {"sku": s, "name": "桂花酱"}))
    with shop.read() as reader, pytest.raises(NotFound, match="Several"):
        reader.by_number("products", "桂花酱")


def test_a_number_that_is_brought_along_leaves_no_gap_in_the_series(shop: Shop) -> None:
    new_order(shop, number="OLD-7")
    records = [new_order(shop), new_order(shop)]
    with shop.read() as reader:
        assert [reader.record("orders", i)["number"][-6:] for i in records] == ["000001", "000002"]
        with pytest.raises(NotFound):  # half a character, as a broken paste brings it, is not found and no bug
            reader.by_number("orders", "\ud800")


def test_a_misspelt_column_is_a_bug_found_at_once_wherever_it_stands(shop: Shop) -> None:
    many = [NewRecord(customer(nick=f"n{i}")) for i in range(80)]
    many[70].values["nmae"] = "x"
    for work in (
        lambda uow: uow.create("customers", customer(nmae="x")),
        lambda uow: uow.create_many("customers", many),
        lambda uow: uow.create("orders", order(), {"lines": [line(tilte="x")]}),
        lambda uow: uow.update("customers", 1, {"nmae": "x"}),
        lambda uow: uow.update_many("customers", {1: {"nmae": "x"}}, action="x"),
        lambda uow: uow.create("orders", order(), {"rows": [line()]}),
    ):
        shop.change(
            lambda uow: (
                uow.create("customers", customer(nick="one"))
                if not uow.reader.exists("customers", {"nick": "one"})
                else 0
            )
        )
        with pytest.raises(KeyError):
            shop.change(work)


def test_nothing_to_create_creates_nothing(shop: Shop) -> None:
    before = shop.head()
    assert shop.change(lambda uow: uow.create_many("orders", [])) == []
    assert shop.change(lambda uow: uow.append(StockMovement, [])) == []
    assert shop.head() == before


# update


def test_an_edit_of_an_old_version_is_refused_and_overwrites_nothing(shop: Shop) -> None:
    record = new_order(shop)
    shop.change(lambda uow: uow.update("orders", record, {"seller_note": "一"}, version=1))
    with pytest.raises(Stale):
        shop.change(lambda uow: uow.update("orders", record, {"seller_note": "二"}, version=1))
    with shop.read() as reader:
        row = reader.record("orders", record)
    assert (row["seller_note"], row["version"]) == ("一", 2)


def test_two_who_edit_at_once_cannot_both_win(shop: Shop) -> None:
    """Two threads that read the same version: one is told that it is stale."""
    import threading

    record = new_order(shop)
    told: list[str] = []
    gate = threading.Barrier(2)

    def edit(note: str) -> None:
        gate.wait()
        try:
            shop.change(lambda uow: uow.update("orders", record, {"seller_note": note}, version=1))
            told.append("kept")
        except Stale:
            told.append("stale")

    threads = [threading.Thread(target=edit, args=(n,)) for n in ("一", "二")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(told) == ["kept", "stale"]


def test_an_edit_that_changes_nothing_writes_nothing(shop: Shop) -> None:
    record = new_order(shop)
    with shop.read() as reader:
        row, lines = reader.record("orders", record), reader.lines("orders", record, "lines")
    before = shop.head()
    assert (
        shop.change(lambda uow: uow.update("orders", record, {"total": row["total"]}, lines={"lines": lines})) is False
    )
    assert shop.head() == before


def test_lines_are_kept_changed_added_and_taken_off_by_their_ids(shop: Shop) -> None:
    record = new_order(shop)
    with shop.read() as reader:
        one, two = reader.lines("orders", record, "lines")
    given = [line(title="新"), {**two, "quantity": 9, "amount": 9 * 2500}]
    assert shop.change(lambda uow: uow.update("orders", record, {}, lines={"lines": given}))
    with shop.read() as reader:
        now = reader.lines("orders", record, "lines")
        event = reader.timeline("orders", record)[0]
        logged = json.loads(reader.connection.execute(text("SELECT before FROM audit ORDER BY seq DESC")).scalar())
    assert [(x["position"], x["title"], x["quantity"]) for x in now] == [(1, "新", 1), (2, "茶", 9)]
    assert now[1]["id"] == two["id"] and now[0]["id"] not in (one["id"], two["id"])
    assert [x["quantity"] for x in event.extra["lines"]["lines"]] == [1, 9]
    assert [x["quantity"] for x in logged["lines"]["lines"]] == [1, 1]


def test_a_line_of_another_record_is_not_taken(shop: Shop) -> None:
    mine, other = new_order(shop), new_order(shop)
    with shop.read() as reader:
        theirs = reader.lines("orders", other, "lines")[0]
    with pytest.raises(NotFound):
        shop.change(lambda uow: uow.update("orders", mine, {}, lines={"lines": [theirs]}))
    with shop.read() as reader:
        assert len(reader.lines("orders", other, "lines")) == len(reader.lines("orders", mine, "lines")) == 2


def test_many_are_changed_with_an_entry_each_and_the_same_left_alone(shop: Shop) -> None:
    shop.change(lambda uow: uow.create_many("orders", orders(1200)))
    before = shop.head().seq
    done = shop.change(
        lambda uow: uow.update_many(
            "orders", {i: {"seller_note": "急" if i > 2 else None} for i in range(1, 1201)}, action="bulk"
        )
    )
    assert done == 1198 and shop.head().seq == before + 1198


def test_what_is_gone_is_said(shop: Shop) -> None:
    for work in (lambda uow: uow.update("orders", 99, {"paid": 1}), lambda uow: uow.void("orders", 99, "x")):
        with pytest.raises(NotFound):
            shop.change(work)


def test_void_keeps_the_record_readable_and_says_why(shop: Shop) -> None:
    record = new_order(shop)
    shop.change(lambda uow: uow.void("orders", record, "录错"))
    with shop.read() as reader:
        row = reader.record("orders", record)
        event = reader.timeline("orders", record)[0]
    assert row["voided_at"] is not None and row["void_reason"] == "录错"
    assert (event.action, event.reason) == ("void", "录错")


# all or nothing


def test_a_failing_change_leaves_no_trace(shop: Shop) -> None:
    record = new_order(shop)
    before = everything(shop)

    def fails(uow: UnitOfWork) -> None:
        uow.create_many("orders", orders(2500))  # more entries than are held back
        uow.update("orders", record, {"buyer_name": "别人"}, lines={"lines": []})
        uow.add_note("orders", record, "试")
        uow.attach("orders", record, "a.txt", "text/plain", b"x")
        uow.set_setting("x", 1)
        uow.save_view("orders", "v", {})
        uow.append(ProductPrice, [])
        uow.void("orders", record, "x")
        raise Stop

    with pytest.raises(Stop):
        shop.change(fails)
    assert everything(shop) == before
    new_order(shop)
    assert len(everything(shop)["orders"]) == 2


def test_a_broken_reference_fails_the_change(shop: Shop) -> None:
    from sqlalchemy.exc import IntegrityError

    before = everything(shop)
    with pytest.raises(IntegrityError) as caught:
        shop.change(lambda uow: uow.create("orders", order(customer_id=77, buyer_name="绝密")))
    assert everything(shop) == before
    assert "绝密" not in str(caught.value)


# ledgers, notes, files, views, settings


def test_ledger_rows_get_author_and_time_and_no_entry(shop: Shop) -> None:
    shop.clock = fixed(PLACED)
    shop.change(lambda uow: uow.create("products", product()))
    before = shop.head()
    row = {
        "at": PLACED,
        "business_date": date(2026, 5, 17),
        "product_id": 1,
        "sku": "GHJ-250",
        "on_hand": 5,
        "reserved": 0,
        "reason": "opening",
        "document": "",
    }
    ids = shop.change(lambda uow: uow.append(StockMovement, [dict(row), dict(row)]))
    assert ids == [1, 2] and shop.head() == before
    with shop.read() as reader:
        got = reader.record("stock_movements", 2)
    assert (got["created_by"], got["created_at"], got["version"]) == ("林晓", PLACED, 1)


def test_notes_are_kept_in_order_and_empty_ones_refused(shop: Shop) -> None:
    record = new_order(shop)
    shop.change(lambda uow: uow.add_note("orders", record, " 客户催单 "))
    shop.change(lambda uow: uow.add_note("orders", record, "已发"))
    with pytest.raises(UserError):
        shop.change(lambda uow: uow.add_note("orders", record, "  "))
    with shop.read() as reader:
        assert [(n["text"], n["author"]) for n in reader.notes("orders", record)] == [
            ("已发", "林晓"),
            ("客户催单", "林晓"),
        ]
        assert reader.timeline("orders", record)[0].extra == {"note": "已发"}


def test_equal_files_are_kept_once_and_taken_off_without_being_lost(shop: Shop) -> None:
    record = new_order(shop)
    data = bytes(range(256)) * 40
    one = shop.change(lambda uow: uow.attach("orders", record, "面单.png", "image/png", data, date(2026, 5, 1)))
    two = shop.change(lambda uow: uow.attach("orders", record, "copy.png", "image/png", data))
    with shop.read() as reader:
        assert [a.name for a in reader.attachments("orders", record)] == ["面单.png", "copy.png"]
        assert reader.attachment_data(one) == reader.attachment_data(two) == data
        assert reader.connection.execute(text("SELECT count(*) FROM attachment_data")).scalar() == 1
        assert reader.attachments("orders", record)[0].evidence_date == date(2026, 5, 1)
    shop.change(lambda uow: uow.detach(one))
    before = shop.head()
    shop.change(lambda uow: uow.detach(one))
    assert shop.head() == before
    with shop.read() as reader:
        assert [a.id for a in reader.attachments("orders", record)] == [two]
        assert reader.attachment_data(one) == data
        with pytest.raises(NotFound):
            reader.attachment_data(99)


def test_a_file_that_is_too_large_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "LARGEST_ATTACHMENT", 10)
    with pytest.raises(UserError, match="50 MB"):
        shop.change(lambda uow: uow.attach("orders", 1, "a", "text/plain", b"x" * 11))


def test_saved_views_are_replaced_by_name_and_dropped(shop: Shop) -> None:
    shop.change(lambda uow: uow.save_view("orders", "今日", {"chip": "to_ship"}))
    shop.change(lambda uow: uow.save_view("orders", "今日", {"chip": "late"}))
    with shop.read() as reader:
        (view,) = reader.saved_views("orders")
        assert (view["name"], view["spec"], view["created_by"]) == ("今日", {"chip": "late"}, "林晓")
    shop.change(lambda uow: uow.drop_view("orders", "今日"))
    with shop.read() as reader:
        assert reader.saved_views("orders") == []


def test_settings_keep_any_value_and_log_only_changes(shop: Shop) -> None:
    for value in (5, "五", None, [1, {"a": True}], False):
        shop.change(lambda uow, value=value: uow.set_setting("k", value))
        with shop.read() as reader:
            assert reader.setting("k", "missing") == value
    before = shop.head()
    shop.change(lambda uow: uow.set_setting("k", False))
    assert shop.head() == before
    with shop.read() as reader:
        assert reader.setting("nothing") is None and reader.setting("nothing", 7) == 7


def test_a_setting_says_what_it_was(shop: Shop) -> None:
    shop.change(lambda uow: uow.set_setting("orders.ship_promise_hours", 24))
    shop.change(lambda uow: uow.set_setting("orders.ship_promise_hours", 48))
    with shop.read() as reader:
        row = reader.connection.execute(text("SELECT before, after FROM audit ORDER BY seq DESC LIMIT 1")).one()
    key = "orders.ship_promise_hours"
    assert [json.loads(x) for x in row] == [{"fields": {key: 24}}, {"fields": {key: 48}}]


def test_a_mapping_is_remembered_for_the_same_headings(shop: Shop) -> None:
    shop.change(lambda uow: uow.remember_mapping("orders", "a|b", {"number": "a"}))
    shop.change(lambda uow: uow.remember_mapping("orders", "a|b", {"number": "b"}))
    with shop.read() as reader:
        assert reader.import_mapping("orders", "a|b") == {"number": "b"}
        assert reader.import_mapping("products", "a|b") is None


def test_titles_and_lines_of_many(shop: Shop) -> None:
    shop.change(lambda uow: uow.create_many("orders", orders(3)))
    with shop.read() as reader:
        assert set(reader.titles("orders", [1, 3, 9])) == {1, 3}
        lines = reader.lines_for(reader.registry["orders"].lines[0], [1, 2, 9])
        assert {k: len(v) for k, v in lines.items()} == {1: 2, 2: 2}
        with pytest.raises(KeyError):
            reader.lines("orders", 1, "nothing")
        with pytest.raises(NotFound):
            reader.record("orders", 99)
        assert set(reader.records("orders", range(1, 1200))) == {1, 2, 3}


def test_the_timeline_gives_values_back_in_their_types(shop: Shop) -> None:
    record = new_order(shop)
    later = PLACED + timedelta(days=1)
    shop.change(
        lambda uow: uow.update("orders", record, {"ship_by": later, "business_date": date(2026, 5, 18), "paid": 5})
    )
    with shop.read() as reader:
        changes = {n: (old, new) for n, old, new in reader.timeline("orders", record)[0].changes}
    assert changes == {
        "ship_by": (None, later),
        "business_date": (date(2026, 5, 17), date(2026, 5, 18)),
        "paid": (0, 5),
    }


# parts that may fail alone


@pytest.mark.parametrize("outcomes", list(product_of((True, False), repeat=3)))
def test_what_fails_alone_leaves_nothing_and_the_rest_stays(shop: Shop, outcomes: tuple[bool, ...]) -> None:
    def work(uow: UnitOfWork) -> None:
        for at, good in enumerate(outcomes):
            try:
                with uow.attempt():
                    uow.create("orders", order(buyer_name=f"{at}"), {"lines": [line()]})
                    if not good:
                        raise Stop
            except Stop:
                continue

    shop.change(work)
    kept = [str(at) for at, good in enumerate(outcomes) if good]
    with shop.read() as reader:
        run = reader.connection.exec_driver_sql
        rows = run("SELECT buyer_name, number FROM orders ORDER BY id").all()
        assert [r[0] for r in rows] == kept
        assert [int(r[1][-6:]) for r in rows] == list(range(1, len(kept) + 1))
        assert run("SELECT count(*) FROM order_line").scalar() == len(kept)
        assert run("SELECT count(*) FROM audit WHERE register = 'orders'").scalar() == len(kept)

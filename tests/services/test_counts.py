"""Stock counts: compared with the books of the time, matches kept, differences with a reason, the uncounted said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotAllowed
from app.models.registers.stock_movements import StockMovement
from app.services import orders
from app.services.parcels import Parcel


def start(desk, **values) -> int:
    return desk.save("stock_counts", None, {"counter": "林晓", **values}, values.pop("lines", None))


def enter(desk, count: int, counted: dict[str, tuple[int, str | None]]) -> None:
    rows = []
    for x in desk.lines("stock_counts", count):
        row = {"id": x["id"]}
        if x["sku"] in counted:
            row["counted"], row["reason"] = counted[x["sku"]]
        rows.append(row)
    desk.save("stock_counts", count, {}, {"lines": rows})


def test_a_match_is_recorded_and_a_difference_moves_stock(desk) -> None:
    a, b, c = desk.product("A", 5), desk.product("B", 5), desk.product("C", 5)
    count = start(desk)
    enter(desk, count, {"A": (5, None), "B": (3, "lost")})
    desk.move("stock_counts", count, "post")
    assert [x["result"] for x in desk.lines("stock_counts", count)] == ["match", "short", "uncounted"]
    head = desk.record("stock_counts", count)
    assert (head["line_count"], head["matched"], head["differing"], head["uncounted"], head["difference"]) == (
        3,
        1,
        1,
        1,
        -2,
    )
    assert [desk.held(p)[0] for p in (a, b, c)] == [5, 3, 5]
    desk.check()


def test_what_left_before_a_position_was_counted_is_not_counted_twice(desk) -> None:
    a = desk.product("A", 5)
    count = start(desk)
    desk.move("orders", desk.order((a, 2)), "ship")
    enter(desk, count, {"A": (3, None)})
    (line,) = desk.lines("stock_counts", count)
    assert (line["expected"], line["result"]) == (3, "match")
    desk.move("stock_counts", count, "post")
    assert desk.held(a)[0] == 3


def test_what_left_after_a_position_was_counted_stays_gone(desk) -> None:
    a = desk.product("A", 5)
    count = start(desk)
    enter(desk, count, {"A": (4, "lost")})
    desk.move("orders", desk.order((a, 2)), "ship")
    enter(desk, count, {"A": (4, "lost")})
    desk.move("stock_counts", count, "post")
    assert (desk.lines("stock_counts", count)[0]["difference"], desk.held(a)[0]) == (-1, 2)
    desk.check()


def test_a_count_on_paper_is_compared_with_the_books_of_its_time(desk) -> None:
    a = desk.product("A", 5)
    count = start(desk)
    with desk.shop.read() as reader:
        before = reader.locale.now
    desk.move("orders", desk.order((a, 2)), "ship")
    enter(desk, count, {"A": (5, None)})
    assert desk.lines("stock_counts", count)[0]["result"] == "over"
    desk.save("stock_counts", count, {"counted_at": before})
    assert desk.lines("stock_counts", count)[0]["result"] == "match"
    desk.move("stock_counts", count, "post")
    assert desk.held(a)[0] == 3
    with pytest.raises(Invalid, match="not come yet"):
        start(desk, counted_at=before + timedelta(days=1))


def test_what_is_told_late_of_the_time_before_is_reckoned_at_posting(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 2))
    with desk.shop.read() as reader:
        left_at = reader.locale.now
    count = start(desk)
    enter(desk, count, {"A": (3, "lost")})
    assert desk.lines("stock_counts", count)[0]["difference"] == -2
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", at=left_at)))
    desk.move("stock_counts", count, "post")
    assert (desk.lines("stock_counts", count)[0]["result"], desk.held(a)[0]) == ("match", 3)
    assert desk.record("stock_counts", count)["matched"] == 1


def test_what_is_told_after_posting_of_a_time_before_is_not_missed_twice(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 2))
    with desk.shop.read() as reader:
        left_at = reader.locale.now
    count = start(desk)
    enter(desk, count, {"A": (3, "lost")})
    desk.move("stock_counts", count, "post")
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", at=left_at)))
    assert desk.held(a) == (3, 0, 3), "the two that were missing had been sent"
    with desk.shop.read() as reader:
        m = StockMovement.__table__
        entries = reader.rows(select(m.c.on_hand, m.c.reason, m.c.count_id).where(m.c.on_hand != 0).order_by(m.c.id))
    assert [(e["on_hand"], e["reason"], e["count_id"]) for e in entries] == [
        (5, "opening", None),
        (-2, "count", count),
        (-2, "ship", None),
        (2, "count", count),
    ]
    desk.move("orders", desk.order((a, 1)), "ship")
    assert desk.held(a)[0] == 2
    desk.check()


def test_of_two_counts_the_older_one_posted_last_changes_nothing_that_the_younger_found(desk) -> None:
    a = desk.product("A", 5)
    old, young = start(desk), start(desk)
    enter(desk, old, {"A": (4, "lost")})
    enter(desk, young, {"A": (3, "lost")})
    desk.move("stock_counts", young, "post")
    desk.move("stock_counts", old, "post")
    assert desk.held(a)[0] == 3
    desk.check()


def test_a_difference_that_came_to_light_at_posting_asks_why(desk) -> None:
    a = desk.product("A", 5)
    order = desk.order((a, 2))
    with desk.shop.read() as reader:
        left_at = reader.locale.now
    count = start(desk)
    enter(desk, count, {"A": (5, None)})
    desk.shop.change(lambda uow: orders.ship(uow, Parcel(order, "yunda", at=left_at)))
    with pytest.raises(Invalid, match="By the books of now, 3 were there"):
        desk.move("stock_counts", count, "post")
    assert desk.held(a)[0] == 3


def test_a_count_takes_no_batch_below_zero(desk) -> None:
    food = desk.product("F", shelf_life_days=90)
    desk.delivery(desk.supplier(), [desk.batch_line(food, 5, "B1", 50)])
    count = start(desk)
    enter(desk, count, {"F": (1, "lost")})
    desk.move("orders", desk.order((food, 4)), "ship")
    with pytest.raises(Invalid, match="1 were counted, but 4 have left since"):
        desk.move("stock_counts", count, "post")
    assert (desk.record("batches", 1)["on_hand"], desk.held(food)[0]) == (1, 1)
    enter(desk, count, {"F": (0, "lost")})
    desk.move("stock_counts", count, "post")
    assert (desk.record("batches", 1)["on_hand"], desk.held(food)[0]) == (0, 0)
    desk.check()


def test_two_counts_of_one_shelf_find_the_same_loss_once(desk) -> None:
    a = desk.product("A", 5)
    one, two = start(desk), start(desk)
    enter(desk, one, {"A": (3, "lost")})
    enter(desk, two, {"A": (3, "lost")})
    desk.move("stock_counts", one, "post")
    desk.move("stock_counts", two, "post")
    assert desk.held(a)[0] == 3


def test_a_batch_that_came_in_meanwhile_becomes_a_position_when_its_product_is_counted(desk) -> None:
    food, cup = desk.product("F", 2, shelf_life_days=90), desk.product("C", 2)
    count = start(desk)
    desk.delivery(desk.supplier(), [desk.batch_line(food, 5, "B1", 50), desk.batch_line(cup, 3, "K1", 50)])
    enter(desk, count, {"F": (2, None)})
    assert [(x["sku"], x["batch_code"], x["expected"], x["result"]) for x in desk.lines("stock_counts", count)] == [
        ("C", None, 2, "uncounted"),
        ("F", None, 2, "match"),
        ("F", "B1", 5, "uncounted"),
    ]


def test_a_difference_needs_a_reason_and_something_must_be_counted(desk) -> None:
    desk.product("A", 5)
    count = start(desk)
    with pytest.raises(Invalid) as caught:
        desk.move("stock_counts", count, "post")
    assert [p.field for p in caught.value.problems] == ["lines"]
    enter(desk, count, {"A": (4, None)})
    with pytest.raises(Invalid) as caught:
        desk.move("stock_counts", count, "post")
    assert [p.field for p in caught.value.problems] == ["lines.1.reason"]


def test_a_finished_count_never_changes(desk) -> None:
    desk.product("A", 5)
    count = start(desk)
    enter(desk, count, {"A": (5, None)})
    desk.move("stock_counts", count, "post")
    with pytest.raises(NotAllowed, match="never changes"):
        desk.save("stock_counts", count, {"note": "改"})


def test_scopes(desk) -> None:
    a = desk.product("A", 5, category="茶")
    desk.product("B", 5, category="杯")
    assert [x["sku"] for x in desk.lines("stock_counts", start(desk, scope="category", category="茶"))] == ["A"]
    chosen = desk.save("stock_counts", None, {"scope": "chosen", "counter": "甲"}, {"lines": [{"product_id": a}]})
    assert [x["sku"] for x in desk.lines("stock_counts", chosen)] == ["A"]
    for values, field in (({"scope": "category"}, "category"), ({"scope": "chosen"}, "lines")):
        with pytest.raises(Invalid) as caught:
            start(desk, **values)
        assert caught.value.problems[0].field == field
    with pytest.raises(Invalid):
        start(desk, scope="category", category="没有")


def test_each_batch_is_a_position_of_its_own(desk) -> None:
    food = desk.product("F", shelf_life_days=90)
    desk.delivery(desk.supplier(), [desk.batch_line(food, 3, "B1", 50), desk.batch_line(food, 2, "B2", 60)])
    count = start(desk)
    assert [(x["batch_code"], x["expected"]) for x in desk.lines("stock_counts", count)] == [("B1", 3), ("B2", 2)]
    rows = [{"id": x["id"], "counted": 1, "reason": "damaged"} for x in desk.lines("stock_counts", count)]
    desk.save("stock_counts", count, {}, {"lines": rows})
    desk.move("stock_counts", count, "post")
    assert [desk.record("batches", i)["on_hand"] for i in (1, 2)] == [1, 1]
    desk.check()


def test_counting_begins_stock_keeping(desk) -> None:
    a = desk.product("A")
    count = start(desk)
    enter(desk, count, {"A": (7, "found")})
    desk.move("stock_counts", count, "post")
    assert desk.held(a) == (7, 0, 7)
    assert desk.record("products", a)["tracked_since"] is not None
    desk.check()


def test_goods_without_stock_keeping_begin_with_what_was_counted_less_what_left_since(desk) -> None:
    a = desk.product("A")
    count = start(desk)
    enter(desk, count, {"A": (7, "found")})
    desk.move("orders", desk.order((a, 2)), "ship")
    desk.move("stock_counts", count, "post")
    assert desk.held(a) == (5, 0, 5)
    desk.check()


def test_pieces_typed_for_a_product_of_two_batches_count_for_neither(desk) -> None:
    a, b = desk.product("A"), desk.product("B", 3)
    desk.delivery(desk.supplier(), [desk.batch_line(a, 10, "B1", 60), desk.batch_line(a, 20, "B2", 90)])
    typed = [{"product_id": a, "counted": 30}, {"product_id": b, "counted": 3}]
    count = desk.save("stock_counts", None, {"scope": "chosen"}, {"lines": typed})
    assert [(x["sku"], x["counted"]) for x in desk.lines("stock_counts", count)] == [("A", None), ("A", None), ("B", 3)]

"""Stock counts: frozen expectations, matches kept, differences posted with a reason, the uncounted said."""

from __future__ import annotations

import pytest

from app.core.errors import Invalid, NotAllowed


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


def test_what_moved_since_the_start_stays_moved(desk) -> None:
    a = desk.product("A", 5)
    count = start(desk)
    order = desk.order((a, 2))
    desk.move("orders", order, "ship")
    enter(desk, count, {"A": (4, "lost")})
    desk.move("stock_counts", count, "post")
    assert desk.held(a)[0] == 2


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


def test_pieces_typed_for_a_product_of_two_batches_count_for_neither(desk) -> None:
    a, b = desk.product("A"), desk.product("B", 3)
    desk.delivery(desk.supplier(), [desk.batch_line(a, 10, "B1", 60), desk.batch_line(a, 20, "B2", 90)])
    typed = [{"product_id": a, "counted": 30}, {"product_id": b, "counted": 3}]
    count = desk.save("stock_counts", None, {"scope": "chosen"}, {"lines": typed})
    assert [(x["sku"], x["counted"]) for x in desk.lines("stock_counts", count)] == [("A", None), ("A", None), ("B", 3)]

"""What is due, and the figures with the lists behind them."""

from __future__ import annotations

from datetime import timedelta

from app.core.i18n import Translator
from app.services import figures, today


def look(desk) -> today.Today:
    with desk.shop.read() as reader:
        return today.today(reader)


def test_late_orders_stand_first_and_the_rest_is_counted(desk) -> None:
    a = desk.product("A", 10)
    now = desk.shop.clock()
    late = desk.order((a, 1))
    desk.save("orders", late, {"ship_by": now - timedelta(hours=30)})
    for _ in range(3):
        desk.order((a, 1))
    seen = look(desk)
    orders = [(i.rule, i.when, i.count, i.record_id) for i in seen.items if i.register == "orders"]
    assert orders[0] == ("late", "late", 1, late)
    assert orders[1][0] == "to_ship" and orders[1][2] == 3
    number = desk.record("orders", late)["number"]
    assert Translator("en")(seen.items[0].label) == f"{number}: should have been shipped"
    with desk.shop.read() as reader:
        assert all(reader.count(i.view) == i.count for i in seen.items if i.record_id is None)
        assert today.due_counts(reader)["late"] >= 1


def test_low_stock_and_expiring_batches_are_due(desk) -> None:
    desk.product("L", 2, low_stock=3)
    food = desk.product("F", shelf_life_days=90)
    desk.delivery(desk.supplier(), [desk.batch_line(food, 46, "GH2611", 12), desk.batch_line(food, 1, "FAR", 80)])
    seen = look(desk)
    said = [str(i.label) for i in seen.items]
    assert any(s.startswith("商品L: 2 left") for s in said)
    (batch,) = [i for i in seen.items if i.register == "batches"]
    assert "GH2611" in str(batch.label) and batch.when == "later"


def test_figures_open_down_to_their_records(desk) -> None:
    a = desk.product("A", 10, low_stock=9, options="250g")
    now = desk.shop.clock()
    rows = {"lines": [{"product_id": a, "quantity": 2}]}
    made = desk.save("orders", None, {"placed_at": now - timedelta(days=1)}, rows)
    desk.move("orders", made, "pay")
    desk.order((a, 1))
    desk.order((a, 1), paid=False)
    seen = look(desk)
    by_name = {f.name: f for f in seen.figures}
    assert by_name["sales_yesterday"].value == 2000 and by_name["sales_yesterday"].money
    assert (by_name["to_ship"].value, by_name["low_stock"].value, by_name["late"].value) == (2, 1, 0)
    with desk.shop.read() as reader:
        for figure in seen.figures:
            if figure.money:
                assert reader.sums(figure.view)["total"] == figure.value
            else:
                assert reader.count(figure.view) == figure.value
        days = figures.last_days(reader)
        assert len(days) == 14 and days[-1].day == reader.locale.today
        assert [(d.orders, d.amount) for d in days[-2:]] == [(1, 2000), (1, 1000)]
        (top,) = figures.top_products(reader, days[0].day, days[-1].day)
    assert (top.name, top.pieces, top.amount) == ("商品A 250g", 3, 3000)
    assert seen.board.shown("today") == len(seen.board.of("today"))

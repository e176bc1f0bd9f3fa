"""Products from files, in bulk."""

from __future__ import annotations

from app.services import goods, pricing
from app.services.goods import NewProduct


def test_new_products_get_wording_history_and_opening_stock(desk) -> None:
    fresh = [
        NewProduct({"sku": "A", "name": "最佳茶", "price": 100}, opening=7),
        NewProduct({"sku": "B", "name": "杯"}),
        NewProduct({"sku": "C", "name": "碗", "cost": 5}, opening=0),
    ]
    a, b, c = desk.shop.change(lambda uow: goods.add_products(uow, fresh))
    assert desk.record("products", a)["wording"] == "block"
    assert [desk.held(i)[0] for i in (a, b, c)] == [7, 0, 0]
    assert [desk.record("products", i)["tracked_since"] is not None for i in (a, b, c)] == [True, False, True]
    with desk.shop.read() as reader:
        assert [len(pricing.history(reader, i)) for i in (a, b, c)] == [1, 0, 1]
        assert [e.action for e in reader.timeline("products", a)] == ["opening", "import"]
    desk.check()


def test_updates_change_what_is_given_and_keep_the_rest(desk) -> None:
    a = desk.product("A", price=100, listing_text="好茶")
    b = desk.product("B", price=100)
    given = {a: {"price": 90, "listing_text": "顶级", "cost": None}, b: {"price": 100}}
    assert desk.shop.change(lambda uow: goods.update_products(uow, given)) == 1
    found = desk.record("products", a)
    assert (found["price"], found["wording"], found["name"]) == (90, "block", "商品A")
    with desk.shop.read() as reader:
        assert [h["price"] for h in pricing.history(reader, a)] == [90, 100]
        assert len(pricing.history(reader, b)) == 1

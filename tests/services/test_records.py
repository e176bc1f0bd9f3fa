"""Saving: checks by declaration, problems beside their fields, bulk edits, voiding, starting from the last one."""

from __future__ import annotations

import pytest

from app.core.errors import Cancelled, Invalid, NotAllowed, Stale
from app.core.progress import Progress
from app.services import records
from app.store.uow import NewRecord


def fields(caught) -> list[str]:
    return [p.field for p in caught.value.problems]


def refused(desk, register, values, lines=None, record_id=None) -> list[str]:
    with pytest.raises(Invalid) as caught:
        desk.save(register, record_id, values, lines)
    return fields(caught)


def test_required_fields_and_kinds_are_checked_together(desk) -> None:
    assert refused(desk, "products", {"name": " " * 0, "price": "12", "low_stock": -1}) == [
        "sku",
        "name",
        "price",
        "low_stock",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sku": "x" * 81}, "sku"),
        ({"supplier_id": 99}, "supplier_id"),
        ({"on_hand": 5}, "on_hand"),
        ({"price": True}, "price"),
        ({"name": "a\x00b"}, "name"),
        ({"price": 10**15}, "price"),
    ],
)
def test_a_value_that_does_not_fit_is_named(desk, values, field: str) -> None:
    assert refused(desk, "products", {"sku": "S", "name": "N", **values}) == [field]


def test_a_key_is_used_once(desk) -> None:
    a = desk.product("A")
    b = desk.product("B")
    assert refused(desk, "products", {"sku": "A", "name": "又一个"}) == ["sku"]
    assert refused(desk, "products", {"sku": "A"}, record_id=b) == ["sku"]
    desk.save("products", a, {"sku": "A", "name": "同一个"})


def test_defaults_fill_what_is_left_open(desk) -> None:
    made = desk.save("products", None, {"sku": "A", "name": "甲"})
    assert desk.record("products", made)["status"] == "on_sale"


def test_line_problems_name_line_and_field(desk) -> None:
    a = desk.product("A")
    rows = [{"product_id": a, "quantity": 1}, {"title": "手写", "quantity": 0, "unit_price": 5}, {"quantity": 1}]
    assert refused(desk, "orders", {}, {"lines": rows}) == ["lines.2.quantity", "lines.3.title", "lines.3.unit_price"]


def test_an_unchanged_save_writes_nothing(desk) -> None:
    a = desk.product("A")
    head = desk.shop.head()
    desk.save("products", a, {"name": "商品A", "price": 1000})
    assert desk.shop.head() == head


def test_two_editors_do_not_overwrite_each_other(desk) -> None:
    a = desk.product("A")
    version = desk.record("products", a)["version"]
    desk.save("products", a, {"name": "一"})
    with pytest.raises(Stale):
        desk.shop.change(lambda uow: records.save(uow, "products", a, {"name": "二"}, version=version))


def test_ledgers_are_not_typed(desk) -> None:
    with pytest.raises(NotAllowed):
        desk.save("stock_movements", None, {})
    with pytest.raises(NotAllowed):
        desk.save("shipments", None, {})


def test_bulk_edit_changes_declared_fields_only(desk) -> None:
    ids = [desk.product(s) for s in "ABC"]
    edit = records.bulk_edit
    assert desk.shop.change(lambda uow: edit(uow, "products", ids, "category", "茶")) == 3
    assert desk.shop.change(lambda uow: edit(uow, "products", ids, "category", "茶")) == 0
    with pytest.raises(NotAllowed):
        desk.shop.change(lambda uow: edit(uow, "products", ids, "sku", "X"))
    with pytest.raises(Invalid):
        desk.shop.change(lambda uow: edit(uow, "products", ids, "low_stock", -4))
    with pytest.raises(Invalid):
        desk.shop.change(lambda uow: edit(uow, "products", ids, "supplier_id", 77))


def test_voiding_needs_a_reason_and_nothing_behind_it(desk) -> None:
    a, b = desk.product("A", 5), desk.product("B")
    with pytest.raises(Invalid):
        desk.shop.change(lambda uow: records.void(uow, "products", b, " "))
    desk.shop.change(lambda uow: records.void(uow, "products", b, "重复建档"))
    with pytest.raises(NotAllowed, match="voided"):
        desk.save("products", b, {"name": "x"})
    for register, record_id in (("products", a), ("orders", desk.order((a, 1)))):
        with pytest.raises(NotAllowed, match="cannot be voided"):
            desk.shop.change(lambda uow, r=register, i=record_id: records.void(uow, r, i, "试"))


def test_a_new_record_can_start_from_the_last_one(desk) -> None:
    a = desk.product("A", category="茶", unit="袋")
    desk.order((a, 2), platform="taobao", phone="13800000000", platform_order_id="4012")
    with desk.shop.read() as reader:
        values, _ = records.copy_of_last(reader, "products")
        order, lines = records.copy_of_last(reader, "orders")
        empty, none = records.copy_of_last(reader, "receipts")
    assert (values["category"], values["unit"], "sku" in values) == ("茶", "袋", False)
    assert "phone" not in order and "platform_order_id" not in order
    assert [(x["product_id"], x["quantity"]) for x in lines["lines"]] == [(a, 2)]
    assert none == {} and empty["status"] == "draft"
    desk.save("orders", None, {n: v for n, v in order.items() if n not in ("payment", "fulfilment")}, lines)


def test_prices_leave_a_history(desk) -> None:
    from app.services import pricing

    a = desk.product("A", cost=400)
    desk.save("products", a, {"price": 900})
    desk.save("products", a, {"name": "改名不算"})
    with desk.shop.read() as reader:
        found = [(h["price"], h["cost"], h["changed_by"]) for h in pricing.history(reader, a)]
    assert found == [(900, 400, "林晓"), (1000, 400, "林晓")]


@pytest.mark.parametrize("change", [{"voided_at": None}, {"version": 9}, {"created_by": "别人"}, {"no_such": 1}])
def test_nothing_that_is_no_field_can_be_saved(desk, change) -> None:
    a = desk.product("A")
    with pytest.raises(KeyError):
        desk.save("products", a, change)


def test_what_the_file_cannot_keep_is_said_beside_its_field(desk) -> None:
    assert refused(desk, "products", {"sku": "a\ud800", "name": "b\x00"}) == ["sku", "name"]
    assert refused(desk, "products", {"sku": "A", "name": "B", "supplier_id": 10**30}) == ["supplier_id"]
    assert refused(desk, "orders", {}, {"lines": [{"sku": "a\ud800", "title": "B", "unit_price": 1}]}) == [
        "lines.1.sku"
    ]
    assert refused(desk, "products", {"sku": "A", "name": "B", "price": -1}) == ["price"]
    assert refused(desk, "products", {"sku": "A", "name": "B", "shelf_life_days": 10**9}) == ["shelf_life_days"]


def test_a_voided_record_is_voided_once(desk) -> None:
    a = desk.product("A")
    desk.shop.change(lambda uow: records.void(uow, "products", a, "录错"))
    with pytest.raises(NotAllowed):
        desk.shop.change(lambda uow: records.void(uow, "products", a, "另一个原因"))
    assert desk.record("products", a)["void_reason"] == "录错"


def test_a_product_in_an_open_order_cannot_be_voided_and_a_voided_one_not_ordered(desk) -> None:
    a, b = desk.product("A"), desk.product("B")
    order = desk.order((a, 1), (b, 1))
    with pytest.raises(NotAllowed, match=desk.record("orders", order)["number"]):
        desk.shop.change(lambda uow: records.void(uow, "products", a, "停产"))
    desk.move("orders", order, "ship", carrier="pickup")
    desk.shop.change(lambda uow: records.void(uow, "products", a, "停产"))
    line = {"product_id": a, "quantity": 1}
    assert refused(desk, "orders", {}, {"lines": [line]}) == ["lines.1.product_id"]


def test_a_line_keeps_its_product_when_that_is_voided_later(desk) -> None:
    a, b = desk.product("A"), desk.product("B")
    draft = desk.delivery(desk.supplier(), [{"product_id": a, "quantity": 1}], post=False)
    desk.shop.change(lambda uow: records.void(uow, "products", a, "停产"))
    kept = desk.lines("receipts", draft)
    desk.save("receipts", draft, {}, {"lines": [*kept, {"product_id": b, "quantity": 2}]})
    assert [x["product_id"] for x in desk.lines("receipts", draft)] == [a, b]


def test_a_voided_order_leaves_its_customer_s_figures(desk) -> None:
    order = desk.order((desk.product("A"), 1), paid=False, phone="13800000001")
    customer = desk.record("orders", order)["customer_id"]
    assert desk.record("customers", customer)["order_count"] == 1
    desk.shop.change(lambda uow: records.void(uow, "orders", order, "重复"))
    assert desk.record("customers", customer)["order_count"] == 0


def test_a_phone_is_checked_when_it_changes_and_an_old_one_does_not_stand_in_the_way(desk) -> None:
    made = desk.shop.change(lambda uow: uow.create("suppliers", {"name": "甲", "phone": "见名片"}))
    desk.save("suppliers", made, {"name": "乙", "phone": "见名片"})
    assert refused(desk, "suppliers", {"phone": "没有"}, record_id=made) == ["phone"]


def test_a_field_of_many_is_changed_with_progress_and_stopping_changes_none(desk) -> None:
    many = [NewRecord({"sku": f"B-{i:04d}", "name": "甲", "price": 100}) for i in range(records.BULK_SLICE + 20)]
    ids = desk.shop.change(lambda uow: uow.create_many("products", many))
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _what: steps.append((done, total)))
    head = desk.shop.head()

    def stop(done: int, total: int, _what: object) -> None:
        if done:
            stopped.cancel()

    stopped = Progress(stop)
    with pytest.raises(Cancelled):
        desk.shop.change(lambda uow: records.bulk_edit(uow, "products", ids, "brand", "禾木", stopped))
    assert desk.shop.head() == head
    done = desk.shop.change(lambda uow: records.bulk_edit(uow, "products", ids, "brand", "禾木", progress))
    assert done == len(ids)
    assert steps == [(0, len(ids)), (records.BULK_SLICE, len(ids)), (len(ids), len(ids))]

"""What of an issued record cannot be changed any more is known before anybody types."""

from __future__ import annotations

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import orders, records
from app.services.fixed import fixed_fields, may_edit, refusal


def test_a_posted_delivery_and_a_finished_count_are_not_offered_for_editing(desk) -> None:
    product = desk.product("A", 5)
    registry = desk.shop.registry
    draft = desk.delivery(desk.supplier(), [{"product_id": product, "quantity": 1}], post=False)
    assert may_edit(registry["receipts"], desk.record("receipts", draft))
    desk.move("receipts", draft, "post")
    posted = desk.record("receipts", draft)
    assert not may_edit(registry["receipts"], posted)
    with pytest.raises(NotAllowed) as caught:
        desk.save("receipts", draft, {"receiver": "赵敏"})
    refused = refusal(registry["receipts"], posted)
    assert refused is not None
    assert refused.what == caught.value.what
    count = desk.save("stock_counts", None, {"scope": "all"}, {"lines": []})
    assert may_edit(registry["stock_counts"], desk.record("stock_counts", count))
    desk.move("stock_counts", count, "cancel", cancel_reason="重盘")
    assert not may_edit(registry["stock_counts"], desk.record("stock_counts", count))


def test_ledgers_and_voided_records_are_not_offered(desk) -> None:
    registry = desk.shop.registry
    assert not may_edit(registry["stock_movements"], {})
    supplier = desk.supplier()
    assert records.may_void(registry["suppliers"], desk.record("suppliers", supplier))
    desk.shop.change(lambda uow: records.void(uow, "suppliers", supplier, "重复"))
    assert not may_edit(registry["suppliers"], desk.record("suppliers", supplier))
    assert not records.may_void(registry["suppliers"], desk.record("suppliers", supplier))


def test_what_went_out_with_an_orders_papers_is_fixed_and_its_notes_are_not(desk) -> None:
    order = desk.order((desk.product("A", 5), 1))
    register = desk.shop.registry["orders"]
    assert fixed_fields(register, desk.record("orders", order)) == frozenset()
    desk.move("orders", order, "ship", waybill="SF1")
    record = desk.record("orders", order)
    fixed = fixed_fields(register, record)
    assert may_edit(register, record)
    assert {"buyer_name", "address", "lines"} <= fixed
    assert "seller_note" not in fixed
    assert fixed == orders.PRINTED | {"lines"}
    with pytest.raises(Invalid):
        desk.save("orders", order, {"address": "别处"})
    desk.save("orders", order, {"seller_note": "已电话确认"})

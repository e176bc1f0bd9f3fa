"""Stock changed by hand in a product's panel."""

from __future__ import annotations

from app.services import records, stock, transitions
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.special.product_parts import StockPart
from tests.ui.pages.conftest import Desk


def test_of_goods_in_batches_the_batch_is_asked_for(desk: Desk) -> None:
    page = desk.record("products")
    product = page.panel.data.id

    def come_in(uow: UnitOfWork) -> None:
        supplier = records.save(uow, "suppliers", None, {"name": "厂", "phone": "13800000000", "address": "杭州"})
        head = {"supplier_id": supplier, "licence_seen": True, "vouchers": "单", "receiver": "甲"}
        row = {"product_id": product, "quantity": 10, "batch_code": "B1", "result": "accepted"}
        made = records.save(uow, "receipts", None, head, {"lines": [row]})
        transitions.perform(uow, "receipts", made, "post")

    desk.shop.change(come_in)
    desk.settle()
    (part,) = page.panel.findChildren(StockPart)
    desk.press(part, "Adjust stock…")
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    with desk.shop.read() as reader:
        batch = reader.exists("batches", {"product_id": product, "code": "B1"})
    assert dialog.form.editors["batch"].value() == str(batch)
    dialog.form.set_values({"pieces": -3, "batch": str(batch), "reason": "damage", "note": "打碎"})
    desk.press(dialog, "Adjust")
    desk.settle(150)
    assert not desk.stage.dialogs()
    assert desk.values("batches", batch)["on_hand"] == 7


def test_goods_without_batches_are_adjusted_as_they_are(desk: Desk) -> None:
    page = desk.record("products")
    product = page.panel.data.id
    before = desk.values("products", product)
    if before["tracked_since"] is None:
        desk.shop.change(lambda uow: stock.open_stock(uow, [stock.Opening(product, 5)]))
        desk.settle()
    (part,) = page.panel.findChildren(StockPart)
    there = desk.values("products", product)["on_hand"]
    desk.press(part, "Adjust stock…")
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert "batch" not in dialog.form.fields
    dialog.form.set_values({"pieces": 2, "reason": "adjust", "note": "多找到两件"})
    desk.press(dialog, "Adjust")
    desk.settle(150)
    assert desk.values("products", product)["on_hand"] == there + 2

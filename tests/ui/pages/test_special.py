"""Where the work is special: parcels, pasted waybills, many products, counts, traces, wording."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget

from app.services import records, transitions
from app.ui.pages.special.count_lines import CountGrid
from app.ui.pages.special.new_products import start_new_products
from app.ui.pages.special.ship_dialog import ShipDialog
from app.ui.pages.special.waybills_dialog import start_waybills
from tests.ui.pages.conftest import Desk


def test_an_order_is_shipped_in_two_parcels(desk: Desk) -> None:
    page = desk.open("orders")
    page.open_record(6)  # three pieces, paid
    desk.settle()
    page.panel.head.move(page.register.transition("ship"))
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ShipDialog)
    (box,) = dialog.pieces.values()
    assert box.text() == "3"
    box.setText("2")
    desk.keys(dialog.form.editors["waybill"].focusProxy() or dialog, "7731000001")
    desk.press(dialog, "Ship")
    desk.settle(150)
    assert dialog.isVisible()
    assert dialog.left() == 1
    assert desk.values("orders", 6)["fulfilment"] == "part_shipped"
    desk.keys(dialog.form.editors["waybill"].focusProxy() or dialog, "7731000002")
    desk.press(dialog, "Ship")
    desk.settle(200)
    order = desk.values("orders", 6)
    assert (order["fulfilment"], order["waybills"]) == ("shipped", "7731000001 7731000002")
    assert not desk.stage.dialogs()


def test_what_cannot_be_shipped_is_said_and_a_reason_is_asked_for(desk: Desk) -> None:
    page = desk.open("orders")
    page.open_record(6)
    desk.settle()
    page.panel.head.move(page.register.transition("ship"))
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, ShipDialog)
    (box,) = dialog.pieces.values()
    box.setText("4")
    desk.press(dialog, "Ship")
    assert "3 are left to ship" in dialog._message.text()
    assert desk.values("orders", 6)["fulfilment"] == "to_ship"
    box.setText("")
    desk.press(dialog, "Ship")
    assert "Nothing goes into this parcel" in dialog._message.text()


def test_pasted_waybills_ship_many_orders_and_name_the_rest(desk: Desk) -> None:
    page = desk.open("orders")
    dialog = start_waybills(desk.window.desk, page)
    dialog.text.setPlainText(
        "SO-2026-000002\t中通\t773100000001\nSO-2026-000001\t中通\t773100000002\nSO-9\t\t773100000003"
    )
    desk.settle(300)
    desk.press(dialog, "Ship")
    desk.settle(150)
    told = desk.dialog()
    listed = told.findChild(QListWidget)
    assert listed is not None
    assert listed.count() == 2
    assert desk.values("orders", 2)["fulfilment"] == "shipped"
    assert desk.values("orders", 1)["fulfilment"] == "new"


def test_many_products_are_made_from_a_paste_and_the_rest_stays_with_its_reason(desk: Desk) -> None:
    page = desk.open("products")
    dialog = start_new_products(desk.window.desk, page)
    dialog.grid.paste(
        "货号\t商品名称\t售价\t库存\nN-1\t竹杯\t39\t12\nHM-01\t重复\t3\t\nN-3\t坏价\tabc\t\n\nN-1\t又一次\t1\t\nN-4\t竹盘\t5\t\n"
    )
    desk.press(dialog, "Make the products")
    desk.settle(150)
    left = [r["sku"] for r in dialog.grid.records()]
    assert left == ["HM-01", "N-3", "N-1"]
    said = [dialog.grid.report.item(i).text() for i in range(dialog.grid.report.count())]
    assert any("already used" in s for s in said)
    assert any("is not an amount" in s for s in said)
    assert any("earlier row" in s for s in said)
    with desk.shop.read() as reader:
        made = reader.record("products", reader.by_number("products", "N-1"))
    assert (made["name"], made["price"], made["on_hand"]) == ("竹杯", 3900, 12)
    dialog.reject()


def test_a_count_is_entered_by_keys_alone_and_posted(desk: Desk) -> None:
    page = desk.open("stock_counts")
    page.new({"scope": "all", "counter": "林晓"})
    desk.settle()
    assert page.form is not None
    page.form.form.save()
    desk.settle(200)
    assert page.panel.data is not None
    page.edit(page.panel.data)
    desk.settle()
    assert page.form is not None
    grid = page.form.form.grids["lines"]
    assert isinstance(grid, CountGrid)
    view = grid.grid.view
    assert view.currentIndex().column() == 5
    for typed in ("100", "98"):
        desk.keys(view, typed[0])  # the first key opens the box in the cell
        desk.keys(QApplication.focusWidget() or view, typed[1:])
        desk.key(QApplication.focusWidget() or view, Qt.Key.Key_Return)
        desk.key(view, Qt.Key.Key_Return)
    assert "2 of 5 counted · 1 with a difference" in grid._progress.text()
    differing = next(r for r in range(5) if grid.grid.model.cell(r, 6).value)
    grid.grid.model.put_many([(differing, 7, "Lost")])
    page.form.form.save()
    desk.settle(200)
    count = page.panel.data
    assert count is not None
    assert (count.values["matched"], count.values["differing"], count.values["uncounted"]) == (1, 1, 3)
    desk.shop.change(lambda uow: transitions.perform(uow, "stock_counts", count.id, "post", {}))
    with desk.shop.read() as reader:
        assert sum(p["on_hand"] for p in reader.records("products", range(1, 6)).values()) == 498


def test_banned_words_stand_under_the_listing_with_their_tier(desk: Desk) -> None:
    text = {"listing_text": "全网最好的杯子，国家级品质"}
    desk.shop.change(lambda uow: records.save(uow, "products", 2, text))
    page = desk.open("products")
    page.open_record(2)
    desk.settle()
    body = page.panel.body()
    assert body is not None
    part = body.parts[0]
    assert part.isVisibleTo(page.panel)
    assert "国家级" in " ".join(w.text() for w in part.findChildren(type(page.panel.head.title)))


def test_a_batch_is_traced_to_its_supplier_and_to_its_customers(desk: Desk) -> None:
    head = {"supplier_id": 1, "licence_seen": True, "vouchers": "送货单 1", "receiver": "林晓"}
    line = {"product_id": 1, "quantity": 10, "batch_code": "B1", "result": "accepted"}
    made = desk.shop.change(lambda uow: records.save(uow, "receipts", None, head, {"lines": [line]}))
    desk.shop.change(lambda uow: transitions.perform(uow, "receipts", made, "post", {}))
    page = desk.open("batches")
    page.open_record(1)
    desk.settle(150)
    body = page.panel.body()
    assert body is not None
    trace = body.parts[0]
    assert trace.isVisibleTo(page.panel)
    desk.press(trace, "GR-2026-000001")
    assert page.panel.data is not None
    assert page.panel.data.register.name == "receipts"

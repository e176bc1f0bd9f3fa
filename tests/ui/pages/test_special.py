"""Where the work is special: parcels, pasted waybills, many products, counts, traces, wording."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListWidget

from app.services import records, transitions
from app.store.uow import UnitOfWork
from app.ui.pages.special.count_lines import CountGrid
from app.ui.pages.special.new_products import start_new_products
from app.ui.pages.special.order_lines import OrderGrid
from app.ui.pages.special.pictures import PicturesPart, thumbnail
from app.ui.pages.special.product_parts import WordingPart
from app.ui.pages.special.ship_dialog import ShipDialog
from app.ui.pages.special.waybills_dialog import shipped_words, start_waybills
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


def test_stopping_pasted_waybills_ships_none_and_keeps_the_paste(desk: Desk) -> None:
    page = desk.open("orders")
    dialog = start_waybills(desk.window.desk, page)
    dialog.text.setPlainText("SO-2026-000002\t中通\t773100000001\nSO-2026-000003\t中通\t773100000002")
    desk.settle(300)
    gate = Event()
    desk.window.desk.worker.write(lambda _progress: gate.wait(5))
    dialog.submit()
    assert dialog.text.isReadOnly()
    dialog.stop()
    gate.set()
    desk.settle()
    assert dialog.isVisible()
    assert not dialog.text.isReadOnly()
    assert dialog.text.toPlainText().startswith("SO-2026-000002")
    assert desk.values("orders", 2)["fulfilment"] == "to_ship"


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
    desk.key(dialog, Qt.Key.Key_Escape)  # rows are left that were not taken
    desk.press(desk.dialog(), "Leave")
    assert desk.stage.dialogs() == []


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
    assert view.currentIndex().column() == 5 and grid.grid.summary.text() == "5 rows"
    for typed in ("100", "98"):
        desk.keys(view, typed[0])  # the first key opens the box in the cell
        desk.keys(QApplication.focusWidget() or view, typed[1:])
        desk.key(QApplication.focusWidget() or view, Qt.Key.Key_Return)
        desk.key(view, Qt.Key.Key_Return)
    assert "2 of 5 counted · 1 with a difference" in grid._progress.text()
    draft = grid.draft()
    grid.show_rows([], {})
    grid.restore(draft)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 5), "counting goes on where it was left"
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
    part = next(p for p in body.parts if isinstance(p, WordingPart))
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


def picture(width: int, height: int) -> bytes:
    """The bytes of a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x0E6B5B)
    assert image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_a_products_pictures_are_shown_small(desk: Desk) -> None:
    page = desk.record("products")
    assert page.panel.data is not None
    body = page.panel.body()
    assert body is not None
    part = next(p for p in body.parts if isinstance(p, PicturesPart))
    assert part.isHidden()
    product = page.panel.data.id

    def attach(uow: UnitOfWork) -> None:
        uow.attach("products", product, "正面.png", "image/png", picture(800, 400))
        uow.attach("products", product, "坏图.png", "image/png", b"no picture")
        uow.attach("products", product, "说明.pdf", "application/pdf", b"%PDF-1.4")

    desk.shop.change(attach)
    desk.settle(150)
    assert not part.isHidden()
    assert [b.accessibleName() for b in part.buttons] == ["正面.png"]


def test_a_thumbnail_keeps_its_proportions_and_bytes_that_are_no_image_give_none() -> None:
    made = thumbnail(picture(800, 400), 84)
    assert (made.width(), made.height()) == (84, 42)
    assert thumbnail(picture(20, 10), 84).width() == 20
    assert thumbnail(b"no picture", 84).isNull()


def test_f6_goes_from_the_fields_to_the_products_and_back(desk: Desk) -> None:
    page = desk.open("orders")
    page.new()
    desk.settle()
    form = page.form
    assert form is not None
    desk.key(form, Qt.Key.Key_F6)
    grid = form.form.grids["lines"]
    assert grid.isAncestorOf(desk.window.focusWidget())
    desk.key(form, Qt.Key.Key_F6)
    assert form.form.form.isAncestorOf(desk.window.focusWidget())


@pytest.mark.parametrize(
    ("shipped", "filled", "words"),
    [(2, 0, "2 orders shipped."), (0, 1, "1 waybill added."), (1, 2, "1 order shipped. 2 waybills added.")],
)
def test_what_was_not_done_is_not_said(shipped: int, filled: int, words: str) -> None:
    assert str(shipped_words(shipped, filled)) == words


def test_the_last_match_stays_chosen_when_down_is_pressed(desk: Desk) -> None:
    page = desk.open("orders")
    page.new()
    desk.settle()
    assert page.form is not None
    grid = page.form.form.grids["lines"]
    assert isinstance(grid, OrderGrid)
    desk.window.activateWindow()
    grid.focus_first()
    desk.keys(grid.picker.line, "HM-01")
    desk.settle(300)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Return)
    desk.settle(150)
    assert [row["quantity"] for row in grid.rows()] == [1]


def test_saving_a_product_that_stays_on_sale_with_banned_words_says_so(desk: Desk) -> None:
    made = desk.shop.change(lambda uow: records.save(uow, "products", None, {"sku": "T1", "name": "桂花茶"}))
    page = desk.open("products")
    page.open_record(made)
    desk.settle()
    page.edit_current()
    desk.settle()
    page.edit_panel.form.form.editors["listing_text"].restore("顶级好茶")
    page.edit_panel.form.save()
    desk.settle(150)
    assert "still on sale" in desk.window.toast.text and "顶级" in desk.window.toast.text

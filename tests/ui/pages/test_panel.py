"""The record panel: states and moves, masks and reveals, notes, files, related records, what happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy import update

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.further import written
from app.models.registers.orders import OrderLine
from app.services import records, settings, transitions
from app.services.attaching import attach
from app.services.tables import table
from app.ui.pages.ask import AskDialog
from app.ui.pages.lines_dialog import LinesDialog
from tests.ui.pages.conftest import Desk, button


def test_a_click_opens_the_panel_beside_the_list(desk: Desk) -> None:
    page = desk.record("orders", 0)
    assert page.sides.opened
    assert not page.sides.overlaid
    assert page.panel.head.title.text() == "SO-2026-000012"
    body = page.panel.body()
    assert body is not None
    assert body.fields.rows["phone"].text() == "138****0011"
    assert body.fields.rows["customer_id"].text() == "买家11 nick11"
    assert body.lines[0].isVisibleTo(page.panel)


def test_where_there_is_no_room_the_panel_lies_over_the_list(desk: Desk) -> None:
    page = desk.record("orders", 0)
    desk.window.resize(760, 700)
    desk.settle()
    assert page.sides.overlaid
    assert desk.window.sidebar.bar.narrow


def test_the_allowed_moves_are_its_buttons_and_the_state_follows(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.tools.chips.chip("unpaid").click()
    desk.settle()
    page = desk.record("orders", 0)
    data = page.panel.data
    assert data is not None
    assert [m.name for m in page.panel.head.moves()] == ["pay", "accept", "cancel"]
    desk.press(page.panel, "Record payment")
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["payment_method"].restore("支付宝")
    desk.press(dialog, "Record payment")
    desk.settle(150)
    assert desk.values("orders", data.id)["payment"] == "paid"
    assert page.panel.data is not None
    assert page.panel.data.values["fulfilment"] == "to_ship"
    assert button(page.panel, "Ship").property("kind") == "primary"


def test_what_a_move_asks_for_has_to_be_filled_in(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.move(page.register.transition("cancel"))
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    desk.press(dialog, "Cancel order")
    assert dialog.isVisible()
    assert dialog.form.problem("cancel_reason") == "Please fill this in."
    desk.keys(dialog.form.editors["cancel_reason"].focusProxy() or dialog, "wrong item")
    desk.press(dialog, "Cancel order")
    assert not desk.stage.dialogs()
    assert page.panel.data is not None
    assert desk.values("orders", page.panel.data.id)["cancel_reason"] == "wrong item"


def test_escape_asks_before_it_drops_what_was_typed(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.move(page.register.transition("cancel"))
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    box = dialog.form.editors["cancel_reason"].focusProxy() or dialog
    desk.keys(box, "wrong item")
    desk.key(box, Qt.Key.Key_Escape)
    desk.press(desk.dialog(), "Cancel")
    assert desk.stage.dialogs() == [dialog]
    assert dialog.form.values()["cancel_reason"] == "wrong item"
    dialog.close()
    desk.settle()
    desk.press(desk.dialog(), "Leave")
    assert desk.stage.dialogs() == []
    assert page.panel.data is not None
    assert desk.values("orders", page.panel.data.id)["cancel_reason"] is None


def test_escape_closes_at_once_where_nothing_was_typed(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.move(page.register.transition("cancel"))
    desk.key(desk.dialog(), Qt.Key.Key_Escape)
    assert desk.stage.dialogs() == []


def test_a_reveal_is_recorded_with_its_reason_and_forgotten_with_the_record(desk: Desk) -> None:
    page = desk.record("orders", 0)
    body, data = page.panel.body(), page.panel.data
    assert body is not None
    assert data is not None
    eye = body.fields.rows["phone"].eye
    assert eye is not None
    eye.click()
    desk.press(desk.dialog(), "Show")
    desk.settle(150)
    assert body.fields.rows["phone"].text() == "13800000011"
    assert desk.events("orders", data.id)[0] == "reveal"
    desk.record("orders", 1)
    desk.record("orders", 0)
    assert body.fields.rows["phone"].text() == "138****0011"


def test_locking_masks_what_was_revealed(desk: Desk) -> None:
    page = desk.record("orders", 0)
    body = page.panel.body()
    assert body is not None
    body.fields.reveal("phone", "13800000011")
    desk.window.locking.lock()
    assert body.fields.rows["phone"].text() == "138****0011"
    desk.window.locking.cover.step.unlocked.emit()


def test_a_note_is_added_by_enter_and_stands_in_the_timeline(desk: Desk) -> None:
    page = desk.record("products", 0)
    body, data = page.panel.body(), page.panel.data
    assert body is not None
    assert data is not None
    desk.keys(body.notes.box, "shelf 3")
    desk.key(body.notes.box, Qt.Key.Key_Return)
    desk.settle(150)
    assert body.notes.box.text() == ""
    assert page.panel.data is not None
    assert [n["text"] for n in page.panel.data.notes] == ["shelf 3"]
    assert desk.events("products", data.id)[0] == "note"


def test_a_dropped_file_is_attached_with_its_date_and_taken_off(desk: Desk, tmp_path: Path) -> None:
    page = desk.record("products", 0)
    path = tmp_path / "证书.pdf"
    path.write_bytes(b"%PDF-1.4 evidence")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.panel.dropEvent(event)
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["evidence_date"].restore("2026-11-01")
    desk.press(dialog, "Attach")
    desk.settle(150)
    assert page.panel.data is not None
    (kept,) = page.panel.data.attached
    assert (kept.name, kept.evidence_date.isoformat() if kept.evidence_date else "") == ("证书.pdf", "2026-11-01")
    copy = desk.window.desk.opened.write(kept.name, b"plain")
    assert copy.exists()
    desk.window.desk.opened.clear()
    assert not copy.exists()
    body = page.panel.body()
    assert body is not None
    body.files.remove(kept)
    desk.press(desk.dialog(), "Take it off")
    desk.settle(150)
    assert page.panel.data.attached == ()


def test_a_program_among_the_files_is_saved_and_not_opened(desk: Desk, tmp_path: Path) -> None:
    page = desk.record("products", 0)
    assert page.panel.data is not None
    record = page.panel.data.id
    desk.shop.change(lambda uow: uow.attach("products", record, "发票.exe", "application/x", b"MZ run me"))
    desk.settle(150)
    (kept,) = page.panel.data.attached
    body = page.panel.body()
    assert body is not None
    opened = desk.window.desk.opened
    with pytest.raises(ValueError, match="not a document"):
        opened.open(kept.name, b"MZ")
    told: list[BaseException] = []
    desk.window._tell_error = told.append
    body.files.open(kept)
    assert "may be a program" in str(told[0])
    body.files.write_copy(kept, tmp_path / "copy.exe")
    desk.settle(100)
    assert (tmp_path / "copy.exe").read_bytes() == b"MZ run me"


def test_a_related_record_opens_in_place_and_back_returns(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.follow("customers", 12)
    desk.settle()
    assert page.panel.data is not None
    assert page.panel.data.register.name == "customers"
    body = page.panel.body()
    assert body is not None
    assert body.related.isVisibleTo(page.panel)
    desk.press(page.panel, "Back")
    assert page.panel.data.register.name == "orders"


def test_void_asks_why_and_the_record_leaves_the_list(desk: Desk) -> None:
    page = desk.record("suppliers", 0)
    data = page.panel.data
    assert data is not None
    page.panel.head.void()
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["void_reason"].restore("重复")
    desk.press(dialog, "Void")
    desk.settle(150)
    assert page.list.table.rows.rowCount() == 0
    assert desk.values("suppliers", data.id)["void_reason"] == "重复"


def test_the_number_goes_to_the_clipboard(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.copy_number()
    assert QApplication.clipboard().text() == "SO-2026-000012"


def test_old_and_new_stand_in_the_timeline_in_words(desk: Desk) -> None:
    page = desk.record("products", 0)
    data = page.panel.data
    assert data is not None
    from app.services import records
    from app.ui.pages.history import shown

    desk.shop.change(lambda uow: records.save(uow, "products", data.id, {"price": 4500}))
    with desk.shop.read(desk.stage.kit.tr) as reader:
        event = reader.timeline("products", data.id)[0]
        said = shown(event, page.register, {}, reader.locale)
    (change,) = said.changes
    assert (str(change.label), change.before, change.after) == ("Price", "39.00", "45.00")


def test_a_posted_record_offers_no_editing_and_says_why(desk: Desk) -> None:
    head = {"supplier_id": 1, "licence_seen": True, "vouchers": "送货单 1", "receiver": "林晓"}
    lines = {"lines": [{"product_id": 1, "quantity": 2}]}
    made = desk.shop.change(lambda uow: records.save(uow, "receipts", None, head, lines))
    page = desk.record("receipts")

    def offered() -> set[str]:
        shown = [b for b in page.panel.head.findChildren(QPushButton) if not b.isHidden()]
        return {b.text() or b.accessibleName() for b in shown}

    assert "Edit" in offered()
    desk.shop.change(lambda uow: transitions.perform(uow, "receipts", made, "post"))
    desk.settle(150)
    assert "Edit" not in offered()
    page.edit_current()
    assert "never changes" in str(desk.stage.problems.pop())


def test_what_went_out_with_an_order_is_not_in_its_form(desk: Desk) -> None:
    page = desk.open("orders")
    page.list.tools.chips.chip("to_ship").click()
    desk.settle()
    page = desk.record("orders")
    assert page.panel.data is not None
    shipped = page.panel.data.id
    desk.shop.change(lambda uow: transitions.perform(uow, "orders", shipped, "ship", {"waybill": "SF0001"}))
    page.open_record(shipped)
    desk.settle(150)
    page.edit_current()
    desk.settle()
    assert page.form is None
    assert page.editing
    editors = page.edit_panel.form.form.editors
    assert editors["address"].isHidden()
    assert not editors["seller_note"].isHidden()
    editors["seller_note"].restore("已电话确认")
    page.edit_panel.form.save()
    desk.settle(150)
    assert desk.values("orders", shipped)["seller_note"] == "已电话确认"


def test_where_the_shop_chose_so_names_are_masked_in_list_panel_and_links(desk: Desk) -> None:
    page = desk.record("orders", 0)
    assert desk.said(page, 0, "buyer_name") == "买家11"
    desk.shop.change(lambda uow: settings.put(uow, {"privacy.mask_names": True}))
    page.list.refresh()
    page.panel.reload()
    desk.settle(150)
    assert desk.said(page, 0, "buyer_name") == "买***"
    body = page.panel.body()
    assert body is not None
    assert body.fields.rows["buyer_name"].text() == "买***"
    assert set(body.fields.rows["customer_id"].text()[1:]) == {"*"}
    assert "买家11" not in page.panel.head.subtitle.text()
    eye = body.fields.rows["buyer_name"].eye
    assert eye is not None
    assert not eye.isHidden()
    page = desk.record("customers", 0)
    assert "买家" not in page.panel.head.title.text()


def cancel(desk: Desk) -> None:
    """End the newest order: from then on its time of keeping runs."""
    desk.shop.change(lambda uow: transitions.perform(uow, "orders", 12, "cancel", {"cancel_reason": "不要了"}))
    desk.settle()


def test_until_when_a_record_is_kept_stands_in_the_panel_and_before_it_is_voided(desk: Desk) -> None:
    page = desk.record("orders", 0)
    body = page.panel.body()
    assert body is not None
    assert body.kept.text().startswith("Kept as long as it is in use; its time begins afterwards.")
    cancel(desk)
    body = page.panel.body()
    assert body is not None
    assert body.kept.text().startswith("Kept until 2029-11-23. Transaction records: three years")
    page = desk.record("suppliers", 0)
    body = page.panel.body()
    assert body is not None
    assert body.kept.text().startswith("Kept as long as it is in use"), "nothing was received from them yet"


def test_taking_a_file_off_says_until_when_it_is_kept(desk: Desk) -> None:
    desk.shop.change(lambda uow: uow.attach("orders", 12, "单据.txt", "text/plain", b"x"))
    cancel(desk)
    page = desk.record("orders", 0)
    assert page.panel.data is not None
    assert page.panel.data.id == 12
    body = page.panel.body()
    assert body is not None
    body.files.remove(page.panel.data.attached[0])
    said = [x.text() for x in desk.dialog().findChildren(QLabel)]
    assert any("Kept until 2029-11-23." in text for text in said)


def test_voiding_says_until_when_the_record_is_kept(desk: Desk) -> None:
    desk.shop.change(lambda uow: uow.update("suppliers", 1, {"last_receipt_on": date(2026, 5, 1)}))
    page = desk.record("suppliers", 0)
    dialog = page.panel.head.void()
    assert dialog is not None
    assert any("Kept until 2028-05-01." in x.text() for x in dialog.findChildren(QLabel))


def test_the_buttons_of_a_record_stand_in_one_row(desk: Desk) -> None:
    page = desk.record("orders", 1)
    head = page.panel.head
    for width in (300, 384, 520):
        head.resize(width, head.height())
        desk.settle()
        shown = [b for b in head.findChildren(QPushButton) if b.isVisible()]
        assert len({b.y() for b in shown}) == 1, width
        assert all(b.x() + b.width() <= head.width() for b in shown), width


def test_a_dialog_grows_with_what_it_has_to_say(desk: Desk) -> None:
    page = desk.record("orders", 0)
    page.panel.head.move(page.register.transition("cancel"))
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    before = dialog.height()
    beside = FieldError("cancel_reason", N_("Please fill this in."))
    dialog.fail(Invalid((beside, FieldError("elsewhere", N_("“{text}” is not in the list.", text="字" * 160)))))
    desk.settle()
    assert dialog.height() > before + 40
    for part in dialog.form.findChildren(QWidget):
        if part.isVisible() and part.minimumSizeHint().height() > 0:
            assert part.height() >= min(part.minimumSizeHint().height(), 32), part


def test_a_name_that_a_link_says_is_not_said_again(desk: Desk) -> None:
    def make(uow) -> None:
        person = uow.create("staff", {"name": "顾晚", "status": "working"})
        course = uow.create("courses", {"code": "K1", "title": "消防", "category": "safety", "status": "active"})
        task = {
            "staff_id": person,
            "course_id": course,
            "title": "消防",
            "staff_name": "顾晚",
            "due_on": date(2026, 12, 1),
        }
        uow.create("assignments", task)

    desk.shop.change(make)
    desk.open("assignments")
    body = desk.record("assignments", 0).panel.body()
    assert body is not None
    assert body.fields.rows["staff_id"].text() == "顾晚"
    assert not body.fields.rows["staff_name"].box.isVisibleTo(body)
    assert not any(h.text() == "Notes" and h.isVisibleTo(body) for h in body.fields.findChildren(QLabel))


def test_a_link_stands_as_high_as_its_label(desk: Desk) -> None:
    page = desk.record("orders")
    customer = desk.shop.change(lambda uow: uow.create("customers", {"name": "王小明", "platform": "taobao"}))
    assert page.panel.data is not None
    order = page.panel.data.id
    desk.shop.change(lambda uow: uow.update("orders", order, {"customer_id": customer}))
    desk.settle()
    body = page.panel.body()
    assert body is not None
    row, plain = body.fields.rows["customer_id"], body.fields.rows["buyer_name"]

    def middle(widget: QWidget) -> int:
        return widget.mapTo(page.panel, widget.rect().center()).y()

    for one in (row, plain):
        assert one.value.isVisible() and abs(middle(one.value) - middle(one.words)) <= 1  # halves of pixels


def test_what_is_masked_in_lines_is_revealed_with_a_reason_and_masked_again(desk: Desk) -> None:
    page = desk.record("orders")
    assert page.panel.data is not None
    order = page.panel.data.id
    extras = written({"收货人": "陈小明"})
    desk.shop.change(
        lambda uow: uow.connection.execute(
            update(table(OrderLine)).where(table(OrderLine).c.order_id == order).values(extras=extras)
        )
    )
    page.panel.reload()
    desk.settle()
    body = page.panel.body()
    assert body is not None
    desk.press(body.lines[0], "All columns")
    dialog = desk.dialog()
    assert isinstance(dialog, LinesDialog)

    def said() -> str:
        model = dialog.view.rows
        row = model.row(0)
        assert row is not None
        return model.say(row, [c.key for c in model.columns].index("extras"))

    assert "陈小明" not in said()
    desk.press(dialog, "Show what is masked…")
    desk.press(desk.dialog(), "Show")
    desk.settle(150)
    assert said() == "收货人: 陈小明" and not dialog.show_masked.isVisible()
    column = [c.key for c in dialog.view.rows.columns].index("extras")
    shown = dialog.view.visualRect(dialog.view.rows.index(0, column))
    assert dialog.view.viewport().rect().intersects(shown), "what was asked for is in sight"
    assert desk.events("orders", order)[0] == "reveal"
    labels = " ".join(w.text() for w in body.timeline.findChildren(QLabel))
    assert "Items: Other columns of the file" in labels
    desk.window.locking.lock()
    assert "陈小明" not in said()
    desk.window.locking.cover.step.unlocked.emit()
    desk.stage.close_dialogs()


def test_what_a_file_is_and_its_day_can_be_corrected(desk: Desk) -> None:
    finding = {"title": "门口堆物", "found_on": date(2026, 11, 20)}
    made = desk.shop.change(lambda uow: records.save(uow, "rectifications", None, finding))
    desk.shop.change(
        lambda uow: attach(uow, "rectifications", made, "a.png", "image/png", b"x", date(2026, 11, 20), "before")
    )
    page = desk.open("rectifications")
    page.open_record(made)
    desk.settle(150)
    body = page.panel.body()
    assert body is not None
    desk.press(body.files, 'Correct what "a.png" is')
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert dialog.form.editors["kind"].value() == "before"
    dialog.form.editors["kind"].set_value("after")
    dialog.form.editors["evidence_date"].restore("2026-11-22")
    desk.press(dialog, "Save")
    desk.settle(150)
    assert page.panel.data is not None
    (kept,) = page.panel.data.attached
    assert (kept.kind, kept.evidence_date) == ("after", date(2026, 11, 22))
    assert "What a file is was corrected: a.png" in " ".join(w.text() for w in body.timeline.findChildren(QLabel))

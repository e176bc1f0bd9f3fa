"""A return in the real window: started at its order, filled in by itself, inspected and settled by keys and mouse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from app.services import records, remedies, transitions
from app.services.effects import EFFECTS
from app.services.remedy_moves import Found, inspecting
from app.ui.pages.ask import AskDialog
from app.ui.pages.special.remedy_figures import start_figures
from app.ui.pages.special.remedy_grid import RemedyGrid
from app.ui.pages.special.remedy_inspect import InspectDialog
from app.ui.pages.special.remedy_part import RemedyPart
from app.ui.pages.special.remedy_quarantine import QuarantineDialog
from app.ui.pages.special.remedy_refuse import law_of, likely_ground
from app.ui.shell.stage import NOW
from tests.ui.pages.conftest import Desk

ORDER = 6  # three pieces, paid


def sent(desk: Desk, order: int = ORDER) -> None:
    asked = {"carrier": "zhongtong", "waybill": "7300001"}
    desk.shop.change(lambda uow: transitions.perform(uow, "orders", order, "ship", asked))


def started(desk: Desk, kind: str = "return", reason: str = "quality", **more: Any) -> int:
    return desk.shop.change(lambda uow: remedies.start(uow, ORDER, kind, reason, **more))


def choose(desk: Desk, editor: Any, key: str) -> None:
    editor.set_value(key)
    editor.changed.emit()
    desk.settle()


def editor(page: Any, name: str) -> Any:
    return page.form.form.form.editors[name]


def test_a_return_is_started_from_its_order_with_the_items_filled_in(desk: Desk) -> None:
    sent(desk)
    orders = desk.open("orders")
    orders.open_record(ORDER)
    desk.settle()
    body = orders.panel.body()
    assert body is not None
    part = body.findChild(RemedyPart)
    assert part is not None and part.isVisible()
    desk.press(part, "Return, exchange or refund…")
    page = desk.window.page("remedies")
    grid = page.form.form.grids["lines"]
    assert isinstance(grid, RemedyGrid)
    assert [(r["quantity"], r["refund"]) for r in grid.rows()] == [(3, 11700)]
    assert "3 pieces" in grid._sum.text() and "117.00" in grid._sum.text()
    # One piece less: its share of the money follows.
    grid.grid.model.put_many([(0, grid._column("quantity"), "2")])
    desk.settle()
    assert grid.rows()[0]["refund"] == 7800
    choose(desk, editor(page, "reason"), "quality")
    desk.key(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle(150)
    made = desk.values("remedies", 1)
    assert (made["quantity"], made["refund_amount"], made["status"]) == (2, 7800, "requested")


def test_the_kind_leaves_out_what_does_not_belong_to_it(desk: Desk) -> None:
    sent(desk)
    desk.window.open_new("remedies", {"order_id": ORDER})
    desk.settle()
    page = desk.window.page("remedies")
    grid, form = page.form.form.grids["lines"], page.form.form.form
    view = grid.grid.view
    assert not view.isColumnHidden(grid._column("refund")) and view.isColumnHidden(grid._column("replacement_id"))
    choose(desk, editor(page, "kind"), "exchange")
    assert view.isColumnHidden(grid._column("refund")) and not view.isColumnHidden(grid._column("replacement_id"))
    choose(desk, editor(page, "kind"), "compensation")
    assert not form.editors["postage_by"].isVisible() and not form.editors["postage_refund"].isVisible()
    said = [w.text() for w in form.findChildren(QLabel) if w.isVisibleTo(form)]
    assert any("¥500.00" in words for words in said)


def test_items_come_from_the_order_alone(desk: Desk) -> None:
    sent(desk)
    page = desk.open("remedies")
    page.new()
    desk.settle()
    grid = page.form.form.grids["lines"]
    assert grid._hint.isVisible() and grid.rows() == []
    page.form.form.form.editors["order_id"].set_value(ORDER)
    page.form.form.form.editors["order_id"].changed.emit()
    desk.settle()
    assert not grid._hint.isVisible()
    grid.grid.model.put_many([(0, grid._column("quantity"), "0")])
    assert grid.rows() == []


def test_an_inspection_says_where_each_piece_goes_and_takes_photos(desk: Desk, tmp_path: Path) -> None:
    sent(desk)
    remedy = started(desk)
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    desk.press(page.panel.head, "Agree")
    desk.press(desk.dialog(), "Agree")
    desk.press(page.panel.head, "Goods are back")
    desk.press(desk.dialog(), "Goods are back")
    assert desk.values("remedies", remedy)["status"] == "goods_back"
    desk.press(page.panel.head, "Inspect")
    dialog = desk.dialog()
    assert isinstance(dialog, InspectDialog)
    line = next(iter(dialog.refunds))
    boxes = {part: dialog.boxes[line, part] for part in ("restocked", "held", "scrapped")}
    assert boxes["restocked"].text() == "3" and boxes["restocked"].hasFocus()
    boxes["restocked"].setText("x")
    desk.press(dialog, "Inspected")
    assert "whole numbers" in dialog._message.text()
    boxes["restocked"].setText("3")
    boxes["held"].setText("1")
    desk.press(dialog, "Inspected")
    assert "At most 3" in dialog._message.text()
    boxes["restocked"].clear()
    desk.keys(boxes["restocked"], "1")
    desk.keys(boxes["scrapped"], "1")
    photo = tmp_path / "验货.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    drop(dialog, photo)
    assert "1 file" in dialog._said.text()
    desk.press(dialog, "Inspected")
    desk.settle(150)
    assert not desk.stage.dialogs()
    r = desk.values("remedies", remedy)
    assert (r["status"], r["held"], r["photos"], r["refund_amount"]) == ("ready", "held", 1, 11700)
    with desk.shop.read() as reader:
        (stored,) = reader.lines("remedies", remedy, "lines")
        assert [a.name for a in reader.attachments("remedies", remedy)] == ["验货.png"]
    assert (stored["restocked"], stored["held"], stored["scrapped"]) == (1, 1, 1)


def drop(dialog: InspectDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(event)


def test_settling_asks_only_for_what_matters_and_warns_of_a_refund_made_before(desk: Desk) -> None:
    sent(desk)
    remedy = started(desk, "refund")
    desk.shop.change(lambda uow: transitions.perform(uow, "remedies", remedy, "grant"))
    part = {"amount": 2000, "reason": "差价"}
    desk.shop.change(lambda uow: transitions.perform(uow, "orders", ORDER, "refund_part", part))
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    desk.press(page.panel.head, "Settle")
    desk.settle(150)
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert list(dialog.form.fields) == ["refund_recorded", "payment_method", "payment_no"]
    assert dialog.form.editors["refund_recorded"].value() == 2000
    desk.press(dialog, "Settle")
    desk.settle(150)
    order = desk.values("orders", ORDER)
    assert (order["paid"], order["refunded"], order["payment"]) == (11700, 11700, "refunded")


def test_an_exchange_asks_for_the_carrier_and_sends_a_parcel(desk: Desk) -> None:
    sent(desk)
    remedy = started(desk, "resend", "lost")
    desk.shop.change(lambda uow: transitions.perform(uow, "remedies", remedy, "grant"))
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    desk.press(page.panel.head, "Settle")
    desk.settle(150)
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    assert list(dialog.form.fields) == ["out_carrier", "out_waybill", "override_reason"]
    desk.keys(dialog.form.editors["out_waybill"].focusProxy() or dialog.form.editors["out_waybill"], "SF9")
    desk.press(dialog, "Settle")
    desk.settle(150)
    assert desk.values("orders", ORDER)["waybills"] == "7300001 SF9"
    desk.press(page.panel.head, "Close")
    asking = desk.dialog()
    assert isinstance(asking, AskDialog)
    choose(desk, asking.form.editors["customer_answer"], "satisfied")
    desk.press(asking, "Close")
    assert desk.values("remedies", remedy)["status"] == "closed"


def test_an_order_with_nothing_paid_or_sent_offers_no_return(desk: Desk) -> None:
    orders = desk.open("orders")
    orders.open_record(1)  # not paid
    desk.settle()
    body = orders.panel.body()
    assert body is not None
    part = body.findChild(RemedyPart)
    assert part is not None and not part.isVisible()


def test_a_complaint_starts_a_remedy_of_its_order(desk: Desk) -> None:
    sent(desk)
    values = {"order_id": ORDER, "channel": "chat", "category": "quality", "description": "裂了"}
    complaint = desk.shop.change(lambda uow: records.save(uow, "complaints", None, values))
    desk.window.open_new("remedies", {"order_id": ORDER, "complaint_id": complaint})
    desk.settle()
    page = desk.window.page("remedies")
    choose(desk, editor(page, "reason"), "quality")
    page.form.form.save()
    desk.settle(150)
    assert desk.values("remedies", 1)["complaint_id"] == complaint


def test_returns_are_told_in_figures_and_open_the_list_behind_them(desk: Desk) -> None:
    sent(desk)
    remedy = started(desk, "refund")
    for move in ("grant", "settle"):
        desk.shop.change(lambda uow, m=move: transitions.perform(uow, "remedies", remedy, m))  # type: ignore[misc]
    page = desk.open("remedies")
    dialog = start_figures(desk.window.desk, page)
    desk.settle(150)
    assert dialog.rate.text() == "0.0%"
    assert "1 settled" in dialog.days.text()
    desk.key(dialog.periods, Qt.Key.Key_Left)
    assert dialog.periods.current == "30"
    said = [w.text() for w in dialog.findChildren(QLabel) if w.isVisibleTo(dialog)]
    assert "117.00" in said
    desk.press(dialog, "List these remedies")
    assert page.list.table.rows.rowCount() == 1


def test_a_new_order_asks_for_the_confirmation_only_where_a_product_is_excepted(desk: Desk) -> None:
    excepted = {"no_reason_exception": "made_to_order"}
    desk.shop.change(lambda uow: records.save(uow, "products", 2, excepted))
    page = desk.open("orders")
    page.new()
    desk.settle()
    grid = page.form.form.grids["lines"]
    column = grid._column("exception_confirmed")
    grid.take(1)
    desk.settle()
    assert grid.grid.view.isColumnHidden(column)
    grid.take(2)
    desk.settle()
    assert not grid.grid.view.isColumnHidden(column)
    grid.grid.model.put_many([(1, column, "是")])
    page.form.form.save()
    desk.settle(150)
    with desk.shop.read() as reader:
        lines = reader.lines("orders", 13, "lines")
    assert [x["exception_confirmed"] for x in lines] == [False, True]


def test_a_refusal_says_what_the_law_says_of_it_before_it_is_tried(desk: Desk) -> None:
    sent(desk)
    remedy = started(desk, reason="seven_day")
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    desk.press(page.panel.head, "Refuse")
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    said = [w.text() for w in dialog.findChildren(QLabel)]
    assert any("it must be accepted" in words for words in said)
    choose(desk, dialog.form.editors["refuse_basis"], "other")
    choose(desk, dialog.form.editors["refuse_reason"], "不想退")
    desk.press(dialog, "Refuse")
    assert dialog.isVisible() and "must be accepted" in dialog._message.text()
    assert desk.values("remedies", remedy)["status"] == "requested"


@pytest.mark.parametrize(
    ("more", "ground", "said"),
    [
        ({}, None, "must be accepted"),
        ({"seven_day": False}, "too_late", "ended on 2026-05-08"),
        ({"excepted": "confirmed"}, "exception", "buyer confirmed"),
        ({"status": "goods_back"}, "not_intact", "not intact"),
        ({"reason": "quality"}, None, None),
    ],
)
def test_the_likely_ground_is_filled_in(more: dict[str, Any], ground: str | None, said: str | None) -> None:
    remedy = {
        "kind": "return", "reason": "seven_day", "seven_day": True, "excepted": "none", "status": "requested",
        "no_reason_until": date(2026, 5, 8), **more,
    }  # fmt: skip
    assert likely_ground(remedy) == ground
    words = law_of(remedy)
    assert (words is None) if said is None else (said in str(words))


def test_what_was_filled_in_was_not_typed(desk: Desk) -> None:
    sent(desk)
    desk.window.open_new("remedies", {"order_id": ORDER})
    desk.settle()
    form = desk.window.page("remedies").form
    assert form.form.grids["lines"].rows() and not form.form.dirty
    form.leave()
    desk.settle()
    assert not desk.stage.dialogs()
    remedy = started(desk)
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    page.edit(page.panel.data)
    desk.settle()
    assert page.form.form.grids["lines"].rows()[0]["quantity"] == 3
    assert not page.form.form.dirty and not page.form.form.grids["lines"].dirty
    page.form.form.grids["lines"].grid.model.put_many([(0, page.form.form.grids["lines"]._column("quantity"), "1")])
    desk.settle()
    assert page.form.form.dirty
    page.form.form.save()
    desk.settle(150)
    made = desk.values("remedies", remedy)
    assert (made["quantity"], made["refund_amount"]) == (1, 3900)


def test_a_quarantine_is_ended_piece_by_piece(desk: Desk) -> None:
    sent(desk)
    remedy = started(desk)
    held = {**EFFECTS, ("remedies", "inspect"): inspecting({1: Found(held=3)})}
    for move, asked in (("agree", {}), ("receive", {"received_on": NOW.date()}), ("inspect", {})):
        desk.shop.change(lambda uow, m=move, a=asked: transitions.perform(uow, "remedies", remedy, m, a, effects=held))  # type: ignore[misc]
    page = desk.open("remedies")
    page.open_record(remedy)
    desk.settle()
    page.panel.head.move(page.register.transition("release"))
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, QuarantineDialog)
    to_stock, to_bin = dialog.boxes[1, "release"], dialog.boxes[1, "scrap"]
    assert (to_stock.text(), to_bin.text()) == ("3", "")
    desk.press(dialog, "Deal with them")
    assert dialog.isVisible()  # how it ended has to be said
    choose(desk, dialog.form.editors["held_note"], "复检")
    to_bin.setText("1")
    desk.press(dialog, "Deal with them")
    assert "3 are in quarantine" in dialog._message.text()
    to_stock.setText("1")
    desk.press(dialog, "Deal with them")
    desk.settle(150)
    assert not desk.stage.dialogs()
    with desk.shop.read() as reader:
        (line,) = reader.lines("remedies", remedy, "lines")
    assert (line["restocked"], line["held"], line["scrapped"]) == (1, 1, 1)
    assert desk.values("remedies", remedy)["held"] == "held"

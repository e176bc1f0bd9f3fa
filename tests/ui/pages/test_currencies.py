"""Orders in several currencies in the window: list and foot, panel, lines, timeline, form, the refund's question."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from app.ui.pages.ask import AskDialog
from tests.abroad import abroad, order_id
from tests.ui.pages.conftest import Desk


def texts(root: object) -> str:
    return " | ".join(x.text() for x in root.findChildren(QLabel) if x.isVisibleTo(root))  # type: ignore[attr-defined]


def test_list_panel_and_lines_say_each_in_its_currency(desk: Desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path, days_ago=0)
    page = desk.open("orders")
    assert {"50.00", "US$35.00", "JP¥1,200"} <= set(desk.column(page, "total"))
    assert "JP¥1,200 + US$35.00" in texts(desk.window.status)
    row = desk.column(page, "total").index("US$35.00")
    page = desk.record("orders", row)
    body = page.panel.body()
    assert body is not None
    assert body.fields.rows["total"].text() == "US$35.00"
    assert body.fields.rows["currency"].text() == "USD"
    assert "US$35.00" in texts(body.lines[0])


def test_the_form_takes_amounts_in_the_orders_currency(desk: Desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path, days_ago=0)
    row = desk.column(desk.open("orders"), "total").index("JP¥1,200")
    page = desk.record("orders", row)
    assert page.panel.data is not None
    page.edit(page.panel.data)
    desk.settle(150)
    assert page.form is not None
    form = page.form.form
    assert form.form.editors["shipping_fee"].draft() in ("", "JP¥0")
    grid = form.grids["lines"]
    price = [f.name for f in grid.grid.model.fields].index("unit_price")
    assert grid.grid.model.cell(0, price).text == "JP¥600"
    grid.grid.model.put_many([(0, price, "700")])
    assert grid.grid.model.cell(0, price).text == "JP¥700"
    grid.grid.model.put_many([(0, price, "$700")])
    assert "another currency" in str(grid.grid.model.cell(0, price).problem)


def test_a_refund_is_asked_for_in_the_orders_currency(desk: Desk, tmp_path: Path) -> None:
    abroad(desk.shop, tmp_path, days_ago=0)
    page = desk.open("orders")
    row = desk.column(page, "total").index("JP¥1,200")
    page = desk.record("orders", row)
    page.panel.head.move(page.register.transition("refund_part"))
    dialog = desk.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.form.editors["amount"].restore("200")
    dialog.form.editors["reason"].restore("少一件")
    dialog.submit()
    desk.settle(200)
    assert repr(desk.values("orders", order_id(desk.shop, "A3"))["refunded"]) == "Amount(200, 'JPY')"
    assert "JP¥200" in texts(page.panel)

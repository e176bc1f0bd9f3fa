"""Complaints in their window: from an order to the close by keys, clocks, confidentiality, figures."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QWidget

from app.core.clock import fixed
from app.models.declaration import Where
from app.services import complaints as service
from app.services import records, remedies, transitions
from app.store.view import View
from app.ui.pages.complaints.page import KEY, ComplaintFiguresPage
from app.ui.pages.periods import Period
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.special.complaint_clocks import ClocksPart
from app.ui.pages.special.complaint_contacts import ContactsPart
from app.ui.pages.special.complaint_parts import BesidePart, ConfidentialPart
from app.ui.shell.stage import NOW
from tests.ui.pages.conftest import Desk

HOUR = timedelta(hours=1)


def complain(desk: Desk, hours: float = 0, **more: Any) -> int:
    """A complaint that came so many hours ago."""
    values = {"channel": "chat", "category": "quality", "description": "盖子漏", **more}
    desk.shop.clock = fixed(NOW - hours * HOUR)
    made = desk.shop.change(lambda uow: records.save(uow, "complaints", None, values))
    desk.shop.clock = fixed(NOW)
    return made


def shown(desk: Desk, complaint: int) -> RegisterPage:
    page = desk.open("complaints")
    page.open_record(complaint)
    desk.settle(200)
    return page


def part(page: RegisterPage, kind: type[QWidget]) -> Any:
    body = page.panel.body()
    assert body is not None
    return next(p for p in body.parts if isinstance(p, kind))


def menu_item(desk: Desk, page: RegisterPage, words: str) -> QAction:
    for made in page.panel.head.findChildren(QPushButton):
        menu = made.menu()
        if isinstance(menu, QMenu):
            for action in menu.actions():
                if action.text().startswith(words):
                    return action
    raise AssertionError(words)


def type_in(desk: Desk, form: Any, name: str, text: str) -> None:
    editor = form.editors[name]
    target = editor.focusProxy() or editor
    target.setFocus()
    desk.keys(target, text)


def test_a_complaint_from_an_order_to_its_close(desk: Desk) -> None:
    page = desk.open("orders")
    page.open_record(2)
    desk.settle(150)
    menu_item(desk, page, "Complaint about this order").trigger()
    desk.settle(250)
    page = desk.window.page("complaints")
    assert page.form is not None
    form = page.form.form.form
    assert form.editors["order_id"].value() == 2 and form.editors["platform"].value() == "taobao"
    assert form.editors["order_line_no"].value() == 1, "the only line is the one"
    form.editors["category"].set_value("quality")
    type_in(desk, form, "description", "the lid leaks")
    desk.key(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle(250)
    one = desk.values("complaints", 1)
    assert (one["order_id"], one["sku"], one["customer_name"]) == (2, "HM-02", "买家01")
    assert page.form is None and page.panel.data is not None

    desk.window.activateWindow()
    desk.settle()
    desk.key(desk.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    dialog: Any = desk.dialog()
    desk.keys(dialog.form.editors["said"].focusProxy(), "we look into it")
    desk.press(dialog, "Write down")
    desk.settle(200)
    assert desk.values("complaints", 1)["first_due"] is None
    labels = part(page, ContactsPart).findChildren(type(page.panel.head.title))
    assert "we look into it" in " ".join(w.text() for w in labels)

    desk.press(page.panel.head, "Reply")
    dialog = desk.dialog()
    desk.keys(dialog.form.editors["said"].focusProxy(), "a new one is sent")
    desk.press(dialog, "Reply")
    desk.settle(200)
    desk.press(page.panel.head, "Close case")
    dialog = desk.dialog()
    desk.press(dialog, "Close case")
    assert dialog.isVisible() and dialog.form.problem("cause") and dialog.form.problem("answer")
    assert dialog.form.problem("validity") and dialog.form.problem("remedy_kind")
    dialog.form.editors["validity"].set_value("founded")
    desk.keys(dialog.form.editors["cause"].focusProxy(), "torque")
    desk.keys(dialog.form.editors["remedy"].focusProxy(), "sent again")
    dialog.form.editors["answer"].set_value("satisfied")
    dialog.form.editors["remedy_kind"].set_value("resend")
    desk.press(dialog, "Close case")
    desk.settle(200)
    assert "Not on record yet" in str(dialog.form.problem("remedy_kind")), "what is sent again is a record of its own"
    dialog.form.editors["remedy_kind"].set_value("goodwill")
    desk.press(dialog, "Close case")
    desk.settle(250)
    one = desk.values("complaints", 1)
    assert (one["status"], one["cause"], one["timing"]) == ("closed", "torque", "settled")
    assert not desk.stage.dialogs()


def test_a_close_proposes_the_kind_of_remedy_that_is_on_record(desk: Desk) -> None:
    made = complain(desk, order_id=2)
    desk.shop.change(lambda uow: remedies.start(uow, 2, "refund", "other", None, complaint_id=made))
    said = {"contact_channel": "phone", "said": "refund promised"}
    desk.shop.change(lambda uow: transitions.perform(uow, "complaints", made, "respond", said))
    page = shown(desk, made)
    desk.press(page.panel.head, "Close case")
    dialog: Any = desk.dialog()
    assert dialog.form.editors["remedy_kind"].value() == "refund"
    assert not dialog.form.dirty, "what is proposed was not typed"
    dialog.form.editors["validity"].set_value("founded")
    desk.keys(dialog.form.editors["cause"].focusProxy(), "lid")
    desk.keys(dialog.form.editors["remedy"].focusProxy(), "paid back")
    dialog.form.editors["answer"].set_value("satisfied")
    desk.press(dialog, "Close case")
    desk.settle(250)
    one = desk.values("complaints", made)
    assert (one["status"], one["remedy_kind"]) == ("closed", "refund")


def test_an_order_of_several_lines_offers_them(desk: Desk) -> None:
    lines = {"lines": [{"product_id": 1, "quantity": 1}, {"product_id": 2, "quantity": 3}]}
    order = desk.shop.change(lambda uow: records.save(uow, "orders", None, {"buyer_name": "买家"}, lines))
    desk.window.open_new("complaints", {"order_id": order})
    desk.settle(250)
    page = desk.window.page("complaints")
    form = page.form.form.form
    assert form.editors["order_line_no"].value() is None
    desk.press(page.form, "2 · 陶瓷马克杯 × 3")
    assert form.editors["order_line_no"].value() == 2
    page.form.form.forget()


def test_the_authoritys_fields_show_with_its_channel(desk: Desk) -> None:
    desk.window.open_new("complaints")
    desk.settle(250)
    form = desk.window.page("complaints").form.form.form
    assert form.editors["authority_no"].isHidden()
    form.editors["channel"].set_value("12315")
    form.editors["channel"].changed.emit()
    assert not form.editors["authority_no"].isHidden()


def test_clocks_say_how_they_stand_and_are_paused_with_a_reason(desk: Desk) -> None:
    made = complain(desk, hours=30)
    page = shown(desk, made)
    clocks = part(page, ClocksPart)
    assert clocks.bars["first_reply", 1].shown[1] == "red"
    assert clocks.bars["resolve", 1].shown[1] == "accent"
    desk.press(clocks, "Resolution: pause")
    dialog: Any = desk.dialog()
    desk.press(dialog, "Pause clock")
    assert dialog.form.problem("pause_for")
    dialog.form.editors["pause_for"].set_value("goods")
    desk.press(dialog, "Pause clock")
    desk.settle(250)
    assert desk.values("complaints", made)["timing"] == "paused"
    assert clocks.bars["resolve", 1].shown[1] == "neutral"
    desk.press(clocks, "Resolution: let it run on")
    dialog = desk.dialog()
    desk.keys(dialog.form.editors["reason"].focusProxy(), "back")
    desk.press(dialog, "Resume clock")
    desk.settle(250)
    assert desk.values("complaints", made)["timing"] == "running"


def test_the_authoritys_clock_has_no_pause_and_mediation_pauses_for_testing(desk: Desk) -> None:
    made = complain(desk, hours=2, channel="12315", mediation_on=NOW.date() - timedelta(days=1))
    clocks = part(shown(desk, made), ClocksPart)
    tips = {b.accessibleName() for b in clocks.findChildren(QAbstractButton)}
    assert tips >= {"Resolution: pause", "Mediation: pause"} and "Authority's term: pause" not in tips
    desk.press(clocks, "Mediation: pause")
    dialog: Any = desk.dialog()
    assert dialog.form.editors["pause_for"].value() == "testing"
    desk.press(dialog, "Pause clock")
    desk.settle(250)
    with desk.shop.read() as reader:
        kinds = {c["kind"]: c["paused_at"] is not None for c in reader.lines("complaints", made, "clocks")}
    assert kinds == {"first_reply": False, "resolve": False, "authority": False, "mediation": True}


def test_a_year_whose_holidays_are_not_published_is_said(desk: Desk) -> None:
    said = "are not known to this program"

    def words(complaint: int) -> str:
        page = shown(desk, complaint)
        return " ".join(w.text() for w in part(page, ClocksPart).findChildren(QLabel))

    assert said not in words(complain(desk, channel="12315"))
    far = complain(desk, channel="12315", authority_due_on=date(2099, 3, 2))
    assert said in words(far) and "2099" in words(far)


def test_a_late_answer_stays_red_and_little_time_is_amber(desk: Desk) -> None:
    made = complain(desk, hours=20)
    assert part(shown(desk, made), ClocksPart).bars["first_reply", 1].shown[1] == "amber"
    late = complain(desk, hours=50)
    contact = {"direction": "out", "channel": "chat", "said": "抱歉"}
    desk.shop.change(lambda uow: service.log_contact(uow, late, contact))
    assert part(shown(desk, late), ClocksPart).bars["first_reply", 1].shown == (0.0, "red")


def test_the_owner_sees_who_made_a_confidential_complaint_once_it_is_recorded(desk: Desk) -> None:
    made = complain(desk, customer_name="陈渊", customer_phone="13800001234", confidential=True)
    page = shown(desk, made)
    assert "customer_name" not in [n for n, r in page.panel.body().fields.rows.items() if not r.box.isHidden()]
    hidden = part(page, ConfidentialPart)
    assert not hidden.isHidden()
    desk.press(hidden, "Show who complained (this is recorded)")
    desk.press(desk.dialog(), "Show")
    desk.settle(200)
    told = " ".join(w.text() for w in desk.dialog().findChildren(type(page.panel.head.title)))
    assert "陈渊" in told and "13800001234" in told
    assert desk.events("complaints", made)[0] == "reveal"
    desk.stage.close_dialogs()


def test_what_belongs_beside_a_complaint_is_shown(desk: Desk) -> None:
    first = complain(desk, hours=100, product_id=1)
    complain(desk, hours=50, product_id=1)
    last = complain(desk, hours=1, product_id=1)
    beside = part(shown(desk, last), BesidePart)
    said = " ".join(w.text() for w in beside.findChildren(QWidget) if hasattr(w, "text"))
    assert "3 within 30 days" in said
    desk.press(beside, desk.values("complaints", first)["number"])
    desk.settle(200)
    assert desk.window.page("complaints").panel.data.id == first


def test_an_overdue_complaint_is_on_today(desk: Desk) -> None:
    made = complain(desk, hours=30)
    desk.window.open_page("today")
    desk.settle(250)
    data = desk.window.page("today").data
    found = [i for i in data.today.items if i.register == "complaints" and i.record_id == made]
    assert {(i.rule, i.when) for i in found} >= {("first_reply", "late")}


@pytest.fixture
def figures(desk: Desk) -> ComplaintFiguresPage:
    for hours in (30, 2):
        complain(desk, hours=hours, product_id=1)
    done = complain(desk, hours=5, product_id=2, category="service")
    asked = {"contact_channel": "chat", "said": "好"}
    desk.shop.change(lambda uow: transitions.perform(uow, "complaints", done, "acknowledge", asked))
    desk.window.open_page(KEY)
    desk.settle(300)
    page = desk.window.page(KEY)
    assert isinstance(page, ComplaintFiguresPage)
    return page


def test_each_figure_opens_the_complaints_behind_it(desk: Desk, figures: ComplaintFiguresPage) -> None:
    assert figures.data is not None and figures.data.received == 3
    assert figures.data.share("first_kept").percent == 50
    figures.tiles["first_kept"].remark_opened.emit()
    desk.settle(250)
    page = desk.window.page("complaints")
    assert page.list.table.rows.rowCount() == 1
    desk.window.open_page(KEY)
    desk.settle(200)
    assert [r.text() for r in figures.cards["category"].rows()] == ["Quality", "Service"]
    figures.cards["category"].rows()[0].click()
    desk.settle(250)
    assert page.list.table.rows.rowCount() == 2
    assert page.list.view().where == (Where("category", "eq", "quality"),)


def test_another_period_counts_anew(desk: Desk, figures: ComplaintFiguresPage) -> None:
    figures.take_period(Period("last_month"))
    desk.settle(250)
    assert figures.data is not None and figures.data.received == 0
    figures.take_period(Period("all"))
    desk.settle(250)
    assert figures.data.received == 3
    with desk.shop.read() as reader:
        assert reader.count(View("complaints")) == 3


def test_the_figures_are_exported_as_they_are_shown(desk: Desk, figures: ComplaintFiguresPage, tmp_path: Path) -> None:
    assert len(figures.rates.rows()) == 2
    dialog = figures.choose_file()
    assert dialog.defaultSuffix() == "pdf"
    dialog.reject()
    figures.write(tmp_path / "f.xlsx")
    desk.settle(400)
    sheet = load_workbook(tmp_path / "f.xlsx").worksheets[0]
    cells = {(r[0].value, r[1].value, r[2].value) for r in sheet.iter_rows(max_col=3)}
    assert ("First reply in time", 1, 2) in cells

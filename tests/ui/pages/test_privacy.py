"""Where the shop chose that people's names are masked: the search box, lookups, forms, history, copies."""

from __future__ import annotations

from app.services import records, settings
from app.ui.pages.history import shown
from app.ui.pages.lookup import RegisterLookup
from app.ui.pages.record_data import load
from app.ui.shell.finder import RecordFinder
from app.ui.widgets.editors.masked import MaskedEditor
from tests.ui.pages.conftest import Desk


def masked(desk: Desk) -> None:
    desk.shop.change(lambda uow: settings.put(uow, {"privacy.mask_names": True}))


def test_the_box_says_no_name(desk: Desk) -> None:
    masked(desk)
    found = RecordFinder(desk.window.desk).find("买家11")
    assert {h.title for h in found if h.icon == desk.shop.registry["customers"].icon} == {"买**********"}
    assert "买家" not in "".join(h.title + h.remark for h in found)
    assert any("买***" in h.remark for h in found), "the order's buyer is not said at all"


def test_a_lookup_says_no_name(desk: Desk) -> None:
    masked(desk)
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "customers")
    (found,) = look.find("买家11", 5)
    assert "家11" not in found.title + found.remark
    assert "家11" not in look.title(found.id)
    orders = RegisterLookup(desk.shop, desk.stage.kit.tr, "orders").find("买家11", 5)
    assert "家11" not in "".join(o.remark for o in orders)


def test_the_form_masks_them_until_they_are_revealed(desk: Desk) -> None:
    masked(desk)
    page = desk.record("customers", 0)
    record = page.panel.data.id
    name = desk.values("customers", record)["name"]
    page.edit_current()
    desk.settle()
    editor = page.edit_panel.form.form.editors["name"]
    assert isinstance(editor, MaskedEditor)
    assert editor.hidden_value
    assert name[1:] not in editor.inner.draft()
    page.edit_panel.form.form.editors["note"].restore("老客户")
    page.edit_panel.form.save()
    desk.settle(150)
    assert (desk.values("customers", record)["name"], desk.values("customers", record)["note"]) == (name, "老客户")
    page.edit_current()
    desk.settle()
    editor = page.edit_panel.form.form.editors["name"]
    editor.button.click()
    desk.settle()
    desk.press(desk.dialog(), "Show")
    assert editor.value() == name
    assert desk.events("customers", record)[0] == "reveal"


def test_history_and_copies_keep_them(desk: Desk) -> None:
    masked(desk)
    page = desk.record("orders", 0)
    record = page.panel.data.id
    desk.shop.change(lambda uow: records.save(uow, "orders", record, {"buyer_name": "新买家"}))
    with desk.shop.read() as reader:
        data = load(reader, "orders", record)
        values, _ = records.copy_of(reader, "orders", record)
    (change,) = shown(data.events[0], data.register, data.titles, desk.window.desk.at(), data.names_masked).changes
    assert (change.before, change.after) == ("买***", "新**")
    assert "buyer_name" not in values

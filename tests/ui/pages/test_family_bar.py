"""Registers of one family share a tab; the strip under the head leads from one to the next."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from app.models.registry import Registry
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.register_page import RegisterPage
from app.ui.shell.sidebar import together
from app.ui.shell.tabs import Tabs

SHIPPED = Registry.load()
MADE = tuple(
    replace(r, family="risks", order={"suppliers": 5, "customers": 20}[r.name])
    if r.name in ("suppliers", "customers")
    else replace(r, family="", opens=())
    for r in SHIPPED
    if not r.family or r.name == "staff"
)


def test_a_familys_tab_opens_its_first_page_and_stands_for_all() -> None:
    tabs = Tabs(Registry(MADE))
    assert "suppliers" in tabs.keys and "customers" not in tabs.keys
    assert tabs.tab_of("customers") == tabs.tab_of("suppliers") == "suppliers"
    assert [p.key for p in tabs.relatives("customers")] == ["suppliers", "customers"]
    assert tabs.relatives("orders") == ()
    compliance = next(g for g in tabs.groups if g.heading is not None and g.heading.msgid == "Compliance")
    assert [s.label.msgid for s in compliance.items if s.key == "suppliers"] == ["Risk register"]
    assert {key for key, _, _ in tabs.specs()} == set(tabs.pages)


def test_a_tab_counts_what_is_late_in_any_of_its_pages() -> None:
    assert together([(2, False), (1, True), (3, True)]) == (4, True)
    assert together([(2, False), (0, True), (3, False)]) == (5, False)


def test_the_strip_leads_to_the_other_pages(desk, qtbot) -> None:
    window = desk.window
    window.tabs = Tabs(Registry(MADE))
    page = window.page("suppliers")
    assert isinstance(page, RegisterPage) and isinstance(page.relatives, FamilyBar)
    window.open_page("suppliers")
    assert page.relatives.isVisible() and list(page.relatives.buttons) == ["suppliers", "customers"]
    qtbot.mouseClick(page.relatives.buttons["customers"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.page("customers"))
    assert not window.page("orders").relatives.isVisible()

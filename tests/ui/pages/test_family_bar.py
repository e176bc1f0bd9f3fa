"""Registers of one family share a tab; the strip under the head leads from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.registry import Registry
from app.ui.pages.family_bar import FamilyBar
from app.ui.shell.sidebar import together
from app.ui.shell.tabs import Tabs
from tests.ui.pages.conftest import Desk

TABS = Tabs(Registry.load())


def test_a_familys_tab_opens_its_first_page_and_stands_for_all() -> None:
    assert "risks" in TABS.keys and "risk_measures" not in TABS.keys
    assert TABS.tab_of("risk_measures") == TABS.tab_of("risk_matrix") == "risks"
    assert [p.key for p in TABS.relatives("risk_measures")] == [
        "risks",
        "risk_matrix",
        "risk_measures",
        "risk_assessments",
    ]
    assert TABS.relatives("orders") == () and TABS.tab_of("orders") == "orders"
    compliance = next(g for g in TABS.groups if g.heading is not None and g.heading.msgid == "Compliance")
    assert [s.label.msgid for s in compliance.items][:5] == [
        "Complaints",
        "Risk register",
        "Staff training",
        "Emergency plans",
        "Supervision checklists",
    ]
    assert {key for key, _, _ in TABS.specs()} == set(TABS.pages)


def test_a_tab_counts_what_is_late_in_any_of_its_pages() -> None:
    assert together([(2, False), (1, True), (3, True)]) == (4, True)
    assert together([(2, False), (0, True), (3, False)]) == (5, False)


def test_the_strip_leads_to_the_other_pages(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    page = desk.open("risks")
    assert isinstance(page.relatives, FamilyBar) and page.relatives.isVisible()
    qtbot.mouseClick(page.relatives.buttons["risk_measures"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.page("risk_measures"))
    assert not desk.open("orders").relatives.isVisible()

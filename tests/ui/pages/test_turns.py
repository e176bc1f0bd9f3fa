"""No step of a day's work holds the window up: little is done in one turn of its event loop, and no file is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pages.conftest import Desk
from tests.ui.turns import turns

MOST = 30_000
"""Calls in one turn. The heaviest, the first form of an order, makes 13,000 and takes 50 ms of computing."""

Step = Callable[[Desk], object]


def _sort(desk: Desk) -> None:
    desk.window.page("orders").list.table.sort_asked.emit("total", False)


STEPS: dict[str, Step] = {
    "first look at a page": lambda d: d.window.open_page("products"),
    "settings": lambda d: d.window.open_page("settings"),
    "a sort": _sort,
    "a chip": lambda d: d.window.page("orders").list.tools.chip_chosen.emit("unpaid"),
    "a record": lambda d: d.window.open_record("orders", 1),
    "a new order": lambda d: d.window.open_new("orders"),
    "the box that finds": lambda d: d.window.open_palette(),
    "the other language": lambda d: d.window.desk.kit.language.choose("zh"),
    "the other theme": lambda d: d.window.desk.kit.theme.choose("dark"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_short_and_reads_on_other_threads(desk: Desk, name: str) -> None:
    for page in ("orders", "customers", "suppliers"):
        desk.open(page)
    desk.open("orders")
    with turns() as seen:
        QTimer.singleShot(0, desk.window, lambda: STEPS[name](desk))
        desk.settle()
    assert seen.longest < MOST
    assert seen.reads == []


class Told(QObject):
    """Who was told of another style: the widgets that were seen then, and those that were not."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[QWidget] = set()
        self.unseen: set[QWidget] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget) and not watched.isWindow():
            (self.seen if watched.isVisible() else self.unseen).add(watched)
        return False


def test_pages_that_nobody_sees_take_no_part_in_a_change_of_theme(desk: Desk, qapp: QApplication) -> None:
    for page in ("orders", "customers", "suppliers"):
        desk.open(page)
    told = Told()
    qapp.installEventFilter(told)
    for theme in ("dark", "light", "dark"):
        desk.window.desk.kit.theme.choose(theme)
        desk.settle()
    qapp.removeEventFilter(told)
    assert desk.window.pages["suppliers"] in told.seen
    assert {w.window() for w in told.unseen} <= {w for w in qapp.topLevelWidgets() if w is not desk.window}
    ground = desk.window.desk.kit.tokens
    assert {_ink(desk.open(page).list.tools) for page in ("orders", "customers", "suppliers")} == {ground.ink.lower()}


def _ink(widget: QWidget) -> str:
    return widget.palette().windowText().color().name()

"""A page reads itself anew when what it shows changed: now if it is looked at, else when it is looked at again."""

from __future__ import annotations

from app.services import records
from app.ui.pages.fresh_page import FreshPage
from tests.ui.pages.conftest import Desk


class Counting(FreshPage):
    reads = 0

    def refresh(self) -> None:
        super().refresh()
        self.reads += 1


def enter(desk: Desk, register: str, title: str) -> None:
    desk.shop.change(lambda uow: records.save(uow, register, None, {"title": title}))
    desk.settle(150)


def test_what_changes_is_read_once_and_only_while_it_is_looked_at(desk: Desk) -> None:
    page = Counting(desk.window.desk, {"risks"})
    page.show()
    desk.settle()
    assert page.reads == 1
    enter(desk, "risks", "甲")
    assert page.reads == 2
    desk.shop.change(lambda uow: records.save(uow, "suppliers", None, {"name": "云上茶厂"}))
    desk.settle(150)
    assert page.reads == 2, "nothing that it shows changed"
    page.hide()
    enter(desk, "risks", "乙")
    assert page.reads == 2
    page.show()
    desk.settle()
    assert page.reads == 3
    page.hide()
    page.show()
    desk.settle()
    assert page.reads == 3
    page.deleteLater()

"""The real window over a real encrypted file, for the tests of the pages: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from app.core.clock import fixed
from app.models.registry import Registry
from app.services import records, stock, transitions
from app.services.session import create_shop, sign_in, with_password
from app.store.shop import Shop
from app.ui.pages.register_page import RegisterPage
from app.ui.runtime.kit import Kit
from app.ui.shell.stage import NOW, PASSWORD, QUICK, Stage
from tests.registers import made_up
from tests.registers.made_up_tables import add_tables

OWNER = "林晓"
GOODS = (("手工桂花酱", 3900), ("陶瓷马克杯", 5990), ("玄米茶", 5000), ("竹编茶盒", 6800), ("帆布袋", 2900))
W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session")
def every_register() -> Registry:
    return Registry.load(made_up)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, every_register: Registry) -> Path:
    """A closed shop with a few products, customers and orders."""
    folder = tmp_path_factory.mktemp("template") / "shop"
    session, _ = create_shop(
        folder, every_register, name="禾木小铺", owner=OWNER, password=PASSWORD, cost=QUICK, clock=fixed(NOW)
    )
    add_tables(session.shop)
    fill(session.shop)
    session.close()
    return folder


def fill(shop: Shop) -> None:
    """Five products, one supplier, twelve orders of which four are not paid."""
    products = []
    for at, (name, price) in enumerate(GOODS):
        values = {"sku": f"HM-{at + 1:02d}", "name": name, "price": price, "category": "食品" if at != 1 else "器皿"}
        made = shop.change(lambda uow, v=values: records.save(uow, "products", None, v))
        shop.change(lambda uow, p=made: stock.open_stock(uow, [stock.Opening(p, 100)]))
        products.append(made)
    supplier = {"name": "山野食品厂", "phone": "13800000000", "address": "浙江省杭州市西湖区某路 1 号"}
    shop.change(lambda uow: records.save(uow, "suppliers", None, supplier))
    for at in range(12):
        head = {
            "buyer_name": f"买家{at:02d}",
            "buyer_nick": f"nick{at}",
            "platform": "taobao",
            "phone": f"138000000{at:02d}",
            "address": "浙江省杭州市西湖区某路 9 号",
        }
        lines = {"lines": [{"product_id": products[at % 5], "quantity": at % 3 + 1}]}
        made = shop.change(lambda uow, h=head, x=lines: records.save(uow, "orders", None, h, x))
        if at % 3:
            shop.change(lambda uow, o=made: transitions.perform(uow, "orders", o, "pay", {"payment_method": "微信"}))


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "shop"))


@dataclass
class Desk:
    """One test's window, and hands for it."""

    stage: Stage

    @property
    def window(self) -> Any:
        return self.stage.window

    @property
    def shop(self) -> Shop:
        return self.stage.session.shop

    def open(self, name: str) -> RegisterPage:
        self.window.open_page(name)
        self.settle()
        page = self.window.page(name)
        assert isinstance(page, RegisterPage)
        return page

    def record(self, name: str, row: int = 0) -> RegisterPage:
        """Click a row of a list; its record stands in the panel then."""
        page = self.open(name)
        table = page.list.table
        at = table.visualRect(table.rows.index(row, table.columns.first_shown())).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()
        return page

    def settle(self, ms: int = 90) -> None:
        self.stage.settle(ms)

    def said(self, page: RegisterPage, row: int, key: str) -> str:
        model = page.list.table.rows
        at = [c.key for c in model.columns].index(key)
        found = model.row(row)
        assert found is not None
        return model.say(found, at)

    def column(self, page: RegisterPage, key: str) -> list[str]:
        return [self.said(page, row, key) for row in range(page.list.table.rows.rowCount())]

    def press(self, root: QWidget, words: str) -> None:
        """Click the button that says `words`."""
        QTest.mouseClick(button(root, words), Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that takes the keys: of several, the one on top."""
        on_top = QApplication.activeModalWidget()
        if isinstance(on_top, QDialog) and on_top.isVisible():
            return on_top
        found = self.stage.dialogs()
        assert found, "no dialog is open"
        return found[-1]

    def keys(self, widget: QWidget, text: str) -> None:
        QTest.keyClicks(widget, text)
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifier)
        # Enter on a button shows it pressed for a tenth of a second before it acts.
        self.settle(160 if isinstance(widget, QAbstractButton) else 90)

    def events(self, register: str, record_id: int) -> list[str]:
        with self.shop.read() as reader:
            return [e.action for e in reader.timeline(register, record_id)]

    def values(self, register: str, record_id: int) -> dict[str, Any]:
        with self.shop.read() as reader:
            return reader.record(register, record_id)


def button(root: QWidget, words: str) -> QAbstractButton:
    """The visible button that says `words`, or has that accessible name."""
    for made in root.findChildren(QAbstractButton):
        if words in (made.text(), made.accessibleName()) and made.isVisibleTo(root):
            return made
    said = sorted({b.text() or b.accessibleName() for b in root.findChildren(QAbstractButton) if b.isVisibleTo(root)})
    raise AssertionError(f"no button {words!r} among {said}")


@pytest.fixture
def open_stage(folder: Path, every_register: Registry, kit: Kit, tmp_path: Path) -> Iterator[Callable[[], Stage]]:
    """Opens the shop in its window; the shop is let go again when the test ends."""
    stages: list[Stage] = []

    def make() -> Stage:
        session = sign_in(folder, every_register, with_password(OWNER, PASSWORD), clock=fixed(NOW))
        assert session is not None
        stages.append(Stage(kit, session, tmp_path))
        return stages[-1]

    yield make
    for stage in stages:
        stage.close_dialogs()
        if not stage.window.leaving.done:
            stage.leave()
    QApplication.clipboard().clear()


@pytest.fixture
def desk(open_stage: Callable[[], Stage]) -> Iterator[Desk]:
    made = Desk(open_stage())
    yield made
    assert made.stage.problems == []

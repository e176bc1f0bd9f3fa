"""The first day, in the real window and in both languages: make a shop, drop a file, ship an order, print the list."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.models.registry import Registry
from app.services.session import sign_in, with_password
from app.services.verify import verify
from app.store.view import View
from app.ui.dialogs.export import ExportDialog
from app.ui.dialogs.importing.dialog import ImportDialog
from app.ui.dialogs.importing.look import rows_of
from app.ui.pages.register_page import RegisterPage
from app.ui.program import Program
from app.ui.runtime.preferences import PreferenceFile, Preferences
from app.ui.runtime.shop_gate import SessionGate
from app.ui.shell.stage import PASSWORD, QUICK
from app.ui.widgets.segmented import Segmented
from app.ui.window import MainWindow
from app.ui.windows.create_shop import CreateShop
from app.ui.windows.entry import EntryWindow
from app.ui.windows.recovery_code import ShowCode
from app.ui.windows.welcome import Welcome
from tests.e2e.hands import Hands, put_away

SHOP, OWNER, WAYBILL = "禾木小铺", "林晓", "773199887766"
HEAD = (
    "订单编号", "买家会员名", "买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "订单状态", "收货人姓名",
    "收货地址", "联系手机", "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量", "物流单号", "物流公司",
)  # fmt: skip
LINES = ("子订单编号", "主订单编号", "商家编码", "标题", "价格", "购买数量", "商品属性")
PAID = "买家已付款，等待卖家发货"


@dataclass(frozen=True)
class Words:
    """What stands on the buttons, and on paper."""

    language: str
    other: str
    bring_in: str
    ship: str
    export: str
    orders: str
    shipped: str
    number: str


ENGLISH = Words("en", "zh", "Import 4 records", "Ship", "Export", "Orders", "Shipped", "Order number")
CHINESE = Words("zh", "en", "导入 4 条记录", "发货", "导出", "订单", "已发货", "订单号")


@pytest.fixture
def yesterday(tmp_path: Path) -> list[Path]:
    """The two files of a Taobao export in GB18030: five orders, of which one has an amount that is none."""
    folder = tmp_path / "drop"
    folder.mkdir()
    heads, lines = [list(HEAD)], [list(LINES)]
    for n in range(5):
        total = "abc" if n == 3 else "39.00"
        heads.append([
            f"33000000000000000{n}", f"nick{n}", total, "0.00", total, total, PAID, f"测试{n}",
            "浙江省杭州市西湖区某路 1 号", f"1380000000{n}", "2026-11-22 10:00:00", "2026-11-22 10:05:00", "手工桂花酱",
            "1", "", "",
        ])  # fmt: skip
        lines.append([f"44000000000000000{n}", f"33000000000000000{n}", "HM-01", "手工桂花酱", "39.00", "1", ""])
    made = []
    for name, rows in (("ExportOrderList.csv", heads), ("ExportOrderDetail.csv", lines)):
        with (folder / name).open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)
        made.append(folder / name)
    return made


Start = Callable[[str], Program]


@pytest.fixture
def start(
    dressed: QApplication, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Starts the program as on a new machine whose desktop speaks the language given."""
    monkeypatch.setattr("app.ui.pages.opened.settings_dir", lambda: tmp_path / "settings")
    programs: list[Program] = []
    problems: list[BaseException] = []

    def make(language: str) -> Program:
        file = PreferenceFile(tmp_path / "settings" / "window.json")
        file.save(Preferences(language=language, theme="light", lock_minutes=0))
        made = Program(dressed, file)
        made.gate = SessionGate(lambda: registry, cost=QUICK)
        made.errors.take = problems.append  # type: ignore[method-assign]
        programs.append(made)
        made.start()
        return made

    yield make
    for made in programs:
        if made.window is not None:  # a test that failed half-way
            made.window.leaving.start(quits=True)
            Hands(made).rest()
        if made.entry is not None:
            made.entry.close()
        put_away(made, dressed)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert problems == []


def create(hands: Hands, entry: EntryWindow, words: Words, folder: Path) -> MainWindow:
    """The wizard, from the language at its foot to the recovery code that is typed again."""
    assert isinstance(entry.step, Welcome)
    hands.choose(next(s for s in entry.findChildren(Segmented) if s.current == words.other), words.language)
    hands.click(entry.step.new_shop)
    page = entry.step
    assert isinstance(page, CreateShop)
    hands.go_on_typing(SHOP)
    assert page.name.text() == SHOP
    hands.type(page.folder, str(folder))
    hands.type(page.owner, OWNER)
    hands.type(page.password.line, PASSWORD)
    hands.type(page.again.line, PASSWORD)
    hands.key(Qt.Key.Key_Return)
    code = entry.step
    assert isinstance(code, ShowCode)
    hands.go_on_typing(code.code.text().replace("\n", "-").lower())
    hands.key(Qt.Key.Key_Return)
    assert hands.program.window is not None
    assert hands.program.entry is None
    return hands.program.window


def bring_in(hands: Hands, window: MainWindow, words: Words, files: list[Path]) -> RegisterPage:
    """The files are dropped, looked at and imported; what came in is listed."""
    hands.drop(window, files)
    dialog = hands.dialog()
    assert isinstance(dialog, ImportDialog)
    assert dialog.plan is not None
    assert (dialog.plan.outcome.new, rows_of(dialog.plan.outcome.rejected)) == (4, 2), (
        "its row in each of the two files"
    )
    assert dialog.go.text() == words.bring_in
    hands.key(Qt.Key.Key_Return)
    assert dialog.outcome is not None
    assert dialog.outcome.new == 4
    assert dialog.outcome.rejects_file is not None
    assert "abc" in dialog.outcome.rejects_file.read_text("utf-8-sig")
    hands.key(Qt.Key.Key_Return)
    page = window.current_page()
    assert page is not None
    assert page.head._title.text() == words.orders
    assert page.list.table.rows.rowCount() == 4
    return page


def ship_first(hands: Hands, window: MainWindow, page: RegisterPage, words: Words) -> str:
    """The first order of the list is opened by a click and shipped; its number."""
    table = page.list.table
    hands.click(table.viewport(), table.visualRect(table.rows.index(0, table.columns.first_shown())).center())
    assert page.panel.data is not None
    number = page.panel.data.title
    hands.press(page.panel, words.ship)
    dialog = hands.dialog()
    hands.go_on_typing(WAYBILL)
    hands.press(dialog, words.ship)
    assert not hands.dialogs()
    assert page.panel.data.values["fulfilment"] == "shipped"
    return number


def export(hands: Hands, page: RegisterPage, words: Words, path: Path) -> Path:
    """The list as shown goes to a file; the ending of its name says which kind."""
    hands.press(page, words.export)
    dialog = hands.dialog()
    assert isinstance(dialog, ExportDialog)
    hands.type(dialog.path, str(path))
    hands.key(Qt.Key.Key_Return)
    assert path.is_file()
    hands.key(Qt.Key.Key_Escape)
    return path


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_the_first_day(start: Start, yesterday: list[Path], tmp_path: Path, registry: Registry, words: Words) -> None:
    program = start(words.other)
    hands = Hands(program)
    hands.rest()
    assert program.entry is not None
    window = create(hands, program.entry, words, tmp_path / "shop")
    page = bring_in(hands, window, words, yesterday)
    number = ship_first(hands, window, page, words)
    book = export(hands, page, words, tmp_path / "list.xlsx")
    paper = export(hands, page, words, tmp_path / "list.pdf")
    window.close()
    hands.rest(200)
    assert program.window is None

    rows = [
        [str(c) for c in row if c is not None]
        for row in openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True)
    ]
    text = "".join(p.extract_text() for p in pypdf.PdfReader(paper).pages)
    assert sum(1 for row in rows if any(c.startswith("SO-") for c in row)) == 4
    assert text.count("SO-20") == 4
    assert SHOP in text
    assert next(row for row in rows if words.number in row)
    assert words.number in text
    assert words.shipped in next(row for row in rows if number in row)
    assert words.shipped in text

    session = sign_in(tmp_path / "shop", registry, with_password(OWNER, PASSWORD))
    assert session is not None
    try:
        assert [c.name for c in verify(session) if not c.ok] == []
        with session.shop.read() as reader:
            assert session.shop.name == SHOP
            assert reader.count(View("orders")) == 4
            order = reader.record("orders", reader.by_number("orders", number))
        assert (order["fulfilment"], order["waybills"]) == ("shipped", WAYBILL)
    finally:
        session.close()

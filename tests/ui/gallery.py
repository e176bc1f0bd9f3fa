"""One of everything, with the longest words we have, for the pictures and the measuring of clipped text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_
from app.core.locale import Locale
from app.models.declaration import Field, Group
from app.models.kinds import (
    Choice,
    CodeText,
    Day,
    Integer,
    LineText,
    LongText,
    Moment,
    Money,
    Option,
    Percent,
    PersonName,
    Phone,
    Ref,
    Tags,
    YesNo,
)
from app.ui.pages.settings import SettingsPage
from app.ui.runtime.actions import Command, Commands
from app.ui.runtime.gate import Entered, Seat
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.runtime.worker import Worker
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import button, card, column, label, row
from app.ui.widgets.chart import Bar, BarChart, Share, ShareBar
from app.ui.widgets.chips import ChipBar, ChipSpec
from app.ui.widgets.crash import show_crash
from app.ui.widgets.dialog import confirm
from app.ui.widgets.drop import DropArea
from app.ui.widgets.editors.matches import Named
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.form import Form
from app.ui.widgets.grid.view import Grid
from app.ui.widgets.nav import NavBar, NavGroup, NavSpec
from app.ui.widgets.page_header import HeadArea, PageHeader
from app.ui.widgets.palette import Palette
from app.ui.widgets.pill import Pill
from app.ui.widgets.progress import ProgressPanel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.statusbar import StatusBar
from app.ui.widgets.table.card import TableCard
from app.ui.widgets.table.source import Column, Row, Span
from app.ui.widgets.tiles import Tile
from app.ui.widgets.timeline import Change, Event, Timeline
from app.ui.windows.entry import EntryWindow
from app.ui.windows.lock import LockCover
from tests.ui.fakes import PaperGate

At = Callable[[], Locale]
PAYMENT = Choice(options=(Option("unpaid", N_("Unpaid")), Option("paid", N_("Paid"), "accent")), pill=True)
FULFIL = Choice(
    options=(
        Option("to_ship", N_("To ship"), "amber"),
        Option("shipped", N_("Shipped"), "blue"),
        Option("done", N_("Completed"), "accent"),
        Option("late", N_("Overdue"), "red"),
    ),
    pill=True,
)
COLUMNS = (
    Column("number", N_("Order"), CodeText(), strong=True),
    Column("platform", N_("Platform"), LineText(width=10)),
    Column("buyer", N_("Buyer"), PersonName()),
    Column("items", N_("Items"), LineText()),
    Column("paid", N_("Paid"), Money(), summed=True),
    Column("payment", N_("Payment"), PAYMENT),
    Column("fulfilment", N_("Fulfilment"), FULFIL),
    Column("placed", N_("Placed"), Moment()),
)
_NAMES = ("陈予安", "赵思齐", "Wang M.", "李沐辰", "何清欢", "周以宁", "孙怀瑾")
_ITEMS = (
    "手工桂花酱 250g ×2",
    "陶瓷马克杯·雾蓝 ×1、玄米茶 100g ×1",
    "玄米茶 100g ×4",
    "藤编收纳篮（中）×1",
    "苎麻围裙 ×1",
)
_START = datetime(2026, 11, 23, 1, 57, tzinfo=UTC)


class Orders:
    """Rows made up from their position: as many as wanted, no memory."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count(self) -> int:
        return self._count

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        return [made_row(at, self._count) for at in range(offset, min(offset + limit, self._count))]

    def positions(self, ids: Sequence[int]) -> Mapping[int, int]:
        return {i: self._count - i for i in ids if 1 <= i <= self._count}

    def sums(self, spans: Sequence[Span], keys: Sequence[str]) -> Mapping[str, int]:
        rows = (made_row(at, self._count) for s in spans for at in range(s.start, s.start + s.length))
        return {"paid": sum(int(str(r.cells[4])) for r in rows)}


def made_row(at: int, count: int) -> Row:
    number = count - at
    return Row(
        number,
        (
            f"SO-2026-{number:06d}",
            ("淘宝", "抖音", "拼多多", "京东", "有赞")[at % 5],
            _NAMES[at % 7],
            _ITEMS[at % 5],
            (12800, 5990, 31240, 8900, 14760)[at % 5],
            "unpaid" if at % 9 == 8 else "paid",
            ("to_ship", "shipped", "done", "late")[at % 4],
            _START - timedelta(minutes=7 * at),
        ),
    )


class Products:
    """A lookup of two products."""

    maker = None
    """Nothing is made here."""

    found = (Named(1, "手工桂花酱 250g", "GH-250"), Named(2, "玄米茶 100g", "XM-100"))

    def find(self, text: str, limit: int) -> Sequence[Named]:
        return [n for n in self.found if text.lower() in f"{n.title} {n.remark}".lower()][:limit]

    def title(self, record_id: int) -> str:
        return next((n.title for n in self.found if n.id == record_id), "")


FIELDS = (
    Field("number", N_("Number"), CodeText(), readonly=True),
    Field("buyer", N_("Buyer"), PersonName(), required=True),
    Field("phone", N_("Phone"), Phone(), sensitive=True),
    Field("fulfilment", N_("Fulfilment"), FULFIL, required=True),
    Field("due", N_("Promised shipping date"), Day()),
    Field("placed", N_("Placed"), Moment()),
    Field("price", N_("Price"), Money(), required=True),
    Field("quantity", N_("Quantity"), Integer(minimum=1)),
    Field("share", N_("Share"), Percent()),
    Field("product", N_("Product"), Ref(register="products")),
    Field("gift", N_("Gift wrapping"), YesNo()),
    Field("tags", N_("Tags"), Tags()),
    Field("note", N_("Note"), LongText()),
)
GROUPS = (
    Group(N_("Order"), ("number", "buyer", "phone", "fulfilment", "due", "placed")),
    Group(N_("Amounts"), ("price", "quantity", "share", "product", "gift", "tags", "note")),
)
LINES = (
    Field("product", N_("Product"), Ref(register="products"), required=True),
    Field("quantity", N_("Quantity"), Integer(minimum=1), required=True),
    Field("price", N_("Price"), Money()),
    Field("note", N_("Note"), LineText()),
)


class Skus:
    """Resolves two SKUs."""

    def ids(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        return {text: at for text, at in (("GH-250", 1), ("XM-100", 2)) if text in texts}


def nav(kit: Kit) -> NavBar:
    bar = NavBar(kit, HeadArea(kit, "禾木小铺"))
    bar.show_tabs(
        (
            NavGroup(None, (NavSpec("today", N_("Today"), "sun"),)),
            NavGroup(
                N_("Operations"),
                (
                    NavSpec("products", N_("Products"), "package"),
                    NavSpec("orders", N_("Orders"), "shopping-cart"),
                    NavSpec("shipments", N_("Shipments"), "truck"),
                ),
            ),
            NavGroup(
                N_("Compliance"),
                (
                    NavSpec("complaints", N_("Complaints"), "message-square-warning"),
                    NavSpec("risks", N_("Risk register"), "shield-alert"),
                    NavSpec("training", N_("Staff training"), "graduation-cap"),
                    NavSpec("plans", N_("Emergency plans"), "siren"),
                    NavSpec("checks", N_("Supervision checklists"), "clipboard-check"),
                ),
            ),
        ),
        (NavSpec("settings", N_("Settings"), "settings"),),
    )
    bar.item("orders").set_count(38)
    bar.item("complaints").set_count(1, overdue=True)
    bar.item("checks").set_count(12)
    bar.choose("orders")
    return bar


def orders_window(kit: Kit, worker: Worker, at: At) -> QWidget:
    page = QWidget()
    page.resize(1440, 900)
    header = PageHeader(
        kit,
        N_("Orders"),
        button(kit, N_("Import"), icon="file-down"),
        button(kit, N_("Export"), icon="printer"),
        button(kit, N_("New order"), icon="plus", kind="primary"),
    )
    chips = ChipBar(kit)
    chips.show_chips(
        (
            ChipSpec("all", N_("All")),
            ChipSpec("to_ship", N_("To ship"), 38),
            ChipSpec("no_waybill", N_("No waybill"), 6),
            ChipSpec("late", N_("Overdue"), 1),
        ),
        "to_ship",
    )
    table = TableCard(kit, worker, at, COLUMNS)
    table.view.show_source(Orders(12846))
    status = StatusBar(kit)
    status.say_selected(N_("{n} selected · {sum}", n=3, sum="¥847.60"))
    status.say_piece("backup", N_("Backed up {n} minutes ago, verified", n=9))
    status.say_piece("user", "林晓")
    side = record_panel(kit)
    side.setFixedWidth(340)
    box = QHBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(nav(kit))
    middle = QVBoxLayout()
    middle.setContentsMargins(20, 12, 20, 4)
    middle.setSpacing(10)
    middle.addWidget(header)
    middle.addLayout(row(chips, label(kit, Nn_("{n} order", "{n} orders", 12846), size=12, tone="quiet")))
    middle.addLayout(row(table, side, spacing=14), 1)
    middle.addWidget(status)
    box.addLayout(middle, 1)
    return page


def record_panel(kit: Kit) -> QWidget:
    timeline = Timeline(kit)
    timeline.show_events(
        (
            Event("09:58", "导入", N_("Imported from “{file}”, row {row}", file="淘宝 1123.csv", row=12)),
            Event("10:04", "林晓", N_("Note added")),
            Event(
                "10:20",
                "林晓",
                N_("Changed"),
                (Change(N_("Price"), "39.00", "38.00"), Change(N_("Note"), "", "周末派送")),
            ),
        )
    )
    return card(
        label(kit, "SO-2026-12846", size=17, weight=700),
        label(kit, "淘宝 4012 7788 3391 0021", size=12, tone="quiet"),
        row_widget(Pill(kit, N_("Paid"), "accent"), Pill(kit, N_("To ship"), "amber")),
        row_widget(button(kit, N_("Ship"), icon="truck", kind="primary"), button(kit, N_("Print"), icon="printer")),
        label(kit, N_("Timeline"), weight=700),
        timeline,
        0,
    )


def row_widget(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*parts, 0))
    return made


def form(kit: Kit, worker: Worker, at: At) -> QWidget:
    made = Form(kit, worker, at, FIELDS, GROUPS, {"products": Products()})
    made.set_values(
        {
            "number": "SO-2026-000128",
            "buyer": "陈予安",
            "fulfilment": "to_ship",
            "due": date(2026, 11, 24),
            "placed": _START,
            "price": 3900,
            "quantity": 0,
            "product": 1,
            "gift": True,
            "tags": "老客 团购",
            "note": "周末派送",
        },
        {"phone": "138****0000"},
    )
    made.editors["quantity"].restore("0")
    made.editors["quantity"].left.emit()
    holder = card(made, margin=20)
    holder.resize(520, 760)
    return holder


def pieces(kit: Kit, worker: Worker, at: At) -> QWidget:
    banner = Banner(kit)
    banner.say(N_("132 new, 14 updated, 2 rejected."), "accent", N_("Open the rejects"))
    warning = Banner(kit)
    warning.say(N_("This shop is on a network drive. A lost connection can damage it."), "amber")
    failed = Banner(kit)
    failed.say(N_("The disk is full. What was saved before is safe. Free some space, then try again."), "red")
    progress = ProgressPanel(kit)
    progress.start(N_("Importing orders"), lambda: None)
    progress.step(31_200, 50_000)
    tile, late = Tile(kit, N_("To ship")), Tile(kit, N_("Overdue"))
    tile.show_value("38", N_("6 without a waybill"))
    late.show_value("2", N_("since yesterday"), "red")
    chart = BarChart(kit)
    values = (9, 10, 8, 12, 14, 17, 11, 10, 12, 13, 11, 18, 16, 21)
    chart.show_bars([Bar(f"11-{10 + i}", v, f"11-{10 + i}: ¥{v * 1000:,}") for i, v in enumerate(values)])
    share = ShareBar(kit)
    share.show_shares((Share(80, "accent", "80%"), Share(12, "amber", "12%"), Share(8, "red", "8%")))
    drop = DropArea(kit, N_("Drop order or product files here: Excel or CSV, from any platform."), "*.csv *.xlsx *.xls")
    made = QWidget()
    made.resize(760, 980)
    made.setProperty("page", True)
    kinds = row_widget(
        button(kit, N_("New order"), icon="plus", kind="primary"),
        button(kit, N_("Export")),
        button(kit, N_("Void"), kind="danger"),
        button(kit, N_("More"), kind="plain"),
        button(kit, N_("Use the recovery code"), kind="link"),
    )
    off = button(kit, N_("Ship"), kind="primary")
    off.setEnabled(False)
    tones = ("neutral", "accent", "amber", "blue", "red")
    words = (N_("Unpaid"), N_("Paid"), N_("To ship"), N_("Shipped"), N_("Overdue"))
    pills = row_widget(*(Pill(kit, w, t) for w, t in zip(words, tones, strict=True)))  # type: ignore[arg-type]
    segments = Segmented(kit, (("day", N_("Day")), ("week", N_("Week")), ("month", N_("Month"))), "week", N_("Period"))
    made.setLayout(
        column(
            banner,
            warning,
            failed,
            progress,
            row(tile, late),
            card(chart, share),
            kinds,
            row(off, pills, segments, 0),
            drop,
            0,
            margin=20,
            spacing=14,
        )
    )
    return made


def empty(kit: Kit, worker: Worker, at: At) -> QWidget:
    made = EmptyState(
        kit,
        "shopping-cart",
        N_("No orders yet"),
        N_("Orders from all your platforms come together here, from payment to delivery."),
    )
    made.offer((N_("Import orders…"), "file-down", lambda: None), (N_("Enter one by hand"), "plus", lambda: None))
    holder = card(made)
    holder.resize(700, 460)
    return holder


def grid(kit: Kit, worker: Worker, at: At) -> QWidget:
    made = Grid(kit, worker, at, LINES, Skus())
    made.resize(720, 420)
    made.paste("GH-250\t2\t39.00\t\nXM-100\tthree\t12.5*4\t送人\nZZ-9\t1\t\t\textra\n")
    return made


def palette(kit: Kit, worker: Worker, at: At) -> QWidget:
    host = QWidget()
    commands = Commands(kit, host)
    for key, words, icon, keys in (
        ("orders.new", N_("New order"), "plus", "Ctrl+N"),
        ("import", N_("Import"), "file-down", "Ctrl+I"),
        ("lock", N_("Lock"), "lock", "Ctrl+L"),
    ):
        commands.add(Command(key, words, lambda: None, icon, keys))
    made = Palette(kit, worker, commands, None, host)
    made.host = host  # type: ignore[attr-defined]
    return made


def ask(kit: Kit, worker: Worker, at: At) -> QWidget:
    return confirm(
        kit,
        None,
        N_("Void order {number}?", number="SO-2026-000128"),
        N_("Its number stays visible and is never used again. Reserved stock is released."),
        N_("Void the order"),
        lambda: None,
        danger=True,
    )


def crash(kit: Kit, worker: Worker, at: At) -> QWidget:
    return show_crash(kit, None, "Taizhang 0.1.0\nKeyError\n  app/ui/x.py:12 run\n", Path("x"), lambda: None)


def seat() -> Seat:
    return Seat(object(), Path("shop"), "禾木小铺", "林晓", "owner", "zh", "CNY")


def sign_in(kit: Kit, worker: Worker, at: At) -> QWidget:
    return EntryWindow(kit, worker, PaperGate(), Path("禾木小铺"))


def welcome(kit: Kit, worker: Worker, at: At) -> QWidget:
    return EntryWindow(kit, worker, PaperGate())


def create(kit: Kit, worker: Worker, at: At) -> QWidget:
    window = EntryWindow(kit, worker, PaperGate())
    window.resize(560, 860)
    window.show_create()
    window.step.password.line.setText("a-long-horse-9")  # type: ignore[union-attr]
    return window


def code(kit: Kit, worker: Worker, at: At) -> QWidget:
    window = EntryWindow(kit, worker, PaperGate())
    window.show_code(Entered(seat(), "K7QD3-1XM9A-BCDEF-GH234-56789-JKMNP"))
    return window


def recover(kit: Kit, worker: Worker, at: At) -> QWidget:
    window = EntryWindow(kit, worker, PaperGate(), Path("禾木小铺"))
    window.show_recover()
    return window


def lock(kit: Kit, worker: Worker, at: At) -> QWidget:
    host = QWidget()
    host.resize(900, 620)
    cover = LockCover(kit, worker, PaperGate(), seat(), host)
    cover.lock()
    return host


def settings(kit: Kit, worker: Worker, at: At) -> QWidget:
    page = SettingsPage(kit, worker, PaperGate(), seat(), Preferences())
    page.setProperty("page", True)
    page.resize(1000, 780)
    return page


ALL: dict[str, Callable[[Kit, Worker, At], QWidget]] = {
    made.__name__: made
    for made in (
        orders_window,
        form,
        pieces,
        empty,
        grid,
        palette,
        ask,
        crash,
        sign_in,
        welcome,
        create,
        code,
        recover,
        lock,
        settings,
    )
}

"""Today: yesterday's sales, what is to be shipped, what is late, what runs low; and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.services.due import Person
from app.services.figures import Figure, named, sales_view
from app.services.today import Today, today
from app.store.reader import Reader
from app.store.shop import Changes
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.today.calendar_file import save_calendar
from app.ui.pages.today.cards import Lowest, ProductsCard, SalesCard
from app.ui.pages.today.due_card import DueCard
from app.ui.pages.today.words import compared, long_day, value_words
from app.ui.widgets.build import button, column, only_if
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.scrolled import Scrolled
from app.ui.widgets.tiles import Tile

COALESCE_MS = 60
AGAIN_MS = 60_000
"""How late an item is changes by itself."""
LOWEST = 5
WIDE, FOUR_TILES = 760, 820
GAP = 14


@dataclass(frozen=True, slots=True)
class TodayData:
    """What one look at the shop gives: `started` tells whether there is anything in it at all."""

    today: Today
    lowest: tuple[Lowest, ...]
    started: bool

    def figure(self, name: str) -> Figure:
        """A figure by its name."""
        return next(f for f in self.today.figures if f.name == name)


def read_today(reader: Reader, person: Person | None = None) -> TodayData:
    """Everything that the page shows, in one snapshot; what is due for everyone or one person."""
    view = View("products", chip="low", sort="available", columns=("name", "options", "available", "low_stock"))
    rows = reader.page(view, 0, LOWEST)
    lowest = tuple(Lowest(i, named(name, options), have, level) for i, name, options, have, level in rows)
    started = bool(reader.count(View("orders")) or reader.count(View("products")))
    return TodayData(today(reader, person), lowest, started)


class TodayPage(QWidget):
    """The page. It reads anew when something changed, and each minute while it is looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.data: TodayData | None = None
        self.bring_in = button(desk.kit, N_("Import orders"), self._import, icon="file-down", kind="primary")
        only_if(self.bring_in, desk.may("import"))
        self.header = PageHeader(desk.kit, N_("Today"), self.bring_in)
        self.header.search_asked.connect(desk.host.open_palette)
        self.tiles = self._make_tiles()
        self.due = DueCard(desk)
        self.sales = SalesCard(desk.kit)
        self.top = ProductsCard(desk.kit, N_("Best sellers, 14 days"), N_("All products"))
        self.lowest = ProductsCard(desk.kit, N_("To reorder"), N_("All that run low"))
        self.empty = self._make_empty()
        self._grid = QGridLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COALESCE_MS)
        self._soon.timeout.connect(self.refresh)
        self._minute = QTimer(self)
        self._minute.setInterval(AGAIN_MS)
        self._minute.timeout.connect(self.refresh)
        self._connect()

    def refresh(self) -> None:
        """Read again."""
        whose = self.due.whose
        self._desk.read(lambda reader: read_today(reader, whose(reader)), self.show_data, self)

    def show_data(self, data: TodayData) -> None:
        """Show what was read."""
        at = self._desk.at()
        self.data = data
        self.header.set_title(N_("Today · {day}", day=long_day(at.today, at)))
        self._stack.setCurrentIndex(0 if data.started else 1)
        self._show_tiles(data)
        self.due.show_board(data.today.board, data.today.people)
        self.sales.show_days(data.today.sales, at)
        self.top.show_top(data.today.top, at)
        self.top.setVisible(bool(data.today.top))
        self.lowest.show_lowest(data.lowest, at)
        self.lowest.setVisible(bool(data.lowest))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up, and keep up."""
        super().showEvent(event)
        self._minute.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._minute.stop()
        self._soon.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer columns where there is less room."""
        super().resizeEvent(event)
        self._place()

    def _make_tiles(self) -> Mapping[str, Tile]:
        kit = self._desk.kit
        made = {
            "sales": Tile(kit, N_("Sales yesterday")),
            "to_ship": Tile(kit, N_("To ship"), double=True),
            "late": Tile(kit, N_("Overdue orders")),
            "low": Tile(kit, N_("Low stock"), double=True),
        }
        for key, (figure, remark) in _BEHIND.items():
            made[key].opened.connect(lambda name=figure: self._open(name))
            if remark:
                made[key].remark_opened.connect(lambda name=remark: self._open(name))
        return made

    def _make_empty(self) -> EmptyState:
        desk = self._desk
        empty = EmptyState(
            desk.kit,
            "sun",
            N_("A fresh shop"),
            N_(
                "Drop a platform's order export anywhere on this window, or start with your products. "
                "Today then shows what is to be done."
            ),
        )
        steps = []
        if desk.may("import"):
            steps.append((N_("Import orders or products"), "file-down", self._import))
        if desk.may("write"):
            steps.append((N_("Enter the first product"), "plus", lambda: desk.host.open_new("products")))
        empty.offer(*steps)
        return empty

    def _lay_out(self) -> None:
        right = QWidget()
        right.setLayout(column(self.sales, self.top, self.lowest, 0, spacing=GAP))
        right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._grid.setSpacing(GAP)
        self._halves.setSpacing(GAP)
        self._halves.addWidget(self.due, 5)
        self._halves.addWidget(right, 3)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 8)
        inside.setSpacing(GAP)
        inside.addLayout(self._grid)
        inside.addLayout(self._halves, 1)
        self._area = Scrolled(inner)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.header)
        box.addWidget(holder, 1)
        self.setFocusProxy(self.due)
        self._place()

    def _place(self) -> None:
        across = 4 if self.width() >= FOUR_TILES else 2
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // across, at % across)
        wide = self.width() >= WIDE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def _connect(self) -> None:
        desk = self._desk
        desk.bus.changed.connect(self._told)
        desk.kit.language.changed.connect(self._said_anew)
        self.due.person_chosen.connect(self.refresh)
        self.due.export_asked.connect(lambda: save_calendar(desk, self, self.due.whose, self.due.person_name))
        self.sales.opened.connect(self._open_day)
        self.top.opened.connect(lambda i: desk.host.open_record("products", i))
        self.lowest.opened.connect(lambda i: desk.host.open_record("products", i))
        self.top.all_asked.connect(lambda: desk.host.open_page("products", View("products")))
        self.lowest.all_asked.connect(lambda: self._open("low_stock"))

    def _show_tiles(self, data: TodayData) -> None:
        at = self._desk.at()
        told: dict[str, tuple[str, Text, str]] = {
            "sales": ("sales_yesterday", compared(data.figure("sales_yesterday"), at), ""),
            "to_ship": ("to_ship", without_words(data.figure("no_waybill").value), ""),
            "late": ("late", N_("promised time has passed"), "red"),
            "low": ("low_stock", expiring_words(data.figure("expiring").value), ""),
        }
        for key, (name, remark, tone) in told.items():
            figure = data.figure(name)
            quiet = N_("nothing is late") if key == "late" and not figure.value else remark
            self.tiles[key].show_value(value_words(figure, at), quiet, tone if figure.value else "")
            self.tiles[key].setToolTip(at.tr(figure.help) if figure.help is not None else "")

    def _open(self, name: str) -> None:
        if self.data is not None:
            view = self.data.figure(name).view
            self._desk.host.open_page(view.register, view)

    def _open_day(self, day: date) -> None:
        self._desk.host.open_page("orders", sales_view(day, day))

    def _import(self) -> None:
        self._desk.host.open_import()

    def _told(self, changes: Changes) -> None:
        if self.isVisible():
            self._soon.start()

    def _said_anew(self) -> None:
        if self.data is not None:
            self.refresh() if self.isVisible() else self.show_data(self.data)


_BEHIND: Mapping[str, tuple[str, str]] = {
    "sales": ("sales_yesterday", ""),
    "to_ship": ("to_ship", "no_waybill"),
    "late": ("late", ""),
    "low": ("low_stock", "expiring"),
}
"""Tile → the figure that it opens, and the one that its remark opens."""


def without_words(count: int) -> Text:
    """How many shipped orders have no waybill yet."""
    return N_("{n} without a waybill", n=count) if count else N_("every parcel has its waybill")


def expiring_words(count: int) -> Text:
    """How many batches expire soon."""
    return Nn_("{n} batch expires soon", "{n} batches expire soon", count) if count else N_("no batch expires soon")

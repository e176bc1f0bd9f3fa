"""Figures of complaints 投诉分析: a period, what was kept in it, where complaints come from; each opens its records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.models.kinds import Choice
from app.services.complaint_figures import HEADINGS, TERMS, Analysis, Share, Slice, analyse, span
from app.store.reader import Reader
from app.store.shop import Changes
from app.store.view import View
from app.ui.pages.complaints.cards import CourseCard, RatesCard, SlicesCard
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.periods import Period, period_menu
from app.ui.pages.saving import EXCEL, PDF, ask_where, write_out
from app.ui.widgets.build import button
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.scrolled import Scrolled
from app.ui.widgets.tiles import Tile

KEY = "complaint_figures"
COALESCE_MS = 80
GAP = 14
WIDE, MIDDLE = 1000, 640
GOOD = 90
"""A promise kept for so many percent is no cause for worry; below it the figure is amber."""
_TILES: tuple[tuple[str, Text], ...] = (
    ("received", N_("Complaints received")),
    ("first_kept", N_("First reply in time")),
    ("resolve_kept", N_("Resolved in time")),
    ("authority_kept", N_("Authority answered in time")),
    ("repeated", N_("Complained again")),
    ("satisfaction", N_("Satisfaction")),
)


class ComplaintFiguresPage(QWidget):
    """The page. It reads anew when it is shown, when the period changes, and when complaints did."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.period = Period("year")
        self.data: Analysis | None = None
        kit = desk.kit
        self.choose = button(kit, self.period.words(), self._choose, icon="calendar-days")
        self.listed = button(kit, N_("List these complaints"), self._list, icon="list")
        self.export = button(kit, N_("Export"), self.choose_file, icon="download")
        self.head = PageHeader(kit, N_("Complaint figures"), self.choose, self.listed, self.export)
        self.head.search_asked.connect(desk.host.open_palette)
        self.tiles = {name: Tile(kit, words, double=name not in ("satisfaction",)) for name, words in _TILES}
        self.course = CourseCard(kit)
        self.cards = {name: SlicesCard(kit, words) for name, words in HEADINGS}
        self.rates = RatesCard(kit)
        self._tiles, self._cards = QGridLayout(), QGridLayout()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COALESCE_MS)
        self._soon.timeout.connect(self.refresh)
        self._connect()

    def refresh(self) -> None:
        """Read again."""
        period = self.period

        def work(reader: Reader) -> Analysis:
            return analyse(reader, *span(reader, *period.days(reader.locale.today)))

        self._desk.read(work, self.show_data, self)

    def show_data(self, data: Analysis) -> None:
        """Show what was read."""
        self.data = data
        at = self._desk.at()
        self._desk.kit.say(self.choose.setText, self.period.words())
        self.tiles["received"].show_value(
            f"{data.received:,}", Nn_("{n} not settled", "{n} not settled", data.still_open)
        )
        for name, *_ in TERMS:
            share = data.share(name)
            late = Nn_("{n} late", "{n} late", len(share.exceptions.ids or ()))
            self._show_share(name, share, late, poor=share.percent is not None and share.percent < GOOD)
        again = data.share("repeated")
        self._show_share("repeated", again, Nn_("{n} of {m}", "{n} of {m}", again.hits, m=again.total))
        mean = data.satisfaction
        said = f"{mean.mean:.1f}" if mean.mean is not None else "–"
        self.tiles["satisfaction"].show_value(said, Nn_("{n} answer", "{n} answers", mean.count))
        self._desk.kit.say(self.tiles["satisfaction"].setToolTip, mean.definition)
        self.course.show_course(data.course, at)
        for name, card in self.cards.items():
            card.show_slices(data.slices[name], data.received, self._words(name))
        self.rates.show_rates(data.rates)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer columns where there is less room."""
        super().resizeEvent(event)
        self._place()

    def _show_share(self, name: str, share: Share, remark: Text, *, poor: bool = False) -> None:
        said = f"{share.percent:.0f}%" if share.percent is not None else "–"
        tile = self.tiles[name]
        tile.show_value(said, remark if share.total else N_("none in this period"), "amber" if poor else "")
        self._desk.kit.say(tile.setToolTip, share.definition)

    def _words(self, name: str) -> Callable[[Slice], str]:
        kind, at = self._desk.registry["complaints"].field(name).kind, self._desk.at()
        return lambda s: kind.say(s.key, at) if isinstance(kind, Choice) else s.words or str(s.key)

    def _lay_out(self) -> None:
        for grid in (self._tiles, self._cards):
            grid.setSpacing(GAP)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 8)
        inside.setSpacing(GAP)
        inside.addLayout(self._tiles)
        inside.addWidget(self.course)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.head)
        box.addWidget(FamilyBar(self._desk, KEY))
        box.addWidget(Scrolled(inner), 1)
        self.setFocusProxy(self.choose)
        self._place()

    def _place(self) -> None:
        tiles = 6 if self.width() >= WIDE else 3 if self.width() >= MIDDLE else 2
        cards = 3 if self.width() >= WIDE else 2 if self.width() >= MIDDLE else 1
        for grid, widgets, across in (
            (self._tiles, list(self.tiles.values()), tiles),
            (self._cards, self._in_order(), cards),
        ):
            for at, widget in enumerate(widgets):
                grid.addWidget(widget, at // across, at % across)
            for at in range(6):
                grid.setColumnStretch(at, 1 if at < across else 0)

    def _in_order(self) -> list[SlicesCard]:
        """The cards, the rates beside the counts by product."""
        found = list(self.cards.values())
        found.insert(2, self.rates)
        return found

    def _connect(self) -> None:
        self._desk.bus.changed.connect(self._told)
        self._desk.kit.language.changed.connect(self._said_anew)
        self.course.opened.connect(self._open)
        for card in (*self.cards.values(), self.rates):
            card.opened.connect(self._open)
        for name, tile in self.tiles.items():
            tile.opened.connect(lambda name=name: self._open_tile(name, exceptions=False))
            tile.remark_opened.connect(lambda name=name: self._open_tile(name, exceptions=True))

    def _open_tile(self, name: str, *, exceptions: bool) -> None:
        data = self.data
        if data is None:
            return
        everything = View("complaints", start=data.start, end=data.end)
        if name == "received":
            self._open(everything.changed(chip="open") if exceptions else everything)
        elif name == "satisfaction":
            self._open(data.satisfaction.view)
        else:
            share = data.share(name)
            self._open(share.exceptions if exceptions else share.population)

    def _open(self, view: View) -> None:
        self._desk.host.open_page("complaints", view)

    def _list(self) -> None:
        self._open_tile("received", exceptions=False)

    def _choose(self) -> None:
        menu = period_menu(self._desk, self, self.period, self.take_period)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def take_period(self, period: Period) -> None:
        """Show another period."""
        self.period = period
        self.refresh()

    def choose_file(self) -> QFileDialog:
        """Ask where the figures are to be written, as a PDF or a workbook."""
        words = self._desk.kit.tr(N_("Complaint figures"))
        return ask_where(self._desk, self, N_("Export the figures"), words, (PDF, EXCEL), self.write)

    def write(self, path: Path) -> None:
        """Write the figures that are shown to a file."""
        data, shop, at = self.data, self._desk.shop, self._desk.at()
        if data is None:
            return

        def work(progress: Progress) -> int:
            from app.reports.complaintfigures import export_figures

            return export_figures(shop, path, at, progress, data.start, data.end).rows

        write_out(self._desk, self, path, work)

    def _told(self, changes: Changes) -> None:
        if self.isVisible() and "complaints" in changes.registers:
            self._soon.start()

    def _said_anew(self) -> None:
        if self.data is not None:
            self.show_data(self.data)

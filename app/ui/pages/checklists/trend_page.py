"""How checks went: pass rate month by month, by template and place, what was missed, what is found again and again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.checklists.trends import Rate, Trends, dates_view, month_view, trends, year_view
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.fresh_page import FreshPage
from app.ui.pages.saving import EXCEL, PDF, ask_where, write_out
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, card, label
from app.ui.widgets.chart import Bar, BarChart
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.scrolled import Scrolled

KEY = "check_trends"
WIDE = 980
GAP = 14
READ = frozenset({"checks", "check_templates", "rectifications", "duty_dates", "duties"})
_COUNTS = (("", N_("Called for")), ("done", N_("In time")), ("late", N_("Late")), ("missed", N_("Missed")))


class TrendPage(FreshPage):
    """Reads anew when checks changed while it is looked at. Each number opens the records behind it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, READ)
        self.data: Trends | None = None
        self._template: int | None = None
        self._place: str | None = None
        kit = desk.kit
        self.export = button(kit, N_("Export"), self.choose_file, icon="download")
        self.header = PageHeader(kit, N_("How checks went"), self.export)
        self.header.search_asked.connect(desk.host.open_palette)
        self.which = TypingCombo()
        kit.say(self.which.setAccessibleName, N_("Which checks"))
        self.which.setMinimumWidth(220)
        self.which.activated.connect(self._chosen)
        self.chart = BarChart(kit)
        self.chart.chosen.connect(self._open_month)
        self._sum = label(kit, "", size=12, tone="quiet", wrap=True)
        self._none = label(kit, N_("No check was finished in these months."), tone="quiet", wrap=True)
        self.templates, self.places, self.repeats = QGridLayout(), QGridLayout(), QGridLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        kit.language.changed.connect(self._say_again)

    def refresh(self) -> None:
        """Read anew."""
        super().refresh()
        template, place = self._template, self._place
        self._desk.read(lambda reader: trends(reader, template, place), self._show, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        wide = self.width() >= WIDE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        kit = self._desk.kit
        for grid in (self.templates, self.places, self.repeats):
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(0, 1)
        left = card(label(kit, N_("Pass rate, 12 months"), weight=700), self.which, self.chart, self._sum, self._none)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(_titled(label(kit, N_("By checklist"), weight=700), self.templates))
        right.addWidget(_titled(label(kit, N_("By place"), weight=700), self.places))
        right.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(left)
        column.addWidget(_titled(label(kit, N_("Found again and again"), weight=700), self.repeats))
        column.addStretch(1)
        self._halves.setSpacing(GAP)
        self._halves.addLayout(column, 4)
        self._halves.addLayout(right, 5)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 8)
        box.addLayout(self._halves)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        for part in (self.header, FamilyBar(self._desk, KEY)):
            whole.addWidget(part)
        whole.addWidget(Scrolled(inner), 1)
        self.setFocusProxy(self.chart)

    def _show(self, data: Trends) -> None:
        self.data = data
        self._fill_which(data)
        self._show_months(data)
        self._show_templates(data)
        self._show_places(data)
        self._show_repeats(data)

    def _show_months(self, data: Trends) -> None:
        tr = self._desk.kit.tr
        bars = [Bar(f"{m.month:02d}", r.percent or 0, tr(_said(m, r))) for m, r in data.months]
        self.chart.show_bars(bars, full=100)
        whole = _together([r for _, r in data.months])
        self.chart.setVisible(bool(whole.checks))
        self._none.setVisible(not whole.checks)
        self._desk.kit.say(self._sum.setText, rate_words(whole) if whole.checks else "")

    def _show_templates(self, data: Trends) -> None:
        clear(self.templates)
        kit, today = self._desk.kit, self._desk.at().today
        heads = (N_("Checks made"), N_("Pass rate"), *(words for _, words in _COUNTS))
        for at, words in enumerate(heads, 1):
            self.templates.addWidget(label(kit, words, size=12, tone="quiet"), 0, at, Qt.AlignmentFlag.AlignRight)
        for row, one in enumerate(data.templates, 1):
            self._link(self.templates, row, 0, one.name, later(self._desk.host.open_record, "check_templates", one.id))
            self._number(self.templates, row, 1, one.rate.checks, year_view(today, one.id))
            self._rate(self.templates, row, 2, one.rate)
            counts = (one.tally.expected, one.tally.done, one.tally.late, one.tally.missed)
            for at, ((state, _), count) in enumerate(zip(_COUNTS, counts, strict=True), 3):
                view = dates_view(today, one.id, state)
                self._number(self.templates, row, at, count, view, "red" if state == "missed" else "")
        if not data.templates:
            self.templates.addWidget(
                label(kit, N_("Nothing was expected and nothing was checked."), tone="quiet"), 1, 0
            )

    def _show_places(self, data: Trends) -> None:
        clear(self.places)
        kit, today = self._desk.kit, self._desk.at().today
        for at, words in enumerate((N_("Checks made"), N_("Pass rate")), 1):
            self.places.addWidget(label(kit, words, size=12, tone="quiet"), 0, at, Qt.AlignmentFlag.AlignRight)
        for row, (place, rate) in enumerate(data.places, 1):
            self.places.addWidget(label(kit, place), row, 0)
            self._number(self.places, row, 1, rate.checks, year_view(today, None, place))
            self._rate(self.places, row, 2, rate)
        if not data.places:
            self.places.addWidget(label(kit, N_("No check names its place."), tone="quiet"), 1, 0)

    def _show_repeats(self, data: Trends) -> None:
        clear(self.repeats)
        kit = self._desk.kit
        for row, one in enumerate(data.repeated):
            words = f"{one.title} · {one.place}" if one.place else one.title
            run = later(self._desk.host.open_page, "rectifications", View("rectifications", ids=one.ids))
            self._link(self.repeats, row, 0, words, run)
            times = label(kit, Nn_("{n} time", "{n} times", one.times), weight=500, tabular=True)
            self.repeats.addWidget(times, row, 1, Qt.AlignmentFlag.AlignRight)
        if not data.repeated:
            self.repeats.addWidget(label(kit, N_("Nothing was found twice in twelve months."), tone="quiet"), 0, 0)

    def _link(self, grid: QGridLayout, row: int, at: int, words: str, run: object) -> None:
        made = button(self._desk.kit, N_("{words}", words=words), run, kind="link")  # type: ignore[arg-type]
        made.setToolTip(words.replace("<", "&lt;"))
        grid.addWidget(made, row, at)

    def _number(self, grid: QGridLayout, row: int, at: int, count: int, view: View, tone: str = "") -> None:
        kit = self._desk.kit
        made: QWidget
        if count:
            made = button(kit, N_("{n}", n=count), later(self._desk.host.open_page, view.register, view), kind="link")
            if tone:
                made.setProperty("tone", tone)
        else:
            made = label(kit, "0", tone="quiet", tabular=True)
        grid.addWidget(made, row, at, Qt.AlignmentFlag.AlignRight)

    def _rate(self, grid: QGridLayout, row: int, at: int, rate: Rate) -> None:
        words = f"{rate.percent}%" if rate.percent is not None else "–"
        grid.addWidget(label(self._desk.kit, words, weight=500, tabular=True), row, at, Qt.AlignmentFlag.AlignRight)

    def _fill_which(self, data: Trends) -> None:
        tr = self._desk.kit.tr
        options: list[tuple[str, tuple[int | None, str | None]]] = [(tr(N_("All checks")), (None, None))]
        options += [(one.name, (one.id, None)) for one in data.templates]
        options += [(tr(N_("Place: {place}", place=place)), (None, place)) for place, _ in data.places]
        self._options = [key for _, key in options]
        self.which.clear()
        self.which.addItems([words for words, _ in options])
        now = (self._template, self._place)
        self.which.setCurrentIndex(self._options.index(now) if now in self._options else 0)

    def _chosen(self, at: int) -> None:
        self._template, self._place = self._options[at]
        self.refresh()

    def _open_month(self, at: int) -> None:
        if self.data is not None:
            first, _ = self.data.months[at]
            self._desk.host.open_page("checks", month_view(first, self._template, self._place))

    def choose_file(self) -> QFileDialog:
        """Ask where the figures are to be written, as a PDF or a workbook."""
        words = self._desk.kit.tr(N_("How checks went"))
        return ask_where(self._desk, self, N_("Export the figures"), words, (PDF, EXCEL), self.write)

    def write(self, path: Path) -> None:
        """Write what is shown to a file."""
        shop, at, template, place = self._desk.shop, self._desk.at(), self._template, self._place

        def work(progress: Progress) -> int:
            from app.reports.checkfigures import export_trends

            return export_trends(shop, path, at, progress, template, place).rows

        write_out(self._desk, self, path, work)

    def _say_again(self) -> None:
        if self.data is not None:
            self._show(self.data)


def _titled(title: QWidget, grid: QGridLayout) -> QWidget:
    made = card(title)
    box = made.layout()
    if isinstance(box, QVBoxLayout):
        box.addLayout(grid)
    return made


def _together(rates: list[Rate]) -> Rate:
    return Rate(
        sum(r.checks for r in rates),
        sum(r.earned for r in rates),
        sum(r.possible for r in rates),
        sum(r.failed for r in rates),
    )


def rate_words(rate: Rate) -> Text | str:
    """Checks, pass rate and findings on one line."""
    parts: list[Text | str] = [Nn_("{n} check", "{n} checks", rate.checks)]
    if rate.percent is not None:
        parts.append(N_("pass rate {n}%", n=rate.percent))
    parts.append(Nn_("{n} finding", "{n} findings", rate.failed))
    return joined(parts)


def _said(month: date, rate: Rate) -> Text:
    words = rate_words(rate) if rate.checks else N_("no check")
    return N_("{month}: {words}", month=f"{month:%Y-%m}", words=words)

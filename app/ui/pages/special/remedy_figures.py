"""Returns in figures: how much of what was sold came back, why, of which products, and how long the money took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.amounts import amount_words, parts_of
from app.core.i18n import N_, Text
from app.models.remedy_words import REASONS
from app.services import remedy_figures as figures
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.special.product_parts import clear
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.elided import Elided
from app.ui.widgets.segmented import Segmented

PERIODS: tuple[tuple[int, Text], ...] = (
    (30, N_("Last 30 days")),
    (90, N_("Last 90 days")),
    (365, N_("Last year")),
)
SHOWN_PRODUCTS = 8


@dataclass(frozen=True, slots=True)
class _Read:
    start: date
    end: date
    rate: figures.Rate
    days: figures.Days
    reasons: list[figures.ReasonCount]
    products: list[figures.ProductReturns]


class FiguresDialog(Dialog):
    """A period, and what the records say of it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.kit, parent, N_("Returns in figures"), icon="chart-column")
        self._desk = desk
        self._read: _Read | None = None
        self.setMinimumWidth(620)
        self.periods = Segmented(desk.kit, [(str(days), words) for days, words in PERIODS], "90", N_("Period"))
        self.periods.chosen.connect(lambda _key: self._ask())
        self.rate = label(desk.kit, "", size=20, weight=700, tabular=True)
        self.words = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        self.days = label(desk.kit, "", wrap=True, tabular=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(3)
        self.grid.setColumnStretch(0, 1)
        self.body.addWidget(self.periods, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.rate, self.words, self.days):
            self.body.addWidget(part)
        self.body.addLayout(self.grid)
        self.offer(N_("List these remedies"), self._list, kind="primary")
        self.offer(N_("Close"))
        self._ask()

    def _ask(self) -> None:
        days = int(self.periods.current)
        self._desk.read(lambda reader: _read(reader, days), self._arrived, self)

    def _arrived(self, found: _Read) -> None:
        self._read = found
        kit, rate, days = self.kit, found.rate, found.days
        kit.say(self.rate.setText, percent(rate))
        kit.say(
            self.words.setText,
            N_("{n} of the {m} pieces sold from {start} to {end} came back.", n=rate.part, m=rate.whole,
               start=found.start.isoformat(), end=found.end.isoformat()),
        )  # fmt: skip
        mean = f"{days.mean_tenths / 10:.1f}"
        settled = N_("{n} settled, in {mean} days on average and {longest} at most; {m} of them in time.",
                     n=days.settled, mean=mean, longest=days.longest, m=days.in_time)  # fmt: skip
        kit.say(self.days.setText, settled if days.settled else N_("None was settled yet."))
        self._show_tables(found)

    def _show_tables(self, found: _Read) -> None:
        clear(self.grid)
        currency = self._desk.at().currency
        words = {o.key: o.label for o in REASONS}
        self._head(N_("Reason"), N_("Remedies"), N_("Pieces"), N_("Refund"))
        for r in found.reasons:
            money = amount_words(r.refund, currency) if any(parts_of(r.refund)) else "–"
            self._row(words.get(r.reason, r.reason), f"{r.remedies:,}", f"{r.pieces:,}", money)
        if not found.reasons:
            self._row(N_("Nothing was asked for in this time."), "", "", "")
        if found.products:
            self._head(N_("Product"), N_("Sold"), N_("Came back"), N_("Rate"))
            for p in found.products:
                self._row(p.name, f"{p.rate.whole:,}", f"{p.rate.part:,}", self.kit.tr(percent(p.rate)))

    def _head(self, *words: Text) -> None:
        row = self.grid.rowCount()
        for column, said in enumerate(words):
            part = label(self.kit, said, size=12, tone="quiet")
            part.setContentsMargins(0, 10, 0, 0)
            part.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            self.grid.addWidget(part, row, column)

    def _row(self, name: Text | str, *numbers: str) -> None:
        row = self.grid.rowCount()
        self.grid.addWidget(Elided(self.kit, self.kit.tr(name), size=13, token="ink"), row, 0)
        for column, said in enumerate(numbers, 1):
            part = label(self.kit, said, tabular=True)
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.grid.addWidget(part, row, column)

    def _list(self) -> None:
        if self._read is not None:
            self._desk.host.open_page("remedies", figures.returned_view(self._read.start, self._read.end))


def percent(rate: figures.Rate) -> Text | str:
    """`2.3%`, or that nothing was sold."""
    value = rate.per_mille
    return N_("Nothing sold") if value is None else f"{value // 10}.{value % 10}%"


def _read(reader: Reader, days: int) -> _Read:
    end = reader.locale.today
    start = end - timedelta(days=days - 1)
    return _Read(
        start,
        end,
        figures.return_rate(reader, start, end),
        figures.days_to_settle(reader, start, end),
        figures.by_reason(reader, start, end),
        figures.by_product(reader, start, end, SHOWN_PRODUCTS),
    )


def start_figures(desk: Desk, parent: QWidget) -> FiguresDialog:
    """Open the dialog."""
    dialog = FiguresDialog(desk, parent)
    dialog.open()
    return dialog

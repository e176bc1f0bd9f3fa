"""The risk matrix: where the live risks stand before, now and after; how levels moved month by month."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Translator
from app.models import risk_scale as scale
from app.models.declaration import Where
from app.services import risks
from app.services.risk_figures import Matrix as Standing
from app.services.risk_figures import MonthLevels, cell_view, level_view, matrix, trend
from app.services.risks import Scales
from app.store.reader import Reader
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.fresh_page import FreshPage
from app.ui.pages.special.risk_words import AXES, COLUMNS, ROWS, cells
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, card, label
from app.ui.widgets.matrix import Matrix
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.pill import Pill
from app.ui.widgets.scrolled import Scrolled
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.stacked import Stack, StackedChart

KEY = "risk_matrix"
FEEDS = frozenset({"risks", "risk_assessments", "settings"})
WIDE = 860


@dataclass(frozen=True, slots=True)
class Shown:
    """What one look at the register gives."""

    known: Scales
    standing: Standing
    months: tuple[MonthLevels, ...]


class RiskMatrixPage(FreshPage):
    """Reads anew when risks changed while it is looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, FEEDS)
        kit = desk.kit
        self.header = PageHeader(kit, N_("Risk matrix"))
        self.header.search_asked.connect(desk.host.open_palette)
        self.stage = Segmented(kit, tuple((o.key, o.label) for o in scale.STAGES), "current", N_("Stage"))
        self.stage.chosen.connect(lambda _: self.refresh())
        self.matrix = Matrix(kit, ROWS, COLUMNS, AXES)
        self.matrix.chosen.connect(self._open_cell)
        self._elsewhere = button(kit, N_(""), self._open_lec, kind="link")
        self.levels = QGridLayout()
        self.chart = StackedChart(kit)
        self._none = label(kit, N_("No risk was assessed in these months."), tone="quiet", wrap=True)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        kit.language.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read anew."""
        stage = self.stage.current
        super().refresh()

        def read(reader: Reader) -> Shown:
            return Shown(risks.scales(reader), matrix(reader, stage), tuple(trend(reader)))

        self._desk.read(read, self._show, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        wide = self.width() >= WIDE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        kit = self._desk.kit
        left: QFrame = card(label(kit, N_("Where the risks stand"), weight=700), self.stage, self.matrix, spacing=10)
        inner = left.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addWidget(self._elsewhere)
        self.levels.setHorizontalSpacing(12)
        self.levels.setVerticalSpacing(6)
        self.levels.setColumnStretch(1, 1)
        by_level: QFrame = card(label(kit, N_("By level"), weight=700))
        months: QFrame = card(label(kit, N_("Levels, 12 months"), weight=700), self.chart, self._none)
        box = by_level.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(self.levels)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(by_level)
        right.addWidget(months)
        right.addStretch(1)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(14)
        self._halves.addWidget(left, 3)
        self._halves.addLayout(right, 2)
        whole = QWidget()
        whole.setLayout(self._halves)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.header)
        outer.addWidget(FamilyBar(self._desk, KEY))
        outer.addWidget(Scrolled(whole), 1)

    def _show(self, shown: Shown) -> None:
        at, kit = self._desk.at(), self._desk.kit
        self.matrix.show_cells(cells(shown.known, shown.standing.cells, at))
        count = shown.standing.elsewhere
        words = Nn_(
            "{n} risk assessed by LEC has no place in the matrix",
            "{n} risks assessed by LEC have no place in the matrix",
            count,
        )
        kit.say(self._elsewhere.setText, words)
        self._elsewhere.setVisible(bool(count))
        self._show_levels(shown.standing)
        stacks = [_stack(m, kit.tr) for m in shown.months]
        self.chart.show_stacks(stacks)
        anything = any(m.total for m in shown.months)
        self.chart.setVisible(anything)
        self._none.setVisible(not anything)

    def _show_levels(self, standing: Standing) -> None:
        while (item := self.levels.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kit = self._desk.kit
        for row, option in enumerate(reversed(scale.LEVELS)):
            count = standing.levels.get(option.key, 0)
            view = level_view(standing.stage, option.key)
            self.levels.addWidget(Pill(kit, option.label, option.tone), row, 0)
            words = Nn_("{n} risk", "{n} risks", count)
            self.levels.addWidget(
                button(kit, words, later(self._desk.host.open_page, "risks", view), kind="link"), row, 1
            )

    def _open_cell(self, likelihood: int, impact: int) -> None:
        stage, cell = self.stage.current, (str(likelihood), str(impact))
        self._desk.read(
            lambda reader: cell_view(reader, stage, cell), lambda view: self._desk.host.open_page("risks", view), self
        )

    def _open_lec(self) -> None:
        self._desk.host.open_page("risks", View("risks", (Where("method", "eq", "lec"),)))


def _stack(month: MonthLevels, tr: Translator) -> Stack:
    """A month's levels, low at the bottom."""
    parts = tuple((month.levels.get(o.key, 0), o.tone) for o in scale.LEVELS)
    said = [f"{tr(o.label)} {n}" for o in reversed(scale.LEVELS) if (n := month.levels.get(o.key, 0))]
    return Stack(str(month.end.month), parts, f"{month.end:%Y-%m}: {' · '.join(said) or 0}")

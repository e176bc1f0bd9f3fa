"""The cards of the complaint figures: how many came when, and how many of each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.services.complaint_figures import Slice, SoldRate, Stretch
from app.store.view import View
from app.ui.pages.today.cards import ProductRow
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label
from app.ui.widgets.chart import Bar, BarChart


class CourseCard(QFrame):
    """Bars of the complaints received, by day, week or month. `opened` gives the list behind one."""

    opened = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._course: tuple[Stretch, ...] = ()
        self.setProperty("card", True)
        self.chart = BarChart(kit)
        self.chart.chosen.connect(lambda at: self.opened.emit(self._course[at].view))
        self._none = label(kit, N_("No complaint in this period."), tone="quiet", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 10)
        box.setSpacing(8)
        box.addWidget(label(kit, N_("Complaints received"), weight=700))
        box.addWidget(self.chart)
        box.addWidget(self._none)

    def show_course(self, course: Sequence[Stretch], at: Locale) -> None:
        """Show the stretches, the oldest first."""
        self._course = tuple(course)
        some = any(s.count for s in course)
        self.chart.show_bars([Bar(_foot(s), s.count, at.tr(_said(s))) for s in course])
        self.chart.setVisible(some)
        self._none.setVisible(not some)


class SlicesCard(QFrame):
    """How many complaints have each value of one field, as rows over bars. `opened` gives the list behind one."""

    opened = Signal(object)

    def __init__(self, kit: Kit, heading: Text) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("card", True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._none = label(kit, N_("Nothing to count."), size=12, tone="quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 8)
        box.setSpacing(4)
        box.addWidget(label(kit, heading, weight=700))
        box.addLayout(self._rows)
        box.addWidget(self._none)
        box.addStretch(1)

    def rows(self) -> list[ProductRow]:
        """The rows that are shown, the most frequent first."""
        found = [self._rows.itemAt(i) for i in range(self._rows.count())]
        return [w for item in found if item is not None and isinstance(w := item.widget(), ProductRow)]

    def show_slices(self, slices: Sequence[Slice], total: int, words: Callable[[Slice], str]) -> None:
        """Show these, each with its part of `total`; `words` says what one is called."""
        self.clear()
        most = max((s.count for s in slices), default=1)
        for s in slices:
            said = f"{s.count:,} · {s.count * 100 / total:.0f}%" if total else f"{s.count:,}"
            self.add(words(s), said, s.count / most, s.view)
        self.say_none(not slices)

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, name: str, said: str, share: float, view: View) -> None:
        """Add a row with its figure, over a bar of `share` (0 to 1); a click opens the list behind it."""
        made = ProductRow(self._kit, name, said, share, "accent")
        made.clicked.connect(lambda _=False: self.opened.emit(view))
        self._rows.addWidget(made)

    def say_none(self, none: bool) -> None:
        """Say that there is nothing to count, or not."""
        self._none.setVisible(none)


class RatesCard(SlicesCard):
    """Complaints beside the pieces that were sold, by product, the highest rate first."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, N_("Complaints per pieces sold"))

    def show_rates(self, rates: Sequence[SoldRate]) -> None:
        """Show these; one of which nothing was sold in the period has no rate."""
        self.clear()
        tr = self._kit.tr
        most = max((r.per_thousand or 0 for r in rates), default=0) or 1
        for r in rates:
            rate = f"{r.per_thousand:.1f}‰" if r.per_thousand is not None else "–"
            said = f"{tr(N_('{n} of {m} sold', n=r.count, m=f'{r.sold:,}'))} · {rate}"
            self.add(r.words, said, (r.per_thousand or 0) / most, r.view)
        self.say_none(not rates)


def _foot(stretch: Stretch) -> str:
    """What stands below a bar: the day, the day on which a week begins, or the month."""
    if stretch.start == stretch.end:
        return str(stretch.start.day)
    if (stretch.end - stretch.start).days < 7:
        return f"{stretch.start:%m-%d}"
    return f"{stretch.start:%Y-%m}" if stretch.start.month == 1 else str(stretch.start.month)


def _said(stretch: Stretch) -> Text:
    days = stretch.start.isoformat()
    if stretch.start != stretch.end:
        days = f"{days} – {stretch.end.isoformat()}"
    return Nn_("{days}: {n} complaint", "{days}: {n} complaints", stretch.count, days=days)

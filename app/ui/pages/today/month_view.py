"""The month: how much is due on each day, and the list of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_
from app.core.workdays import unpublished
from app.services.due import Item, Person
from app.services.due_month import DayCount, counts_by_day, items_on
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.today.due_list import DueView
from app.ui.pages.today.due_rows import rows_of_day
from app.ui.pages.today.month_grid import WEEKS, MonthGrid, first_cell, month_after
from app.ui.pages.today.words import long_day, month_words
from app.ui.widgets.build import button, icon_button, label, row

LEAST_LIST = 180
Whose = Callable[[Reader], Person | None]


@dataclass(frozen=True, slots=True)
class MonthData:
    """What one look gives: counts of the days that the grid shows, and the items of the chosen day."""

    month: date
    day: date
    counts: Mapping[date, DayCount]
    items: tuple[Item, ...]


def read_month(reader: Reader, month: date, day: date, whose: Whose) -> MonthData:
    """A month and the items of one of its days, for whom the page shows."""
    start, person = first_cell(month), whose(reader)
    counts = counts_by_day(reader, start, start + timedelta(days=7 * WEEKS - 1), person)
    return MonthData(month, day, counts, tuple(items_on(reader, day, person)))


class MonthView(QWidget):
    """Grid and list. `whose` says for whom; the list's signals are those of `view`."""

    def __init__(self, desk: Desk, whose: Whose, may_act: bool) -> None:
        super().__init__()
        self._desk, self._whose = desk, whose
        self.data: MonthData | None = None
        kit = desk.kit
        self._title = label(kit, "", size=15, weight=700)
        self.back = icon_button(kit, "chevron-left", N_("Month before (Page Up)"), lambda: self._step(-1))
        self.forth = icon_button(kit, "chevron-right", N_("Next month (Page Down)"), lambda: self._step(1))
        self.now = button(kit, N_("This month"), self.go_to_today, kind="link")
        self.grid = MonthGrid(kit)
        self._note = label(kit, "", size=12, tone="quiet", wrap=True)
        self._day = label(kit, "", weight=700)
        self._count = label(kit, "", size=12, tone="quiet", tabular=True)
        self.view = DueView(kit, may_act)
        self.view.setMinimumHeight(LEAST_LIST)
        self._none = label(kit, N_("Nothing is due on this day."), tone="quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.setSpacing(6)
        box.addLayout(row(self._title, 0, self.now, self.back, self.forth))
        box.addWidget(self.grid)
        box.addWidget(self._note)
        box.addLayout(row(self._day, self._count, 0))
        box.addWidget(self._none)
        box.addWidget(self.view, 1)
        self.grid.chosen.connect(lambda day: self.look(self.grid.month, day))
        self.grid.month_asked.connect(lambda day: self.look(day.replace(day=1), day))
        self.grid.opened.connect(self._into_list)
        self.setFocusProxy(self.grid)

    def refresh(self) -> None:
        """Read again; at first the month of today."""
        if self.data is None:
            self.go_to_today()
        else:
            self.look(self.data.month, self.data.day)

    def go_to_today(self) -> None:
        """Show the month that it is, and today's items."""
        day = self._desk.at().today
        self.look(day.replace(day=1), day)

    def look(self, month: date, day: date) -> None:
        """Show a month and one of its days."""
        whose = self._whose
        self._desk.read(lambda reader: read_month(reader, month, day, whose), self.show_data, self)

    def show_data(self, data: MonthData) -> None:
        """Show what was read."""
        at = self._desk.at()
        self.data = data
        kit = self._desk.kit
        kit.say(self._title.setText, month_words(data.month, at))
        self.grid.show_month(data.month, data.day, data.counts, at)
        self.now.setVisible((data.month.year, data.month.month) != (at.today.year, at.today.month))
        missing = unpublished(data.month)
        self._note.setVisible(missing is not None)
        kit.say(self._note.setText, missing or "")
        kit.say(self._day.setText, long_day(data.day, at))
        count = data.counts.get(data.day)
        kit.say(self._count.setText, Nn_("{n} item due", "{n} items due", count.total) if count else "")
        self._none.setVisible(not data.items)
        self.view.setVisible(bool(data.items))
        self.view.show_rows(rows_of_day(data.items, self._desk.registry, at))

    def _step(self, by: int) -> None:
        month = month_after(self.grid.month, by)
        self.look(month, month)

    def _into_list(self) -> None:
        if self.view.isVisibleTo(self):
            self.view.setFocus()
            if self.view.rows:
                self.view.setCurrentIndex(self.view.model().index(0, 0))

"""The list of a register, derived from its declaration: chips, search, filter, table, sums, several at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, Text, inside
from app.models.declaration import Register
from app.store.shop import Changes
from app.store.view import View
from app.ui.pages.bulk_bar import BulkBar
from app.ui.pages.desk import Desk
from app.ui.pages.filter_line import FilterLine
from app.ui.pages.list_figures import ListFigures
from app.ui.pages.list_menus import ListMenus
from app.ui.pages.list_state import ListState
from app.ui.pages.list_tools import ListTools
from app.ui.pages.listed import Listed
from app.ui.pages.specials import special
from app.ui.pages.view_source import ViewSource, columns_of
from app.ui.pages.words import joined, sum_words
from app.ui.runtime.calls import later
from app.ui.widgets.empty import EmptyState, nothing_found
from app.ui.widgets.table.card import TableCard
from app.ui.widgets.table.picked import Picked

COALESCE_MS = 30


class RecordList(QWidget):
    """Tools, filter line, table, bulk bar. `current_changed` gives an id or None, `foot` what the lowest line says."""

    current_changed = Signal(object)
    opened = Signal(int)
    foot = Signal(object, bool)

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self.desk, self.register = desk, register
        self.listed = Listed(chip=register.first_chip)
        self._sums: dict[str, int] = {}
        self._stale = False
        self.empty = EmptyState(desk.kit, register.icon, register.label, register.purpose)
        self.card = TableCard(desk.kit, desk.worker, desk.at, columns_of(register), self.empty)
        self.table = self.card.view
        self.state = ListState(desk.preferences, register, self.table.columns)
        self.menus = ListMenus(self)
        self.tools = ListTools(
            desk,
            register,
            {
                **({"period": self.menus.choose_period} if register.business_date else {}),
                "filter": self.menus.add_condition,
                "views": self.menus.choose_view,
                "columns": self.menus.choose_columns,
            },
        )
        self.filter_line = FilterLine(desk, register)
        self.figures = ListFigures(desk, register, self)
        self.bulk = BulkBar(desk, register, self.view, self.table.clearSelection)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.filter_line)
        box.addWidget(self.card, 1)
        box.addWidget(self.bulk)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(COALESCE_MS)
        self._again.timeout.connect(self.refresh)
        self._connect()
        self.state.restore()

    def _connect(self) -> None:
        self.tools.chip_chosen.connect(lambda key: self.show_listed(self.listed.changed(chip=key)))
        self.tools.sought.connect(lambda text: self.show_listed(self.listed.changed(search=text)))
        self.tools.search.down.connect(self.focus_rows)
        self.filter_line.changed.connect(self.show_listed)
        self.filter_line.save_asked.connect(self.menus.save_view)
        self.table.sort_asked.connect(self._sort)
        self.table.current_changed.connect(self.current_changed)
        self.table.opened.connect(self.opened)
        self.table.picker.changed.connect(self._picked)
        self.table.columns.changed.connect(self._columns_changed)
        self.table.columns.squeezed.connect(self.tools.show_left_out)
        self.table.rows.failed.connect(self.desk.host.fail)
        self.card.counted.connect(self._counted)
        self.figures.totalled.connect(self.tools.show_total)
        self.figures.chipped.connect(self.tools.show_counts)
        self.figures.summed.connect(self._show_sums)
        self.desk.bus.changed.connect(self._told)
        self.desk.kit.language.changed.connect(self.say_foot)
        self.desk.kit.language.changed.connect(self._again.start)

    # what is listed

    def view(self) -> View:
        """The list as shown, for an export or a print."""
        today = self.desk.at().today
        return self.listed.changed(columns=self.state.shown()).view(self.register, today)

    def show_listed(self, listed: Listed) -> None:
        """List something else. The selection stays where its records are listed still."""
        if listed.columns and listed.columns != self.state.shown():
            self.state.show(listed.columns)
        self.listed = listed
        self.tools.show_chip(listed.chip)
        self.tools.search.show_text(listed.search)
        self.filter_line.show_listed(listed)
        self.tools.mark("filter", bool(listed.where))
        self.tools.mark("period", listed.period.key != "all")
        sort = listed.sort or self.register.sort
        self.table.columns.show_sort(sort.lstrip("-"), descending=sort.startswith("-"))
        self._offer_first_step()
        self.table.show_source(self._source())
        self.figures.want(self.view(), filtered=listed.filtered)

    def refresh(self) -> None:
        """Fetch again; selection and place stay."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.table.show_source(self._source(), keep_place=True)
        self.figures.forget()
        self.figures.want(self.view(), filtered=self.listed.filtered)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        if self.table.rows.feed.source is None:
            self.show_listed(self.listed)
        elif self._stale:
            self._again.start()

    def seek(self, record_id: int) -> None:
        """Fetch again, select this record and scroll to it; `table.picker.sought` tells whether it is listed."""
        self.table.picker.seek(record_id)
        self._again.start()

    def mark(self, record_id: int) -> None:
        """Select this record and scroll to it as `seek` does, in the list as it is where that is still true."""
        if self._stale or self._again.isActive() or self.table.rows.feed.source is None:
            self.seek(record_id)
        else:
            self.table.picker.seek(record_id, anew=False)

    def focus_rows(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def _sort(self, key: str, descending: bool) -> None:
        self.show_listed(self.listed.changed(sort=f"-{key}" if descending else key))

    def _columns_changed(self) -> None:
        self.state.keep()
        source = self.table.rows.feed.source
        if isinstance(source, ViewSource) and set(source.view.columns) != set(self.state.shown()):
            self._again.start()

    # figures

    def _source(self) -> ViewSource:
        return ViewSource(self.desk.shop, self.desk.kit.tr, self.view())

    def _show_sums(self, sums: dict[str, int]) -> None:
        self._sums = sums
        self.say_foot()

    def _picked(self, picked: Picked) -> None:
        self.bulk.show_picked(picked)
        self.say_foot()

    def say_foot(self) -> None:
        """Say what the list, or what is selected of it, comes to."""
        picked, at = self.table.picker.picked, self.desk.at()
        fields = [self.register.field(n) for n in self.state.shown()]
        if picked.count > 1:
            parts: list[Text | str] = [
                N_("{count} selected", count=f"{picked.count:,}"),
                *sum_words(fields, picked.sums, at),
            ]
        else:
            parts = list(sum_words(fields, self._sums, at))
        self.foot.emit(joined(parts), picked.count > 1)

    def _counted(self, count: int) -> None:
        if not count:
            self.current_changed.emit(None)

    def _told(self, changes: Changes) -> None:
        if self.register.name in changes.registers:
            self._again.start()

    def _offer_first_step(self) -> None:
        if self.listed.filtered:
            self.empty.say(*nothing_found())
            self.empty.offer((N_("Show all records"), "rotate-ccw", lambda: self.show_listed(Listed())))
            return
        self.empty.say(self.register.icon, self.register.label, self.register.purpose)
        tools = special(self.register.name).tools if self.desk.may("write") else ()
        steps = [(t.label, t.icon, later(t.run, self.desk, self)) for t in tools if t.first]
        if self.desk.creates(self.register):
            words = N_("New {register}", register=inside(self.register.singular))
            steps.append((words, "plus", lambda: self.desk.host.open_new(self.register.name)))
        if self.register.importable and self.desk.may("import"):
            steps.append((N_("Import a file"), "file-down", self.desk.host.open_import))
        self.empty.offer(*steps)

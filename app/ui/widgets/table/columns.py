"""Which columns show, in which order and how wide: fitted until a person changes it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QTableView

from app.core.i18n import N_
from app.models.kinds import Choice
from app.ui.runtime.kit import Kit
from app.ui.widgets.table.delegate import CellPainter
from app.ui.widgets.table.heading import ARROW, Heading
from app.ui.widgets.table.model import LazyModel
from app.ui.widgets.table.widths import LEAST_FLEXIBLE, share

MOST_FLEXIBLE = 320
MEASURED_ROWS = 60
COMFORTABLE = 144
"""Width that a column of words should have before a column that matters less is left out for it."""


class Columns(QObject):
    """The columns of one view. `sort_asked` gives a column's key and whether descending."""

    sort_asked = Signal(str, bool)
    changed = Signal()
    squeezed = Signal(int)
    """How many columns are left out for want of room."""

    def __init__(self, kit: Kit, view: QTableView, model: LazyModel, heading: Heading, painter: CellPainter) -> None:
        super().__init__(view)
        self._kit = kit
        self._view = view
        self._model = model
        self._heading = heading
        self._painter = painter
        self._by_hand = False
        self._fitting = False
        self._unmeasured = False
        self._left_out: frozenset[int] = frozenset()
        self._asked_for: set[int] = set()
        self._wanted = [heading.heading_width(i) for i in range(len(model.columns))]
        self._cells = [0] * len(model.columns)
        for at, column in enumerate(model.columns):
            heading.setSectionHidden(at, column.hidden)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.sectionClicked.connect(self._clicked)
        heading.sectionResized.connect(self._resized)
        heading.sectionMoved.connect(self._moved)
        heading.customContextMenuRequested.connect(self._menu_at)
        kit.language.changed.connect(self._language_changed)

    def shown(self) -> list[int]:
        """The columns of the list, as declared positions, from left to right, with those left out for want of room."""
        order = [self._heading.logicalIndex(v) for v in range(self._heading.count())]
        return [at for at in order if at in self._left_out or not self._heading.isSectionHidden(at)]

    def first_shown(self) -> int:
        """The leftmost column."""
        return (self.shown() or [0])[0]

    def show_sort(self, key: str, *, descending: bool) -> None:
        """Mark the order that the rows are in, without asking for it."""
        keys = [column.key for column in self._model.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._heading.setSortIndicator(keys.index(key) if key in keys else -1, order)
        self.fit()

    def fit(self) -> None:
        """Share out the view's width, unless a person set the widths; where it is short, some are left out."""
        if self._by_hand or self._fitting:
            return
        self._leave_out(self._spare())
        shown = [at for at in self.shown() if at not in self._left_out]
        flexible = [self._model.columns[at].flexible for at in shown]
        least = [self._least_flexible(at) if self._model.columns[at].flexible else self._least(at) for at in shown]
        widths = share([self._wanted[at] for at in shown], flexible, self._view.viewport().width(), least)
        self._fitting = True
        for at, width in zip(shown, widths, strict=True):
            self._heading.resizeSection(at, width)
        self._fitting = False

    def fit_to_rows(self) -> None:
        """Widen columns for the rows that came in. Widths only grow, so that columns do not dance."""
        rows = self._model.feed.loaded()[:MEASURED_ROWS]
        grown = False
        for at in self.shown():
            column = self._model.columns[at]
            widest = max((int(self._painter.cell_width(row, at)) + 1 for _, row in rows), default=0)
            if column.flexible:
                widest = min(widest, MOST_FLEXIBLE)
            self._cells[at] = max(self._cells[at], widest)
            if widest > self._wanted[at]:
                self._wanted[at] = widest
                grown = True
        if grown:
            self.fit()

    def catch_up(self) -> None:
        """The view is shown: measure what was said in another language while nobody saw it."""
        if self._unmeasured:
            self._unmeasured = False
            self._wanted = [self._heading.heading_width(i) for i in range(len(self._model.columns))]
            self.fit_to_rows()
            self.fit()

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a column; the last one that shows cannot be hidden."""
        at = [column.key for column in self._model.columns].index(key)
        if not shown and self.shown() == [at]:
            return
        self._left_out -= {at}
        self._heading.setSectionHidden(at, not shown)
        if shown:
            self._asked_for.add(at)
            self.fit_to_rows()
        self.fit()
        self.changed.emit()

    def menu(self) -> QMenu:
        """A menu of all columns, ticked where they show, and a way back to fitted widths."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self._model.columns):
            action = menu.addAction(self._kit.tr(column.label))
            action.setCheckable(True)
            action.setChecked(at in self.shown())
            action.toggled.connect(lambda on, key=column.key: self.set_shown(key, on))
        menu.addSeparator()
        menu.addAction(self._kit.tr(N_("Fit column widths")), self.reset_widths)
        return menu

    def reset_widths(self) -> None:
        """Fit the columns again, as if nobody had dragged them."""
        self._by_hand = False
        self.fit()
        self.changed.emit()

    def state(self) -> dict[str, object]:
        """Order, hidden columns and hand-set widths, to be kept for the next time; plain JSON values."""
        keys = [column.key for column in self._model.columns]
        order = [keys[self._heading.logicalIndex(v)] for v in range(self._heading.count())]
        widths = {keys[at]: self._heading.sectionSize(at) for at in self.shown()} if self._by_hand else {}
        shown = self.shown()
        hidden = [keys[at] for at in range(len(keys)) if at not in shown]
        return {"order": order, "hidden": hidden, "widths": widths}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take a kept state; columns that it does not know keep their declared place."""
        keys = [column.key for column in self._model.columns]
        order, hidden, widths = (state.get(name) for name in ("order", "hidden", "widths"))
        self._leave_out(frozenset())
        if isinstance(order, list):
            known = [key for key in order if key in keys]
            for visual, key in enumerate(known):
                self._heading.moveSection(self._heading.visualIndex(keys.index(key)), visual)
        if isinstance(hidden, list) and set(keys) - set(hidden):
            for at, key in enumerate(keys):
                self._heading.setSectionHidden(at, key in hidden)
        if isinstance(widths, dict) and widths:
            for key, width in widths.items():
                if key in keys and isinstance(width, int):
                    self._heading.resizeSection(keys.index(key), max(48, min(width, 2000)))
            self._by_hand = True
        self.fit()

    def _spare(self) -> frozenset[int]:
        """The columns without which the others have room: plain choices first, then from the last declared one on."""
        columns, shown = self._model.columns, self.shown()
        words = next((at for at in shown if columns[at].flexible), None)
        # The first column says what the row is: without it the others say nothing.
        kept = {words, *shown[:1], self._heading.sortIndicatorSection(), *self._asked_for}
        spare = [at for at in shown if at not in kept and not columns[at].important]
        spare.sort(key=lambda at: (isinstance(columns[at].kind, Choice), at), reverse=True)
        # Sums stand in the lowest line and in the panel; they go last.
        spare += [at for at in reversed(shown) if columns[at].summed and not columns[at].strong and at not in kept]
        needed = {at: min(self._wanted[at], COMFORTABLE) if columns[at].flexible else self._least(at) for at in shown}
        room, gone = self._view.viewport().width(), set[int]()
        while spare and sum(width for at, width in needed.items() if at not in gone) > room:
            gone.add(spare.pop(0))
        return frozenset(gone)

    def _leave_out(self, columns: frozenset[int]) -> None:
        if columns == self._left_out:
            return
        self._fitting = True
        for at in self._left_out ^ columns:
            self._heading.setSectionHidden(at, at in columns)
        self._fitting = False
        self._left_out = columns
        self.squeezed.emit(len(columns))

    def _least(self, at: int) -> int:
        # Only the column that the rows are sorted by needs room for the arrow.
        column = self._model.columns[at]
        arrow = ARROW + 3 if column.sortable and self._heading.sortIndicatorSection() != at else 0
        return max(self._heading.heading_width(at) - arrow, self._cells[at])

    def _least_flexible(self, at: int) -> int:
        """Words are cut down to their heading before what stands at the end is pushed out of sight."""
        return min(self._wanted[at], max(LEAST_FLEXIBLE, self._heading.heading_width(at)))

    def _clicked(self, at: int) -> None:
        column = self._model.columns[at]
        if not column.sortable:
            return
        # Qt has turned the arrow already; the page fetches the rows in that order.
        self.sort_asked.emit(column.key, self._heading.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)

    def _resized(self) -> None:
        if not self._fitting and self._view.isVisible():
            self._by_hand = True
            self._leave_out(frozenset())
            self.changed.emit()

    def _moved(self) -> None:
        self.changed.emit()

    def _menu_at(self, place: QPoint) -> None:
        self.menu().popup(self._heading.mapToGlobal(place))

    def _language_changed(self) -> None:
        # A window of which all pages were opened has forty tables: measuring their cells took 0.1 s.
        self._unmeasured = True
        if self._view.isVisible():
            self.catch_up()

"""The table view: keyboard, mouse, hover, copy; what happens to a record is told by signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView

from app.core.locale import Locale
from app.core.text import fold, initials
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.table.columns import Columns
from app.ui.widgets.table.copying import copy_rows
from app.ui.widgets.table.delegate import ROW_HEIGHT, CellPainter
from app.ui.widgets.table.heading import Heading
from app.ui.widgets.table.model import LazyModel
from app.ui.widgets.table.picked import Picker
from app.ui.widgets.table.source import Column, FixedRows, Row, RowSource

TYPING_MS = 900


class RowsView(QTableView):
    """A list of records. `opened` and `current_changed` give an id, `sort_asked` a column and direction."""

    opened = Signal(int)
    current_changed = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, kit: Kit, worker: Worker, at: Callable[[], Locale], columns: Sequence[Column]) -> None:
        super().__init__()
        self._kit = kit
        self._worker = worker
        self._typed = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._forget_typed)
        self.menu_for: Callable[[], QMenu | None] = lambda: None
        self.rows = LazyModel(kit, worker, at, columns, self)
        self.heading = Heading(kit, self.rows.columns, self)
        self.setHorizontalHeader(self.heading)
        self.setModel(self.rows)
        self.painter = CellPainter(kit, self.rows, self)
        self.setItemDelegate(self.painter)
        self._dress()
        self.columns = Columns(kit, self, self.rows, self.heading, self.painter)
        self.columns.sort_asked.connect(self.sort_asked)
        self.picker = Picker(self, self.rows, worker)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.rows.arrived.connect(self._after_arrival)
        self.doubleClicked.connect(self._open)
        kit.theme.changed.connect(self.viewport().update)

    def show_source(self, source: RowSource, *, keep_place: bool = False) -> None:
        """Show another list. Selected records stay selected if they are in it."""
        self.rows.set_source(source)
        self.picker.keep()
        if not keep_place:
            self.scrollToTop()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show a short list that is here already, such as a record's lines."""
        self.rows.feed.fill(FixedRows(rows), rows)

    def reload(self) -> None:
        """Fetch the same list again: selection and place stay."""
        self.rows.reload()
        self.picker.keep()

    def current_id(self) -> int | None:
        """The id of the current record, if its row is here."""
        index = self.currentIndex()
        row = self.rows.feed.peek(index.row()) if index.isValid() else None
        return row.id if row is not None else None

    def go_to(self, at: int) -> None:
        """Make the row at a position current and the only selected one."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.rows.index(at, self.columns.first_shown())
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as tab-separated text, as spreadsheets take it."""
        copy_rows(self._worker, self.rows, self.columns.shown(), self.picker.picked.spans, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row, Enter opens, Ctrl+C copies."""
        last = self.rows.rowCount() - 1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif plain and event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif plain and event.key() == Qt.Key.Key_End:
            self.go_to(last)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead among the rows that are here: by the start of a word, or by pinyin initials."""
        self._typed += search
        self._typing.start()
        sought = fold(self._typed)
        column = self.columns.first_shown()
        here = self.currentIndex().row()
        start = here if len(self._typed) > 1 else here + 1
        rows = self.rows.feed.loaded()
        for at, row in [r for r in rows if r[0] >= start] + [r for r in rows if r[0] < start]:
            words = self.rows.say(row, column)
            if fold(words).startswith(sought) or initials(words).startswith(sought):
                self.go_to(at)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without going to a record: Qt would go to the first one, and its panel open unasked."""
        chosen, model = self.currentIndex().isValid(), self.selectionModel()
        model.blockSignals(True)
        super().focusInEvent(event)
        if not chosen:
            model.clearCurrentIndex()
        model.blockSignals(False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the selected records; the row under the pointer is selected first."""
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isRowSelected(index.row()):
            self.go_to(index.row())
        menu = self.menu_for()
        if menu is not None:
            menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the new room."""
        super().resizeEvent(event)
        self.columns.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the columns the widths that they need in the language in use."""
        super().showEvent(event)
        self.columns.catch_up()

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setMinimumSectionSize(ROW_HEIGHT)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        side.hide()

    def _hover(self, row: int) -> None:
        if row != self.painter.hovered:
            self.painter.hovered = row
            self.viewport().update()

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self.rows.feed.peek(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.id)

    def _moved(self) -> None:
        self.current_changed.emit(self.current_id())

    def _after_arrival(self) -> None:
        self.columns.fit_to_rows()

    def _forget_typed(self) -> None:
        self._typed = ""

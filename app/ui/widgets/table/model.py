"""The table's model: what a `Feed` holds, as Qt wants to be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.locale import Locale
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.table.feed import Feed
from app.ui.widgets.table.source import Column, Row, RowSource

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class LazyModel(QAbstractTableModel):
    """A list of any length. `counted` says how long it is, `arrived` that rows came in."""

    counted = Signal(int)
    arrived = Signal()
    failed = Signal(object)

    def __init__(
        self, kit: Kit, worker: Worker, at: Callable[[], Locale], columns: Sequence[Column], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._at = at
        self._count = 0
        self.columns = tuple(columns)
        self.feed = Feed(worker, self)
        self.feed.grew.connect(self._grew)
        self.feed.counted.connect(self._counted)
        self.feed.arrived.connect(self._arrived)
        self.feed.failed.connect(self.failed)
        kit.language.changed.connect(self._say_again)

    def set_source(self, source: RowSource) -> None:
        """Show this list."""
        self.feed.reload(source)

    def reload(self) -> None:
        """Count and fetch the same list again."""
        if self.feed.source is not None:
            self.feed.reload(self.feed.source)

    def row(self, at: int) -> Row | None:
        """The row at a position, or None while it is being fetched."""
        return self.feed.row(at) if at < self._count else None

    def say(self, row: Row, column: int) -> str:
        """The words of a cell."""
        return self.columns[column].kind.say(row.cells[column], self._at())

    def this_year(self) -> str:
        """The present year as it begins a date: `2026-`."""
        return f"{self._at().today.year}-"

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are, as far as is known."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns were declared, shown or not."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words, or how it stands in its column."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].kind.align == "right"
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return self.say(row, index.column()) if row is not None else "…"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A column's heading."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._kit.tr(self.columns[section].label)
        return None

    def _arrived(self, first: int, end: int) -> None:
        self._changed(first, min(end, self._count))
        self.arrived.emit()

    def _counted(self, count: int) -> None:
        self._resize(count)
        self._changed(0, count)
        self.counted.emit(count)

    def _grew(self, count: int) -> None:
        if count > self._count:
            self._resize(count)

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(NOWHERE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _changed(self, first: int, end: int) -> None:
        if end > first:
            self.dataChanged.emit(self.index(first, 0), self.index(end - 1, len(self.columns) - 1))

    def _say_again(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._changed(0, self._count)

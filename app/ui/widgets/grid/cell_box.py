"""The box in a cell: a line of words, and where the cell refers to a record the list of those that match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.core.i18n import Translator
from app.models.kinds import Ref
from app.ui.runtime.worker import Worker
from app.ui.widgets.editors.matches import Lookup, Matches, Named
from app.ui.widgets.grid.model import GridModel

Index = QModelIndex | QPersistentModelIndex
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Hint = QAbstractItemDelegate.EndEditHint


@dataclass(frozen=True, slots=True)
class Suggest:
    """What a field's cells suggest.

    `take` puts what was chosen into a row where more follows than a reference to it. `free`: what is typed may also
    stand for itself. `at_once`: the list opens with the box.
    """

    lookup: Lookup
    take: Callable[[int, Named], object] | None = None
    free: bool = False
    at_once: bool = False


class CellBox(QLineEdit):
    """The box. `named` is the record that was chosen for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.named: Named | None = None
        self.matches: Matches | None = None
        self.setStyleSheet("min-height: 0; padding: 0 4px; border-radius: 0;")
        self.textEdited.connect(self._typed)

    def _typed(self) -> None:
        self.named = None


class CellBoxes(QStyledItemDelegate):
    """Opens boxes over cells. Enter and Tab take the match that is gone to, as they take what was typed."""

    def __init__(self, view: QTableView, cells: GridModel, tr: Translator, worker: Worker) -> None:
        super().__init__(view)
        self._view, self._cells, self._tr, self._worker = view, cells, tr, worker
        self.suggests: Mapping[str, Suggest] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line box that fits the row."""
        box = CellBox(parent)
        suggest = self.suggests.get(self._cells.fields[index.column()].name)
        if suggest is not None:
            box.matches = Matches(self._tr, self._worker, box, suggest.lookup, free=suggest.free)
            box.matches.chosen.connect(lambda named: self._choose(box, named))
            box.matches.unknown.connect(lambda text: self._make(box, text))
            popup = box.matches.completer.popup()
            if popup is not None:
                popup.installEventFilter(_ListKeys(self, box, box.matches))
            if suggest.at_once:
                box.matches.timer.start(0)
        return box

    def setModelData(self, box: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Put what was chosen or typed into the cell. A reference that nobody touched stays the one it is."""
        field = self._cells.fields[index.column()]
        if not isinstance(box, CellBox):
            super().setModelData(box, model, index)
        elif box.named is not None:
            suggest = self.suggests[field.name]
            if suggest.take is not None:
                suggest.take(index.row(), box.named)
            else:
                self._cells.put_record(index.row(), index.column(), box.named.id, box.named.title)
        elif not isinstance(field.kind, Ref) or box.text().strip() != self._cells.cell(*at(index)).text:
            super().setModelData(box, model, index)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Take the words of the box at once on Enter.

        Qt would take them a moment later: what the same key sets off, as saving, would miss them, and the box may be
        gone by then.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            self.close(box, Hint.NoHint)
            return False
        return super().eventFilter(box, event)

    def close(self, box: QObject, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Take what stands in a box, and close it."""
        self.commitData.emit(box)
        self.closeEditor.emit(box, hint)

    def down(self) -> None:
        """Go to the cell below, as Enter does."""
        here = self._view.currentIndex()
        row = min(here.row() + 1, self._cells.rowCount() - 1)
        self._view.setCurrentIndex(self._cells.index(row, here.column()))

    def _choose(self, box: CellBox, named: Named) -> None:
        box.named = named
        box.setText(named.title)
        self.close(box, Hint.NoHint)

    def _make(self, box: CellBox, text: str) -> None:
        """Let a record be made; what is typed leaves the cell while the questions are asked."""
        here = QPersistentModelIndex(self._view.indexAt(box.pos()))
        suggest = self.suggests[self._cells.fields[here.column()].name]
        maker = suggest.lookup.maker
        if maker is None:
            return

        def made(named: Named) -> None:
            if here.isValid():
                self._cells.put_record(here.row(), here.column(), named.id, named.title)
                self._view.setCurrentIndex(self._cells.index(here.row(), here.column()))
                self._view.setFocus()

        self.closeEditor.emit(box, Hint.RevertModelCache)
        maker.start(self._view, text, made)


class _ListKeys(QObject):
    """Enter and Tab in the open list: the match that is gone to, else the words as typed."""

    def __init__(self, boxes: CellBoxes, box: CellBox, matches: Matches) -> None:
        super().__init__(matches)
        self._boxes, self._box, self._matches = boxes, box, matches

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key before the list does."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key not in (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        boxes, box, popup = self._boxes, self._box, self._matches.completer.popup()
        chosen = popup.currentIndex() if popup is not None else QModelIndex()
        if popup is not None:
            popup.hide()
        if 0 <= chosen.row() < len(self._matches.found):
            box.named = self._matches.found[chosen.row()]
            box.setText(box.named.title)
        elif chosen.isValid():
            self._matches.pick(chosen)
            return True
        if key in ENTER:
            boxes.close(box, Hint.NoHint)
            boxes.down()
        else:
            boxes.close(box, Hint.EditNextItem if key == Qt.Key.Key_Tab else Hint.EditPreviousItem)
        return True


def at(index: Index) -> tuple[int, int]:
    """The row and column of an index."""
    return index.row(), index.column()

"""What is due, as one list in parts. Each row opens what stands behind it, and can be put off or settled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QToolTip

from app.core.i18n import N_
from app.ui.pages.today.due_paint import ROW, DueDelegate
from app.ui.pages.today.due_rows import DueRow, act_words, acts_of
from app.ui.runtime.kit import Kit

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
KEYS = {Qt.Key.Key_S: "put_off", Qt.Key.Key_D: "settle", Qt.Key.Key_A: "bring_back"}
"""Keys that act on the row with the keyboard: S puts it off, D settles it, A shows again what was put off."""


class DueModel(QAbstractListModel):
    """The rows, for Qt."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DueRow] = []

    def show_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; the row itself for the painter."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(w for w in (row.words, row.remark, row.who, row.pill) if w)
        if role == Qt.ItemDataRole.ToolTipRole and row.item is not None:
            return "\n".join(w for w in (row.words, row.remark, row.who) if w)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings take no keyboard."""
        row = self.rows[index.row()]
        return Qt.ItemFlag.NoItemFlags if row.item is None else super().flags(index)


class DueView(QListView):
    """The list. `opened` gives a row: by click, Enter or space; `asked` a row and what is to be done with it.

    `menu_asked` gives a row and the place for its menu. `may_act`: whether the person may put off and settle.
    """

    opened = Signal(object)
    asked = Signal(object, str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, kit: Kit, may_act: bool = True) -> None:
        super().__init__()
        self._kit, self._may_act = kit, may_act
        self._model = DueModel()
        self.setModel(self._model)
        self._painter = DueDelegate(kit, self, may_act)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        kit.say(self.setAccessibleName, N_("What is due"))
        kit.theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> list[DueRow]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[DueRow]) -> None:
        """Show other rows; the place in the list stays."""
        if rows == self._model.rows:
            self.viewport().update()
            return
        at, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show_rows(rows)
        if 0 <= at < len(rows):
            self.setCurrentIndex(self._model.index(at))
        self.verticalScrollBar().setValue(top)

    def button_place(self, row: int, act: str) -> QPoint:
        """The middle of a row's button, for a hand that looks for it. Raises `KeyError` where it has none."""
        index = self._model.index(row)
        return self._painter.buttons(self.visualRect(index), self.rows[row])[act].center().toPoint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, S puts off, D settles, A shows again; the arrows walk past the headings."""
        act = KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _OPEN:
            self._open(self.currentIndex())
        elif act is not None and plain:
            self._ask(self.currentIndex(), act)
        elif event.key() == Qt.Key.Key_Down and not self.currentIndex().isValid() and self.rows:
            first = next((at for at, r in enumerate(self.rows) if r.item is not None), 0)
            self.setCurrentIndex(self._model.index(first))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens, or does what the button under it says."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            index = self.indexAt(event.position().toPoint())
            act = self._button_at(index, event.position())
            if act:
                self._ask(index, act)
            else:
                self._open(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and self.rows[index.row()].item is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row's menu: at the pointer, or by its key at the row that has the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid() and self.rows[index.row()].item is not None:
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(self.rows[index.row()], at)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what the button under the pointer does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            act = self._button_at(index, QPointF(event.pos()))
            if act:
                row = self.rows[index.row()]
                QToolTip.showText(event.globalPos(), self._kit.tr(act_words(row, act)), self)
                return True
        return super().viewportEvent(event)

    def _button_at(self, index: Index, point: QPointF) -> str:
        if not index.isValid() or not self._may_act:
            return ""
        places = self._painter.buttons(self.visualRect(index), self.rows[index.row()])
        return next((act for act, place in places.items() if place.contains(point)), "")

    def _ask(self, index: QModelIndex, act: str) -> None:
        if index.isValid() and self._may_act:
            row = self.rows[index.row()]
            if act in acts_of(row):
                self.asked.emit(row, act)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.rows[index.row()].item is not None:
            self.opened.emit(self.rows[index.row()])

"""What is due, as one list in parts: overdue, today, the next days. Each row opens what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.registry import Registry
from app.services.today import PER_RULE, Item
from app.ui.pages.today.due_paint import ROW, DueDelegate
from app.ui.pages.today.words import pill_of, remark_of
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone
from app.ui.widgets.empty import EmptyState

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
LEAST_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row in words. `item` is None for a heading."""

    words: str
    remark: str = ""
    icon: str = ""
    pill: str = ""
    tone: Tone = "neutral"
    item: Item | None = None
    every: bool = False
    """It opens the whole list behind its rule."""


def rows_of(items: Sequence[Item], registry: Registry, at: Locale) -> list[DueRow]:
    """Headings and items in the order in which they are to be done."""
    parts: list[tuple[Text, Tone, list[Item]]] = [
        (N_("Overdue"), "red", [i for i in items if i.when == "late"]),
        (N_("Today"), "neutral", [i for i in items if i.when == "today"]),
        (N_("Next 7 days"), "neutral", [i for i in items if i.when == "week"]),
        (N_("Later"), "neutral", [i for i in items if i.when == "later"]),
    ]
    shown: list[DueRow] = []
    for heading, tone, found in parts:
        if found:
            shown.append(DueRow(at.tr(heading), f"{sum(1 for _ in found):,}", tone=tone))
            shown += [_row(item, registry, at) for item in found]
            shown += _rest(items, found, registry, at)
    return shown


def _row(item: Item, registry: Registry, at: Locale) -> DueRow:
    words, tone = pill_of(item, at)
    remark = at.tr(remark_of(item, registry, at))
    return DueRow(at.tr(item.label), remark, registry[item.register].icon, at.tr(words), tone, item)


def _rest(items: Sequence[Item], found: Sequence[Item], registry: Registry, at: Locale) -> list[DueRow]:
    """A way to the whole list where a rule has more items than are shown singly."""
    rows = []
    for key in dict.fromkeys((i.register, i.rule) for i in found):
        mine = [i for i in items if (i.register, i.rule) == key]
        if len(mine) >= PER_RULE and mine[-1] in found:
            words = at.tr(N_("Show all of these in the list"))
            register = registry[key[0]]
            rows.append(DueRow(words, at.tr(register.label), "list", item=mine[-1], every=True))
    return rows


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
            return " · ".join(w for w in (row.words, row.remark, row.pill) if w)
        if role == Qt.ItemDataRole.ToolTipRole and row.item is not None:
            return f"{row.words}\n{row.remark}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings take no keyboard."""
        row = self.rows[index.row()]
        return Qt.ItemFlag.NoItemFlags if row.item is None else super().flags(index)


class DueView(QListView):
    """The list. `opened` gives a row: by click, Enter or space."""

    opened = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._model = DueModel()
        self.setModel(self._model)
        self.setItemDelegate(DueDelegate(kit, self))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows walk past the headings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Down and not self.currentIndex().isValid() and len(self.rows) > 1:
            self.setCurrentIndex(self._model.index(1))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and self.rows[index.row()].item is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.rows[index.row()].item is not None:
            self.opened.emit(self.rows[index.row()])


class DueCard(QFrame):
    """The list on its card, or a word of content when nothing is due."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.view = DueView(kit)
        self.empty = EmptyState(
            kit,
            "circle-check",
            N_("Nothing is waiting"),
            N_(
                "Every order is on its way, nothing runs low and no batch is about to expire. "
                "What becomes due shows here."
            ),
        )
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 6, 1, 6)
        box.addWidget(inner)

    def show_rows(self, rows: Sequence[DueRow]) -> None:
        """Show what is due."""
        self.view.show_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self.empty)

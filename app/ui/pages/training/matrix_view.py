"""The matrix drawn: people at the left and courses above stay in sight, cells are painted as they scroll by."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.core.i18n import N_
from app.services.training.matrix import NOTHING, STATES, Cell, Column, Matrix, Person, short_words, words_of
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW, COLUMN, NAMES, HEAD = 34, 94, 178, 58
MOST_LOOKS = 3_000
"""So many different cells are kept drawn."""
EMPTY = Matrix((), (), {})


class MatrixModel(QAbstractTableModel):
    """The people and courses that are shown, of the matrix that was read."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.matrix = EMPTY
        self.people: tuple[Person, ...] = ()
        self.mask: Callable[[str], str] = str
        kit.language.changed.connect(self._said_anew)

    def show_matrix(self, matrix: Matrix, people: tuple[Person, ...], mask: Callable[[str], str]) -> None:
        """Show these people of a matrix; `mask` says their names as the shop chose."""
        self.beginResetModel()
        self.matrix, self.people, self.mask = matrix, people, mask
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a person."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One column a course."""
        return 0 if parent.isValid() else len(self.matrix.courses)

    def person(self, row: int) -> Person:
        """The person of a row."""
        return self.people[row]

    def course(self, column: int) -> Column:
        """The course of a column."""
        return self.matrix.courses[column]

    def cell(self, index: Index) -> Cell:
        """Where the row's person stands with the column's course."""
        if not index.isValid():
            return NOTHING
        return self.matrix.cell(self.people[index.row()].id, self.matrix.courses[index.column()].id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Short words in the cell, a whole sentence in its tooltip and for readers aloud."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._kit.tr(short_words(cell))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            name = self.mask(self.people[index.row()].name)
            words = N_(
                "{name}, {course}: {state}", name=name, course=self.course(index.column()).title, state=words_of(cell)
            )
            return self._kit.tr(words).replace("<", "&lt;")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names at the left, courses above; whole in the tooltip."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            course = self.matrix.courses[section]
            return (
                course.title
                if role == Qt.ItemDataRole.DisplayRole
                else f"{course.code} {course.title}".replace("<", "&lt;")
            )
        person = self.people[section]
        return " · ".join(w for w in (self.mask(person.name), person.post) if w)

    def _said_anew(self) -> None:
        if self.people and self.matrix.courses:
            last = self.index(len(self.people) - 1, len(self.matrix.courses) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class _CellPainter(QStyledItemDelegate):
    """A tinted field with its mark and words; red only for what has expired or is overdue.

    Many cells look alike, so each look is drawn once and kept until theme or language change.
    """

    def __init__(self, kit: Kit, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._model = kit, model
        self._drawn: dict[object, QPixmap] = {}
        kit.theme.changed.connect(self._drawn.clear)
        kit.language.changed.connect(self._drawn.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell, rect = self._model.cell(index), option.rect
        if cell is not NOTHING:
            painter.drawPixmap(rect.topLeft(), self._look(cell, rect, painter.device().devicePixelRatioF()))
        tokens = self._kit.tokens
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        state, at = option.state, QRectF(rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(at.adjusted(2, 2, -2, -3), 7, 7)
            painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, self._kit, at.adjusted(1, 1, -1, -2), 7)

    def _look(self, cell: Cell, rect: QRect, dpr: float) -> QPixmap:
        asked = cell.assignment_id is not None
        key = (cell.state, cell.expires_on, cell.due_on, cell.overdue, asked, rect.width(), rect.height(), dpr)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= MOST_LOOKS:
                self._drawn.clear()
            found = self._drawn[key] = self._draw(cell, rect.size(), dpr)
        return found

    def _draw(self, cell: Cell, size: QSize, dpr: float) -> QPixmap:
        look = QPixmap(size * dpr)
        look.setDevicePixelRatio(dpr)
        look.fill(Qt.GlobalColor.transparent)
        painter = QPainter(look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, tint = self._kit.tokens.tone("red" if cell.overdue else STATES[cell.state][1])
        field = QRectF(3, 3, size.width() - 6, size.height() - 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(field, 6, 6)
        painter.setFont(font(12, 500, tabular=True))
        words, icon = self._kit.tr(short_words(cell)), _ICONS[cell.state]
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + (16 if icon else 0)
        left = field.left() + max((field.width() - width) / 2, 4)
        if icon:
            token = "red" if cell.overdue else _INKS[cell.state]
            painter.drawPixmap(int(left), int(field.center().y() - 6), self._kit.icons.pixmap(icon, token, 12, dpr))
            left += 16
        painter.setPen(QColor(ink))
        draw_text(painter, QRectF(left, field.top(), field.right() - left - 2, field.height()), words)
        painter.end()
        return look


_ICONS = {"held": "check", "expiring": "clock", "expired": "x", "missing": "circle", "none": ""}
_INKS = {"held": "accent", "expiring": "amber", "expired": "red", "missing": "blue", "none": "ink2"}


class _Heads(QHeaderView):
    """Courses above, on two lines; people at the left, with their posts."""

    def __init__(self, kit: Kit, model: MatrixModel, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._kit, self._model = kit, model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if orientation == Qt.Orientation.Horizontal:
            self.setDefaultSectionSize(COLUMN)
            self.setFixedHeight(HEAD)
        else:
            self.setMinimumSectionSize(ROW)
            self.setDefaultSectionSize(ROW)
            self.setFixedWidth(NAMES)

    def sizeHint(self) -> QSize:
        """The same whatever stands in it."""
        return QSize(NAMES, HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, also where there is no section."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._kit.tokens.raised))
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one head."""
        if not rect.isValid():
            return
        painter.save()
        tokens, at = self._kit.tokens, QRectF(rect)
        painter.fillRect(at, QColor(tokens.raised))
        painter.setPen(QColor(tokens.line))
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.drawLine(at.bottomLeft(), at.bottomRight())
            painter.setFont(font(12, 500))
            painter.setPen(QColor(tokens.ink))
            words = _two_lines(self._model.course(logicalIndex).title, painter, at.width() - 12)
            painter.drawText(at.adjusted(6, 4, -6, -4), Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.drawLine(at.bottomLeft(), at.bottomRight())
            painter.drawLine(at.topRight(), at.bottomRight())
            person = self._model.person(logicalIndex)
            name = self._model.mask(person.name)
            painter.setFont(font(13, 500))
            painter.setPen(QColor(tokens.ink))
            width = min(QFontMetricsF(painter.font()).horizontalAdvance(name), at.width() * 0.6)
            draw_text(painter, at.adjusted(12, 0, -12, 0), name)
            painter.setFont(font(12))
            painter.setPen(QColor(tokens.ink2))
            draw_text(painter, at.adjusted(12 + width + 10, 0, -10, 0), person.post)
        painter.restore()


def _two_lines(words: str, painter: QPainter, width: float) -> str:
    """A course's name on at most two lines."""
    metrics = QFontMetricsF(painter.font())
    if metrics.horizontalAdvance(words) <= width:
        return words
    fit = next((n for n in range(len(words), 0, -1) if metrics.horizontalAdvance(words[:n]) <= width), 1)
    space = words.rfind(" ", 0, fit + 1)
    fit = space if space > 2 else fit
    rest = metrics.elidedText(words[fit:].strip(), Qt.TextElideMode.ElideRight, width)
    return f"{words[:fit].strip()}\n{rest}"


class MatrixView(QTableView):
    """Arrows walk the cells, Enter opens one, the menu key or a right click tells all that can be done with it."""

    opened = Signal(object)
    menu_asked = Signal(object, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.cells = MatrixModel(kit, self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellPainter(kit, self.cells, self))
        self.setHorizontalHeader(_Heads(kit, self.cells, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(kit, self.cells, Qt.Orientation.Vertical, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        kit.say(self.setAccessibleName, N_("Matrix of people and courses"))
        kit.theme.changed.connect(self.viewport().update)
        self.clicked.connect(self.opened.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens; the menu key tells what can be done."""
        here = self.currentIndex()
        if here.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(here)
        elif here.isValid() and event.key() == Qt.Key.Key_Menu:
            self.menu_asked.emit(here, self.viewport().mapToGlobal(self.visualRect(here).bottomLeft()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click on a cell."""
        here = self.indexAt(event.pos())
        if here.isValid():
            self.setCurrentIndex(here)
            self.menu_asked.emit(here, event.globalPos())

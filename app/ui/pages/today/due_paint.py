"""Painting the rows of what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_pill, draw_text, pill_width

if TYPE_CHECKING:
    from app.ui.pages.today.due_list import DueRow

ROW = Qt.ItemDataRole.UserRole + 1
HEADING_HEIGHT, ROW_HEIGHT = 36, 50
EDGE, ICON_ROOM = 16, 30


class DueDelegate(QStyledItemDelegate):
    """Headings with their count; items with icon, words, remark and pill."""

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are lower."""
        row: DueRow = index.data(ROW)
        return QSize(120, HEADING_HEIGHT if row.item is None else ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        row: DueRow = index.data(ROW)
        at = QRectF(option.rect)
        state = option.state
        painter.save()
        if row.item is None:
            self._heading(painter, at, row)
        else:
            if state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(at, self._kit.theme.colour("hover"))
            self._item(painter, at, row)
            if state & QStyle.StateFlag.State_HasFocus:
                draw_focus(painter, self._kit, at.adjusted(2, 2, -2, -2), 6)
        painter.restore()

    def _heading(self, painter: QPainter, at: QRectF, row: DueRow) -> None:
        painter.setFont(font(13, 700))
        painter.setPen(self._kit.theme.colour("red" if row.tone == "red" else "ink"))
        place = at.adjusted(EDGE, 4, -EDGE, 0)
        draw_text(painter, place, row.words)
        left = QFontMetricsF(painter.font()).horizontalAdvance(row.words) + 8
        painter.setFont(font(12, tabular=True))
        painter.setPen(self._kit.theme.colour("ink2"))
        draw_text(painter, place.adjusted(left, 0, 0, 0), row.remark)

    def _item(self, painter: QPainter, at: QRectF, row: DueRow) -> None:
        dpr = painter.device().devicePixelRatioF()
        icon = self._kit.icons.pixmap(row.icon, "ink2", 18, dpr)
        painter.drawPixmap(int(at.left()) + EDGE, int(at.center().y()) - 9, icon)
        right = at.right() - EDGE
        if row.pill:
            width = pill_width(row.pill)
            draw_pill(painter, self._kit, QRectF(right - width, at.top(), width, at.height()), row.pill, row.tone)
            right -= width + 12
        left = at.left() + EDGE + ICON_ROOM
        painter.setFont(font(13, 500))
        painter.setPen(self._kit.theme.colour("ink"))
        draw_text(painter, QRectF(left, at.top() + 6, right - left, 20), row.words)
        painter.setFont(font(12, tabular=True))
        painter.setPen(self._kit.theme.colour("ink2"))
        draw_text(painter, QRectF(left, at.top() + 26, right - left, 18), row.remark)
        painter.fillRect(QRectF(at.left(), at.bottom(), at.width(), 1), self._kit.theme.colour("line"))

"""The table's heading row: sorting by click, moving and resizing columns, a menu of columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_text
from app.ui.widgets.table.source import Column

HEADING_HEIGHT = 36
PAD = 12
ARROW = 14


class Heading(QHeaderView):
    """Draws headings in the theme; an arrow shows the column and direction of the order."""

    def __init__(self, kit: Kit, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._kit = kit
        self._columns = columns
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(48)
        self.setFixedHeight(HEADING_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)

    def heading_width(self, column: int) -> int:
        """The width at which a heading shows whole, with the arrow."""
        words = QFontMetricsF(font(12, 500)).horizontalAdvance(self._kit.tr(self._columns[column].label))
        return int(words) + PAD * 2 + (ARROW + 3 if self._columns[column].sortable else 1)

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(super().sizeHint().width(), HEADING_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one heading."""
        if not rect.isValid() or logicalIndex >= len(self._columns):
            return
        painter.save()
        tokens, column, at = self._kit.tokens, self._columns[logicalIndex], QRectF(rect)
        painter.setFont(font(12, 500))
        sorted_here = self.sortIndicatorSection() == logicalIndex and column.sortable
        painter.setPen(QColor(tokens.ink if sorted_here else tokens.ink2))
        inner = at.adjusted(PAD, 0, -PAD, 0)
        right = column.kind.align == "right"
        words = self._kit.tr(column.label)
        if sorted_here:
            advance = QFontMetricsF(painter.font()).horizontalAdvance(words)
            left = (
                inner.right() - min(advance, inner.width() - ARROW) - ARROW - 2
                if right
                else min(inner.left() + advance + 3, inner.right() - ARROW + 4)
            )
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            name = "arrow-up" if up else "arrow-down"
            dpr = self.devicePixelRatioF()
            painter.drawPixmap(int(left), int(at.center().y() - 6), self._kit.icons.pixmap(name, "accent", 12, dpr))
            if not right:
                inner = inner.adjusted(0, 0, -ARROW, 0)
        draw_text(painter, inner, words, Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground with the card's round corners, the hairline, then the headings."""
        tokens = self._kit.tokens
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.raised))
        at = QRectF(self.viewport().rect())
        painter.drawRoundedRect(at.adjusted(0, 0, 0, 12), 9, 9)
        painter.fillRect(QRectF(0, at.height() - 1, at.width(), 1), QColor(tokens.line))
        painter.end()
        super().paintEvent(event)

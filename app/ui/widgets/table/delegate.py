"""How a cell is painted, by its column's kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.models.kinds import Choice, CodeText, Day, Integer, Moment, Phone
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_pill, draw_text, pill_width
from app.ui.widgets.table.model import LazyModel
from app.ui.widgets.table.source import Column, Row

ROW_HEIGHT = 36
PAD = 12
TABULAR = (Integer, Day, Moment, CodeText, Phone)


class CellPainter(QStyledItemDelegate):
    """Paints cells: words, right-aligned figures, pills, and grey bars for rows on their way."""

    def __init__(self, kit: Kit, model: LazyModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._kit = kit
        self._model = model
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(80, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, hairline, then the value."""
        tokens = self._kit.tokens
        at = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(at, QColor(tokens.accent_tint))
        elif index.row() == self.hovered:
            painter.fillRect(at, QColor(tokens.hover))
        painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), QColor(tokens.line))
        row = self._model.row(index.row())
        if row is None:
            self._paint_placeholder(painter, at, index.column())
        else:
            self._paint_value(painter, at, row, index.column(), selected)

    def words(self, row: Row, column: int) -> str:
        """What a cell shows: an instant of this year without its year, which the tooltip has."""
        words = self._model.say(row, column)
        if isinstance(self._model.columns[column].kind, Moment) and words.startswith(self._model.this_year()):
            return words[5:]
        return words

    def cell_width(self, row: Row, column: int) -> float:
        """The width at which a cell shows whole."""
        spec, words = self._model.columns[column], self.words(row, column)
        if spec.pill:
            return (pill_width(words) if words else 0) + PAD * 2
        return QFontMetricsF(cell_font(spec)).horizontalAdvance(words.replace("\n", " ")) + PAD * 2 + 1

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole text of a cell that was cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        row = self._model.feed.peek(index.row())
        whole = row is not None and self.words(row, index.column()) == self._model.say(row, index.column())
        if row is None or (whole and self.cell_width(row, index.column()) <= option.rect.width() + 1):
            QToolTip.hideText()
            return True
        # QToolTip renders what looks like HTML: a customer's words are shown as typed.
        words = self._model.say(row, index.column()).replace("&", "&amp;").replace("<", "&lt;")
        QToolTip.showText(event.globalPos(), f"<p style='white-space:pre-wrap'>{words}</p>", view)
        return True

    def _paint_value(self, painter: QPainter, at: QRectF, row: Row, column: int, selected: bool) -> None:
        spec, tokens = self._model.columns[column], self._kit.tokens
        words = self.words(row, column)
        inner = at.adjusted(PAD, 0, -PAD, -1)
        if not words:
            return
        if spec.pill and isinstance(spec.kind, Choice):
            option = spec.kind.option(row.cells[column])
            ground = tokens.accent_tint if selected else ""
            draw_pill(painter, self._kit, inner, words, option.tone if option else "neutral", ground)
            return
        painter.setFont(cell_font(spec))
        painter.setPen(QColor(tokens.ink2 if isinstance(spec.kind, Day | Moment) and not selected else tokens.ink))
        side = Qt.AlignmentFlag.AlignRight if spec.kind.align == "right" else Qt.AlignmentFlag.AlignLeft
        draw_text(painter, inner, words, side)

    def _paint_placeholder(self, painter: QPainter, at: QRectF, column: int) -> None:
        width = min(at.width() - PAD * 2, 40 + (column * 37) % 50)
        bar = QRectF(at.left() + PAD, at.center().y() - 4, max(width, 8), 8)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._kit.tokens.sunk))
        painter.drawRoundedRect(bar, 4, 4)
        painter.restore()


def cell_font(spec: Column) -> QFont:
    """The font of a column's cells: figures of one width where they stand in columns."""
    return font(13, 500 if spec.strong else 400, tabular=isinstance(spec.kind, TABULAR))

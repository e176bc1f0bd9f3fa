"""Painting the rows of what is due."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.pages.today.due_rows import DueRow, acts_of
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_pill, draw_text, pill_width

ROW = Qt.ItemDataRole.UserRole + 1
HEADING_HEIGHT, ROW_HEIGHT = 36, 50
EDGE, ICON_ROOM = 16, 30
BUTTON = 28
WHO_ROOM = 120
_ICONS: Mapping[str, str] = MappingProxyType(
    {"settle": "square-check-big", "put_off": "alarm-clock", "bring_back": "rotate-ccw"}
)


class DueDelegate(QStyledItemDelegate):
    """Headings with their count; items with icon, words, remark and pill."""

    def __init__(self, kit: Kit, parent: QObject, may_act: bool = True) -> None:
        super().__init__(parent)
        self._kit, self._may_act = kit, may_act

    def buttons(self, place: QRect, row: DueRow) -> dict[str, QRectF]:
        """Where a row's buttons stand while it has the pointer or the keyboard, by what they do."""
        at = QRectF(place)
        right = at.right() - EDGE - (pill_width(row.pill) + 8 if row.pill else 0)
        found: dict[str, QRectF] = {}
        for act in reversed(acts_of(row)) if self._may_act else ():
            right -= BUTTON
            found[act] = QRectF(right, at.center().y() - BUTTON / 2, BUTTON, BUTTON)
        return found

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
            busy = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
            self._item(painter, at, row, self.buttons(option.rect, row) if busy else {})
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

    def _item(self, painter: QPainter, at: QRectF, row: DueRow, buttons: Mapping[str, QRectF]) -> None:
        dpr = painter.device().devicePixelRatioF()
        icon = self._kit.icons.pixmap(row.icon, "ink2", 18, dpr)
        painter.drawPixmap(int(at.left()) + EDGE, int(at.center().y()) - 9, icon)
        right = at.right() - EDGE
        if row.pill:
            width = pill_width(row.pill)
            draw_pill(painter, self._kit, QRectF(right - width, at.top(), width, at.height()), row.pill, row.tone)
            right -= width + 12
        right = self._person(painter, at, row, right) if not buttons else min(b.left() for b in buttons.values()) - 8
        for act, place in buttons.items():
            painter.drawPixmap(
                int(place.left()) + 5, int(place.top()) + 5, self._kit.icons.pixmap(_ICONS[act], "ink2", 18, dpr)
            )
        left = at.left() + EDGE + ICON_ROOM
        painter.setFont(font(13, 500))
        painter.setPen(self._kit.theme.colour("ink"))
        draw_text(painter, QRectF(left, at.top() + 6, right - left, 20), row.words)
        painter.setFont(font(12, tabular=True))
        painter.setPen(self._kit.theme.colour("ink2"))
        draw_text(painter, QRectF(left, at.top() + 26, right - left, 18), row.remark)
        painter.fillRect(QRectF(at.left(), at.bottom(), at.width(), 1), self._kit.theme.colour("line"))

    def _person(self, painter: QPainter, at: QRectF, row: DueRow, right: float) -> float:
        """The person at the right; returns where the room for the words ends."""
        if not row.who:
            return right
        painter.setFont(font(12))
        painter.setPen(self._kit.theme.colour("ink2"))
        width = min(QFontMetricsF(painter.font()).horizontalAdvance(row.who) + 1, WHO_ROOM)
        draw_text(painter, QRectF(right - width, at.top(), width, at.height()), row.who)
        return right - width - 12

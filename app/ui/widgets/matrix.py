"""The risk matrix: likelihood upwards, impact to the right, each cell in its level's colour with what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.i18n import Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

GAP = 4
FOOT = 40
AXIS = 20
"""Pixels beside the words of a scale for the name of its axis."""
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a cell shows: its level's tone, the words in the middle, a small remark, and all of it in full."""

    tone: Tone
    words: str = ""
    remark: str = ""
    said: str = ""


class Matrix(QWidget):
    """Five by five. `chosen` gives likelihood and impact (1 to 5): click, or arrows and Enter.

    With `marks` the chosen cell stays marked, as in a form.
    """

    chosen = Signal(int, int)

    def __init__(
        self,
        kit: Kit,
        rows: Sequence[Text],
        columns: Sequence[Text],
        axes: tuple[Text, Text],
        *,
        marks: bool = False,
    ) -> None:
        """`axes` name what goes upwards, and what goes to the right."""
        super().__init__()
        self._kit = kit
        self._axes = axes
        self._rows, self._columns = tuple(rows), tuple(columns)
        self._cells: dict[tuple[int, int], MatrixCell] = {}
        self._marks = marks
        self._at: tuple[int, int] = (3, 3)
        self._marked: tuple[int, int] | None = None
        self._ring = KeyRing()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(380, 260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        kit.theme.changed.connect(self.update)
        kit.language.changed.connect(self.update)

    def show_cells(self, cells: Mapping[tuple[int, int], MatrixCell]) -> None:
        """Show these, by (likelihood, impact)."""
        self._cells = dict(cells)
        self.setAccessibleName("; ".join(c.said for c in cells.values() if c.words and c.said))
        self.update()

    @property
    def marked(self) -> tuple[int, int] | None:
        """The cell that is marked, if one is."""
        return self._marked

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Mark a cell, or none."""
        self._marked = cell
        if cell is not None:
            self._at = cell
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words of the scales."""
        return QSize(560, 380)

    def place(self, cell: tuple[int, int]) -> QRectF:
        """Where a cell stands."""
        left = self._head_width()
        wide = (self.width() - left) / 5
        high = (self.height() - FOOT - AXIS) / 5
        likelihood, impact = cell
        return QRectF(left + (impact - 1) * wide, (5 - likelihood) * high, wide - GAP, high - GAP)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The cell under a point."""
        for likelihood in range(1, 6):
            for impact in range(1, 6):
                if self.place((likelihood, impact)).contains(point):
                    return likelihood, impact
        return None

    def event(self, event: QEvent) -> bool:
        """Say the cell under the pointer in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            said = self._cells[cell].said if cell in self._cells else ""
            if said:
                QToolTip.showText(event.globalPos(), said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer."""
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = cell
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the cells; Enter or Space chooses."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)  # Ctrl+Enter is the dialog's
        elif step is not None:
            self._at = (min(max(self._at[0] + step[0], 1), 5), min(max(self._at[1] + step[1], 1), 5))
            said = self._cells[self._at].said if self._at in self._cells else ""
            QToolTip.showText(self.mapToGlobal(self.place(self._at).bottomLeft().toPoint()), said, self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then the words of both scales."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell, shown in self._cells.items():
            self._draw_cell(painter, cell, shown)
        painter.setFont(font(12))
        painter.setPen(QColor(self._kit.tokens.ink2))
        for at, words in enumerate(self._rows, 1):
            place = self.place((at, 1))
            head = QRectF(AXIS + 4, place.top(), self._head_width() - AXIS - 12, place.height())
            draw_text(painter, head, self._kit.tr(words))
        for at, words in enumerate(self._columns, 1):
            place = self.place((1, at))
            foot = QRectF(place.left(), place.bottom() + 4, place.width(), FOOT - 6)
            draw_text(painter, foot, self._kit.tr(words), Qt.AlignmentFlag.AlignHCenter)
        self._draw_axes(painter)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        """What the scales are of: at the left, read upwards, and below."""
        first, last = self.place((5, 1)), self.place((1, 5))
        painter.setFont(font(12, 500))
        painter.setPen(QColor(self._kit.tokens.ink))
        up, right = (self._kit.tr(words) for words in self._axes)
        foot = QRectF(first.left(), self.height() - AXIS, last.right() - first.left(), AXIS)
        draw_text(painter, foot, f"{right} →", Qt.AlignmentFlag.AlignHCenter)
        painter.save()
        painter.translate(0, last.bottom())
        painter.rotate(-90)
        draw_text(painter, QRectF(0, 0, last.bottom() - first.top(), AXIS), f"{up} →", Qt.AlignmentFlag.AlignHCenter)
        painter.restore()

    def _draw_cell(self, painter: QPainter, cell: tuple[int, int], shown: MatrixCell) -> None:
        ink, tint = self._kit.tokens.tone(shown.tone)
        at = self.place(cell)
        marked = self._marks and cell == self._marked
        painter.setPen(QPen(QColor(ink), 2) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink if marked else tint))
        painter.drawRoundedRect(at, 6, 6)
        painter.setPen(QColor(self._kit.tokens.surface if marked else ink))
        painter.setFont(font(11, tabular=True))
        draw_text(painter, at.adjusted(8, 4, -8, -at.height() + 20), shown.remark)
        painter.setFont(font(20, 700, tabular=True))
        draw_text(painter, at, shown.words, Qt.AlignmentFlag.AlignHCenter)
        if self._ring.shows(self) and cell == self._at:
            draw_focus(painter, self._kit, at, 6)

    def _head_width(self) -> float:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(self._kit.tr(words)) for words in self._rows)
        return AXIS + 4 + min(widest + 20, self.width() * 0.3)

    def _choose(self) -> None:
        if self._marks:
            self._marked = self._at
        self.update()
        self.chosen.emit(*self._at)

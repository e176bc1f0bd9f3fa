"""Bars of several parts, one upon the other, over time; each part in its tone, all of it said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone

FOOT = 20


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: its label, its parts from the bottom up, and the words that say them."""

    label: str
    parts: tuple[tuple[int, Tone], ...]
    said: str

    @property
    def total(self) -> int:
        """Its whole height."""
        return sum(value for value, _ in self.parts)


class StackedChart(QWidget):
    """The bars, oldest first. What a bar holds is said on hover and to a screen reader."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._stacks: tuple[Stack, ...] = ()
        self.setMinimumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    def show_stacks(self, stacks: Sequence[Stack]) -> None:
        """Show these."""
        self._stacks = tuple(stacks)
        self.setAccessibleName("; ".join(s.said for s in stacks))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(320, 160)

    def place(self, at: int) -> QRectF:
        """Where a bar stands, over its whole height."""
        step = self.width() / max(len(self._stacks), 1)
        gap = min(8.0, step * 0.3)
        return QRectF(at * step + gap / 2, 0, step - gap, self.height() - FOOT)

    def event(self, event: QEvent) -> bool:
        """Say the bar under the pointer in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = QPointF(event.pos())
            said = [s.said for at, s in enumerate(self._stacks) if self.place(at).contains(point)]
            if said:
                QToolTip.showText(event.globalPos(), said[0], self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Parts with a hair between them, labels below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((s.total for s in self._stacks), default=0) or 1
        painter.setFont(font(11, tabular=True))
        for at, stack in enumerate(self._stacks):
            place = self.place(at)
            bottom = place.bottom()
            painter.setPen(Qt.PenStyle.NoPen)
            for value, tone in stack.parts:
                high = place.height() * value / most
                if high > 0:
                    painter.setBrush(QColor(self._kit.tokens.tone(tone)[0]))
                    painter.drawRect(QRectF(place.left(), bottom - high, place.width(), max(high - 1, 1)))
                bottom -= high
            painter.setPen(QColor(self._kit.tokens.ink2))
            foot = QRectF(place.left() - 20, place.bottom() + 3, place.width() + 40, FOOT - 3)
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, stack.label)
        painter.end()

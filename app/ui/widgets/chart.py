"""Two small pictures of figures: bars over days, and a bar of shares."""

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
class Bar:
    """One bar: its short label, its height, and the words that say both in full."""

    label: str
    value: int
    said: str


class BarChart(QWidget):
    """Bars of one series; the last one, which is now, is filled."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._bars: tuple[Bar, ...] = ()
        self.setMinimumHeight(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, oldest first."""
        self._bars = tuple(bars)
        self.setAccessibleName("; ".join(bar.said for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(320, 132)

    def place(self, at: int) -> QRectF:
        """Where a bar stands, over its whole height."""
        step = self.width() / max(len(self._bars), 1)
        gap = min(6.0, step * 0.25)
        return QRectF(at * step + gap / 2, 0, step - gap, self.height() - FOOT)

    def event(self, event: QEvent) -> bool:
        """Say the bar under the pointer in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for at, bar in enumerate(self._bars):
                if self.place(at).adjusted(-3, 0, 3, FOOT).contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), bar.said, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars with round heads, labels below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._kit.tokens
        most = max((bar.value for bar in self._bars), default=0) or 1
        last = len(self._bars) - 1
        painter.setFont(font(11, tabular=True))
        every = self._label_step(painter)
        for at, bar in enumerate(self._bars):
            place = self.place(at)
            height = max(2.0, place.height() * max(bar.value, 0) / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent if at == last else tokens.accent_tint))
            painter.drawRoundedRect(
                QRectF(place.left(), place.bottom() - height, place.width(), height), min(4, height / 2), 4
            )
            if (last - at) % every == 0:
                painter.setPen(QColor(tokens.ink2))
                foot = QRectF(place.left() - 20, place.bottom() + 3, place.width() + 40, FOOT - 3)
                painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, bar.label)
        painter.end()

    def _label_step(self, painter: QPainter) -> int:
        widest = max((painter.fontMetrics().horizontalAdvance(bar.label) for bar in self._bars), default=0)
        step = self.width() / max(len(self._bars), 1)
        return max(1, int((widest + 6) / step) + (1 if (widest + 6) % step else 0)) if step else 1


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    value: int
    tone: Tone
    said: str


class ShareBar(QWidget):
    """Parts of a whole, side by side; the words of each part are its tooltip and its accessible text."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._shares: tuple[Share, ...] = ()
        self.setFixedHeight(8)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these parts; empty ones are left out."""
        self._shares = tuple(share for share in shares if share.value > 0)
        said = ", ".join(share.said for share in self._shares)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Parts with a small gap between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        total = sum(share.value for share in self._shares)
        if not total:
            painter.setBrush(QColor(self._kit.tokens.sunk))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), 8), 3, 3)
        gap, left = 2.0, 0.0
        room = self.width() - gap * max(len(self._shares) - 1, 0)
        for share in self._shares:
            width = room * share.value / total
            painter.setBrush(QColor(self._kit.tokens.tone(share.tone)[0]))
            painter.drawRoundedRect(QRectF(left, 0, width, 8), min(3, width / 2), 3)
            left += width + gap
        painter.end()

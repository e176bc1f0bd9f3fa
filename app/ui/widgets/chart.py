"""Two small pictures of figures: bars over days, and a bar of shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.i18n import listed
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone
from app.ui.widgets.paint import draw_focus
from app.ui.widgets.ring import KeyRing

FOOT = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its short label, its height, and the words that say both in full."""

    label: str
    value: int
    said: str


class BarChart(QWidget):
    """Bars of one series; the last one, which is now, is filled. `chosen` gives a bar's place: click, or keys."""

    chosen = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._bars: tuple[Bar, ...] = ()
        self._full = 0
        self._marked = -1
        self._ring = KeyRing()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar], full: int = 0) -> None:
        """Show these, oldest first. A bar of `full` takes the whole height; without it the highest one does."""
        self._bars = tuple(bars)
        self._full = full
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

    def at(self, point: QPointF) -> int:
        """The place of the bar under a point; -1 beside them all."""
        for at in range(len(self._bars)):
            if self.place(at).adjusted(-3, 0, 3, FOOT).contains(point):
                return at
        return -1

    def event(self, event: QEvent) -> bool:
        """Say the bar under the pointer in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.at(QPointF(event.pos()))
            if at >= 0:
                QToolTip.showText(event.globalPos(), self._bars[at].said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the bar under the pointer, which can be opened."""
        self._mark(self.at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the pointer."""
        at = self.at(event.position())
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went elsewhere."""
        self._mark(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the bars, Enter opens one."""
        last = len(self._bars) - 1
        now = self._marked if self._marked >= 0 else last
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and last >= 0:
            self._mark(min(max(now + step, 0), last))
            self._say_marked()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and last >= 0:
            self.chosen.emit(now)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def _mark(self, at: int) -> None:
        if at != self._marked:
            self._marked = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _say_marked(self) -> None:
        place = self.place(self._marked)
        QToolTip.showText(self.mapToGlobal(place.bottomLeft().toPoint()), self._bars[self._marked].said, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars with round heads, labels below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._kit.tokens
        most = self._full or max((bar.value for bar in self._bars), default=0) or 1
        last = len(self._bars) - 1
        painter.setFont(font(11, tabular=True))
        every = self._label_step(painter)
        for at, bar in enumerate(self._bars):
            place = self.place(at)
            height = max(2.0, place.height() * max(bar.value, 0) / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._fill(at))
            painter.drawRoundedRect(
                QRectF(place.left(), place.bottom() - height, place.width(), height), min(4, height / 2), 4
            )
            if (last - at) % every == 0:
                painter.setPen(QColor(tokens.ink2))
                foot = QRectF(place.left() - 20, place.bottom() + 3, place.width() + 40, FOOT - 3)
                painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, bar.label)
        if self._ring.shows(self):
            draw_focus(painter, self._kit, QRectF(self.rect()), 6)
        painter.end()

    def _fill(self, at: int) -> QColor:
        tokens = self._kit.tokens
        if at == len(self._bars) - 1:
            return QColor(tokens.accent_hover if at == self._marked else tokens.accent)
        if at != self._marked:
            return QColor(tokens.accent_tint)
        half = QColor(tokens.accent)
        half.setAlphaF(0.5)
        return half

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
    faint: bool = False
    """Only the tint: what is not there yet."""


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
        said = self._kit.tr(listed(share.said for share in self._shares))
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
            painter.setBrush(QColor(self._kit.tokens.tone(share.tone)[1 if share.faint else 0]))
            painter.drawRoundedRect(QRectF(left, 0, width, 8), min(3, width / 2), 3)
            left += width + gap
        painter.end()

"""A choice of few, side by side, of which one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

HEIGHT = 32


class Segmented(QWidget):
    """Segments (key, label). Left and right move; `chosen` gives the key."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, options: Sequence[tuple[str, Text | str]], current: str, name: Text) -> None:
        super().__init__()
        self._ring = KeyRing()
        self._kit = kit
        self._options = tuple(options)
        self._current = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        kit.say(self.setAccessibleName, name)
        kit.theme.changed.connect(self.update)
        kit.language.changed.connect(self._said_anew)

    @property
    def current(self) -> str:
        """The key that is on."""
        return self._current

    def choose(self, key: str) -> None:
        """Turn `key` on without sending `chosen`."""
        self._current = key
        self.update()

    def sizeHint(self) -> QSize:
        """All segments at their words' widths."""
        return QSize(int(sum(self._widths())) + 7, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Segments are never squeezed."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the segment under the pointer."""
        left = 3.0
        for (key, _), width in zip(self._options, self._widths(), strict=True):
            if left <= event.position().x() < left + width:
                self._pick(key)
            left += width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the neighbour."""
        keys = [key for key, _ in self._options]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._pick(keys[max(0, min(keys.index(self._current) + step, len(keys) - 1))])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sunk track with the chosen segment raised."""
        tokens = self._kit.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunk))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        left = 3.0
        for (key, text), width in zip(self._options, self._widths(), strict=True):
            at = QRectF(left, 3, width, HEIGHT - 6)
            on = key == self._current
            if on:
                painter.setPen(QPen(QColor(tokens.edge), 1))
                painter.setBrush(QColor(tokens.surface))
                painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setFont(font(12, 500))
            painter.setPen(QColor(tokens.accent if on else tokens.ink2))
            draw_text(painter, at, self._kit.tr(text), Qt.AlignmentFlag.AlignHCenter)
            left += width
        if self._ring.shows(self):
            draw_focus(painter, self._kit, QRectF(self.rect()), 7)
        painter.end()

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(font(12, 500))
        return [metrics.horizontalAdvance(self._kit.tr(text)) + 26 for _, text in self._options]

    def _pick(self, key: str) -> None:
        if key != self._current:
            self.choose(key)
            self.chosen.emit(key)

    def _said_anew(self) -> None:
        self.updateGeometry()
        self.update()

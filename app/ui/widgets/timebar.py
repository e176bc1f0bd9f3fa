"""How much of a term is left, as a bar that empties; red once it is overrun."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import Text
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone

HEIGHT = 6


class TimeBar(QWidget):
    """`show_share` gives the part that is left, from 0 to 1, its tone, and the words for those who do not see it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._share = 0.0
        self._tone: Tone = "neutral"
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    @property
    def shown(self) -> tuple[float, Tone]:
        """What the bar shows."""
        return self._share, self._tone

    def show_share(self, share: float, tone: Tone, words: Text | str) -> None:
        """Show what is left."""
        self._share, self._tone = min(max(share, 0.0), 1.0), tone
        self._kit.say(self.setAccessibleName, words)
        self.update()

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sunk groove, and in it what is left; an overrun term fills it whole."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        at = QRectF(self.rect())
        painter.setBrush(QColor(self._kit.tokens.sunk))
        painter.drawRoundedRect(at, HEIGHT / 2, HEIGHT / 2)
        share = 1.0 if self._tone == "red" else self._share
        if share > 0:
            painter.setBrush(QColor(self._kit.tokens.tone(self._tone)[0]))
            painter.drawRoundedRect(QRectF(0, 0, max(at.width() * share, HEIGHT), HEIGHT), HEIGHT / 2, HEIGHT / 2)
        painter.end()

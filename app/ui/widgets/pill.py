"""A state as a pill: dot, word and tint, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.i18n import Text
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone
from app.ui.widgets.paint import draw_pill, pill_size


class Pill(QWidget):
    """Says a state in one word or two."""

    def __init__(self, kit: Kit, text: Text | str, tone: Tone = "neutral") -> None:
        super().__init__()
        self._kit = kit
        self._word = ""
        self._tone: Tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)
        kit.say(self.set_word, text)

    def show_state(self, text: Text | str, tone: Tone) -> None:
        """Say another state."""
        self._tone = tone
        self._kit.say(self.set_word, text)

    def set_word(self, word: str) -> None:
        """Take a word that is already in the language in use."""
        self._word = word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Just the word, the dot and their padding."""
        return pill_size(self._word)

    def minimumSizeHint(self) -> QSize:
        """A pill is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = QPainter(self)
        draw_pill(painter, self._kit, QRectF(self.rect()), self._word, self._tone)
        painter.end()

"""One choice of a question: its letter and its words, wrapped, as one large button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

PAD, LETTER = 14, 28


class ChoiceBox(QAbstractButton):
    """Checkable; as high as its words need at the width that it has."""

    def __init__(self, kit: Kit, letter: str, words: str) -> None:
        super().__init__()
        self._kit, self._letter = kit, letter
        self._ring = KeyRing()
        self.setText(words)
        self.setAccessibleName(f"{letter} {words}".strip())
        self.setCheckable(True)
        self.setFont(font(15))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kit.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its words, wrapped."""
        return QSize(320, self._height(max(self.width(), 320)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        wanted = self._height(self.width())
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a round letter; filled when chosen."""
        tokens, on = self._kit.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        fill = tokens.accent_tint if on else tokens.hover if self.underMouse() else tokens.surface
        painter.setPen(QPen(QColor(tokens.accent if on else tokens.edge), 1.5 if on else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(at, 9, 9)
        disc = QRectF(PAD, (self.height() - LETTER) / 2, LETTER, LETTER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if on else tokens.sunk))
        painter.drawEllipse(disc)
        painter.setPen(QColor(tokens.on_accent if on else tokens.ink2))
        painter.setFont(font(13, 700))
        draw_text(painter, disc, self._letter, Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(self.font())
        words = at.adjusted(PAD + LETTER + 12, 0, -PAD, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
        if self._ring.shows(self):
            draw_focus(painter, self._kit, QRectF(self.rect()), 9)
        painter.end()

    def _height(self, width: int) -> int:
        room = QRectF(0, 0, max(width - 2 * PAD - LETTER - 14, 60), 10_000)
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        return max(52, int(QFontMetricsF(self.font()).boundingRect(room, int(wrap), self.text()).height()) + 26)

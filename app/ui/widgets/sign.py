"""The program's sign, and the heads of pages that stand alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit


class Sign(QWidget):
    """台 on a round square."""

    def __init__(self, kit: Kit, size: int = 44) -> None:
        super().__init__()
        self._kit = kit
        self.setFixedSize(size, size)
        kit.theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, self._kit, QRectF(self.rect()))
        painter.end()


def draw_sign(painter: QPainter, kit: Kit, at: QRectF) -> None:
    """The program's sign: 台 on a round square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(kit.theme.colour("accent"))
    painter.drawRoundedRect(at, at.width() * 0.24, at.width() * 0.24)
    painter.setPen(kit.theme.colour("on_accent"))
    made = font(17, 700)
    made.setPixelSize(round(at.width() * 0.58))
    painter.setFont(made)
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, "台")

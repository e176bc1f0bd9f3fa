"""The program's sign, and the heads of pages that stand alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.runtime.kit import Kit
from app.ui.widgets.page_header import draw_sign


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

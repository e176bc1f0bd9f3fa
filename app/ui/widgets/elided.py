"""One quiet line that is cut with an ellipsis where it does not fit; whole on hover."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.runtime.fonts import Size, Weight, font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_text


class Elided(QWidget):
    """Plain text on one line, as wide as there is room."""

    def __init__(self, kit: Kit, text: str = "", *, size: Size = 12, weight: Weight = 400, token: str = "ink2") -> None:
        super().__init__()
        self._kit = kit
        self._text = ""
        self._token = token
        self.setFont(font(size, weight, tabular=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self._hint()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The whole line."""
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance(self._text)) + 2, int(metrics.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        """It may be cut."""
        return QSize(24, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut."""
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(QColor(getattr(self._kit.tokens, self._token)))
        draw_text(painter, QRectF(self.rect()), self._text, Qt.AlignmentFlag.AlignLeft)
        painter.end()

    def _hint(self) -> None:
        cut = QFontMetricsF(self.font()).horizontalAdvance(self._text) > self.width()
        words = self._text.replace("&", "&amp;").replace("<", "&lt;")
        self.setToolTip(f"<p style='white-space:pre-wrap'>{words}</p>" if cut and self._text else "")

"""An area that scrolls up and down, whose inside is always as high as its wrapped words need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Scrolls `inner`. Qt alone squeezes wrapped labels to fit; this gives them the height for their width."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fit)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap at the new width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the inside holds."""
        if watched is self._inner and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
            # What lies deeper tells its new height only after this event: look once more.
            self._later.start()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._inner.layout()
        if layout is None:
            return
        layout.activate()
        width = self.viewport().width()
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalMinimumSize().height()
        if high != self._inner.minimumHeight():
            self._inner.setMinimumHeight(high)

"""A short word that something was done, gone by itself, with a way to undo where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label

SHOWN_MS = 6000
EDGE = 20


class Toast(QWidget):
    """Lies over the lower right of its window. A new word takes the place of the one before."""

    def __init__(self, kit: Kit, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._run: Callable[[], object] | None = None
        self._text = label(kit, "")
        self._step = button(kit, N_("Undo"), self._run_step, kind="link")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(12)
        box.addWidget(self._text)
        box.addWidget(self._step)
        host.installEventFilter(self)
        kit.theme.changed.connect(self.update)
        self.hide()

    def say(self, text: Text, step: Text | None = None, run: Callable[[], object] | None = None) -> None:
        """Show a word for six seconds, with one step if given."""
        self._run = run
        self._kit.say(self._text.setText, text)
        self._step.setVisible(step is not None)
        if step is not None:
            self._kit.say(self._step.setText, step)
        self.setAccessibleName(self._text.text())
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    @property
    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised surface with an edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._kit.tokens.edge))
        painter.setBrush(QColor(self._kit.tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        right, bottom = self._host.width() - EDGE, self._host.height() - EDGE - 28
        self.move(right - self.width(), bottom - self.height())

    def _run_step(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

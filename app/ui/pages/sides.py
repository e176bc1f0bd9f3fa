"""A list with a panel at its right: the border is dragged; where there is no room the panel lies over the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.ui.runtime.kit import Kit

GAP = 14
LEAST_LIST, LEAST_PANEL = 480, 320
STEP = 24


class Grip(QWidget):
    """The border between list and panel: dragged with the mouse, moved with the arrow keys."""

    moved = Signal(int)
    released = Signal()

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._held: int | None = None
        self._over = False
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        kit.say(self.setAccessibleName, N_("Width of the panel"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._held = round(event.globalPosition().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the border."""
        if self._held is not None:
            now = round(event.globalPosition().x())
            self.moved.emit(self._held - now)
            self._held = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left widens the panel, right narrows it."""
        step = {Qt.Key.Key_Left: STEP, Qt.Key.Key_Right: -STEP}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
            self.released.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show itself under the pointer and with the keyboard."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._over = event.type() == QEvent.Type.Enter
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing at rest; a short bar under the pointer."""
        if not (self._over or self.hasFocus() or self._held is not None):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._kit.tokens.accent if self.hasFocus() else self._kit.tokens.edge))
        painter.drawRoundedRect(QRectF(self.width() / 2 - 2, self.height() / 2 - 24, 4, 48), 2, 2)
        painter.end()


class Sides(QWidget):
    """`main` fills the room; `panel` stands or lies at the right while it is open."""

    resized_by_hand = Signal(int)

    def __init__(self, kit: Kit, main: QWidget, panel: QWidget, width: int) -> None:
        super().__init__()
        self._main, self._panel = main, panel
        self._width = width
        self._open = False
        self._grip = Grip(kit, self)
        for part in (main, panel):
            part.setParent(self)
        self._grip.moved.connect(self._moved)
        self._grip.released.connect(lambda: self.resized_by_hand.emit(self._width))
        self.setTabOrder(main, self._grip)
        self.setTabOrder(self._grip, panel)
        self.setMinimumWidth(360)
        self._place()

    @property
    def opened(self) -> bool:
        """Whether the panel shows."""
        return self._open

    @property
    def overlaid(self) -> bool:
        """Whether the panel lies over the list for want of room."""
        return self._open and self.width() < LEAST_LIST + GAP + LEAST_PANEL

    def set_open(self, opened: bool) -> None:
        """Show or hide the panel."""
        if opened != self._open:
            self._open = opened
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new room."""
        super().resizeEvent(event)
        self._place()

    def _moved(self, wider: int) -> None:
        self._width = max(LEAST_PANEL, min(self._width + wider, self.width() - GAP - LEAST_LIST))
        self._place()

    def _place(self) -> None:
        wide, high = self.width(), self.height()
        self._panel.setVisible(self._open)
        self._grip.setVisible(self._open and not self.overlaid)
        if not self._open:
            self._main.setGeometry(0, 0, wide, high)
            return
        if self.overlaid:
            self._main.setGeometry(0, 0, wide, high)
            width = min(max(self._width, LEAST_PANEL), max(wide - 40, LEAST_PANEL))
            self._panel.setGeometry(wide - width, 0, width, high)
            self._panel.raise_()
            return
        width = max(LEAST_PANEL, min(self._width, wide - GAP - LEAST_LIST))
        self._main.setGeometry(0, 0, wide - width - GAP, high)
        self._grip.setGeometry(wide - width - GAP, 0, GAP, high)
        self._panel.setGeometry(wide - width, 0, width, high)

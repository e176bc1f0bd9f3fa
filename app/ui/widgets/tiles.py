"""Figures at a glance: a tile with a heading, a large number and a remark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.core.i18n import Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label, set_tone


class Tile(QFrame):
    """A figure that can be opened down to its records: `opened` on click or Enter."""

    opened = Signal()

    def __init__(self, kit: Kit, heading: Text) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heading = label(kit, heading, size=12, tone="quiet")
        self._value = label(kit, "–", size=20, weight=700, tabular=True)
        self._remark = label(kit, "", size=12, tone="quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(2)
        for part in (self._heading, self._value, self._remark):
            box.addWidget(part)

    def show_value(self, value: Text | str, remark: Text | str = "", tone: str = "") -> None:
        """Show a figure. `tone` red only for what is overdue or failed."""
        self._kit.say(self._value.setText, value)
        self._kit.say(self._remark.setText, remark)
        set_tone(self._value, tone)
        self.setAccessibleName(f"{self._heading.text()}: {self._value.text()}. {self._remark.text()}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

"""Figures at a glance: a tile with a heading, a large number and a remark."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from app.core.i18n import N_, Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label, set_property, set_tone


class Tile(QFrame):
    """A figure that can be opened down to its records: `opened` on click or Enter.

    With `double` the remark is a figure of its own: `remark_opened`.
    """

    opened = Signal()
    remark_opened = Signal()

    def __init__(self, kit: Kit, heading: Text, *, double: bool = False) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heading = label(kit, heading, size=12, tone="quiet")
        self._value = label(kit, "–", size=20, weight=700, tabular=True)
        self._remark: QLabel | QPushButton = label(kit, "", size=12, tone="quiet")
        if double:
            self._remark = button(kit, N_(""), self.remark_opened.emit, kind="link")
            set_property(self._remark, "small", True)
            self._remark.setFont(font(12))
        self._remark.setFixedHeight(20)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(2)
        for part in (self._heading, self._value):
            box.addWidget(part)
        # A link is as wide as its words, so that the rest of the tile opens the tile.
        box.addWidget(self._remark, 0, Qt.AlignmentFlag.AlignLeft if double else Qt.AlignmentFlag(0))

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

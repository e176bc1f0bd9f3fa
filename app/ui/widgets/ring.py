"""Whether to show where the keyboard is: once it got there by a key, not by a click or as a window opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyRing:
    """For widgets that draw themselves: `take` in `focusInEvent`, `shows` when painting."""

    def __init__(self) -> None:
        self._by_key = False

    def take(self, widget: QWidget, event: QFocusEvent) -> None:
        """Remember how the keyboard came."""
        # As a window opens, Qt gives its first control the keyboard as if Tab had been pressed.
        opening = event.reason() == Qt.FocusReason.ActiveWindowFocusReason
        self._by_key = event.reason() in _BY_KEY and not opening and widget.window().isActiveWindow()
        widget.update()

    def shows(self, widget: QWidget) -> bool:
        """Whether the ring is to be drawn."""
        return self._by_key and widget.hasFocus()

"""A combo box whose items are found by typing their first letters or their pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

TYPING_MS = 900
_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def best_match(labels: Sequence[str], typed: str) -> int:
    """The position of the label that `typed` means: by its start, its pinyin initials, or inside it; else -1."""
    from app.core.text import fold, initials  # the first window stands without them

    sought = fold(typed)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda words: fold(words).startswith(sought),
        lambda words: initials(words).startswith(sought),
        lambda words: sought in fold(words),
    )
    for fits in tests:
        for at, words in enumerate(labels):
            if words and fits(words):
                return at
    return -1


class TypingCombo(QComboBox):
    """A combo box with type-ahead by letters and pinyin; the wheel changes it only while it has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._forget)
        self._own_list = False
        self.setMaxVisibleItems(14)

    def match(self, key: str) -> int:
        """The item that what was typed so far means."""
        self._typed += key
        self._timer.start()
        return best_match([self.itemText(i) for i in range(self.count())], self._typed)

    def showPopup(self) -> None:
        """Open the list; it is made when it is first wanted, since most boxes of a form stay closed."""
        if not self._own_list:
            from app.ui.widgets.combo_list import ComboList  # the first window stands without lists

            self._own_list = True
            self.setView(ComboList(self, self.match))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose, Delete empties where there is an empty item, the rest is Qt's."""
        text = event.text()
        if text and text.isprintable() and not text.isspace() and not event.modifiers() & _COMMAND_KEYS:
            at = self.match(text)
            if at >= 0 and at != self.currentIndex():
                self.setCurrentIndex(at)
                self.activated.emit(at)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a form must not change what it says."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _forget(self) -> None:
        self._typed = ""

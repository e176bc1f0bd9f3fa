"""One of a few answers, found by typing its first letters or its pinyin initials; and yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QListView, QWidget

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.core.text import fold, initials
from app.models.kinds import Choice, Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.widgets.editors.base import Editor

TYPING_MS = 900
_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def best_match(labels: Sequence[str], typed: str) -> int:
    """The position of the label that `typed` means: by its start, its pinyin initials, or inside it; else -1."""
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


class _List(QListView):
    """The opened list; typing looks for the same words as in the closed box."""

    def __init__(self, box: TypingCombo) -> None:
        super().__init__(box)
        self._box = box

    def keyboardSearch(self, search: str) -> None:
        """Go to the best match."""
        at = self._box.match(search)
        if at >= 0:
            self.setCurrentIndex(self._box.model().index(at, 0))


class TypingCombo(QComboBox):
    """A combo box with type-ahead by letters and pinyin; the wheel changes it only while it has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._forget)
        self.setView(_List(self))
        self.setMaxVisibleItems(14)

    def match(self, key: str) -> int:
        """The item that what was typed so far means."""
        self._typed += key
        self._timer.start()
        return best_match([self.itemText(i) for i in range(self.count())], self._typed)

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


class ChoiceEditor(Editor):
    """A combo box over a `Choice` kind. The first item is empty unless the field is required."""

    def __init__(self, kit: Kit, kind: Choice, at: Callable[[], Locale], *, required: bool) -> None:
        super().__init__(kit, kind, at)
        self.options: tuple[tuple[str | None, Text | str], ...] = tuple((o.key, o.label) for o in kind.options)
        if not required:
            self.options = ((None, ""), *self.options)
        self.combo = self.hold(TypingCombo())
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill()
        self.combo.setCurrentIndex(-1 if required else 0)
        self.combo.activated.connect(self.changed)
        kit.language.changed.connect(self._fill)

    def value(self) -> Value:
        """The key of the chosen answer."""
        at = self.combo.currentIndex()
        return self.options[at][0] if at >= 0 else None

    def set_value(self, value: Value) -> None:
        """Choose an answer; a key from an older version that is no answer any more shows as nothing."""
        keys = [key for key, _ in self.options]
        self.combo.setCurrentIndex(keys.index(value) if value in keys else -1)  # type: ignore[arg-type]

    def draft(self) -> str:
        """The chosen key."""
        return str(self.value() or "")

    def restore(self, draft: str) -> None:
        """Choose by key."""
        self.set_value(draft or None)

    def on_leave(self) -> None:
        """A choice has no words to put right."""

    def _fill(self) -> None:
        at = self.combo.currentIndex()
        self.combo.clear()
        self.combo.addItems([self.kit.tr(words) for _, words in self.options])
        self.combo.setCurrentIndex(at)


class YesNoEditor(Editor):
    """A check box; not filled in counts as no."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale]) -> None:
        super().__init__(kit, kind, at)
        self.check = self.hold(QCheckBox())
        self.check.setMinimumHeight(32)
        kit.say(self.check.setText, N_("Yes"))
        self.check.clicked.connect(self.changed)

    def value(self) -> Value:
        """Whether it is ticked."""
        return self.check.isChecked()

    def set_value(self, value: Value) -> None:
        """Tick it or not."""
        self.check.setChecked(value is True)

    def draft(self) -> str:
        """1 or 0."""
        return "1" if self.check.isChecked() else "0"

    def restore(self, draft: str) -> None:
        """From 1 or 0."""
        self.check.setChecked(draft == "1")

    def on_leave(self) -> None:
        """Nothing to put right."""

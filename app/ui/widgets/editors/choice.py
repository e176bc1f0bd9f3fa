"""One of a few answers in a combo box; and yes or no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.kinds import Choice, Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.widgets.combo import TypingCombo as TypingCombo
from app.ui.widgets.editors.base import Editor

LEAST_COMBO = 96
"""A combo box gives way where there is little room; its list shows the answers in full."""


class ChoiceEditor(Editor):
    """A combo box over a `Choice` kind. The first item is empty unless the field is required.

    Options of `moved` are not offered; where a record has one, it shows.
    """

    def __init__(
        self, kit: Kit, kind: Choice, at: Callable[[], Locale], *, required: bool, moved: tuple[str, ...] = ()
    ) -> None:
        super().__init__(kit, kind, at)
        self._moved = {o.key: o.label for o in kind.options if o.key in moved}
        self.options: tuple[tuple[str | None, Text | str], ...] = tuple(
            (o.key, o.label) for o in kind.options if o.key not in moved
        )
        if not required:
            self.options = ((None, ""), *self.options)
        self.combo = self.hold(TypingCombo())
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.combo.setMinimumWidth(LEAST_COMBO)
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
        if value in self._moved and value not in keys:
            self.options = (*self.options, (str(value), self._moved[str(value)]))
            keys.append(str(value))
            self._fill()
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

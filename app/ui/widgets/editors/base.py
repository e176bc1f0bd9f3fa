"""What a form asks of every editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.errors import UserError
from app.core.locale import Locale
from app.models.kinds import Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import set_property

W = TypeVar("W", bound=QWidget)


class Editor(QWidget):
    """Edits one value. `changed` after each keystroke; `left` when the keyboard goes elsewhere."""

    changed = Signal()
    left = Signal()

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale]) -> None:
        super().__init__()
        self.kit = kit
        self.kind = kind
        self.at = at
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)

    def value(self) -> Value:
        """The value as it stands. Raises `UserError` for text that is none."""
        return self.kind.parse(self.draft(), self.at())

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self.restore(self.kind.say(value, self.at()))

    def draft(self) -> str:
        """What was typed, valid or not, to be kept until the form is saved."""
        raise TypeError(f"{type(self).__name__} keeps no draft")

    def restore(self, draft: str) -> None:
        """Show what `draft` gave."""
        raise TypeError(f"{type(self).__name__} takes no draft")

    def set_readonly(self, readonly: bool) -> None:
        """Show the value without letting it be changed."""
        self.setEnabled(not readonly)

    def mark(self, invalid: bool) -> None:
        """Show that the value cannot be taken."""
        target = self.focusProxy()
        if target is not None:
            set_property(target, "invalid", invalid)

    def problem(self) -> UserError | None:
        """Why the value cannot be taken, if it cannot."""
        try:
            self.value()
        except UserError as error:
            return error
        return None

    def hold(self, inner: W) -> W:
        """Make `inner` the control that has the keyboard and the accessible name."""
        self._box.insertWidget(0, inner, 1)
        self.setFocusProxy(inner)
        inner.installEventFilter(self)
        return inner

    def name_it(self, name: str) -> None:
        """Give the control its accessible name: the field's label."""
        self.setAccessibleName(name)
        target = self.focusProxy()
        if target is not None:
            target.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the keyboard leaves the control."""
        if event.type() == QEvent.Type.FocusOut and watched is self.focusProxy():
            self.on_leave()
            self.left.emit()
        return super().eventFilter(watched, event)

    def on_leave(self) -> None:
        """Put a valid value into its usual words: `12.5*3` becomes 37.50."""
        if self.draft().strip() and self.problem() is None:
            said = self.kind.say(self.value(), self.at())
            if said != self.draft():
                self.restore(said)

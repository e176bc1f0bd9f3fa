"""Personal data: masked until someone asks to see it, which the caller records."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.core.i18n import N_
from app.models.kinds import Value
from app.ui.widgets.build import icon_button
from app.ui.widgets.editors.base import Editor


class MaskedEditor(Editor):
    """Wraps the editor of a personal field. `reveal_asked` is answered by `reveal` once it was recorded."""

    reveal_asked = Signal()

    def __init__(self, inner: Editor) -> None:
        super().__init__(inner.kit, inner.kind, inner.at)
        self.inner = inner
        self._hidden = False
        self._readonly = False
        self._box.addWidget(inner, 1)
        self.setFocusProxy(inner.focusProxy() or inner)
        self.button = icon_button(self.kit, "eye", N_("Show (this is recorded)"), self.reveal_asked.emit)
        self._box.addWidget(self.button)
        self.button.hide()
        inner.changed.connect(self.changed)
        inner.left.connect(self.left)

    @property
    def hidden_value(self) -> bool:
        """Whether the value is masked, so that the box says nothing about it."""
        return self._hidden

    def value(self) -> Value:
        """The value; meaningless while `hidden_value`, when the form leaves the field out."""
        return None if self._hidden else self.inner.value()

    def set_value(self, value: Value) -> None:
        """Show a value openly, as in a new record."""
        self._hidden = False
        self.button.hide()
        self.inner.set_value(value)
        self.inner.set_readonly(self._readonly)

    def set_masked(self, masked: str) -> None:
        """Show masked words. They cannot be edited until the value was revealed."""
        self._hidden = bool(masked)
        self.inner.restore(masked)
        self.inner.set_readonly(self._hidden or self._readonly)
        self.button.setVisible(self._hidden)

    def reveal(self, value: Value) -> None:
        """Show the real value, after the caller recorded who asked."""
        self.set_value(value)
        self.inner.setFocus()

    def draft(self) -> str:
        """What was typed; nothing while masked."""
        return "" if self._hidden else self.inner.draft()

    def restore(self, draft: str) -> None:
        """Show what was typed before."""
        if draft:
            self.set_value(None)
            self.inner.restore(draft)

    def set_readonly(self, readonly: bool) -> None:
        """Revealing stays possible."""
        self._readonly = readonly
        self.inner.set_readonly(readonly or self._hidden)

    def mark(self, invalid: bool) -> None:
        """Show that the value cannot be taken."""
        self.inner.mark(invalid)

    def name_it(self, name: str) -> None:
        """Give the box its accessible name."""
        self.setAccessibleName(name)
        self.inner.name_it(name)

    def on_leave(self) -> None:
        """The inner editor puts its own words right."""

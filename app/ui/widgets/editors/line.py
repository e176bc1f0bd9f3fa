"""One line of text, a number, an amount, a share, tags: whatever its kind can read from typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.core.i18n import Text
from app.core.locale import Locale
from app.models.kinds import Integer, Kind, Percent, Value
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.editors.base import Editor


class LineEditor(Editor):
    """A line box. Figures stand right and in tabular figures."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale], hint: Text | None = None) -> None:
        super().__init__(kit, kind, at)
        self.line = self.hold(QLineEdit())
        if isinstance(kind, Integer):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.line.setFont(font(13, tabular=True))
        if hint is not None:
            kit.say(self.line.setPlaceholderText, hint)
        self.line.textEdited.connect(self.changed)

    def value(self) -> Value:
        """The value as it stands; a share may be typed with or without its sign."""
        typed = self.draft()
        if isinstance(self.kind, Percent):
            typed = typed.replace("%", "").replace("％", "")
        return self.kind.parse(typed, self.at())

    def draft(self) -> str:
        """What was typed."""
        return self.line.text()

    def restore(self, draft: str) -> None:
        """Show text, from its start where it is longer than the box."""
        self.line.setText(draft)
        self.line.setCursorPosition(0)

    def set_readonly(self, readonly: bool) -> None:
        """Text stays selectable."""
        self.line.setReadOnly(readonly)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if readonly else Qt.FocusPolicy.StrongFocus)


class LongTextEditor(Editor):
    """Several lines; Tab leaves the box."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale]) -> None:
        super().__init__(kit, kind, at)
        self.text = self.hold(QPlainTextEdit())
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self.text.textChanged.connect(self._edited)
        self._quiet = False

    def draft(self) -> str:
        """What was typed."""
        return self.text.toPlainText()

    def restore(self, draft: str) -> None:
        """Show text."""
        self._quiet = True
        self.text.setPlainText(draft)
        self._quiet = False

    def set_readonly(self, readonly: bool) -> None:
        """Text stays selectable."""
        self.text.setReadOnly(readonly)

    def on_leave(self) -> None:
        """Long text is left as typed."""

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()

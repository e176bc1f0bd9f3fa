"""Yes, no, or left to what follows by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.kinds import Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.choice import LEAST_COMBO

ANSWERS: tuple[tuple[Value, str, Text], ...] = (
    (None, "", N_("By itself")),
    (True, "1", N_("Yes")),
    (False, "0", N_("No")),
)
"""Value, how a draft keeps it, and its words."""


class AnswerEditor(Editor):
    """A combo box: a check box could not say that nobody answered."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale]) -> None:
        super().__init__(kit, kind, at)
        self.combo = self.hold(TypingCombo())
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.combo.setMinimumWidth(LEAST_COMBO)
        self._fill()
        self.combo.setCurrentIndex(0)
        self.combo.activated.connect(self.changed)
        kit.language.changed.connect(self._fill)

    def value(self) -> Value:
        """The answer; None where none was given."""
        return ANSWERS[max(self.combo.currentIndex(), 0)][0]

    def set_value(self, value: Value) -> None:
        """Choose an answer."""
        self.combo.setCurrentIndex(next((at for at, a in enumerate(ANSWERS) if a[0] is value), 0))

    def draft(self) -> str:
        """1, 0 or nothing."""
        return ANSWERS[max(self.combo.currentIndex(), 0)][1]

    def restore(self, draft: str) -> None:
        """From 1, 0 or nothing."""
        self.combo.setCurrentIndex(next((at for at, a in enumerate(ANSWERS) if a[1] == draft), 0))

    def on_leave(self) -> None:
        """An answer has no words to put right."""

    def _fill(self) -> None:
        at = self.combo.currentIndex()
        self.combo.clear()
        self.combo.addItems([self.kit.tr(words) for _, _, words in ANSWERS])
        self.combo.setCurrentIndex(at)

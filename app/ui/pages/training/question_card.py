"""One question on the screen: its words, and its choices or a box to fill in. It never shows what is right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.services.training.quizzes import Item
from app.services.training.scoring import FALSE, LETTERS, TRUE
from app.ui.pages.training.choice_box import ChoiceBox
from app.ui.runtime.calls import later
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label

KINDS: Mapping[str, Text] = {
    "single": N_("Single choice"),
    "multiple": N_("Multiple choice: choose all that are right"),
    "true_false": N_("True or false"),
    "fill_in": N_("Fill in"),
}


class QuestionCard(QWidget):
    """`answered` gives what was chosen so far: letters, true or false, or words; empty for nothing."""

    answered = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._item: Item | None = None
        self.boxes: list[ChoiceBox] = []
        self.line = QLineEdit()
        self.line.setFont(font(15))
        self.line.setMinimumHeight(44)
        self.line.textEdited.connect(lambda words: self.answered.emit(words.strip()))
        kit.say(self.line.setAccessibleName, N_("Answer"))
        kit.say(self.line.setPlaceholderText, N_("Type the answer"))
        self._kind = label(kit, "", size=12, weight=500, tone="accent")
        self._words = label(kit, "", size=17, weight=500, wrap=True)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self._kind)
        box.addWidget(self._words)
        box.addSpacing(8)
        box.addLayout(self._choices)
        box.addWidget(self.line)
        box.addStretch(1)

    def show_item(self, item: Item, given: str) -> None:
        """Show a question with what was answered to it."""
        self._item = item
        self._kit.say(
            self._kind.setText, Nn_("{kind} · {n} point", "{kind} · {n} points", item.points, kind=KINDS[item.kind])
        )
        self._kit.say(self._words.setText, item.text)
        for made in self.boxes:
            self._choices.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.boxes = []
        for at, (letter, words) in enumerate(self._offered(item)):
            made = ChoiceBox(self._kit, letter, words)
            made.setChecked(_key(item, at) in given if item.kind != "true_false" else given == _key(item, at))
            made.clicked.connect(later(self.choose, at))
            self._choices.addWidget(made)
            self.boxes.append(made)
        self.line.setVisible(item.kind == "fill_in")
        self.line.setText(given if item.kind == "fill_in" else "")
        if item.kind == "fill_in":
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, at: int) -> None:
        """Take a click on a box."""
        item = self._item
        if item is None or at >= len(self.boxes):
            return
        if item.kind != "multiple":  # of several right ones the click itself turned one over
            for place, made in enumerate(self.boxes):
                made.setChecked(place == at)
        self.answered.emit("".join(_key(item, i) for i, made in enumerate(self.boxes) if made.isChecked()))

    def toggle(self, at: int) -> None:
        """Choose by a key."""
        if self._item is not None and at < len(self.boxes):
            self.boxes[at].click()

    def _offered(self, item: Item) -> list[tuple[str, str]]:
        if item.kind == "true_false":
            tr = self._kit.tr
            return [("A", tr(N_("True"))), ("B", tr(N_("False")))]
        return list(zip(LETTERS, item.choices, strict=False))


def _key(item: Item, at: int) -> str:
    """What is stored for a box."""
    return (TRUE, FALSE)[at] if item.kind == "true_false" else LETTERS[at]

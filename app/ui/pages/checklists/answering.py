"""The control with which one item is answered: three buttons, or a box for a number or for words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.checklists import FAIL, JUDGE, NUMBER, PASS, SKIP
from app.models.kinds import LineText, Value
from app.models.reading import Reading
from app.services.checklists.finishing import limit_words
from app.ui.runtime.calls import later
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label, set_property, set_tone
from app.ui.widgets.editors.line import LineEditor

SAVE_MS = 700
"""So long after the last keystroke what was typed is kept."""
KEYS: Mapping[int, str] = {
    Qt.Key.Key_P: PASS,
    Qt.Key.Key_1: PASS,
    Qt.Key.Key_F: FAIL,
    Qt.Key.Key_2: FAIL,
    Qt.Key.Key_N: SKIP,
    Qt.Key.Key_3: SKIP,
}
"""Key → answer of an item that passes or does not."""
_FIGURES = QRegularExpression("[-+−–－＋0-9０-９.．,，\\s]*")
"""What can be typed into a number's box, in either width."""
_BUTTONS: tuple[tuple[str, Text], ...] = ((PASS, N_("Passed")), (FAIL, N_("Not passed")), (SKIP, N_("Not applicable")))


class AnswerControl(QWidget):
    """Sends `answered` with what was chosen or typed, and `entered` when Enter asks for the next item."""

    answered = Signal(dict)
    entered = Signal()

    def __init__(self, kit: Kit, item: Mapping[str, Any], at: Callable[[], Locale]) -> None:
        super().__init__()
        self._kit, self._item = kit, item
        self.buttons: dict[str, QPushButton] = {}
        self.editor: LineEditor | None = None
        self._name = "reading" if item["kind"] == NUMBER else "said"
        self._kept: Value = None
        self._limits = label(kit, "", size=12, tone="quiet", tabular=True)
        self._limits.setParent(self)
        self._limits.setVisible(item["kind"] == NUMBER)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        if item["kind"] != JUDGE:
            self.editor = self._box(at)
            box.addWidget(self.editor, 1)
            box.addWidget(self._limits)
            kit.say(self._limits.setText, limit_words(item) or item["unit"] or "")
        for result, words_of in _BUTTONS if item["kind"] == JUDGE else _BUTTONS[2:]:
            made = button(kit, words_of, later(self.choose, result))
            made.setProperty("kind", "answer")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus if item["kind"] == JUDGE else Qt.FocusPolicy.TabFocus)
            self.buttons[result] = made
            box.addWidget(made)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SAVE_MS)
        self._wait.timeout.connect(self.keep)

    def _box(self, at: Callable[[], Locale]) -> LineEditor:
        number = self._item["kind"] == NUMBER
        editor = LineEditor(self._kit, Reading() if number else LineText(limit=300), at)
        if number:
            editor.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.line.setValidator(QRegularExpressionValidator(_FIGURES, editor.line))
            editor.setMaximumWidth(96)
        editor.name_it(self._item["text"])
        editor.changed.connect(lambda: self._wait.start())
        editor.left.connect(self.keep)
        editor.line.installEventFilter(self)
        editor.line.setAcceptDrops(False)  # a photo that is dropped here belongs to the item
        self.setFocusProxy(editor.line)
        return editor

    def show_answer(self, row: Mapping[str, Any]) -> None:
        """Show an item as it is stored."""
        for result, made in self.buttons.items():
            set_property(made, "on", result if row["result"] == result else "")
        if self.editor is None:
            return
        if self._item["kind"] == NUMBER:
            limits: Text | str = limit_words(self._item) or self._item["unit"] or ""
            failed = row["result"] == FAIL
            self._kit.say(self._limits.setText, N_("{limits}: not passed", limits=limits) if failed else limits)
            set_tone(self._limits, "red" if failed else "quiet")
        if not self.editor.line.hasFocus():
            self._kept = row[self._name]
            self.editor.set_value(self._kept)

    def choose(self, result: str) -> None:
        """Answer. A second press of "not applicable" at a number or words takes it back."""
        if self.editor is None:
            self.answered.emit({"result": result})
            return
        back = bool(self.buttons[result].property("on"))
        self._wait.stop()
        self._kept = None
        self.editor.restore("")
        self.editor.mark(False)
        self.answered.emit({"result": None if back else result, self._name: None})

    def keep(self) -> None:
        """Send what was typed, if it changed and can be taken."""
        self._wait.stop()
        if self.editor is None:
            return
        self.editor.mark(self.editor.problem() is not None)
        if self.editor.problem() is not None:
            return
        value = self.editor.value()
        if value != self._kept:
            self._kept = value
            self.answered.emit({self._name: value, **({"result": None} if value is not None else {})})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a box Enter goes on; in a number's box N is no figure and says that it does not apply."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
                self.keep()
                self.entered.emit()
                return True
            if key == Qt.Key.Key_N and self._item["kind"] == NUMBER and not event.modifiers():
                self.choose(SKIP)
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)


_CONTROL = Qt.KeyboardModifier.ControlModifier

"""What is asked as soon as an item fails: what was seen, how bad it is, who rectifies it and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.models.checklists import FAIL, LEVELS, SKIP
from app.models.declaration import Field
from app.models.kinds import Choice, Day, LineText, Money, Ref, Value
from app.ui.pages.checklists.answering import SAVE_MS
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import lookups
from app.ui.widgets.build import label
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.make import make_editor
from app.ui.widgets.flow import FlowLayout

FIELDS = (
    Field("note", N_("What was seen"), LineText(limit=500)),
    Field("measure", N_("Corrective measure"), LineText(limit=500)),
    Field("level", N_("Level of the finding"), Choice(options=LEVELS), required=True),
    Field("owner_id", N_("Responsible"), Ref(register="staff")),
    Field("deadline", N_("Rectify by"), Day()),
    Field("cost", N_("Rectification cost"), Money(minimum=0)),
)
_WIDTHS = {"level": 104, "owner_id": 150, "deadline": 150, "cost": 96}
_LINES = ("note", "measure")
"""What has a line of its own."""


class FindingFields(QWidget):
    """Sends `typed` with each field that changed, a moment after the last keystroke or when it is left."""

    typed = Signal(dict)
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.editors: dict[str, Editor] = {}
        self.asked: dict[str, QWidget] = {}
        """What is asked only of an item that failed, each with its label."""
        self._kept: dict[str, Value] = {}
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SAVE_MS)
        self._wait.timeout.connect(self.keep)
        names = lookups(desk, FIELDS)
        more = FlowLayout(spacing=12)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for field in FIELDS:
            editor = make_editor(desk.kit, field, desk.at, desk.worker, names)
            desk.kit.say(editor.name_it, field.label)
            words = label(desk.kit, field.label, size=12, tone="quiet")
            self.editors[field.name] = editor
            line = _beside(words, editor, wide=field.name in _LINES)
            if field.name in _LINES:
                box.addWidget(line)
            else:
                editor.setFixedWidth(_WIDTHS[field.name])
                more.addWidget(line)
            if field.name == "note":
                self._seen = words
            else:
                self.asked[field.name] = line
            editor.changed.connect(self._wait.start)
            editor.left.connect(self.keep)
            if (inner := editor.focusProxy()) is not None:
                inner.installEventFilter(self)
                inner.setAcceptDrops(False)  # a photo that is dropped here belongs to the item
        box.addLayout(more)

    def show_row(self, row: Mapping[str, Any]) -> None:
        """Show what is stored; a box that has the keyboard keeps what is being typed."""
        why = N_("Why it does not apply") if row["result"] == SKIP else FIELDS[0].label
        self._desk.kit.say(self._seen.setText, why)
        for name, editor in self.editors.items():
            if name in self.asked:
                self.asked[name].setVisible(row["result"] == FAIL)
            inner = editor.focusProxy()
            if self._kept.get(name) != row[name] and not (inner is not None and inner.hasFocus()):
                editor.set_value(row[name])
            self._kept[name] = row[name]

    def keep(self) -> None:
        """Send what changed and can be taken."""
        self._wait.stop()
        changed: dict[str, Value] = {}
        for name, editor in self.editors.items():
            if name in self.asked and self.asked[name].isHidden():
                continue
            if editor.problem() is not None:
                editor.mark(True)
                continue
            editor.mark(False)
            value = editor.value()
            if value != self._kept.get(name):
                changed[name] = self._kept[name] = value
        if changed:
            self.typed.emit(changed)

    def focus_note(self) -> None:
        """Put the keyboard into the note."""
        self.editors["note"].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the note goes on to the next item."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and watched is self.editors["note"].focusProxy()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.keep()
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)


def _beside(words: QWidget, editor: QWidget, *, wide: bool = False) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(words)
    line.addWidget(editor, 1 if wide else 0)
    return made

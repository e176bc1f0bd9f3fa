"""A condition on any field of a register: asked in a small dialog, said in words, kept as plain JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import from_millis, to_millis
from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.models.declaration import NowPlus, Op, Operand, Register, TodayPlus, Where
from app.models.kinds import Choice, Day, Integer, Kind, Moment, Ref, YesNo
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import lookups
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.choice import TypingCombo
from app.ui.widgets.editors.make import make_editor

_WORDS: dict[Op, Text] = {
    "contains": N_("contains"),
    "eq": N_("is"),
    "ne": N_("is not"),
    "ge": N_("at least"),
    "le": N_("at most"),
    "gt": N_("more than"),
    "lt": N_("less than"),
    "filled": N_("is filled in"),
    "empty": N_("is empty"),
}
_DATE_WORDS: dict[Op, Text] = {
    "ge": N_("from"),
    "le": N_("up to"),
    "gt": N_("after"),
    "lt": N_("before"),
    "eq": N_("on"),
}
_BARE: tuple[Op, ...] = ("empty", "filled")


def operators(kind: Kind, *, sensitive: bool = False) -> tuple[Op, ...]:
    """The comparisons that make sense for a kind. Personal fields are not searched by fragments here."""
    if isinstance(kind, Choice | Ref):
        return ("eq", "ne", *_BARE)
    if isinstance(kind, YesNo):
        return ("eq", *_BARE)
    if isinstance(kind, Moment):
        return ("ge", "lt", *_BARE)
    if isinstance(kind, Day):
        return ("ge", "le", "eq", *_BARE)
    if isinstance(kind, Integer):
        return ("ge", "le", "eq", "ne", "gt", "lt", *_BARE)
    return ("eq", *_BARE) if sensitive else ("contains", "eq", "ne", *_BARE)


def operator_words(kind: Kind, op: Op) -> Text:
    """A comparison in words."""
    return _DATE_WORDS.get(op, _WORDS[op]) if isinstance(kind, Day | Moment) else _WORDS[op]


class ConditionForm(QWidget):
    """Field, comparison and value side by side."""

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self._fields = register.fields
        self._editor: Editor | None = None
        self._ops: tuple[Op, ...] = ()
        self.field = TypingCombo()
        self.field.addItems([desk.kit.tr(f.label) for f in self._fields])
        desk.kit.say(self.field.setAccessibleName, N_("Field"))
        self.op = TypingCombo()
        desk.kit.say(self.op.setAccessibleName, N_("Comparison"))
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._slot = QVBoxLayout()
        for combo in (self.field, self.op):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 3)
        line.addWidget(self.op, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(line)
        box.addLayout(self._slot)
        box.addWidget(self._message)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.op.currentIndexChanged.connect(self._op_chosen)
        self._field_chosen()

    @property
    def editor(self) -> Editor | None:
        """The box of the value that is compared with."""
        return self._editor

    def choose(self, name: str, op: Op) -> None:
        """Choose field and comparison."""
        self.field.setCurrentIndex([f.name for f in self._fields].index(name))
        self.op.setCurrentIndex(self._ops.index(op))

    def condition(self) -> Where | None:
        """The condition; None, and a message, if its value cannot be taken."""
        chosen, op = self._fields[self.field.currentIndex()], self._ops[self.op.currentIndex()]
        if op in _BARE:
            return Where(chosen.name, op)
        try:
            value = self._editor.value() if self._editor is not None else None
        except UserError as problem:
            self._desk.kit.say(self._message.setText, problem.what)
            return None
        if value is None:
            self._desk.kit.say(self._message.setText, N_("Please fill this in."))
            return None
        return Where(chosen.name, op, value)

    def _field_chosen(self) -> None:
        chosen = self._fields[self.field.currentIndex()]
        self._ops = operators(chosen.kind, sensitive=chosen.sensitive)
        self.op.clear()
        self.op.addItems([self._desk.kit.tr(operator_words(chosen.kind, op)) for op in self._ops])
        if self._editor is not None:
            self._slot.removeWidget(self._editor)
            self._editor.deleteLater()
        plain = replace(chosen, required=True, readonly=False, sensitive=False)
        self._editor = make_editor(
            self._desk.kit, plain, self._desk.at, self._desk.worker, lookups(self._desk, (chosen,), every=True)
        )
        self._desk.kit.say(self._editor.name_it, N_("Value"))
        self._slot.addWidget(self._editor)
        self._op_chosen()

    def _op_chosen(self) -> None:
        if self._editor is not None and self.op.currentIndex() >= 0:
            self._editor.setVisible(self._ops[self.op.currentIndex()] not in _BARE)
        self._desk.kit.say(self._message.setText, "")


def ask_condition(desk: Desk, parent: QWidget, register: Register, then: Callable[[Where], object]) -> Dialog:
    """Ask for one more condition."""
    dialog = Dialog(desk.kit, parent, N_("Show only records where …"), icon="funnel")
    form = ConditionForm(desk, register)
    dialog.body.addWidget(form)

    def take() -> None:
        condition = form.condition()
        if condition is not None:
            dialog.accept()
            then(condition)

    dialog.offer_open(N_("Show"), take, kind="primary")
    dialog.offer(N_("Cancel"))
    dialog.open()
    form.field.setFocus()
    return dialog


def encode(where: Where) -> dict[str, Any]:
    """A condition as plain JSON."""
    return {"field": where.field, "op": where.op, "value": _plain(where.value)}


def decode(register: Register, kept: dict[str, Any]) -> Where | None:
    """The condition of plain JSON; None if the register does not know its field any more."""
    name, op = kept.get("field"), kept.get("op")
    if not isinstance(name, str) or not register.has_field(name) or op not in (*_WORDS, "in", "not_in"):
        return None
    return Where(name, op, _value(kept.get("value")))


def _plain(value: Operand) -> Any:
    if isinstance(value, TodayPlus):
        return {"days": value.days}
    if isinstance(value, NowPlus):
        return {"hours": value.hours}
    if isinstance(value, datetime):
        return {"at": to_millis(value)}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _value(kept: Any) -> Operand:
    if isinstance(kept, list):
        return tuple(_value(v) for v in kept)  # type: ignore[misc]
    if not isinstance(kept, dict):
        return kept  # type: ignore[no-any-return]
    if "days" in kept:
        return TodayPlus(int(kept["days"]))
    if "hours" in kept:
        return NowPlus(int(kept["hours"]))
    return from_millis(int(kept["at"])) if "at" in kept else date.fromisoformat(str(kept["on"]))

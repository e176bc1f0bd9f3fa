"""A form over declared fields: labels, editors in the order of work, a message beside the field it is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLineEdit, QSizePolicy, QSpacerItem, QWidget

from app.core.errors import FieldError, Invalid, UserError
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field, Group
from app.models.kinds import LongText, Value, YesNo
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import label
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.make import make_editor
from app.ui.widgets.editors.masked import MaskedEditor
from app.ui.widgets.editors.matches import Lookup

SHORT_WIDTH = 220
"""Dates, amounts and the like get boxes of this width, so that a box tells what belongs in it."""

GROUP_GAP = 32
"""Pixels between groups that stand side by side."""


class Form(QWidget):
    """Edits some fields of a record. `changed` when anything was typed; `reveal_asked` names a masked field."""

    changed = Signal()
    reveal_asked = Signal(str)

    def __init__(
        self,
        kit: Kit,
        worker: Worker,
        at: Callable[[], Locale],
        fields: Sequence[Field],
        groups: Sequence[Group] = (),
        lookups: Mapping[str, Lookup] | None = None,
    ) -> None:
        super().__init__()
        self._kit = kit
        self._at = at
        self.fields = {field.name: field for field in fields}
        self.editors: dict[str, Editor] = {}
        self._messages: dict[str, QLabel] = {}
        self._places: dict[str, tuple[QGridLayout, int]] = {}
        self._words: dict[str, QLabel] = {}
        self._headings: list[tuple[QLabel, Sequence[str]]] = []
        self._groups: list[QGridLayout] = []
        self._fixed: frozenset[str] = frozenset()
        self._left_out: frozenset[str] = frozenset()
        self._before: dict[str, Value] = {}
        self._box = box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        shown = groups or (Group(N_(""), tuple(self.fields)),)
        labels: list[QLabel] = []
        for group in shown:
            names = [name for name in group.fields if name in self.fields]
            if names:
                self._groups.append(self._group(group.label, names, worker, lookups or {}, labels))
                box.addLayout(self._groups[-1])
        box.addStretch(1)
        widest = max((words.sizeHint().width() for words in labels), default=0)
        for words in labels:
            words.setMinimumWidth(min(widest, 150))

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was given to `set_values`."""
        return bool(self._changed_names())

    def set_values(self, values: Mapping[str, Value], masked: Mapping[str, str] | None = None) -> None:
        """Show a record. `masked` has the masked words of personal fields that are not to be shown openly."""
        self.clear_problems()
        for name, editor in self.editors.items():
            if masked is not None and name in masked and isinstance(editor, MaskedEditor):
                editor.set_masked(masked[name])
            else:
                editor.set_value(values.get(name))
            self._before[name] = values.get(name)

    def lay_across(self) -> None:
        """Put the groups side by side, where the form has the width of a page and few fields."""
        self._box.setDirection(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(GROUP_GAP)
        for at, group in enumerate(self._groups):
            self._box.setStretch(at, 1)
            self._box.setAlignment(group, Qt.AlignmentFlag.AlignTop)
        self._box.setStretch(len(self._groups), 0)

    def set_fixed(self, names: Collection[str]) -> None:
        """Leave out the fields that stay as they were issued; all others show."""
        self._fixed = frozenset(names)
        self._show_rows()

    def set_left_out(self, names: Collection[str]) -> None:
        """Leave out the fields that do not belong to what is entered at the moment. What was typed in them stays."""
        if frozenset(names) != self._left_out:
            self._left_out = frozenset(names)
            self._show_rows()

    def _show_rows(self) -> None:
        hidden = self._fixed | self._left_out
        for name, editor in self.editors.items():
            for part in (self._words[name], editor):
                part.setVisible(name not in hidden)
        for heading, of in self._headings:
            heading.setVisible(not hidden.issuperset(of))

    def values(self) -> dict[str, Value]:
        """All values that are not masked.

        Raises `Invalid` with every field that cannot be taken, marks them, and puts the keyboard into the first.
        """
        found: dict[str, Value] = {}
        problems: list[FieldError] = []
        for name, editor in self.editors.items():
            if isinstance(editor, MaskedEditor) and editor.hidden_value:
                continue
            try:
                found[name] = editor.value()
            except UserError as error:
                problems.append(FieldError(name, error.what))
                continue
            field = self.fields[name]
            if field.required and not field.readonly and found[name] in (None, ""):
                problems.append(FieldError(name, N_("Please fill this in.")))
        if problems:
            self.show_problems(problems)
            raise Invalid(tuple(problems))
        self.clear_problems()
        return found

    def changes(self) -> dict[str, Value]:
        """The values that differ from what was given. Raises `Invalid` as `values` does."""
        values = self.values()
        return {n: v for n, v in values.items() if not self.fields[n].readonly and v != self._same(n)}

    def show_problems(self, problems: Sequence[FieldError]) -> None:
        """Show messages beside their fields and go to the first."""
        self.clear_problems()
        for problem in problems:
            if problem.field in self.editors:
                self._show_problem(problem.field, problem.what)
        first = next((name for name in self.editors if any(p.field == name for p in problems)), None)
        if first is not None:
            self.editors[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problems(self) -> None:
        """Take all messages away."""
        for name in self.editors:
            self._show_problem(name, None)

    def problem(self, name: str) -> str:
        """The message that stands beside a field; empty without one."""
        return "" if self._messages[name].isHidden() else self._messages[name].text()

    def reveal(self, name: str, value: Value) -> None:
        """Show a masked field's real value, once asking for it was recorded."""
        editor = self.editors[name]
        if isinstance(editor, MaskedEditor):
            editor.reveal(value)
            self._before[name] = value

    def draft(self) -> dict[str, str]:
        """What was typed and not saved, per field, valid or not; to be kept where records are kept."""
        return {name: self.editors[name].draft() for name in self._changed_names()}

    def restore_draft(self, draft: Mapping[str, str]) -> None:
        """Show a draft over the values that were given."""
        for name, typed in draft.items():
            if name in self.editors:
                self.editors[name].restore(typed)
        self.changed.emit()

    def place_below(self, name: str, widget: QWidget) -> None:
        """Put a widget of the page's own below a field, where it helps to fill it in."""
        grid, at = self._places[name]
        grid.addWidget(widget, at, 1)

    def focus_first(self) -> None:
        """Put the keyboard into the first field that can be typed in; what is typed replaces what is proposed there."""
        for name, editor in self.editors.items():
            if not self.fields[name].readonly and name not in self._fixed:
                editor.setFocus(Qt.FocusReason.TabFocusReason)
                control = editor.focusProxy()
                if isinstance(control, QLineEdit):  # a window that is not active yet selects nothing by itself
                    control.selectAll()
                return

    def _group(
        self,
        heading: Text,
        names: Sequence[str],
        worker: Worker,
        lookups: Mapping[str, Lookup],
        labels: list[QLabel],
    ) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        at = 0
        if heading.msgid:
            self._headings.append((label(self._kit, heading, weight=700), names))
            grid.addWidget(self._headings[-1][0], at, 0, 1, 2)
            at += 1
        for name in names:
            labels.append(self._row(grid, at, self.fields[name], worker, lookups))
            self._places[name] = (grid, at + 2)
            at += 3
        # Short boxes alone would limit their column, and the labels' column would take the room.
        grid.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum), at, 1)
        return grid

    def _row(self, grid: QGridLayout, at: int, field: Field, worker: Worker, lookups: Mapping[str, Lookup]) -> QLabel:
        editor = make_editor(self._kit, field, self._at, worker, lookups)
        said = N_("{label} *", label=field.label) if field.required and not field.readonly else field.label
        words = label(self._kit, said, size=12, tone="quiet", wrap=True)
        words.setFixedHeight(32) if not field.label.msgid else words.setMinimumHeight(32)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words.setBuddy(editor)
        self._kit.say(editor.name_it, field.label)
        if field.help is not None:
            self._kit.say(editor.setToolTip, field.help)
        if field.kind.width <= 17 and not isinstance(field.kind, LongText | YesNo):
            editor.setMaximumWidth(SHORT_WIDTH)
        message = label(self._kit, "", size=12, tone="red", wrap=True)
        message.hide()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(words, at, 0, top)
        grid.addWidget(editor, at, 1, top)
        grid.addWidget(message, at + 1, 1)
        self.editors[field.name] = editor
        self._words[field.name] = words
        self._messages[field.name] = message
        editor.changed.connect(lambda: self._edited(field.name))
        editor.left.connect(lambda: self._left(field.name))
        if isinstance(editor, MaskedEditor):
            editor.reveal_asked.connect(lambda: self.reveal_asked.emit(field.name))
        return words

    def _edited(self, name: str) -> None:
        self._show_problem(name, None)
        self.changed.emit()

    def _left(self, name: str) -> None:
        editor = self.editors[name]
        problem = None if isinstance(editor, MaskedEditor) and editor.hidden_value else editor.problem()
        if problem is not None:
            self._show_problem(name, problem.what)

    def _show_problem(self, name: str, what: Text | None) -> None:
        message = self._messages[name]
        self._kit.say(message.setText, what or "")
        message.setVisible(what is not None)
        self.editors[name].mark(what is not None)
        self.editors[name].setAccessibleDescription(message.text())

    def _changed_names(self) -> list[str]:
        found = []
        for name, editor in self.editors.items():
            if self.fields[name].readonly or (isinstance(editor, MaskedEditor) and editor.hidden_value):
                continue
            try:
                differs = editor.value() != self._same(name)
            except UserError:
                differs = True
            if differs:
                found.append(name)
        return found

    def _same(self, name: str) -> Value:
        # A check box knows no "not filled in"; empty and no are the same to it.
        before, kind = self._before.get(name), self.fields[name].kind
        return bool(before) if isinstance(kind, YesNo) and not kind.follows else (before if before != "" else None)

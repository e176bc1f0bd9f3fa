"""A record's fields to read: in their groups, empty ones left out, personal ones masked until revealed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.core.text import cut, display_width
from app.models.declaration import Field, Group, Register
from app.models.kinds import Choice, CodeText, Integer, Money, Ref
from app.services.privacy import hides
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, icon_button, label, set_property
from app.ui.widgets.pill import Pill

LEAST_LABEL, MOST_LABEL = 64, 120


LONGEST_LINK = 32
"""Columns of a link at most, so that it never makes the panel wider than its room; a tip says the whole of it."""


class FieldRow:
    """Label and value of one field. References are links, personal values have an eye."""

    def __init__(self, kit: Kit, declared: Field, open_ref: Callable[[str, int], object]) -> None:
        self.field = declared
        self._kit = kit
        self._ref: tuple[str, int] | None = None
        self._open_ref = open_ref
        self.words = label(kit, declared.label, size=12, tone="quiet", wrap=True)
        self.words.setMinimumHeight(22)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.box = QWidget()
        inner = QHBoxLayout(self.box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        self.value: QLabel | QPushButton | Pill
        self.eye: QToolButton | None = None
        if isinstance(declared.kind, Ref):
            self.value = button(kit, N_(""), self._follow, kind="link")
            set_property(self.value, "small", True)  # its words stand as high as those of its label
        elif isinstance(declared.kind, Choice) and declared.kind.pill:
            self.value = Pill(kit, "")
        else:
            tabular = isinstance(declared.kind, Integer | CodeText)
            self.value = label(kit, "", wrap=True, tabular=tabular)
            self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.value.setMinimumHeight(22)
        inner.addWidget(self.value, 0 if isinstance(self.value, QPushButton | Pill) else 1)
        if hides(declared, True):
            self.eye = icon_button(kit, "eye", N_("Show {label} (this is recorded)", label=declared.label))
            self.eye.setFixedSize(24, 24)
            inner.addWidget(self.eye)
        if isinstance(self.value, QPushButton | Pill):
            inner.addStretch(1)
        if declared.help is not None:
            kit.say(self.words.setToolTip, declared.help)

    def show_value(self, data: RecordData, desk: Desk, revealed: dict[str, Any]) -> bool:
        """Show the record's value; returns whether there is one."""
        kind, value = self.field.kind, data.values.get(self.field.name)
        if value is None or value == "" or self._says_nothing(value, desk) or data.repeats(self.field):
            return False
        if isinstance(kind, Ref):
            self._ref = (kind.register, int(value))
            title = data.title_of(kind, value) or f"#{value}"
            self._say(cut(title, LONGEST_LINK))
            self.value.setToolTip(title.replace("<", "&lt;") if display_width(title) > LONGEST_LINK else "")
            self.value.setAccessibleName(title)
        elif isinstance(self.value, Pill) and isinstance(kind, Choice):
            option = kind.option(value)
            self.value.show_state(option.label if option else str(value), option.tone if option else "neutral")
        else:
            hidden = hides(self.field, data.names_masked) and self.field.name not in revealed
            shown = revealed.get(self.field.name, value)
            self._say(kind.say(kind.mask(value) if hidden else shown, desk.at()))
            if self.eye is not None:
                self.eye.setVisible(hidden and desk.may("reveal"))
        return True

    def _says_nothing(self, value: Any, desk: Desk) -> bool:
        """No money, and the shop's own currency, go without saying."""
        kind = self.field.kind
        if isinstance(kind, Money):
            return value == 0 and not self.field.required
        return self.field.name == "currency" and value == desk.shop.currency

    def set_visible(self, shown: bool) -> None:
        """Show or hide the row."""
        self.words.setVisible(shown)
        self.box.setVisible(shown)

    def text(self) -> str:
        """The value in words."""
        return self.value.accessibleName() if isinstance(self.value, Pill) else self.value.text()

    def _say(self, words: Text | str) -> None:
        if not isinstance(self.value, Pill):
            self._kit.say(self.value.setText, words)

    def _follow(self) -> None:
        if self._ref is not None:
            self._open_ref(*self._ref)


class ReadFields(QWidget):
    """All groups. `reveal_asked` names a personal field, `followed` a referred record."""

    reveal_asked = Signal(str)
    followed = Signal(str, int)

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._revealed: dict[str, Any] = {}
        self.rows: dict[str, FieldRow] = {}
        self._groups: list[tuple[Group, QLabel, QWidget]] = []
        # What the heading says already is not said again.
        said = {*register.title, *(f.name for f in register.state_fields())}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for group in register.form_groups():
            names = [n for n in group.fields if n not in said]
            if names:
                self._add_group(box, group, [register.field(n) for n in names])
        self._fit_labels()
        desk.kit.language.changed.connect(self._say_again)

    def show_record(self, data: RecordData) -> None:
        """Show a record; what was revealed of another one is forgotten."""
        if self._data is None or self._data.id != data.id:
            self._revealed.clear()
        self._data = data
        for row in self.rows.values():
            row.set_visible(row.show_value(data, self._desk, self._revealed))
        for group, heading, holder in self._groups:
            filled = any(self.rows[n].box.isVisibleTo(holder) for n in group.fields if n in self.rows)
            heading.setVisible(filled)
            holder.setVisible(filled)

    def reveal(self, name: str, value: Any) -> None:
        """Show a personal value openly, once that was recorded."""
        self._revealed[name] = value
        if self._data is not None:
            self.show_record(self._data)

    def hide_revealed(self) -> None:
        """Mask everything again, as when the window is locked."""
        self._revealed.clear()
        if self._data is not None:
            self.show_record(self._data)

    def _add_group(self, box: QVBoxLayout, group: Group, fields: list[Field]) -> None:
        heading = label(self._desk.kit, group.label, weight=700)
        heading.setContentsMargins(0, 8, 0, 0)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, declared in enumerate(fields):
            row = FieldRow(self._desk.kit, declared, self.followed.emit)
            if row.eye is not None:
                row.eye.clicked.connect(lambda _=False, name=declared.name: self.reveal_asked.emit(name))
            grid.addWidget(row.words, at, 0, top)
            grid.addWidget(row.box, at, 1)
            self.rows[declared.name] = row
        box.addWidget(heading)
        box.addWidget(holder)
        self._groups.append((group, heading, holder))

    def _fit_labels(self) -> None:
        # One column of labels through all groups, wide enough for the longest in this language.
        metrics = QFontMetricsF(font(12))
        widest = max((metrics.horizontalAdvance(r.words.text()) for r in self.rows.values()), default=0)
        for row in self.rows.values():
            row.words.setFixedWidth(int(min(max(widest + 2, LEAST_LABEL), MOST_LABEL)))

    def _say_again(self) -> None:
        self._fit_labels()
        if self._data is not None:
            self.show_record(self._data)

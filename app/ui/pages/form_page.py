"""A whole page for a form: a new record, or one with lines to edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text, inside
from app.models.declaration import Register
from app.models.kinds import Ref
from app.services.privacy import names_masked
from app.services.records import any_record, copy_of, copy_of_last, defaults
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.edit_form import EditForm, Start, start_of
from app.ui.pages.grid_column import GridColumn
from app.ui.pages.record_data import RecordData, load, masked_titles
from app.ui.pages.specials import special
from app.ui.widgets.build import button, label
from app.ui.widgets.dialog import confirm
from app.ui.widgets.scrolled import Scrolled

FORM_WIDTH = 560
LEAST_SIDE, SIDE_WIDTH = 320, 430
GAP = 14


class FormPage(QWidget):
    """`saved` gives the record's id; `left` when the form was left without saving."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self.register = register
        self._card: QFrame | None = None
        self.form = EditForm(desk, register)
        self.form.saved.connect(self.saved)
        self.form.reload_asked.connect(self._reload)
        self._title = label(desk.kit, "", size=20, weight=700)
        self._last = button(desk.kit, N_("Start from the last one"), self.start_from_last, icon="copy")
        self._last.hide()
        self._save = button(desk.kit, N_("Save"), self.form.save, icon="check", kind="primary")
        desk.kit.say(self._save.setToolTip, N_("Save (Ctrl+S)"))
        cancel = button(desk.kit, N_("Cancel"), self.leave)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addStretch(1)
        for made in (self._last, cancel, self._save):
            top.addWidget(made)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(top)
        box.addLayout(self._middle(), 1)

    def new(self, values: Mapping[str, Any] | None = None, copied_from: int | None = None) -> None:
        """Begin a new record: with its defaults, with given values over them, or as a copy of an earlier one."""
        name = self.register.name

        def work(reader: Reader) -> Start:
            if copied_from is not None:
                found, lines = copy_of(reader, name, copied_from)
            else:
                found, lines = defaults(reader, self.register), {}
            return _with_titles(reader, self.register, {**found, **(values or {})}, lines)

        self._say_title(N_("New {register}", register=inside(self.register.singular)))
        self._desk.read(lambda reader: any_record(reader, name), self._last.setVisible, self)
        keep = values is None and copied_from is None
        self._desk.read(work, lambda start: self._begin(start, with_draft=keep), self)

    def start_from_last(self) -> None:
        """Begin again with what the last record had."""
        name = self.register.name

        def work(reader: Reader) -> Start:
            found, lines = copy_of_last(reader, name)
            return _with_titles(reader, self.register, found, lines)

        self._desk.read(work, lambda start: self._begin(start, with_draft=False), self)

    def edit(self, record_id: int, *, with_draft: bool = True) -> None:
        """Edit a stored record."""
        name = self.register.name
        self._last.hide()
        self._say_title(self.register.singular)

        def begin(data: RecordData) -> None:
            self._say_title(N_("{register} {title}", register=self.register.singular, title=data.title))
            self._begin(start_of(data), with_draft=with_draft)

        self._desk.read(lambda reader: load(reader, name, record_id, events=1), begin, self)

    def leave(self) -> None:
        """Leave without saving; asks first if something was typed."""
        if not self.form.dirty:
            self.form.forget()
            self.left.emit()
            return
        confirm(
            self._desk.kit,
            self,
            N_("Leave without saving?"),
            N_("What you typed is thrown away. To keep it for later, just go to another page instead."),
            N_("Leave"),
            self._throw_away,
            danger=True,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the lines the larger part of a narrow window."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Ctrl+Enter saves; F6 goes from the fields to the lines and back."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_F6:
            self.form.other_part()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.form.save()
        else:
            super().keyPressEvent(event)

    def _middle(self) -> QBoxLayout:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.form)
        card = QFrame()
        card.setProperty("card", True)
        frame = QVBoxLayout(card)
        frame.setContentsMargins(1, 1, 1, 1)
        below = bool(self.form.grids) and special(self.register.name).lines_below
        frame.addWidget(holder if below else Scrolled(holder))
        line = QBoxLayout(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        line.setSpacing(GAP)
        if self.form.grids:
            line.addWidget(card)
            grids = tuple(self.form.grids.values())
            for grid in grids:
                grid.needed.connect(self._share_room)
            line.addWidget(GridColumn(grids, GAP) if len(grids) > 1 else grids[0], 1)
            if below:
                self.form.form.lay_across()
            else:
                self._card = card
        else:
            card.setMinimumWidth(FORM_WIDTH)
            card.setMaximumWidth(FORM_WIDTH + 160)
            line.addWidget(card, 1)
            line.addStretch(1)
        return line

    def _share_room(self) -> None:
        """The fields give way as far as the columns of the lines need it."""
        if self._card is not None:
            lines = max(grid.least_width for grid in self.form.grids.values())
            room = min(self.width() * 2 // 5, self.width() - GAP - lines)
            self._card.setFixedWidth(max(LEAST_SIDE, min(SIDE_WIDTH, room)))

    def _begin(self, start: Start, *, with_draft: bool) -> None:
        self.form.begin(start, with_draft=with_draft)
        self._share_room()
        self.form.focus_first()

    def _reload(self) -> None:
        record_id = self.form.start.record_id
        if record_id is None:
            self.new()
        else:
            self.edit(record_id)

    def _throw_away(self) -> None:
        self.form.forget()
        self.left.emit()

    def _say_title(self, words: Text) -> None:
        self._desk.kit.say(self._title.setText, words)


Lines = Mapping[str, list[dict[str, Any]]]


def _with_titles(reader: Reader, register: Register, values: Mapping[str, Any], lines: Lines) -> Start:
    titles: dict[str, dict[int, str]] = {}
    names = names_masked(reader)
    for declared in register.lines:
        for f in declared.fields:
            if isinstance(f.kind, Ref):
                ids = {v for row in lines.get(declared.name, []) if isinstance(v := row.get(f.name), int)}
                titles.setdefault(f.kind.register, {}).update(masked_titles(reader, f.kind.register, ids, names))
    return Start(values, lines, titles)

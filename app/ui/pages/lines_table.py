"""A record's lines to read: the columns that say something, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.amounts import add_up
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field, Lines
from app.models.kinds import Choice, LineText, Money, PersonName, Ref, Value
from app.services.privacy import hides
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.words import amount_words, joined
from app.ui.widgets.build import button, label
from app.ui.widgets.table.delegate import ROW_HEIGHT
from app.ui.widgets.table.heading import HEADING_HEIGHT
from app.ui.widgets.table.source import Column, Row
from app.ui.widgets.table.view import RowsView

NAME_WIDTH = 24
"""Text fields of this width or more name what the line is about."""
MOST_ROWS = 8
"""Rows shown in the panel before it scrolls."""
LETTER = 6.6
"""Usual width of a Latin letter in pixels, to guess how many columns fit."""


class LinesTable(QWidget):
    """One list of lines, as many columns as fit a panel; the whole list opens in a dialog.

    `revealed` once somebody looked at what is masked; `masked_again` tells the dialog to mask it.
    """

    revealed = Signal()
    masked_again = Signal()

    def __init__(self, desk: Desk, declared: Lines) -> None:
        super().__init__()
        self._desk = desk
        self._declared = declared
        self._data: RecordData | None = None
        self._view: RowsView | None = None
        self._room = 0
        self._heading = label(desk.kit, declared.label, weight=700)
        self._all = button(desk.kit, N_("All columns"), self.open_all, kind="link")
        self._frame = QFrame()
        self._slot = QVBoxLayout(self._frame)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._sums = label(desk.kit, "", weight=500, tabular=True, wrap=True)
        self._sums.setAlignment(Qt.AlignmentFlag.AlignRight)
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._all)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self._frame)
        box.addWidget(self._sums)
        desk.kit.language.changed.connect(self._say_sums)

    def show_record(self, data: RecordData, room: int) -> None:
        """Show the record's lines in a panel that is `room` pixels wide."""
        self._data, self._room = data, room
        rows = data.lines[self._declared.name]
        self.setVisible(bool(rows))
        if not rows:
            return
        fields = fitting(shown_fields(self._declared.fields, rows), room)
        if self._view is None or [c.key for c in self._view.rows.columns] != [f.name for f in fields]:
            if self._view is not None:
                self._slot.removeWidget(self._view)
                self._view.deleteLater()
            self._view = make_view(self._desk, fields)
            self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._slot.addWidget(self._view)
        fill_view(self._view, fields, data, rows)
        shown = min(len(rows), MOST_ROWS)
        # A bar that comes and goes would narrow the columns, which would call for the other bar.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if len(rows) > MOST_ROWS else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._view.setVerticalScrollBarPolicy(bar)
        self._view.setFixedHeight(HEADING_HEIGHT + shown * ROW_HEIGHT + 2)
        every = shown_fields(self._declared.fields, rows)
        masked = any_masked(fields, data, rows, self._desk.at())  # it can be seen in the dialog
        self._all.setVisible(len(fields) < len(every) or len(rows) > MOST_ROWS or masked)
        self._say_sums()

    def open_all(self) -> QDialog | None:
        """The whole list with all its columns in a dialog."""
        from app.ui.pages.lines_dialog import LinesDialog  # made of the same columns as this table

        if self._data is None:
            return None
        dialog = LinesDialog(self._desk, self, self._data, self._declared)
        dialog.revealed.connect(self.revealed)
        self.masked_again.connect(dialog.mask_again)
        dialog.open()
        return dialog

    def hide_revealed(self) -> None:
        """Mask again what was shown of the lines, as when the window is locked."""
        self.masked_again.emit()

    def _say_sums(self) -> None:
        if self._data is None:
            return
        rows, at = self._data.lines[self._declared.name], self._desk.at()
        said: list[Text | str] = []
        for f in self._declared.fields:
            if f.summed:
                total = add_up(v for r in rows if isinstance(v := r.get(f.name), int))
                said.append(N_("{label} {value}", label=f.label, value=amount_words(f, total, at)))
        self._desk.kit.say(self._sums.setText, joined(said))
        self._sums.setVisible(bool(said))


def shown_fields(fields: Sequence[Field], rows: Sequence[Mapping[str, Any]], *, every: bool = False) -> list[Field]:
    """The fields that say something in these rows. A reference gives way to the words that were copied from it."""
    filled = [f for f in fields if any(r.get(f.name) not in (None, "", 0, False) for r in rows)]
    if every:
        return filled
    copied = any(not isinstance(f.kind, Ref) and f.kind.width >= 20 for f in filled)
    return [f for f in filled if not (copied and isinstance(f.kind, Ref))]


def fitting(fields: Sequence[Field], room: int) -> list[Field]:
    """As many of the fields as fit, the weightiest first, in their declared order."""
    chosen: list[Field] = []
    left = room
    for f in sorted(fields, key=_weight):
        width = _width(f)
        if chosen and width > left:
            continue
        chosen.append(f)
        left -= width
    return [f for f in fields if f in chosen]


def make_view(desk: Desk, fields: Sequence[Field]) -> RowsView:
    """A table of these fields that is not sorted."""
    columns = [Column(f.name, f.label, f.kind, sortable=False) for f in fields]
    view = RowsView(desk.kit, desk.worker, desk.at, columns)
    view.heading.setSectionsMovable(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return view


def fill_view(
    view: RowsView, fields: Sequence[Field], data: RecordData, rows: Sequence[Mapping[str, Any]], *, masks: bool = True
) -> None:
    """Show rows, references by their titles, what is personal masked unless it may be seen (`masks` False)."""

    def cell(f: Field, row: Mapping[str, Any]) -> Value:
        value = row.get(f.name)
        if isinstance(f.kind, Ref):
            return data.title_of(f.kind, value)
        return f.kind.mask(value) if masks and hides(f, data.names_masked) else value

    view.show_rows([Row(int(row["id"]), tuple(cell(f, row) for f in fields)) for row in rows])


def any_masked(fields: Sequence[Field], data: RecordData, rows: Sequence[Mapping[str, Any]], at: Locale) -> bool:
    """Whether the masks hide anything of these rows."""
    return any(
        f.kind.say(f.kind.mask(row.get(f.name)), at) != f.kind.say(row.get(f.name), at)
        for f in fields
        if hides(f, data.names_masked) and not isinstance(f.kind, Ref)
        for row in rows
    )


def _width(f: Field) -> int:
    letters = 8 if isinstance(f.kind, Money) else min(f.kind.width, 18)
    return int(letters * LETTER) + 12


def _weight(f: Field) -> int:
    if isinstance(f.kind, PersonName) or (isinstance(f.kind, LineText) and f.kind.width >= NAME_WIDTH):
        return 0
    if f.required and not isinstance(f.kind, Choice):
        return 0
    if f.summed:
        return 1 if isinstance(f.kind, Money) else 2
    return 3 if isinstance(f.kind, Choice) and f.kind.pill else 4

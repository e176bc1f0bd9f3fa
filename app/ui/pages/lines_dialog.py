"""All lines of a record with all their columns; what is masked in them can be shown, which is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.declaration import Lines
from app.services.privacy import hides
from app.ui.pages.desk import Desk
from app.ui.pages.lines_table import any_masked, fill_view, make_view, shown_fields
from app.ui.pages.record_data import RecordData
from app.ui.pages.reveal import ask_reveal_lines
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.table.delegate import ROW_HEIGHT
from app.ui.widgets.table.heading import HEADING_HEIGHT

WIDTH, HEIGHT = 900, 480


class LinesDialog(Dialog):
    """`revealed` once somebody looked at what is masked."""

    revealed = Signal()

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData, declared: Lines) -> None:
        super().__init__(desk.kit, parent, N_("{title}: {lines}", title=data.title, lines=declared.label))
        self._desk, self._data, self._declared = desk, data, declared
        self._rows = data.lines[declared.name]
        self._fields = shown_fields(declared.fields, self._rows, every=True)
        self.view = make_view(desk, self._fields)
        self.view.setMinimumSize(WIDTH, min(HEIGHT, HEADING_HEIGHT + (len(self._rows) + 1) * ROW_HEIGHT))
        self.body.addWidget(self.view)
        self.offer(N_("Close"), kind="primary")
        self.show_masked = self.offer_open(N_("Show what is masked…"), self.reveal)
        self.mask_again()

    def reveal(self) -> None:
        """Ask why, and show the lines as they are."""
        ask_reveal_lines(
            self._desk, self, self._data.register, self._data.id, self._declared, lambda found: self._show(found)
        )

    def mask_again(self) -> None:
        """Mask everything, as when the window is locked."""
        fill_view(self.view, self._fields, self._data, self._rows)
        masked = any_masked(self._fields, self._data, self._rows, self._desk.at())
        self.show_masked.setVisible(masked and self._desk.may("reveal"))

    def _show(self, found: Mapping[int, Mapping[str, Any]]) -> None:
        rows = [{**row, **found.get(int(row["id"]), {})} for row in self._rows]
        fill_view(self.view, self._fields, self._data, rows, masks=False)
        self.show_masked.hide()
        masked = [at for at, f in enumerate(self._fields) if hides(f, self._data.names_masked)]
        self.view.scrollTo(self.view.rows.index(0, masked[-1]))
        self.revealed.emit()

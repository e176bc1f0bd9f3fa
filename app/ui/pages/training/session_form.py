"""The form of a session that was planned for certain people has them in its list, as the person will fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.tables import Values
from app.services.training import needs
from app.services.training.attendees import LINES
from app.ui.pages.desk import Desk
from app.ui.pages.training.attendee_grid import AttendeeGrid

if TYPE_CHECKING:
    from app.ui.pages.edit_form import EditForm

NAMES = "people"


class SessionHelper(QObject):
    """Turns the names that a new session begins with into rows; their box, which would say them twice, is left out."""

    def __init__(self, desk: Desk, form: EditForm) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form
        form.filled.connect(self._begun)

    def _begun(self) -> None:
        self._form.form.set_left_out(set())
        names = str(self._form.start.values.get(NAMES) or "")
        if self._form.start.record_id is None and names and self._form.form.editors[NAMES].draft():
            self._desk.read(needs.staff, lambda people: self._add(names.split("、"), people), self)

    def _add(self, names: list[str], people: list[Values]) -> None:
        grid = self._form.grids[LINES]
        assert isinstance(grid, AttendeeGrid)
        touched = self._form.dirty
        known = [p for p in people if p["name"] in names]
        rest = [n for n in names if n not in {p["name"] for p in known}]
        grid.add(known)
        self._form.form.editors[NAMES].set_value("、".join(rest) or None)
        if not rest:
            self._form.form.set_left_out({NAMES})
        if not touched:
            self._form.take_as_begun()

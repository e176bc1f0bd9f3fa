"""The form of a session has its people in one list: names that it begins with become rows there."""

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
    """Turns the names that a new session begins with into rows.

    The box for names shows only where a new session may be typed into it: beside rows it would say them twice, and a
    slip of the keyboard in it would be one more person.
    """

    def __init__(self, desk: Desk, form: EditForm) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form
        form.filled.connect(self._begun)

    def _begun(self) -> None:
        stored = self._form.start.record_id is not None
        self._form.form.set_left_out({NAMES} if stored else set())
        names = str(self._form.start.values.get(NAMES) or "")
        if not stored and names and self._form.form.editors[NAMES].draft():
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

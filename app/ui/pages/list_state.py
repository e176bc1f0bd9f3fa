"""A list's columns from one day to the next: which show, their order and widths; never anything of a record."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.declaration import Register
from app.ui.pages.view_source import listed_fields
from app.ui.runtime.preferences import Preferences
from app.ui.widgets.table.columns import Columns


class ListState:
    """Between the table's columns and the person's preferences."""

    def __init__(self, preferences: Preferences, register: Register, columns: Columns) -> None:
        self._preferences = preferences
        self._register = register
        self._columns = columns
        self._keys = [f.name for f in listed_fields(register)]

    def shown(self) -> tuple[str, ...]:
        """The columns that show, from left to right."""
        return tuple(self._keys[at] for at in self._columns.shown())

    def show(self, columns: Sequence[str]) -> None:
        """Show these columns in this order."""
        known = [n for n in columns if n in self._keys] or list(self._register.columns)
        rest = [n for n in self._keys if n not in known]
        self._columns.restore({"order": [*known, *rest], "hidden": rest, "widths": {}})

    def restore(self) -> None:
        """Take up what was kept."""
        kept = self._preferences.tables.get(self._register.name)
        if kept:
            self._columns.restore(kept)

    def keep(self) -> None:
        """Keep the present state; the window writes the preferences when it closes."""
        self._preferences.tables[self._register.name] = self._columns.state()

"""What a list shows, as plain data: filter, search words, period, order and columns of one register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.models.declaration import Where

Row = tuple[Any, ...]
"""A listed row: the record's id, then the values of the view's columns in order."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at a register. Empty `sort` and `columns` mean the declared ones."""

    register: str
    where: tuple[Where, ...] = ()
    chip: str = ""
    search: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    ids: tuple[int, ...] | None = None
    voided: bool = False

    def changed(self, **changes: Any) -> View:
        """The same view with some parts replaced."""
        return replace(self, **changes)

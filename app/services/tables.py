"""The mapped tables under their Core names, typed, for the services' own portable statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from app.models.base import Base

Values = dict[str, Any]
"""Column names and Python values of one row."""


def table(model: type[Base]) -> Table:
    """The table of a mapped class."""
    found = model.__table__
    assert isinstance(found, Table)
    return found

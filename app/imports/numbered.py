"""Rows that bear a number which the shop itself gave: its own list, brought back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.core.i18n import LANGUAGES, Translator
from app.imports.cells import as_text
from app.imports.grid import Grid
from app.imports.header import header_key
from app.models.declaration import Register
from app.models.registry import table_of
from app.services.tables import Values
from app.store.query import in_chunks
from app.store.reader import Reader


def numbers(register: Register, grid: Grid) -> tuple[int, Sequence[str]]:
    """The column that is called as the register's number, and what stands in it row by row; -1 where there is none."""
    if register.numbering is None:
        return -1, ()
    label = register.field(register.numbering.field).label
    names = {header_key(Translator(language)(label)) for language in LANGUAGES}
    at = next((i for i, key in enumerate(grid.keys) if key in names), None)
    return (-1, ()) if at is None else (at, [as_text(row[at]) if at < len(row) else "" for row in grid.rows])


def records_of(reader: Reader, register: Register, wanted: set[str]) -> dict[str, Values]:
    """The records that bear these numbers."""
    if register.numbering is None or not wanted:
        return {}
    t = table_of(register)
    column = t.c[register.numbering.field]
    found: dict[str, Values] = {}
    for chunk in in_chunks(sorted(wanted)):
        found.update({str(row[column.name]): row for row in reader.rows(select(t).where(column.in_(chunk)))})
    return found

"""The shapes that readers hand on, and the limits they keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.core.i18n import Text

Value = str | int | float | bool | datetime | date | time | timedelta
"""A cell: text from a text file, a typed value from a workbook. An empty cell is the empty text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Sizes in bytes, `seconds` of wall clock for a workbook's child process."""

    max_bytes: int = 400_000_000
    max_unpacked: int = 600_000_000
    max_ratio: int = 1_000
    max_cells: int = 40_000_000
    max_columns: int = 2_000
    max_cell_chars: int = 1_000_000
    memory: int = 4_000_000_000
    seconds: float = 180.0
    isolate: bool = True
    """False reads workbooks in this process: only for a caller that is itself such a child."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A row that could not be read as a row: its number, its line in the file, what stands there, and why."""

    row: int
    line: int
    text: str
    reason: Text


@dataclass(slots=True)
class Table:
    """One sheet, or one text file: rows that hold something, each with its number as a spreadsheet shows it."""

    name: str
    rows: list[list[Value]]
    numbers: Sequence[int]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    empty_formulas: int = 0
    damages: list[Damage] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """A file as read. `kind` is csv, xlsx or xls; `notes` are things to tell the user about the reading."""

    path: Path
    kind: str
    tables: list[Table]
    encoding: str = ""
    delimiter: str = ""
    notes: list[Text] = field(default_factory=list)

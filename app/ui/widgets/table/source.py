"""What a table shows: columns, rows, and where the rows come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.i18n import Text
from app.models.kinds import Choice, Kind, LineText, LongText, Ref, Tags, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, heading and kind. `strong` marks what names the record."""

    key: str
    label: Text
    kind: Kind
    strong: bool = False
    sortable: bool = True
    hidden: bool = False
    summed: bool = False

    @property
    def pill(self) -> bool:
        """Whether values are shown as pills."""
        return isinstance(self.kind, Choice) and self.kind.pill

    @property
    def important(self) -> bool:
        """Whether the column stays where room is short: what names the record, its states, its sums."""
        return self.strong or self.pill or self.summed

    @property
    def flexible(self) -> bool:
        """Whether the column takes spare width, and gives some of its own where room is short."""
        return not self.strong and isinstance(self.kind, LineText | LongText | Ref | Tags)


@dataclass(frozen=True, slots=True)
class Row:
    """A record as listed: its id, and one value per column in the table's order of declaration."""

    id: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Rows `start` up to but not including `start + length`, by position."""

    start: int
    length: int


class FixedRows:
    """`RowSource` over rows that are all in memory."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Rows from a position on."""
        return self._rows[offset : offset + limit]

    def positions(self, ids: Sequence[int]) -> Mapping[int, int]:
        """Where the rows of `ids` stand."""
        wanted = set(ids)
        return {row.id: at for at, row in enumerate(self._rows) if row.id in wanted}

    def sums(self, spans: Sequence[Span], keys: Sequence[str]) -> Mapping[str, int]:
        """None: the rows do not know their columns."""
        return {}


class RowSource(Protocol):
    """Rows of one register in one order under one filter. Every method runs on a reader thread."""

    def count(self) -> int:
        """How many rows there are."""

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Up to `limit` rows from position `offset` on."""

    def positions(self, ids: Sequence[int]) -> Mapping[int, int]:
        """Where the records of `ids` stand now; those that are not listed any more are left out."""

    def sums(self, spans: Sequence[Span], keys: Sequence[str]) -> Mapping[str, int]:
        """The sums of the columns `keys` over the rows of `spans`."""

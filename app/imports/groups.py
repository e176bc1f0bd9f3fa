"""Which rows make one order, and which orders cannot come in because one of their rows cannot."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from app.core.i18n import N_
from app.imports.cells import CellError, identifier
from app.imports.columns import Columns
from app.imports.formats.base import Format
from app.imports.lines import LINE_NAMES
from app.imports.report import Reject


@dataclass(slots=True)
class Groups:
    """Row indexes by order number in the order of the file; `poisoned` orders with the row that was rejected."""

    members: dict[str, list[int]] = field(default_factory=dict)
    poisoned: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)


def group_rows(columns: Columns, fmt: Format) -> Groups:
    """Group by order number; a row with a blank number and an item continues the order above it."""
    groups = Groups()
    ids = columns.get("order_id")
    if None in ids:
        ids = _continued(columns, fmt, ids, groups)
    for i, order_id in enumerate(ids):
        if order_id is not None:
            members = groups.members.get(order_id)
            if members is None:
                groups.members[order_id] = [i]
            else:
                members.append(i)
    numbers = columns.grid.numbers
    for i in columns.bad:
        spoiled = ids[i]
        if spoiled is not None:
            groups.poisoned.setdefault(spoiled, numbers[i])
    _poison_lost(columns, groups)
    return groups


def _continued(columns: Columns, fmt: Format, ids: list[str | None], groups: Groups) -> list[str | None]:
    """Order numbers with the blanks of continuation rows filled; rows that continue nothing are rejected."""
    grid = columns.grid
    lost = sorted(number for number, _ in grid.lost)
    item = [columns.values[n] for n in LINE_NAMES if n in columns.values]
    at = columns.source["order_id"][0]
    filled: list[str | None] = []
    above: str | None = None
    above_number = 0
    for i, order_id in enumerate(ids):
        number = grid.numbers[i]
        if order_id is None and i not in columns.bad:
            torn = bisect_right(lost, number) != bisect_right(lost, above_number)
            if above is not None and not fmt.whole_rows and not torn and any(c[i] is not None for c in item):
                order_id = above
            else:
                groups.rejects.append(grid.reject(i, at, N_("The row has no order number.")))
        elif order_id is None and _blank_below(columns, i, at):
            order_id = above  # a bad cell on a continuation row spoils the order above
        filled.append(order_id)
        above, above_number = order_id, number
    return filled


def _blank_below(columns: Columns, i: int, at: int) -> bool:
    try:
        return identifier(columns.grid.rows[i][at]) is None
    except CellError:
        return False


def _poison_lost(columns: Columns, groups: Groups) -> None:
    """A row that could not be read may have belonged to an order that is here: find its number in what is left."""
    grid = columns.grid
    at = columns.source["order_id"][0]
    for number, said in grid.lost:
        cells = said.split(grid.delimiter or ",")
        try:
            order_id = identifier(cells[at].strip().strip('"')) if at < len(cells) else None
        except CellError:
            continue
        if order_id in groups.members:
            groups.poisoned.setdefault(order_id, number)

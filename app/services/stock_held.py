"""Posted counts hold: what is written down later of a time before one changes no quantity that was counted then.

The pieces were not on the shelf when it was counted, so they were the count's difference
(docs/decisions/stock-counts.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.models.registers.stock_counts import StockCount, StockCountLine
from app.services.tables import table
from app.store.query import in_chunks
from app.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Late:
    """Pieces that moved at a place before now. `of_count`: they are the difference of a count."""

    product_id: int
    batch_id: int | None
    pieces: int
    at: datetime
    of_count: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """What a posted count takes back of its difference."""

    product_id: int
    batch_id: int | None
    pieces: int
    at: datetime
    count_id: int
    number: str


def offsets(reader: Reader, late: Sequence[Late]) -> list[Offset]:
    """For each that lies before a posted count of its place, the opposite at the first such count."""
    counts = _posted(reader, {x.product_id for x in late}, min(x.at for x in late)) if late else {}
    found: list[Offset] = []
    for x in late:
        later = (
            c for c in counts.get((x.product_id, x.batch_id), ()) if c[0] > x.at or (c[0] == x.at and not x.of_count)
        )
        first = min(later, default=None)
        if first is not None:
            found.append(Offset(x.product_id, x.batch_id, -x.pieces, *first))
    return found


def _posted(
    reader: Reader, products: Iterable[int], since: datetime
) -> dict[tuple[int, int | None], list[tuple[datetime, int, str]]]:
    """The posted counts of each place from an instant on: when, the count's id and number."""
    x, c = table(StockCountLine), table(StockCount)
    found: dict[tuple[int, int | None], list[tuple[datetime, int, str]]] = {}
    for chunk in in_chunks(sorted(products)):
        wanted = (
            select(x.c.product_id, x.c.batch_id, x.c.counted_at, c.c.id, c.c.number)
            .join(c, c.c.id == x.c.count_id)
            .where(x.c.product_id.in_(chunk), x.c.counted_at >= since, c.c.status == "posted", c.c.voided_at.is_(None))
        )
        for product, batch, at, count, number in reader.connection.execute(wanted):
            found.setdefault((product, batch), []).append((at, count, number))
    return found

"""What lay at a place at an instant of the past: the balance of now, less what has moved since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.models.registers.batches import Batch
from app.models.registers.shipments import Shipment, ShipmentLine
from app.models.registers.stock_movements import StockMovement
from app.services import expiry, stock
from app.services.tables import table
from app.store.query import in_chunks
from app.store.reader import Reader

Place = tuple[int, int | None]
"""A product's id and a batch's; None for the pieces that lie in no batch."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Pieces of one place: by the books now, and what has moved since the instant asked for (less is negative)."""

    now: int
    since: int

    @property
    def then(self) -> int:
        """Pieces that must have lain there at that instant."""
        return self.now - self.since


def standings(reader: Reader, instants: Mapping[Place, datetime]) -> dict[Place, Standing]:
    """How each place stands now and stood at its instant; an entry of that very instant had happened.

    Entries count by the time at which they happened, not by when they were written. Where the shop kept no stock
    of a product yet, its parcels count as what has moved.
    """
    products = {product for product, _ in instants}
    held = stock.held(reader, products)
    now: dict[Place, int] = {
        (i, None): n for i, n in expiry.loose(reader, {i: p.on_hand for i, p in held.items()}).items()
    }
    now |= {place: n for place, n in _batches(reader, instants).items()}
    since = _moved(reader, instants)
    unkept = {
        i: at
        for (i, batch), at in instants.items()
        if batch is None and ((kept := held[i].tracked_since) is None or kept > at)
    }
    for product, pieces in _left_unkept(reader, unkept).items():
        since[product, None] -= pieces
    return {place: Standing(now[place], since[place]) for place in instants}


def _batches(reader: Reader, places: Mapping[Place, datetime]) -> dict[Place, int]:
    t = table(Batch)
    found: dict[Place, int] = {}
    for chunk in in_chunks(sorted(batch for _, batch in places if batch is not None)):
        wanted = select(t.c.product_id, t.c.id, t.c.on_hand).where(t.c.id.in_(chunk))
        found.update({(product, batch): n for product, batch, n in reader.connection.execute(wanted)})
    return found


def _moved(reader: Reader, instants: Mapping[Place, datetime]) -> dict[Place, int]:
    found: dict[Place, int] = defaultdict(int)
    if not instants:
        return found
    t, earliest = table(StockMovement), min(instants.values())
    for chunk in in_chunks(sorted({product for product, _ in instants})):
        wanted = select(t.c.product_id, t.c.batch_id, t.c.at, t.c.on_hand).where(
            t.c.product_id.in_(chunk), t.c.at > earliest, t.c.on_hand != 0
        )
        for product, batch, at, pieces in reader.connection.execute(wanted):
            asked = instants.get((product, batch))
            if asked is not None and at > asked:
                found[product, batch] += pieces
    return found


def _left_unkept(reader: Reader, since: Mapping[int, datetime]) -> dict[int, int]:
    """Pieces of each product that left after its instant in parcels that moved no stock."""
    found: dict[int, int] = defaultdict(int)
    if not since:
        return found
    s, x = table(Shipment), table(ShipmentLine)
    wanted = (
        select(x.c.product_id, s.c.shipped_at, x.c.quantity)
        .join(s, s.c.id == x.c.shipment_id)
        .where(s.c.shipped_at > min(since.values()), s.c.status != "cancelled", s.c.voided_at.is_(None))
        .where(x.c.tracked.is_(False))
    )
    for product, at, pieces in reader.connection.execute(wanted):
        if product in since and at > since[product]:
            found[product] += pieces
    return found

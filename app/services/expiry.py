"""Which batch goes out next: first expired, first out; an expired batch never by itself. Expiry warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select

from app.models.registers.batches import Batch
from app.services import settings
from app.services.tables import table
from app.store.query import in_chunks
from app.store.reader import Reader

Level = Literal["expired", "near", "soon", "fine"]


@dataclass(slots=True)
class Lot:
    """What is left of one batch while parcels are being put together."""

    batch_id: int
    code: str
    expiry_date: date | None
    left: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Pieces to take from one batch; `lot` is None for goods that are not kept by batch."""

    lot: Lot | None
    pieces: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: `missing` pieces could not be found, `expired` pieces lie in batches past their date."""

    picks: tuple[Pick, ...]
    missing: int
    expired: int


def expires_on(produced: date, shelf_life_days: int) -> date:
    """The last day on which goods may be sold: production date plus shelf life in days."""
    return produced + timedelta(days=shelf_life_days)


def lots(reader: Reader, product_ids: Iterable[int]) -> dict[int, list[Lot]]:
    """The batches in stock of each product, in the order in which they go out."""
    t = table(Batch)
    found: dict[int, list[Lot]] = {}
    for chunk in in_chunks(sorted(set(product_ids))):
        wanted = select(t.c.product_id, t.c.id, t.c.code, t.c.expiry_date, t.c.on_hand).where(
            t.c.product_id.in_(chunk), t.c.on_hand > 0
        )
        for product_id, batch_id, code, expiry, left in reader.connection.execute(wanted):
            found.setdefault(product_id, []).append(Lot(batch_id, code, expiry, left))
    for batch_list in found.values():
        batch_list.sort(key=lambda lot: (lot.expiry_date or date.max, lot.batch_id))
    return found


def loose(reader: Reader, on_hand: Mapping[int, int]) -> dict[int, int]:
    """Of what is on hand of each product, the pieces that lie in no batch."""
    found = lots(reader, on_hand)
    return {i: n - sum(lot.left for lot in found.get(i, ())) for i, n in on_hand.items()}


def choose(
    lots_in_order: Sequence[Lot],
    loose: int,
    pieces: int,
    today: date,
    *,
    take_expired: bool = False,
    beyond: bool = False,
) -> Choice:
    """Choose batches for `pieces`: the earliest expiry first, then goods without a batch (`loose` pieces).

    Batches past their date are left alone unless `take_expired`. Where more left without a batch than lay in none
    (`loose` below zero), the batches hold less than they say: no more is chosen than is on hand, unless `beyond`.
    Nothing is changed; see `take`.
    """
    picks: list[Pick] = []
    wanted, expired = pieces, 0
    if loose < 0 and not beyond:
        wanted = min(pieces, max(sum(lot.left for lot in lots_in_order) + loose, 0))
    short = pieces - wanted
    for lot in lots_in_order:
        past = lot.expiry_date is not None and lot.expiry_date < today
        if past and not take_expired:
            expired += max(lot.left, 0)
            continue
        n = min(max(lot.left, 0), wanted)
        if n:
            picks.append(Pick(lot, n))
            wanted -= n
    n = min(max(loose, 0), wanted)
    if n:
        picks.append(Pick(None, n))
        wanted -= n
    return Choice(tuple(picks), wanted + short, expired)


def level(expiry: date | None, today: date, near_days: int, soon_days: int) -> Level:
    """How urgent a batch's date is."""
    if expiry is None or expiry > today + timedelta(days=soon_days):
        return "fine"
    if expiry < today:
        return "expired"
    return "near" if expiry <= today + timedelta(days=near_days) else "soon"


@dataclass(frozen=True, slots=True)
class Expiring:
    """A batch in stock whose date is past or near."""

    batch_id: int
    product_id: int
    code: str
    product_name: str
    expiry_date: date
    on_hand: int
    level: Level


def warnings(reader: Reader) -> list[Expiring]:
    """Batches in stock that expired or will within the shop's look-ahead, the earliest first."""
    near, soon = settings.get(reader, settings.EXPIRY_NEAR), settings.get(reader, settings.EXPIRY_SOON)
    today = reader.locale.today
    t = table(Batch)
    wanted = (
        select(t.c.id, t.c.product_id, t.c.code, t.c.product_name, t.c.expiry_date, t.c.on_hand)
        .where(t.c.on_hand > 0, t.c.expiry_date <= today + timedelta(days=soon))
        .order_by(t.c.expiry_date, t.c.id)
    )
    return [
        Expiring(i, product_id, code, name, day, left, level(day, today, near, soon))
        for i, product_id, code, name, day, left in reader.connection.execute(wanted)
    ]

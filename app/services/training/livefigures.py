"""Named figures that an evaluation compares before and after: shares that should be small, with their definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.core.i18n import N_, Text
from app.models.declaration import Where
from app.store.reader import Reader
from app.store.view import View


@dataclass(frozen=True, slots=True)
class Share:
    """So many `hits` of so many."""

    hits: int
    of: int


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A share of records in a period (business dates, both inclusive), and its definition in words."""

    name: str
    definition: Text
    count: Callable[[Reader, date, date], Share]
    needs: str = ""
    """A register that must be there."""


def _of_orders(*where: Where) -> Callable[[Reader, date, date], Share]:
    def count(reader: Reader, start: date, end: date) -> Share:
        return Share(_orders(reader, start, end, *where), _orders(reader, start, end))

    return count


def _orders(reader: Reader, start: date, end: date, *where: Where) -> int:
    return reader.count(View("orders", where=where, start=start, end=end))


def _late(reader: Reader, start: date, end: date) -> Share:
    shipped = Where("shipped_at", "filled")
    in_time = Where("shipped_at", "le_field", "ship_by")
    of = _orders(reader, start, end, shipped, Where("ship_by", "filled"))
    return Share(of - _orders(reader, start, end, shipped, in_time), of)


def _complaints(reader: Reader, start: date, end: date) -> Share:
    return Share(reader.count(View("complaints", start=start, end=end)), _orders(reader, start, end))


def _wrong_items(reader: Reader, start: date, end: date) -> Share:
    wrong = (Where("reason", "eq", "wrong_item"), Where("status", "not_in", ("refused", "cancelled", "reversed")))
    return Share(reader.count(View("remedies", wrong, start=start, end=end)), _orders(reader, start, end))


def _own_mistakes(reader: Reader, start: date, end: date) -> Share:
    own = (Where("root_cause", "in", ("staff", "packing")), Where("status", "ne", "refused"))
    return Share(reader.count(View("complaints", own, start=start, end=end)), _orders(reader, start, end))


_CANCELLED = Where("fulfilment", "eq", "cancelled")
_REFUNDED = Where("payment", "in", ("part_refunded", "refunded"))
_FIGURES = (
    LiveFigure(
        "wrong_items",
        N_("Error rate: remedies for a wrong or missing item, without those refused or withdrawn, per order placed."),
        _wrong_items,
        "remedies",
    ),
    LiveFigure(
        "own_mistakes",
        N_("Error rate: complaints whose cause was our own mistake or the packing, per order placed."),
        _own_mistakes,
        "complaints",
    ),
    LiveFigure("cancelled_orders", N_("Cancelled orders among all orders placed."), _of_orders(_CANCELLED)),
    LiveFigure(
        "refunded_orders", N_("Orders with a refund, whole or in part, among all orders placed."), _of_orders(_REFUNDED)
    ),
    LiveFigure(
        "late_shipping", N_("Orders shipped after the promised time, among those shipped with a promise."), _late
    ),
    LiveFigure("complaints", N_("Complaints received for each order placed."), _complaints, "complaints"),
)
FIGURES: Mapping[str, LiveFigure] = MappingProxyType({f.name: f for f in _FIGURES})
"""Name → figure; the names are the options of an evaluation's field."""


def figure(reader: Reader, name: str) -> LiveFigure | None:
    """The figure of a name, if this shop has the records for it."""
    found = FIGURES.get(name)
    return found if found is not None and (not found.needs or found.needs in reader.registry) else None

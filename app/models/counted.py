"""Which amounts of a record are in a currency that the record itself names, as an order's are."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.declaration import Field
from app.models.kinds import Money


def currency_of(fields: Iterable[Field]) -> str:
    """The column that holds the currency of a record's amounts; empty where all are in the shop's own."""
    return next((f.kind.currency for f in fields if isinstance(f.kind, Money) and f.kind.currency), "")


def names_of(fields: Iterable[Field]) -> tuple[str, ...]:
    """The fields whose amounts are in the currency that their record names."""
    return tuple(f.name for f in fields if isinstance(f.kind, Money) and f.kind.currency)

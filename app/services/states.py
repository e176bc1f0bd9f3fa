"""What a later export may change of an order's states: they move forward only, and never undo what the shop did."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SHIPPING = ("new", "to_ship", "part_shipped", "shipped", "completed", "cancelled")
_PAYING = ("unpaid", "paid", "part_refunded", "refunded")


def _rows(columns: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]) -> Mapping[tuple[str, str], str]:
    return MappingProxyType(
        {(now, said): result for now, row in rows.items() for said, result in zip(columns, row, strict=True)}
    )


FULFILMENT_AFTER: Mapping[tuple[str, str], str] = _rows(
    _SHIPPING,
    {
        # the file says:  new             to_ship         part_shipped    shipped      completed    cancelled
        "new":           ("new",          "to_ship",      "part_shipped", "shipped",   "completed", "cancelled"),
        "to_ship":       ("to_ship",      "to_ship",      "part_shipped", "shipped",   "completed", "cancelled"),
        "part_shipped":  ("part_shipped", "part_shipped", "part_shipped", "shipped",   "completed", "part_shipped"),
        "shipped":       ("shipped",      "shipped",      "shipped",      "shipped",   "completed", "shipped"),
        "completed":     ("completed",    "completed",    "completed",    "completed", "completed", "completed"),
        "cancelled":     ("cancelled",    "cancelled",    "cancelled",    "cancelled", "cancelled", "cancelled"),
    },
)  # fmt: skip
"""(fulfilment now, fulfilment in the file) → fulfilment after. Goods that left stay shipped when a platform closes
the order, and an order that the shop cancelled stays cancelled."""

PAYMENT_AFTER: Mapping[tuple[str, str], str] = _rows(
    _PAYING,
    {
        # the file says:   unpaid           paid             part_refunded    refunded
        "unpaid":         ("unpaid",        "paid",          "part_refunded", "refunded"),
        "paid":           ("paid",          "paid",          "part_refunded", "refunded"),
        "part_refunded":  ("part_refunded", "part_refunded", "part_refunded", "refunded"),
        "refunded":       ("refunded",      "refunded",      "refunded",      "refunded"),
    },
)  # fmt: skip
"""(payment now, payment in the file) → payment after."""


def fulfilment_after(now: str, said: str | None) -> str:
    """The fulfilment after a file said `said`; None is a file that does not say."""
    return now if said is None else FULFILMENT_AFTER[now, said]


def payment_after(now: str, said: str | None) -> str:
    """The payment state after a file said `said`; None is a file that does not say."""
    return now if said is None else PAYMENT_AFTER[now, said]

"""What a buyer paid, where only the order's lines were known, put right once the order's own file tells it."""

from __future__ import annotations

from app.services import intake, money
from app.services.intake import Incoming
from app.services.tables import Values
from app.store.uow import NewRecord, UnitOfWork

FIELD = "paid"
"""The guess that stands for it: a file of lines says that an order was paid, and not how much (`guesses`)."""


def told(order: Values, incoming: Incoming, guessed: frozenset[str], bound: bool) -> int | None:
    """What the file says that the buyer paid, in minor units; None where nothing was guessed or the file does not know.

    `bound`: a remedy stands on the order, so that what it holds is the shop's own reckoning and no guess any more.
    """
    values = incoming.values
    if FIELD not in guessed or bound or values.get("payment") in (None, "unpaid"):
        return None
    said: int = values.get("paid") or values.get("total") or 0
    return said if said > 0 and said >= order["refunded"] else None


def rebooked(uow: UnitOfWork, before: Values, after: Values) -> list[NewRecord]:
    """The guessed payment's reversal at its own time, and the payment as it was, at the time that the file tells."""
    found: list[NewRecord] = []
    then, now = (o.get("paid_at") or o["placed_at"] for o in (before, after))
    if before["paid"] and (before["paid"], then) != (after["paid"], now):
        found.append(money.payment_record(uow, before, "reversal", -before["paid"], at=then))
        found += intake.payment_records(uow, after, after["paid"], 0)
    return found

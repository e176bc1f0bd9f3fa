"""Money received and paid back per order: payment records, append-only, capped at what is held."""

from __future__ import annotations

from typing import Any

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.core.money import format_amount
from app.services.tables import Values
from app.store.uow import NewRecord, UnitOfWork


def payment_record(uow: UnitOfWork, order: Values, kind: str, amount: int, **more: Any) -> NewRecord:
    """A payment (positive) or refund (negative) of an order, ready to be written. `at` is now unless given."""
    at = more.pop("at", None) or uow.now
    return NewRecord(
        {
            "order_id": order["id"],
            "order_number": order["number"],
            "platform": order["platform"],
            "customer_id": order["customer_id"],
            "kind": kind,
            "amount": amount,
            "currency": order["currency"],
            "at": at,
            "business_date": business_date(at, uow.tz),
            **more,
        }
    )


def receive(
    uow: UnitOfWork, order: Values, amount: int, method: str | None, reference: str | None, **more: Any
) -> Values:
    """Record money received for an order (`more`: columns of the entry); returns the order's changes."""
    if amount:
        record = payment_record(uow, order, "payment", amount, method=method, reference=reference, **more)
        uow.create_many("payments", [record], action="create")
    return {"paid": order["paid"] + amount}


def collect(
    uow: UnitOfWork, order: Values, amount: int, reason: str, remedy_id: int, method: str | None, reference: str | None
) -> Values:
    """Record what a buyer pays more for dearer goods in exchange. Returns the order's changes."""
    changes = receive(uow, order, amount, method, reference, reason=reason, remedy_id=remedy_id)
    return changes | {"payment": state_after({**order, **changes}, order["refunded"])}


def give_back(uow: UnitOfWork, order: Values, amount: int, reason: str, remedy_id: int) -> Values:
    """Book back what was collected: the opposite entry. Returns the order's changes.

    Raises `NotAllowed` when it was paid back to the buyer by another way.
    """
    if order["paid"] - amount < order["refunded"]:
        raise NotAllowed(
            N_("Of what was collected, some was paid back since."),
            N_("Nothing was changed."),
            N_("Reverse that first."),
        )
    record = payment_record(uow, order, "reversal", -amount, reason=reason, remedy_id=remedy_id)
    uow.create_many("payments", [record], action="create")
    changes = {"paid": order["paid"] - amount}
    return changes | {"payment": state_after({**order, **changes}, order["refunded"])}


def refund(
    uow: UnitOfWork,
    order: Values,
    amount: int | None,
    reason: str,
    *,
    method: str | None = None,
    reference: str | None = None,
    remedy_id: int | None = None,
) -> Values:
    """Record money paid back; `amount` None means all that is still held. Returns the order's changes.

    It goes the way it came unless `method` and `reference` say otherwise. Raises `Invalid` for more than is held, or
    nothing.
    """
    left = order["paid"] - order["refunded"]
    wanted = left if amount is None else amount
    if wanted <= 0 or wanted > left:
        most = format_amount(left, order["currency"], symbol=True)
        raise Invalid((FieldError("amount", N_("Between 0 and {most} can be refunded.", most=most)),))
    record = payment_record(
        uow,
        order,
        "refund",
        -wanted,
        method=method or order["payment_method"],
        reference=reference or order["payment_no"],
        reason=reason,
        remedy_id=remedy_id,
    )
    uow.create_many("payments", [record], action="create")
    return _refunded(order, order["refunded"] + wanted)


def take_back(uow: UnitOfWork, order: Values, amount: int, reason: str, remedy_id: int) -> Values:
    """Book a refund back that was recorded by mistake: the opposite entry. Returns the order's changes."""
    record = payment_record(uow, order, "reversal", amount, reason=reason, remedy_id=remedy_id)
    uow.create_many("payments", [record], action="create")
    return _refunded(order, order["refunded"] - amount)


def compensate(
    uow: UnitOfWork, order: Values, amount: int, reason: str, remedy_id: int, method: str | None, reference: str | None
) -> None:
    """Record money paid beyond the price (negative `amount`: booked back). The order's payment state stays."""
    record = payment_record(
        uow, order, "compensation", -amount, method=method, reference=reference, reason=reason, remedy_id=remedy_id
    )
    uow.create_many("payments", [record], action="create")


def _refunded(order: Values, refunded: int) -> Values:
    return {"refunded": refunded, "payment": state_after(order, refunded)}


def state_after(order: Values, refunded: int) -> str:
    """The payment state of a paid order of which so much was paid back."""
    if refunded <= 0:
        return "paid"
    return "refunded" if refunded >= order["paid"] else "part_refunded"

"""What each move of a state does beyond the state: the whole table in one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.services import (
    complaint_remedies,
    complaints,
    counts,
    customers,
    goods_in,
    money,
    orders,
    parcels,
    stock,
    wording,
)
from app.services.checklists.moves import CHECKLIST_EFFECTS
from app.services.duty_moves import DUTY_EFFECTS
from app.services.effect import Done, Effect
from app.services.emergency import recall
from app.services.emergency.joining import with_reading
from app.services.emergency.moves import EMERGENCY_EFFECTS
from app.services.parcels import Parcel
from app.services.remedy_moves import REMEDY_EFFECTS
from app.services.remedy_stock import refuse_cancelling
from app.services.risk_moves import RISK_EFFECTS
from app.services.summary import left_to_send
from app.services.tables import Values
from app.services.training.moves import TRAINING_EFFECTS
from app.store.uow import UnitOfWork


def _pay(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    if order["fulfilment"] == "cancelled":
        raise NotAllowed(N_("Order {number} was cancelled; it cannot be paid.", number=order["number"]))
    changes = money.receive(
        uow, order, order["total"] - order["paid"], asked.get("payment_method"), asked.get("payment_no")
    )
    moved: list[list[Any]] = []
    if order["fulfilment"] == "new":
        changes |= orders.to_ship_values(uow.reader, order, uow.now)
        moved = _reserve(uow, order)
    return Done(changes, moved, lambda: customers.refresh(uow, [order["customer_id"]]))


def _reserve(uow: UnitOfWork, order: Values) -> list[list[Any]]:
    return stock.post(uow, stock.reserve(uow, order, uow.reader.lines("orders", order["id"], "lines")))


def _accept(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    return Done({"ship_by": orders.promised(uow.reader, uow.now)}, _reserve(uow, order))


def _cancel(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    moved = stock.post(uow, stock.release(order, uow.reader.lines("orders", order["id"], "lines")))
    return Done({}, moved, lambda: customers.refresh(uow, [order["customer_id"]]))


def _cancel_rest(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    """What has left stays sent; what waits is given back to the shelf and leaves no more, whatever comes back."""
    moved = stock.post(uow, stock.release(order, uow.reader.lines("orders", order["id"], "lines")))
    lines = uow.reader.lines("orders", order["id"], "lines")
    for line in lines:
        line["dropped"] += max(left_to_send(line), 0)
    return Done({}, moved, lambda: customers.refresh(uow, [order["customer_id"]]), {"lines": lines})


def _ship(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    parcel = Parcel(
        order["id"], asked.get("carrier"), asked.get("waybill"), override_reason=asked.get("override_reason") or ""
    )
    sent = parcels.send(uow, [parcel])
    return Done(sent.changes[order["id"]], sent.moved)


def _complete(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    return Done(then=lambda: parcels.delivered(uow, {order["id"]: uow.now}))


def _refund(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    changes = money.refund(uow, order, None, asked["reason"])
    return Done(changes, then=lambda: customers.refresh(uow, [order["customer_id"]]))


def _refund_part(uow: UnitOfWork, order: Values, asked: Values) -> Done:
    changes = money.refund(uow, order, asked["amount"], asked["reason"])
    return Done(changes, then=lambda: customers.refresh(uow, [order["customer_id"]]))


def _unsend(uow: UnitOfWork, shipment: Values, asked: Values) -> Done:
    refuse_cancelling(uow, shipment)
    changes, moved = parcels.unsend(uow, shipment)
    order_id = shipment["order_id"]

    def then() -> None:
        changes["waybills"] = parcels.waybills_of(uow.reader, [order_id])[order_id]
        uow.update("orders", order_id, changes, action="unship", reason=asked.get("cancel_reason") or "")
        recall.follow(uow, order_id)

    return Done({}, moved, then)


def _post_receipt(uow: UnitOfWork, receipt: Values, asked: Values) -> Done:
    return Done(*goods_in.post(uow, receipt))


def _reverse_receipt(uow: UnitOfWork, receipt: Values, asked: Values) -> Done:
    return Done({}, goods_in.reverse(uow, receipt, asked["reverse_reason"]))


def _release_held(uow: UnitOfWork, receipt: Values, asked: Values) -> Done:
    return Done(*goods_in.settle(uow, receipt, release=True))


def _refuse_held(uow: UnitOfWork, receipt: Values, asked: Values) -> Done:
    return Done(*goods_in.settle(uow, receipt, release=False))


def _post_count(uow: UnitOfWork, count: Values, asked: Values) -> Done:
    return counts.post(uow, count)


def _list_product(uow: UnitOfWork, product: Values, asked: Values) -> Done:
    wording.refuse_banned(product)
    return Done()


EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("orders", "pay"): _pay,
        ("orders", "accept"): _accept,
        ("orders", "ship"): _ship,
        ("orders", "complete"): _complete,
        ("orders", "cancel"): _cancel,
        ("orders", "cancel_rest"): _cancel_rest,
        ("orders", "refund"): _refund,
        ("orders", "refund_part"): _refund_part,
        ("shipments", "cancel"): _unsend,
        ("receipts", "post"): _post_receipt,
        ("receipts", "reverse"): _reverse_receipt,
        ("receipts", "release"): _release_held,
        ("receipts", "refuse"): _refuse_held,
        ("stock_counts", "post"): _post_count,
        ("products", "list"): _list_product,
        **CHECKLIST_EFFECTS,
        **TRAINING_EFFECTS,
        **with_reading(TRAINING_EFFECTS),
        **complaints.EFFECTS,
        **DUTY_EFFECTS,
        **{move: complaint_remedies.followed(effect) for move, effect in REMEDY_EFFECTS.items()},
        **RISK_EFFECTS,
        **EMERGENCY_EFFECTS,
    }
)
"""(register, transition) → effect. A transition that is not here moves the state and nothing else."""

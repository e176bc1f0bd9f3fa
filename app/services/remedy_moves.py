"""What a remedy's moves do: answers with their ground, goods back and inspected, money and parcels out, reversal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.core.money import format_amount
from app.models.registers.orders import OPEN
from app.models.remedy_words import PAID, REFUNDS, SENDS
from app.services import claims, customers, money, parcels, remedy_dates, remedy_difference, remedy_stock, stock
from app.services.effect import Done, Effect
from app.services.emergency import recall
from app.services.remedy_held import ending
from app.services.summary import item_name, left_to_send
from app.services.tables import Values
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_LINES = "lines"


@dataclass(frozen=True, slots=True)
class Found:
    """What the inspection of one line found, in pieces: fit for stock, held back, to be thrown away.

    What is less than was asked for did not come. `refund` in minor units; None keeps it, less what did not come.
    """

    restocked: int = 0
    held: int = 0
    scrapped: int = 0
    refund: int | None = None
    note: str | None = None


def _due(uow: UnitOfWork, remedy: Values, status: str, **more: Any) -> Values:
    after = {**remedy, **more, "status": status}
    return {**more, "due_at": remedy_dates.due_at(uow.reader, after)}


def _agree(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    promised = asked.get("promised_by") or remedy["promised_by"] or remedy_dates.promise(uow.reader, remedy, uow.today)
    if promised is not None and promised < uow.today:
        raise Invalid((FieldError("promised_by", N_("This day is past.")),))
    if remedy["kind"] == "compensation" and not remedy["compensation"]:
        raise Invalid((FieldError("compensation", N_("Enter the compensation first.")),))
    status = "agreed" if remedy["goods"] else "ready"
    return Done(_due(uow, remedy, status, promised_by=promised, decided_by=uow.actor.name))


def _refuse(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    basis = asked["refuse_basis"]
    lines = uow.reader.lines("remedies", remedy["id"], _LINES)
    back = remedy["status"] == "goods_back"
    why = None
    if basis == "too_late" and remedy["seven_day"]:
        why = N_("It was asked for within the seven days.")
    elif basis == "not_intact" and not back:
        why = N_("The goods are not back yet, so nobody has seen them.")
    elif basis == "exception" and remedy["excepted"] != "confirmed":
        why = _not_excepted(lines)
    if why is not None:
        raise Invalid((FieldError("refuse_basis", why),))
    owed = remedy["kind"] == "return" and remedy["reason"] == "seven_day" and remedy["seven_day"]
    if owed and basis not in ("exception", "not_intact"):
        raise NotAllowed(
            N_("A seven-day return asked for in time must be accepted (Consumer Protection Act, art. 25)."),
            N_("Nothing was changed."),
            _not_excepted(lines)
            if remedy["excepted"] != "confirmed"
            else N_("Its goods are excepted: give that as the ground."),
        )
    return Done({"decided_by": uow.actor.name, "due_at": None, "refund_amount": 0})


def _not_excepted(lines: list[Values]) -> Any:
    """Why the seven-day return holds for these goods."""
    line = next((x for x in lines if not x["exception"]), None)
    if line is not None:
        return N_("{item} is no excepted product.", item=item_name(line))
    line = next(x for x in lines if not x["confirmed"])
    return N_("{item} is excepted, but the buyer's confirmation for this order is not kept.", item=item_name(line))


def _send_back(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    return Done(_due(uow, remedy, "under_way"))


def _receive(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    day = asked["received_on"]
    order = uow.reader.record("orders", remedy["order_id"])
    if day > uow.today or day < business_date(order["placed_at"], uow.tz):
        raise Invalid((FieldError("received_on", N_("Not in the future, and not before the order was placed.")),))
    by = remedy_dates.refund_by(uow.reader, remedy, day)
    return Done(_due(uow, remedy, "goods_back", received_on=day, received_by=uow.actor.name, refund_by=by))


def inspecting(found: Mapping[int, Found] | None) -> Effect:
    """The effect of an inspection: what was found of each line, by its id; None: all came back fit for stock."""

    def effect(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
        lines = uow.reader.lines("remedies", remedy["id"], _LINES)
        can = claims.claimable(uow.reader, remedy["order_id"], remedy["id"])
        repair = remedy["kind"] == "repair"
        problems: list[FieldError] = []
        for line in lines:
            whole = Found(0, line["quantity"]) if repair else Found(line["quantity"])
            problems += _write_found(line, found.get(line["id"], Found()) if found is not None else whole)
            if remedy["kind"] in REFUNDS:
                said = found[line["id"]].refund if found is not None and line["id"] in found else None
                problems += _new_refund(line, can[line["order_line_id"]], said)
            elif remedy["kind"] == "exchange":
                remedy_difference.fewer(line)
        if not any(x["received"] for x in lines):
            problems.append(FieldError(_LINES, N_("Nothing came back? Then withdraw the remedy.")))
        if problems:
            raise Invalid(tuple(problems))
        moved: list[list[Any]] = []
        if not repair:
            moved = remedy_stock.restock(uow, remedy, lines, {x["id"]: x["restocked"] for x in lines})
        goods = sum(x["refund"] for x in lines)
        changes: Values = {
            "inspected_by": uow.actor.name,
            "photos": len(uow.reader.attachments("remedies", remedy["id"])),
            "held": "held" if any(x["held"] for x in lines) and not repair else "none",
            "collect": remedy_difference.to_collect(lines),
            "goods_refund": goods,
            "refund_amount": goods + (remedy["postage_refund"] or 0),
        }

        def then() -> None:
            if remedy["kind"] == "return":
                remedy_stock.add_returned(uow, lines, 1)
            recall.follow(uow, remedy["order_id"])

        return Done(_due(uow, remedy, "ready", **changes), moved, then, {_LINES: lines})

    return effect


def _write_found(line: Values, one: Found) -> list[FieldError]:
    field = line_field(_LINES, line["position"], "restocked")
    numbers = (one.restocked, one.held, one.scrapped)
    line |= {"restocked": one.restocked, "held": one.held, "scrapped": one.scrapped, "received": sum(numbers)}
    if one.note is not None:
        line["note"] = one.note or None
    if min(numbers) < 0 or sum(numbers) > line["quantity"]:
        return [FieldError(field, N_("At most {n} can have come back.", n=line["quantity"]))]
    return []


def _new_refund(line: Values, one: claims.Claimable, said: int | None) -> list[FieldError]:
    """The line's refund after the inspection: what was said, else less only for pieces that did not come."""
    most = max(one.share - one.standing.refund, 0)
    if said is None:
        line["refund"] = (
            min(line["refund"], one.refund(line["received"])) if line["received"] < line["quantity"] else line["refund"]
        )
    elif 0 <= said <= most:
        line["refund"] = said
    else:
        return [
            FieldError(line_field(_LINES, line["position"], "refund"), N_("More than is left of what was paid for it."))
        ]
    return []


def _settle(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    order = uow.reader.record("orders", remedy["order_id"])
    lines = uow.reader.lines("remedies", remedy["id"], _LINES)
    recorded = asked.get("refund_recorded")
    recorded = suggested(uow.reader, remedy, order) if recorded is None else recorded
    _check_recorded(uow.reader, remedy, order, recorded)
    method, reference = asked.get("payment_method"), asked.get("payment_no")
    changes: Values = {}
    moved: list[list[Any]] = []
    if remedy["kind"] in SENDS:
        if asked.get("out_carrier") is None:
            raise Invalid((FieldError("out_carrier", N_("By which carrier is it sent?")),))
        _, moved = remedy_stock.send(
            uow, remedy, order, lines, carrier=asked["out_carrier"], waybill=asked.get("out_waybill"),
            override=asked.get("override_reason") or "",
        )  # fmt: skip
        changes["waybills"] = parcels.waybills_of(uow.reader, [order["id"]])[order["id"]]
    if remedy["collect"]:
        changes |= money.collect(uow, order, remedy["collect"], remedy["number"], remedy["id"], method, reference)
    if remedy["refund_amount"] > recorded:
        due = remedy["refund_amount"] - recorded
        changes |= money.refund(
            uow, {**order, **changes}, due, remedy["number"], method=method, reference=reference, remedy_id=remedy["id"]
        )
    for amount in (remedy["compensation"] or 0, remedy["return_postage"] or 0):
        if amount:
            money.compensate(uow, order, amount, remedy["number"], remedy["id"], method, reference)
    if remedy["kind"] == "refund":
        moved += _call_off(uow, order, changes, remedy, lines)
    since = remedy["received_on"] or remedy["business_date"]
    mine: Values = {
        "refund_recorded": recorded,
        "settled_by": uow.actor.name,
        "refund_days": max((uow.today - since).days, 0),
        "due_at": None,
    }

    def then() -> None:
        recall.follow(uow, order["id"])  # what was sent out may be of a batch that is being recalled
        _tell_order(uow, order, changes, "remedy", remedy["number"])

    return Done(mine, moved, then, {_LINES: lines})


def _call_off(uow: UnitOfWork, order: Values, changes: Values, remedy: Values, lines: list[Values]) -> list[list[Any]]:
    """Pieces whose whole price is paid back before they left are not sent any more; the order follows."""
    if order["fulfilment"] not in OPEN:
        return []
    can = claims.claimable(uow.reader, order["id"], remedy["id"])
    for line in lines:
        one = can[line["order_line_id"]]
        pieces = min(line["quantity"], left_to_send(one.line))
        whole = line["refund"] >= one.refund(line["quantity"])
        line["called_off"] = pieces if whole and pieces > 0 else 0
    moved = remedy_stock.call_off(uow, order, lines, 1)
    after = uow.reader.lines("orders", order["id"], _LINES)
    if not any(left_to_send(x) > 0 for x in after) or (changes.get("payment") == "refunded" and not _any_sent(after)):
        if _any_sent(after):
            changes["fulfilment"] = "shipped"
        else:
            changes |= {"fulfilment": "cancelled", "cancelled_at": uow.now, "cancel_reason": remedy["number"]}
            moved += stock.post(uow, stock.release(order, after))
    return moved


def _any_sent(lines: list[Values]) -> bool:
    return any(x["shipped"] for x in lines)


def _call_back(uow: UnitOfWork, order: Values, changes: Values, lines: list[Values]) -> list[list[Any]]:
    """Pieces that were called off are to be sent again, unless the order was cancelled by it.

    An order that was completed meanwhile goes on: what nobody owed any more is owed again.
    """
    if not any(x["called_off"] for x in lines) or order["fulfilment"] == "cancelled":
        return []
    moved = remedy_stock.call_off(uow, order, lines, -1)
    for line in lines:
        line["called_off"] = 0
    if order["fulfilment"] in ("shipped", "completed"):
        changes |= {"fulfilment": "part_shipped", "completed_at": None}
    after = uow.reader.lines("orders", order["id"], _LINES)
    return moved + stock.post(uow, stock.reserve(uow, order, after))


def suggested(reader: Reader, remedy: Mapping[str, Any], order: Mapping[str, Any]) -> int:
    """How much of a remedy's refund seems to be paid back already: by hand at its order, or as a later file said."""
    return min(int(remedy["refund_amount"]), claims.unexplained(reader, order))


def _check_recorded(reader: Reader, remedy: Values, order: Values, recorded: int) -> None:
    """Raise `Invalid` when more counts as paid back before than was, or the rest is not held any more."""
    most = suggested(reader, remedy, order)
    if recorded > most:
        said = format_amount(most, order["currency"], symbol=True)
        raise Invalid((FieldError("refund_recorded", N_("Of it, {most} was paid back before.", most=said)),))
    left = order["paid"] - order["refunded"]
    if remedy["refund_amount"] - recorded > left:
        said = format_amount(left, order["currency"], symbol=True)
        why = N_("The order holds only {left} more; the rest was paid back before.", left=said)
        raise Invalid((FieldError("refund_recorded", why),))
    if remedy["kind"] == "refund" and not remedy["refund_amount"]:
        raise Invalid((FieldError("refund_recorded", N_("There is nothing to pay back.")),))


def _tell_order(uow: UnitOfWork, order: Values, changes: Values, action: str, reason: str) -> None:
    if changes:
        uow.update("orders", order["id"], changes, action=action, reason=reason)
        customers.refresh(uow, [order["customer_id"]])


def _close(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    return Done({"closed_by": uow.actor.name})


def _cancel(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    return Done({"due_at": None, "refund_amount": 0})


def _reverse(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
    """Book back what a remedy did, entry by entry. An order that it called off stays cancelled."""
    reason = asked["reverse_reason"]
    order = uow.reader.record("orders", remedy["order_id"])
    lines = uow.reader.lines("remedies", remedy["id"], _LINES)
    remedy_stock.unsend(uow, remedy, remedy["number"])
    moved = remedy_stock.unstock(uow, remedy, reason)
    changes: Values = {}
    if remedy["status"] in PAID:
        paid_now = remedy["refund_amount"] - remedy["refund_recorded"]
        if paid_now:
            changes |= money.take_back(uow, order, paid_now, reason, remedy["id"])
        if remedy["collect"]:
            changes |= money.give_back(uow, {**order, **changes}, remedy["collect"], reason, remedy["id"])
        for amount in (remedy["compensation"] or 0, remedy["return_postage"] or 0):
            if amount:
                money.compensate(uow, order, -amount, reason, remedy["id"], None, None)
        changes["waybills"] = parcels.waybills_of(uow.reader, [order["id"]])[order["id"]]
        moved += _call_back(uow, order, changes, lines)
    received = [dict(x) for x in lines]
    for line in lines:
        line["posted"] = 0

    def then() -> None:
        if remedy["kind"] == "return":
            remedy_stock.add_returned(uow, received, -1)
        recall.follow(uow, remedy["order_id"])
        _tell_order(uow, order, changes, "remedy", remedy["number"])

    mine: Values = {"due_at": None, "refund_amount": 0, "held": "none" if remedy["held"] == "held" else remedy["held"]}
    return Done(mine, moved, then, {_LINES: lines})


REMEDY_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("remedies", "agree"): _agree,
        ("remedies", "grant"): _agree,
        ("remedies", "refuse"): _refuse,
        ("remedies", "send_back"): _send_back,
        ("remedies", "receive"): _receive,
        ("remedies", "inspect"): inspecting(None),
        ("remedies", "settle"): _settle,
        ("remedies", "close"): _close,
        ("remedies", "cancel"): _cancel,
        ("remedies", "withdraw"): _cancel,
        ("remedies", "reverse"): _reverse,
        ("remedies", "undo"): _reverse,
        ("remedies", "release"): ending(None),
        ("remedies", "scrap"): ending(None, scrap=True),
    }
)
"""(register, transition) → effect, merged into the table of all registers."""

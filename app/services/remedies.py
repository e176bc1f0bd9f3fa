"""Remedies before they are saved: the order's lines copied, pieces and money capped, deadlines and sums worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.core.money import format_amount
from app.models.declaration import Register
from app.models.registers.orders import OrderLine
from app.models.remedy_words import DEAD, GOODS_BACK, PAID, REFUNDS, SHOPS_FAULT
from app.services import claims, remedy_dates, remedy_difference
from app.services.claims import Claimable
from app.services.summary import item_name, items_of
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_COPIED = ("platform", "platform_order_id", "customer_id", "buyer_name", "phone")
_TYPED = ("quantity", "refund", "difference", "replacement_id", "confirmed", "note")
_BEGUN = frozenset({"kind", "reason", "requested_at"})
_SETTLING = ("ready",)


def closed(remedy: Mapping[str, Any]) -> NotAllowed | None:
    """Why a remedy cannot be changed any more, once it was settled, refused, withdrawn or reversed."""
    if remedy["status"] not in (*PAID, *DEAD):
        return None
    return NotAllowed(
        N_("{number} is finished and never changes.", number=remedy["number"]),
        N_("Nothing was changed."),
        N_("Add a note, or start another remedy."),
    )


def fixed_fields(remedy: Mapping[str, Any]) -> frozenset[str]:
    """What stays as it was asked for: its order always; once it was answered, what it is about."""
    return frozenset({"order_id"}) | (_BEGUN if remedy["status"] != "requested" else frozenset())


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, lines: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a remedy before it is saved. A new one without lines takes up all that is left of its order, or
    of the line that its complaint is about.

    Raises `NotAllowed` for an order with nothing to remedy or a finished remedy, `Invalid` naming what exceeds its cap.
    """
    old = uow.reader.record("remedies", record_id) if record_id is not None else {}
    if old and (refused := closed(old)):
        raise refused
    if old and (moved := [n for n in fixed_fields(old) if n in values and values[n] != old[n]]):
        raise Invalid(tuple(FieldError(n, N_("Fixed: this is what was asked for.")) for n in moved))
    new: Values = {**old, **values}
    order = uow.reader.record("orders", new["order_id"])
    head = _head(uow, order, new) if not old else {}
    new |= head
    changes = {**values, **head, **_dates(uow, order, new, old)}
    new |= changes
    can = claims.claimable(uow.reader, order["id"], record_id)
    if lines is None and old and new["kind"] == old["kind"]:
        rows = None
        kept = uow.reader.lines("remedies", old["id"], "lines")
    else:
        stored = uow.reader.lines("remedies", old["id"], "lines") if old else []
        about = claims.complained_of(uow.reader, new.get("complaint_id"), order["id"])
        typed = lines if lines is not None else (stored or _everything(can, new["kind"], about))
        if lines is not None and not old and not lines:
            typed = _everything(can, new["kind"], about)
        if old and new["kind"] != old["kind"]:
            typed, stored = _unpriced(typed, stored)
        rows = kept = _rows(uow.reader, order, new, typed, stored, can)
    changes |= _sums(uow.reader, order, new, kept, can, record_id)
    changes["due_at"] = remedy_dates.due_at(uow.reader, {**new, **changes})
    return changes, rows


def _head(uow: UnitOfWork, order: Values, new: Values) -> Values:
    """What a new remedy copies from its order. Raises `NotAllowed` when there is nothing to put right."""
    if order["voided_at"] is not None or (order["payment"] == "unpaid" and order["shipped_at"] is None):
        raise NotAllowed(
            N_("Order {number} was neither paid nor shipped.", number=order["number"]),
            N_("Nothing was changed."),
            N_("Cancel the order instead."),
        )
    head: Values = {n: order[n] for n in _COPIED}
    head |= {"order_number": order["number"], "currency": order["currency"], "status": "requested", "held": "none"}
    if new.get("signed_on") is None:
        head["signed_on"] = remedy_dates.signed_on(uow.reader, order, uow.tz)
    if new.get("postage_by") is None and new["kind"] in GOODS_BACK:
        head["postage_by"] = "shop" if new["reason"] in SHOPS_FAULT else "buyer"
    return head


def _dates(uow: UnitOfWork, order: Values, new: Values, old: Values) -> Values:
    """Dates that follow from the request and the signing. Raises `Invalid` for dates that cannot be."""
    asked, placed = new["requested_at"], business_date(order["placed_at"], uow.tz)
    day = business_date(asked, uow.tz)
    signed = new.get("signed_on")
    problems: list[FieldError] = []
    if asked > uow.now + timedelta(minutes=5):
        problems.append(FieldError("requested_at", N_("This is in the future.")))
    if day < placed:
        problems.append(FieldError("requested_at", N_("Asked for before the order was placed?")))
    if signed is not None and not placed <= signed <= uow.today:
        problems.append(FieldError("signed_on", N_("Signed for before the order was placed, or in the future?")))
    if problems:
        raise Invalid(tuple(problems))
    until = remedy_dates.no_reason_until(signed)
    return {
        "goods": new["kind"] in GOODS_BACK,
        "business_date": day,
        "delay_on": day + timedelta(days=remedy_dates.DELAY_DAYS),
        "signed_on": signed,
        "no_reason_until": until,
        "seven_day": until is None or day <= until,
    }


def _everything(can: Mapping[int, Claimable], kind: str, about: int | None) -> list[Values]:
    """All that is left of the order; of the line that was complained of alone, where a complaint names one."""
    lines = {about: can[about]} if about in can and about is not None else can
    found = [{"order_line_id": i, "quantity": c.pieces(kind)} for i, c in lines.items() if c.pieces(kind)]
    if not found:
        raise NotAllowed(
            N_("Nothing of this order is left for it: all was returned or paid back, or nothing was sent yet."),
            N_("Nothing was changed."),
        )
    return found


def _unpriced(typed: Sequence[Values], stored: Sequence[Values]) -> tuple[list[Values], list[Values]]:
    """Lines whose refund is worked out anew, since another kind was chosen; a refund that was typed with it stays."""
    before = {x["id"]: x["refund"] for x in stored}
    kept = [{n: v for n, v in x.items() if n != "refund" or v != before.get(x.get("id"))} for x in typed]
    return kept, [{**x, "refund": None} for x in stored]


def _rows(
    reader: Reader,
    order: Values,
    new: Values,
    typed: Sequence[Values],
    stored: Sequence[Values],
    can: Mapping[int, Claimable],
) -> list[Values]:
    """The remedy's lines, complete. Raises `Invalid` for a line of another order, or more than is left of one."""
    known = {x["id"]: x for x in stored}
    rows: list[Values] = []
    problems: list[FieldError] = []
    taken: set[int] = set()
    chosen = {x.get("replacement_id") for x in (*typed, *stored)}
    products = _products(reader, can, chosen)
    for position, said in enumerate(typed, 1):
        before = known.get(said.get("id"), {})
        line_id = before.get("order_line_id") or said.get("order_line_id")
        one = can.get(line_id or 0)
        if one is None or line_id in taken:
            problems.append(
                FieldError(line_field("lines", position, "quantity"), N_("Choose among the order's items, each once."))
            )
            continue
        taken.add(one.line["id"])
        row: Values = {n: said[n] for n in _TYPED if n in said}
        row = {**({"id": before["id"]} if before else {}), "order_line_id": line_id, **row}
        row.setdefault("quantity", before.get("quantity") or one.pieces(new["kind"]))
        quantity = int(row["quantity"])
        problems += _too_many(new, one, quantity, before, position)
        row |= _copied(one, products, new["kind"])
        if row.get("confirmed") is None:
            row["confirmed"] = before.get("confirmed") or bool(one.line["exception_confirmed"])
        if new["kind"] == "exchange":
            problems += remedy_difference.fill(order, one, row, before, products, reader.locale.currency, position)
        else:
            row["difference"] = 0
            problems += _refund(order, new, one, row, before, position)
        rows.append(row)
    if problems:
        raise Invalid(tuple(problems))
    if not rows:
        raise Invalid((FieldError("lines", N_("Choose what it is about.")),))
    return rows


def _too_many(new: Values, one: Claimable, quantity: int, before: Values, position: int) -> list[FieldError]:
    field = line_field("lines", position, "quantity")
    if new["status"] in _SETTLING:
        same = quantity == before.get("quantity")
        return [] if same else [FieldError(field, N_("Fixed: the goods were inspected, or the remedy agreed to."))]
    left = one.pieces(new["kind"])
    if quantity <= left:
        return []
    why = N_("{item}: {n} sold, {sent} sent, {left} left for this.", item=item_name(one.line),
             n=one.line["quantity"], sent=one.sent, left=left)  # fmt: skip
    return [FieldError(field, why)]


def _copied(one: Claimable, products: Mapping[int, Values], kind: str) -> Values:
    """What the order's line says; of goods that were exchanged before, the product that the buyer has now."""
    line = one.line
    copied = {n: line[n] for n in ("product_id", "sku", "title", "options", "unit_price")}
    now = products.get(one.standing.product_id or 0)
    if now is not None and kind in GOODS_BACK:
        copied |= {"product_id": now["id"], "sku": now["sku"], "title": now["name"], "options": now["options"]}
    product = products.get(copied["product_id"] or 0)
    return copied | {"sold": line["quantity"], "exception": product["no_reason_exception"] if product else None}


def _products(reader: Reader, can: Mapping[int, Claimable], chosen: Iterable[int | None]) -> dict[int, Values]:
    sold = {i for c in can.values() for i in (c.line["product_id"], c.standing.product_id) if i}
    return reader.records("products", sold | {i for i in chosen if i})


def _refund(order: Values, new: Values, one: Claimable, row: Values, before: Values, position: int) -> list[FieldError]:
    """Fill in the line's refund; what was worked out before follows a changed number of pieces."""
    if new["kind"] not in REFUNDS:
        row["refund"] = 0
        return []
    pieces = int(row["quantity"])
    said = row.get("refund", before.get("refund"))
    if said is None or (before and said == before["refund"] == one.refund(before["quantity"])):
        received = before.get("received")
        row["refund"] = one.refund(pieces if received is None else received)
        return []
    row["refund"] = said
    most = one.share - one.standing.refund
    if said <= most:
        return []
    why = N_("{item}: of what was paid for it, {most} is left.", item=item_name(one.line),
             most=format_amount(max(most, 0), order["currency"], symbol=True))  # fmt: skip
    return [FieldError(line_field("lines", position, "refund"), why)]


def _sums(
    reader: Reader, order: Values, new: Values, lines: Sequence[Values], can: Mapping[int, Claimable], mine: int | None
) -> Values:
    """Sums of the lines. Raises `Invalid` for more money than the order holds."""
    goods = sum(x["refund"] or 0 for x in lines)
    planned, postage_before = claims.planned(reader, order["id"], mine)
    postage = new.get("postage_refund")
    if postage is None and not mine and new["kind"] in REFUNDS:
        postage = _whole_postage(order, new, lines, can, postage_before, planned + goods)
    postage = (postage or 0) if new["kind"] in REFUNDS else 0
    left = max(order["paid"] - planned, 0)
    if postage > max(order["shipping_fee"] - postage_before, 0):
        most = format_amount(max(order["shipping_fee"] - postage_before, 0), order["currency"], symbol=True)
        raise Invalid((FieldError("postage_refund", N_("Of the postage, {most} can be paid back.", most=most)),))
    if goods + postage > left:
        most = format_amount(left, order["currency"], symbol=True)
        raise Invalid((FieldError("postage_refund", N_("Of this order, {most} can still be paid back.", most=most)),))
    return {
        "collect": remedy_difference.to_collect(lines) if new["kind"] == "exchange" else 0,
        "goods_refund": goods,
        "postage_refund": postage,
        "refund_amount": goods + postage,
        "items": items_of(lines),
        "quantity": sum(x["quantity"] for x in lines),
        "excepted": excepted(lines),
    }


def _whole_postage(
    order: Values, new: Values, lines: Sequence[Values], can: Mapping[int, Claimable], before: int, planned: int
) -> int:
    """The order's postage, where the shop is at fault and nothing of the order stays with the buyer."""
    mine = {x["order_line_id"]: x["quantity"] for x in lines}
    whole = all(c.unpriced - mine.get(i, 0) <= 0 for i, c in can.items())
    unsent = order["shipped_at"] is None
    if not whole or not (unsent or new["reason"] in SHOPS_FAULT):
        return 0
    return max(min(int(order["shipping_fee"]) - before, int(order["paid"]) - planned), 0)


def excepted(lines: Iterable[Mapping[str, Any]]) -> str:
    """Whether the seven-day return is excepted for all of it: `none`, `unconfirmed` or `confirmed`."""
    rows = list(lines)
    if not any(x["exception"] for x in rows):
        return "none"
    return "confirmed" if all(x["exception"] and x["confirmed"] for x in rows) else "unconfirmed"


def save(
    uow: UnitOfWork,
    register: Register,
    record_id: int | None,
    values: Values,
    lines: dict[str, list[Values]] | None,
    version: int | None,
) -> int:
    """Save a remedy; returns its id. Raises as `prepare`, and `Stale`."""
    changes, rows = prepare(uow, record_id, values, lines.get("lines") if lines is not None else None)
    given = {"lines": rows} if rows is not None else None
    if record_id is None:
        record_id = uow.create("remedies", changes, given)
    else:
        uow.update("remedies", record_id, changes, lines=given, version=version)
    if rows is not None:
        keep_confirmations(uow, rows)
    return record_id


def start(
    uow: UnitOfWork, order_id: int, kind: str, reason: str, pieces: Mapping[int, int] | None = None, **more: Any
) -> int:
    """Start a remedy of an order; `pieces` by order line, or all that is left. Returns its id. Raises as `prepare`."""
    values = {"order_id": order_id, "kind": kind, "reason": reason, "requested_at": uow.now, **more}
    rows = [{"order_line_id": i, "quantity": n} for i, n in (pieces or {}).items() if n]
    return save(uow, uow.registry["remedies"], None, values, {"lines": rows}, None)


def keep_confirmations(uow: UnitOfWork, rows: Iterable[Mapping[str, Any]]) -> None:
    """Note at the order's lines that the buyer confirmed an exception: it was confirmed for the order."""
    t = table(OrderLine)
    for row in rows:
        if row["confirmed"] and row["exception"]:
            uow.connection.execute(update(t).where(t.c.id == row["order_line_id"]).values(exception_confirmed=True))
    uow.touched.add("orders")


def fraud_damages(lines: Iterable[Mapping[str, Any]], minor_units: int = 100) -> int:
    """Three times the price of these pieces, at least 500 yuan, in minor units (消费者权益保护法 art. 55)."""
    return max(3 * sum(int(x["unit_price"]) * int(x["quantity"]) for x in lines), 500 * minor_units)

"""Saving a complaint: what its order, line, product and customer say is copied; its clocks follow its dates.

What a complaint copied stays with it, whatever becomes of the order; a confidential one shows nobody who complained.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.complaint_words import BOOKED, OPEN, PROMISES
from app.models.registers.batches import Batch
from app.models.registers.customers import Customer
from app.models.registers.shipments import Shipment, ShipmentLine
from app.models.registers.staff import StaffMember
from app.services import complaint_clocks as timing
from app.services import complaint_remedies as given
from app.services import complaint_repeats as repeats
from app.services import complaints
from app.services.figures import named
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_WHO = {"customer_id": "known_customer_id", "customer_name": "known_name", "customer_phone": "known_phone"}
"""Shown field → the column that keeps it also when it is confidential."""
_SUBJECT = ("order_id", "order_line_no", "product_id", "batch_code")
_BEGINS = {"authority_notified_on": "authority", "authority_due_on": "authority", "mediation_on": "mediation"}
"""Date that an authority gives → the clock that runs by it."""
_DONE = ("responded", "closed", "refused")
"""States of what needs no more answer."""
_LAST_ID = 1 << 62
"""Stands for the id of a complaint that is not written yet: it comes after all others."""
_DATES = ("received_at", "channel", "authority_no", "authority_notified_on", "authority_due_on", "mediation_on")


def save(uow: UnitOfWork, complaint_id: int | None, values: Values, version: int | None) -> int:
    """Enter a complaint or change one; returns its id.

    Raises `Invalid` for a line or date that cannot be, `NotAllowed` for what was settled and for lifting
    confidentiality without being the owner.
    """
    if complaint_id is None:
        return _enter(uow, dict(values))
    old = uow.reader.record("complaints", complaint_id)
    _refuse_settled(uow, old, values)
    _refuse_future({**old, **values}, uow)
    if "authority_no" in values:
        _refuse_twice(uow.reader, values, complaint_id)
    changes = dict(values)
    changes |= _subject(uow.reader, {**old, **changes}, changes)
    changes |= _who(uow, {**old, **changes}, changes, old)
    if "carried_out" in changes:
        given.refuse_typed(uow.reader, complaint_id)
        changes |= given.owing(old["status"], bool(changes["carried_out"]), live=False)
    rows: timing.Lines | None = None
    if any(n in changes for n in _DATES):
        changes, rows = _redated(uow, old, changes)
    uow.update("complaints", complaint_id, changes, lines=rows, version=version)
    if {"known_customer_id", "known_phone", "order_id", "product_id", "received_at"} & changes.keys():
        repeats.refresh(uow, [old, uow.reader.record("complaints", complaint_id)])
    return complaint_id


def _enter(uow: UnitOfWork, values: Values) -> int:
    reader = uow.reader
    values["received_at"] = values.get("received_at") or uow.now
    values["received_on"] = business_date(values["received_at"], uow.tz)
    _refuse_future(values, uow)
    mine = _own_staff_id(uow)
    values["received_by"] = values.get("received_by") or mine
    values["handler_id"] = values.get("handler_id") or mine
    _refuse_twice(reader, values, None)
    _find_brought(reader, values)
    values |= _subject(reader, values, values)
    values |= _who(uow, values, values, {})
    found = timing.follow(reader, values, timing.promises(reader, values["received_at"]), uow.now)
    values["authority_state"] = "open" if timing.authoritys(reader, values) else "none"
    if values.get("done_on") or values.get("status") in _DONE:
        found = _dealt_with(uow, values, found)
    mirror, rows = timing.written(found, uow.now)
    counted = repeats.counts(reader, {**values, "id": _LAST_ID})
    made = uow.create("complaints", {**values, **mirror, **counted}, rows)
    repeats.refresh(uow, [uow.reader.record("complaints", made)])
    return made


def _dealt_with(uow: UnitOfWork, values: Values, found: list[Any]) -> list[Any]:
    """A complaint that was dealt with before it was entered has the state that it had reached, and its clocks too.

    A file that brings old complaints may say that one is closed, whatever else it does not say of it.
    """
    said = dict(values)
    values["done_on"] = values.get("done_on") or values["received_on"]
    ended = datetime.combine(values["done_on"], time(18), uow.tz).astimezone(UTC)
    at = min(max(ended, values["received_at"]), uow.now)
    if values["authority_state"] == "open":
        values |= {"authority_state": "ended", "authority_ended_at": at}
    if values.get("status") == "refused":
        values["refused_at"] = at
    else:
        values |= {"responded_at": at}
        closed = _told_whole(uow, values) or values.get("status") == "closed"
        values |= {"status": "closed", "closed_at": at} if closed else {"status": "responded"}
        if values.get("carried_out") is False:
            values |= given.owing(values["status"], False, live=False)
    values["done_by"] = values.get("done_by") or values.get("handler_id")
    ended_ones = timing.stopped(found, (*PROMISES, *timing.AUTHORITYS), at, uow.reader)
    return timing.without_unknown(ended_ones, said, uow.today)


def _told_whole(uow: UnitOfWork, values: Values) -> bool:
    """Whether what was dealt with before says all that a close needs.

    An older register's has no finding and no kind of remedy. One that is booked by a record of its own cannot be there
    yet: it is opened from the complaint.
    """
    needed = ["cause", "remedy", "answer"]
    if values["done_on"] >= uow.today:
        needed += ["validity", "remedy_kind"]
    return all(values.get(n) for n in needed) and values.get("remedy_kind") not in BOOKED


def _redated(uow: UnitOfWork, old: Values, changes: Values) -> tuple[Values, timing.Lines]:
    """The clocks after dates were set or corrected."""
    new = {**old, **changes}
    changes = {**changes, "received_on": business_date(new["received_at"], uow.tz)}
    found = timing.of(uow.reader, old["id"])
    if old["status"] in OPEN:
        again = {_BEGINS[n] for n in _BEGINS if changes.get(n) is not None and changes[n] != old[n]}
        found = timing.follow(uow.reader, new, found, uow.now, again)
    state = old["authority_state"]
    if timing.authoritys(uow.reader, new):
        running = {c.kind for c in found if c.kind in timing.AUTHORITYS and c.state != "stopped"}
        if running and (state in ("none", "ended") or "authority" in running):
            changes["authority_state"] = "open"
    elif state == "open":
        changes["authority_state"] = "none"
    mirror, rows = timing.written(found, uow.now)
    return changes | mirror, rows


def _refuse_settled(uow: UnitOfWork, old: Values, values: Values) -> None:
    held = complaints.fixed_fields(old) & {n for n, v in values.items() if old.get(n) != v}
    if held:
        raise NotAllowed(
            N_("{title} is settled; what it said then stays.", title=old["number"]),
            N_("Nothing was changed."),
            N_("Reopen it, with the reason, to go on with it."),
        )


def _refuse_future(values: Values, uow: UnitOfWork) -> None:
    problems = []
    if values["received_at"] > uow.now:
        problems.append(FieldError("received_at", N_("This is in the future.")))
    for name in ("happened_on", "done_on", "authority_notified_on", "mediation_on"):
        if values.get(name) and values[name] > uow.today:
            problems.append(FieldError(name, N_("This is in the future.")))
    if values.get("done_on") and values["done_on"] < business_date(values["received_at"], uow.tz):
        problems.append(FieldError("done_on", N_("This is before the complaint was received.")))
    if problems:
        raise Invalid(tuple(problems))


def _refuse_twice(reader: Reader, values: Values, complaint_id: int | None) -> None:
    """One complaint of an authority is entered once."""
    number = values.get("authority_no")
    other = reader.exists("complaints", {"authority_no": number}, complaint_id) if number else None
    if other is not None:
        title = reader.titles("complaints", [other])[other]
        raise Invalid((FieldError("authority_no", N_("{title} has this 12315 number already.", title=title)),))


def _find_brought(reader: Reader, values: Values) -> None:
    """The order and the product that a file names by number: found where the shop has them, else kept as words."""
    number, sku = values.get("order_number"), values.get("sku")
    if number and not values.get("order_id"):
        by_platform = {"platform": values["platform"]} if values.get("platform") else {}
        values["order_id"] = reader.exists("orders", {"number": number}) or reader.exists(
            "orders", {"platform_order_id": number, **by_platform}
        )
    if sku and not (values.get("product_id") or values.get("order_id")):
        values["product_id"] = reader.exists("products", {"sku": sku})
    for name in ("order_id", "product_id"):
        if values.get(name) is None:  # nothing to copy from, and nothing to take the place of what a file said
            values.pop(name, None)


def _own_staff_id(uow: UnitOfWork) -> int | None:
    """The staff record of the person who is signed in."""
    t = table(StaffMember)
    wanted = select(t.c.id).where(t.c.login == uow.actor.name, t.c.status == "active", t.c.voided_at.is_(None))
    found = uow.connection.execute(wanted.order_by(t.c.id).limit(1)).scalar()
    return None if found is None else int(found)


# what it is about


def _subject(reader: Reader, new: Values, said: Values) -> Values:
    """What is copied of the order, its line, the product and the batch. `said` is what was typed now."""
    if not any(n in said for n in _SUBJECT):
        return {}
    found: Values = {}
    if "order_id" in said:
        found |= _of_order(reader, new)
    if new.get("order_id"):
        found |= _of_line(reader, new, said)
    elif new.get("order_line_no"):
        raise Invalid((FieldError("order_line_no", N_("Choose the order first.")),))
    elif "product_id" in said or "order_id" in said:
        found |= {"order_line_id": None, **_of_product(reader, new.get("product_id"))}
    product = found.get("product_id", new.get("product_id"))
    code = found.get("batch_code", new.get("batch_code"))
    return found | {"batch_id": _batch_id(reader, product, code)}


def _of_order(reader: Reader, new: Values) -> Values:
    if not new.get("order_id"):
        return {"order_number": None}
    order = reader.record("orders", new["order_id"])
    found: Values = {"order_number": order["number"]}
    if not new.get("platform"):
        found["platform"] = order["platform"]
    copied = {"customer_id": "customer_id", "customer_name": "buyer_name", "customer_phone": "phone"}
    return found | {n: order[o] for n, o in copied.items() if not (new.get(n) or new.get(_WHO[n]))}


def _of_line(reader: Reader, new: Values, said: Values) -> Values:
    lines = reader.lines("orders", new["order_id"], "lines")
    number = said.get("order_line_no") if "order_id" in said else new.get("order_line_no")
    if number is None:
        number = _line_of_product(lines, said.get("product_id")) or (1 if len(lines) == 1 else None)
    if number is None:
        found: Values = {"order_line_no": None, "order_line_id": None}
        return found | (_of_product(reader, new.get("product_id")) if "product_id" in said else {})
    if number > len(lines):
        raise Invalid((FieldError("order_line_no", N_("This order has {n} lines.", n=len(lines))),))
    line = lines[number - 1]
    found = {
        "order_line_no": number,
        "order_line_id": line["id"],
        "product_id": line["product_id"],
        "sku": line["sku"],
        "item": named(line["title"], line["options"]),
    }
    if not said.get("batch_code"):
        found["batch_code"] = " ".join(_batches_sent(reader, line["id"])) or None
    return found


def _line_of_product(lines: list[Values], product_id: int | None) -> int | None:
    """The only line of the order that has this product, counted from 1."""
    found = [at for at, x in enumerate(lines, 1) if product_id is not None and x["product_id"] == product_id]
    return found[0] if len(found) == 1 else None


def _of_product(reader: Reader, product_id: int | None) -> Values:
    if product_id is None:
        return {"sku": None, "item": None}
    product = reader.record("products", product_id)
    return {"sku": product["sku"], "item": named(product["name"], product["options"])}


def _batches_sent(reader: Reader, order_line_id: int) -> list[str]:
    """The batches from which pieces of an order line left, as the shipments' record says."""
    x, s = table(ShipmentLine), table(Shipment)
    wanted = (
        select(x.c.batch_code)
        .join(s, s.c.id == x.c.shipment_id)
        .where(x.c.order_line_id == order_line_id, s.c.status != "cancelled", x.c.batch_code.is_not(None))
        .order_by(x.c.id)
    )
    return list(dict.fromkeys(reader.connection.execute(wanted).scalars()))


def _batch_id(reader: Reader, product_id: int | None, code: str | None) -> int | None:
    if product_id is None or not code:
        return None
    t = table(Batch)
    wanted = select(t.c.id).where(t.c.product_id == product_id, t.c.code == code, t.c.voided_at.is_(None))
    found = reader.connection.execute(wanted.limit(1)).scalar()
    return None if found is None else int(found)


# who complained


def _who(uow: UnitOfWork, new: Values, said: Values, old: Values) -> Values:
    """Who complained, kept apart from what is shown of it."""
    hidden = bool(new.get("confidential"))
    was_hidden = bool(old.get("confidential"))
    if was_hidden and not hidden and uow.actor.role != "owner":
        raise NotAllowed(N_("Only the owner lifts the confidentiality of a complaint."), N_("Nothing was changed."))
    if old and not ({*_WHO, "confidential"} & said.keys()):
        return {}
    known = {
        kept: said[n] if said.get(n) or (not was_hidden and n in said) else old.get(kept) for n, kept in _WHO.items()
    }
    known |= _completed(uow, known)
    shown = {n: None if hidden else known[kept] for n, kept in _WHO.items()}
    return {**known, **shown, "confidential": hidden}


def _completed(uow: UnitOfWork, known: Values) -> Values:
    """Name and phone from the customer's record where they were not given, and the record from the phone."""
    found: Values = {}
    customer_id, phone = known["known_customer_id"], known["known_phone"]
    if customer_id is None and phone and "*" not in phone:
        t = table(Customer)
        wanted = select(t.c.id).where(t.c.phone == phone, t.c.voided_at.is_(None)).limit(2)
        same = uow.connection.execute(wanted).scalars().all()
        if len(same) == 1:
            found["known_customer_id"] = int(same[0])
    elif customer_id is not None:
        customer = uow.reader.record("customers", customer_id)
        found["known_name"] = known["known_name"] or customer["name"]
        found["known_phone"] = phone or customer["phone"]
    return found

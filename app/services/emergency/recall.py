"""A recall: the buyers of a batch, each once, with what came of calling them. Telephones are looked up on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.core.errors import NotAllowed, NotFound, UserError
from app.core.i18n import N_, Nn_
from app.core.text import mask_phone, storable
from app.models.registers.incidents import CALL_OPEN, CALL_RESULTS, Incident, IncidentCall
from app.models.registers.orders import Order
from app.models.registers.shipments import Shipment, ShipmentLine
from app.services import customers, users
from app.services.tables import Values, table
from app.services.tracing import Destination, trace
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Call:
    """One buyer to tell. `phone` is masked; see `phone_of` and `phones`."""

    id: int
    position: int
    buyer_name: str
    phone: str
    order_id: int
    order_numbers: str
    pieces: int
    result: str
    tries: int
    called_at: datetime | None
    called_by: str | None
    note: str | None

    @property
    def open(self) -> bool:
        """Whether somebody has to call (again)."""
        return self.result in CALL_OPEN


def list_buyers(uow: UnitOfWork, incident_id: int) -> int:
    """List the buyers who have pieces of the incident's batch; those listed already stay. Returns how many are new.

    What came back, and parcels that were cancelled, count no more: who has nothing left is not listed, or marked.

    Raises `UserError` without a batch, `NotAllowed` when the incident is closed.
    """
    users.require(uow.actor, "move")
    incident = _open(uow.reader, incident_id)
    if not incident["batch_id"]:
        raise UserError(
            N_("Which batch is it about?"), N_("Nothing was changed."), N_("Enter the batch at the incident first.")
        )
    found = _buyers(trace(uow.reader, incident["batch_id"]).destinations)
    stored = uow.reader.lines("incidents", incident_id, "calls")
    known = {_key(x["customer_id"], x["order_id"]) for x in stored}
    _refresh(uow, stored, found)
    fresh: list[Values] = []
    for key, parcels in found.items():
        if key in known or not any(p.kept for p in parcels):
            continue
        first = parcels[0]
        fresh.append({
            "incident_id": incident_id, "position": len(stored) + len(fresh) + 1, "customer_id": first.customer_id,
            "order_id": parcels[-1].order_id, "buyer_name": first.buyer_name, **_holding(parcels),
            "result": "open", "tries": 0,
        })  # fmt: skip
    uow.append(IncidentCall, fresh)
    told = {"buyers": len(fresh)}
    words = uow.reader.locale.tr(Nn_("{n} buyer to tell", "{n} buyers to tell", len(fresh)))
    uow.update("incidents", incident_id, _counts(uow.reader, incident_id), action="buyers", reason=words, effects=told)
    return len(fresh)


def _buyers(destinations: Sequence[Destination]) -> dict[tuple[str, int], list[Destination]]:
    found: dict[tuple[str, int], list[Destination]] = {}
    for d in destinations:
        found.setdefault(_key(d.customer_id, d.order_id), []).append(d)
    return found


def _key(customer_id: int | None, order_id: int) -> tuple[str, int]:
    """Who is called once: a known customer, else the buyer of one order."""
    return ("customer", customer_id) if customer_id else ("order", order_id)


def _holding(parcels: Sequence[Destination]) -> Values:
    """What a buyer has of the batch still, and of which orders."""
    numbers = dict.fromkeys(p.order_number for p in parcels if p.kept)
    return {"order_numbers": "、".join(numbers), "pieces": sum(p.kept for p in parcels)}


def _refresh(uow: UnitOfWork, stored: Sequence[Values], found: dict[tuple[str, int], list[Destination]]) -> bool:
    """Bring the listed buyers up to what they have now; says whether anything changed.

    Who got more since is called again. Who sent all back, or whose parcel was cancelled, need not be called.
    """
    t = table(IncidentCall)
    changed = False
    for line in stored:
        now = _holding(found.get(_key(line["customer_id"], line["order_id"]), ()))
        if now["pieces"] == line["pieces"]:
            continue
        if not now["pieces"]:
            now["order_numbers"] = line["order_numbers"]  # they still say whose line it is
            now["result"] = "returned" if line["result"] in CALL_OPEN else line["result"]
        elif now["pieces"] > line["pieces"]:
            now["result"] = "open"
        uow.connection.execute(update(t).where(t.c.id == line["id"]).values(**now))
        changed = True
    return changed


def follow(uow: UnitOfWork, order_id: int) -> None:
    """After goods of an order came back or its parcel was cancelled: the lists of buyers in open incidents follow."""
    i, s, x = table(Incident), table(Shipment), table(ShipmentLine)
    batches = select(x.c.batch_id).join(s, s.c.id == x.c.shipment_id).where(s.c.order_id == order_id)
    wanted = select(i.c.id, i.c.batch_id).where(
        i.c.batch_id.in_(batches.where(x.c.batch_id.is_not(None))), i.c.calls > 0, i.c.status != "closed",
        i.c.voided_at.is_(None),
    )  # fmt: skip
    for incident_id, batch_id in uow.connection.execute(wanted).all():
        stored = uow.reader.lines("incidents", incident_id, "calls")
        if _refresh(uow, stored, _buyers(trace(uow.reader, batch_id).destinations)):
            uow.update("incidents", incident_id, _counts(uow.reader, incident_id), action="buyers")


def calls(reader: Reader, incident_id: int) -> list[Call]:
    """The buyers to tell: those who still have to be called first, then in the order of the parcels."""
    rows = reader.lines("incidents", incident_id, "calls")
    phones = {i: mask_phone(p) if p else "" for i, p in _numbers(reader, [r["order_id"] for r in rows]).items()}
    found = [
        Call(r["id"], r["position"], r["buyer_name"] or "", phones.get(r["order_id"], ""), r["order_id"],
             r["order_numbers"], r["pieces"], r["result"], r["tries"], r["called_at"], r["called_by"], r["note"])
        for r in rows
    ]  # fmt: skip
    return sorted(found, key=lambda c: (not c.open, c.position))


def _numbers(reader: Reader, order_ids: Sequence[int]) -> dict[int, str | None]:
    t = table(Order)
    found: dict[int, str | None] = {}
    for chunk in in_chunks(sorted(set(order_ids))):
        for order_id, phone in reader.connection.execute(select(t.c.id, t.c.phone).where(t.c.id.in_(chunk))):
            found[int(order_id)] = phone
    return found


def phone_of(uow: UnitOfWork, incident_id: int, line_id: int, why: str) -> str:
    """A buyer's telephone; who looked at it, and why, is recorded at the order. Raises `NotAllowed`, `NotFound`."""
    line = _line(uow.reader, incident_id, line_id)
    return str(customers.reveal(uow, "orders", line["order_id"], "phone", why) or "")


def phones(uow: UnitOfWork, incident_id: int, why: str) -> dict[int, str]:
    """The telephones of all who still have to be called, by line; each look is recorded at its order."""
    users.require(uow.actor, "reveal")
    return {c.id: phone_of(uow, incident_id, c.id, why) for c in calls(uow.reader, incident_id) if c.open}


def record_call(uow: UnitOfWork, incident_id: int, line_id: int, result: str, note: str = "") -> None:
    """Write down what came of calling a buyer. Raises `NotAllowed`, `NotFound`, `UserError` for an unknown result."""
    users.require(uow.actor, "move")
    _open(uow.reader, incident_id)
    line = _line(uow.reader, incident_id, line_id)
    if result not in {o.key for o in CALL_RESULTS}:
        raise UserError(N_("This is none of the choices."))
    words = storable(note).strip() or None
    values: dict[str, Any] = {
        "result": result,
        "tries": line["tries"] + 1,
        "called_at": uow.now,
        "called_by": uow.actor.name,
        "note": words or line["note"],
    }
    t = table(IncidentCall)
    uow.connection.execute(update(t).where(t.c.id == line_id).values(**values))
    # The buyer's name does not go into the log; the order's number names the call well enough.
    told = {"call": {"orders": line["order_numbers"], "result": result}}
    uow.update(
        "incidents", incident_id, _counts(uow.reader, incident_id), action="call", reason=line["order_numbers"][:200],
        effects=told,
    )  # fmt: skip


def _counts(reader: Reader, incident_id: int) -> Values:
    rows = reader.lines("incidents", incident_id, "calls")
    return {"calls": len(rows), "calls_left": sum(r["result"] in CALL_OPEN for r in rows)}


def _line(reader: Reader, incident_id: int, line_id: int) -> Values:
    for line in reader.lines("incidents", incident_id, "calls"):
        if line["id"] == line_id:
            return line
    raise NotFound(N_("A line of this record is not there any more."))


def _open(reader: Reader, incident_id: int) -> Values:
    incident = reader.record("incidents", incident_id)
    if incident["status"] == "closed":
        raise NotAllowed(N_("This incident is closed."), N_("Nothing was changed."), N_("The owner can open it again."))
    return incident

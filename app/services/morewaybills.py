"""Waybills that a later file names beside those of an order: parcels that the shop does not know of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.models.registers.shipments import Shipment
from app.models.system.audit import AuditRow
from app.services.tables import table
from app.store.query import in_chunks
from app.store.reader import Reader


def had(reader: Reader, order_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Every waybill that a parcel of each order has or ever had, folded.

    One that the shop corrected, or whose parcel it cancelled, is not a further parcel when a file still names it.
    """
    t, a = table(Shipment), AuditRow.__table__
    found: dict[int, set[str]] = {i: set() for i in order_ids}
    of: dict[int, int] = {}
    for chunk in in_chunks(list(order_ids)):
        wanted = select(t.c.id, t.c.order_id, t.c.waybill).where(t.c.order_id.in_(chunk))
        for shipment_id, order_id, waybill in reader.connection.execute(wanted):
            of[shipment_id] = order_id
            if waybill:
                found[order_id].add(waybill.casefold())
    for chunk in in_chunks(list(of)):
        changed = select(a.c.record_id, a.c.before).where(
            a.c.register == "shipments", a.c.record_id.in_(chunk), a.c.before.contains('"waybill"', autoescape=True)
        )
        for shipment_id, before in reader.connection.execute(changed):
            if waybill := json.loads(before).get("fields", {}).get("waybill"):
                found[of[shipment_id]].add(str(waybill).casefold())
    return {i: frozenset(names) for i, names in found.items()}


def new(waybills: Iterable[str], known: frozenset[str]) -> tuple[str, ...]:
    """Those that are not known, each once."""
    return tuple(dict.fromkeys(w for w in waybills if w.casefold() not in known))

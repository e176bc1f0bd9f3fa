"""Each register's own rules on saving, in one table. A register that is not here is saved as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.models.declaration import Register
from app.services import (
    complaint_save,
    counts,
    duties,
    goods_in,
    linking,
    orders,
    parcels,
    pricing,
    remedies,
    risk_moves,
    settings,
    wording,
)
from app.services.checklists.saving import CHECKLIST_SAVERS
from app.services.emergency import drills, incidents, plans, supplies
from app.services.emergency.joining import asked_to_read
from app.services.tables import Values
from app.services.training.moves import TRAINING_SAVERS
from app.store.reader import Reader
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]
Saver = Callable[[UnitOfWork, Register, int | None, Values, Rows | None, int | None], int]
"""(unit of work, register, id or None, checked values, lines or None, version or None) → id."""


def plain(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    """Save as it is."""
    if record_id is None:
        return uow.create(register.name, values, lines)
    uow.update(register.name, record_id, values, lines=lines, version=version)
    return record_id


def _order(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get("lines") if lines is not None else None
    if record_id is None:
        return orders.create(uow, values, rows or [])
    orders.edit(uow, record_id, values, rows, version)
    return record_id


def _product(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    old = uow.reader.record("products", record_id) if record_id is not None else {}
    values = {**values, "wording": wording.verdict({**old, **values})}
    if record_id is None:
        if values.get("low_stock") is None:
            values["low_stock"] = settings.get(uow.reader, settings.LOW_STOCK)
        if values["wording"] == "block" and values.get("status", "on_sale") == "on_sale":
            values["status"] = "draft"  # what may not be put on sale does not begin there
    saved = plain(uow, register, record_id, values, lines, version)
    new = {**old, **values}
    if pricing.changed(old, values) and any(new.get(n) is not None for n in pricing.PRICES):
        pricing.record(uow, saved, new)
    if new.get("sku") != old.get("sku"):
        linking.link(uow, {new["sku"]: saved})
    return saved


def _receipt(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get("lines") if lines is not None else None
    values, prepared = goods_in.prepare(uow, record_id, values, rows)
    return plain(uow, register, record_id, values, {"lines": prepared} if prepared is not None else None, version)


def _count(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get("lines") if lines is not None else None
    values, prepared = counts.prepare(uow, record_id, values, rows)
    return plain(uow, register, record_id, values, {"lines": prepared} if prepared is not None else None, version)


def _shipment(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    if values.get("carrier") == parcels.PICKUP and not values.get("waybill"):
        values = {**values, "waybill": parcels.NO_WAYBILL_NEEDED}
    saved = plain(uow, register, record_id, values, None, version)
    if "waybill" in values:
        orders.set_waybills(uow, [uow.reader.record("shipments", saved)["order_id"]])
    return saved


def _duty(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return duties.save_own(uow, record_id, values, version)


def _risk(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return risk_moves.save_risk(uow, register, record_id, values, version)


def _measure(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return risk_moves.save_measure(uow, register, record_id, values, version)


def _complaint(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    return complaint_save.save(uow, record_id, values, version)


SAVERS: Mapping[str, Saver] = MappingProxyType(
    {
        "orders": _order,
        "complaints": _complaint,
        "products": _product,
        "receipts": _receipt,
        "stock_counts": _count,
        "shipments": _shipment,
        **CHECKLIST_SAVERS,
        **TRAINING_SAVERS,
        "staff": asked_to_read(TRAINING_SAVERS["staff"]),
        "remedies": remedies.save,
        "duties": _duty,
        "risks": _risk,
        "risk_measures": _measure,
        "plans": plans.save,
        "plan_supplies": supplies.save,
        "drills": drills.save,
        "incidents": incidents.save,
    }
)
"""Register → how it is saved."""

FILLERS: Mapping[str, Callable[[Reader, list[Values]], None]] = MappingProxyType({"orders": orders.fill_lines})
"""Register → what completes its typed lines before they are checked."""

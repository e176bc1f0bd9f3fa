"""How checklist templates, checks and rectifications are saved, and what of them never changes again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.core.errors import NotAllowed
from app.models.declaration import Register
from app.services.checklists import rectifying, running, templates
from app.services.tables import Values
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]


def _template(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    rows = lines.get("items") if lines is not None else None
    values, items = templates.prepare(uow, record_id, values, rows)
    written = {"items": items} if items is not None else None
    if record_id is None:
        record_id = uow.create(register.name, values, written)
    else:
        uow.update(register.name, record_id, values, lines=written, version=version)
    templates.schedule(uow, record_id)
    return record_id


def _check(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    if record_id is None:
        raise TypeError("a check begins from its template")
    uow.update(register.name, record_id, running.prepare(uow, record_id, values), version=version)
    return record_id


def _rectification(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    if record_id is None:
        return uow.create(register.name, rectifying.complete(uow, values))
    uow.update(register.name, record_id, rectifying.corrected(uow, record_id, values), version=version)
    return record_id


CHECKLIST_SAVERS: Mapping[str, Callable[[UnitOfWork, Register, int | None, Values, Rows | None, int | None], int]] = (
    MappingProxyType({"check_templates": _template, "checks": _check, "rectifications": _rectification})
)
"""Register → how it is saved."""
CHECKLIST_CLOSED: Mapping[str, Callable[[Mapping[str, Any]], NotAllowed | None]] = MappingProxyType(
    {"checks": running.closed, "rectifications": rectifying.closed}
)
"""Register → why a record of it never changes again."""
CHECKLIST_FIXED: Mapping[str, Callable[[Mapping[str, Any]], frozenset[str]]] = MappingProxyType(
    {"rectifications": rectifying.fixed_fields}
)
"""Register → the fields that stay as they were issued."""

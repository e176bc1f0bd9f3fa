"""What of an issued record cannot be changed any more, so that nobody is offered what would be refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.declaration import Register
from app.services import complaints, counts, duties, goods_in, orders, remedies
from app.services.checklists.saving import CHECKLIST_CLOSED, CHECKLIST_FIXED
from app.services.emergency import drills, incidents, plans
from app.services.training.moves import TRAINING_CLOSED
from app.store.query import title_of

Record = Mapping[str, Any]

_CLOSED: Mapping[str, Callable[[Record], NotAllowed | None]] = MappingProxyType(
    {
        "receipts": goods_in.closed,
        "stock_counts": counts.closed,
        "remedies": remedies.closed,
        "plans": plans.closed,
        "drills": drills.closed,
        "incidents": incidents.closed,
        **CHECKLIST_CLOSED,
        **TRAINING_CLOSED,
    }
)
"""Register → why a record of it never changes again, if that is so."""
_FIXED: Mapping[str, Callable[[Record], frozenset[str]]] = MappingProxyType(
    {
        "orders": orders.fixed_fields,
        "complaints": complaints.fixed_fields,
        "duties": duties.fixed_fields,
        "remedies": remedies.fixed_fields,
        "plans": plans.fixed_fields,
        **CHECKLIST_FIXED,
    }
)
"""Register → its fields, and names of lines, that went out on paper."""


def refusal(register: Register, record: Record) -> NotAllowed | None:
    """Why a stored record cannot be changed at all, whoever asks; None when it can."""
    if not register.editable:
        return NotAllowed(N_("{register} are written by the program itself.", register=register.label))
    if record.get("voided_at") is not None:
        title = title_of(register, dict(record))
        return NotAllowed(N_("{title} was voided.", title=title), N_("Nothing was changed."))
    closed = _CLOSED.get(register.name)
    return closed(record) if closed is not None else None


def may_edit(register: Register, record: Record) -> bool:
    """Whether a stored record can be changed at all, as far as its state goes."""
    return refusal(register, record) is None


def fixed_fields(register: Register, record: Record) -> frozenset[str]:
    """The fields (and names of lines) of a record that can be changed otherwise which stay as they were issued."""
    fixed = _FIXED.get(register.name)
    return fixed(record) if fixed is not None else frozenset()

"""Files attached to a record and taken off, and what the record itself then says, as that its signed sheet is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.kinds import Option
from app.services import users
from app.services.checklists import showing
from app.services.training import scans
from app.store.uow import UnitOfWork

KINDS: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {"training_sessions": scans.SESSION_FILES, "rectifications": showing.RECTIFICATION_FILES}
)
"""Register → what a file of it can be: whoever attaches one is asked."""
_TOLD: Mapping[str, Callable[[UnitOfWork, int], None]] = MappingProxyType(
    {"training_sessions": scans.of_session, "certificates": scans.of_certificate}
)
"""Register → what looks at a record whose files changed."""


def attach(
    uow: UnitOfWork,
    register: str,
    record_id: int,
    name: str,
    media_type: str,
    data: bytes,
    evidence_date: date | None = None,
    kind: str = "",
) -> int:
    """Attach a file; returns the attachment's id. `kind`: one of the register's `KINDS`.

    Raises as the unit of work's `attach` does.
    """
    made = uow.attach(register, record_id, name, media_type, data, evidence_date, kind)
    _tell(uow, register, record_id)
    return made


def retell(
    uow: UnitOfWork, register: str, record_id: int, attachment_id: int, kind: str, evidence_date: date | None
) -> None:
    """Correct what a file is, one of the register's `KINDS`, and its day; the log keeps both. Raises `Invalid`."""
    users.require(uow.actor, "write")
    if kind and kind not in {o.key for o in KINDS.get(register, ())}:
        raise Invalid((FieldError("kind", N_("A file of this record cannot be that.")),))
    uow.retell(attachment_id, kind, evidence_date)
    _tell(uow, register, record_id)


def detach(uow: UnitOfWork, register: str, record_id: int, attachment_id: int) -> None:
    """Take a file off its record."""
    uow.detach(attachment_id)
    _tell(uow, register, record_id)


def _tell(uow: UnitOfWork, register: str, record_id: int) -> None:
    told = _TOLD.get(register)
    if told is not None:
        told(uow, record_id)

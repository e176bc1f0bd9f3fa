"""Who of the staff is at work: the member who signs in under a user's name."""

from __future__ import annotations

from sqlalchemy import select

from app.models.registers.staff import StaffMember
from app.services.tables import table
from app.store.reader import Reader


def me(reader: Reader, name: str) -> int | None:
    """The member of staff who signs in under a name, if one does."""
    t = table(StaffMember)
    wanted = select(t.c.id).where(t.c.login == name, t.c.status == "active", t.c.voided_at.is_(None)).limit(1)
    found = reader.connection.execute(wanted).scalar()
    return None if found is None else int(found)

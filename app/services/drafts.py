"""What a person typed and has not saved: kept in the shop's file, so that a power cut costs nothing.

A draft is no record: nobody has said yet that it is so. It therefore writes no audit row, and only the newest
state of a person's drafts is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert

from app.models.system.tables import Setting
from app.services.tables import table
from app.store.reader import Reader
from app.store.rows import canonical
from app.store.uow import UnitOfWork


def keep(uow: UnitOfWork, drafts: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep the drafts of who is signed in, by place, in the place of those kept before. Plain JSON values."""
    t = table(Setting)
    key = _key(uow.actor.uid)
    uow.connection.execute(delete(t).where(t.c.key == key))
    if drafts:
        uow.connection.execute(insert(t).values(key=key, value=canonical(dict(drafts))))


def kept(reader: Reader, uid: str) -> dict[str, dict[str, Any]]:
    """The drafts of a user, by place."""
    found = reader.setting(_key(uid), {})
    return {str(k): dict(v) for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


def _key(uid: str) -> str:
    return f"drafts.{uid}"

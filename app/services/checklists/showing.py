"""What the photos of a rectification show: the finding, or what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.core.dates import business_date
from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.registers.rectifications import RectificationPhoto
from app.services import users
from app.services.tables import table
from app.store.reader import Attached, Reader
from app.store.uow import UnitOfWork

BEFORE, AFTER = "before", "after"


def mark(uow: UnitOfWork, rectification_id: int, attachment_id: int, stage: str) -> None:
    """Say what an attached file shows. Raises `NotFound` for a file that is not attached to it."""
    users.require(uow.actor, "write")
    if attachment_id not in {a.id for a in uow.reader.attachments("rectifications", rectification_id)}:
        raise NotFound(N_("This file is not attached any more."))
    values = {"attachment_id": attachment_id, "rectification_id": rectification_id, "stage": stage}
    kept = insert(table(RectificationPhoto)).values(**values)
    uow.connection.execute(kept.on_conflict_do_update(index_elements=["attachment_id"], set_={"stage": stage}))
    uow.touched.add("rectifications")


def marked(reader: Reader, rectification_id: int) -> dict[int, str]:
    """What was said of the files, by attachment."""
    t = table(RectificationPhoto)
    wanted = select(t.c.attachment_id, t.c.stage).where(t.c.rectification_id == rectification_id)
    return {int(i): str(stage) for i, stage in reader.connection.execute(wanted)}


def stages(reader: Reader, record: Mapping[str, Any]) -> dict[str, list[Attached]]:
    """The files of a rectification by what they show; where nobody said it, their date tells.

    Evidence of a day on which it was rectified already shows what was done; so does, of the very day, a file that
    was added after the record was.
    """
    said = marked(reader, record["id"])
    found: dict[str, list[Attached]] = {BEFORE: [], AFTER: []}
    for file in reader.attachments("rectifications", record["id"]):
        found[said.get(file.id) or _told(reader, record, file)].append(file)
    return found


def _told(reader: Reader, record: Mapping[str, Any], file: Attached) -> str:
    done = record["done_on"]
    day = file.evidence_date or business_date(file.added_at, reader.locale.tz)
    if done is None or day < done:
        return BEFORE
    return AFTER if day > record["found_on"] or file.added_at > record["created_at"] else BEFORE

"""The part of the unit of work that serves every register alike: notes, attachments, views, settings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.text import storable
from app.models.system.tables import Attachment, AttachmentData, ImportMapping, Note, SavedView, Setting
from app.store.audit import Actor
from app.store.reader import Reader
from app.store.rows import canonical, table_for

LARGEST_ATTACHMENT = 50 * 1024 * 1024
"""Bytes. Larger files belong on a disk; the shop's file is copied whole at each backup."""


LONGEST_NOTE = 20_000
_LONGEST_NAME = 150
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A file's name that every system takes: no folders, no control or direction characters, no device of Windows."""
    last = re.split(r"[/\\]", storable(name))[-1]
    kept = _RESERVED.sub(r"_\g<0>", _NOT_IN_NAMES.sub("_", last).strip(" ."), count=1) if last else ""
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > _LONGEST_NAME and dot and len(ending) <= 10:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return kept[:_LONGEST_NAME] or "_"


class Extras:
    """Notes, attachments, saved views and settings, each change with its audit row."""

    def __init__(self, connection: Connection, reader: Reader, now: datetime) -> None:
        self.connection = connection
        self.reader = reader
        self.now = now
        self.touched: set[str] = set()

    @property
    def actor(self) -> Actor:
        """Who acts; known to the unit of work."""
        raise AttributeError("actor")

    def log(
        self,
        action: str,
        register_name: str,
        record_id: int = 0,
        *,
        number: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """An audit row; written by the unit of work."""
        raise AttributeError("log")

    def add_note(self, register_name: str, record_id: int, text: str) -> None:
        """Add a remark to a record. It can never be changed. Raises `UserError`, `NotFound`."""
        words = storable(text).strip()
        if not words:
            raise UserError(N_("The note is empty."), None, N_("Type a few words first."))
        if len(words) > LONGEST_NOTE:
            raise UserError(N_("At most {n} characters fit here; this has {m}.", n=LONGEST_NOTE, m=len(words)))
        self.reader.record(register_name, record_id)
        self.connection.execute(
            insert(table_for(Note)).values(
                register=register_name, record_id=record_id, at=self.now, author=self.actor.name, text=words
            )
        )
        self.log("note", register_name, record_id, after={"note": words})
        self.touched.add(register_name)

    def attach(
        self,
        register_name: str,
        record_id: int,
        name: str,
        media_type: str,
        data: bytes,
        evidence_date: date | None = None,
        kind: str = "",
    ) -> int:
        """Attach a file to a record; equal content is kept once. Returns the attachment's id.

        `kind`: what it is, for a register that tells its files apart.

        Of `name` the last part is kept, without what no system takes in a file's name. Raises `UserError` for a file
        that is empty or too large, `NotFound`.
        """
        name = plain_name(name)
        if not data:
            raise UserError(N_("“{name}” is empty.", name=name), N_("It was not attached."))
        if len(data) > LARGEST_ATTACHMENT:
            raise UserError(
                N_("“{name}” is larger than 50 MB.", name=name),
                N_("It was not attached."),
                N_("Make it smaller, or attach the pages that matter."),
            )
        self.reader.record(register_name, record_id)
        digest = hashlib.sha256(data).hexdigest()
        store, rows = table_for(AttachmentData), table_for(Attachment)
        if self.connection.execute(select(store.c.sha256).where(store.c.sha256 == digest)).first() is None:
            self.connection.execute(insert(store).values(sha256=digest, data=data))
        done = self.connection.execute(
            insert(rows).values(
                register=register_name,
                record_id=record_id,
                name=name,
                media_type=media_type,
                size=len(data),
                sha256=digest,
                evidence_date=evidence_date,
                kind=kind,
                added_at=self.now,
                added_by=self.actor.name,
            )
        )
        told = {"file": name, "sha256": digest, "size": len(data), **({"kind": kind} if kind else {})}
        self.log("attach", register_name, record_id, after=told)
        self.touched.add(register_name)
        key = done.inserted_primary_key
        return int(key[0]) if key else 0

    def retell(self, attachment_id: int, kind: str, evidence_date: date | None) -> None:
        """Correct what an attached file is, and which day it is evidence of. The same again writes nothing."""
        t = table_for(Attachment)
        row = self.connection.execute(select(t).where(t.c.id == attachment_id)).mappings().first()
        if row is None or row["removed_at"] is not None or (row["kind"], row["evidence_date"]) == (kind, evidence_date):
            return
        self.connection.execute(update(t).where(t.c.id == attachment_id).values(kind=kind, evidence_date=evidence_date))
        self.log(
            "retell",
            row["register"],
            row["record_id"],
            before=_told(row["kind"], row["evidence_date"]),
            after={"file": row["name"], "sha256": row["sha256"], **_told(kind, evidence_date)},
        )
        self.touched.add(row["register"])

    def detach(self, attachment_id: int) -> None:
        """Take an attached file off its record. The file stays in the shop, since it may be evidence."""
        t = table_for(Attachment)
        row = self.connection.execute(select(t).where(t.c.id == attachment_id)).mappings().first()
        if row is None or row["removed_at"] is not None:
            return
        self.connection.execute(
            update(t).where(t.c.id == attachment_id).values(removed_at=self.now, removed_by=self.actor.name)
        )
        self.log("detach", row["register"], row["record_id"], after={"file": row["name"], "sha256": row["sha256"]})
        self.touched.add(row["register"])

    def save_view(self, register_name: str, name: str, spec: Mapping[str, Any]) -> None:
        """Keep a list's filter, columns and order under a name; the same name is replaced."""
        name = storable(name)
        t = table_for(SavedView)
        self.connection.execute(delete(t).where(t.c.register == register_name, t.c.name == name))
        self.connection.execute(
            insert(t).values(register=register_name, name=name, spec=canonical(dict(spec)), created_by=self.actor.name)
        )
        self.log("save_view", register_name, after={"name": name})

    def drop_view(self, register_name: str, name: str) -> None:
        """Remove a saved view."""
        t = table_for(SavedView)
        self.connection.execute(delete(t).where(t.c.register == register_name, t.c.name == name))
        self.log("drop_view", register_name, after={"name": name})

    def set_setting(self, key: str, value: Any) -> None:
        """Set a setting of the shop. An unchanged value writes nothing."""
        t = table_for(Setting)
        old = self.reader.setting(key)
        if canonical(old) == canonical(value):
            return
        self.connection.execute(delete(t).where(t.c.key == key))
        self.connection.execute(insert(t).values(key=key, value=canonical(value)))
        before = {"fields": {key: old}} if old is not None else None
        self.log("setting", "settings", number=key, before=before, after={"fields": {key: value}})
        self.touched.add("settings")

    def remember_mapping(self, register_name: str, signature: str, mapping: Mapping[str, Any]) -> None:
        """Keep what the user chose for a set of column headings."""
        t = table_for(ImportMapping)
        self.connection.execute(delete(t).where(t.c.signature == signature, t.c.register == register_name))
        self.connection.execute(
            insert(t).values(signature=signature, register=register_name, mapping=canonical(dict(mapping)))
        )


def _told(kind: str, evidence_date: date | None) -> dict[str, str]:
    return {"kind": kind, "evidence_date": evidence_date.isoformat() if evidence_date is not None else ""}

"""Reading: plain values out of one snapshot of the shop's file. No ORM objects leave this room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.sql import Executable

from app.core.errors import NotFound
from app.core.i18n import N_, inside
from app.core.text import storable
from app.models.counted import currency_of
from app.models.declaration import Field, Lines, Register
from app.models.registry import table_of
from app.models.system.audit import AuditRow
from app.models.system.tables import Attachment, AttachmentData, ImportMapping, Note, SavedView, Setting
from app.store import audit, foreign
from app.store.finding import Finder, Hit
from app.store.lists import Lists
from app.store.query import in_chunks, title_of
from app.store.rows import from_raw


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a record's timeline. `changes` are (field, old, new) in Python values."""

    seq: int
    at: datetime
    user: str
    action: str
    reason: str
    changes: tuple[tuple[str, Any, Any], ...]
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to a record."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    evidence_date: date | None
    added_at: datetime
    added_by: str
    kind: str = ""


class Reader(Lists):
    """Reads within one transaction: lists, records, and what surrounds them."""

    # records

    def record(self, register_name: str, record_id: int) -> dict[str, Any]:
        """All columns of one record; what is in another currency as an `Amount`. Raises `NotFound`."""
        register = self.registry[register_name]
        table = table_of(register)
        row = self.connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
        if row is None:
            raise NotFound(N_("This record is not in the shop any more."))
        return self._marked(register, dict(row))

    def records(self, register_name: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """All columns of several records, by id."""
        register = self.registry[register_name]
        table = table_of(register)
        found: dict[int, dict[str, Any]] = {}
        for chunk in in_chunks(list(ids)):
            for row in self.connection.execute(select(table).where(table.c.id.in_(chunk))).mappings():
                found[int(row["id"])] = self._marked(register, dict(row))
        return found

    def _marked(self, register: Register, values: dict[str, Any]) -> dict[str, Any]:
        column = currency_of(register.fields)
        if not column:
            return values
        return foreign.mark_values(values, register.fields, values[column], self.locale.currency)

    def by_number(self, register_name: str, text: str) -> int:
        """The id of the record of that number (in any case) or key, or the only one of that name.

        Raises `NotFound`, also for a name that several have.
        """
        register = self.registry[register_name]
        table = table_of(register)
        asked = storable(text).strip()
        names = dict.fromkeys(
            [*((register.numbering.field,) if register.numbering else ()), *register.key, *register.title]
        )
        numbered = register.numbering.field if register.numbering else None
        several = False
        for name in names:
            same = table.c[name].in_({asked, asked.upper()}) if name == numbered else table.c[name] == asked
            found = self.connection.execute(select(table.c.id).where(same).limit(2)).scalars().all()
            if len(found) == 1:
                return int(found[0])
            several = several or bool(found)
        if several:
            raise NotFound(
                N_("Several records of {register} are called {name}.", register=register.label, name=asked[:40]),
                None,
                N_("Use a number that only one of them has."),
            )
        raise NotFound(
            N_(
                "There is no {register} numbered {number}.",
                register=inside(register.singular),
                number=asked[:40],
            ),
            None,
            N_("Look at the list for the right number."),
        )

    def lines(self, register_name: str, record_id: int, lines_name: str) -> list[dict[str, Any]]:
        """A record's lines, in order."""
        declared = lines_of(self.registry[register_name], lines_name)
        return self.lines_for(declared, [record_id]).get(record_id, [])

    def lines_for(self, declared: Lines, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """The lines of several records, by record id."""
        table = declared.model.__table__
        own = self.locale.currency
        codes = foreign.codes_of(self.connection, declared, ids, own)
        found: dict[int, list[dict[str, Any]]] = {}
        for chunk in in_chunks(list(ids)):
            wanted = select(table).where(table.c[declared.parent].in_(chunk)).order_by(table.c.position, table.c.id)
            for row in self.connection.execute(wanted).mappings():
                parent = int(row[declared.parent])
                line = foreign.mark_values(dict(row), declared.fields, codes.get(parent), own)
                found.setdefault(parent, []).append(line)
        return found

    def titles(self, register_name: str, ids: Iterable[int]) -> dict[int, str]:
        """The words that name each of several records."""
        register = self.registry[register_name]
        table = table_of(register)
        found: dict[int, str] = {}
        for chunk in in_chunks(sorted(set(ids))):
            wanted = select(table.c.id, *(table.c[n] for n in register.title)).where(table.c.id.in_(chunk))
            for row in self.connection.execute(wanted).mappings():
                found[int(row["id"])] = title_of(register, dict(row))
        return found

    def rows(self, statement: Executable) -> list[dict[str, Any]]:
        """The rows of a caller's own portable select, as dictionaries."""
        return [dict(r) for r in self.connection.execute(statement).mappings()]

    def find(
        self,
        text: str,
        limit: int = 20,
        registers: Sequence[str] | None = None,
        hides: Callable[[Field], bool] | None = None,
    ) -> list[Hit]:
        """Records that match what was typed: whole numbers first, then the newest matches of each register.

        `hides` tells which fields are masked in a hit's subtitle; without it, those declared sensitive.
        """
        return Finder(self.connection, self.registry, self.locale, hides).find(text, limit, registers)

    # what surrounds a record

    def timeline(self, register_name: str, record_id: int, limit: int = 200) -> list[Event]:
        """The record's audit rows, the newest first."""
        register = self.registry[register_name]
        table = table_of(register)
        row = AuditRow.__table__
        wanted = (
            select(row.c.seq, row.c.at, row.c.user_name, row.c.action, row.c.reason, row.c.before, row.c.after)
            .where(row.c.register == register_name, row.c.record_id == record_id)
            .order_by(row.c.seq.desc())
            .limit(limit)
        )
        code = foreign.code_of(self.connection, table, register.fields, record_id)
        events = []
        for r in self.connection.execute(wanted).mappings():
            before: dict[str, Any] = json.loads(r["before"]) if r["before"] else {}
            after: dict[str, Any] = json.loads(r["after"]) if r["after"] else {}
            old, new = (
                foreign.mark_values(said.get("fields", {}), register.fields, code, self.locale.currency)
                for said in (before, after)
            )
            changes = tuple(
                (n, from_raw(table, n, old.get(n)), from_raw(table, n, new.get(n))) for n in dict.fromkeys([*new, *old])
            )
            extra = {k: v for k, v in after.items() if k != "fields"}
            events.append(Event(r["seq"], r["at"], r["user_name"], r["action"], r["reason"], changes, extra))
        return events

    def notes(self, register_name: str, record_id: int) -> list[dict[str, Any]]:
        """The record's remarks, the newest first: at, author, text."""
        t = Note.__table__
        wanted = select(t).where(t.c.register == register_name, t.c.record_id == record_id).order_by(t.c.id.desc())
        return self.rows(wanted)

    def attachments(self, register_name: str, record_id: int) -> list[Attached]:
        """The record's attached files that were not taken off."""
        t = Attachment.__table__
        wanted = (
            select(
                t.c.id,
                t.c.name,
                t.c.media_type,
                t.c.size,
                t.c.sha256,
                t.c.evidence_date,
                t.c.added_at,
                t.c.added_by,
                t.c.kind,
            )
            .where(t.c.register == register_name, t.c.record_id == record_id, t.c.removed_at.is_(None))
            .order_by(t.c.id)
        )
        return [Attached(*row) for row in self.connection.execute(wanted)]

    def attachment_data(self, attachment_id: int) -> bytes:
        """The bytes of an attached file. Raises `NotFound`."""
        a, d = Attachment.__table__, AttachmentData.__table__
        wanted = select(d.c.data).join(a, a.c.sha256 == d.c.sha256).where(a.c.id == attachment_id)
        data = self.connection.execute(wanted).scalar()
        if data is None:
            raise NotFound(N_("This attachment is not in the shop any more."))
        return bytes(data)

    # the shop

    def saved_views(self, register_name: str) -> list[dict[str, Any]]:
        """The saved views of a register: id, name, spec (a dictionary)."""
        t = SavedView.__table__
        found = self.rows(select(t).where(t.c.register == register_name).order_by(t.c.name))
        return [{**v, "spec": json.loads(v["spec"])} for v in found]

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting of the shop, or `default`."""
        t = Setting.__table__
        found = self.connection.execute(select(t.c.value).where(t.c.key == key)).scalar()
        return default if found is None else json.loads(found)

    def import_mapping(self, register_name: str, signature: str) -> dict[str, Any] | None:
        """What the user chose for a set of column headings, if this was asked before."""
        t = ImportMapping.__table__
        wanted = select(t.c.mapping).where(t.c.signature == signature, t.c.register == register_name)
        found = self.connection.execute(wanted).scalar()
        return None if found is None else dict(json.loads(found))

    def audit_head(self) -> audit.Head:
        """The audit log's present head."""
        return audit.head(self.connection)

    def exists(self, register_name: str, where: dict[str, Any], other_than: int | None = None) -> int | None:
        """The id of a record whose fields have these values, other than `other_than`; or `None`."""
        table = table_of(self.registry[register_name])
        wanted: Select[Any] = select(table.c.id).where(*(table.c[n] == v for n, v in where.items())).limit(1)
        if other_than is not None:
            wanted = wanted.where(table.c.id != bindparam("other", other_than))
        found = self.connection.execute(wanted).scalar()
        return None if found is None else int(found)


def lines_of(register: Register, name: str) -> Lines:
    """The declared lines of that name. Raises `KeyError`."""
    for lines in register.lines:
        if lines.name == name:
            return lines
    raise KeyError(f"{register.name} has no lines {name}")

"""Records that belong together: a complaint and the risk it opened, a finding and its rectification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select

from app.core.errors import UserError
from app.core.i18n import N_
from app.models.declaration import Opens, Register
from app.models.kinds import Ref
from app.models.system.tables import Link
from app.services import records, users
from app.services.tables import Values
from app.store.query import title_of
from app.store.reader import Reader
from app.store.rows import table_for
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Linked:
    """A record linked with another. `opened`: one gave rise to the other; `source`: this one was there first."""

    register: str
    id: int
    title: str
    opened: bool
    source: bool


def opens_of(register: Register, name: str) -> Opens:
    """What a register opens under that name. Raises `KeyError`."""
    for opens in register.opens:
        if opens.name == name:
            return opens
    raise KeyError(f"{register.name} opens nothing named {name}")


def prefilled(reader: Reader, register_name: str, record_id: int, name: str) -> Values:
    """What the opened record starts with, from this one. Personal fields are masked in words, never copied open."""
    register = reader.registry[register_name]
    record = reader.record(register_name, record_id)
    opens = opens_of(register, name)
    target = reader.registry[opens.register]
    values: Values = {}
    for field, words in opens.fills.items():
        value = record[words[1:]] if words.startswith("=") else _words(reader, register, record, words)
        limit = target.field(field).kind.limit
        values[field] = value[:limit] if isinstance(value, str) else value
    return values


def _words(reader: Reader, register: Register, record: Values, words: str) -> str:
    said: dict[str, str] = {"title": title_of(register, record)}
    for _, name, _, _ in Formatter().parse(words):
        if name and name != "title":
            f = register.field(name)
            value = f.kind.mask(record[name]) if f.sensitive else record[name]
            if isinstance(f.kind, Ref):
                said[name] = reader.titles(f.kind.register, [value]).get(value, "") if isinstance(value, int) else ""
            else:
                said[name] = f.kind.say(value, reader.locale)
    return words.format(**said)


def open_from(
    uow: UnitOfWork, register_name: str, record_id: int, name: str, asked: Mapping[str, Any] | None = None
) -> int:
    """Open a record of another register from this one, prefilled; returns the new record's id.

    The two are linked, unless the new record points back at this one by a field of its own.

    Raises `Invalid` for what is missing or wrong in it, `NotAllowed` for the role.
    """
    opens = opens_of(uow.registry[register_name], name)
    values = prefilled(uow.reader, register_name, record_id, name) | dict(asked or {})
    new = records.save(uow, opens.register, None, values)
    if "=id" not in opens.fills.values():
        link(uow, (register_name, record_id), (opens.register, new), opened=True)
    return new


def link(uow: UnitOfWork, source: tuple[str, int], target: tuple[str, int], *, opened: bool = False) -> None:
    """Link two records; two that are linked already stay as they are. Raises `UserError` for a record with itself."""
    users.require(uow.actor, "write")
    if source == target:
        raise UserError(N_("A record is not linked with itself."))
    titles = [_title(uow.reader, *end) for end in (source, target)]
    if any((x.register, x.id) == target for x in linked(uow.reader, *source)):
        return
    uow.connection.execute(
        insert(table_for(Link)).values(
            source_register=source[0],
            source_id=source[1],
            target_register=target[0],
            target_id=target[1],
            opened=opened,
            at=uow.now,
            by=uow.actor.name,
        )
    )
    _log(uow, "linked", (source, target), titles)


def unlink(uow: UnitOfWork, one: tuple[str, int], other: tuple[str, int]) -> None:
    """Part two records again. What one opened stays linked: it is how the other came to be.

    Raises `UserError` for such a pair.
    """
    users.require(uow.actor, "write")
    found = [x for x in linked(uow.reader, *one) if (x.register, x.id) == other]
    if not found:
        return
    if found[0].opened:
        raise UserError(
            N_("{title} was opened from the other record.", title=found[0].title), N_("The two stay linked.")
        )
    t = table_for(Link)
    uow.connection.execute(delete(t).where(or_(_pair(one, other), _pair(other, one))))
    _log(uow, "unlinked", (one, other), [_title(uow.reader, *end) for end in (one, other)])


def linked(reader: Reader, register_name: str, record_id: int) -> tuple[Linked, ...]:
    """What a record is linked with, in the order in which it came about."""
    t = table_for(Link)
    mine = and_(t.c.source_register == register_name, t.c.source_id == record_id)
    theirs = and_(t.c.target_register == register_name, t.c.target_id == record_id)
    found: list[Linked] = []
    for row in reader.rows(select(t).where(or_(mine, theirs)).order_by(t.c.id)):
        source = (row["source_register"], row["source_id"]) != (register_name, record_id)
        name, other = (
            (row["source_register"], row["source_id"]) if source else (row["target_register"], row["target_id"])
        )
        if name in reader.registry:
            found.append(Linked(name, other, _title(reader, name, other), row["opened"], source))
    return tuple(found)


def _pair(source: tuple[str, int], target: tuple[str, int]) -> Any:
    t = table_for(Link)
    return and_(
        t.c.source_register == source[0],
        t.c.source_id == source[1],
        t.c.target_register == target[0],
        t.c.target_id == target[1],
    )


def _title(reader: Reader, register_name: str, record_id: int) -> str:
    return title_of(reader.registry[register_name], reader.record(register_name, record_id)) or f"#{record_id}"


def _log(uow: UnitOfWork, action: str, ends: tuple[tuple[str, int], tuple[str, int]], titles: list[str]) -> None:
    """Each end's timeline names the other."""
    for (here, record_id), (there, other) in (ends, ends[::-1]):
        title = titles[ends.index((there, other))]
        uow.log(action, here, record_id, after={"with": {"register": there, "id": other, "title": title}})
        uow.touched.add(here)

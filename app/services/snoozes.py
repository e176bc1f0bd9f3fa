"""Putting off what is due: hidden from Today until a day, with a reason that stays in the record's timeline.

What is late stays late: the figures count it all the same, and Today shows it among what was put off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.core.text import storable
from app.models.declaration import Due
from app.models.system.tables import Snooze
from app.services import users
from app.services.due import Item, PutOff, Rule, grouped, item_of
from app.services.tables import Values, table
from app.store.query import title_of
from app.store.reader import Reader
from app.store.uow import UnitOfWork

LONGEST = timedelta(days=92)
"""Nothing is put off for longer at once: who needs more time changes the date itself."""
LONGEST_REASON = 200

Key = tuple[str, str]


def snooze(uow: UnitOfWork, register: str, record_id: int | None, rule: str, until: date, reason: str) -> None:
    """Put an item off until a day. Raises `NotAllowed`, `NotFound`, `Invalid` for a day or reason that will not do.

    `record_id` None puts off an item that counts several. `KeyError` for no such rule.
    """
    users.require(uow.actor, "write")
    due = {d.name: d for d in uow.registry[register].due}[rule]
    words = storable(reason).strip()
    problems = []
    last = _last_day(uow, register, record_id, due)
    if not uow.today < until <= last:
        said = N_("Choose a day after today, at latest {last}.", last=last.isoformat())
        if due.legal:
            said = N_("The law sets this date: put it off until {last} at most.", last=last.isoformat())
        problems.append(FieldError("until", said))
    if not words:
        problems.append(FieldError("reason", N_("Say why it can wait.")))
    elif len(words) > LONGEST_REASON:
        problems.append(
            FieldError("reason", N_("At most {n} characters fit here; this has {m}.", n=LONGEST_REASON, m=len(words)))
        )
    if problems:
        raise Invalid(tuple(problems))
    title = title_of(uow.registry[register], uow.reader.record(register, record_id)) if record_id is not None else ""
    _forget(uow, register, record_id or 0, rule)
    values = {"register": register, "record_id": record_id or 0, "rule": rule, "until": until, "reason": words}
    uow.connection.execute(insert(table(Snooze)).values(**values, by=uow.actor.name, at=uow.now))
    uow.log(
        "snooze", register, record_id or 0, number=title, after={"note": until.isoformat(), "rule": rule}, reason=words
    )
    uow.touched.add(register)


def _last_day(uow: UnitOfWork, register: str, record_id: int | None, due: Due) -> date:
    """Until when an item may be put off at most: one of the law to the day before its date, or once more by a day."""
    last = uow.today + LONGEST
    if not due.legal or due.at is None or record_id is None:
        return last
    at = uow.reader.record(register, record_id)[due.at]
    day = business_date(at, uow.tz) if isinstance(at, datetime) else at
    return min(last, max(day - timedelta(days=1), uow.today + timedelta(days=1))) if day is not None else last


def unsnooze(uow: UnitOfWork, register: str, record_id: int | None, rule: str) -> None:
    """Show an item again at once. Nothing happens where it was not put off."""
    users.require(uow.actor, "write")
    if _forget(uow, register, record_id or 0, rule):
        uow.log("unsnooze", register, record_id or 0, after={"rule": rule})
        uow.touched.add(register)


def forget_past(uow: UnitOfWork) -> None:
    """Drop what was put off until a day that has come. The timelines keep it."""
    t = table(Snooze)
    uow.connection.execute(delete(t).where(t.c.until <= uow.today))


def put_off(reader: Reader) -> Mapping[Key, dict[int, PutOff]]:
    """What is put off now: (register, rule) → record id (0 for an item that counts several) → until when and why."""
    t = table(Snooze)
    found: dict[Key, dict[int, PutOff]] = {}
    for row in reader.rows(select(t).where(t.c.until > reader.locale.today)):
        key = (row["register"], row["rule"])
        found.setdefault(key, {})[row["record_id"]] = PutOff(row["until"], row["reason"], row["by"])
    return found


def ids_put_off(reader: Reader, rule: Rule) -> Select[Any]:
    """The ids of the records that a rule leaves out because they were put off."""
    t = table(Snooze)
    own = (t.c.register == rule.register.name, t.c.rule == rule.due.name, t.c.until > reader.locale.today)
    return select(t.c.record_id).where(*own)


def hidden(reader: Reader, rule: Rule, off: Mapping[int, PutOff]) -> list[Item]:
    """The items of a rule that were put off and are still due, each with until when and why."""
    if rule.due.grouped:
        item = grouped(reader, rule)
        return [replace(item, put_off=off[0])] if item is not None and 0 in off else []
    wanted = select(rule.table).where(*rule.met(), rule.table.c.id.in_(ids_put_off(reader, rule)))
    if rule.column is not None:
        wanted = wanted.where(rule.column <= rule.horizon())
    rows: list[Values] = reader.rows(wanted)
    return [replace(item_of(rule, row), put_off=off[row["id"]]) for row in rows if row["id"] in off]


def _forget(uow: UnitOfWork, register: str, record_id: int, rule: str) -> bool:
    t = table(Snooze)
    own = (t.c.register == register, t.c.record_id == record_id, t.c.rule == rule)
    return bool(uow.connection.execute(delete(t).where(*own)).rowcount)

"""The one door for writes: each change, its number, its audit row and its search row in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.engine import Connection

from app.core.errors import NotFound, Stale
from app.core.i18n import N_
from app.models.base import Base, Record
from app.models.declaration import Register
from app.models.registry import Registry, table_of
from app.store import search
from app.store.audit import Actor, Chain, Entry
from app.store.extras import Extras
from app.store.numbering import next_numbers
from app.store.query import in_chunks, title_of
from app.store.reader import Reader, lines_of
from app.store.rows import Values, canonical, shape, table_for

_OWN = frozenset({"id", "version", "created_at", "created_by", "updated_at", "voided_at", "void_reason"})


@dataclass(slots=True)
class NewRecord:
    """A record to be created with many others. Its id and its lines' ids are filled in when it is written."""

    values: Values
    lines: dict[str, list[Values]] = field(default_factory=dict)
    effects: Mapping[str, Any] | None = None


class UnitOfWork(Extras):
    """One transaction's worth of changes by one person. Made by `Shop.change`; committed or rolled back there."""

    def __init__(self, connection: Connection, reader: Reader, chain: Chain, now: datetime) -> None:
        super().__init__(connection, reader, now)
        self._chain = chain
        self._entries: list[Entry] = []
        self._next_ids: dict[str, int] = {}
        self._action = "update"

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._chain.actor

    @property
    def registry(self) -> Registry:
        """The registers of the program."""
        return self.reader.registry

    @property
    def today(self) -> date:
        """The business date of this change."""
        return self.reader.locale.today

    @property
    def tz(self) -> tzinfo:
        """The shop's time zone."""
        return self.reader.locale.tz

    @property
    def currency(self) -> str:
        """The shop's currency."""
        return self.reader.locale.currency

    @contextmanager
    def acting(self, action: str) -> Iterator[None]:
        """Within it, changes that name no action of their own are logged as this one."""
        before, self._action = self._action, action
        try:
            yield
        finally:
            self._action = before

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the work that may fail alone: when it raises, what it wrote is undone and the rest stays."""
        waiting = list(self._entries)
        with self.connection.begin_nested():
            try:
                yield
            except BaseException:
                self._entries[:] = waiting
                self._next_ids.clear()
                raise

    # records

    def create(
        self,
        register_name: str,
        values: Values,
        lines: dict[str, list[Values]] | None = None,
        *,
        action: str = "create",
        reason: str = "",
        effects: Mapping[str, Any] | None = None,
    ) -> int:
        """Write a new record with its lines; returns its id. The number is given here, where there is one."""
        record = NewRecord(dict(values), lines or {}, effects)
        return self.create_many(register_name, [record], action=action, reason=reason)[0]

    def create_many(
        self, register_name: str, records: Sequence[NewRecord], *, action: str = "import", reason: str = ""
    ) -> list[int]:
        """Write new records in bulk, one audit row each; returns their ids and fills them into `records`."""
        if not records:
            return []
        register = self.registry[register_name]
        table = table_of(register)
        self._complete(register, table, records)
        compiled = shape(table)
        raws = [compiled.raw(r.values) for r in records]
        self.connection.exec_driver_sql(compiled.insert, [compiled.tuple(raw) for raw in raws])
        lines = self._insert_lines(register, records)
        self._index(register, raws, fresh=True)
        number = register.numbering.field if register.numbering else ""
        for r, raw in zip(records, raws, strict=True):
            after: dict[str, Any] = {"fields": _kept(raw)}
            if r.lines:
                after["lines"] = {n: [_kept(lines[n][x["id"]]) for x in rows] for n, rows in r.lines.items()}
            if r.effects:
                after["effects"] = r.effects
            title = str(raw.get(number) or "") if number else title_of(register, raw)
            self._entries.append(Entry(action, register.name, raw["id"], title, reason, "", canonical(after)))
        self._flush_entries(2000)
        self.touched.add(register.name)
        return [int(raw["id"]) for raw in raws]

    def _complete(self, register: Register, table: Table, records: Sequence[NewRecord]) -> None:
        """Fill in what each record gets from here: id, number, author and times."""
        first = self.take_ids(register.model, len(records))
        series = register.numbering
        numbers: Iterable[str] = ()
        if series is not None:
            wanting = sum(not r.values.get(series.field) for r in records)
            numbers = next_numbers(self.connection, register.name, series, self.today.year, wanting)
        numbered = iter(numbers)
        compiled = shape(table)
        compiled.check(r.values for r in records)
        name = self.actor.name
        for i, r in enumerate(records):
            values = r.values
            values["id"] = first + i
            values["version"] = 1
            values["created_at"] = values["updated_at"] = self.now
            values["created_by"] = name
            if series is not None and not values.get(series.field):
                values[series.field] = next(numbered)

    def _insert_lines(self, register: Register, records: Sequence[NewRecord]) -> dict[str, dict[int, Values]]:
        """Write the lines of new records; returns them as stored, by the lines' name and the line's id."""
        stored: dict[str, dict[int, Values]] = {}
        for name in dict.fromkeys(n for r in records for n in r.lines):
            declared = lines_of(register, name)
            rows: list[Values] = []
            for r in records:
                for position, line in enumerate(r.lines.get(name, ()), 1):
                    line[declared.parent] = r.values["id"]
                    line.setdefault("position", position)
                    rows.append(line)
            stored[name] = {raw["id"]: raw for raw in self._insert(declared.model, rows)}
        return stored

    def update(
        self,
        register_name: str,
        record_id: int,
        changes: Values,
        *,
        lines: dict[str, list[Values]] | None = None,
        version: int | None = None,
        action: str | None = None,
        reason: str = "",
        effects: Mapping[str, Any] | None = None,
    ) -> bool:
        """Change a record, and whole lists of its lines where given; returns whether anything changed.

        Raises `Stale` when `version` is given and the record was changed since, `NotFound` when it is gone.
        """
        old = self.reader.record(register_name, record_id)
        if version is not None and old["version"] != version:
            raise Stale
        register = self.registry[register_name]
        before_lines, after_lines = self._change_lines(register, record_id, lines or {})
        changed = {n: v for n, v in changes.items() if old.get(n) != v}
        shape(table_of(register)).check([changes])
        if not changed and before_lines == after_lines and not effects:
            return False
        self._write_changes(register, [(old, changed)])
        lines_said = (before_lines, after_lines)
        self._log_change(register, old, changed, lines_said, action or self._action, reason, effects)
        return True

    def update_many(
        self,
        register_name: str,
        changes: Mapping[int, Values],
        *,
        action: str,
        reason: str = "",
        reasons: Mapping[int, str] | None = None,
    ) -> int:
        """Change many records, one audit row each; returns how many really changed. `reasons` by id, if they differ."""
        register = self.registry[register_name]
        done = 0
        for chunk in in_chunks(list(changes), 1000):
            shape(table_of(register)).check(changes[i] for i in chunk)
            real: list[tuple[Values, Values]] = []
            for record_id, old in self.reader.records(register_name, chunk).items():
                changed = {n: v for n, v in changes[record_id].items() if old.get(n) != v}
                if changed:
                    real.append((old, changed))
                    why = reasons.get(record_id, reason) if reasons is not None else reason
                    self._log_change(register, old, changed, ({}, {}), action, why, None)
            self._write_changes(register, real)
            done += len(real)
        return done

    def _write_changes(self, register: Register, real: Sequence[tuple[Values, Values]]) -> None:
        """Write the changed columns of (old record, changes), those that change the same columns together."""
        if not real:
            return
        compiled = shape(table_of(register))
        alike: dict[tuple[str, ...], list[Values]] = {}
        for old, changed in real:
            new = {**changed, "version": old["version"] + 1, "updated_at": self.now}
            alike.setdefault(tuple(new), []).append(compiled.raw({**new, "id": old["id"]}))
        for names, rows in alike.items():
            sets = ", ".join(f"{n} = ?" for n in names)
            statement = f"UPDATE {compiled.name} SET {sets} WHERE id = ?"
            self.connection.exec_driver_sql(statement, [(*(r[n] for n in names), r["id"]) for r in rows])
        named = set(register.search)
        self._index(register, [{**old, **changed} for old, changed in real if not named.isdisjoint(changed)])
        self.touched.add(register.name)

    def _log_change(
        self,
        register: Register,
        old: Values,
        changed: Values,
        lines: tuple[dict[str, Any], dict[str, Any]],
        action: str,
        reason: str,
        effects: Mapping[str, Any] | None,
    ) -> None:
        compiled = shape(table_of(register))
        before: dict[str, Any] = {"fields": compiled.raw({n: old.get(n) for n in changed})}
        after: dict[str, Any] = {"fields": compiled.raw(changed)}
        if lines[0] != lines[1]:
            before["lines"], after["lines"] = lines
        if effects:
            after["effects"] = effects
        number = register.numbering.field if register.numbering else ""
        title = str(old.get(number) or "") if number else title_of(register, {**old, **changed})
        self._entries.append(
            Entry(action, register.name, old["id"], title, reason, canonical(before), canonical(after))
        )
        self._flush_entries(2000)

    def _change_lines(
        self, register: Register, record_id: int, lines: dict[str, list[Values]]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Make the stored lines the given ones; returns both as the log keeps them."""
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for name, rows in lines.items():
            declared = lines_of(register, name)
            table = table_for(declared.model)
            compiled = shape(table)
            stored = {r["id"]: r for r in self.reader.lines(register.name, record_id, name)}
            kept = {r["id"] for r in rows if r.get("id") is not None}
            gone = [i for i in stored if i not in kept]
            if gone:
                self.connection.execute(delete(table).where(table.c.id.in_(gone)))
            fresh: list[Values] = []
            for position, row in enumerate(rows, 1):
                row["position"] = position
                row[declared.parent] = record_id
                if row.get("id") is None:
                    fresh.append(row)
                elif (old := stored.get(row["id"])) is None:
                    raise NotFound(N_("A line of this record is not there any more."))
                elif changed := {n: v for n, v in row.items() if old.get(n) != v}:
                    compiled.check([changed])
                    self.connection.execute(update(table).where(table.c.id == row["id"]).values(**changed))
            if fresh:
                self._insert(declared.model, fresh)
            before[name] = [_kept(compiled.raw(r)) for r in stored.values()]
            after[name] = [_kept(compiled.raw({**stored.get(r["id"], {}), **r})) for r in rows]
        return before, after

    def void(self, register_name: str, record_id: int, reason: str) -> None:
        """Take a record out of the lists, with a reason. Its number stays used and the record stays readable."""
        self.update(
            register_name, record_id, {"voided_at": self.now, "void_reason": reason}, action="void", reason=reason
        )

    # ledgers and the log

    def append(self, model: type[Base], rows: Sequence[Values]) -> list[int]:
        """Add rows to a ledger or helper table. They have no audit row of their own: name them in `effects`."""
        if not rows:
            return []
        if issubclass(model, Record):
            own = {"version": 1, "created_at": self.now, "created_by": self.actor.name, "updated_at": self.now}
            for row in rows:
                row |= {**own, **row}
        written = self._insert(model, rows)
        self.touched.update(r.name for r in self.registry if r.model is model)
        return [int(raw["id"]) for raw in written]

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
        """An audit row of its own, for what changes no record: a reveal, an export, a print, a sign-in."""
        old, new = (canonical(dict(said)) if said else "" for said in (before, after))
        self._entries.append(Entry(action, register_name, record_id, number, reason, old, new))

    def flush(self) -> None:
        """Write the audit rows that are waiting. `Shop.change` calls it before the commit."""
        self._flush_entries(0)

    def _flush_entries(self, over: int) -> None:
        if len(self._entries) > over:
            self._chain.append(self.connection, self._entries, self.now)
            self._entries.clear()

    def take_ids(self, model: type[Base], count: int) -> int:
        """The first of `count` fresh ids of a table. Safe, since there is one writer at a time."""
        table = table_for(model)
        if table.name not in self._next_ids:
            last = self.connection.execute(select(func.max(table.c.id))).scalar()
            self._next_ids[table.name] = int(last or 0) + 1
        first = self._next_ids[table.name]
        self._next_ids[table.name] = first + count
        return first

    def _insert(self, model: type[Base], rows: Sequence[Values]) -> list[Values]:
        """Give new rows their ids and write them; returns them as stored."""
        if not rows:
            return []
        compiled = shape(table_for(model))
        compiled.check(rows)
        for row_id, row in enumerate(rows, self.take_ids(model, len(rows))):
            row["id"] = row_id
        raws = [compiled.raw(row) for row in rows]
        self.connection.exec_driver_sql(compiled.insert, [compiled.tuple(raw) for raw in raws])
        return raws

    def _index(self, register: Register, rows: Sequence[Values], *, fresh: bool = False) -> None:
        """Write the words of records; `fresh`: they have none yet, so that none need be looked for and replaced."""
        if not register.search or not rows:
            return
        words, base = search.Words(register).of, search.row_id(register, 0)
        self.connection.exec_driver_sql(
            f"INSERT {'' if fresh else 'OR REPLACE '}INTO search (rowid, words) VALUES (?, ?)",
            [(base | row["id"], words(row)) for row in rows],
        )


def _kept(raw: Values) -> Values:
    """What the log keeps of a new row: what says something."""
    kept = {n: v for n, v in raw.items() if v is not None and v != ""}
    for name in _OWN:
        kept.pop(name, None)
    return kept

"""Records of any register that is declared importable: read by kinds, found by key, saved as if typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.imports.cells import CellError
from app.imports.grid import Grid
from app.imports.job import Matched
from app.imports.kind_cells import KindReader
from app.imports.report import Reject
from app.models.declaration import Register
from app.models.registry import table_of
from app.services import records, validate
from app.services.tables import Values
from app.store.query import in_chunks, title_of
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(slots=True)
class _One:
    index: int
    values: Values
    old: Values | None = None


@dataclass(slots=True)
class _Payload:
    fresh: list[_One] = field(default_factory=list)
    changed: list[tuple[_One, Values]] = field(default_factory=list)


class RegisterJob:
    """The rows of one table as records of one register."""

    def __init__(
        self, grid: Grid, register: Register, columns: Mapping[str, int], day_orders: Mapping[str, str]
    ) -> None:
        """`columns` are column indexes by field; `day_orders` say by field how its dates are written."""
        self.register = register.name
        self._grid = grid
        self._declared = register
        self._columns = columns
        self._day_orders = day_orders

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Which rows are new records, which change one, and which cannot come in."""
        found = Matched(payload=_Payload(), rejects=list(self._grid.rejects))
        ones = self._read(reader, found, progress)
        _find(reader, self._declared, ones)
        payload: _Payload = found.payload
        seen: dict[tuple[Any, ...], int] = {}
        for one in ones:
            key = _key(self._declared, one.values, one.old)
            if key is not None and key in seen:
                row = self._grid.numbers[seen[key]]
                self._refuse(found, one, self._declared.key[-1], N_("Row {row} names the same record.", row=row))
                continue
            if self._refused(reader, found, one):
                continue
            if key is not None:
                seen[key] = one.index
            if one.old is None:
                payload.fresh.append(one)
                found.effects[one.index] = "new"
                continue
            changes = {n: v for n, v in one.values.items() if one.old[n] != v}
            if changes:
                payload.changed.append((one, changes))
                found.effects[one.index] = "updated"
            else:
                found.unchanged += 1
        found.new, found.updated = len(payload.fresh), len(payload.changed)
        return found

    def _read(self, reader: Reader, found: Matched, progress: Progress) -> list[_One]:
        kinds = KindReader(reader.locale, _finder(reader))
        fields = [(self._declared.field(n), at) for n, at in self._columns.items()]
        ones: list[_One] = []
        for i, row in enumerate(self._grid.rows):
            values: Values = {}
            bad: list[Reject] = []
            for f, at in fields:
                try:
                    value = kinds.read(f.kind, row[at], self._day_orders.get(f.name, "YMD"))
                except CellError as problem:
                    bad.append(self._grid.reject(i, at, problem.reason))
                else:
                    if value is not None:
                        values[f.name] = value
            if bad:
                found.rejects += bad
                found.rejected.add(i)
            elif values:
                ones.append(_One(i, values))
            if i % 500 == 0:
                progress.step(i, len(self._grid.rows))
        return ones

    def _refused(self, reader: Reader, found: Matched, one: _One) -> bool:
        """Whether the row cannot come in; says why at the column that is wrong."""
        if one.old is not None and one.old["voided_at"] is not None:
            title = title_of(self._declared, one.old)
            self._refuse(found, one, next(iter(self._columns)), N_("{title} was voided.", title=title))
            return True
        start = {} if one.old is not None else records.defaults(reader, self._declared)
        said = {n: v for n, v in start.items() if not self._declared.field(n).readonly} | one.values
        problems = validate.field_problems(self._declared.fields, said, whole=one.old is None)
        for problem in problems[:1]:
            self._refuse(found, one, problem.field, problem.what)
        return bool(problems)

    def _refuse(self, found: Matched, one: _One, name: str, why: Text) -> None:
        found.rejected.add(one.index)
        at = self._columns.get(name)
        if at is not None:
            found.rejects.append(self._grid.reject(one.index, at, why))
        else:
            number = self._grid.numbers[one.index]
            found.rejects.append(Reject(number, "", "", why, self._grid.sheet, self._grid.source))

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Save each record through the same checks as a typed one.

        Raises `Invalid` when a record cannot be saved after all; then nothing of the file is kept.
        """
        payload: _Payload = matched.payload
        work: list[tuple[_One, Values]] = [(one, one.values) for one in payload.fresh] + payload.changed
        for done, (one, values) in enumerate(work):
            try:
                records.save(uow, self.register, one.old["id"] if one.old else None, values)
            except Invalid as bad:
                row = self._grid.numbers[one.index]
                raise Invalid(bad.problems) from ValueError(f"row {row}")
            if done % 50 == 0:
                progress.step(done, len(work))

    def preview(
        self, matched: Matched, limit: int
    ) -> tuple[tuple[str, ...], list[tuple[int, str, int, tuple[Any, ...]]]]:
        """The first records in the columns of the file."""
        payload: _Payload = matched.payload
        ones = sorted([*payload.fresh, *(one for one, _ in payload.changed)], key=lambda o: o.index)[:limit]
        names = tuple(self._columns)
        return names, [
            (o.index, self._grid.source, self._grid.numbers[o.index], tuple(o.values.get(n) for n in names))
            for o in ones
        ]


def _finder(reader: Reader) -> Any:
    """Finds a record by its number, key or title, each different text once."""
    known: dict[tuple[str, str], int | None] = {}

    def find(register: str, text: str) -> int | None:
        if (register, text) not in known:
            try:
                known[register, text] = reader.by_number(register, text)
            except NotFound:
                known[register, text] = None
        return known[register, text]

    return find


def _key(register: Register, values: Values, old: Values | None) -> tuple[Any, ...] | None:
    if old is not None:
        return ("id", old["id"])
    if not register.key:
        return None
    key = tuple(values.get(n, register.field(n).default) for n in register.key)
    return key if all(v not in (None, "") for v in key) else None


def _find(reader: Reader, register: Register, ones: Sequence[_One]) -> None:
    """Set `old` of the rows whose key a record of the shop has."""
    keyed = {_key(register, one.values, None): one for one in ones}
    keyed.pop(None, None)
    if not keyed:
        return
    t = table_of(register)
    last = register.key[-1]
    wanted = sorted({key[-1] for key in keyed if key is not None}, key=str)
    stored: dict[tuple[Any, ...], Values] = {}
    for chunk in in_chunks(wanted):
        for row in reader.rows(select(t).where(t.c[last].in_(chunk)).order_by(t.c.id.desc())):
            stored[tuple(row[n] for n in register.key)] = row
    for one in ones:
        key = _key(register, one.values, None)
        if key is not None:
            one.old = stored.get(key)

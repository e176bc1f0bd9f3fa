"""Records of any register that is declared importable: read by kinds, found by key, saved as if typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from app.core.errors import Invalid, NotFound, UserError
from app.core.i18n import N_, Nn_, Text, listed
from app.core.progress import Progress
from app.imports import hidden, people
from app.imports.brought import STILL_TO_ENTER
from app.imports.cells import CellError, as_text
from app.imports.grid import Grid
from app.imports.job import Matched, Preview
from app.imports.kind_cells import KindReader
from app.imports.numbered import numbers, records_of
from app.imports.register_rest import rest
from app.imports.report import Reject
from app.imports.spoken_days import spoken_day
from app.models.declaration import Field, Register
from app.models.kinds import Day
from app.models.registry import table_of
from app.services import fixed, records, validate
from app.services.tables import Values
from app.store.query import in_chunks, title_of
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the records: its rows, column indexes by field, and how the dates of each are written."""

    grid: Grid
    columns: Mapping[str, int]
    day_orders: Mapping[str, str]


@dataclass(slots=True)
class _One:
    index: int
    values: Values
    part: Part
    row: int
    old: Values | None = None

    @property
    def number(self) -> int:
        """The row's number in its file."""
        return self.part.grid.numbers[self.row]


@dataclass(slots=True)
class _Payload:
    fresh: list[_One] = field(default_factory=list)
    changed: list[tuple[_One, Values]] = field(default_factory=list)


class RegisterJob:
    """The rows of one or several tables as records of one register."""

    def __init__(self, register: Register, parts: Sequence[Part], create_people: bool = True) -> None:
        """With `create_people`, a person whom the shop does not know becomes staff."""
        self.register = register.name
        self._declared = register
        self._parts = tuple(parts)
        self._create_people = create_people

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Which rows are new records, which change one, and which cannot come in."""
        found = Matched(payload=_Payload(), rejects=[r for part in self._parts for r in part.grid.rejects])
        ones = self._read(reader, found, progress)
        _find(reader, self._declared, ones)
        payload: _Payload = found.payload
        seen: dict[tuple[Any, ...], _One] = {}
        for one in ones:
            key = _key(self._declared, one.values, one.old)
            if key is not None and key in seen:
                row = seen[key].number
                self._refuse(
                    found,
                    one,
                    (*self._declared.same[:1], *self._declared.key)[-1],
                    N_("Row {row} names the same record.", row=row),
                )
                continue
            if self._refused(reader, found, one):
                continue
            if key is not None:
                seen[key] = one
            if one.old is None:
                payload.fresh.append(one)
                found.effects[one.index] = "new"
                continue
            changes = {n: v for n, v in one.values.items() if self._says_more(n, one.old[n], v)}
            closed = fixed.refusal(self._declared, one.old) if changes else None
            if closed is not None:
                self._refuse(found, one, next(iter(changes)), closed.what)
            elif changes:
                payload.changed.append((one, changes))
                found.effects[one.index] = "updated"
            else:
                found.unchanged += 1
        found.new, found.updated = len(payload.fresh), len(payload.changed)
        rows = {one.values.get("name") for one in payload.fresh} if self.register == people.REGISTER else set()
        named = people.new_in([one.values for one in payload.fresh] + [changes for _, changes in payload.changed])
        names = [name for name in named if name not in rows]
        if names:
            said = Nn_("{n} person whom the shop does not know becomes staff: {names}",
                       "{n} persons whom the shop does not know become staff: {names}", len(names),
                       names=listed(names[:8]))  # fmt: skip
            found.warnings.append(said)
        if self.register in STILL_TO_ENTER:
            found.warnings += STILL_TO_ENTER[self.register]([one.values for one in payload.fresh])
        return found

    def _says_more(self, name: str, old: Any, new: Any) -> bool:
        f = self._declared.field(name)
        return bool(old != new) and not f.readonly and not hidden.keeps(f, old, new)

    def _read(self, reader: Reader, found: Matched, progress: Progress) -> list[_One]:
        kinds = KindReader(reader.locale, finder(reader, self._create_people))
        ones: list[_One] = []
        before = 0
        total = sum(len(part.grid.rows) for part in self._parts)
        for part in self._parts:
            fields = [(self._declared.field(n), at) for n, at in part.columns.items()]
            for i, row in enumerate(part.grid.rows):
                values, bad = _values(self._declared, kinds, part, i, row, fields)
                if bad:
                    found.rejects += bad
                    found.rejected.add(before + i)
                elif values:
                    ones.append(_One(before + i, values, part, i))
                if i % 500 == 0:
                    progress.step(before + i, total)
            before += len(part.grid.rows)
        return ones

    def _refused(self, reader: Reader, found: Matched, one: _One) -> bool:
        """Whether the row cannot come in; says why at the column that is wrong."""
        if one.old is not None and one.old["voided_at"] is not None:
            title = title_of(self._declared, one.old)
            self._refuse(found, one, next(iter(one.part.columns)), N_("{title} was voided.", title=title))
            return True
        start = {} if one.old is not None else records.defaults(reader, self._declared)
        said = {n: v for n, v in start.items() if not self._declared.field(n).readonly} | one.values
        if one.old is not None:
            said = {n: v for n, v in said.items() if not self._declared.field(n).readonly}
        new = {n for n, v in said.items() if isinstance(v, people.NewPerson)}
        problems = validate.field_problems(self._declared.fields, said, whole=one.old is None, brought=True)
        problems = [problem for problem in problems if problem.field not in new]
        for problem in problems[:1]:
            self._refuse(found, one, problem.field, problem.what)
        return bool(problems)

    def _refuse(self, found: Matched, one: _One, name: str, why: Text) -> None:
        found.rejected.add(one.index)
        grid, at = one.part.grid, one.part.columns.get(name)
        if at is not None:
            found.rejects.append(grid.reject(one.row, at, why))
        else:
            found.rejects.append(Reject(one.number, "", "", why, grid.sheet, grid.source))

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Save each record through the same checks as a typed one; one that they refuse becomes its row's reject."""
        payload: _Payload = matched.payload
        work: list[tuple[_One, Values]] = [(one, one.values) for one in payload.fresh] + payload.changed
        ids = people.hire(uow, people.new_in(values for _, values in work))
        for done, (one, values) in enumerate(work):
            record_id = one.old["id"] if one.old else None
            if self.register == people.REGISTER and record_id is None:
                record_id = ids.get(str(values.get("name")))  # a row further up named this person already
            try:
                with uow.attempt():
                    placed = people.placed(values, ids)
                    saved = records.save(uow, self.register, record_id, placed, brought=record_id is None)
                    said = rest(one.part.grid, one.part.columns, one.row, uow.reader.locale.tr)
                    if one.old is None and said and not values.get("confidential"):
                        uow.add_note(self.register, saved, said)
            except UserError as bad:
                self._refuse_late(matched, one, bad)
            if done % 50 == 0:
                progress.step(done, len(work))

    def _refuse_late(self, matched: Matched, one: _One, bad: UserError) -> None:
        """Take a row back out of what was planned, with the reason that its register gave."""
        matched.new, matched.updated = matched.new - (one.old is None), matched.updated - (one.old is not None)
        matched.effects.pop(one.index, None)
        problem = bad.problems[0] if isinstance(bad, Invalid) and bad.problems else None
        name = problem.field if problem is not None else next(iter(one.part.columns))
        self._refuse(matched, one, name, problem.what if problem is not None else bad.what)

    def preview(self, matched: Matched, limit: int) -> Preview:
        """The first records in the columns of the file."""
        payload: _Payload = matched.payload
        ones = sorted([*payload.fresh, *(one for one, _ in payload.changed)], key=lambda o: o.index)[:limit]
        names = tuple(dict.fromkeys(n for part in self._parts for n in part.columns))
        return names, [(o.index, o.part.grid.source, o.number, tuple(o.values.get(n) for n in names)) for o in ones]


def _values(
    register: Register, kinds: KindReader, part: Part, i: int, row: Sequence[Any], fields: Sequence[tuple[Field, int]]
) -> tuple[Values, list[Reject]]:
    """A row's values by field, or what is wrong with them."""
    values: Values = {}
    wrong: list[tuple[Field, int, CellError]] = []
    for f, at in fields:
        try:
            value = kinds.read(f.kind, row[at], part.day_orders.get(f.name, "YMD"))
        except CellError as problem:
            wrong.append((f, at, problem))
        else:
            if value is not None:
                values[f.name] = value
    bad: list[Reject] = []
    for f, at, refused in wrong:  # the day that “within three days” counts from may stand in any column
        day = _counted(register, f, row[at], values)
        if day is None:
            bad.append(part.grid.reject(i, at, refused.reason))
        else:
            values[f.name] = day
    return values, bad


def _counted(register: Register, f: Field, cell: Any, values: Values) -> date | None:
    """A day in words such as `立即` or `3天内`, counted from the day that the row's record is of."""
    base = values.get(register.business_date or "")
    return spoken_day(as_text(cell), base) if isinstance(f.kind, Day) and isinstance(base, date) else None


def finder(reader: Reader, create_people: bool) -> Any:
    """Finds a record by its number, key or title, each different text once.

    Of several persons in one cell the first answers; one whom nobody knows is returned by name, to become staff.
    """
    known: dict[tuple[str, str], Any] = {}

    def find(register: str, text: str) -> Any:
        if (register, text) not in known:
            known[register, text] = _found(reader, register, text, create_people)
        return known[register, text]

    return find


def _found(reader: Reader, register: str, text: str, create_people: bool) -> Any:
    tried = [text]
    if register == people.REGISTER:
        tried = list(dict.fromkeys([text, *people.names_in(text)[:1]]))
    for said in tried:
        try:
            return reader.by_number(register, said)
        except NotFound:
            continue
    if register == people.REGISTER and create_people and tried[-1] and len(tried[-1]) <= people.LONGEST_NAME:
        return people.NewPerson(tried[-1])
    return None


def _key(register: Register, values: Values, old: Values | None) -> tuple[Any, ...] | None:
    """What names the record of a row: the shop's own id, its key, or all that makes two records the same."""
    if old is not None:
        return ("id", old["id"])
    key = tuple(values.get(n, register.field(n).default) for n in register.key)
    if key and all(v not in (None, "") for v in key):
        return ("key", *key)
    same = tuple(values.get(n) for n in register.same)
    return ("same", *same) if same and same[0] not in (None, "") else None


def _find(reader: Reader, register: Register, ones: Sequence[_One]) -> None:
    """Set `old` of the rows whose key a record of the shop has."""
    for kind, names, by in (("key", register.key, register.key[-1:]), ("same", register.same, register.same[:1])):
        keyed = {key for one in ones if (key := _key(register, one.values, None)) is not None and key[0] == kind}
        if keyed:
            stored = _stored(reader, register, kind, names, by[0], keyed)
            for one in ones:
                key = _key(register, one.values, None)
                if key in stored:
                    one.old = stored[key]
    _find_numbered(reader, register, ones)
    left = [one for one in ones if one.old is None]
    for at, record in hidden.records_behind(reader, register, [one.values for one in left]).items():
        left[at].old = record


def _find_numbered(reader: Reader, register: Register, ones: Sequence[_One]) -> None:
    """Set `old` of the rows that bear a number of the shop's own; that column tells nothing else then."""
    parts = {id(one.part): one.part for one in ones}
    told = {key: numbers(register, part.grid) for key, part in parts.items()}
    wanted = [(one, *told[id(one.part)]) for one in ones if one.old is None and told[id(one.part)][1]]
    own = records_of(reader, register, {held[one.row] for one, _, held in wanted} - {""})
    for one, at, held in wanted:
        one.old = own.get(held[one.row])
        if one.old is not None:
            one.values = {n: v for n, v in one.values.items() if one.part.columns.get(n) != at}


def _stored(
    reader: Reader, register: Register, kind: str, names: Sequence[str], by: str, keyed: set[tuple[Any, ...]]
) -> dict[tuple[Any, ...] | None, Values]:
    """The records of these keys, found by the one field that an index has."""
    t = table_of(register)
    at = 1 + list(names).index(by)
    wanted = sorted({key[at] for key in keyed}, key=str)
    stored: dict[tuple[Any, ...] | None, Values] = {}
    for chunk in in_chunks(wanted):
        for row in reader.rows(select(t).where(t.c[by].in_(chunk)).order_by(t.c.id.desc())):
            stored[(kind, *(row[n] for n in names))] = row
    return stored

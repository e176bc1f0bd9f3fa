"""Checks of declarations: every name that a declaration uses must exist, and no two registers may clash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import TypeVar

from app.models.base import Line, Record
from app.models.declaration import Field, Register, Where
from app.models.kinds import Choice, Day, Integer, Money, Ref
from app.models.sections import FAMILIES, SECTIONS

T = TypeVar("T", str, int)
PLAIN_OPS = frozenset({"eq", "ne", "in", "not_in", "empty", "filled"})
"""Conditions that hold or not whatever day it is and however texts are compared."""


def problems(registers: tuple[Register, ...]) -> list[str]:
    """Every contradiction found, one sentence each; an empty list means that all is well."""
    found = [f"{n}: two registers of that name" for n in _twice(r.name for r in registers)]
    found += [f"code {c} is used twice" for c in _twice(r.code for r in registers)]
    columns = {r.name: set(r.model.__table__.columns.keys()) for r in registers}
    fields = {r.name: {f.name for f in r.fields} for r in registers}
    for register in registers:
        found += [f"{register.name}: {p}" for p in _one(register, columns)]
        found += [f"{register.name}: {p}" for p in _opens(register, fields)]
    return found


def _twice(things: Iterable[T]) -> list[T]:
    """What is there more than once, each once, in order."""
    return sorted(thing for thing, n in Counter(things).items() if n > 1)


def _one(r: Register, registers: Mapping[str, set[str]]) -> Iterator[str]:
    columns = registers[r.name]
    if not issubclass(r.model, Record):
        yield "its model is no Record"
    if r.section not in {s.key for s in SECTIONS}:
        yield f"unknown section {r.section}"
    if r.family and r.family not in {f.key for f in FAMILIES}:
        yield f"unknown family {r.family}"
    if not 0 < r.code < 1000:
        yield f"code {r.code} is not between 1 and 999"
    yield from _fields(r.fields, columns, registers, "field")
    yield from _currencies((*r.fields, *(f for t in r.transitions for f in t.asks)), columns, "field")
    known = {f.name for f in r.fields}
    yield from _names(r, known)
    yield from _conditions(r, columns)
    yield from _quick(r)
    yield from _transitions(r, known)
    yield from _lines(r, registers)
    for related in r.related:
        if related.register not in registers:
            yield f"related register {related.register} does not exist"
        elif related.by not in registers[related.register]:
            yield f"related register {related.register} has no column {related.by}"


def _opens(r: Register, fields: Mapping[str, set[str]]) -> Iterator[str]:
    """What one step opens from a record of this register."""
    yield from (f"opens {n} twice" for n in _twice(o.name for o in r.opens))
    for opens in r.opens:
        if opens.register not in fields:
            yield f"opens {opens.name}: register {opens.register} does not exist"
            continue
        for name in (*opens.fills, *opens.asks):
            if name not in fields[opens.register]:
                yield f"opens {opens.name}: {opens.register} has no field {name}"
        for words in opens.fills.values():
            named = [words[1:]] if words.startswith("=") else [n for _, n, _, _ in Formatter().parse(words) if n]
            for name in named:
                if name not in fields[r.name] | {"title", "id"}:
                    yield f"opens {opens.name}: no field {name}"


def _lines(r: Register, registers: Mapping[str, set[str]]) -> Iterator[str]:
    yield from (f"lines {n} is declared twice" for n in _twice(x.name for x in r.lines))
    for lines in r.lines:
        line_columns = set(lines.model.__table__.columns.keys())
        if not issubclass(lines.model, Line):
            yield f"lines {lines.name}: the model is no Line"
        if lines.parent not in line_columns:
            yield f"lines {lines.name}: no column {lines.parent}"
        yield from _fields(lines.fields, line_columns, registers, f"lines {lines.name} field")
        # Of lines, the currency is that of the record they belong to.
        yield from _currencies(lines.fields, registers[r.name], f"lines {lines.name} field")


def _fields(
    fields: tuple[Field, ...], columns: set[str], registers: Mapping[str, set[str]], what: str
) -> Iterator[str]:
    yield from (f"{what} {name} is declared twice" for name in _twice(f.name for f in fields))
    for f in fields:
        if f.summed and not isinstance(f.kind, Integer):
            yield f"{what} {f.name} is summed, but is no number"
        if f.brought and not f.readonly:
            yield f"{what} {f.name} is typed anyway, so that it need not be declared as brought"
        if f.name not in columns:
            yield f"{what} {f.name} has no column"
        if isinstance(f.kind, Ref) and f.kind.register not in registers:
            yield f"{what} {f.name} refers to {f.kind.register}, which does not exist"
        if isinstance(f.kind, Choice):
            keys = [o.key for o in f.kind.options]
            if not keys or len(keys) != len(set(keys)):
                yield f"{what} {f.name} has no options, or one twice"
            if isinstance(f.default, str) and f.default not in keys:
                yield f"{what} {f.name} defaults to {f.default}, which is no option"


def _currencies(fields: Iterable[Field], columns: set[str], what: str) -> Iterator[str]:
    """Amounts of one record are all in one currency, which a column of the record names."""
    named = {f.kind.currency: f.name for f in fields if isinstance(f.kind, Money) and f.kind.currency}
    for column, name in named.items():
        if column not in columns:
            yield f"{what} {name} is in the currency of {column}, which is no column"
    if len(named) > 1:
        yield f"{what}s {' and '.join(named.values())} name two currencies"


def _names(r: Register, known: set[str]) -> Iterator[str]:
    used = {
        "title": r.title,
        "columns": r.columns,
        "search": r.search,
        "key": r.key,
        "same": r.same,
        "sort": (r.sort.lstrip("-"),),
        "groups": tuple(n for g in r.groups for n in g.fields),
        "numbering": tuple(n for n in (r.numbering.field, r.numbering.family) if n) if r.numbering else (),
        "business date": (r.business_date,) if r.business_date else (),
        "retention": r.retention.fields if r.retention else (),
    }
    for what, names in used.items():
        for name in names:
            if name not in known:
                yield f"{what} names {name}, which is no field"
    yield from (f"field {name} stands in two groups" for name in _twice(used["groups"]))
    day = r.business_date
    if day is not None and day in known and not isinstance(r.field(day).kind, Day):
        yield f"business date names {day}, which is no date"


def _quick(r: Register) -> Iterator[str]:
    """What is asked where a record is made on the way is enough to make it."""
    typed = {f.name for f in r.fields if not f.readonly}
    yield from (f"made on the way with {n}, which nobody types" for n in r.quick if n not in typed)
    needed = [f.name for f in r.fields if f.required and f.default is None and not f.readonly]
    if r.quick:
        yield from (f"made on the way without {n}, which it needs" for n in needed if n not in r.quick)


def _conditions(r: Register, columns: set[str]) -> Iterator[str]:
    """The conditions of filters and of what is due."""
    once = r.retention.once if r.retention else None
    if once is not None:
        yield from _where(r, once, columns, "retention")
        if once.op not in PLAIN_OPS:
            yield f"retention waits for {once.op}, which a record alone cannot answer"
    yield from (f"chip {n} is declared twice" for n in _twice(c.name for c in r.chips))
    yield from (f"due {n} is declared twice" for n in _twice(d.name for d in r.due))
    if r.first_chip and r.first_chip not in {c.name for c in r.chips}:
        yield f"opens with chip {r.first_chip}, which is none"
    for chip in r.chips:
        for where in chip.where:
            yield from _where(r, where, columns, "chip")
    for due in r.due:
        for where in due.where:
            yield from _where(r, where, columns, f"due {due.name}")
        if due.who and due.who not in {f.name for f in r.fields}:
            yield f"due {due.name} falls to {due.who}, which is no field"
        for name in set(due.leads or ()) - columns:
            yield f"due {due.name} leads by {name}, which is no column"
        for move in set(due.does.split()) - {t.name for t in r.transitions}:
            yield f"due {due.name} is settled by {move}, which is no move"
        if due.at is not None and due.at not in columns:
            yield f"due {due.name} names {due.at}, which is no column"


def _where(r: Register, where: Where, columns: set[str], what: str) -> Iterator[str]:
    if where.field not in columns:
        yield f"{what} names {where.field}, which is no column"
    if where.op.endswith("_field") and where.value not in columns:
        yield f"{what} compares with {where.value}, which is no column"
    values = where.value if isinstance(where.value, tuple) else (where.value,)
    if where.op in ("eq", "ne", "in", "not_in") and r.has_field(where.field) and r.states(where.field):
        for value in values:
            if value is not None and value not in r.states(where.field):
                yield f"{what} compares {where.field} with {value}, which is none of its options"


def _transitions(r: Register, known: set[str]) -> Iterator[str]:
    yield from (f"transition {name} is declared twice" for name in _twice(t.name for t in r.transitions))
    for t in r.transitions:
        if t.field not in known:
            yield f"transition {t.name} moves {t.field}, which is no field"
            continue
        if not r.field(t.field).readonly:
            yield f"transition {t.name} moves {t.field}, which is not read-only"
        for state in (*t.sources, t.target):
            if state not in r.states(t.field):
                yield f"transition {t.name} names {state}, which is no state of {t.field}"
        for where in t.only:
            yield from _where(r, where, set(r.model.__table__.columns.keys()), f"transition {t.name}")
            if where.op not in PLAIN_OPS:
                yield f"transition {t.name} is limited by {where.op}, which a record alone cannot answer"
        for name in (*t.requires, *((t.stamps,) if t.stamps else ())):
            if name not in known:
                yield f"transition {t.name} names {name}, which is no field"

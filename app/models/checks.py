"""Checks of declarations: every name that a declaration uses must exist, and no two registers may clash."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.base import Line, Record
from app.models.declaration import Field, Register, Where
from app.models.kinds import Choice, Ref
from app.models.sections import SECTIONS


def problems(registers: tuple[Register, ...]) -> list[str]:
    """Every contradiction found, one sentence each; an empty list means that all is well."""
    found: list[str] = []
    names = [r.name for r in registers]
    codes = [r.code for r in registers]
    found += [f"{n}: two registers of that name" for n in sorted({n for n in names if names.count(n) > 1})]
    found += [f"code {c} is used twice" for c in sorted({c for c in codes if codes.count(c) > 1})]
    for register in registers:
        found += [f"{register.name}: {p}" for p in _one(register, set(names))]
    return found


def _one(r: Register, registers: set[str]) -> Iterator[str]:
    columns = set(r.model.__table__.columns.keys())
    if not issubclass(r.model, Record):
        yield "its model is no Record"
    if r.section not in {s.key for s in SECTIONS}:
        yield f"unknown section {r.section}"
    if not 0 < r.code < 1000:
        yield f"code {r.code} is not between 1 and 999"
    yield from _fields(r.fields, columns, registers, "field")
    known = {f.name for f in r.fields}
    yield from _names(r, known)
    for where in (w for c in r.chips for w in c.where):
        yield from _where(where, columns, "chip")
    for due in r.due:
        for where in due.where:
            yield from _where(where, columns, f"due {due.name}")
        if due.at is not None and due.at not in columns:
            yield f"due {due.name} names {due.at}, which is no column"
    yield from _transitions(r, known)
    for lines in r.lines:
        line_columns = set(lines.model.__table__.columns.keys())
        if not issubclass(lines.model, Line):
            yield f"lines {lines.name}: the model is no Line"
        if lines.parent not in line_columns:
            yield f"lines {lines.name}: no column {lines.parent}"
        yield from _fields(lines.fields, line_columns, registers, f"lines {lines.name} field")
    for related in r.related:
        if related.register not in registers:
            yield f"related register {related.register} does not exist"


def _fields(fields: tuple[Field, ...], columns: set[str], registers: set[str], what: str) -> Iterator[str]:
    names = [f.name for f in fields]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"{what} {name} is declared twice"
    for f in fields:
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


def _names(r: Register, known: set[str]) -> Iterator[str]:
    used = {
        "title": r.title,
        "columns": r.columns,
        "search": r.search,
        "key": r.key,
        "sort": (r.sort.lstrip("-"),),
        "groups": tuple(n for g in r.groups for n in g.fields),
        "numbering": (r.numbering.field,) if r.numbering else (),
        "business date": (r.business_date,) if r.business_date else (),
        "retention": (r.retention.field,) if r.retention else (),
    }
    for what, names in used.items():
        for name in names:
            if name not in known:
                yield f"{what} names {name}, which is no field"
    grouped = used["groups"]
    for name in sorted({n for n in grouped if grouped.count(n) > 1}):
        yield f"field {name} stands in two groups"


def _where(where: Where, columns: set[str], what: str) -> Iterator[str]:
    if where.field not in columns:
        yield f"{what} names {where.field}, which is no column"
    if where.op.endswith("_field") and where.value not in columns:
        yield f"{what} compares with {where.value}, which is no column"


def _transitions(r: Register, known: set[str]) -> Iterator[str]:
    names = [t.name for t in r.transitions]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"transition {name} is declared twice"
    for t in r.transitions:
        if t.field not in known:
            yield f"transition {t.name} moves {t.field}, which is no field"
            continue
        if not r.field(t.field).readonly:
            yield f"transition {t.name} moves {t.field}, which is not read-only"
        for state in (*t.sources, t.target):
            if state not in r.states(t.field):
                yield f"transition {t.name} names {state}, which is no state of {t.field}"
        for name in (*t.requires, *((t.stamps,) if t.stamps else ())):
            if name not in known:
                yield f"transition {t.name} names {name}, which is no field"

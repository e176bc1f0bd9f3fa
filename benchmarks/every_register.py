"""A shop with as many invented records of every register as asked for, with their lines and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer

from app.models.base import Instant
from app.models.declaration import Field, Lines, Register
from app.models.kinds import Choice, Ref
from app.models.registry import Registry, table_of
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.rows import table_for
from app.store.shop import Shop
from app.store.uow import NewRecord

KEY = DataKey(b"k" * 32, b"s" * 16, 1)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
LINES = 2
_SLICE = 5_000
_WORDS = ("仓库消防", "客服回复", "食品批次", "快递延误", "价格标签", "用电安全")
_SYSTEM = {"id", "version", "created_at", "created_by", "updated_at", "voided_at", "void_reason", "number", "position"}


def fill(folder: Path, count: int) -> Shop:
    """A shop with `count` invented records in each register, without a thought of what they mean."""
    shop = Shop.create(folder / "shop.db", KEY, Actor("u1", "林晓", "owner"), Registry.load(), name="禾木小铺")
    waiting = list(shop.registry)
    done: set[str] = set()
    while waiting:
        register = _next(waiting, shop.registry, done)
        for start in range(0, count, _SLICE):
            some = [
                _record(register, n, count, shop.registry, done)
                for n in range(start + 1, min(start + _SLICE, count) + 1)
            ]
            shop.change(lambda uow, r=register.name, s=some: uow.create_many(r, s))  # type: ignore[misc]
        done.add(register.name)
        waiting.remove(register)
    return shop


def _next(waiting: list[Register], registry: Registry, done: set[str]) -> Register:
    """The first for which everything that it refers to is there; else everything that it cannot be without."""
    for only_needed in (False, True):
        for register in waiting:
            if _refers_to(register, registry, only_needed) <= done | {register.name}:
                return register
    raise AssertionError(f"these refer to one another: {[r.name for r in waiting]}")


def _refers_to(register: Register, registry: Registry, only_needed: bool) -> set[str]:
    found = set()
    for table in (table_of(register), *(table_for(x.model) for x in register.lines)):
        for column in table.columns:
            name = _target(column, registry)
            if name and not (only_needed and column.nullable):
                found.add(name)
    return found


def _target(column: Column[Any], registry: Registry) -> str:
    """The register that a column's key points into; empty for none."""
    tables = {table_of(r).name: r.name for r in registry}
    return next((tables[t] for k in column.foreign_keys if (t := k.target_fullname.partition(".")[0]) in tables), "")


def _record(register: Register, n: int, count: int, registry: Registry, done: set[str]) -> NewRecord:
    lines = {x.name: [_line(x, n * LINES + i, count, registry, done) for i in range(LINES)] for x in register.lines}
    return NewRecord(_values(table_of(register).columns, register.fields, n, count, registry, done), lines)


def _line(lines: Lines, n: int, count: int, registry: Registry, done: set[str]) -> dict[str, Any]:
    columns = [c for c in table_for(lines.model).columns if c.name != lines.parent]
    return _values(columns, lines.fields, n, count, registry, done)


def _values(
    columns: Any, fields: tuple[Field, ...], n: int, count: int, registry: Registry, done: set[str]
) -> dict[str, Any]:
    kinds: Mapping[str, Any] = {f.name: f.kind for f in fields}
    return {c.name: _value(c, kinds.get(c.name), n, count, registry, done) for c in columns if c.name not in _SYSTEM}


def _value(column: Column[Any], kind: object, n: int, count: int, registry: Registry, done: set[str]) -> Any:
    if column.foreign_keys or isinstance(kind, Ref):
        target = _target(column, registry) or (kind.register if isinstance(kind, Ref) else "")
        if target in done:
            return n * 37 % count + 1
        return None if column.nullable else n % 50 + 1
    if column.name == "currency":
        return "CNY"
    if isinstance(kind, Choice):
        return kind.options[n * 7 % len(kind.options)].key
    if isinstance(column.type, Instant):
        return NOW - timedelta(minutes=n * 13 % 600_000)
    if isinstance(column.type, Date):
        return (NOW - timedelta(days=n * 7 % 900 - 60)).date()
    if isinstance(column.type, Boolean):
        return bool(n % 2)
    if isinstance(column.type, Integer):
        return n * 31 % 9_973
    return f"{_WORDS[n % len(_WORDS)]}{n}"

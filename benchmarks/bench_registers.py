"""Every register with 50,000 records: pages of its list, the search box over all of them, and what Today finds.

Lists are compared with raw SQL that reads the same rows by the right index, as in `lists`; the search box with the
raw indexed query; Today with one raw count for each rule.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Boolean, Date, Integer, func, select

from app.models.base import Instant
from app.models.declaration import Register
from app.models.kinds import Choice, Ref
from app.models.registry import Registry, table_of
from app.services.today import due_items
from app.store.audit import Actor
from app.store.cipher import connect
from app.store.datakey import DataKey
from app.store.query import condition
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.uow import NewRecord
from app.store.view import View
from benchmarks.harness import Result, compare, ratio

COUNT = 50_000
ROWS = 100
LIMIT = 2.0
_KEY = DataKey(b"k" * 32, b"s" * 16, 1)
_NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
_SLICE = 5_000
_TURNS, _TIMES = 3, 3
_WORDS = ("仓库消防", "客服回复", "食品批次", "快递延误", "价格标签", "用电安全")


def fill(folder: Path, count: int) -> Shop:
    """A shop with `count` invented records in each register, without a thought of what they mean."""
    shop = Shop.create(folder / "shop.db", _KEY, Actor("u1", "林晓", "owner"), Registry.load(), name="禾木小铺")
    waiting = list(shop.registry)
    done: set[str] = set()
    while waiting:
        ready = [r for r in waiting if _needs(r, shop.registry) <= done | {r.name}]
        for register in ready:
            for start in range(0, count, _SLICE):
                some = [NewRecord(_values(register, n)) for n in range(start + 1, min(start + _SLICE, count) + 1)]
                shop.change(lambda uow, r=register.name, s=some: uow.create_many(r, s))  # type: ignore[misc]
            done.add(register.name)
        waiting = [r for r in waiting if r.name not in done]
        if not ready:
            raise AssertionError(f"these refer to one another: {[r.name for r in waiting]}")
    return shop


def _needs(register: Register, registry: Registry) -> set[str]:
    tables = {table_of(r).name: r.name for r in registry}
    keys = [k for c in table_of(register).columns if not c.nullable for k in c.foreign_keys]
    return {tables[k.target_fullname.partition(".")[0]] for k in keys if k.target_fullname.partition(".")[0] in tables}


def _values(register: Register, n: int) -> dict[str, Any]:
    kinds = {f.name: f.kind for f in register.fields}
    values: dict[str, Any] = {}
    for column in table_of(register).columns:
        name, kind = column.name, kinds.get(column.name)
        if name in ("id", "version", "created_at", "created_by", "updated_at", "voided_at", "void_reason", "number"):
            continue
        if column.foreign_keys or isinstance(kind, Ref):
            values[name] = n % 50 + 1 if not column.nullable else None
        elif isinstance(kind, Choice):
            values[name] = kind.options[n * 7 % len(kind.options)].key
        elif isinstance(column.type, Instant):
            values[name] = _NOW - timedelta(minutes=n * 13 % 600_000)
        elif isinstance(column.type, Date):
            values[name] = (_NOW - timedelta(days=n * 7 % 900 - 60)).date()
        elif isinstance(column.type, Boolean):
            values[name] = bool(n % 2)
        elif isinstance(column.type, Integer):
            values[name] = n * 31 % 9_973
        else:
            values[name] = f"{_WORDS[n % len(_WORDS)]}{n}"
    return values


def _pages(shop: Shop, raw: Any, register: Register, offset: int, total: int) -> float:
    """Ours against raw for one place in the list, over all listed columns together."""
    columns = ", ".join(f"t.{name}" for name in ("id", *register.columns))
    back = offset > total // 2
    order = "DESC" if back else "ASC"
    skip = max(total - offset - ROWS, 0) if back else offset

    def ours(sort: str) -> list[int]:
        with shop.read() as reader:
            return [r[0] for r in reader.page(View(register.name, sort=sort), offset, ROWS, total)]

    def bare(sort: str) -> list[int]:
        by, join = _order(shop.registry, register, sort)
        raw.execute("BEGIN")
        rows = raw.execute(
            f"SELECT {columns} FROM {table_of(register).name} t {join} "
            f"ORDER BY {by} {order}, t.id {order} LIMIT {ROWS} OFFSET {skip}"
        ).fetchall()
        raw.execute("COMMIT")
        return [r[0] for r in rows][:: -1 if back else 1]

    for sort in register.columns:
        if ours(sort) != bare(sort):
            raise AssertionError(f"not the same rows: {register.name} by {sort}")

    def all_columns(page: Callable[[str], list[int]]) -> None:
        for sort in register.columns:
            for _ in range(_TIMES):
                page(sort)

    return ratio(lambda: all_columns(ours), lambda: all_columns(bare), _TURNS)[2]


def _order(registry: Registry, register: Register, sort: str) -> tuple[str, str]:
    """What a careful hand would order by: the column, or the words of the record that it refers to."""
    kind = register.field(sort).kind
    if not isinstance(kind, Ref):
        return f"t.{sort}", ""
    other = registry[kind.register]
    return f"o.{other.title[0]}", f"LEFT JOIN {table_of(other).name} o ON o.id = t.{sort}"


def _lists(shop: Shop, raw: Any, count: int, scale: float) -> list[Result]:
    places: tuple[tuple[str, int], ...] = (("first page", 0), ("last page", count - ROWS), ("jump", count // 3))
    made = []
    for name, offset in places:
        by_register: Mapping[str, float] = {r.name: _pages(shop, raw, r, offset, count) for r in shop.registry}
        worst = max(by_register, key=lambda n: by_register[n])
        note = f"{len(by_register)} registers; worst {by_register[worst]:.2f} in {worst}"
        made.append(
            Result(f"{name} of {count:,}, every register", 0, 0, median(by_register.values()), LIMIT, scale, note)
        )
    return made


def _search(shop: Shop, raw: Any, scale: float) -> Result:
    """Two Chinese characters over every register, against the index asked directly for as many rows."""

    def ours() -> int:
        with shop.read() as reader:
            return len(reader.find("消防", 20))

    def bare() -> int:
        found = 0
        for register in shop.registry:
            low, high = register.code << 40, (register.code + 1) << 40
            sql = (
                "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT 4"
            )
            for (rowid,) in raw.execute(sql, ('"消防"', low, high)).fetchall():
                found += rowid > 0
        return found

    return compare(
        "search box over every register", ours, bare, None, scale=scale, repeat=9, note="raw: one query each"
    )


def _today(shop: Shop, scale: float) -> Result:
    def ours() -> int:
        with shop.read() as reader:
            return len(due_items(reader))

    def bare() -> int:
        with shop.read() as reader:
            return sum(_count(reader, r) for r in reader.registry)

    return compare(
        "what Today finds in every register", ours, bare, None, scale=scale, note="raw: a count for each rule"
    )


def _count(reader: Reader, register: Register) -> int:
    t = table_of(register)
    counted = 0
    for rule in register.due:
        met = [t.c.voided_at.is_(None), *(condition(t, w, reader.locale) for w in rule.where)]
        counted += int(reader.connection.execute(select(func.count()).where(*met)).scalar() or 0)
    return counted


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """Lists, search and Today over every register."""
    count = max(int(COUNT * scale), 500)
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        shop = fill(Path(name), count)
        raw = connect(shop.db, _KEY, read_only=True)
        work: tuple[Callable[[], list[Result]], ...] = (
            lambda: _lists(shop, raw, count, scale),
            lambda: [_search(shop, raw, scale)],
            lambda: [_today(shop, scale)],
        )
        made = tuple(result for one in work for result in one())
        raw.close()
        shop.close()
    return made

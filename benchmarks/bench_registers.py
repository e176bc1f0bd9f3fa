"""Every register with 50,000 records and their lines: pages of its list, the search box over all, what Today finds.

Lists are compared with raw SQL that reads the same rows by the right index and gives the same values, as in `lists`;
the search box with the raw indexed query; Today with one raw count for each rule. The median register is judged, and
the worst one among those whose page takes longer than a millisecond: of a shorter one a call costs most.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from app.models.counted import currency_of
from app.models.declaration import Register
from app.models.kinds import Ref
from app.models.registry import Registry, table_of
from app.services.today import board
from app.store.cipher import connect
from app.store.query import condition
from app.store.reader import Reader
from app.store.rows import turn_of
from app.store.shop import Shop
from app.store.view import View
from benchmarks.every_register import KEY, fill
from benchmarks.harness import Result, compare, ratio, turns

COUNT = 50_000
ROWS = 100
LIMIT = 2.0
FLOOR_S = 0.001
_TURNS, _TIMES = 5, 3


@dataclass(frozen=True, slots=True)
class _Place:
    """How one register did at one place of its list: seconds of a page, and the ratio, over all listed columns."""

    register: str
    ours_s: float
    raw_s: float
    ratio: float


def _pages(shop: Shop, raw: Any, register: Register, offset: int, total: int, times: int) -> _Place:
    """Ours against raw for one place in the list, over all listed columns together."""
    columns = ", ".join(f"t.{name}" for name in ("id", *register.columns))
    currency = currency_of(register.field(n) for n in register.columns)
    columns += f", t.{currency}" if currency else ""
    kept = len(register.columns) + 1
    table = table_of(register)
    turning = [(i, turn) for i, n in enumerate(register.columns, 1) if (turn := turn_of(table.c[n].type)) is not None]
    back = offset > total // 2
    order = "DESC" if back else "ASC"
    skip = max(total - offset - ROWS, 0) if back else offset

    def ours(sort: str) -> list[tuple[Any, ...]]:
        with shop.read() as reader:
            return reader.page(View(register.name, sort=sort), offset, ROWS, total)

    def bare(sort: str) -> list[tuple[Any, ...]]:
        by, join = _order(shop.registry, register, sort)
        raw.execute("BEGIN")
        rows = raw.execute(
            f"SELECT {columns} FROM {table.name} t {join} "
            f"ORDER BY {by} {order}, t.id {order} LIMIT {ROWS} OFFSET {skip}"
        ).fetchall()
        raw.execute("COMMIT")
        found = []
        for row in rows:
            values = list(row[:kept])
            for at, turn in turning:
                if values[at] is not None:
                    values[at] = turn(values[at])
            found.append(tuple(values))
        return found[:: -1 if back else 1]

    for sort in register.columns:
        if ours(sort) != bare(sort):
            raise AssertionError(f"not the same rows: {register.name} by {sort}")

    def all_columns(page: Callable[[str], list[tuple[Any, ...]]]) -> None:
        for sort in register.columns:
            for _ in range(_TIMES):
                page(sort)

    ours_s, raw_s, found = ratio(lambda: all_columns(ours), lambda: all_columns(bare), times, brief=True)
    pages = _TIMES * len(register.columns)
    return _Place(register.name, ours_s / pages, raw_s / pages, found)


def _order(registry: Registry, register: Register, sort: str) -> tuple[str, str]:
    """What a careful hand would order by: the column, or the words of the record that it refers to."""
    kind = register.field(sort).kind
    if not isinstance(kind, Ref):
        return f"t.{sort}", ""
    other = registry[kind.register]
    return f"o.{other.title[0]}", f"LEFT JOIN {table_of(other).name} o ON o.id = t.{sort}"


def _lists(shop: Shop, raw: Any, count: int, scale: float) -> Iterator[Result]:
    """For each place of a list the register in the middle, and the worst one of those whose page can be noticed."""
    places: tuple[tuple[str, int], ...] = (("first page", 0), ("last page", count - ROWS), ("jump", count // 3))
    times = turns(scale, _TURNS)
    registers = list(shop.registry)[:: 1 if times > 1 else 8]
    for name, offset in places:
        found = sorted((_pages(shop, raw, r, offset, count, times) for r in registers), key=lambda p: p.ratio)
        middle, last = found[len(found) // 2], found[-1]
        note = f"{len(found)} registers; this is {middle.register}"
        yield Result(
            f"{name} of {count:,}, median register", middle.ours_s, middle.raw_s, middle.ratio, LIMIT, scale, note
        )
        noticed = [p for p in found if p.ours_s > FLOOR_S]
        worst = noticed[-1] if noticed else last
        note = f"{worst.register}; {len(noticed)} registers above {FLOOR_S * 1000:g} ms; of all {last.ratio:.2f}: "
        note += f"{last.register}, {last.ours_s * 1000:.2f} ms"
        yield Result(
            f"{name} of {count:,}, worst register", worst.ours_s, worst.raw_s, worst.ratio, LIMIT, scale, note,
            floor_s=FLOOR_S,
        )  # fmt: skip


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
        "search box over every register",
        ours,
        bare,
        None,
        scale=scale,
        repeat=turns(scale, 9),
        note="raw: one query each",
    )


def _today(shop: Shop, scale: float) -> Result:
    def ours() -> int:
        with shop.read() as reader:
            return len(board(reader).items)

    def bare() -> int:
        with shop.read() as reader:
            return sum(_count(reader, r) for r in reader.registry)

    return compare(
        "what Today finds in every register",
        ours,
        bare,
        None,
        scale=scale,
        repeat=turns(scale, 3),
        note="raw: a count for each rule",
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
    count = max(int(COUNT * scale), 120)
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        shop = fill(Path(name), count)
        raw = connect(shop.db, KEY, read_only=True)
        work: tuple[Callable[[], list[Result]], ...] = (
            lambda: list(_lists(shop, raw, count, scale)),
            lambda: [_search(shop, raw, scale)],
            lambda: [_today(shop, scale)],
        )
        made = tuple(result for one in work for result in one())
        raw.close()
        shop.close()
    return made

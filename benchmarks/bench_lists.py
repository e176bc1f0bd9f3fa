"""Pages of a list of 1,000,000 orders, sorted by each listed column, against raw SQL that reads the same rows.

The raw side is what a careful hand would write: the driver itself, an index in the order asked for, counted from
whichever end is nearer, the currency of each amount read beside it, instants turned into the same values. The
column that does worst is judged; the median over the columns is told with it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from app.store.cipher import connect
from app.store.shop import Shop
from app.store.view import View
from benchmarks.harness import Result, growth, ratio, turns
from benchmarks.shops import key_of, open_shop

ORDERS = 1_000_000
ROWS = 100
LIMIT = 2.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURRENCY = "CNY"
_TURNS = 15
_TIMES = 10


def raw_page(raw: Any, columns: tuple[str, ...], sort: str, total: int, offset: int) -> list[tuple[Any, ...]]:
    """The same rows by hand, in a snapshot of their own."""
    backwards = offset > total // 2
    skip, direction = (max(total - offset - ROWS, 0), "DESC") if backwards else (offset, "ASC")
    raw.execute("BEGIN")
    rows = raw.execute(
        f"SELECT id, {', '.join(columns)}, currency FROM orders "
        f"ORDER BY {sort} {direction}, id {direction} LIMIT ? OFFSET ?",
        (ROWS, skip),
    ).fetchall()
    raw.execute("COMMIT")
    instant = columns.index("placed_at") + 1
    if any(r[-1] != CURRENCY for r in rows):
        raise AssertionError("an amount in another currency")
    found = [(*r[:instant], _EPOCH + timedelta(0, 0, 0, r[instant]), *r[instant + 1 : -1]) for r in rows]
    return found[::-1] if backwards else found


def _pages(
    shop: Shop, raw: Any, total: int, where: Callable[[], int], times: int
) -> list[tuple[float, float, float, str]]:
    """Seconds of ours and raw, and their ratio, for each listed column."""
    columns = shop.registry["orders"].columns
    found = []
    for sort in columns:
        view = View("orders", sort=sort)
        offset = where()

        def ours(view: View = view, offset: int = offset) -> list[tuple[Any, ...]]:
            for _ in range(_TIMES):  # as scrolling does, in a snapshot of its own each time
                with shop.read() as reader:
                    rows = reader.page(view, offset, ROWS, total)
            return rows

        def bare(sort: str = sort, offset: int = offset) -> list[tuple[Any, ...]]:
            for _ in range(_TIMES):
                rows = raw_page(raw, columns, sort, total, offset)
            return rows

        if ours() != bare():
            raise AssertionError(f"not the same rows: {sort}")
        found.append((*ratio(ours, bare, times, brief=True), sort))
    return found


def measure(count: int, scale: float) -> list[Result]:
    """First page, last page, jumps; count; the place of a record."""
    shop = open_shop(count)
    raw = connect(shop.db, key_of(count), read_only=True)
    raw.execute("PRAGMA cache_size = -8192")
    with shop.read() as reader:
        total = reader.count(View("orders"))
    rnd = random.Random(7)
    places: tuple[tuple[str, Callable[[], int]], ...] = (
        ("first page", lambda: 0),
        ("last page", lambda: total - ROWS),
        ("jump", lambda: rnd.randrange(total // 10, max(total * 9 // 10 - ROWS, total // 10 + 1))),
    )
    results = []
    for name, where in places:
        found = _pages(shop, raw, total, where, turns(scale, _TURNS))
        ours_s, raw_s, worst, column = max(found, key=lambda f: f[2])
        middle = median(f[2] for f in found)
        ours_s, raw_s = ours_s / _TIMES, raw_s / _TIMES
        note = f"by {column}, the worst of {len(found)} columns; their median {middle:.2f}"
        results.append(Result(f"{name} of {count:,} orders", ours_s, raw_s, worst, LIMIT, scale, note))
    raw.close()
    shop.close()
    return results


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratios, and how each kind of page grows over ten times as many orders."""
    count = max(int(ORDERS * scale), 2_000)
    full, tenth = measure(count, scale), measure(count // 10, scale / 10)
    grown = (
        growth(name, more.ours_s, less.ours_s, scale)
        for name, more, less in zip(("first page", "last page", "jump"), full, tenth, strict=True)
    )
    return (*full, *grown)

"""Pages of a list of 1,000,000 orders, sorted by each listed column, against raw SQL that reads the same rows.

The raw side is what a careful hand would write: the driver itself, an index in the order asked for, counted from
whichever end is nearer, the currency of each amount read beside it, instants turned into the same values. The
column that does worst is judged; the median over the columns is told with it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from app.store.cipher import connect
from app.store.shop import Shop
from app.store.view import View
from benchmarks.harness import Result, Times, clocked, growth, ratio, turns
from benchmarks.shops import key_of, open_shop

ORDERS = 1_000_000
ROWS = 100
LIMIT = 2.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURRENCY = "CNY"
_TURNS = 15
_TIMES = 10

Where = Callable[[random.Random], int]
"""Gives the first row of a page: always the same one, or anywhere."""


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


@dataclass(frozen=True, slots=True)
class _Sorted:
    """One list sorted by one column, read by the program and by hand at the same rows."""

    shop: Shop
    raw: Any
    total: int
    sort: str

    def ours(self, offset: int) -> list[tuple[Any, ...]]:
        """In a snapshot of its own, as scrolling does."""
        with self.shop.read() as reader:
            return reader.page(View("orders", sort=self.sort), offset, ROWS, self.total)

    def bare(self, offset: int) -> list[tuple[Any, ...]]:
        """By the driver."""
        return raw_page(self.raw, self.shop.registry["orders"].columns, self.sort, self.total, offset)

    def check(self, offset: int) -> None:
        """Raise `AssertionError` unless both read the same rows."""
        if self.ours(offset) != self.bare(offset):
            raise AssertionError(f"not the same rows: {self.sort} at {offset}")


def _in_turn(listed: _Sorted, where: Where, times: int) -> Times:
    """Seconds of a page of ours and of raw, and their ratio; both go to the same rows, to others each time."""
    listed.check(where(random.Random(1)))

    def going(read: Callable[[int], object]) -> Callable[[], None]:
        rnd = random.Random(7)

        def some() -> None:
            for _ in range(_TIMES):
                read(where(rnd))

        return some

    ours_s, raw_s, found = ratio(going(listed.ours), going(listed.bare), times, brief=True)
    return ours_s / _TIMES, raw_s / _TIMES, found


def _after_changes(listed: _Sorted, where: Where, times: int) -> Times:
    """As `_in_turn`, of one page each after something was changed: what is known of the list holds no longer."""
    rnd, pairs = random.Random(7), []
    for _ in range(max(times // 3, 1)):
        offset = where(rnd)
        listed.shop.change(lambda uow: uow.log("viewed", "orders"))
        ours_s = clocked(partial(listed.ours, offset))
        pairs.append((ours_s, clocked(partial(listed.bare, offset))))
    return median(o for o, _ in pairs), median(r for _, r in pairs), median(o / r for o, r in pairs)


def measure(count: int, scale: float) -> list[Result]:
    """First page, last page, jumps, and the first jump after a change; of all columns the worst."""
    shop = open_shop(count)
    raw = connect(shop.db, key_of(count), read_only=True)
    raw.execute("PRAGMA cache_size = -8192")
    with shop.read() as reader:
        total = reader.count(View("orders"))

    def anywhere(rnd: random.Random) -> int:
        return rnd.randrange(total // 10, max(total * 9 // 10 - ROWS, total // 10 + 1))

    places: tuple[tuple[str, Where, Callable[[_Sorted, Where, int], Times]], ...] = (
        ("first page", lambda _: 0, _in_turn),
        ("last page", lambda _: total - ROWS, _in_turn),
        ("jump", anywhere, _in_turn),
        ("first jump after a change", anywhere, _after_changes),
    )
    results = []
    for name, where, timed in places:
        lists = (_Sorted(shop, raw, total, sort) for sort in shop.registry["orders"].columns)
        found = [(*timed(listed, where, turns(scale, _TURNS)), listed.sort) for listed in lists]
        ours_s, raw_s, worst, column = max(found, key=lambda f: f[2])
        middle = median(f[2] for f in found)
        note = f"by {column}, the worst of {len(found)} columns; their median {middle:.2f}"
        results.append(Result(f"{name} of {count:,} orders", ours_s, raw_s, worst, LIMIT, scale, note))
    raw.close()
    shop.close()
    return results


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratios, and how each kind of page grows over ten times as many orders.

    The first jump after a change has to walk there as the raw query does, and grows as that does: it is shown.
    """
    count = max(int(ORDERS * scale), 2_000)
    full, tenth = measure(count, scale), measure(count // 10, scale / 10)
    names = ("first page", "last page", "jump", "first jump after a change")
    grown = [
        growth(name, more.ours_s, less.ours_s, scale, f"raw {more.raw_s / (less.raw_s * 10):.2f}")
        for name, more, less in zip(names, full, tenth, strict=True)
    ]
    return (*full, *grown[:-1], replace(grown[-1], limit=None))

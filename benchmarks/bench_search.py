"""First results of the search box in 1,000,000 orders, against raw queries of the indexes that find the same.

Four raw sides, by what is known beforehand. The box does not know in which register it will find something: against it
stand the words' index asked for the newest twenty of each register, and for a whole number every number's own index.
A search of orders alone, as a lookup does it, knows: against it stands one query for orders, and for a number one look
into its index. The box against one query for orders is shown as well, not judged (docs/decisions/search-compared.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.core.i18n import Translator
from app.models.platforms import PLATFORMS
from app.store import search
from app.store.cipher import connect
from app.store.finding import exact_statement
from app.store.shop import Shop
from app.store.view import View
from benchmarks.harness import Result, growth, ratio, turns
from benchmarks.shops import NOW, key_of, open_shop

ORDERS = 1_000_000
SHOWN = 20
LIMIT = 2.0
FLOOR_S = 0.001
"""What looks into one index is shown and not judged while it takes no longer: a call costs more than the index."""
_TURNS = 9
_TIMES = 3
ORDERS_CODE = 2
_BASE = ORDERS_CODE << search.SHIFT
PLATFORM = {o.key: Translator("zh")(o.label) for o in PLATFORMS}
ASKED = {
    "two Chinese characters": ("桂花", "马克", "玄米", "收纳", "围裙", "蜡烛", "蜂蜜", "凉席", "羊毛", "帆布"),
    "pinyin initials": ("ghj", "mkb", "xmc", "snh", "wq", "xxlz", "fm", "zlx", "ymw", "fbb"),
    "phone fragment": ("0012", "3141", "5926", "5358", "9793", "2384", "6264", "3383", "2795", "0288"),
}
Words = list[tuple[str, str]]
"""What each result says: its title, and what stands below it."""

_FIELDS = "o.id, o.number, o.platform, o.buyer_name, o.items, o.total"


def raw_words(raw: Any, typed: str, codes: tuple[int, ...], numbers: str) -> Words:
    """Numbers by their indexes, the newest matches of every register by the words' index; then the orders."""
    parts = [
        f"SELECT * FROM (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN {c << search.SHIFT} "
        f"AND {((c + 1) << search.SHIFT) - 1} ORDER BY rowid DESC LIMIT {SHOWN})"
        for c in codes
    ]
    raw.execute("BEGIN")
    if typed.isascii():
        raw.execute(numbers, (typed,)).fetchall()
    found = [r for (r,) in raw.execute(" UNION ALL ".join(parts), (search.match(typed),)).fetchall()]
    return _raw_said(raw, [r - _BASE for r in found if r >> search.SHIFT == ORDERS_CODE])


def raw_number(raw: Any, typed: str, numbers: str) -> Words:
    """The whole number by the index of every register's numbers; then the order. No word is looked for."""
    raw.execute("BEGIN")
    return _raw_said(raw, [i for code, i in raw.execute(numbers, (typed,)).fetchall() if code == ORDERS_CODE])


def raw_order(raw: Any, typed: str) -> Words:
    """The order of that number by its one index, by somebody who knows that it is an order's."""
    raw.execute("BEGIN")
    return _raw_said(raw, [i for (i,) in raw.execute("SELECT id FROM orders WHERE number = ?", (typed,)).fetchall()])


def raw_orders(raw: Any, typed: str) -> Words:
    """The newest matches among orders alone, by one query of the words' index; then the orders."""
    raw.execute("BEGIN")
    last = _BASE + (1 << search.SHIFT) - 1
    found = raw.execute(
        f"SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN {_BASE} AND {last} "
        f"ORDER BY rowid DESC LIMIT {SHOWN}",
        (search.match(typed),),
    ).fetchall()
    return _raw_said(raw, [r - _BASE for (r,) in found])


def _raw_said(raw: Any, ids: list[int]) -> Words:
    """The words of some orders; the snapshot ends with it."""
    marks = ", ".join("?" * len(ids))
    rows = raw.execute(f"SELECT {_FIELDS} FROM orders o WHERE id IN ({marks}) ORDER BY id DESC", ids).fetchall()
    raw.execute("COMMIT")
    return [
        (number, f"{PLATFORM[platform]} · {buyer} · {items} · {total // 100:,}.{total % 100:02d}")
        for _, number, platform, buyer, items, total in rows
    ]


def raw_list(raw: Any, asked: str) -> list[Any]:
    """The first page of a searched list, newest orders first, as SQL would have it by itself."""
    found: list[Any] = raw.execute(
        f"SELECT {_FIELDS} FROM orders o WHERE o.id IN (SELECT rowid - {_BASE} FROM search WHERE search MATCH ?) "
        "ORDER BY o.placed_at DESC, o.id DESC LIMIT 100",
        (asked,),
    ).fetchall()
    return found


def _box(shop: Shop, typed: str, registers: tuple[str, ...] | None = None) -> Words:
    with shop.read() as reader:
        return [(h.title, h.subtitle) for h in reader.find(typed, SHOWN, registers)]


def _list(shop: Shop, typed: str) -> list[int]:
    with shop.read() as reader:
        return [r[0] for r in reader.page(View("orders", search=typed), 0, 100)]


def measure(count: int, scale: float) -> list[Result]:
    """The box and the search of orders alone by each kind of words and by number; the list that is searched."""
    shop = open_shop(count)
    raw = connect(shop.db, key_of(count), read_only=True)
    raw.execute("PRAGMA cache_size = -8192")
    codes = tuple(r.code for r in shop.registry if r.search)
    numbers = exact_statement(shop.registry, frozenset(codes))
    number = f"SO-{NOW.year}-{count * 617 // 1000:06d}"
    kinds: dict[str, tuple[tuple[str, ...], Raw, Raw]] = {
        name: (words, lambda w: raw_words(raw, w, codes, numbers), lambda w: raw_orders(raw, w))
        for name, words in ASKED.items()
    }
    kinds["order number"] = (number,), lambda w: raw_number(raw, w, numbers), lambda w: raw_order(raw, w)
    results: list[Result] = []
    for name, (words, everywhere, orders) in kinds.items():
        results += _kind(shop, f"search {count:,} orders by {name}", words, everywhere, orders, scale)
    asked = search.match("桂花")
    times = ratio(lambda: _list(shop, "桂花"), lambda: raw_list(raw, asked), 3)
    results.append(Result(f"searched list of {count:,} orders, first page", *times, LIMIT, scale))
    raw.close()
    shop.close()
    return results


Raw = Callable[[str], Words]


def _kind(
    shop: Shop, name: str, words: tuple[str, ...], everywhere: Raw, orders: Raw, scale: float
) -> Iterator[Result]:
    """One kind of words, in the time of one search."""

    def box(word: str) -> Words:
        return _box(shop, word)

    def alone(word: str) -> Words:
        return _box(shop, word, ("orders",))

    for word in words:
        if not (box(word) == everywhere(word) == alone(word) == orders(word)):
            raise AssertionError(f"not the same results: {name}")
    by_number = len(words) == 1
    for said, ours, bare, limit, floor in (
        (name, box, everywhere, LIMIT, FLOOR_S if by_number else 0.0),
        (f"{name}, of orders alone", alone, orders, LIMIT, FLOOR_S),
        (f"{name}, the box against orders alone", box, orders, None, 0.0),
    ):
        times = ratio(lambda f=ours: _all(f, words), lambda f=bare: _all(f, words), turns(scale, _TURNS), brief=True)  # type: ignore[misc]
        searches = _TIMES * len(words)
        each = times[0] / searches, times[1] / searches, times[2]
        note = f"{each[0] * 1000:.2f} and {each[1] * 1000:.2f} ms a search"
        yield Result(said, *each, limit, scale, note, floor_s=floor)


def _all(find: Raw, words: tuple[str, ...]) -> None:
    for _ in range(_TIMES):
        for word in words:
            find(word)


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratios, and how the search that grows most grows over ten times as many orders."""
    count = max(int(ORDERS * scale), 2_000)
    full, tenth = measure(count, scale), measure(count // 10, scale / 10)
    more, less = max(zip(full, tenth, strict=True), key=lambda pair: pair[0].ours_s / pair[1].ours_s)
    return (*full, growth("search", more.ours_s, less.ours_s, scale, more.name))

"""First results of the search box in 1,000,000 orders, against raw queries of the words' index that find the same.

Both sides look through every register, take the newest twenty of each, and give the same words for each result. A
second raw side knows beforehand that only orders match, and asks for them alone: less than the box has to find out,
so it is shown and not judged (docs/decisions/search-compared.md).
"""

from __future__ import annotations

from typing import Any

from app.core.i18n import Translator
from app.models.platforms import PLATFORMS
from app.store import search
from app.store.cipher import connect
from app.store.finding import exact_statement
from app.store.shop import Shop
from app.store.view import View
from benchmarks.harness import Result, ratio
from benchmarks.shops import NOW, key_of, open_shop

ORDERS = 1_000_000
SHOWN = 20
LIMIT = 2.0
_TURNS = 9
ORDERS_CODE = 2
_BASE = ORDERS_CODE << search.SHIFT
PLATFORM = {o.key: Translator("zh")(o.label) for o in PLATFORMS}
WORDS = {
    "two Chinese characters": ("桂花", "马克", "玄米", "收纳", "围裙", "蜡烛", "蜂蜜", "凉席", "羊毛", "帆布"),
    "pinyin initials": ("ghj", "mkb", "xmc", "snh", "wq", "xxlz", "fm", "zlx", "ymw", "fbb"),
    "phone fragment": ("0012", "3141", "5926", "5358", "9793", "2384", "6264", "3383", "2795", "0288"),
}
_FIELDS = "o.id, o.number, o.platform, o.buyer_name, o.items, o.total"


def raw_words(raw: Any, typed: str, codes: tuple[int, ...], number: str) -> list[tuple[str, str]]:
    """Whole numbers by their indexes, the newest matches of every register by the words' index; then the orders."""
    parts = [
        f"SELECT * FROM (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN {c << search.SHIFT} "
        f"AND {((c + 1) << search.SHIFT) - 1} ORDER BY rowid DESC LIMIT {SHOWN})"
        for c in codes
    ]
    raw.execute("BEGIN")
    if typed.isascii():
        raw.execute(number, (typed,)).fetchall()
    found = [r for (r,) in raw.execute(" UNION ALL ".join(parts), (search.match(typed),)).fetchall()]
    return _raw_said(raw, [r - _BASE for r in found if r >> search.SHIFT == ORDERS_CODE])


def raw_orders(raw: Any, typed: str) -> list[tuple[str, str]]:
    """The newest matches among orders alone, by one query of the words' index; then the orders."""
    raw.execute("BEGIN")
    last = _BASE + (1 << search.SHIFT) - 1
    found = raw.execute(
        f"SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN {_BASE} AND {last} "
        f"ORDER BY rowid DESC LIMIT {SHOWN}",
        (search.match(typed),),
    ).fetchall()
    return _raw_said(raw, [r - _BASE for (r,) in found])


def _raw_said(raw: Any, ids: list[int]) -> list[tuple[str, str]]:
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


def _box(shop: Shop, typed: str) -> list[tuple[str, str]]:
    with shop.read() as reader:
        return [(h.title, h.subtitle) for h in reader.find(typed, SHOWN)]


def _list(shop: Shop, typed: str) -> list[int]:
    with shop.read() as reader:
        return [r[0] for r in reader.page(View("orders", search=typed), 0, 100)]


def measure(count: int, scale: float) -> list[Result]:
    """The box by each kind of words, and the list that is searched."""
    shop = open_shop(count)
    raw = connect(shop.db, key_of(count), read_only=True)
    raw.execute("PRAGMA cache_size = -8192")
    codes = tuple(r.code for r in shop.registry if r.search)
    numbers = exact_statement(shop.registry, frozenset(codes))
    results = []
    for name, words in WORDS.items():
        for word in words:
            if _box(shop, word) != raw_words(raw, word, codes, numbers):
                raise AssertionError(f"not the same results: {name}")

        def ours(words: tuple[str, ...] = words) -> object:
            return [_box(shop, word) for word in words]

        def bare(words: tuple[str, ...] = words) -> object:
            return [raw_words(raw, word, codes, numbers) for word in words]

        note = f"{len(words)} searches"
        results.append(Result(f"search {count:,} orders by {name}", *ratio(ours, bare, _TURNS), LIMIT, scale, note))

        def alone(words: tuple[str, ...] = words) -> object:
            return [raw_orders(raw, word) for word in words]

        note = "the raw side knows that only orders match"
        results.append(Result(f"the same by {name}", *ratio(ours, alone, _TURNS), None, scale, note))
    number = f"SO-{NOW.year}-{count * 617 // 1000:06d}"
    if _box(shop, number)[0] not in raw_words(raw, number, codes, numbers):
        raise AssertionError("not the same order")
    times = ratio(lambda: _box(shop, number), lambda: raw_words(raw, number, codes, numbers), _TURNS)
    note = "ours goes by the number's own index"
    results.append(Result(f"search {count:,} orders by order number", *times, LIMIT, scale, note))
    asked = search.match("桂花")
    times = ratio(lambda: _list(shop, "桂花"), lambda: raw_list(raw, asked), 3)
    results.append(Result(f"searched list of {count:,} orders, first page", *times, LIMIT, scale))
    raw.close()
    shop.close()
    return results


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratios, and how the slowest search grows over ten times as many orders (1 is linear)."""
    count = max(int(ORDERS * scale), 1_000)
    full, tenth = measure(count, scale), measure(count // 10, scale / 10)
    growth = max(f.ours_s / (t.ours_s * 10) for f, t in zip(full, tenth, strict=True))
    slowest = max(full, key=lambda r: r.ours_s)
    return (
        *full,
        Result("search, growth over 10 x the orders", slowest.ours_s, slowest.ours_s / growth, growth, 1.2, scale),
    )

"""Where rows of a long list stand: posts along its order, so that a page far in is reached from the nearest.

The first jump into a list walks its index once, as `OFFSET` does, and leaves a post every `APART` rows; the next one
walks no farther than to the nearest post. Posts hold for one state of the shop's file, which the last row of the audit
log names, since nothing is written without one. A list that moves with the clock, is searched, or is sorted by another
table's words has none.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.engine import Connection, Dialect

from app.models.registry import Registry
from app.store.paging import Paging, Prepared, any_time, moves, prepared
from app.store.query import Listing
from app.store.rows import fetch, turned
from app.store.view import Row
from app.store.ways import filtered, is_ordered

APART = 4000
"""Rows from one post to the next."""

LISTS = 16
"""Lists whose posts are kept, of a shop; those used longest ago go first."""


class Post(NamedTuple):
    """One record of a list: its sort key as the file holds it, and its id."""

    key: Any
    id: int


@dataclass(frozen=True, slots=True)
class _Kept:
    state: int
    posts: tuple[Post, ...]


class Posts:
    """The posts of a shop's lists. Safe on any thread; each reader brings the state of its own snapshot."""

    def __init__(self) -> None:
        """None at first."""
        self._lock = Lock()
        self._kept: OrderedDict[Paging, _Kept] = OrderedDict()

    def of(self, list_: Paging, state: int) -> tuple[Post, ...]:
        """The posts of a list at a state of the file, the nearest to its start first."""
        with self._lock:
            kept = self._kept.get(list_)
            if kept is None or kept.state != state:
                return ()
            self._kept.move_to_end(list_)
            return kept.posts

    def keep(self, list_: Paging, state: int, posts: tuple[Post, ...]) -> None:
        """Keep more posts of a list; an older state than the one that is kept is not worth it."""
        with self._lock:
            kept = self._kept.get(list_)
            if kept is not None and (kept.state > state or (kept.state == state and len(kept.posts) >= len(posts))):
                return
            self._kept[list_] = _Kept(state, posts)
            self._kept.move_to_end(list_)
            while len(self._kept) > LISTS:
                self._kept.popitem(last=False)


def has_posts(registry: Registry, how: Paging) -> bool:
    """Whether a list keeps one order that an index alone gives, from one look to the next."""
    view = how.view
    if how.common or view.search.strip() or view.ids is not None or (filtered(view) and how.way != "order"):
        return False
    return not moves(registry, view) and _ordered_by_index(registry, how)


@lru_cache(maxsize=128)
def _ordered_by_index(registry: Registry, how: Paging) -> bool:
    listing = Listing(registry, how.view, any_time())
    return listing.source is listing.table and is_ordered(listing.table, listing.sort)


def rows(connection: Connection, registry: Registry, posts: Posts, how: Paging, skip: int, take: int) -> list[Row]:
    """`take` rows after the first `skip` from that end, in the view's order."""
    walk = _Walk(connection, registry, how)
    list_ = replace(how, view=how.view.changed(columns=()))
    state = int(fetch(connection, "SELECT max(seq) FROM audit")[0][0] or 0)
    known = posts.of(list_, state)
    wanted = skip // APART
    laid = list(known[:wanted])
    while len(laid) < wanted:
        found = walk.after(laid[-1] if laid else None, APART - 1, 1)
        if not found:
            break
        laid.append(found[0])
    if len(laid) > len(known):
        posts.keep(list_, state, tuple(laid))
    found = walk.after(laid[-1] if laid else None, skip - len(laid) * APART, take)
    return walk.read([p.id for p in found])


class _Walk:
    """Steps along the order of one list, within one snapshot."""

    def __init__(self, connection: Connection, registry: Registry, how: Paging) -> None:
        self._connection = connection
        self._registry = registry
        self._how = how
        self._nullable, self._down = _shape(registry, how)

    def after(self, post: Post | None, skip: int, take: int) -> list[Post]:
        """The keys and ids of `take` rows after a post (the start of the list), the next `skip` left out."""
        found: list[Post] = []
        parts = self._parts(post)
        for at, part in enumerate(parts, 1):
            met = self._fetch(part, post, skip, take - len(found))
            found += map(Post._make, met)
            if len(found) == take or at == len(parts):
                break
            if met or skip == 0:
                skip = 0
            else:  # all of this part are left out: how many is known by counting them
                skip -= self._fetch(f"count {part}", post, 0, skip)[0][0]
        return found

    def _parts(self, post: Post | None) -> tuple[str, ...]:
        """The stretches of the index that follow a post, each one that SQLite can seek: a row value's order it cannot.

        Empty values come first going up, and last going down.
        """
        if post is None:
            return ("all",)
        if post.key is None:
            return ("empty tie",) if self._down else ("empty tie", "filled")
        return ("tie", "past", "empty") if self._down and self._nullable else ("tie", "past")

    def _ask(self, what: str) -> Prepared:
        return _statement(self._registry, self._connection.dialect, self._how, what)

    def _fetch(self, part: str, post: Post | None, skip: int, take: int) -> list[tuple[Any, ...]]:
        ready = self._ask(part)
        given = {"skip": skip, "take": take, **({} if post is None else {"post": post.key, "post_id": post.id})}
        return fetch(self._connection, ready.sql, ready.with_values(given))

    def read(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these ids in the view's order."""
        ready = self._ask("read")
        found = fetch(self._connection, ready.sql, ready.with_values({"ids": json.dumps(list(ids))}))
        return turned(found, ready.turns)


@lru_cache(maxsize=128)
def _shape(registry: Registry, how: Paging) -> tuple[bool, bool]:
    """Whether the sorted column may be empty, and whether this walk goes down it."""
    listing = Listing(registry, how.view, any_time())
    return bool(listing.table.c[listing.sort].nullable), listing.newest_first != how.backwards


@lru_cache(maxsize=512)
def _statement(registry: Registry, dialect: Dialect, how: Paging, what: str) -> Prepared:
    listing = Listing(registry, how.view, any_time(), some_voided=how.some_voided, common=how.common, way=how.way)
    if what == "read":
        value = func.json_each(bindparam("ids", "")).table_valued("value").c.value
        return prepared(listing.rows_of(select(value)), dialect)
    counted, part = what.startswith("count "), what.removeprefix("count ")
    wanted = listing.keys(
        bindparam("skip", 0), bindparam("take", 0), met=_PARTS[part](listing, how), backwards=how.backwards
    )
    return prepared(select(func.count()).select_from(wanted.subquery()) if counted else wanted, dialect)


Met = tuple[ColumnElement[bool], ...]


def _tie(listing: Listing, how: Paging) -> Met:
    own = listing.table.c.id
    post: ColumnElement[int] = bindparam("post_id", 0)
    return (own < post if listing.newest_first != how.backwards else own > post,)


def _past(listing: Listing, how: Paging) -> ColumnElement[bool]:
    post: ColumnElement[Any] = bindparam("post", None, type_=listing.key.type)
    return listing.key < post if listing.newest_first != how.backwards else listing.key > post


_PARTS: dict[str, Callable[[Listing, Paging], Met]] = {
    "all": lambda listing, how: (),
    "tie": lambda listing, how: (
        listing.key == bindparam("post", None, type_=listing.key.type),
        *_tie(listing, how),
    ),
    "past": lambda listing, how: (_past(listing, how),),
    "empty tie": lambda listing, how: (listing.key.is_(None), *_tie(listing, how)),
    "filled": lambda listing, how: (listing.key.is_not(None),),
    "empty": lambda listing, how: (listing.key.is_(None),),
}

"""A record's timeline as it is read: many small entries of one sitting told as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from app.core.i18n import N_, Nn_, Text
from app.store.reader import Event, Reader

FOLDED = frozenset({"answer"})
"""Actions that are logged one by one, so that nothing is lost, and told together."""
SITTING = timedelta(minutes=30)
"""Entries of one person belong together while no longer pause lies between them. Policy."""


def told(reader: Reader, register: str, record_id: int, most: int) -> list[Event]:
    """The newest entries of a record, at most so many, those of one sitting counted as one."""
    limit = most
    while True:
        events = reader.timeline(register, record_id, limit)
        found = folded(events)
        if len(found) >= most or len(events) < limit:
            return found[:most]
        limit *= 4


def folded(events: Sequence[Event]) -> list[Event]:
    """The entries, the newest first, those of one sitting as the newest of them; `extra["folded"]` holds the items."""
    found: list[Event] = []
    oldest: Event | None = None
    for event in events:
        last = found[-1] if found else None
        if last is not None and oldest is not None and _together(oldest, event):
            found[-1] = replace(last, changes=(), extra={"folded": [*_items(last), *_items(event)]})
        else:
            found.append(event)
        oldest = event
    return found


def folded_words(event: Event) -> Text | None:
    """Which items a folded entry tells of; None for an entry that stands for itself."""
    items = event.extra.get("folded")
    if not isinstance(items, list):
        return None
    known = sorted({n for n in items if isinstance(n, int)})
    if not known:
        return Nn_("{n} item", "{n} items", len(items))
    return N_("items {places}", places=_ranges(known))


def _together(one: Event, other: Event) -> bool:
    same = one.action == other.action and one.action in FOLDED and one.user == other.user
    return same and abs(one.at - other.at) <= SITTING


def _items(event: Event) -> list[object]:
    folded_items = event.extra.get("folded")
    if isinstance(folded_items, list):
        return folded_items
    effects = event.extra.get("effects")
    answer = effects.get("answer") if isinstance(effects, dict) else None
    return [answer.get("item") if isinstance(answer, dict) else None]


def _ranges(numbers: Iterable[int]) -> str:
    """`1–4, 7` of sorted numbers."""
    parts: list[list[int]] = []
    for n in numbers:
        if parts and parts[-1][-1] == n - 1:
            parts[-1] = [parts[-1][0], n]
        else:
            parts.append([n])
    return ", ".join("–".join(str(n) for n in part) for part in parts)

"""Taking a change of many records back: each gets the value that it had, unless somebody has changed it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.progress import Progress
from app.services.records import bulk_edit
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork

MOST = 5_000
"""Records of which the earlier values are remembered; more is an import's work, and a backup's to take back."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a change of many did: how many it changed, and what these held before."""

    register: str
    field: str
    value: Any
    count: int
    before: Mapping[int, Any]


def edit(
    uow: UnitOfWork, register: str, ids: Sequence[int], field: str, value: Any, progress: Progress | None = None
) -> Edited:
    """Set one field of many records as `bulk_edit` does, and remember what it held. Raises what that raises."""
    few = ids if len(ids) <= MOST else ()
    old = values_of(uow.reader, register, few, field)
    count = bulk_edit(uow, register, ids, field, value, progress)
    new = values_of(uow.reader, register, few, field)
    return Edited(register, field, value, count, {i: old[i] for i in old if new.get(i) != old[i]})


def undo(uow: UnitOfWork, edited: Edited) -> int:
    """Give the records back what they held; returns how many. One that somebody changed since keeps its value."""
    now = values_of(uow.reader, edited.register, list(edited.before), edited.field)
    groups: dict[Any, list[int]] = {}
    for record_id, value in edited.before.items():
        if now.get(record_id) == (None if edited.value == "" else edited.value):
            groups.setdefault(value, []).append(record_id)
    return sum(bulk_edit(uow, edited.register, ids, edited.field, value) for value, ids in groups.items())


def values_of(reader: Reader, register: str, ids: Sequence[int], field: str) -> dict[int, Any]:
    """What the records hold in a field, by id."""
    found: dict[int, Any] = {}
    for chunk in in_chunks(list(ids)):
        found |= {i: row[field] for i, row in reader.records(register, chunk).items()}
    return found

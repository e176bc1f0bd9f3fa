"""What the page needs on which a check is filled in, read in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.services.checklists import running
from app.store.reader import Attached, Reader


@dataclass(frozen=True, slots=True)
class Filling:
    """A check with its items, and the photos of each item by its id."""

    check: dict[str, Any]
    rows: list[dict[str, Any]]
    photos: Mapping[int, tuple[Attached, ...]] = field(default_factory=dict)
    checker: str = ""


def load(reader: Reader, check_id: int) -> Filling:
    """Read a check. Raises `NotFound`."""
    check = reader.record("checks", check_id)
    rows = reader.lines("checks", check_id, "answers")
    checker = check["checker_id"]
    name = reader.titles("staff", [checker]).get(checker, "") if checker is not None else ""
    return Filling(check, rows, photos_of(reader, check_id), name)


def photos_of(reader: Reader, check_id: int) -> dict[int, tuple[Attached, ...]]:
    """The photos of each item of a check."""
    files = {a.id: a for a in reader.attachments("checks", check_id)}
    return {row: tuple(files[i] for i in ids if i in files) for row, ids in running.photos(reader, check_id).items()}

"""Persons that a file names and the shop does not know yet: they become staff in the same step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.services import records
from app.store.uow import UnitOfWork

REGISTER = "staff"
LONGEST_NAME = 40
_BETWEEN = re.compile(r"[、,，;；/／\n&]+|\s+和\s*|\s+and\s+")


class NewPerson(str):
    """The name of a person who is to become staff; stands where the person's id will stand."""

    __slots__ = ()


def names_in(text: str) -> list[str]:
    """The persons that a cell names, in order: `周建国、林晓` are two."""
    return [name for part in _BETWEEN.split(text) if (name := part.strip(" \t()（）:："))]


def hire(uow: UnitOfWork, names: Iterable[str]) -> dict[str, int]:
    """Enter these persons as staff; returns their ids. Whether they still work here is for the shop to say."""
    made: dict[str, int] = {}
    for name in dict.fromkeys(names):
        made[name] = records.save(uow, REGISTER, None, {"name": name, "joined_on": None})
    return made


def placed(values: dict[str, object], ids: dict[str, int]) -> dict[str, object]:
    """Values with the ids of new persons in their places."""
    return {n: ids[str(v)] if isinstance(v, NewPerson) else v for n, v in values.items()}


def new_in(rows: Iterable[dict[str, object]]) -> Sequence[str]:
    """The new persons that rows name, each once."""
    return list(dict.fromkeys(str(v) for row in rows for v in row.values() if isinstance(v, NewPerson)))

"""One way of bringing records in: matched against the shop first, written in one transaction afterwards."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from app.core.i18n import Text
from app.core.progress import Progress
from app.imports.report import Reject
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(slots=True)
class Matched:
    """What the shop has of what the files say. `payload` is the job's own."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    unknown_skus: tuple[str, ...] = ()
    unlinked: int = 0
    new_products: int = 0
    effects: dict[int, str] = field(default_factory=dict)
    """Index of a draft → `new`, `updated`; those not named are unchanged or rejected."""
    rejected: set[int] = field(default_factory=set)
    payload: Any = None

    @property
    def anything(self) -> bool:
        """Whether writing would change the shop."""
        return bool(self.new or self.updated)


Preview = tuple[tuple[str, ...], list[tuple[int, str, int, tuple[Any, ...]]]]
"""Field names, and for the first drafts (index, source, row, values)."""
Draft = TypeVar("Draft")


def first_rows(
    names: tuple[str, ...],
    drafts: Iterable[Draft],
    matched: Matched,
    limit: int,
    said: Callable[[Draft], tuple[str, int, tuple[Any, ...]]],
) -> Preview:
    """The first drafts that were not rejected; `said` gives where one stands and its values."""
    good = ((i, draft) for i, draft in enumerate(drafts) if i not in matched.rejected)
    return names, [(i, *said(draft)) for i, draft in islice(good, limit)]


class Job(Protocol):
    """Records of one register, parsed and waiting."""

    register: str

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Compare with the shop without writing."""

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Write what `match` found, once: the values in `matched` are used up."""

    def preview(self, matched: Matched, limit: int) -> Preview:
        """Field names, and for the first drafts (index, source, row, values)."""


class DraftJob(ABC, Generic[Draft]):
    """What jobs of drafts share: the drafts of one drop of files, and their first rows as they would be listed."""

    fields: tuple[str, ...] = ()
    """The fields of a preview."""

    def __init__(self, drafts: Sequence[Draft], headings: Mapping[str, str]) -> None:
        """`headings` name the file's columns by field, for rejects and for what has no column of its own."""
        self._drafts = drafts
        self._headings = headings

    def preview(self, matched: Matched, limit: int) -> Preview:
        """The first drafts in the columns of the list."""
        return first_rows(self.fields, self._drafts, matched, limit, self.said)

    @abstractmethod
    def said(self, draft: Draft) -> tuple[str, int, tuple[Any, ...]]:
        """Where a draft stands (source, row), and its values by `fields`."""


class EmptyJob:
    """Nothing that can be brought in yet: a person has to say what the columns are."""

    def __init__(self, register: str) -> None:
        self.register = register

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Nothing."""
        return Matched()

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Nothing."""

    def preview(self, matched: Matched, limit: int) -> Preview:
        """Nothing."""
        return (), []

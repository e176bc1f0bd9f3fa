"""Which backups to keep: many recent ones, fewer of each older age, and never none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

_TOLERANCE = timedelta(minutes=5)
ROUTINE = frozenset({"auto", "close"})
"""Reasons of backups that come round by themselves."""


class Kept(Protocol):
    """What the ladder needs to know of a backup: when it was made, what for, and whether it was verified."""

    @property
    def created(self) -> datetime: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def verified(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many half-hours, days, weeks, months and years keep their last backup each.

    Periods without a backup do not count: after a holiday of three weeks the last days before it are kept. The last
    `occasions` backups that were made for something (by hand, before an import, an update, a new key) stay besides:
    the next half-hourly one must not take the place of what an import is to be undone with.
    """

    half_hours: int = 48
    days: int = 14
    weeks: int = 8
    months: int = 24
    years: int = 7
    occasions: int = 10

    def rungs(self) -> tuple[tuple[int, Callable[[datetime], object]], ...]:
        """Each rung's number and the function that tells which period an instant (UTC) falls in."""
        return (
            (self.half_hours, lambda at: (at.date(), at.hour, at.minute // 30)),
            (self.days, lambda at: at.date()),
            (self.weeks, lambda at: at.isocalendar()[:2]),
            (self.months, lambda at: (at.year, at.month)),
            (self.years, lambda at: at.year),
        )


def clock_jumped(backups: Iterable[Kept], now: datetime) -> bool:
    """Whether the dates cannot be trusted: some backup comes from the future."""
    return any(kept.created > now + _TOLERANCE for kept in backups)


def superfluous(backups: Sequence[Kept], now: datetime, ladder: Ladder | None = None) -> list[int]:
    """The indexes in `backups` of those that no rung of the ladder keeps.

    The last verified one is always kept. Nothing is superfluous while the clock seems to have jumped: a wrong
    clock must not be what deletes a backup.
    """
    if clock_jumped(backups, now):
        return []
    newest_first = sorted(range(len(backups)), key=lambda i: backups[i].created, reverse=True)
    keep: set[int] = set()
    ladder = ladder or Ladder()
    keep.update([i for i in newest_first if backups[i].reason not in ROUTINE][: ladder.occasions])
    for limit, period in ladder.rungs():
        seen: set[object] = set()
        for index in newest_first:
            which = period(backups[index].created.astimezone(UTC))
            if which not in seen and len(seen) < limit:
                seen.add(which)
                keep.add(index)
    verified = next((index for index in newest_first if backups[index].verified), None)
    keep |= {verified} if verified is not None else set()
    return [index for index in range(len(backups)) if index not in keep]

"""Clocks: a term that runs, is paused, stops, and whose overrun stays on record whatever comes later.

A clock is a plain value; every change gives another one. It says nothing of what it is for, so that any register may
keep clocks as lines: `from_rows` and `to_rows` read and write them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Literal

from app.core import workdays
from app.core.dates import business_date
from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.services.tables import Values

Unit = Literal["hours", "days", "workdays"]
Running = Literal["running", "paused", "stopped"]
_LAST = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Term:
    """How long: `amount` of `unit`; or until the end of `fixed_on`, a date that someone else set.

    Terms of days do not count the day on which they start. One that would end on a holiday ends with the next working
    day (市场监督管理投诉举报处理办法 art. 45); a fixed date is taken as it stands.
    """

    unit: Unit
    amount: int
    fixed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count, and why. `to_at` is None while it lasts."""

    from_at: datetime
    to_at: datetime | None
    reason: str
    why: str | None = None
    by: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. `turn` counts how often its matter was begun anew."""

    kind: str
    term: Term
    started_at: datetime
    due_at: datetime
    turn: int = 1
    stopped_at: datetime | None = None
    breached_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    id: int | None = None

    @property
    def paused_at(self) -> datetime | None:
        """Since when it is paused; None when it is not."""
        last = self.pauses[-1] if self.pauses else None
        return last.from_at if last is not None and last.to_at is None and self.stopped_at is None else None

    @property
    def state(self) -> Running:
        """Whether it runs, is paused, or has stopped."""
        if self.stopped_at is not None:
            return "stopped"
        return "running" if self.paused_at is None else "paused"

    def overrun(self, now: datetime) -> datetime | None:
        """Since when its term is broken, as of now; None while it is kept."""
        if self.breached_at is not None:
            return self.breached_at
        until = self.stopped_at or self.paused_at or now
        return self.due_at if until > self.due_at else None

    def left(self, now: datetime) -> timedelta:
        """How much time is left, below zero when there is none; where it is paused or stopped, what was left then."""
        return self.due_at - (self.stopped_at or self.paused_at or now)

    def share_left(self, now: datetime) -> float:
        """The part of the whole time that is left, from 0 to 1."""
        whole = self.due_at - self.started_at - self._paused_for()
        return min(max(self.left(now) / whole, 0.0), 1.0) if whole > timedelta() else 0.0

    def _paused_for(self) -> timedelta:
        return sum(((p.to_at - p.from_at) for p in self.pauses if p.to_at is not None), timedelta())


def due_at(term: Term, start: datetime, tz: tzinfo, pauses: Sequence[Pause] = ()) -> datetime:
    """When a term ends that starts at `start` and does not count its pauses. Days end with 23:59:59 in `tz`."""
    ended = [(p.from_at, p.to_at) for p in pauses if p.to_at is not None]
    if term.unit == "hours" and term.fixed_on is None:
        return start + timedelta(hours=term.amount) + sum(((b - a) for a, b in ended), timedelta())
    spans = [(business_date(a, tz), business_date(b, tz)) for a, b in ended]
    idle = sum((b - a).days for a, b in spans)
    first = business_date(start, tz)
    if term.fixed_on is not None:
        last = workdays.roll_forward(term.fixed_on + timedelta(days=idle)) if idle else term.fixed_on
    elif term.unit == "workdays":
        lost = sum(workdays.workdays_between(a, b) for a, b in spans)
        last = workdays.add_workdays(first, term.amount + lost)
    else:
        last = workdays.roll_forward(first + timedelta(days=term.amount + idle))
    return datetime.combine(last, _LAST, tz).astimezone(UTC)


def begin(kind: str, term: Term, at: datetime, tz: tzinfo, turn: int = 1) -> Clock:
    """A clock that starts at `at`."""
    return Clock(kind, term, at, due_at(term, at, tz), turn)


def settled(clock: Clock, now: datetime) -> Clock:
    """The clock with its overrun written down, if there is one as of now."""
    return replace(clock, breached_at=clock.overrun(now))


def pause(clock: Clock, at: datetime, reason: str, why: str | None = None, by: str = "") -> Clock:
    """Stop counting at `at`. An overrun up to then stays. Raises `NotAllowed` unless the clock runs."""
    if clock.state != "running":
        raise NotAllowed(N_("This clock does not run, so it cannot be paused."), N_("Nothing was changed."))
    clock = settled(clock, at)
    return replace(clock, pauses=(*clock.pauses, Pause(max(at, clock.started_at), None, reason, why, by)))


def resume(clock: Clock, at: datetime, tz: tzinfo, why: str | None = None) -> Clock:
    """Count again from `at`: the end moves by the time that was paused. Raises `NotAllowed` unless it is paused."""
    if clock.paused_at is None:
        raise NotAllowed(N_("This clock is not paused."), N_("Nothing was changed."))
    last = clock.pauses[-1]
    said = "; ".join(w for w in (last.why, why) if w) or None
    pauses = (*clock.pauses[:-1], replace(last, to_at=max(at, last.from_at), why=said))
    return replace(clock, pauses=pauses, due_at=due_at(clock.term, clock.started_at, tz, pauses))


def stop(clock: Clock, at: datetime, tz: tzinfo) -> Clock:
    """What the clock was for was done at `at`. It stays stopped, and an overrun stays with it."""
    if clock.stopped_at is not None:
        return clock
    if clock.paused_at is not None:
        clock = resume(clock, at, tz)
    at = max(at, clock.started_at)
    return settled(replace(clock, stopped_at=at), at)


def restart(clock: Clock, at: datetime, tz: tzinfo, reason: str, by: str = "") -> Clock:
    """Run on after all: the time since it stopped becomes a pause. A clock that was not stopped stays as it is."""
    if clock.stopped_at is None:
        return clock
    pauses = (*clock.pauses, Pause(clock.stopped_at, max(at, clock.stopped_at), reason, None, by))
    return replace(clock, stopped_at=None, pauses=pauses, due_at=due_at(clock.term, clock.started_at, tz, pauses))


def retimed(clock: Clock, term: Term, started_at: datetime, tz: tzinfo, now: datetime) -> Clock:
    """The clock with another term or start, as when a date was corrected. What is stopped or overrun stays."""
    if (clock.term, clock.started_at) == (term, started_at) or clock.stopped_at is not None:
        return clock
    clock = settled(clock, now)
    return replace(clock, term=term, started_at=started_at, due_at=due_at(term, started_at, tz, clock.pauses))


def recounted(clock: Clock, tz: tzinfo) -> Clock:
    """The clock as the calendar now counts it: a year's holidays may be published after it began.

    What is stopped or overrun stays.
    """
    if clock.stopped_at is not None or clock.breached_at is not None:
        return clock
    return replace(clock, due_at=due_at(clock.term, clock.started_at, tz, clock.pauses))


def from_rows(clock_rows: Sequence[Mapping[str, Any]], pause_rows: Sequence[Mapping[str, Any]]) -> list[Clock]:
    """The clocks of a record from its stored lines."""
    found: list[Clock] = []
    for row in clock_rows:
        mine = [p for p in pause_rows if (p["clock"], p["turn"]) == (row["kind"], row["turn"])]
        pauses = tuple(
            Pause(p["from_at"], p["to_at"], p["reason"], p["why"], p["by"], p["id"])
            for p in sorted(mine, key=lambda p: (p["from_at"], p["id"]))
        )
        term = Term(row["unit"], row["amount"], row["fixed_on"])
        found.append(
            Clock(row["kind"], term, row["started_at"], row["due_at"], row["turn"], row["stopped_at"],
                  row["breached_at"], pauses, row["id"])
        )  # fmt: skip
    return found


def to_rows(clocks: Sequence[Clock]) -> tuple[list[Values], list[Values]]:
    """The clocks as lines: clock rows and pause rows. Those that are stored carry their id."""
    clock_rows = [
        {
            **_kept(c.id),
            "kind": c.kind,
            "turn": c.turn,
            "unit": c.term.unit,
            "amount": c.term.amount,
            "fixed_on": c.term.fixed_on,
            "started_at": c.started_at,
            "due_at": c.due_at,
            "paused_at": c.paused_at,
            "stopped_at": c.stopped_at,
            "breached_at": c.breached_at,
        }
        for c in clocks
    ]
    pause_rows = [
        {
            **_kept(p.id),
            "clock": c.kind,
            "turn": c.turn,
            "from_at": p.from_at,
            "to_at": p.to_at,
            "reason": p.reason,
            "why": p.why,
            "by": p.by,
        }
        for c in clocks
        for p in c.pauses
    ]
    return clock_rows, pause_rows


def _kept(line_id: int | None) -> Values:
    return {} if line_id is None else {"id": line_id}

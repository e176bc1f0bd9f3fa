"""The clock, passed in where time matters, so that a test or a demonstration decides what "now" is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def fixed(instant: datetime) -> Clock:
    """A clock that always says `instant`."""
    return lambda: instant

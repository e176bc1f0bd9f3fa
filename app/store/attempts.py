"""Slowing down whoever guesses passwords at the sign-in window."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from app.store.errors import TooManyAttempts

_FREE = 3
_LONGEST_WAIT = 60.0


class Attempts:
    """Counts wrong passwords in memory: three are free, then each doubles the wait, up to a minute.

    It protects an unlocked desk, not a stolen disk; there only the cost of Argon2 does.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong = 0
        self._not_before = 0.0

    def check(self) -> None:
        """Raise `TooManyAttempts` while the wait lasts."""
        left = self._not_before - self._clock()
        if left > 0:
            raise TooManyAttempts(math.ceil(left))

    def failed(self) -> None:
        """One more wrong password."""
        self._wrong += 1
        if self._wrong >= _FREE:
            self._not_before = self._clock() + min(2.0 ** (self._wrong - _FREE), _LONGEST_WAIT)

    def succeeded(self) -> None:
        """The right password: start again from nothing."""
        self._wrong = 0
        self._not_before = 0.0

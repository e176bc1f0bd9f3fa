"""When Python's cycle collector runs, for programs whose objects must die in the thread that they live in."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHARE = 50
"""A full collection waits until fifty times its own duration has passed: at most 2 % of the time goes to it."""


class Collector:
    """Collects when it is asked to, by Python's own counts, and never by itself in whichever thread makes an object.

    A Qt object that is part of a cycle and is freed by another thread than its own ends the program. So the
    automatic collector is off, and the thread of the window asks this one often. While the first threshold is 0,
    nothing is collected, as with the automatic one.
    """

    def __init__(self) -> None:
        self._rested_until = 0.0

    def start(self) -> None:
        """Take over. What exists by now stays for good and need not be walked again."""
        gc.disable()
        gc.freeze()

    def stop(self) -> None:
        """Give the work back to Python."""
        gc.unfreeze()
        gc.enable()

    def collect_if_due(self) -> int:
        """Collect the generation whose count is over its threshold; returns how many objects were freed."""
        limits = gc.get_threshold()
        counts = gc.get_count()
        if not limits[0] or counts[0] <= limits[0]:
            return 0
        now = time.monotonic()
        if counts[2] > limits[2] and now >= self._rested_until:
            freed = gc.collect()
            done = time.monotonic()
            self._rested_until = done + SHARE * (done - now)
            return freed
        return gc.collect(1 if counts[1] > limits[1] else 0)


@contextmanager
def no_collecting() -> Iterator[None]:
    """Hold the collector back: hundreds of thousands of rows, none in a cycle, would be walked again and again.

    A third of the time of a large import. Memory is freed by reference counts all the same.
    """
    limits = gc.get_threshold()
    gc.set_threshold(0, *limits[1:])
    try:
        yield
    finally:
        gc.set_threshold(*limits)

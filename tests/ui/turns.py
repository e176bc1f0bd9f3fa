"""Counts the work of the window's thread between two looks at its events: what may grow is seen without a clock."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QAbstractEventDispatcher

STORE = str(Path("app") / "store" / "reader.py")


@dataclass
class Turns:
    """`longest`: the most calls (of Python's functions and of Qt's) in one turn of the event loop.

    `reads`: the store's reading functions that ran on the window's thread; there should be none.
    """

    longest: int = 0
    reads: list[str] = field(default_factory=list)
    now: int = 0

    def end(self) -> None:
        """A turn is over."""
        self.longest = max(self.longest, self.now)
        self.now = 0

    def see(self, frame: FrameType, event: str, _what: object) -> None:
        """Count a call."""
        if event in ("call", "c_call"):
            self.now += 1
            if event == "call" and frame.f_code.co_filename.endswith(STORE):
                self.reads.append(frame.f_code.co_name)


@contextmanager
def turns() -> Iterator[Turns]:
    """Count inside the block, on the calling thread, which has to be the window's."""
    seen = Turns()
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    dispatcher.awake.connect(seen.end)
    sys.setprofile(seen.see)
    try:
        yield seen
    finally:
        sys.setprofile(None)
        dispatcher.awake.disconnect(seen.end)
        seen.end()

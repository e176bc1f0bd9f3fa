"""Progress and cancel for long work, without knowing who shows it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.core.errors import Cancelled
from app.core.i18n import Text

Report = Callable[[int, int, Text | None], None]


class Progress:
    """Passed into long work. `step` tells how far it is and raises `Cancelled` once someone asked to stop."""

    def __init__(self, report: Report | None = None) -> None:
        self._report = report
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; safe from any thread."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self._cancel.is_set()

    def step(self, done: int, total: int = 0, what: Text | None = None) -> None:
        """Tell that `done` of `total` units are finished (`total` 0: unknown). Raises `Cancelled`."""
        if self._cancel.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, total, what)

"""The figures around a list: how many records there are and are listed, how many each chip lists, and sums.

In a shop of a million orders they take two seconds together. They are read one after the other on one reader, so that
rows never wait behind figures that nobody wants any more, and only those are read again that can have changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import Cancelled
from app.models.declaration import Register
from app.store.reader import Reader
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.runtime.worker import Job

FRESH_SECONDS = 60
"""Chips count what is late: after so long they are counted again although no record changed."""

Step = tuple[Callable[[Reader], Any], Callable[[Any], object]]


class ListFigures(QObject):
    """`totalled` gives how many are listed and how many there are, `chipped` a count per chip, `summed` the sums."""

    totalled = Signal(int, int)
    chipped = Signal(object)
    summed = Signal(object)

    def __init__(self, desk: Desk, register: Register, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = register.name
        self._job: Job[Any] | None = None
        self._steps: list[Step] = []
        self._view: View | None = None
        self._total: int | None = None
        self._chipped_at = 0.0

    def forget(self) -> None:
        """Records changed: read everything again at the next `want`."""
        self._view, self._total, self._chipped_at = None, None, 0.0

    def want(self, view: View, *, filtered: bool) -> None:
        """Read the figures of a list; the order of its rows does not matter to them."""
        view = view.changed(sort="")
        stale = time.monotonic() - self._chipped_at > FRESH_SECONDS
        if view == self._view and not stale:
            return
        steps: list[Step] = []
        if view != self._view:
            self.summed.emit({})
            steps.append((lambda r: self._count(r, view, filtered), self._counted))
        if stale:
            steps.append((lambda r: r.chip_counts(self._name), self._chips))
        if view != self._view:
            steps.append((lambda r: r.sums(view), lambda sums: self._sums(view, sums)))
        self._view = None  # until its last figure is here
        self._steps = steps
        if self._job is None:
            self._next()
        else:
            self._job.cancel()

    def _count(self, reader: Reader, view: View, filtered: bool) -> tuple[int, int]:
        total = self._total if self._total is not None else reader.count(View(self._name))
        return (reader.count(view) if filtered else total), total

    def _counted(self, found: tuple[int, int]) -> None:
        self._total = found[1]
        self.totalled.emit(*found)

    def _chips(self, counts: Mapping[str, int]) -> None:
        self._chipped_at = time.monotonic()
        self.chipped.emit(counts)

    def _sums(self, view: View, sums: Mapping[str, int]) -> None:
        self._view = view
        self.summed.emit(sums)

    def _next(self) -> None:
        self._job = None
        if not self._steps:
            return
        work, then = self._steps.pop(0)

        def done(found: Any) -> None:
            then(found)
            self._next()

        self._job = self._desk.read(work, done, self, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._next()
        else:
            self._job, self._steps = None, []
            self._desk.host.fail(error)

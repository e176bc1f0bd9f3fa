"""Fetches blocks of rows on reader threads and keeps those that were looked at last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.core.errors import Cancelled
from app.ui.runtime.worker import Job, Worker
from app.ui.widgets.table.blocks import BLOCK, Blocks
from app.ui.widgets.table.source import Row, RowSource

MAX_WAITING = 6
"""Blocks that may be on their way; when scrolling outruns the file, the oldest wish is dropped."""


class Feed(QObject):
    """Rows of a `RowSource`. Old rows stay until the new ones are there, so that a reload never flashes."""

    grew = Signal(int)
    counted = Signal(int)
    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._blocks = Blocks()
        self._generation = 0
        self._waiting: dict[int, Job[Sequence[Row]]] = {}
        self._counting: Job[int] | None = None
        self.source: RowSource | None = None
        self.known = False

    @property
    def loading(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._waiting) or self.counting

    @property
    def counting(self) -> bool:
        """Whether the list is being counted, so that positions in it may change yet."""
        return self._counting is not None

    def reload(self, source: RowSource) -> None:
        """Count and fetch `source` from now on; what is here stays until its block arrives anew."""
        for job in self._waiting.values():
            job.cancel()
        if self._counting is not None:
            self._counting.cancel()
        self._waiting.clear()
        self.source = source
        self._generation += 1
        generation = self._generation
        self._counting = self._worker.read(
            lambda _progress: source.count(),
            lambda n: self._counted(n, generation),
            lambda error: self._count_failed(error, generation),
            self,
        )
        self._want(0)

    def fill(self, source: RowSource, rows: Sequence[Row]) -> None:
        """Show rows that are here already; `source` gives those that did not fit in memory."""
        for job in self._waiting.values():
            job.cancel()
        self._waiting.clear()
        self._blocks.clear()
        self.source = source
        self._generation += 1
        for number in range(-(-len(rows) // BLOCK)):
            self._blocks.put(number, rows[number * BLOCK : (number + 1) * BLOCK], self._generation)
        self.known = True
        self.counted.emit(len(rows))
        self.arrived.emit(0, len(rows))

    def row(self, at: int) -> Row | None:
        """The row at a position; None, and a fetch, if it is not here."""
        number, inside = divmod(at, BLOCK)
        if not self._blocks.fresh(number, self._generation):
            self._want(number)
        elif inside > BLOCK * 3 // 4:
            self._want(number + 1)
        elif inside < BLOCK // 4 and number:
            self._want(number - 1)
        return self._blocks.row(at)

    def peek(self, at: int) -> Row | None:
        """The row at a position if it is here, without asking for it."""
        return self._blocks.row(at)

    def loaded(self) -> list[tuple[int, Row]]:
        """The rows that are here, with their positions."""
        return list(self._blocks.each())

    def _want(self, number: int) -> None:
        source = self.source
        if source is None or number in self._waiting or self._blocks.fresh(number, self._generation):
            return
        while len(self._waiting) >= MAX_WAITING:
            self._waiting.pop(next(iter(self._waiting))).cancel()
        generation = self._generation
        self._waiting[number] = self._worker.read(
            lambda _progress: source.fetch(number * BLOCK, BLOCK),
            lambda rows: self._arrive(number, rows, generation),
            lambda error: self._fetch_failed(number, error, generation),
            self,
        )

    def _arrive(self, number: int, rows: Sequence[Row], generation: int) -> None:
        if generation != self._generation:
            return
        self._waiting.pop(number, None)
        self._blocks.put(number, rows, generation)
        first = number * BLOCK
        if not self.known:
            self.grew.emit(first + len(rows))
        self.arrived.emit(first, first + len(rows))

    def _counted(self, count: int, generation: int) -> None:
        if generation == self._generation:
            self._counting = None
            self.known = True
            self.counted.emit(count)

    def _count_failed(self, error: BaseException, generation: int) -> None:
        if generation == self._generation and not isinstance(error, Cancelled):
            self._counting = None
            self.failed.emit(error)

    def _fetch_failed(self, number: int, error: BaseException, generation: int) -> None:
        if generation == self._generation and not isinstance(error, Cancelled):
            self._waiting.pop(number, None)
            # An empty block stops the painting from asking again at once; a reload asks anew.
            self._blocks.put(number, (), generation)
            self.failed.emit(error)

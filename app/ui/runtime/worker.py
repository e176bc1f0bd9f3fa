"""Work off the window's thread: one writer, a few readers, results delivered back on it.

Nothing here runs the event loop; a job that is no longer wanted is cancelled through its `Progress`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.core.errors import Cancelled
from app.core.i18n import Text
from app.core.progress import Progress

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
STEP_SECONDS = 0.05
"""How often a running job may tell the window how far it is."""


class Job(Generic[T]):
    """One piece of work on its way. Callbacks run on the window's thread, and only while `owner` lives."""

    def __init__(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object] | None,
        failed: Callable[[BaseException], object] | None,
        owner: QObject | None,
        stepped: Callable[[int, int, Text | None], object] | None,
        *,
        writes: bool,
    ) -> None:
        self.work = work
        self.then = then
        self.failed = failed
        self.owner = owner
        self.stepped = stepped
        self.writes = writes
        self.progress = Progress(self._report)
        self.result: T | None = None
        self.error: BaseException | None = None
        self.send_step: Callable[[Job[Any], int, int, object], object] | None = None
        self._told = 0.0

    def cancel(self) -> None:
        """Ask the work to stop. It ends with `Cancelled`, which reaches `failed` if there is one."""
        self.progress.cancel()

    def run(self) -> None:
        """Do the work on the calling thread and keep its result or its error."""
        try:
            if self.progress.cancelled:
                raise Cancelled
            self.result = self.work(self.progress)
        except BaseException as error:
            self.error = error

    def wanted(self) -> bool:
        """Whether somebody still waits for the result."""
        return self.owner is None or shiboken6.isValid(self.owner)

    def _report(self, done: int, total: int, what: Text | None) -> None:
        now = time.monotonic()
        if self.send_step is not None and (now - self._told >= STEP_SECONDS or done == total):
            self._told = now
            self.send_step(self, done, total, what)


class Worker(QObject):
    """Runs jobs. Errors without a handler of their own are sent by `unhandled`."""

    unhandled = Signal(object)
    idle = Signal()
    writing_changed = Signal(bool)
    _arrived = Signal(object)
    _stepped = Signal(object, int, int, object)

    def __init__(self, parent: QObject | None = None, readers: int = 3) -> None:
        super().__init__(parent)
        self._threads = {"writer": 1, "reader": readers}
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._running: set[Job[Any]] = set()
        self._arrived.connect(self._deliver)
        self._stepped.connect(self._tell)

    def read(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        owner: QObject | None = None,
        stepped: Callable[[int, int, Text | None], object] | None = None,
    ) -> Job[T]:
        """Run `work` on a reader thread; several may run at once."""
        return self._start(Job(work, then, failed, owner, stepped, writes=False))

    def write(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        owner: QObject | None = None,
        stepped: Callable[[int, int, Text | None], object] | None = None,
    ) -> Job[T]:
        """Run `work` on the one writer thread, after the changes that were asked for before it."""
        return self._start(Job(work, then, failed, owner, stepped, writes=True))

    @property
    def busy(self) -> bool:
        """Whether any job is waiting or running."""
        return bool(self._running)

    @property
    def writing(self) -> bool:
        """Whether a change is waiting or running."""
        return any(job.writes for job in self._running)

    def close(self) -> None:
        """Stop taking jobs, cancel reading, let changes finish. Blocks until the threads ended."""
        for job in self._running:
            if not job.writes:
                job.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        self._running.clear()

    def _start(self, job: Job[T]) -> Job[T]:
        job.send_step = self._stepped.emit
        was_writing = self.writing
        self._running.add(job)
        if job.writes and not was_writing:
            self.writing_changed.emit(True)
        self._pool("writer" if job.writes else "reader").submit(self._run, job)
        return job

    def _pool(self, name: str) -> ThreadPoolExecutor:
        if name not in self._pools:
            from concurrent.futures import ThreadPoolExecutor  # slow to load: the first window comes before it

            self._pools[name] = ThreadPoolExecutor(self._threads[name], name)
        return self._pools[name]

    def _run(self, job: Job[Any]) -> None:
        job.run()
        if shiboken6.isValid(self):
            self._arrived.emit(job)

    def _deliver(self, job: Job[Any]) -> None:
        if job not in self._running:
            return
        self._running.discard(job)
        if job.writes and not self.writing:
            self.writing_changed.emit(False)
        try:
            self._hand_over(job)
        finally:
            if not self._running:
                self.idle.emit()

    def _hand_over(self, job: Job[Any]) -> None:
        if job.progress.cancelled and not job.writes and job.error is None:
            # It was too late to stop; what was read is not wanted all the same, and may be older than what is shown.
            job.error = Cancelled()
        if job.error is None:
            if job.then is not None and job.wanted():
                job.then(job.result)
        elif job.failed is not None:
            if job.wanted():
                job.failed(job.error)
        elif not isinstance(job.error, Cancelled):
            self.unhandled.emit(job.error)

    def _tell(self, job: Job[Any], done: int, total: int, what: Text | None) -> None:
        if job in self._running and job.stepped is not None and job.wanted():
            job.stepped(done, total, what)

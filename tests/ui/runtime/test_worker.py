from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.ui.runtime.worker import Worker


def test_results_arrive_on_the_windows_thread(worker: Worker, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool, bool]] = []
    here = threading.get_ident()
    worker.read(
        lambda _p: threading.get_ident(),
        lambda there: seen.append((there, there == here, threading.get_ident() == here)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][1:] == (False, True)


def test_errors_arrive_where_they_are_asked_for(worker: Worker, qtbot: QtBot) -> None:
    seen: list[BaseException] = []
    error = UserError(N_("The disk is full."))
    worker.read(_raising(error), None, seen.append)
    qtbot.waitUntil(lambda: seen == [error])


def test_errors_without_a_handler_are_not_lost(worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.unhandled) as caught:
        worker.write(_raising(KeyError("x")))
    assert isinstance(caught.args[0], KeyError)


def test_changes_run_one_after_the_other_in_order(worker: Worker, qtbot: QtBot) -> None:
    order: list[int] = []
    for at in range(20):
        worker.write(lambda _p, at=at: order.append(at))
    with qtbot.waitSignal(worker.idle):
        pass
    assert order == list(range(20))


def test_nobody_is_told_after_the_owner_is_gone(worker: Worker, qtbot: QtBot) -> None:
    owner, seen, go = QObject(), [], threading.Event()
    with qtbot.waitSignal(worker.idle):
        worker.read(lambda _p: go.wait(5), seen.append, owner=owner)
        owner.deleteLater()
        qtbot.waitUntil(lambda: _gone(owner))
        go.set()
    assert seen == []


def test_a_cancelled_job_ends_with_cancelled(worker: Worker, qtbot: QtBot) -> None:
    started, seen = threading.Event(), []

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0)

    job = worker.write(work, None, seen.append)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert isinstance(seen[0], Cancelled)


def test_a_job_cancelled_before_its_turn_never_runs(worker: Worker, qtbot: QtBot) -> None:
    go, ran = threading.Event(), []
    with qtbot.waitSignal(worker.idle):
        worker.write(lambda _p: go.wait(5))
        job = worker.write(lambda _p: ran.append(1))
        job.cancel()
        go.set()
    assert ran == []


def test_progress_is_told_and_its_last_step_always(worker: Worker, qtbot: QtBot) -> None:
    steps: list[tuple[int, int, Text | None]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 1001):
            progress.step(done, 1000)

    with qtbot.waitSignal(worker.idle):
        worker.read(work, stepped=lambda *step: steps.append(step))
    assert steps[-1] == (1000, 1000, None)
    assert len(steps) < 1000


def test_writing_is_told(worker: Worker, qtbot: QtBot) -> None:
    seen: list[bool] = []
    worker.writing_changed.connect(seen.append)
    with qtbot.waitSignal(worker.idle):
        worker.write(lambda _p: None)
        assert worker.writing
    assert seen == [True, False]


def test_closing_lets_changes_finish_and_stops_reading(qtbot: QtBot) -> None:
    worker, done = Worker(), []
    started = threading.Event()

    def read(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0)

    worker.read(read)
    assert started.wait(5)
    worker.write(lambda _p: done.append(QThread.currentThread()))
    worker.close()
    assert len(done) == 1
    assert not worker.busy


def _raising(error: BaseException) -> Callable[[Progress], None]:
    def work(_progress: Progress) -> None:
        raise error

    return work


def _gone(owner: QObject) -> bool:
    import shiboken6

    return not shiboken6.isValid(owner)


@pytest.mark.parametrize("kind", ["read", "write"])
def test_a_callback_that_fails_does_not_stop_the_next_job(worker: Worker, qtbot: QtBot, kind: str) -> None:
    seen: list[int] = []
    start = getattr(worker, kind)

    def bad(_result: object) -> None:
        raise ValueError

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(worker.idle):
        start(lambda _p: 1, bad)
        start(lambda _p: 2, seen.append)
    assert [c[0] for c in caught] == [ValueError]
    qtbot.waitUntil(lambda: seen == [2])


def test_what_was_read_for_nobody_is_not_handed_over(worker: Worker, qtbot: QtBot) -> None:
    started, go, seen = threading.Event(), threading.Event(), []

    def work(_progress: Progress) -> str:
        started.set()
        go.wait(5)
        return "too late"

    job = worker.read(work, seen.append, seen.append)
    started.wait(5)
    job.cancel()
    with qtbot.waitSignal(worker.idle):
        go.set()
    assert [type(s) for s in seen] == [Cancelled]

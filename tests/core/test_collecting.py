"""The collector runs when it is asked to and in the thread that asks, never by itself."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest

from app.core.collecting import Collector, no_collecting


class Knot:
    """Holds itself: only the collector frees it."""

    def __init__(self) -> None:
        self.own = self
        self.freed_in: list[str] = []

    def watched(self) -> "tuple[weakref.ref[Knot], list[str]]":
        told: list[str] = []
        weakref.finalize(self, lambda: told.append(threading.current_thread().name))
        return weakref.ref(self), told


@pytest.fixture
def limits() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(50, 5, 5)
    yield
    gc.set_threshold(*before)


def kept(pieces: int) -> list[list[int]]:
    return [[n] for n in range(pieces)]


def test_another_thread_frees_no_cycle(collector: Collector, limits: None) -> None:
    gc.collect()
    gone, told = Knot().watched()
    thread = threading.Thread(target=kept, args=(5_000,), name="reader")
    thread.start()
    thread.join()
    held = kept(500)
    assert gone() is not None
    assert collector.collect_if_due() > 0
    assert (gone(), told) == (None, ["MainThread"])
    assert len(held) == 500


def test_nothing_is_collected_before_it_is_due_or_while_it_is_held_back(collector: Collector, limits: None) -> None:
    gc.collect()
    gone, _ = Knot().watched()
    assert collector.collect_if_due() == 0
    with no_collecting():
        held = kept(500)
        assert collector.collect_if_due() == 0
        assert gone() is not None
    assert collector.collect_if_due() > 0
    assert gone() is None
    assert len(held) == 500


def test_the_oldest_are_collected_too(limits: None) -> None:
    collector = Collector()  # the session's own may be resting from its last full collection
    gc.collect()
    knot = Knot()
    gc.collect()  # it is among the oldest now
    gone, _ = knot.watched()
    del knot
    held = []
    for _ in range(60):
        held.append(kept(100))
        collector.collect_if_due()
    assert gone() is None
    assert len(held) == 60


def test_a_full_collection_rests_afterwards(limits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 1.0, 1.5, 50.0, 51.5, 52.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    monkeypatch.setattr(gc, "get_count", lambda: (51, 6, 6))
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: asked.append(generation) or 0)
    collector = Collector()
    for _ in range(4):  # at 0 for a second, at 1.5 and 50 while resting, at 51.5 again
        collector.collect_if_due()
    assert asked == [2, 1, 1, 2]


def test_limits_come_back_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), no_collecting():
        raise KeyError
    assert gc.get_threshold() == before

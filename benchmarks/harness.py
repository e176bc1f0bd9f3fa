"""What every benchmark shares: paired timing, a result with its limit, and peak memory.

A ratio of two medians from one run says the same on a slow machine as on a fast one; seconds do not.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

GROWTH = 1.2
"""What ten times the data may take more than ten times as long: what timing twice varies by."""


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. `limit` is the greatest ratio that is accepted; None: shown, not judged.

    `floor_s`: where ours takes no longer than this, nobody can tell, and the ratio is shown and not judged.
    """

    name: str
    ours_s: float
    raw_s: float
    ratio: float
    limit: float | None
    scale: float = 1.0
    note: str = ""
    unit: str = "s"
    floor_s: float = 0.0

    @property
    def judged(self) -> bool:
        """Whether the ratio says anything: there is a limit, and ours takes long enough to be noticed."""
        return self.limit is not None and self.ours_s > self.floor_s

    @property
    def ok(self) -> bool:
        """Whether the ratio keeps within its limit."""
        return self.limit is None or not self.judged or self.ratio <= self.limit


TRIAL = 0.001
"""Below this scale a run only proves that it runs: each side once, and nothing at two sizes that one size shows."""


def turns(scale: float, full: int) -> int:
    """How often each side is timed."""
    return full if scale >= TRIAL else 1


Times = tuple[float, float, float]
"""Seconds of ours, seconds of the raw side, and their ratio."""


def ratio(ours: Callable[[], object], raw: Callable[[], object], repeat: int = 3, *, brief: bool = False) -> Times:
    """Median seconds of `ours` and of `raw`, run in turn `repeat` times, and the median of the pairs' ratios.

    Running in pairs lets a slow minute of the machine hit both. The order alternates, so that whoever runs
    second has no lasting advantage from warm caches. If both are `brief`, rubbish is cleared away once, not each time.
    """
    pairs: list[tuple[float, float]] = []
    timed = clocked if brief else seconds
    gc.collect()
    for turn in range(repeat):
        if turn % 2:
            slow = timed(raw)
            pairs.append((timed(ours), slow))
        else:
            pairs.append((timed(ours), timed(raw)))
    return (
        statistics.median(o for o, _ in pairs),
        statistics.median(r for _, r in pairs),
        statistics.median(o / r for o, r in pairs),
    )


def compare(
    name: str,
    ours: Callable[[], object],
    raw: Callable[[], object],
    limit: float | None,
    *,
    scale: float = 1.0,
    repeat: int = 3,
    note: str = "",
) -> Result:
    """A `Result` of `ratio`."""
    ours_s, raw_s, found = ratio(ours, raw, repeat)
    return Result(name, ours_s, raw_s, found, limit, scale, note)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, with the rubbish of what ran before cleared away first."""
    gc.collect()
    return clocked(work)


def middle(work: Callable[[], object], repeat: int = 3) -> float:
    """Median seconds of several calls."""
    return statistics.median(seconds(work) for _ in range(repeat))


def clocked(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def growth(name: str, full: float, tenth: float, scale: float, note: str = "") -> Result:
    """How the seconds of a tenth of the data, times ten, stand to those of all of it: 1 is linear, below is better."""
    return Result(f"{name}, growth over 10 x the data", full, tenth * 10, full / (tenth * 10), GROWTH, scale, note)


def memory_now() -> int:
    """The memory this process holds now, in bytes; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    import resource

    return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as name:
        yield Path(name)

"""The sign-in window against a bare PySide6 window, the memory that a million orders take when scrolled through, and
the longest that a step of a day's work holds the window up.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import TRIAL, Result, ratio, scratch, turns
from benchmarks.shops import PASSWORD, folder_of

ROOT = Path(__file__).resolve().parents[1]
ORDERS = 1_000_000
START_LIMIT = 1.5
ROOM_MB = 80
LONGEST_S = 0.1
_MB = 1_000_000


def _environment(folder: Path) -> dict[str, str]:
    """Settings and logs of nobody; no window on anyone's screen."""
    homes = {f"XDG_{n}_HOME": str(folder) for n in ("CONFIG", "STATE", "CACHE", "DATA")}
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # a second start is measured
    return {**kept, **homes, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def _run(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=folder, env=_environment(folder), capture_output=True, text=True, check=True)
    return done.stdout


def start(scale: float) -> Result:
    """From the start of the process to the first painting."""
    shop = str(folder_of(100))
    with scratch() as folder:
        times = ratio(
            lambda: _run(folder, "benchmarks.window_start", "ours", shop),
            lambda: _run(folder, "benchmarks.window_start", "bare"),
            turns(scale, 9),
        )
    return Result("sign-in window shown", *times, START_LIMIT, scale, "from the start of Python")


def memory(count: int, scale: float) -> Result:
    """What the window holds after scrolling through all orders, less what it holds for an empty shop."""
    held = []
    for orders in (count, 0):
        with scratch() as folder:
            rows, size = map(int, _run(folder, "benchmarks.window_memory", str(folder_of(orders)), PASSWORD).split())
        if rows != orders:
            raise AssertionError(f"{rows} rows shown of {orders}")
        held.append(size / _MB)
    more = held[0] - held[1]
    note = f"+{more:.0f} MB of {ROOM_MB} MB allowed"
    name = f"memory after scrolling through {count:,} orders"
    return Result(name, held[0], held[1], more / ROOM_MB, 1.0, scale, note, "MB")


def longest(count: int, scale: float) -> Result:
    """The most computing of the window's thread in one turn of its event loop, over every step of the story."""
    with scratch() as folder:
        trial = ["few"] if scale < TRIAL else []
        said = _run(folder, "benchmarks.window_story", str(folder_of(count)), PASSWORD, *trial)
    steps: dict[str, float] = json.loads(said.splitlines()[-1])
    slow = sorted(steps.items(), key=lambda step: -step[1])
    note = ", ".join(f"{name} {ms:.0f} ms" for name, ms in slow[:3])
    worst = slow[0][1] / 1000
    return Result(f"longest turn with {count:,} orders", worst, LONGEST_S, worst / LONGEST_S, 1.0, scale, note)


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The start, and memory and the longest turn at full size and at a tenth of it."""
    count = max(int(ORDERS * scale), 1_000)
    tenth, less = count // 10, scale / 10
    if scale < TRIAL:
        return start(scale), memory(count, scale), longest(count, scale)
    return start(scale), memory(count, scale), memory(tenth, less), longest(count, scale), longest(tenth, less)

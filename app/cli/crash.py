"""A crash report that says where the program went wrong and nothing of what the shop recorded."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.core.paths import logs_dir


def describe(problem: BaseException) -> str:
    """The error's types and places. Messages and values are left out: they may hold a customer's words."""
    lines = [
        f"Taizhang {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _inside(filename: str) -> str:
    parts = Path(filename).parts
    for mark in ("app", "site-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) :])
    return Path(filename).name


def write_report(problem: BaseException) -> Path:
    """Write the report into the logs folder (or the temporary one) and return its path."""
    folder = logs_dir()
    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(describe(problem), "utf-8")
    except OSError:
        print(describe(problem), file=sys.stderr)
        return Path(name)
    return path

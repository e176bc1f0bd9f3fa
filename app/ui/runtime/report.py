"""Crash reports: where it broke, on which versions, and nothing that a record says."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from PySide6 import __version__ as pyside_version

from app import __version__
from app.core.paths import logs_dir

KEPT_REPORTS = 20


def report_text(error: BaseException, at: datetime) -> str:
    """The report of a bug: exception types and places only.

    Messages, local values and source arguments are left out, since any of them may quote a record.
    """
    lines = [
        f"Taizhang {__version__}",
        f"Time {at.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, PySide6 {pyside_version}, {platform.platform()}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [f"  {_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write_report(text: str, at: datetime, folder: Path | None = None) -> Path | None:
    """Write a report to the log folder and drop the oldest; None where the folder cannot be written."""
    where = folder or logs_dir()
    try:
        where.mkdir(parents=True, exist_ok=True)
        path = where / f"crash-{at.strftime('%Y%m%d-%H%M%S-%f')}.txt"
        path.write_text(text, encoding="utf-8")
        for old in sorted(where.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink()
    except OSError:
        print(text, file=sys.stderr)
        return None
    return path


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("app", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else "?"

"""How much memory the window holds: `python -m benchmarks.window_memory FOLDER PASSWORD` prints rows and bytes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView

from app.models.registry import Registry
from app.services.session import sign_in, with_password
from app.ui.program import make_app
from app.ui.runtime.kit import make_kit
from app.ui.shell.stage import Stage
from benchmarks.harness import memory_now

STOPS = 300


def _scroll(stage: Stage) -> int:
    """From the first row of the longest list to its last; returns how many there are. An empty list shows none."""
    lists = [v for v in stage.window.findChildren(QAbstractItemView) if v.isVisible() and v.model() is not None]
    if not lists:
        return 0
    view = max(lists, key=lambda v: v.model().rowCount())
    rows = view.model().rowCount()
    for stop in range(STOPS + 1) if rows else ():
        view.scrollTo(view.model().index((rows - 1) * stop // STOPS, 0))
        stage.settle(1)
    return rows


def main(folder: Path, password: str) -> int:
    """Open the shop, show its orders, scroll from the first to the last, and say how much memory that took."""
    app = make_app()
    session = sign_in(folder, Registry.load(), with_password("林晓", password))
    assert session is not None
    with tempfile.TemporaryDirectory() as scratch:
        stage = Stage(make_kit(app, "zh", "light"), session, Path(scratch))
        stage.window.open_page("orders")
        stage.settle(50)
        rows = _scroll(stage)
        print(rows, memory_now(), flush=True)
        if stage.problems:
            raise stage.problems[0]
        stage.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))

"""Selected rows to the clipboard, fetched where they are not here yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.core.progress import Progress
from app.ui.runtime.worker import Worker
from app.ui.widgets.grid.tsv import to_tsv
from app.ui.widgets.table.blocks import BLOCK
from app.ui.widgets.table.model import LazyModel
from app.ui.widgets.table.source import Row, Span

MOST_COPIED = 20_000


def copy_rows(worker: Worker, model: LazyModel, columns: Sequence[int], spans: Sequence[Span], owner: QObject) -> None:
    """Fetch the rows of `spans` (20,000 at most) on a reader thread and copy them as tab-separated text."""
    source = model.feed.source
    if source is None or not spans:
        return

    def fetch(progress: Progress) -> list[Row]:
        rows: list[Row] = []
        for span in spans:
            for start in range(span.start, span.start + span.length, BLOCK):
                progress.step(len(rows))
                limit = min(BLOCK, span.start + span.length - start, MOST_COPIED - len(rows))
                if limit > 0:
                    rows += source.fetch(start, limit)
        return rows

    def put(rows: list[Row]) -> None:
        table = [[model.say(row, at) for at in columns] for row in rows]
        QGuiApplication.clipboard().setText(to_tsv(table))

    worker.read(fetch, put, None, owner)

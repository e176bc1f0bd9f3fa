"""The table on its card: rows, or what to say when there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from app.core.locale import Locale
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table.source import Column
from app.ui.widgets.table.view import RowsView


class TableCard(QFrame):
    """A `RowsView` on a card. With an `empty` state it is shown in place of the rows when there are none."""

    counted = Signal(int)

    def __init__(
        self,
        kit: Kit,
        worker: Worker,
        at: Callable[[], Locale],
        columns: Sequence[Column],
        empty: EmptyState | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.view = RowsView(kit, worker, at, columns)
        self.empty = empty
        inner = QWidget()
        self._stack = QStackedLayout(inner)
        self._stack.addWidget(self.view)
        if empty is not None:
            self._stack.addWidget(empty)
        box = QVBoxLayout(self)
        # The lower margin keeps square row corners inside the card's round ones.
        box.setContentsMargins(1, 1, 1, 6)
        box.addWidget(inner)
        self.view.rows.counted.connect(self._counted)

    def _counted(self, count: int) -> None:
        if self.empty is not None:
            self._stack.setCurrentWidget(self.view if count else self.empty)
        self.counted.emit(count)

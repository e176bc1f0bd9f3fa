"""A page that reads itself anew: at once while it is looked at, otherwise when it is looked at again."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.store.shop import Changes
from app.ui.pages.desk import Desk

COALESCE_MS = 60
"""A burst of changes is read once."""


class FreshPage(QWidget):
    """`feeds` names the registers whose records the page shows; a page extends `refresh` by its own reading."""

    def __init__(self, desk: Desk, feeds: Collection[str]) -> None:
        super().__init__()
        self._desk = desk
        self._feeds = frozenset(feeds)
        self._stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COALESCE_MS)
        self._soon.timeout.connect(lambda: self.refresh())
        desk.bus.changed.connect(self._told)

    def refresh(self) -> None:
        """Read anew."""
        self._stale = False

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was away."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """What changes from now on is read when the page is looked at again."""
        super().hideEvent(event)
        self._soon.stop()

    def _told(self, changes: Changes) -> None:
        if self._feeds & changes.registers:
            self._stale = True
            if self.isVisible():
                self._soon.start()

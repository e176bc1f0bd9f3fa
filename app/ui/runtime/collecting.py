"""The window's thread collects garbage, and no other: see docs/decisions/collecting-in-one-thread.md."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.core.collecting import Collector

LOOK_MS = 200


class WindowCollector(QObject):
    """Looks often whether Python's collector is due. It takes over when it is made and gives back on `stop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._collector = Collector()
        self._collector.start()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._collector.collect_if_due)
        self._timer.start()

    def stop(self) -> None:
        """Leave the collecting to Python again."""
        self._timer.stop()
        self._collector.stop()

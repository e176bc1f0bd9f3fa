"""The day's turn: what the calendar does by itself is done at sign-in, and again when a new day begins."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import UserError
from app.services.daily import DAILY
from app.ui.pages.desk import Desk

LOOK_MS = 60 * 1000


class DayKeeper(QObject):
    """Looks each minute whether a new day began. `turned` gives it, once what the day brings is written."""

    turned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.bus)
        self._desk = desk
        self._day: date | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Bring the shop up to the day, and keep it there."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Do what a new day brings, if it is one. An inspector's seat changes nothing, and only sees the day turn."""
        day = self._desk.at().today
        if day == self._day:
            return
        self._day = day
        for part in DAILY if self._desk.may("write") else ():
            self._desk.change(part, lambda _: None, self, self._failed)
        # Behind those changes: reading waits for no writer, so what follows is asked for on the writer's thread.
        self._desk.worker.write(lambda _progress: day, self.turned.emit, self._desk.host.fail, self)

    def _failed(self, error: BaseException) -> None:
        """What cannot be written now, as on a full disk, is tried again with the next look; nobody asked for it."""
        if isinstance(error, UserError):
            self._day = None
        else:
            self._desk.host.fail(error)

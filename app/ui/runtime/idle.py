"""Notices that nobody has touched the program for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_SHOWN = {QEvent.Type.Expose, QEvent.Type.FocusIn}
"""What a window is told when it comes back to the screen: no touch, but the time to look at the clock."""
TICK_MS = 1_000

Seconds = Callable[[], float]


class IdleWatch(QObject):
    """Sends `idle` once after `minutes` without a key, click or move. 0 minutes: never. `set_minutes` begins anew.

    It looks at what reaches a window from outside. Looking at every event of the program would double what each costs.

    Two clocks are asked, and the one that says more counts: `wall`, since the other stands still while a Linux or macOS
    computer sleeps, and `running`, since somebody may put the first back. A touch that comes too late is not let
    through: it was meant for the screen as it was before the lid was closed.
    """

    idle = Signal()

    def __init__(
        self, minutes: int, parent: QObject, *, wall: Seconds = time.time, running: Seconds = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.wall, self.running = wall, running
        self._limit = 0
        self._touched = (0.0, 0.0)
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)
        self.watch(QGuiApplication.focusWindow())
        self.set_minutes(minutes)

    @property
    def waiting(self) -> bool:
        """Whether it counts; not after `idle` was sent."""
        return self._tick.isActive()

    def watch(self, window: QWindow | None) -> None:
        """Look at a window too, from the first time that the keyboard is in it."""
        if window is not None:
            window.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Wait for so long from now on."""
        self._limit = minutes * 60
        self._touch()
        if minutes > 0:
            self._tick.start()
        else:
            self._tick.stop()

    def look(self) -> bool:
        """Send `idle` if it is time; whether it was."""
        late = self.waiting and self._quiet() >= self._limit
        if late:
            self._tick.stop()
            self.idle.emit()
        return late

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start anew at each touch that comes in time; keep back one that comes too late."""
        kind = event.type()
        if kind in _TOUCHES and self.waiting:
            if self.look():
                return True
            self._touch()
        elif kind in _SHOWN:
            self.look()
        return False

    def _touch(self) -> None:
        self._touched = (self.wall(), self.running())

    def _quiet(self) -> float:
        wall, running = self._touched
        return max(self.wall() - wall, self.running() - running)

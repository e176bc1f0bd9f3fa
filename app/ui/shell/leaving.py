"""Leaving a shop: jobs end, drafts and sizes are kept, a backup is made, the audit head is kept, the file is closed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.core.progress import Progress
from app.services.session import Session
from app.ui.runtime.gate import Seat, ShopGate

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Leaving:
    """Done once the shop was let go; then the window may close."""

    def __init__(self, window: MainWindow, gate: ShopGate, seat: Seat) -> None:
        self._window = window
        self._gate = gate
        self._seat = seat
        self._started = False
        self._quits = True
        self.done = False

    def start(self, *, quits: bool) -> None:
        """Begin to leave; the window says so and takes no more keys."""
        if self._started:
            return
        self._started, self._quits = True, quits
        window = self._window
        desk = window.desk
        window.verbs.keep_drafts()
        desk.preferences.geometry = base64.b64encode(window.saveGeometry().data()).decode()
        window.keeper.stop()
        window.locking.idle.set_minutes(0)
        desk.drafts.save()
        desk.opened.clear()
        window.setEnabled(False)
        window.status.say_selected(N_("Closing the shop…"))
        desk.bus.stop()
        # Behind every change that was asked for before, on the one writer's thread.
        desk.worker.write(self._close, lambda _: self._closed(), self._failed, window)

    def _close(self, _progress: Progress) -> None:
        session, gate, seat = self._seat.session, self._gate, self._seat
        problem: Exception | None = None
        try:
            if isinstance(session, Session):
                last, head = session.last_backup(), session.shop.head()
                if last is None or last.sequence != head.seq:
                    session.backup("close")
        except Exception as error:  # the shop is let go all the same; the person is told
            problem = error
        gate.close(seat)
        if problem is not None:
            raise problem

    def _failed(self, error: BaseException) -> None:
        self._window.fail(error)
        self._closed()

    def _closed(self) -> None:
        self.done = True
        self._window.close()
        self._window.left.emit(self._quits)

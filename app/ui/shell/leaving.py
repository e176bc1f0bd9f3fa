"""Leaving a shop: jobs end, drafts and sizes are kept, a backup is made, the audit head is kept, the file is closed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.ui.runtime.gate import Seat, ShopGate
from app.ui.widgets.banner import joined
from app.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Leaving:
    """Done once the shop was let go; then the window may close. A backup that fails is asked about first."""

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
        window.verbs.keep_drafts()
        window.desk.drafts.save()
        window.setEnabled(False)
        window.status.say_selected(N_("Closing the shop…"))
        # Behind every change that was asked for before, on the one writer's thread.
        if window.desk.may("backup"):
            service = window.keeper.service

            def back_up(_progress: Progress) -> None:
                service.back_up_if_behind("close")

            window.desk.worker.write(back_up, lambda _: self.close(), self._not_backed_up, window)
        else:
            self.close()

    def close(self) -> None:
        """Let the shop go, with a backup or without one."""
        window = self._window
        desk = window.desk
        keep_geometry(window)
        window.setEnabled(False)
        window.keeper.stop()
        window.days.stop()
        window.reminder.stop()
        window.locking.idle.set_minutes(0)
        desk.opened.clear()
        desk.bus.stop()
        gate, seat = self._gate, self._seat
        desk.worker.write(lambda _progress: gate.close(seat), lambda _: self._closed(), self._failed, window)

    def stay(self) -> None:
        """Go on working."""
        self._started = False
        self._window.setEnabled(True)
        self._window.status.say_selected("")
        self._window.keeper.look()
        self._window.locking.choose()

    def _not_backed_up(self, error: BaseException) -> None:
        window = self._window
        if not isinstance(error, UserError):
            window.fail(error)
            self.close()
            return
        window.setEnabled(True)
        dialog = Dialog(
            window.desk.kit, window, N_("The backup at closing failed"), icon="triangle-alert", tone="amber"
        )
        dialog.say(joined(error.parts()), N_("Every change is in the shop's file all the same."))
        dialog.offer(N_("Stay and mend it"), self.stay, kind="primary")
        dialog.offer(N_("Close without a backup"), self.close)
        dialog.rejected.connect(self.stay)
        dialog.open()

    def _failed(self, error: BaseException) -> None:
        self._window.fail(error)
        self._closed()

    def _closed(self) -> None:
        self.done = True
        self._window.close()
        self._window.left.emit(self._quits)


def keep_geometry(window: MainWindow) -> None:
    """Remember where the window stands."""
    window.desk.preferences.geometry = base64.b64encode(window.saveGeometry().data()).decode()

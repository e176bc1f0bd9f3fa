"""Closing the shop's file under the window and opening it again: another key, or a backup in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.services.session import Session
from app.ui.shell.leaving import keep_geometry

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Reopening(QObject):
    """Runs one piece of work alone with the file; `window.reseated` gives the session that came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work: Callable[[], Session] | None = None

    def start(self, what: Text, work: Callable[[], Session]) -> None:
        """Let every job end, then run `work` on the writer's thread. The window takes no keys meanwhile."""
        if self._work is not None:
            return
        window = self._window
        self._work = work
        window.verbs.keep_drafts()
        window.desk.drafts.save()
        window.desk.opened.clear()
        keep_geometry(window)
        window.keeper.stop()
        window.days.stop()
        window.reminder.stop()
        window.setEnabled(False)
        window.status.say_selected(what)
        window.desk.worker.idle.connect(self._begin, Qt.ConnectionType.SingleShotConnection)
        if not window.desk.worker.busy:
            window.desk.worker.idle.emit()

    def _begin(self) -> None:
        worker, work = self._window.desk.worker, self._work
        if work is None:
            return

        def run(_progress: Progress) -> Session:
            return work()

        worker.write(run, self._done, self._failed, self)

    def _done(self, session: Session) -> None:
        self._window.leaving.done = True
        self._window.reseated.emit(session)

    def _failed(self, error: BaseException) -> None:
        window, self._work = self._window, None
        window.fail(error)
        session = window.seat.session
        if isinstance(session, Session) and session.is_open:
            window.setEnabled(True)
            window.status.say_selected("")
            window.keeper.resume()
            window.days.start()
            window.reminder.start()
        else:
            # The file is closed: signing in again takes up, or undoes, what was begun.
            window.leaving.done = True
            window.left.emit(False)


CLOSING = N_("The shop is closed for a moment…")

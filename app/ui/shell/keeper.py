"""Backups in the background, and what the lowest line says about them and about who is signed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.services.keeper import EVERY, Keeper, State, state_words
from app.services.session import Session
from app.store.backup import BackupInfo
from app.ui.pages.desk import Desk
from app.ui.pages.words import joined

LOOK_MS = 60 * 1000

ROLES: dict[str, Text] = {"owner": N_("owner"), "clerk": N_("clerk"), "inspector": N_("inspector")}


class BackupKeeper(QObject):
    """Backs up every half hour if something changed. `said` is what the lowest line says about it, and its tone.

    `looked` gives the state of the backups whenever it was looked at.
    """

    said = Signal(object, str)
    looked = Signal(object)
    _made = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk.bus)
        self._desk = desk
        self.service = Keeper(session)
        self.state = State()
        self._made.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setInterval(round(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        desk.kit.language.changed.connect(self._say)

    def start(self) -> None:
        """Look for the newest backup, and whether one is due at once (the last day ended without one)."""
        self.look()

    def look(self) -> None:
        """Look at the backups again."""
        service = self.service
        self._desk.worker.read(lambda _progress: service.look(), self._show, self._desk.host.fail, self)

    def keep(self) -> None:
        """Back up if something changed; a failure is said once, and in the lowest line until one succeeds."""
        if not self._desk.may("backup"):
            return
        service, before = self.service, self.state.problem

        def work(_progress: Progress) -> None:
            service.back_up_if_behind("auto")

        def failed(error: BaseException) -> None:
            self.look()
            if not isinstance(error, UserError):
                self._desk.host.fail(error)
            elif before is None:
                self._desk.host.say(N_("The backup failed: {why}", why=error.what))

        self._desk.worker.write(work, lambda _: self.look(), failed, self)

    def back_up(self, reason: str, then: Callable[[BackupInfo], object] | None = None) -> None:
        """Make a backup now and say so."""
        service = self.service

        def done(made: BackupInfo) -> None:
            self.look()
            if then is not None:
                then(made)
            else:
                self._desk.host.say(N_("Backed up and verified."))

        def failed(error: BaseException) -> None:
            self.look()
            self._desk.host.fail(error)

        self._desk.worker.write(lambda _progress: service.back_up(reason), done, failed, self)

    def before_import(self) -> None:
        """Back up what there is before files come in; runs on the worker. Raises the errors of a backup."""
        try:
            self.service.back_up_if_behind("import")
        finally:
            self._made.emit()

    def stop(self) -> None:
        """Make no more backups."""
        self._timer.stop()
        self._look.stop()

    def resume(self) -> None:
        """Go on after `stop`."""
        self._timer.start()
        self._look.start()

    def _show(self, state: State) -> None:
        self.state = state
        self._say()
        self.looked.emit(state)

    def _say(self) -> None:
        self.said.emit(*state_words(self.state, self._desk.at().now))


def person_words(name: str, role: str) -> Text | str:
    """Who is signed in, and as what."""
    return joined([name, ROLES.get(role, N_("{role}", role=role))])

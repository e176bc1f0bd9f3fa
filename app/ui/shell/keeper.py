"""Backups in the background, and what the lowest line says about them and about who is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.session import Session
from app.store.backup import BackupInfo
from app.ui.pages.desk import Desk
from app.ui.pages.words import joined

EVERY_MS = 30 * 60 * 1000
LOOK_MS = 60 * 1000

ROLES: dict[str, Text] = {"owner": N_("owner"), "clerk": N_("clerk"), "inspector": N_("inspector")}


class BackupKeeper(QObject):
    """Backs up every half hour if something changed. `said` is what the lowest line says about it."""

    said = Signal(object)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk.bus)
        self._desk = desk
        self._session = session
        self._last: BackupInfo | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(lambda: self.back_up("timer", quiet=True))
        self._timer.start()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._say)
        self._look.start()
        desk.kit.language.changed.connect(self._say)

    def start(self) -> None:
        """Look for the newest backup."""
        session = self._session
        self._desk.worker.read(lambda _progress: session.last_backup(), self._found, self._desk.host.fail, self)

    def back_up(self, reason: str, *, quiet: bool = False) -> None:
        """Make a backup now; a quiet one only if something changed since the last."""
        session, last = self._session, self._last

        def work(_progress: Progress) -> BackupInfo | None:
            if quiet and last is not None and session.shop.head().seq == last.sequence:
                return None
            return session.backup(reason)

        def done(made: BackupInfo | None) -> None:
            if made is not None:
                self._found(made)
                if not quiet:
                    self._desk.host.say(N_("Backed up and verified."))

        self._desk.worker.write(work, done, self._desk.host.fail, self)

    def stop(self) -> None:
        """Make no more backups."""
        self._timer.stop()
        self._look.stop()

    def _found(self, last: BackupInfo | None) -> None:
        self._last = last
        self._say()

    def _say(self) -> None:
        now = self._desk.at().now
        if self._last is None:
            self.said.emit(N_("Not backed up yet"))
        else:
            words = N_("Backed up {age}", age=age_words(self._last.created, now))
            self.said.emit(joined([words, N_("verified") if self._last.verified else N_("not verified")]))


def age_words(then: datetime, now: datetime) -> Text:
    """How long ago something was."""
    age = max(now - then, timedelta())
    if age < timedelta(minutes=1):
        return N_("just now")
    if age < timedelta(hours=1):
        return Nn_("{n} minute ago", "{n} minutes ago", int(age.total_seconds() // 60))
    if age < timedelta(days=1):
        return Nn_("{n} hour ago", "{n} hours ago", int(age.total_seconds() // 3600))
    return Nn_("{n} day ago", "{n} days ago", age.days)


def person_words(name: str, role: str) -> Text | str:
    """Who is signed in, and as what."""
    return joined([name, ROLES.get(role, N_("{role}", role=role))])

"""Backups that make themselves: when one is due, what the last one was, and what went wrong with it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.session import Session
from app.store.backup import BackupInfo, copy_backup, list_backups

EVERY = timedelta(minutes=30)
"""How often the window looks whether a backup is due."""
OLD = timedelta(days=1)
"""A backup older than this is spoken of as old, if the shop changed since."""

_REASONS: dict[str, Text] = {
    "auto": N_("while working"),
    "close": N_("at closing"),
    "import": N_("before an import"),
    "migration": N_("before an update"),
    "rekey": N_("before the key was replaced"),
    "manual": N_("by hand"),
    "restore": N_("before a restore"),
    "drill": N_("for a drill"),
}


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the backups. `problem` is why the latest try failed; a later success clears it."""

    last: BackupInfo | None = None
    behind: bool = False
    """Whether the shop changed since the last one."""
    problem: UserError | None = None


class Keeper:
    """Makes the backups of one open shop. Safe from any thread; one is made at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._last: BackupInfo | None = None
        self._problem: UserError | None = None

    def look(self) -> State:
        """Look at the backups on the disk and at the audit log's head."""
        self._last = self._session.last_backup()
        return self.state()

    def state(self) -> State:
        """What was last seen, against the audit log as it is now."""
        behind = self._last is None or self._last.sequence != self._session.shop.head().seq
        return State(self._last, behind, self._problem)

    def back_up(self, reason: str) -> BackupInfo:
        """Make a verified backup now. Raises the named errors of `backup`; they are remembered in `state`."""
        with self._lock:
            try:
                self._last = self._session.backup(reason)
            except UserError as problem:
                self._problem = problem
                raise
            doubt = self._last.doubt
            self._problem = None if doubt is None else doubtful(doubt)
            return self._last

    def back_up_if_behind(self, reason: str) -> BackupInfo | None:
        """Make a backup if the shop changed since the last one; `None` if it did not."""
        return self.back_up(reason) if self.look().behind else None


def doubtful(doubt: Text) -> UserError:
    """A backup that was made, of a shop whose books do not agree."""
    return UserError(
        N_("The backup was made, but the shop's books do not agree: {why}", why=doubt),
        N_("It is kept beside the others, and not counted as verified."),
        N_("Verify the shop. If it fails, keep its folder as it is and restore an earlier backup elsewhere."),
    )


def list_of(session: Session) -> tuple[BackupInfo, ...]:
    """The shop's backups, the newest first."""
    return list_backups(session.shop.folder)


def copy_to(session: Session, made: BackupInfo, folder: Path, progress: Progress) -> Path:
    """Put a second copy into another folder (a USB disk, a share), read back and compared; returns its path.

    Who copied what where is logged. Raises `UserError` when the folder is the shop's own; the errors of `copy_backup`.
    """
    shop = session.shop.folder.resolve()
    there = folder.resolve()
    if there == shop or shop in there.parents:
        raise UserError(
            N_("That folder is inside the shop itself."),
            N_("Nothing was copied."),
            N_("Choose a folder on another disk, so that one broken disk does not take both."),
        )
    progress.step(0, 0, N_("Copying and reading back"))
    path = copy_backup(made, folder)
    told = {"backup": made.path.name, "sha256": made.sha256, "bytes": made.size}
    session.shop.record(lambda uow: uow.log("backup_copied", "shop", after=told))
    return path


def reason_words(reason: str) -> Text:
    """Why a backup was made."""
    return _REASONS.get(reason, N_("{reason}", reason=reason))


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


def state_words(state: State, now: datetime) -> tuple[Text, str]:
    """What the lowest line says of the backups, and its tone: quiet, amber (behind for long) or red (failed)."""
    if state.last is not None and state.last.doubt is not None:
        return N_("Backed up, but the books do not agree"), "red"
    if state.problem is not None:
        return N_("The backup failed"), "red"
    if state.last is None:
        return N_("Not backed up yet"), "amber" if state.behind else "quiet"
    kept = N_("verified") if state.last.verified else N_("not verified")
    words = N_("Backed up {age} · {kept}", age=age_words(state.last.created, now), kept=kept)
    return words, "amber" if state.behind and now - state.last.created > OLD else "quiet"

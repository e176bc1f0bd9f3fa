"""Putting a backup in the shop's place: which, what happens to the present files, and a password of its time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.reopening import prove
from app.services.session import Session
from app.store.backup import BackupInfo
from app.ui.dialogs.people import PeopleDialog
from app.ui.pages.desk import Desk
from app.ui.widgets.build import label
from app.ui.widgets.dialog import fit_height
from app.ui.widgets.password import PasswordBox


class RestoreDialog(PeopleDialog):
    """Proves the backup and the password first; `go` gets both once they are good. Nothing was changed until then."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        session: Session,
        made: BackupInfo,
        go: Callable[[str, str], object],
    ) -> None:
        super().__init__(desk, parent, N_("Put this backup in the shop's place"), N_("Check and restore"), self._go)
        kit = desk.kit
        self._made, self._restore, self._session = made, go, session
        self._told = False
        there = made.created.astimezone(desk.shop.tz).strftime("%Y-%m-%d %H:%M")
        lost = max(session.shop.head().seq - made.sequence, 0)
        words = N_("The shop will be as it was on {when}. Nothing was changed since.", when=there)
        if lost:
            words = Nn_(
                "The shop will be as it was on {when}. One later change is then missing from it.",
                "The shop will be as it was on {when}. {n} later changes are then missing from it.",
                lost,
                when=there,
            )
        self.step.fields.addWidget(label(kit, words, wrap=True))
        kept = N_("The present files are moved aside into a folder beside them, and nothing is overwritten.")
        self.step.fields.addWidget(label(kit, kept, wrap=True))
        self.name = QLineEdit(session.unlocked.name)
        kit.say(self.name.setAccessibleName, N_("Sign-in name"))
        self.password = PasswordBox(kit, N_("Password of that time"))
        self.step.add(N_("Sign-in name"), self.name)
        self.step.add(N_("Password of that time"), self.password)
        self.password.entered.connect(self.submit)
        self.open()
        self.password.setFocus()

    def submit(self) -> None:
        """Check the backup and the password."""
        session, path, name, password = self._session, self._made.path, self.name.text(), self.password.text()

        def work(_progress: Progress) -> Text | None:
            return prove(session, path, name, password)

        self.step.run(N_("Checking the backup…"), work, self._proved)

    def _proved(self, doubt: Text | None) -> None:
        """What does not agree is said first; who presses again means it."""
        if doubt is None or self._told:
            self._done(None)
            return
        self._told = True
        words = N_("This backup opens and its pages are whole, but its books do not agree: {why}", why=doubt)
        self.step.banner.say(N_("{one}\n{two}", one=words, two=N_("Press again to restore it all the same.")), "amber")
        fit_height(self)

    def _go(self) -> None:
        self._restore(self.name.text(), self.password.text())

"""Verifying the shop: each check with what it found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_
from app.services.session import Session
from app.services.verify import verify
from app.store.verify import Check
from app.ui.dialogs.job import JobDialog
from app.ui.pages.desk import Desk
from app.ui.widgets.build import button, label, row, set_property

WIDTH = 560


class VerifyDialog(JobDialog):
    """Runs all checks; a failed one does not keep the others from running."""

    def __init__(self, desk: Desk, parent: QWidget, session: Session) -> None:
        super().__init__(desk, parent, N_("Verify the shop"), icon="shield-check")
        self.setFixedWidth(WIDTH)
        self._session = session
        self.checks: list[Check] = []
        self._about = label(
            desk.kit,
            N_(
                "Every page, every reference, the audit log from its first entry, and every balance against its ledger."
            ),
            tone="quiet",
            wrap=True,
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addWidget(self._about)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._lines)
        self.leave = button(desk.kit, N_("Close"), self.reject)
        self.buttons.addWidget(self.leave)

    def start(self) -> None:
        """Show the dialog and begin."""
        self.open()
        session = self._session
        self.run_job(N_("Verifying…"), lambda progress: verify(session, progress), self._found)

    def cancelled(self) -> None:
        """Say that not everything was looked at."""
        self.banner.say(N_("Stopped. Not everything was checked."))

    def _found(self, checks: list[Check]) -> None:
        kit, self.checks = self.kit, checks
        bad = sum(1 for c in checks if not c.ok)
        words = Nn_("{n} check failed.", "{n} checks failed.", bad) if bad else N_("Everything is in order.")
        self._about.hide()
        self.banner.say(words, "red" if bad else "accent")
        for check in checks:
            mark = QLabel()
            mark.setFixedSize(22, 20)
            icon, tone = ("circle-check", "accent") if check.ok else ("octagon-alert", "red")
            mark.setPixmap(kit.icons.pixmap(icon, tone, 16, self.devicePixelRatioF()))
            said = label(kit, check.detail, wrap=True, tone="" if check.ok else "red")
            line = row(mark, said)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)
        if bad:
            advice = N_("Keep this shop's folder as it is, and restore a backup into another folder.")
            self._lines.addWidget(label(kit, advice, wrap=True, weight=500))
        set_property(self.leave, "kind", "primary")
        self.leave.setDefault(True)
        self.fit()

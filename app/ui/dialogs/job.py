"""A dialog that does long work: progress and cancel inside it, errors beside what was asked, and it stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QWidget

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.ui.pages.desk import Desk
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Job
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog, fit_height
from app.ui.widgets.progress import ProgressPanel

T = TypeVar("T")


class JobDialog(Dialog):
    """While a job runs, Escape and the closing cross stop it; the dialog closes once nothing runs."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: Text, *, icon: str = "", tone: str = "accent"
    ) -> None:
        super().__init__(desk.kit, parent, title, icon=icon, tone=tone)
        self.desk = desk
        self._job: Job[Any] | None = None
        self._leaving = False
        self.banner = Banner(desk.kit)
        self.progress = ProgressPanel(desk.kit)
        self.body.addWidget(self.banner)

        desk.kit.language.changed.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the words need at this width, once the layout knows them."""
        QTimer.singleShot(0, self, lambda: fit_height(self))

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    def run_job(
        self, what: Text, work: Callable[[Progress], T], then: Callable[[T], object], *, writes: bool = False
    ) -> None:
        """Do `work` on the worker; `then` gets what it gave. A cancelled job leaves the dialog as it was before."""
        self.banner.hide()
        self.busy(True)

        def done(result: T) -> None:
            self._ended()
            then(result)

        start = self.desk.worker.write if writes else self.desk.worker.read
        self._job = start(work, done, self._failed, self, self.progress.step)
        self.progress.start(what, self._job.cancel)
        self.fit()

    @property
    def typed(self) -> bool:
        """Nothing: what such a dialog asks for is chosen or pasted, not written."""
        return False

    def busy(self, busy: bool) -> None:
        """Take no typing while a job runs; dialogs say which of their parts rest."""

    def failed(self, error: UserError) -> None:
        """Say an error that the person can mend, above what was asked."""
        self.banner.say_error(error)
        self.fit()

    def cancelled(self) -> None:
        """The person stopped the job; nothing was changed."""

    def stop(self) -> None:
        """Ask the job to stop."""
        if self._job is not None:
            self._job.cancel()

    def reject(self) -> None:
        """Escape: stop the job first, else close."""
        if self._job is None:
            super().reject()
        else:
            self._leaving = True
            self.stop()

    def _ended(self) -> None:
        self._job = None
        self.progress.finish()
        self.busy(False)
        self.fit()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            if self._leaving:
                super().reject()
            else:
                self.cancelled()
        elif isinstance(error, UserError):
            self._leaving = False
            self.failed(error)
        else:
            self.accept()
            self.desk.host.fail(error)


def rows(kit: Kit, *parts: tuple[Text | None, QWidget | QLayout, Text | None]) -> QGridLayout:
    """Names at the left, controls at the right, quiet hints below them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 110)
    grid.setColumnStretch(1, 1)
    at = 0
    for name, control, hint in parts:
        if name is not None:
            words = label(kit, name, tone="quiet")
            words.setMinimumHeight(32)
            grid.addWidget(words, at, 0)
        if isinstance(control, QWidget):
            grid.addWidget(control, at, 1)
        else:
            grid.addLayout(control, at, 1)
        if hint is not None:
            grid.addWidget(label(kit, hint, size=12, tone="quiet", wrap=True), at + 1, 1)
        at += 2
    return grid


def switch(kit: Kit, text: Text, run: Callable[[bool], object] | None = None) -> QCheckBox:
    """A check box that says what it does."""
    made = QCheckBox()
    kit.say(made.setText, text)
    if run is not None:
        made.toggled.connect(run)
    return made


REVEAL = N_("Show names, phones and addresses in full")
REVEAL_WARNING = N_("Personal data leaves the shop readable. Your name and the time are recorded.")

"""Importing, from the files to the result. Nothing is written before the person said so; a cancel rolls back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.imports.bring_in import apply, plan
from app.imports.wish import Outcome, Plan, Wish
from app.store.reader import Reader
from app.store.view import View
from app.ui.dialogs.importing.choose import ChoosePage
from app.ui.dialogs.importing.look import LookPage
from app.ui.dialogs.importing.result import ResultPage
from app.ui.dialogs.job import JobDialog
from app.ui.pages.desk import Desk
from app.ui.widgets.banner import joined
from app.ui.widgets.build import button, set_property
from app.ui.widgets.drop import local_files

SIZE = (980, 700)
MOST_LISTED = 2_000
"""New records that are listed by themselves afterwards; more are shown as the newest of the list."""


class NoBackup(UserError):
    """The backup before an import failed; nothing was imported."""


class ImportDialog(JobDialog):
    """Drop or choose files, look, answer, import. Enter goes on, Escape stops or closes.

    `back_up` makes a backup before anything is written, if the shop changed since the last one.
    """

    def __init__(self, desk: Desk, parent: QWidget, back_up: Callable[[], object]) -> None:
        super().__init__(desk, parent, N_("Import files"))
        self._back_up = back_up
        self._files: tuple[Path, ...] = ()
        self.plan: Plan | None = None
        self.outcome: Outcome | None = None
        self.setAcceptDrops(True)
        self.choose = ChoosePage(desk.kit)
        self.look = LookPage(desk)
        self.ending = ResultPage(desk)
        self._pages = QStackedWidget()
        for page in (self.choose, self.look, self.ending):
            self._pages.addWidget(page)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._pages, 1)
        kit = desk.kit
        self.more = button(kit, N_("Add a file…"), self.choose.area.choose, icon="plus")
        self.other = button(kit, N_("Other files…"), self.start_over)
        self.leave = button(kit, N_("Cancel"), self.reject)
        self.go = button(kit, N_("Import"), lambda: self.submit(), kind="primary")
        self.go.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons.insertWidget(0, self.other)
        self.buttons.insertWidget(1, self.more)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.go)
        self.choose.chosen.connect(self.add_files)
        self.choose.refused.connect(self.failed)
        self.look.wished.connect(self.read)
        kit.language.changed.connect(self.look.said_anew)
        self.resize(*SIZE)
        self._show_page(self.choose)

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Show the dialog, with files if there are some already."""
        self.open()
        if paths:
            self.add_files(paths)
        else:
            self.choose.path.setFocus()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files beside those that are there: two exports that belong together may come one by one."""
        files = list(dict.fromkeys([*self._files, *paths]))
        self._files = tuple(f for f in files if f.is_file())
        if self._files:
            self.read(Wish() if self.plan is None else self.plan.wish)
        else:
            self.failed(UserError(N_("These are folders. Drop the files themselves.")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped on any page until something was imported."""
        if local_files(event.mimeData()) and self.outcome is None and not self.running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files beside those that are there."""
        event.acceptProposedAction()
        self.add_files(local_files(event.mimeData()))

    def start_over(self) -> None:
        """Forget the files and choose others."""
        self._files, self.plan, self.look.plan = (), None, None
        self.look.answers.forget()
        self.banner.hide()
        self._show_page(self.choose)

    def read(self, wish: Wish) -> None:
        """Read the files and say what would happen. Nothing is written."""
        if self.running:
            return
        shop, files = self.desk.shop, self._files
        self.run_job(N_("Reading the files…"), lambda progress: plan(shop, files, wish, progress), self._planned)

    def submit(self, *, backed_up: bool = True) -> None:
        """Bring in what is shown, after a backup unless the person does without."""
        if self.outcome is not None:
            self.show_new()
        elif self.plan is not None and self.go.isEnabled() and not self.running:
            made, shop, back_up, tr = self.plan, self.desk.shop, self._back_up, self.kit.tr

            def work(progress: Progress) -> Outcome:
                if backed_up:
                    progress.step(0, 0, N_("Backing up first"))
                    _ensure(back_up)
                progress.step(0, 0, N_("Importing…"))
                return apply(shop, made, progress, tr)

            self.run_job(N_("Importing…"), work, self._applied, writes=True)

    def show_new(self) -> None:
        """List what came in."""
        if self.outcome is None:
            return
        register, count, host = self.outcome.register, self.outcome.new, self.desk.host
        newest = View(register, sort="-id", columns=("id",))

        def find(reader: Reader) -> tuple[int, ...]:
            return tuple(int(r[0]) for r in reader.page(newest, 0, count)) if 0 < count <= MOST_LISTED else ()

        def show(ids: tuple[int, ...]) -> None:
            host.open_page(register, View(register, ids=ids) if ids else View(register))

        self.desk.read(find, show, self.desk.bus)
        self.accept()

    def busy(self, busy: bool) -> None:
        """Rest while files are read or written."""
        for part in (self._pages, self.more, self.other):
            part.setEnabled(not busy)
        self._name_buttons(busy)

    def cancelled(self) -> None:
        """Say that nothing came in."""
        self.banner.say(N_("Stopped. Nothing was imported."))

    def failed(self, error: UserError) -> None:
        """Say it; where only the backup failed, offer to go on without."""
        if isinstance(error, NoBackup):
            step, words = N_("Import without a backup"), joined(error.parts())
            self.banner.say(words, "amber", step, lambda: self.submit(backed_up=False))
        else:
            super().failed(error)

    def fit(self) -> None:
        """The tables take what room there is."""

    def _planned(self, made: Plan) -> None:
        self.plan = made
        self.look.show_plan(made)
        self._show_page(self.look)
        self.go.setFocus()

    def _applied(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.ending.show_outcome(outcome)
        self._show_page(self.ending)
        if outcome.rejects_file is not None:
            path, opened = outcome.rejects_file, self.desk.opened
            self._offer_file(N_("Open the file of rejects"), lambda: opened.show(path))
            self._offer_file(N_("Open its folder"), lambda: opened.show(path.parent))
        self.go.setFocus()

    def _offer_file(self, words: Text, run: Callable[[], object]) -> QPushButton:
        made = button(self.kit, words, run)
        self.buttons.insertWidget(self.buttons.indexOf(self.leave), made)
        return made

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._name_buttons(False)

    def _name_buttons(self, busy: bool) -> None:
        page = self._pages.currentWidget()
        looking = page is self.look
        self.other.setVisible(looking)
        self.more.setVisible(looking)
        self.go.setVisible(page is not self.choose)
        self.kit.say(self.leave.setText, N_("Close") if page is self.ending else N_("Cancel"))
        if looking and self.plan is not None:
            count = self.plan.outcome.new + self.plan.outcome.updated
            self.kit.say(self.go.setText, Nn_("Import {n} record", "Import {n} records", count))
            self.go.setEnabled(not busy and count > 0 and not self.plan.blocked)
            self.go.setDefault(True)
        elif page is self.ending and self.outcome is not None:
            self.kit.say(self.go.setText, N_("Show the new ones"))
            self.go.setVisible(self.outcome.new > 0)
            set_property(self.leave, "kind", "normal" if self.outcome.new else "primary")
            (self.go if self.outcome.new else self.leave).setDefault(True)


def _ensure(back_up: Callable[[], object]) -> None:
    try:
        back_up()
    except UserError as problem:
        raise NoBackup(problem.what, N_("Nothing was imported yet."), problem.todo) from problem

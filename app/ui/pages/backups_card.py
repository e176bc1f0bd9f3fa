"""The card of backups: how things stand, the latest ones, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QMenu, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.keeper import State, copy_to, list_of, reason_words, state_words
from app.services.session import Session
from app.store.backup import BackupInfo
from app.ui.pages.desk import Desk
from app.ui.pages.words import size_words
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, card, icon_button, label, only_if, row, set_tone
from app.ui.widgets.pill import Pill
from app.ui.widgets.progress import ProgressPanel

SHOWN = 6


class BackupsCard:
    """For everyone; making, copying and putting back as the person's role allows."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        back_up: Callable[[], object],
        verify: Callable[[], object],
        restore: Callable[[BackupInfo], object],
    ) -> None:
        kit = desk.kit
        self._desk, self._session, self._restore = desk, session, restore
        self._all = False
        self.backups: tuple[BackupInfo, ...] = ()
        self.state = label(kit, "", weight=500)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rest = button(kit, N_("Show all"), self._show_all, kind="link")
        self.progress = ProgressPanel(kit)
        now = button(kit, N_("Back up now"), back_up, icon="database-backup")
        self.copy = button(kit, N_("Copy the latest to a folder…"), self.ask_copy, icon="usb")
        check = button(kit, N_("Verify the shop…"), verify, icon="shield-check")
        for part in (now, self.copy):
            only_if(part, desk.may("backup"))
        words = N_(
            "Every half hour in which something changed, before an import and when the shop is closed. Each one is "
            "encrypted, checked page by page, and opened by today's passwords. A second copy on a USB disk "
            "survives what happens to this computer."
        )
        self.card: QFrame = card(label(kit, N_("Backups and checks"), size=15, weight=700), margin=20, spacing=12)
        box = self.card.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(self.state)
            box.addWidget(label(kit, words, size=12, tone="quiet", wrap=True))
            box.addLayout(self._grid)
            box.addLayout(row(self._rest, 0))
            box.addWidget(self.progress)
            box.addLayout(row(now, self.copy, check, 0))
        kit.language.changed.connect(self._said_anew)
        self._last = State()

    def show_state(self, state: State) -> None:
        """Show how things stand."""
        self._last = state
        words, tone = state_words(state, self._desk.at().now)
        self._desk.kit.say(self.state.setText, words)
        set_tone(self.state, tone)
        session = self._session
        self._desk.worker.read(lambda _progress: list_of(session), self._show_list, self._desk.host.fail, self.card)

    def ask_copy(self, made: BackupInfo | None = None) -> QFileDialog | None:
        """Choose the folder for a second copy."""
        chosen = made or next(iter(self.backups), None)
        if chosen is None:
            return None
        dialog = QFileDialog(self.card, self._desk.kit.tr(N_("Copy the backup to a folder")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.copy_to(chosen, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def copy_to(self, made: BackupInfo, folder: Path) -> None:
        """Copy, read back and compare on the worker."""
        session, desk = self._session, self._desk

        def work(progress: Progress) -> Path:
            return copy_to(session, made, folder, progress)

        def done(path: Path) -> None:
            self.progress.finish()
            opened = desk.opened
            words = N_("Copied to “{folder}”, read back and compared.", folder=folder.name or str(folder))
            desk.host.say(words, N_("Show the folder"), lambda: opened.show(path.parent))

        def failed(error: BaseException) -> None:
            self.progress.finish()
            desk.host.fail(error)

        self.progress.start(N_("Copying and reading back"))
        desk.worker.read(work, done, failed, self.card)

    def _show_list(self, found: tuple[BackupInfo, ...]) -> None:
        self.backups = found
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, made in enumerate(found if self._all else found[:SHOWN]):
            for column, part in enumerate(self._parts(made)):
                self._grid.addWidget(part, at, column)
        more = len(found) - SHOWN
        self._rest.setVisible(more > 0 and not self._all)
        self._desk.kit.say(self._rest.setText, Nn_("Show {n} more", "Show {n} more", max(more, 0)))
        self.copy.setEnabled(bool(found))

    def _parts(self, made: BackupInfo) -> list[QWidget]:
        kit, tz = self._desk.kit, self._desk.shop.tz
        when = label(kit, made.created.astimezone(tz).strftime("%Y-%m-%d %H:%M"), tabular=True)
        why = label(kit, reason_words(made.reason), tone="quiet")
        size = label(kit, size_words(made.size), tone="quiet", tabular=True)
        pill = Pill(kit, N_("verified"), "accent") if made.verified else Pill(kit, N_("not verified"), "amber")
        return [when, why, size, pill, self._more(made)]

    def _more(self, made: BackupInfo) -> QWidget:
        desk = self._desk
        opened, folder = desk.opened, made.path
        menu = QMenu(self.card)
        entries: list[tuple[str, Text, Callable[[], object]]] = []
        if desk.may("backup"):
            entries.append(("usb", N_("Copy to a folder…"), later(self.ask_copy, made)))
        if desk.may("settings"):
            entries.append(("archive-restore", N_("Put it in the shop's place…"), later(self._restore, made)))
        entries.append(("folder-open", N_("Show the folder"), lambda: opened.show(folder)))
        for icon, words, run in entries:
            action = menu.addAction("", run)
            desk.kit.say(action.setText, words)
            desk.kit.icon(action.setIcon, icon)
        more = icon_button(desk.kit, "ellipsis", N_("What can be done with this backup"))
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        menu.setParent(more, menu.windowFlags())
        return more

    def _show_all(self) -> None:
        self._all = True
        self._show_list(self.backups)

    def _said_anew(self) -> None:
        self.show_state(self._last)

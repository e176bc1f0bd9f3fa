"""The program with its window: fonts, theme, language, error handling, sign-in, then the main window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.paths import resources
from app.core.progress import Progress
from app.ui.runtime.collecting import WindowCollector
from app.ui.runtime.errors import ErrorDesk
from app.ui.runtime.immortal import keep_constants
from app.ui.runtime.kit import make_kit
from app.ui.runtime.language import system_language
from app.ui.runtime.preferences import PreferenceFile
from app.ui.runtime.shop_gate import SessionGate
from app.ui.runtime.worker import Worker
from app.ui.windows.entry import EntryWindow

if TYPE_CHECKING:
    from app.models.registry import Registry
    from app.services.session import Session
    from app.ui.runtime.gate import Seat, ShopGate
    from app.ui.window import MainWindow

OPEN = "--open"


class Program(QObject):
    """One run of the program: the sign-in window and the main window in turn, and what both stand on."""

    def __init__(self, app: QApplication, preferences: PreferenceFile, folder: Path | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._file = preferences
        self.preferences = preferences.load()
        language = self.preferences.language or system_language()
        self.kit = make_kit(app, language, self.preferences.theme)
        for chosen in (self.kit.language.changed, self.kit.theme.changed):
            chosen.connect(lambda *_: self._keep_soon())
        self.worker = Worker(self)
        self.errors = ErrorDesk(self)
        self.errors.tell.connect(self._tell)
        self.errors.crashed.connect(self._crashed)
        self.worker.unhandled.connect(self.errors.take)
        self._demo_password = ""
        self.gate: ShopGate = SessionGate(load_registry, self._make_demo)
        self.entry: EntryWindow | None = None
        self.window: MainWindow | None = None
        kept = Path(self.preferences.folder) if self.preferences.folder else None
        self._folder = folder or kept
        app.aboutToQuit.connect(self.finish)

    def start(self) -> None:
        """Show the sign-in window."""
        self.entry = EntryWindow(self.kit, self.worker, self.gate, self._folder)
        self.entry.entered.connect(self.enter)
        self.entry.closed.connect(self._entry_closed)
        self.entry.language_chosen.connect(lambda code: setattr(self.preferences, "language", code))
        self.entry.theme_chosen.connect(lambda choice: setattr(self.preferences, "theme", choice))
        self.entry.show()

    def enter(self, seat: Seat) -> MainWindow:
        """Show the main window to who signed in."""
        # The pages bring the database's and the services' modules with them; the gate has loaded most by now.
        from app.ui.window import MainWindow

        self.preferences.folder = str(seat.folder)
        self._folder = seat.folder
        self._file.save(self.preferences)
        self.window = MainWindow(self.kit, self.worker, self.gate, seat, self.preferences, self.errors.take)
        self.window.left.connect(self._left)
        self.window.reseated.connect(self._reseat)
        self.window.show()
        entry, self.entry = self.entry, None
        if entry is not None:
            entry.close()
            entry.deleteLater()
        if self._demo_password:
            self._say_demo_password(seat)
        return self.window

    def _keep_soon(self) -> None:
        """Keep a language or theme at once: the program may be ended from outside."""
        QTimer.singleShot(0, self, lambda: self._file.save(self.preferences))

    def finish(self) -> None:
        """Keep the preferences and end the threads."""
        self._file.save(self.preferences)
        self.worker.close()

    def _left(self, quits: bool) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.deleteLater()
        self._file.save(self.preferences)
        if quits:
            self._app.quit()
        else:
            self.start()

    def _reseat(self, session: Session) -> None:
        """The same shop, opened again: another window takes the place of this one."""
        from app.ui.runtime.shop_gate import seat_of

        before, self.window = self.window, None
        window = self.enter(seat_of(session))
        window.verbs.open_settings()
        window.say(N_("The shop is open again."))
        if before is not None:
            before.close()
            before.deleteLater()

    def _entry_closed(self) -> None:
        if self.window is None:
            self._app.quit()

    def _tell(self, error: UserError) -> None:
        from app.ui.widgets.dialog import show_error

        show_error(self.kit, self._parent(), error)

    def _crashed(self, text: str, path: Path | None) -> None:
        from app.ui.widgets.crash import show_crash

        show_crash(self.kit, self._parent(), text, path, self._app.quit)

    def _parent(self) -> QWidget | None:
        return self.window or self.entry

    def _make_demo(self, folder: Path, language: str, progress: Progress) -> tuple[str, str]:
        from app.ui.shell.demo import make_demo_shop

        owner, self._demo_password = make_demo_shop(folder, progress)
        return owner, self._demo_password

    def _say_demo_password(self, seat: Seat) -> None:
        from app.ui.widgets.dialog import Dialog

        password, self._demo_password = self._demo_password, ""
        dialog = Dialog(self.kit, self.window, N_("This is a shop to try things on"), icon="store")
        dialog.say(
            N_("Its people and orders are invented. Nothing that you do here touches a real shop."),
            N_("To open it again: sign in as {owner} with the password {password}", owner=seat.user, password=password),
        )
        dialog.offer(N_("OK"), kind="primary")
        dialog.open()


def run_window(arguments: Sequence[str]) -> int:
    """Run the program until its last window closes. `--open FOLDER` offers the shop in that folder."""
    keep_constants()
    preferences = PreferenceFile()
    scale = preferences.load().scale
    if scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale / 100))
    app = make_app()
    program = Program(app, preferences, folder_of(arguments))
    program.errors.install()
    try:
        program.start()
        return app.exec()
    finally:
        program.errors.uninstall()


def make_app(name: str = "Taizhang") -> QApplication:
    """The application with its name and its icon."""
    # Named here and not by `setStyle`, which would load all the names of `QStyle` before the first window.
    app = QApplication([sys.argv[0], "-style", "fusion"])
    app.setApplicationName(name)
    app.setDesktopFileName("taizhang")
    app.setWindowIcon(QIcon(str(resources() / "icons" / "app" / "taizhang.png")))
    app.setQuitOnLastWindowClosed(False)
    WindowCollector(app)
    return app


def folder_of(arguments: Sequence[str]) -> Path | None:
    """The folder that `--open FOLDER` or `--open=FOLDER` names."""
    for at, word in enumerate(arguments):
        if word == OPEN and at + 1 < len(arguments):
            return Path(arguments[at + 1])
        if word.startswith(f"{OPEN}="):
            return Path(word.partition("=")[2])
    return None


def load_registry() -> Registry:
    """The registers that ship with the program."""
    from app.models.registry import Registry

    return Registry.load()

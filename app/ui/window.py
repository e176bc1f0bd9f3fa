"""The main window: tabs at the left, the page in the middle, the state of things in the lowest line."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Cancelled
from app.core.i18n import N_, Text
from app.services.session import Session
from app.store.shop import Changes
from app.store.view import View
from app.ui.pages.desk import ChangeBus, Desk
from app.ui.pages.drafts import Drafts, load
from app.ui.pages.opened import OpenedFiles
from app.ui.pages.register_page import RegisterPage
from app.ui.runtime.actions import Commands
from app.ui.runtime.gate import Seat, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.runtime.worker import Worker
from app.ui.shell.commands import add_commands, fill_menu
from app.ui.shell.days import DayKeeper
from app.ui.shell.finder import RecordFinder
from app.ui.shell.keeper import BackupKeeper, person_words
from app.ui.shell.leaving import Leaving
from app.ui.shell.locking import Locking
from app.ui.shell.pages import EXTRA_PAGES, TODAY
from app.ui.shell.reminder import Reminder
from app.ui.shell.reopening import Reopening
from app.ui.shell.sidebar import SETTINGS, Sidebar
from app.ui.shell.tabs import Tabs
from app.ui.shell.verbs import WindowVerbs
from app.ui.widgets.build import set_tone
from app.ui.widgets.drop import DropCover
from app.ui.widgets.palette import open_palette
from app.ui.widgets.statusbar import StatusBar
from app.ui.widgets.toast import Toast

LEAST = (720, 520)
LIKED = (1440, 900)
FRAME = (16, 48)
"""Room that the desktop's frame and title take around a window; its real size is known only once it stands there."""
MARGIN = 20


class MainWindow(QWidget):
    """One person at one open shop. `left` is sent once the shop was let go: True to quit, False to sign in again.

    `reseated` gives the session at the same shop after its file was closed and opened again; it takes a new window.
    """

    left = Signal(bool)
    reseated = Signal(object)

    def __init__(
        self,
        kit: Kit,
        worker: Worker,
        gate: ShopGate,
        seat: Seat,
        preferences: Preferences,
        fail: Callable[[BaseException], object],
        opened: OpenedFiles | None = None,
    ) -> None:
        super().__init__()
        if not isinstance(seat.session, Session):
            raise TypeError("a seat at an open shop is needed")
        session = seat.session
        self.seat, self.gate = seat, gate
        self._tell_error = fail
        self.pages: dict[str, QWidget] = {}
        bus = ChangeBus(session.shop, self)
        drafts = Drafts(lambda work: worker.write(lambda _progress: session.shop.record(work), None, fail, self), self)
        self.desk = Desk(kit, worker, session.shop, self, bus, preferences, drafts, opened or OpenedFiles())
        self.tabs = Tabs(self.desk.registry)
        self.sidebar = Sidebar(self.desk, self.tabs)
        self.stack = QStackedWidget()
        self.status = StatusBar(kit)
        self.toast = Toast(kit, self)
        self.keeper = BackupKeeper(self.desk, session)
        self.days = DayKeeper(self.desk)
        self.reminder = Reminder(self.desk, self.come_forward)
        self.verbs = WindowVerbs(self)
        self.commands = Commands(kit, self)
        add_commands(self.commands, self.verbs, self.desk, self.tabs.specs())
        self.menu = QMenu(self)
        fill_menu(self.menu, self.commands, self.desk, self.tabs.keys)
        self.locking = Locking(self, gate, seat)
        self.leaving = Leaving(self, gate, seat)
        self.reopening = Reopening(self)
        self.gate = gate
        self.cover = DropCover(kit, self, N_("Drop the files to bring them in"))
        self._lay_out()
        self._connect()
        self._restore()

    # what pages ask for

    def open_page(self, key: str, view: View | None = None) -> None:
        """Go to the page of a key; a register's page lists `view` if given."""
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.sidebar.bar.choose(self.tabs.tab_of(key))
        if view is not None and isinstance(page, RegisterPage):
            page.show_view(view)
        page.setFocus()
        self.commands.refresh()
        self._say_foot("", False)
        if isinstance(page, RegisterPage) and page.on_list:
            page.list.say_foot()
            page.list.table.setFocus()

    def open_record(self, register: str, record_id: int) -> None:
        """Go to a record."""
        self.open_page(register)
        page = self.page(register)
        if isinstance(page, RegisterPage):
            page.open_record(record_id)

    def open_new(self, register: str, start: Mapping[str, Any] | None = None) -> None:
        """Go to the form of a new record."""
        self.open_page(register)
        page = self.page(register)
        if isinstance(page, RegisterPage):
            page.new(start)

    def open_work(self, register: str, record_id: int) -> None:
        """Go to the page on which a record is worked."""
        self.open_page(register)
        page = self.page(register)
        if isinstance(page, RegisterPage):
            page.open_work(record_id)
            self.commands.refresh()

    def open_import(self, paths: Sequence[Path] = ()) -> None:
        """Bring in files."""
        self.verbs.bring_in(paths)

    def open_export(self, view: View) -> None:
        """Export a list."""
        from app.ui.dialogs.export import ExportDialog

        ExportDialog(self.desk, self, view).start()

    def open_print(self, register: str, ids: Sequence[int]) -> None:
        """Print records."""
        from app.ui.dialogs.printing import PrintDialog  # QtPdf is loaded when it is needed

        if ids:
            PrintDialog(self.desk, self, register, ids).start()

    def open_palette(self) -> None:
        """Open the box that finds anything."""
        if not self.locking.locked:
            open_palette(self.desk.kit, self.desk.worker, self.commands, RecordFinder(self.desk), self)

    def relatives(self, key: str) -> list[tuple[str, Text]]:
        """The pages that share a page's tab."""
        return [(p.key, p.label) for p in self.tabs.relatives(key)]

    def say(self, text: Text, step: Text | None = None, run: Callable[[], object] | None = None) -> None:
        """Say for a moment that something was done."""
        self.toast.say(text, step, run)

    def fail(self, error: BaseException) -> None:
        """Tell an error; what was typed is kept first. What was stopped on purpose is none."""
        if isinstance(error, Cancelled):
            return
        self.verbs.keep_drafts()
        self._tell_error(error)

    def come_forward(self) -> None:
        """Bring the window to the front, with Today unless it is locked."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        if not self.locking.locked:
            self.open_page(TODAY)

    # what the shell asks for

    def page(self, key: str) -> QWidget:
        """The page of a key, made when it is first looked at. Raises `KeyError`."""
        page = self.pages.get(key)
        if page is None:
            special = EXTRA_PAGES.get(key)
            if key == SETTINGS:
                page = self.verbs.settings_page()
            else:
                page = (
                    special.make(self.desk) if special is not None else RegisterPage(self.desk, self.desk.registry[key])
                )
            if isinstance(page, RegisterPage):
                page.foot.connect(self._said_foot(page))
                page.turned.connect(self.commands.refresh)
            self.pages[key] = page
            self.stack.addWidget(page)
        return page

    def current_page(self) -> RegisterPage | None:
        """The register's page that is shown, if it is one."""
        page = self.stack.currentWidget()
        return page if isinstance(page, RegisterPage) else None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once what is being written is written and the shop was let go."""
        if self.leaving.done:
            super().closeEvent(event)
        else:
            event.ignore()
            self.leaving.start(quits=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the tabs in a narrow window."""
        super().resizeEvent(event)
        self.sidebar.set_width(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.desk.kit.theme.colour("paper"))
        painter.end()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(MARGIN, 14, MARGIN, 2)
        right.setSpacing(2)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.sidebar.bar)
        box.addLayout(right, 1)
        self.setMinimumSize(*LEAST)

    def _connect(self) -> None:
        desk, bar = self.desk, self.sidebar.bar
        bar.chosen.connect(self._tab)
        self.sidebar.head.menu_asked.connect(self.verbs.show_menu)
        self.sidebar.head.lock_asked.connect(self.verbs.lock)
        self.cover.dropped.connect(self.open_import)
        self.keeper.said.connect(lambda words, tone: self.status.say_piece("backup", words, tone))
        desk.bus.changed.connect(self._told)
        self.days.turned.connect(lambda _day: self.sidebar.refresh())
        desk.kit.say(self.setWindowTitle, N_("{shop} · Taizhang", shop=desk.shop.name))
        self.status.say_piece("backup", "")
        self.status.say_piece("person", person_words(self.seat.user, self.seat.role))

    def _restore(self) -> None:
        kept = self.desk.preferences.geometry
        if not (kept and self.restoreGeometry(QByteArray(base64.b64decode(kept)))):
            self.resize(first_size(self.screen().availableSize()))
        uid = self.desk.shop.actor.uid
        self.desk.read(lambda reader: load(reader, uid), self.desk.drafts.load, self)
        self.sidebar.refresh()
        self.keeper.start()
        self.days.start()
        self.reminder.start()
        for warning in self.seat.warnings[:1]:
            self.toast.say(warning)
        self.open_page(self.tabs.keys[0])

    def _tab(self, key: str) -> None:
        self.open_page(key)

    def _told(self, changes: Changes) -> None:
        self.sidebar.refresh(changes.registers)

    def _said_foot(self, page: RegisterPage) -> Callable[[Text | str, bool], None]:
        """What a page says is shown while it is on top: a list's sums may arrive after somebody went elsewhere."""

        def said(words: Text | str, chosen: bool) -> None:
            if self.stack.currentWidget() is page:
                self._say_foot(words, chosen)

        return said

    def _say_foot(self, words: Text | str, chosen: bool) -> None:
        self.status.say_selected(words)
        set_tone(self.status.left, "accent" if chosen else "quiet")


def first_size(available: QSize) -> QSize:
    """The window's size before anybody changed it: as liked, or what the screen has room for, frame included."""
    least, room = QSize(*LEAST), available - QSize(*FRAME)
    return QSize(*LIKED).boundedTo(room).expandedTo(least)

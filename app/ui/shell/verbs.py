"""What the window's commands do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from app.services import users
from app.services.session import Session
from app.ui.pages.register_page import RegisterPage
from app.ui.shell.record_verbs import RecordVerbs
from app.ui.shell.sidebar import SETTINGS

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class WindowVerbs(QObject):
    """The verbs of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.records = RecordVerbs(window)

    def open_palette(self) -> None:
        """Open the box that finds anything."""
        self.window.open_palette()

    def new_record(self) -> None:
        """A new record of the register that is shown."""
        page = self.window.current_page()
        if page is not None:
            page.new()

    def edit_record(self) -> None:
        """Edit the record in the panel, or a field of all that are selected."""
        page = self.window.current_page()
        if page is None:
            return
        if page.list.bulk.isVisible():
            page.list.bulk.edit()
        else:
            page.edit_current()

    def save_form(self) -> None:
        """Save the form that is open."""
        page = self.window.current_page()
        if page is not None:
            page.save()

    def search_list(self) -> None:
        """Put the keyboard into the list's search box."""
        page = self.window.current_page()
        if page is not None and page.on_list:
            page.list.tools.search.setFocus()
            page.list.tools.search.selectAll()

    def add_condition(self) -> None:
        """Ask for a condition."""
        page = self.window.current_page()
        if page is not None:
            page.list.menus.add_condition()

    def import_files(self) -> None:
        """Choose files to bring in."""
        self.window.open_import()

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring in files, choosing them first where there are none."""
        from app.ui.dialogs.importing.dialog import ImportDialog  # loads the readers of files

        window = self.window
        users.require(window.desk.shop.actor, "import")
        ImportDialog(window.desk, window, window.keeper.before_import).start(paths)

    def export_list(self) -> None:
        """Export the list that is shown."""
        page = self.window.current_page()
        if page is not None:
            self.window.open_export(page.list.view())

    def print_current(self) -> None:
        """Print what is selected, or the record in the panel."""
        page = self.window.current_page()
        if page is None:
            return
        if page.list.table.picker.picked.count > 1:
            page.list.bulk.print_all()
        elif page.panel.data is not None:
            page.panel.head.print_record()

    def refresh(self) -> None:
        """Read everything that is shown again."""
        page = self.window.current_page()
        if page is not None:
            page.list.refresh()
            page.panel.reload()
        self.window.sidebar.refresh()

    def next_tab(self, step: int) -> None:
        """Go to the tab below (1) or above (-1) the one that is chosen; from the last to the first."""
        tabs = self.window.tabs
        here = tabs.tab_of(self._shown())
        if here in tabs.keys:
            self.window.open_page(tabs.keys[(tabs.keys.index(here) + step) % len(tabs.keys)])
        else:  # the settings stand below all tabs
            self.window.open_page(tabs.keys[0 if step > 0 else -1])

    def next_relative(self, step: int) -> None:
        """Go to the next page (1) or the one before (-1) of those that share the tab."""
        here = self._shown()
        keys = [key for key, _ in self.window.relatives(here)]
        if keys:
            self.window.open_page(keys[(keys.index(here) + step) % len(keys)])

    def lock(self) -> None:
        """Lock the window."""
        self.window.locking.lock()

    def open_settings(self) -> None:
        """Go to the settings."""
        self.window.open_page(SETTINGS)

    def settings_page(self) -> QWidget:
        """The page of settings, with the cards of the shop."""
        from app.ui.shell.settings import settings_page  # looked at seldom

        return settings_page(self.window)

    def back_up(self) -> None:
        """Back up now."""
        self.window.keeper.back_up("manual")

    def verify(self) -> None:
        """Check everything about the shop and say what was found."""
        from app.ui.dialogs.verifying import VerifyDialog

        session = self.window.seat.session
        if isinstance(session, Session):
            VerifyDialog(self.window.desk, self.window, session).start()

    def switch_language(self) -> None:
        """Chinese and English in turn."""
        code = "en" if self.window.desk.kit.language.code == "zh" else "zh"
        self.window.desk.kit.language.choose(code)
        self.window.desk.preferences.language = code

    def switch_theme(self) -> None:
        """Light and dark in turn."""
        theme = self.window.desk.kit.theme
        theme.choose("dark" if theme.name == "light" else "light")
        self.window.desk.preferences.theme = theme.choice

    def show_menu(self) -> None:
        """Open the window's menu below the shop's name."""
        head = self.window.sidebar.head
        self.window.menu.popup(head.mapToGlobal(QPoint(12, head.height() - 6)))

    def sign_out(self) -> None:
        """Let the shop go and sign in anew."""
        self.window.leaving.start(quits=False)

    def quit(self) -> None:
        """Close the window."""
        self.window.close()

    def keep_drafts(self) -> None:
        """Keep what is being typed anywhere."""
        for page in self.window.pages.values():
            if isinstance(page, RegisterPage):
                page.keep_drafts()

    def on_list(self) -> bool:
        """Whether a register's list is shown."""
        page = self.window.current_page()
        return page is not None and page.on_list

    def on_form(self) -> bool:
        """Whether a form can be open."""
        return self.window.current_page() is not None

    def can_create(self) -> bool:
        """Whether the page that is shown takes new records."""
        page = self.window.current_page()
        return page is not None and self.window.desk.creates(page.register)

    def _shown(self) -> str:
        shown = self.window.stack.currentWidget()
        return next((key for key, page in self.window.pages.items() if page is shown), "")

"""What the window's commands do with the list that is shown and with the record in its panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.pages.register_page import RegisterPage
from app.ui.pages.specials import Tool, keyless

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class RecordVerbs(QObject):
    """The verbs of the page that is shown; where none of a register is shown they do nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def duplicate(self) -> None:
        """Begin a new record as a copy of the one in the panel."""
        page = self._page()
        if page is not None and page.panel.data is not None:
            page.panel.head.duplicate_asked.emit()

    def next_step(self) -> None:
        """Make the move that the panel's first button offers."""
        page = self._page()
        moves = page.panel.head.ordered_moves() if page is not None else []
        if page is not None and moves:
            page.panel.head.move(moves[0])

    def step(self, at: int) -> None:
        """Make a step of the record in the panel, or the move of all that are selected; counted from 0."""
        page = self._page()
        if page is None or not page.on_list:
            return
        steps = page.list.bulk.steps() if page.list.bulk.isVisible() else page.panel.head.steps()
        if at < len(steps):
            steps[at].run()

    def link(self) -> None:
        """Link the record in the panel with another."""
        page = self._page()
        if page is not None:
            page.panel.head.link()

    def show_in_list(self) -> None:
        """Show the record in the panel in its own list."""
        page = self._page()
        if page is not None:
            page.panel.head.show_in_list()

    def export_record(self) -> None:
        """Export what is selected, or the record in the panel."""
        page = self._page()
        if page is None:
            return
        if page.list.bulk.isVisible():
            page.list.bulk.export()
        else:
            page.panel.head.export_record()

    def void(self) -> None:
        """Take the record in the panel out of the lists."""
        page = self._page()
        if page is not None:
            page.panel.head.void()

    def use_page_tool(self, at: int) -> None:
        """Use a tool of the page that is shown, counted among those that have no key of their own."""
        page = self._page()
        tools = keyless(page.register.name) if page is not None and self._window.desk.may("write") else []
        if page is not None and at < len(tools):
            tools[at].run(self._window.desk, page)

    def attach(self) -> None:
        """Choose files for the record in the panel."""
        page = self._page()
        body = page.panel.body() if page is not None else None
        if body is not None and self._window.desk.may("write"):
            body.files.choose()

    def copy_number(self) -> None:
        """Put the record's number on the clipboard."""
        page = self._page()
        if page is not None:
            page.panel.head.copy_number()

    def choose_period(self) -> None:
        """Offer the periods of the list, where it has a date."""
        page = self._page()
        if page is not None and "period" in page.list.tools.buttons:
            page.list.menus.choose_period()

    def choose_view(self) -> None:
        """Offer the saved views of the list."""
        page = self._page()
        if page is not None:
            page.list.menus.choose_view()

    def choose_columns(self) -> None:
        """Offer the columns of the list."""
        page = self._page()
        if page is not None:
            page.list.menus.choose_columns()

    def use_tool(self, register: str, tool: Tool) -> None:
        """Go to a register's page and use its tool."""
        self._window.open_page(register)
        tool.run(self._window.desk, self._window.page(register))

    def _page(self) -> RegisterPage | None:
        return self._window.current_page()

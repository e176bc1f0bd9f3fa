"""The tabs: Today, then the registers by their declared groups, with the counts that ask for work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.i18n import N_
from app.models.declaration import Register
from app.services.today import due_counts
from app.store.reader import Reader
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.runtime.kit import Kit
from app.ui.shell.pages import TODAY
from app.ui.shell.tabs import Tabs
from app.ui.widgets.build import icon_button
from app.ui.widgets.nav import NavBar, NavSpec
from app.ui.widgets.page_header import HeadArea

SETTINGS = "settings"
NARROW_BELOW = 1000

Counts = dict[str, tuple[int, bool]]
"""Per page: how many, and whether they are overdue."""


class SideHead(QWidget):
    """The shop's sign and name, which open the menu, and the lock."""

    menu_asked = Signal()
    lock_asked = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.area = HeadArea(kit, name)
        self.area.clicked.connect(self.menu_asked)
        self.lock = icon_button(kit, "lock", N_("Lock (Ctrl+L)"), self.lock_asked.emit)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(0)
        box.addWidget(self.area, 1)
        box.addWidget(self.lock)

    def set_narrow(self, narrow: bool) -> None:
        """Show only the sign."""
        self.area.set_narrow(narrow)
        self.lock.setVisible(not narrow)
        margins = self.layout()
        if margins is not None:
            margins.setContentsMargins(0, 0, 0 if narrow else 8, 0)


class Sidebar(QObject):
    """The tab bar of one window. Counts are read anew for the registers that changed.

    One reading at a time: what changes meanwhile is counted together after it, so that a burst of changes costs two.
    """

    def __init__(self, desk: Desk, tabs: Tabs) -> None:
        super().__init__(desk.bus)
        self._desk = desk
        self.head = SideHead(desk.kit, desk.shop.name)
        self.bar = NavBar(desk.kit, self.head)
        self._tabs = tabs
        self._counts: Counts = {}
        self._waiting: set[str] = set()
        self._reading = False
        self.bar.show_tabs(tabs.groups, (NavSpec(SETTINGS, N_("Settings"), "settings"),))

    def set_width(self, window: int) -> None:
        """Show only icons in a narrow window."""
        narrow = window < NARROW_BELOW
        if narrow != self.bar.narrow:
            self.bar.set_narrow(narrow)
            self.head.set_narrow(narrow)

    def refresh(self, names: Iterable[str] | None = None) -> None:
        """Count again: all registers, or those named."""
        every = {r.name for r in self._desk.registry if _asking(r)}
        self._waiting |= every if names is None else every.intersection(names)
        self._read()

    def _read(self) -> None:
        if self._reading or not self._waiting:
            return
        self._reading = True
        wanted = [r for r in self._desk.registry if r.name in self._waiting]
        self._waiting.clear()
        self._desk.read(lambda reader: asking(reader, wanted), self._show, self, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        self._desk.host.fail(error)

    def _show(self, found: Counts) -> None:
        self._reading = False
        self._counts |= found
        for tab in {self._tabs.tab_of(key) for key in found} & set(self._tabs.keys):
            count, overdue = together([c for key, c in self._counts.items() if self._tabs.tab_of(key) == tab])
            self.bar.item(tab).set_count(count, overdue=overdue)
        self._read()


def together(counts: Sequence[tuple[int, bool]]) -> tuple[int, bool]:
    """What the tab of several pages counts: what is overdue in any of them, else what waits."""
    late = sum(count for count, overdue in counts if overdue)
    return (late, True) if late else (sum(count for count, _ in counts), False)


def asking(reader: Reader, changed: Sequence[Register]) -> Counts:
    """The counts of registers that changed, and Today's if what is due can have changed with them."""
    found = counts(reader, changed)
    return {**found, TODAY: due(reader)} if any(r.due for r in changed) else found


def counts(reader: Reader, registers: Sequence[Register]) -> Counts:
    """What each register's tab counts: what is overdue, else what waits."""
    found: Counts = {}
    for register in registers:
        late = sum(reader.count(View(register.name, chip=c.name)) for c in register.chips if c.tone == "red")
        waiting = next((c for c in register.chips if c.tone == "amber"), None)
        if late or waiting is None:
            found[register.name] = (late, True)
        else:
            found[register.name] = (reader.count(View(register.name, chip=waiting.name)), False)
    return found


def due(reader: Reader) -> tuple[int, bool]:
    """What Today counts: what is overdue, also where it was put off, else what is to be done today."""
    found = due_counts(reader)
    return (found["late"], True) if found["late"] else (found["today"], False)


def _asking(register: Register) -> bool:
    """Whether the register's records can wait for someone: it declares what is due, or what is late."""
    return bool(register.due) or any(c.tone == "red" for c in register.chips)

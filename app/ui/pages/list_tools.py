"""The row above a list: chips with counts, how many are shown, the search box, period, filter, views, columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Register
from app.ui.pages.desk import Desk
from app.ui.widgets.build import fill, icon_button, label, set_property
from app.ui.widgets.chips import ChipBar, ChipSpec

WAIT_MS = 200
SEARCH_WIDTH = 190


class SearchBox(QLineEdit):
    """Searches this list a moment after the last keystroke. Down goes to the list; Escape clears."""

    sought = Signal(str)
    down = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        desk.kit.say(self.setPlaceholderText, N_("Search this list"))
        desk.kit.say(self.setAccessibleName, N_("Search this list"))
        self.setMinimumWidth(SEARCH_WIDTH)
        self.setMaximumWidth(SEARCH_WIDTH)
        self.setClearButtonEnabled(True)
        glass = QAction(self)
        desk.kit.icon(glass.setIcon, "search")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(lambda: self._timer.start())

    def show_text(self, text: str) -> None:
        """Show words without searching for them."""
        if text != self.text():
            self.blockSignals(True)
            self.setText(text)
            self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            self._tell()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.sought.emit(self.text())


class ListTools(QWidget):
    """Tells by `chip_chosen` and `sought`; the tool buttons call what they were made with."""

    chip_chosen = Signal(str)
    sought = Signal(str)

    def __init__(self, desk: Desk, register: Register, run: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self._counts: Mapping[str, int] = {}
        self.chips = ChipBar(desk.kit)
        self.chips.chosen.connect(lambda key: self.chip_chosen.emit("" if key == "all" else key))
        self.search = SearchBox(desk)
        self.search.sought.connect(self.sought)
        self._count = label(desk.kit, "", size=12, tone="quiet", tabular=True)
        self.buttons: dict[str, QToolButton] = {}
        for name, icon, words in (
            ("period", "calendar-days", N_("Period")),
            ("filter", "funnel", N_("Add a condition")),
            ("views", "bookmark", N_("Saved views")),
            ("columns", "columns-3", N_("Columns")),
        ):
            if name in run:
                self.buttons[name] = icon_button(desk.kit, icon, words, run[name])
        box = fill(QHBoxLayout(self), spacing=4)
        box.addWidget(self.chips, 1)
        box.addSpacing(8)
        box.addWidget(self._count)
        box.addSpacing(8)
        box.addWidget(self.search)
        for made in self.buttons.values():
            box.addWidget(made)
        self.show_chip("")

    def show_chip(self, chip: str) -> None:
        """Mark a chip."""
        self.chips.show_chips(self._specs(), chip or "all")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records each chip lists."""
        self._counts = counts
        self.chips.show_chips(self._specs(), self.chips.current)

    def show_total(self, listed: int | None, total: int | None) -> None:
        """Say how many records there are and how many the list shows."""
        words: Text | str = ""
        if listed is not None and total is not None:
            words = N_("{n} in all", n=f"{total:,}")
            if listed != total:
                words = N_("{n} in all · {m} shown", n=f"{total:,}", m=f"{listed:,}")
        self._desk.kit.say(self._count.setText, words)

    def show_left_out(self, count: int) -> None:
        """Say on the columns' button how many of them the list has no room for at the moment."""
        words = N_("Columns")
        if count:
            words = Nn_("Columns: {n} left out for want of room", "Columns: {n} left out for want of room", count)
        for say in (self.buttons["columns"].setToolTip, self.buttons["columns"].setAccessibleName):
            self._desk.kit.say(say, words)
        self.mark("columns", count > 0)

    def mark(self, name: str, on: bool) -> None:
        """Show by a button's colour that what it sets is in force."""
        if name in self.buttons:
            set_property(self.buttons[name], "on", on)

    def _specs(self) -> list[ChipSpec]:
        found = [ChipSpec("all", N_("All"))]
        found += [ChipSpec(c.name, c.label, self._counts.get(c.name), c.tone == "red") for c in self._register.chips]
        return found

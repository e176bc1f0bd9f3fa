"""The card of what is due: as a list or as a month, for everyone or one person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.i18n import N_, Text
from app.services.due import Item, Person
from app.services.today import Board, Someone, person_of
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.today.due_acts import DueActs
from app.ui.pages.today.due_list import DueView
from app.ui.pages.today.due_rows import rows_of
from app.ui.pages.today.month_view import MonthView
from app.ui.widgets.build import icon_button, row
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.segmented import Segmented

LEAST_HEIGHT = 260
LIST, MONTH = "list", "month"


class DueCard(QFrame):
    """`person_chosen` when somebody else's is to be shown; `export_asked` for the calendar file."""

    person_chosen = Signal()
    export_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        kit, may_act = desk.kit, desk.may("move")
        self.setProperty("card", True)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.acts = DueActs(desk, self)
        self.mode = Segmented(kit, ((LIST, N_("List")), (MONTH, N_("Month"))), LIST, N_("How what is due is shown"))
        self.people = TypingCombo()
        self.people.setMinimumWidth(150)
        kit.say(self.people.setAccessibleName, N_("Whose"))
        self.export = icon_button(kit, "calendar-days", N_("Save as a calendar file"), self.export_asked.emit)
        self.view = DueView(kit, may_act)
        self.month = MonthView(desk, self.whose, may_act)
        self.empty = EmptyState(kit, "circle-check", N_("Nothing is waiting"), _NOTHING)
        self._someone: tuple[Someone, ...] = ()
        self._choice: Someone | str = ""
        self._board: Board | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 10, 1, 6)
        box.setSpacing(4)
        bar = row(self.mode, self.people, 0, self.export)
        bar.setContentsMargins(14, 0, 10, 2)
        box.addLayout(bar)
        for part in (self.view, self.month, self.empty):
            box.addWidget(part, 1)
        self.setFocusProxy(self.view)
        self._connect(may_act)
        self._fill_people()
        self._show_part()

    def _connect(self, may_act: bool) -> None:
        for view in (self.view, self.month.view):
            view.opened.connect(self.acts.open)
            view.asked.connect(self.acts.act)
            view.menu_asked.connect(lambda row, at: self.acts.menu(row, at, may_act))
        self.mode.chosen.connect(self._turn)
        self.people.activated.connect(self._chose)
        self._desk.kit.language.changed.connect(self._fill_people)

    @property
    def person_name(self) -> str:
        """The name of the person whose items are shown; empty for everyone."""
        if isinstance(self._choice, Someone):
            return self._choice.name
        return self._desk.shop.actor.name if self._choice else ""

    def whose(self, reader: Reader) -> Person | None:
        """For whom the card shows what is due; None: for everyone."""
        if isinstance(self._choice, Someone):
            return self._choice.person
        return person_of(reader, self._desk.shop.actor.name) if self._choice else None

    def show_board(self, board: Board, people: Sequence[Someone]) -> None:
        """Show what is due, and who has something due."""
        self._board = board
        if tuple(people) != self._someone:
            self._someone = tuple(people)
            self._fill_people()
        self.view.show_rows(rows_of(board, self._desk.registry, self._desk.at()))
        self._show_part()
        if self.mode.current == MONTH:
            self.month.refresh()

    def items(self) -> tuple[Item, ...]:
        """What the list shows."""
        return self._board.items if self._board is not None else ()

    def turn(self, mode: str) -> None:
        """Show what is due as a list or as a month."""
        self.mode.choose(mode)
        self._turn(mode)

    def _turn(self, mode: str) -> None:
        self._show_part()
        self.setFocusProxy(self.month if mode == MONTH else self.view)
        if mode == MONTH:
            self.month.refresh()

    def _show_part(self) -> None:
        month = self.mode.current == MONTH
        some = bool(self.view.rows)
        self.month.setVisible(month)
        waits = self._board is None  # the list takes the keyboard before it is filled
        self.view.setVisible(not month and (some or waits))
        self.empty.setVisible(not month and not some and not waits)
        if not some:
            words = N_("Nothing is due to this person.") if self._choice else _NOTHING
            self.empty.say("circle-check", N_("Nothing is waiting"), words)

    def _fill_people(self) -> None:
        tr = self._desk.kit.tr
        chosen = self._choice
        people = list(self._someone)
        if isinstance(chosen, Someone):
            now = next((p for p in people if p.person == chosen.person), None)
            people += [] if now is not None else [chosen]
            self._choice = chosen = now or chosen
        self._people: list[Someone | str] = ["", "mine", *people]
        self.people.blockSignals(True)
        self.people.clear()
        self.people.addItems([tr(_named(p)) for p in self._people])
        self.people.setCurrentIndex(self._people.index(chosen))
        self.people.blockSignals(False)

    def _chose(self, at: int) -> None:
        self._choice = self._people[at]
        self.person_chosen.emit()


_NOTHING = N_("What becomes due in any part of the shop shows here, with the person it falls to.")


def _named(choice: Someone | str) -> Text:
    if isinstance(choice, str):
        return N_("Mine") if choice else N_("Everyone's")
    if not choice.total:
        return N_("{name}", name=choice.name)
    if choice.late:
        return N_("{name} · {n}, {late} late", name=choice.name, n=choice.total, late=choice.late)
    return N_("{name} · {n}", name=choice.name, n=choice.total)

"""What is done with something due: open it, put it off with a reason, settle it, show it again."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.i18n import N_
from app.models.declaration import Field, TodayPlus
from app.models.kinds import Day, LineText, Value
from app.services.due import Item
from app.services.snoozes import LONGEST_REASON, snooze, unsnooze
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.moves import start_move
from app.ui.pages.record_data import load
from app.ui.pages.specials import special, started
from app.ui.pages.today.due_rows import DueRow, act_words, acts_of
from app.ui.runtime.actions import with_keys
from app.ui.runtime.calls import later

_KEYS = {"settle": "D", "put_off": "S", "bring_back": "A"}
_ASKED = (
    Field("until", N_("Show again on"), Day(), required=True, default=TodayPlus(1)),
    Field("reason", N_("Reason"), LineText(limit=LONGEST_REASON), required=True),
)


class DueActs:
    """The acts of one page. Whatever they change comes back through the bus of changes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def open(self, row: DueRow) -> None:
        """Open the record at which a due item is worked, or the list behind it."""
        item = row.item
        if item is None:
            return
        if item.leads is not None and not row.every:
            self._desk.host.open_record(*item.leads)
        elif item.record_id is not None and not row.every:
            self._desk.host.open_record(item.register, item.record_id)
        else:
            self._desk.host.open_page(item.register, item.view)

    def act(self, row: DueRow, act: str) -> None:
        """Do what was asked for with a row: settle, put_off or bring_back."""
        item = row.item
        if item is None or act not in acts_of(row):
            return
        if act == "settle" and item.record_id is not None:
            self._settle(item.register, item.record_id, item.move)
        elif act == "put_off":
            self.ask(row, item)
        elif act == "bring_back":
            self._desk.change(
                lambda uow: unsnooze(uow, item.register, item.record_id, item.rule), lambda _: None, self._parent
            )

    def _settle(self, name: str, record_id: int, move_name: str) -> None:
        desk, parent = self._desk, self._parent
        register = desk.registry[name]
        move = register.transition(move_name)
        if move_name not in special(name).moves:
            start_move(desk, parent, register, record_id, move)
            return
        # Where a move has a way of its own, Today goes that way too.
        desk.read(lambda reader: load(reader, name, record_id), lambda data: started(desk, parent, data, move), parent)

    def ask(self, row: DueRow, item: Item) -> AskDialog:
        """Ask until when and why an item is put off."""
        desk = self._desk

        def run(values: dict[str, Value]) -> None:
            until, reason = values["until"], values["reason"]
            assert isinstance(until, date)
            desk.change(
                lambda uow: snooze(uow, item.register, item.record_id, item.rule, until, str(reason)),
                lambda _: done(),
                self._parent,
                dialog.fail,
            )

        def done() -> None:
            dialog.accept()
            desk.host.say(N_("Put off. Until then it stands at the end of the list."))

        sentences = [row.words]
        if item.when == "late":
            sentences.append(desk.kit.tr(N_("It is late, and counts as late all the same.")))
        dialog = AskDialog(
            desk, self._parent, N_("Put off"), _ASKED, N_("Put off"), run, icon="alarm-clock", sentences=sentences
        )
        dialog.start()
        return dialog

    def menu(self, row: DueRow, at: QPoint, may_act: bool) -> QMenu:
        """Offer everything that can be done with a row."""
        desk = self._desk
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tr = desk.kit.tr
        menu.addAction(with_keys(tr(N_("Open")), "Return"), later(self.open, row))
        for act in acts_of(row) if may_act else ():
            menu.addAction(with_keys(tr(act_words(row, act)), _KEYS[act]), later(self.act, row, act))
        if row.item is not None and not row.every and row.item.record_id is not None:
            every = desk.kit.tr(N_("Show all of these in the list"))
            menu.addAction(every, later(desk.host.open_page, row.item.register, row.item.view))
        menu.popup(at)
        return menu

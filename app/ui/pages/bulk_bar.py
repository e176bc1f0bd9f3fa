"""What can be done with several selected records at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.models.declaration import Field, Register, Transition
from app.models.kinds import Value
from app.services import bulk_undo
from app.services.bulk_undo import Edited
from app.store.reader import Reader
from app.store.view import View
from app.ui.dialogs.job import JobDialog
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import lookups
from app.ui.pages.moves import start_move_many
from app.ui.pages.specials import special
from app.ui.pages.view_source import picked_ids
from app.ui.runtime.actions import Step, native, step_key
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, fill, icon_button, label, set_property
from app.ui.widgets.dialog import confirm
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.choice import TypingCombo
from app.ui.widgets.editors.make import make_editor
from app.ui.widgets.table.picked import Picked


class BulkBar(QFrame):
    """Shown while two records or more are selected. `extra` are a register's own actions: (label, icon, run)."""

    def __init__(self, desk: Desk, register: Register, view: Callable[[], View], clear: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self._view = view
        self._picked = Picked()
        self._clear = clear
        self._count: QLabel | None = None
        self.setProperty("card", True)
        self.hide()

    def show_picked(self, picked: Picked) -> None:
        """Follow the selection."""
        self._picked = picked
        if picked.count > 1:
            # Each page has a bar, and few are ever looked at: its parts are made for the first that is.
            self._count = self._count or self._make_parts()
            self._desk.kit.say(self._count.setText, Nn_("{n} selected", "{n} selected", picked.count))
        self.setVisible(picked.count > 1)

    def with_ids(self, then: Callable[[list[int]], object]) -> None:
        """Run `then` with the ids of what is selected."""
        view, picked = self._view(), self._picked

        def find(reader: Reader) -> list[int]:
            return picked_ids(reader, view, picked)

        if picked.ids is not None:
            then(list(picked.ids))
        else:
            self._desk.read(find, then, self)

    def edit(self) -> None:
        """Set one field of all selected records, where the person may."""
        if not self._editable():
            return
        self.with_ids(lambda ids: BulkEdit(self._desk, self, self._register, ids).start())

    def move_all(self, move: Transition) -> None:
        """Make a move with all selected records."""
        tool = special(self._register.name).tool_for_many(move.name)
        instead = (tool.label, later(tool.run, self._desk, self)) if tool is not None else None
        self.with_ids(lambda ids: start_move_many(self._desk, self, self._register, ids, move, instead))

    def moves(self) -> list[Transition]:
        """The moves that can be made of many, the one that leads the work on first."""
        role = self._desk.shop.actor.role
        found = [t for t in self._register.transitions if t.bulk and role in t.roles]
        return sorted(found, key=lambda t: not t.primary)

    def steps(self) -> list[Step]:
        """The moves as steps; Alt+1 makes the first."""
        return [Step(t.label, t.icon, later(self.move_all, t)) for t in self.moves()]

    def export(self) -> None:
        """Export the selected records, as the list shows them."""
        view = self._view()
        if self._picked.everything:
            self._desk.host.open_export(view)
        else:
            self.with_ids(lambda ids: self._desk.host.open_export(view.changed(ids=tuple(ids))))

    def print_all(self) -> None:
        """Print the selected records."""
        self.with_ids(lambda ids: self._desk.host.open_print(self._register.name, ids))

    def _make_parts(self) -> QLabel:
        desk = self._desk
        count = label(desk.kit, "", weight=500, tone="accent", tabular=True)
        box = fill(QHBoxLayout(self), count, 0, margin=8)
        box.setContentsMargins(14, 6, 6, 6)
        if self._editable():
            box.addWidget(self._button(N_("Edit…"), "Ctrl+E", self.edit, "pencil"))
        moves = self.moves()
        shown = [t for t in moves if t.primary][:1]
        for move in shown:
            box.addWidget(self._button(move.label, step_key(0), later(self.move_all, move), move.icon))
        if len(moves) > len(shown):
            more = button(desk.kit, N_("Change state"))
            set_property(more, "menu", True)
            more.setMenu(self._moves_menu(moves, len(shown)))
            box.addWidget(more)
        if desk.may("export"):
            box.addWidget(self._button(N_("Export…"), "Ctrl+Shift+X", self.export, "download"))
        box.addWidget(self._button(N_("Print…"), "Ctrl+P", self.print_all, "printer"))
        box.addWidget(icon_button(desk.kit, "x", N_("Clear the selection"), self._clear))
        return count

    def _editable(self) -> bool:
        return any(f.bulk for f in self._register.fields) and self._desk.edits(self._register)

    def _button(self, words: Text, keys: str, run: Callable[[], object], icon: str) -> QPushButton:
        made = button(self._desk.kit, words, run, icon=icon)
        self._desk.kit.say(made.setToolTip, N_("{label} ({keys})", label=words, keys=native(keys)))
        return made

    def _moves_menu(self, moves: list[Transition], start: int) -> QMenu:
        menu, kit = QMenu(self), self._desk.kit
        for at, move in enumerate(moves[start:], start):
            action = menu.addAction("", later(self.move_all, move))
            kit.say(action.setText, N_("{label}\t{keys}", label=move.label, keys=native(step_key(at))))
            kit.icon(action.setIcon, move.icon)
        return menu


class BulkEdit(JobDialog):
    """Asks for a field and its new value, and sets it for many records. Stopping it leaves all as they were."""

    def __init__(self, desk: Desk, parent: QWidget, register: Register, ids: list[int]) -> None:
        title = Nn_("Change a field of {n} record", "Change a field of {n} records", len(ids))
        super().__init__(desk, parent, title, icon="pencil")
        self._desk, self._owner = desk, parent
        self._register, self._ids = register, ids
        self.fields = [f for f in register.fields if f.bulk]
        self.field = TypingCombo()
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.field.addItems([desk.kit.tr(f.label) for f in self.fields])
        desk.kit.say(self.field.setAccessibleName, N_("Field"))
        self.editor: Editor | None = None
        self._blank = ""
        self._slot = QVBoxLayout()
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self.body.addWidget(self.field)
        self.body.addLayout(self._slot)
        self.body.addWidget(self._message)
        self.body.addWidget(self.progress)
        self.field.currentIndexChanged.connect(self._chosen_field)
        self._chosen_field()
        self._verb = self.offer_open(N_("Change"), self.submit, kind="primary")
        self.offer_open(N_("Cancel"), self.reject)

    @property
    def typed(self) -> bool:
        """Whether a value was set that closing would lose."""
        return self.editor is not None and self.editor.draft() != self._blank

    def start(self) -> None:
        """Show the dialog."""
        self.open()
        self.field.setFocus()

    def submit(self) -> None:
        """Write, if the value can be taken."""
        chosen = self.fields[self.field.currentIndex()]
        try:
            value = self.editor.value() if self.editor is not None else None
        except UserError as problem:
            self._desk.kit.say(self._message.setText, problem.what)
            return
        if value in (None, "") and not chosen.required:
            n = len(self._ids)
            question = Nn_("Empty “{label}” of {n} record?", "Empty “{label}” of {n} records?", n, label=chosen.label)
            confirm(self._desk.kit, self, question, None, N_("Empty it"), later(self._write, chosen, None), danger=True)
        else:
            self._write(chosen, value)

    def _write(self, chosen: Field, value: Value) -> None:
        name, ids, register, shop = chosen.name, self._ids, self._register.name, self._desk.shop

        def work(progress: Progress) -> Edited:
            return shop.change(lambda uow: bulk_undo.edit(uow, register, ids, name, value, progress))

        self.run_job(N_("Change a field"), work, self._changed, writes=True)

    def busy(self, busy: bool) -> None:
        """The choice rests while the records are written."""
        for part in (self.field, self._verb, *([self.editor] if self.editor is not None else [])):
            part.setEnabled(not busy)

    def failed(self, error: UserError) -> None:
        """Say what the field cannot take, beside it."""
        self._desk.kit.say(self._message.setText, error.what)
        self.fit()

    def cancelled(self) -> None:
        """It was stopped; nothing was changed."""
        self._desk.host.say(N_("Stopped. All records are as they were."))

    def _changed(self, edited: Edited) -> None:
        self.accept()
        said = Nn_("{n} record was changed.", "{n} records were changed.", edited.count)
        left = len(self._ids) - edited.count
        if left:
            rest = Nn_(
                "{n} stayed as it is: it held this already or is not changed any more.",
                "{n} stayed as they are: they held this already or are not changed any more.",
                left,
            )
            said = N_("{one} {two}", one=said, two=rest)
        if edited.before:
            self._desk.host.say(said, N_("Undo"), later(take_back, self._desk, self._owner, edited))
        else:
            self._desk.host.say(said)

    def _chosen_field(self) -> None:
        chosen = self.fields[self.field.currentIndex()]
        if self.editor is not None:
            self._slot.removeWidget(self.editor)
            self.editor.deleteLater()
        plain = replace(chosen, readonly=False, sensitive=False)
        kit = self._desk.kit
        self.editor = make_editor(kit, plain, self._desk.at, self._desk.worker, lookups(self._desk, (chosen,)))
        kit.say(self.editor.name_it, chosen.label)
        self._blank = self.editor.draft()
        self._slot.addWidget(self.editor)
        self.setTabOrder(self.field, self.editor.focusProxy() or self.editor)  # it was made after the buttons
        kit.say(self._message.setText, "")


def take_back(desk: Desk, owner: QWidget, edited: Edited) -> None:
    """Undo a change of many, and say how many have their value again."""

    def done(count: int) -> None:
        words = Nn_("{n} record is as it was before.", "{n} records are as they were before.", count)
        desk.host.say(words)

    desk.change(lambda uow: bulk_undo.undo(uow, edited), done, owner)

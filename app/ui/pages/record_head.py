"""The head of a record panel: what it is called, its states, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.models.declaration import Field, Transition
from app.models.kinds import Choice, LineText, Option, Tone, Value
from app.services.fixed import may_edit, refusal
from app.services.records import may_void, void
from app.services.retention import kept_words
from app.services.transitions import available, holds
from app.store.view import View
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.linking import start_link
from app.ui.pages.moves import start_move
from app.ui.pages.opening import start_open
from app.ui.pages.record_data import RecordData
from app.ui.pages.specials import started
from app.ui.pages.words import subtitle
from app.ui.runtime.actions import Step, native, step_key, with_keys
from app.ui.runtime.calls import later
from app.ui.widgets.build import Kind, button, icon_button, label, set_property
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.pill import Pill

MOST_BUTTONS = 2
"""Moves shown as buttons where they fit in one row; further ones stand first in the menu."""


class RecordHead(QWidget):
    """`edit_asked`, `closed`, `back_asked` are for the panel; `duplicate_asked` for the page."""

    edit_asked = Signal()
    duplicate_asked = Signal()
    closed = Signal()
    back_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.data: RecordData | None = None
        self._widest = 0
        self._shown_moves = MOST_BUTTONS
        self._back = icon_button(desk.kit, "arrow-left", N_("Back"), self.back_asked.emit)
        self.title = label(desk.kit, "", size=17, weight=700, wrap=True, tabular=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.subtitle = label(desk.kit, "", size=12, tone="quiet", wrap=True, tabular=True)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.title, 1)
        close = icon_button(desk.kit, "x", N_("Close the panel (Esc)"), self.closed.emit)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._pills = FlowLayout(spacing=6)
        self._buttons = FlowLayout(spacing=8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self.subtitle)
        box.addLayout(self._pills)
        box.addSpacing(2)
        box.addLayout(self._buttons)
        desk.kit.language.changed.connect(self._say_again)

    def show_record(self, data: RecordData, *, back: bool) -> None:
        """Show a record's head."""
        self.data = data
        self._back.setVisible(back)
        kit = self._desk.kit
        kit.say(self.title.setText, data.title)
        kit.say(self.subtitle.setText, subtitle(data.register, data.values, self._desk.at(), names=data.names_masked))
        self.subtitle.setVisible(bool(self.subtitle.text()))
        self._pills.clear()
        for declared in data.register.state_fields():
            kind = declared.kind
            option = kind.option(data.values[declared.name]) if isinstance(kind, Choice) else None
            if option is not None and option.key != "none":  # a state that there is none of says nothing
                words, tone = self._state(data, declared.name, option)
                pill = Pill(kit, words, tone)
                kit.say(pill.setToolTip, declared.label)
                self._pills.addWidget(pill)
        if data.voided:
            self._pills.addWidget(Pill(kit, N_("Voided"), "neutral"))
        self._show_buttons(data)

    def _state(self, data: RecordData, name: str, option: Option) -> tuple[Text, Tone]:
        """The words of a state, or those that say it better for this record."""
        for other in data.register.said_as:
            end = data.values[other.until]
            fits = all(holds(w, data.values[w.field]) for w in other.where)
            if other.field == name and fits and end is not None:
                kind = data.register.field(other.until).kind
                return Text(other.label.msgid, {"until": kind.say(end, self._desk.at())}), other.tone
        return option.label, option.tone

    def move(self, transition: Transition) -> None:  # type: ignore[override]
        """Make a move of this record."""
        data = self.data
        if data is not None and not started(self._desk, self, data, transition):
            start_move(self._desk, self, data.register, data.id, transition, data.values["version"], data.values)

    def moves(self) -> tuple[Transition, ...]:
        """The moves that the record's state and the person's role allow."""
        data = self.data
        return available(data.register, data.values, self._desk.shop.actor.role) if data is not None else ()

    def ordered_moves(self) -> list[Transition]:
        """The moves as offered: the one that leads the work on stands first."""
        moves = self.moves()
        return sorted(moves, key=lambda t: t is not next((m for m in moves if m.primary), None))

    def steps(self) -> list[Step]:
        """The moves, then what can be opened from the record; Alt+1 makes the first, Alt+2 the second."""
        found = [Step(t.label, t.icon, later(self.move, t)) for t in self.ordered_moves()]
        data = self.data
        if data is not None and self.linking:
            found += [Step(o.label, o.icon, later(start_open, self._desk, self, data, o)) for o in data.register.opens]
        return found

    @property
    def linking(self) -> bool:
        """Whether the person may link the record with others."""
        return self.data is not None and not self.data.voided and self._desk.may("write")

    @property
    def voiding(self) -> bool:
        """Whether the person may take the record out of the lists."""
        data, desk = self.data, self._desk
        if data is None or data.voided:
            return False
        return desk.edits(data.register) and desk.may("void") and may_void(data.register, data.values)

    def link(self) -> None:
        """Choose a record to link this one with."""
        if self.data is not None and self.linking:
            start_link(self._desk, self, self.data)

    def show_in_list(self) -> None:
        """Show the record in its own list."""
        if self.data is not None:
            self._desk.host.open_record(self.data.register.name, self.data.id)

    def export_record(self) -> None:
        """Export this record alone."""
        data = self.data
        if data is not None and self._desk.may("export"):
            self._desk.host.open_export(View(data.register.name, ids=(data.id,), voided=data.voided))

    def void(self) -> AskDialog | None:
        """Ask for a reason and take the record out of the lists."""
        data = self.data
        if data is None or not self.voiding:
            return None
        fields = (Field("void_reason", N_("Reason"), LineText(), required=True),)
        words = kept_words(data.register, data.values, self._desk.at().today)
        kept = (words,) if words is not None else ()

        def run(values: dict[str, Value]) -> None:
            reason = str(values["void_reason"])
            self._desk.change(
                lambda uow: void(uow, data.register.name, data.id, reason), lambda _: done(), self, dialog.fail
            )

        def done() -> None:
            dialog.accept()
            self._desk.host.say(N_("{title} was voided.", title=data.title))

        dialog = AskDialog(
            self._desk,
            self,
            N_("Void {title}?", title=data.title),
            fields,
            N_("Void"),
            run,
            icon="ban",
            sentences=(N_("It leaves the lists, but it stays readable and its number stays used."), *kept),
            kind="danger",
        )
        dialog.start()
        return dialog

    def copy_number(self) -> None:
        """Put the record's number or name on the clipboard."""
        data = self.data
        if data is not None:
            QGuiApplication.clipboard().setText(data.title)
            self._desk.host.say(N_("“{text}” is on the clipboard.", text=data.title))

    def print_record(self) -> None:
        """Print this record."""
        if self.data is not None:
            self._desk.host.open_print(self.data.register.name, [self.data.id])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons as fit beside each other."""
        super().resizeEvent(event)
        if self.data is not None and self._fitting() != self._shown_moves:
            self._show_buttons(self.data)

    def _fitting(self) -> int:
        """How many moves have room as buttons."""
        return MOST_BUTTONS if self._widest <= self.width() else 1

    def _show_buttons(self, data: RecordData) -> None:
        self._fill_buttons(data, MOST_BUTTONS)
        parts = [item.widget() for at in range(self._buttons.count()) if (item := self._buttons.itemAt(at))]
        wide = [min(p.sizeHint().width(), p.maximumWidth()) for p in parts if p is not None]
        self._widest = sum(wide) + self._buttons.spacing() * (len(wide) - 1)
        self._shown_moves = self._fitting()
        if self._shown_moves < min(MOST_BUTTONS, len(self.moves())):
            self._fill_buttons(data, self._shown_moves)

    def _fill_buttons(self, data: RecordData, most: int) -> None:
        self._buttons.clear()
        kit, ordered = self._desk.kit, self.ordered_moves()
        moves = len(ordered)
        for at, transition in enumerate(ordered[:most]):
            kind: Kind = "primary" if not at and transition.primary else "normal"
            made = button(kit, transition.label, later(self.move, transition), icon=transition.icon, kind=kind)
            kit.say(made.setToolTip, N_("{label} ({keys})", label=transition.label, keys=native(step_key(at))))
            self._buttons.addWidget(made)
        if self._desk.edits(data.register) and may_edit(data.register, data.values):
            edit = button(kit, N_("Edit"), self.edit_asked.emit, icon="pencil")
            if moves > 1:
                self._bare(edit, N_("Edit"))
            self._buttons.addWidget(edit)
        if not moves:
            self._buttons.addWidget(button(kit, N_("Print"), self.print_record, icon="printer"))
        more = button(kit, N_("More"), icon="ellipsis")
        self._bare(more, N_("More"))
        more.setMenu(self._more(data, moves, most))
        self._buttons.addWidget(more)

    def _bare(self, made: QPushButton, words: Text) -> None:
        """Only the icon, where the row has no room for words."""
        self._desk.kit.say(made.setText, "")
        made.setFixedWidth(40)
        set_property(made, "kind", "more")
        self._desk.kit.say(made.setToolTip, words)
        self._desk.kit.say(made.setAccessibleName, words)

    def _more(self, data: RecordData, moves: int, shown: int) -> QMenu:
        menu, tr, icon, head = QMenu(self), self._desk.kit.tr, self._desk.kit.draw_icon, data.register
        for at, step in enumerate(self.steps()):
            if at == moves and at > shown:
                menu.addSeparator()
            if at >= min(moves, shown):
                menu.addAction(icon(step.icon), with_keys(tr(step.label), step_key(at)), step.run)
        if self.linking:
            menu.addAction(icon("link"), with_keys(tr(N_("Link with a record…")), "Ctrl+Shift+J"), self.link)
        menu.addSeparator()
        refused = refusal(head, data.values)
        if refused is not None and head.editable and not data.voided and self._desk.may("write"):
            menu.addAction(icon("lock"), tr(refused.what)).setEnabled(False)
        menu.addAction(icon("printer"), with_keys(tr(N_("Print")), "Ctrl+P"), self.print_record)
        if self._desk.creates(head):
            menu.addAction(icon("copy"), with_keys(tr(N_("Duplicate")), "Ctrl+D"), self.duplicate_asked.emit)
        menu.addAction(icon("hash"), with_keys(tr(N_("Copy number")), "Ctrl+Shift+C"), self.copy_number)
        menu.addAction(icon("list"), with_keys(tr(N_("Show in its list")), "Ctrl+Shift+O"), self.show_in_list)
        if self._desk.may("export"):
            menu.addAction(icon("download"), with_keys(tr(N_("Export…")), "Ctrl+Shift+X"), self.export_record)
        if self.voiding:
            menu.addSeparator()
            menu.addAction(icon("ban"), with_keys(tr(N_("Void…")), "Ctrl+Shift+Del"), self.void)
        return menu

    def _say_again(self) -> None:
        if self.data is not None:
            self.show_record(self.data, back=not self._back.isHidden())

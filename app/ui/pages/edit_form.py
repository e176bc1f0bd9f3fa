"""The form of a record, new or stored: fields, lines, what is wrong beside what it is about, a draft that survives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import FieldError, Invalid, Stale, UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.counted import currency_of
from app.models.declaration import Register
from app.services.privacy import hides
from app.services.records import save
from app.ui.pages.ask import problem_words
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.lookup import lookups
from app.ui.pages.record_data import RecordData
from app.ui.pages.reveal import ask_reveal
from app.ui.pages.specials import special
from app.ui.widgets.banner import Banner
from app.ui.widgets.form import Form

DRAFT_MS = 400
Draft = tuple[dict[str, str], dict[str, list[list[str]]]]
"""What is typed: fields, and the rows of each list of lines."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with: of a stored record (`record_id`, `version`), or of a new one."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    titles: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    record_id: int | None = None
    version: int | None = None
    fixed: frozenset[str] = frozenset()
    names_masked: bool = False


class EditForm(QWidget):
    """`saved` gives the record's id. Lines are made here and placed by the page (`grids`).

    `filled` when the form was given what it begins with.
    """

    saved = Signal(int)
    filled = Signal()
    reload_asked = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self.desk, self.register = desk, register
        self._start = Start()
        self._saving = False
        self._begun = False
        self._first: Draft = ({}, {})
        fields = [f for f in register.fields if not f.readonly]
        self.banner = Banner(desk.kit)
        self.form = Form(desk.kit, desk.worker, self.at, fields, register.form_groups(), lookups(desk, register.fields))
        make = special(register.name).line_grid or LineGrid
        self.grids = {x.name: make(desk, x) for x in register.lines if not x.readonly}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addWidget(self.form)
        box.addStretch(1)
        self._draft_timer = QTimer(self)
        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(DRAFT_MS)
        self._draft_timer.timeout.connect(self.keep_draft)
        self.form.changed.connect(self._edited)
        self.form.reveal_asked.connect(self._reveal)
        if (helper := special(register.name).helper) is not None:
            helper(desk, self)
        for grid in self.grids.values():
            grid.changed.connect(self._edited)
            grid.watch(self.form)

    @property
    def place(self) -> str:
        """Where the draft is kept."""
        return draft_place(self.register, self._start.record_id)

    def at(self) -> Locale:
        """How values are said and typed here: amounts in the currency of the record."""
        column = currency_of(self.register.fields)
        return self.desk.at().counting_in(self._start.values.get(column) if column else None)

    @property
    def start(self) -> Start:
        """What the form began with."""
        return self._start

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved; what a new record begins with was not typed."""
        return self._draft() != self._first

    def begin(self, start: Start, *, with_draft: bool = True) -> None:
        """Show what the form begins with, and over it the draft that was left there."""
        self._start = start
        self._begun = True
        self.banner.hide()
        masked = None
        if start.record_id is not None:
            at = self.at()
            masked = {
                f.name: f.kind.say(f.kind.mask(start.values.get(f.name)), at)
                for f in self.register.fields
                if hides(f, start.names_masked) and start.values.get(f.name)
            }
        self.form.set_fixed(start.fixed)
        self.form.set_values(start.values if start.record_id is not None else {}, masked)
        if start.record_id is None:
            # A new record's first values count as typed, so that leaving it alone still saves them.
            self.form.set_values(start.values)
        for name, grid in self.grids.items():
            grid.count_in(self.at().currency)
            grid.show_rows(start.lines.get(name, []), start.titles)
        self._first = self._draft()
        draft = self.desk.drafts.get(self.place) if with_draft else None
        if draft:
            self._restore(draft)
        self.filled.emit()

    def take_as_begun(self) -> None:
        """What stands in the form now was filled in for the person: leaving it loses nothing that was typed."""
        self._first = self._draft()

    def save(self) -> None:
        """Save, if all of it can be taken; else say what cannot, and go there."""
        if self._saving:
            return
        typed = self._typed()
        if typed is None:
            return
        values, lines = typed
        register, record_id, version = self.register.name, self._start.record_id, self._start.version
        self._saving = True
        self.setEnabled(False)
        self.desk.change(
            lambda uow: save(uow, register, record_id, values, lines, version=version),
            self._saved,
            self,
            self._failed,
        )

    def keep_draft(self) -> None:
        """Keep what was typed now."""
        self._draft_timer.stop()
        if not self._begun:
            return
        if self.dirty:
            form, lines = self._draft()
            self.desk.drafts.put(self.place, {"form": form, "lines": lines, "version": self._start.version})
        else:
            self.desk.drafts.drop(self.place)

    def forget(self) -> None:
        """Throw away what was typed; the form is at rest until it begins anew."""
        self._draft_timer.stop()
        self._begun = False
        self.desk.drafts.drop(self.place)

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.form.focus_first()

    def other_part(self) -> None:
        """Put the keyboard from the fields into the lines, or back."""
        lines = next(iter(self.grids.values()), None)
        if lines is None:
            return
        if lines.isAncestorOf(self.window().focusWidget()):
            self.form.focus_first()
        else:
            lines.focus_first()

    def _draft(self) -> Draft:
        return self.form.draft(), {name: grid.draft() for name, grid in self.grids.items()}

    def _typed(self) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]] | None] | None:
        problems: list[FieldError] = []
        values: dict[str, Any] = {}
        try:
            values = self.form.values() if self._start.record_id is None else self.form.changes()
        except Invalid as invalid:
            problems += invalid.problems
        for grid in self.grids.values():
            wrong = grid.problems()
            problems += wrong
            if wrong and len(problems) == len(wrong):
                grid.show_problems(wrong)
        if problems:
            return None
        touched = self._start.record_id is None or any(g.dirty for g in self.grids.values())
        lines = {name: grid.rows() for name, grid in self.grids.items()} if self.grids and touched else None
        return values, lines

    def _saved(self, record_id: int) -> None:
        self._saving = False
        self.setEnabled(True)
        self.forget()
        self.saved.emit(record_id)
        after = special(self.register.name).after_save
        if after is not None:
            after(self.desk, self.window(), record_id)

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        self.setEnabled(True)
        if isinstance(error, Invalid):
            self._show_problems(error)
        elif isinstance(error, Stale):
            self.banner.say(
                N_("Someone else changed this record while it was open. What you typed is kept."),
                "amber",
                N_("Reload"),
                self._reload,
            )
        elif isinstance(error, UserError):
            self.banner.say_error(error)
        else:
            self.keep_draft()
            self.desk.host.fail(error)

    def _show_problems(self, error: Invalid) -> None:
        mine = [p for p in error.problems if p.field in self.form.fields]
        rest = [p for p in error.problems if p.field not in self.form.fields]
        for grid in self.grids.values():
            grid.show_problems(rest, sent=True)
            names = (grid.declared.name, f"{grid.declared.name}.")
            rest = [p for p in rest if p.field != names[0] and not p.field.startswith(names[1])]
        if mine:
            self.form.show_problems(mine)
        if rest:
            self.banner.say(problem_words(rest), "red")

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore_draft({str(k): str(v) for k, v in draft.get("form", {}).items()})
        for name, rows in draft.get("lines", {}).items():
            if name in self.grids:
                self.grids[name].restore(rows)
        if draft.get("version") is not None:
            self._start = replace(self._start, version=draft["version"])
        self.banner.say(
            N_("This is what you had typed before and not saved yet."), "neutral", N_("Throw it away"), self._drop_draft
        )

    def _reload(self) -> None:
        """Show the record as it is now, with what was typed over it; saving it then is meant."""
        lines = {name: grid.draft() for name, grid in self.grids.items() if grid.dirty}
        self.desk.drafts.put(self.place, {"form": self.form.draft(), "lines": lines, "version": None})
        self.reload_asked.emit()

    def _drop_draft(self) -> None:
        self.desk.drafts.drop(self.place)
        self.reload_asked.emit()

    def _edited(self) -> None:
        if self._begun:
            self._draft_timer.start()
        self.changed.emit()

    def _reveal(self, name: str) -> None:
        record_id = self._start.record_id
        if record_id is not None:
            ask_reveal(self.desk, self, self.register, record_id, name, lambda value: self.form.reveal(name, value))


def start_of(data: RecordData) -> Start:
    """What the form of a stored record begins with."""
    version = data.values["version"]
    return Start(data.values, data.lines, data.titles, data.id, version, data.fixed, data.names_masked)


def draft_place(register: Register, record_id: int | None) -> str:
    """Where the draft of a record is kept."""
    return f"{register.name}:{'new' if record_id is None else record_id}"

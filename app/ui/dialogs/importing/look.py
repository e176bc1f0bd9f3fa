"""The second page: what the files are, what bringing them in would do, and what has to be answered first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.imports.currencies import OTHER_CURRENCY
from app.imports.report import Reject
from app.imports.wish import Plan, TableRead
from app.models.declaration import Field, Register
from app.models.kinds import Integer, Money, Value
from app.services.privacy import hides
from app.ui.dialogs.importing.answers import Answers, format_options
from app.ui.dialogs.importing.columns import ColumnTable, missing
from app.ui.dialogs.importing.notes import Notes
from app.ui.dialogs.importing.small_table import SmallTable
from app.ui.pages.desk import Desk
from app.ui.pages.words import joined
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import label, row
from app.ui.widgets.chips import ChipBar, ChipSpec
from app.ui.widgets.combo import TypingCombo

MOST_SHOWN = 500
"""Rejects shown in the window; the file of rejects has them all."""
EFFECTS: tuple[tuple[str, Text], ...] = (
    ("new", N_("New")),
    ("updated", N_("Updated")),
    ("unchanged", N_("Unchanged")),
)


class LookPage(QWidget):
    """Shows a plan. `wished` gives another wish, to plan again."""

    wished = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        kit = desk.kit
        self._desk = desk
        self.plan: Plan | None = None
        self.format = TypingCombo()
        self.format.setMinimumWidth(260)
        self.format.activated.connect(self._chose_format)
        kit.say(self.format.setAccessibleName, N_("Format"))
        self._what = label(kit, "", tone="quiet", tabular=True)
        self._how = label(kit, "", size=12, tone="quiet", wrap=True)
        self.answers = Answers(kit)
        self.answers.changed.connect(self.wished)
        self.warning = Banner(kit)
        self.chips = ChipBar(kit)
        self.chips.chosen.connect(self._show_part)
        self.tables = {key: SmallTable(kit, words) for key, words in (*EFFECTS, ("rejected", N_("Rejected rows")))}
        self.columns = ColumnTable(kit)
        self.columns.chosen.connect(self._mapped)
        self.notes = Notes(kit)
        self.parts: dict[str, QWidget] = {**self.tables, "columns": self.columns, "notes": self.notes}
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addLayout(row(self.format, self._what, 0, spacing=12))
        box.addWidget(self._how)
        box.addWidget(self.answers)
        box.addWidget(self.warning)
        box.addWidget(self.chips)
        box.addWidget(self._stack, 1)

    def show_plan(self, plan: Plan) -> None:
        """Show another plan; the tab that is looked at stays, unless something needs an answer."""
        first = self.plan is None
        self.plan = plan
        self._say_head(plan)
        registers = [(r.name, self._desk.kit.tr(r.label)) for r in self._desk.registry if r.importable]
        self.answers.show_plan(plan, self._desk.shop.currency, registers)
        self._fill_tables(plan)
        self.columns.show_plan(plan)
        self.notes.show_texts(plan.outcome.warnings)
        self._show_chips(plan, self._first_tab(plan) if first else self.chips.current)
        self._warn(plan)

    def said_anew(self) -> None:
        """Say everything in the language that was chosen now."""
        if self.plan is not None:
            self.show_plan(self.plan)

    def _say_head(self, plan: Plan) -> None:
        options = format_options(self._desk.kit, plan)
        self.format.clear()
        self.format.addItems([words for _, words in options])
        keys = [key for key, _ in options]
        self.format.setCurrentIndex(keys.index(plan.wish.format) if plan.wish.format in keys else 0)
        files = " + ".join(f.name for f in plan.files)
        counted = Nn_("{n} row", "{n} rows", plan.outcome.rows)
        said = N_("{files} · {rows} · {register}", files=files, rows=counted, register=self._register(plan).label)
        self._desk.kit.say(self._what.setText, said)
        self._desk.kit.say(self._how.setText, joined([_read_words(t) for t in plan.tables]))

    def _register(self, plan: Plan) -> Register:
        return self._desk.registry[plan.register]

    def _fill_tables(self, plan: Plan) -> None:
        at, register = self._desk.at(), self._register(plan)
        fields = [_field(register, n) for n in plan.preview_fields]
        headings = [at.tr(f.label) for f in fields]
        right = frozenset(i for i, f in enumerate(fields) if isinstance(f.kind, Money | Integer))

        def said(values: Sequence[Value]) -> list[str]:
            pairs = zip(fields, values, strict=True)
            return [f.kind.say(f.kind.mask(v) if hides(f, plan.names_masked) else v, at) for f, v in pairs]

        for key, _ in EFFECTS:
            mine = [said(r.values) for r in plan.preview if r.effect == key]
            self.tables[key].show_rows(headings, mine, right)
        self.tables["rejected"].show_rows(*reject_rows(plan.outcome.rejected, self._desk))

    def _show_chips(self, plan: Plan, current: str) -> None:
        done = plan.outcome
        counts = {"new": done.new, "updated": done.updated, "unchanged": done.unchanged}
        specs = [ChipSpec(key, words, counts[key]) for key, words in EFFECTS]
        specs.append(ChipSpec("rejected", N_("Rejected rows"), rows_of(done.rejected), overdue=True))
        specs.append(ChipSpec("columns", N_("Columns"), len(plan.columns)))
        if done.warnings:
            specs.append(ChipSpec("notes", N_("Hints"), len(done.warnings)))
        elif current == "notes":
            current = "new"
        self.chips.show_chips(specs, current)
        self._show_part(self.chips.current)

    def _first_tab(self, plan: Plan) -> str:
        if not plan.confirmed:
            return "columns"
        done = plan.outcome
        shown = (("new", done.new), ("updated", done.updated), ("rejected", len(done.rejected)))
        return next((key for key, n in shown if n), "unchanged")

    def _show_part(self, key: str) -> None:
        self._stack.setCurrentWidget(self.parts[key])

    def _warn(self, plan: Plan) -> None:
        """One line about what stands in the way, or what to look at first."""
        lacking = missing(plan, self.columns.mapping()) if self.columns.combos else []
        blocking = [n for n in plan.notices if n.blocking]
        if lacking:
            self.warning.say(N_("Choose the column that is “{field}”.", field=lacking[0].label), "amber")
        elif plan.questions and plan.blocked:
            self.warning.say(N_("Please answer the question above; the rows below depend on it."), "amber")
        elif blocking and plan.blocked:
            self.warning.say(blocking[0].text, "amber", N_("Import it anyway"), self._anyway)
        elif other := [n for n in plan.notices if n.code == OTHER_CURRENCY]:
            self.warning.say(other[0].text, "amber")
        elif not plan.confirmed:
            self.warning.say(N_("This table is new to the program. Look at what its columns become; it is remembered."))
        else:
            self.warning.hide()

    def _anyway(self) -> None:
        if self.plan is not None:
            self.wished.emit(replace(self.plan.wish, anyway=True))

    def _chose_format(self, at: int) -> None:
        if self.plan is not None:
            key = format_options(self._desk.kit, self.plan)[at][0]
            self.wished.emit(replace(self.plan.wish, format=key, columns={}, exact=False, date_orders={}))

    def _mapped(self) -> None:
        if self.plan is not None:
            mapping = self.columns.mapping()
            if missing(self.plan, mapping):
                self._warn(self.plan)
            else:
                self.wished.emit(replace(self.plan.wish, columns=mapping, exact=True))


def _field(register: Register, name: str) -> Field:
    """The field of a register, or of its lines where a row of the file is a line."""
    if register.has_field(name):
        return register.field(name)
    return next(f for lines in register.lines for f in lines.fields if f.name == name)


def _read_words(table: TableRead) -> Text:
    """How a table was read: what to look at first where letters or columns are wrong."""
    name = f"{table.source} · {table.sheet}" if table.sheet else table.source
    if not table.encoding:
        return N_("{file}: headers in row {n}", file=name, n=table.header_row)
    encoding = table.encoding.upper()
    return N_("{file}: {encoding}, headers in row {n}", file=name, encoding=encoding, n=table.header_row)


def rows_of(rejected: Sequence[Reject]) -> int:
    """How many rows were rejected; a row with two wrong cells has two reasons."""
    return len({(r.source, r.sheet, r.row) for r in rejected})


def reject_rows(rejected: Sequence[Reject], desk: Desk) -> tuple[list[str], list[list[str]], frozenset[int]]:
    """Rejects as headings, rows and the columns of numbers."""
    tr = desk.kit.tr
    several = len({(r.source, r.sheet) for r in rejected}) > 1
    headings = [tr(N_("Row")), tr(N_("Column")), tr(N_("Value")), tr(N_("Why"))]
    headings += [tr(N_("File"))] if several else []
    rows = [
        [str(r.row), r.column, r.value, tr(r.reason), *([_place(r)] if several else [])] for r in rejected[:MOST_SHOWN]
    ]
    return headings, rows, frozenset({0})


def _place(reject: Reject) -> str:
    return f"{reject.source} · {reject.sheet}" if reject.sheet else reject.source

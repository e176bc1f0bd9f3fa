"""Which column is which field: shown for known formats, chosen for all other tables."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableWidgetItem

from app.core.i18n import N_, Text
from app.imports import formats
from app.imports.choosing import SPECIAL
from app.imports.wish import Choosable, ColumnUse, Plan
from app.ui.dialogs.importing.small_table import ROW_HEIGHT, SmallTable
from app.ui.runtime.kit import Kit
from app.ui.widgets.combo import TypingCombo

FIELD = 1
CHOICE_HEIGHT = 38


class ColumnTable(SmallTable):
    """One row a column: heading, field, examples, file. `chosen` after a field was chosen for a column."""

    chosen = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, N_("Columns"))
        self._combos: list[TypingCombo] = []
        self._columns: tuple[ColumnUse, ...] = ()
        self._fields: tuple[Choosable, ...] = ()
        self._nothing = N_("keep as it is")

    @property
    def combos(self) -> list[TypingCombo]:
        """The boxes, where fields can be chosen."""
        return self._combos

    def show_plan(self, plan: Plan) -> None:
        """Show what each column is taken for."""
        tr = self._kit.tr
        self._columns, self._combos = plan.columns, []
        self._fields = plan.choosable if free(plan) else ()
        self._nothing = _nothing(plan)
        several = len({(c.source, c.sheet) for c in plan.columns}) > 1
        headings = [tr(N_("Column")), tr(N_("Becomes")), tr(N_("Examples"))]
        headings += [tr(N_("File"))] if several else []
        rows = [
            [c.heading, "" if self._fields else self._use(c), " · ".join(c.examples), *([_place(c)] if several else [])]
            for c in plan.columns
        ]
        self.verticalHeader().setDefaultSectionSize(CHOICE_HEIGHT if self._fields else ROW_HEIGHT)
        self.show_rows(headings, rows)
        if self._fields:
            self._add_combos()

    def mapping(self) -> dict[str, str]:
        """Field → heading as chosen."""
        found: dict[str, str] = {}
        for column, combo in zip(self._columns, self._combos, strict=True):
            if combo.currentIndex() > 0:
                found[self._fields[combo.currentIndex() - 1].name] = column.heading
        return found

    def _use(self, column: ColumnUse) -> str:
        tr = self._kit.tr
        if column.label is not None:
            return tr(column.label)
        return tr(N_("kept with the record")) if column.kept else tr(N_("passed over"))

    def _add_combos(self) -> None:
        tr = self._kit.tr
        words = [tr(self._nothing), *(_said(f, tr(f.label)) for f in self._fields)]
        names = [f.name for f in self._fields]
        for at, column in enumerate(self._columns):
            combo = TypingCombo()
            combo.addItems(words)
            combo.setCurrentIndex(names.index(column.field) + 1 if column.field in names else 0)
            self._kit.say(combo.setAccessibleName, N_("What the column {name} becomes", name=column.heading))
            combo.activated.connect(lambda _, at=at: self._picked(at))
            self.setCellWidget(at, FIELD, combo)
            self.setItem(at, FIELD, QTableWidgetItem(""))
            self._combos.append(combo)
        self.setColumnWidth(FIELD, 220)

    def _picked(self, at: int) -> None:
        """A field comes from one column only: the one chosen last."""
        index = self._combos[at].currentIndex()
        for other, combo in enumerate(self._combos):
            if other != at and index > 0 and combo.currentIndex() == index:
                combo.setCurrentIndex(0)
        self.chosen.emit()


def _nothing(plan: Plan) -> Text:
    """What becomes of a column that is no field: orders and products have a place for it, other registers a remark."""
    if plan.register in SPECIAL:
        return N_("keep as it is")
    return N_("kept as a remark") if plan.format == "register" else N_("passed over")


def free(plan: Plan) -> bool:
    """Whether a person may say what the columns are: the table is of no platform's format."""
    return formats.find(plan.format) is None


def missing(plan: Plan, mapped: Collection[str]) -> list[Choosable]:
    """One field of each group that is needed and not mapped."""
    groups = dict.fromkeys(c.needed for c in plan.choosable if c.needed)
    found = []
    for group in groups:
        mine = [c for c in plan.choosable if c.needed == group]
        if not any(c.name in mapped for c in mine):
            found.append(mine[0])
    return found


def _said(field: Choosable, words: str) -> str:
    return f"{words} *" if field.needed else words


def _place(column: ColumnUse) -> str:
    return f"{column.source} · {column.sheet}" if column.sheet else column.source

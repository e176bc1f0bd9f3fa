"""The lines of a form: typed or pasted in a grid, kept apart from what the record's own fields say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import FieldError
from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.models.declaration import Field, Lines
from app.models.kinds import Integer
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import GridResolver, lookups
from app.ui.widgets.build import button, label
from app.ui.widgets.form import Form
from app.ui.widgets.grid.view import FOLDED_HEIGHT, ROW_HEIGHT, Grid
from app.ui.widgets.grid.widths import fit

ID = Field("id", N_("Id"), Integer(), readonly=True)
"""Which stored line a row is; a column that never shows."""
SHOWN_PROBLEMS = 6


class LineGrid(QWidget):
    """A grid over the fields of `Lines` that can be typed. `changed` after each edit.

    `needed` when `least_width` is another.
    """

    changed = Signal()
    needed = Signal()

    def __init__(self, desk: Desk, declared: Lines, fields: Sequence[Field] = ()) -> None:
        super().__init__()
        self.desk, self.declared = desk, declared
        self.fields = tuple(fields) or tuple(f for f in declared.fields if not f.readonly)
        resolver = GridResolver(desk.shop, desk.kit.tr, self.fields)
        self.currency: str | None = None
        """What the amounts of the record are in; `None` is the shop's own."""
        found = lookups(desk, self.fields)
        self.grid = Grid(desk.kit, desk.worker, self.at, (ID, *self.fields), resolver, found)
        self.grid.view.hideColumn(0)
        self.least_width = 0
        """Pixels that the whole needs so that nothing scrolls sideways; 0 while that is not known."""
        self._before: list[list[str]] = []
        self.places: list[int] = []
        """Where the rows that were given last stand in the grid."""
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._tools.addWidget(label(desk.kit, declared.label, weight=700))
        self._tools.addStretch(1)
        self._tools.addWidget(button(desk.kit, N_("Remove row"), self.remove_rows, icon="minus", kind="plain"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._tools)
        box.addWidget(self.grid, 1)
        box.addWidget(self._message)
        self.grid.changed.connect(self._edited)
        # The view is told of a new size before its viewport has it.
        self.grid.view.viewport().installEventFilter(self)
        desk.kit.say(self.grid.view.setAccessibleName, declared.label)
        desk.kit.language.changed.connect(self._fit)

    @property
    def dirty(self) -> bool:
        """Whether the rows differ from those that were shown."""
        return self.grid.model.draft() != self._before

    def at(self) -> Locale:
        """How values are said and typed here."""
        return self.desk.at().counting_in(self.currency)

    def count_in(self, currency: str | None) -> None:
        """Say and take amounts in the currency of the record."""
        self.currency = currency
        self._fit()

    def watch(self, head: Form) -> None:
        """Be told of the form that holds the record's own fields. Lines whose sum needs them listen to it."""

    def offer(self, text: Text, icon: str, run: Any) -> None:
        """Add a tool above the grid."""
        self._tools.insertWidget(2, button(self.desk.kit, text, run, icon=icon, kind="plain"))

    def show_rows(self, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Mapping[int, str]]) -> None:
        """Show stored lines, or those that a new record begins with."""
        self.grid.model.show_records(rows, titles)
        self._before = self.grid.model.draft()

    def rows(self) -> list[dict[str, Any]]:
        """The rows to save; stored ones carry their id. A row that was emptied counts as removed."""
        found: list[dict[str, Any]] = []
        self.places = []
        for place, row in zip(self.grid.model.filled_rows(), self.grid.records(), strict=True):
            typed = {f.name: row[f.name] for f in self.fields if not f.readonly}
            if any(v not in (None, "") for v in typed.values()):
                found.append({**({"id": row["id"]} if row["id"] else {}), **typed})
                self.places.append(place)
        return found

    def problems(self) -> list[FieldError]:
        """What cannot be taken, as `lines.2.quantity`. A box that is still open counts with its words."""
        self.grid.view.settle()
        return [FieldError(f"{self.declared.name}.{p.row}.{p.field}", p.reason) for p in self.grid.model.problems()]

    def show_problems(self, problems: Sequence[FieldError], *, sent: bool = False) -> bool:
        """Say what is wrong with rows and go to the first; returns whether any was about these lines.

        `sent`: the problems count the rows that were given to be saved, not those of the grid.
        """
        prefix = f"{self.declared.name}."
        mine = [p for p in problems if p.field == self.declared.name or p.field.startswith(prefix)]
        mine = [self._in_grid(p) for p in mine] if sent else mine
        said: Text | str = ""
        for problem in mine[:SHOWN_PROBLEMS]:
            words = self._words(problem)
            said = N_("{one}\n{two}", one=said, two=words) if said else words
        self.desk.kit.say(self._message.setText, said)
        self._message.setVisible(bool(mine))
        for problem in mine:
            if self._go_to(problem):
                break
        return bool(mine)

    def draft(self) -> list[list[str]]:
        """What was typed, valid or not."""
        return self.grid.model.draft()

    def restore(self, draft: Sequence[Sequence[str]]) -> None:
        """Show a draft."""
        self.grid.model.restore(draft)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share out the grid's width among its columns."""
        if event.type() == QEvent.Type.Resize and watched is self.grid.view.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def focus_first(self) -> None:
        """Put the keyboard where new lines are typed."""
        self.grid.view.setFocus(Qt.FocusReason.TabFocusReason)

    def remove_rows(self) -> None:
        """Take the selected rows out."""
        view = self.grid.view
        rows = {i.row() for i in view.selectedIndexes()} or {view.currentIndex().row()}
        self.grid.model.remove([r for r in rows if r >= 0])
        view.setFocus()

    def _fit(self) -> None:
        view = self.grid.view
        shown = [(at, f) for at, f in enumerate(self.fields, 1) if not view.isColumnHidden(at)]
        top, tr = view.horizontalHeader(), self.desk.kit.tr
        widths = fit(
            [f for _, f in shown],
            [tr(f.label) for _, f in shown],
            top.fontMetrics().horizontalAdvance,
            view.viewport().width(),
            signed=bool(self.at().home),
        )
        needed = widths.least + self.width() - view.viewport().width()
        if needed != self.least_width:
            self.least_width = needed
            self.needed.emit()
        top.setFixedHeight(FOLDED_HEIGHT if widths.folded else ROW_HEIGHT)
        for (at, _), width in zip(shown, widths.columns, strict=True):
            view.setColumnWidth(at, width)

    def _edited(self) -> None:
        self._message.hide()
        self.changed.emit()

    def _in_grid(self, problem: FieldError) -> FieldError:
        _, _, rest = problem.field.partition(".")
        row, _, name = rest.partition(".")
        if not row.isdigit() or int(row) > len(self.places):
            return problem
        return FieldError(f"{self.declared.name}.{self.places[int(row) - 1] + 1}.{name}", problem.what)

    def _words(self, problem: FieldError) -> Text:
        _, _, rest = problem.field.partition(".")
        row, _, name = rest.partition(".")
        declared = next((f for f in self.declared.fields if f.name == name), None)
        if declared is None or not row.isdigit():
            return problem.what
        return N_("Row {row}, {label}: {reason}", row=row, label=declared.label, reason=problem.what)

    def _go_to(self, problem: FieldError) -> bool:
        _, _, rest = problem.field.partition(".")
        row, _, name = rest.partition(".")
        names = [f.name for f in self.grid.model.fields]
        if not row.isdigit() or name not in names:
            return False
        self.grid.view.setCurrentIndex(self.grid.model.index(int(row) - 1, names.index(name)))
        self.grid.view.setFocus()
        return True


def count_words(count: int) -> Text:
    """How many rows."""
    return Nn_("{n} row", "{n} rows", count)

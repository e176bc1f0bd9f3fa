"""The grid on a page: typing, pasting, deleting rows, and a list of what could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import LANGUAGES, N_, Nn_, Text, Translator
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Choice, Kind, Ref, Value, YesNo
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import label
from app.ui.widgets.editors.matches import Lookup
from app.ui.widgets.grid.cell_box import ENTER, CellBoxes, Suggest
from app.ui.widgets.grid.choices import ChoiceLookup
from app.ui.widgets.grid.model import GridModel
from app.ui.widgets.grid.paste import plan_paste
from app.ui.widgets.grid.tsv import from_tsv, to_tsv

ROW_HEIGHT = 32
FOLDED_HEIGHT = 44
"""A heading of two lines."""
SHOWN_PROBLEMS = 4
"""Lines below the cells that say what could not be taken; further ones scroll."""


class Resolver(Protocol):
    """Finds records by exact words, as SKUs; runs on a reader thread."""

    def ids(self, field: str, texts: Sequence[str]) -> Mapping[str, int]:
        """The id of each text that names a record."""


class GridView(QTableView):
    """The cells. Enter goes down, Tab to the right; Ctrl+V pastes; Delete empties; Ctrl+Delete removes rows.

    Space turns a yes into a no and back.
    """

    pasted = Signal(str)

    def __init__(self, kit: Kit, model: GridModel, worker: Worker) -> None:
        super().__init__()
        self._high = 0
        self.cells = model
        self.setModel(model)
        self.boxes = CellBoxes(self, model, kit.tr, worker)
        self.setItemDelegate(self.boxes)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("grid", True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        side = self.verticalHeader()
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setMinimumSectionSize(ROW_HEIGHT)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top = self.horizontalHeader()
        top.setFont(font(12, 500))
        top.setFixedHeight(ROW_HEIGHT)
        side.setFont(font(12, tabular=True))
        top.setHighlightSections(False)
        top.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        top.setStretchLastSection(True)
        self.fit_columns()

    def show_rows(self, rows: int) -> None:
        """Be so high that this many rows show."""
        self._high = self.horizontalHeader().height() + rows * ROW_HEIGHT + 2
        self.setMinimumHeight(self._high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as was asked for."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._high) if self._high else hint

    def settle(self) -> None:
        """Take the words of a box that is still open."""
        if self.state() == QAbstractItemView.State.EditingState:
            for box in self.viewport().findChildren(QLineEdit):
                if self.indexAt(box.pos()).isValid() and box.isVisible():
                    self.commitData(box)
                    self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def fit_columns(self) -> None:
        """Column widths by what their kinds usually need."""
        for at, spec in enumerate(self.cells.fields):
            words = self.fontMetrics().horizontalAdvance(str(self.cells.headerData(at, Qt.Orientation.Horizontal)))
            self.setColumnWidth(at, max(words + 28, min(spec.kind.width, 30) * 8 + 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.cells.remove([index.row() for index in self.selectedIndexes()])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cells.put_many([(i.row(), i.column(), "") for i in self.selectedIndexes()])
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # it saves the form, or presses the dialog's button
        elif event.key() in ENTER:
            here = self.currentIndex()
            self.setCurrentIndex(self.cells.index(min(here.row() + 1, self.cells.rowCount() - 1), here.column()))
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and self._turn():
            return
        else:
            super().keyPressEvent(event)

    def _turn(self) -> bool:
        """Turn a yes into a no and back; whether the cell holds one."""
        here = self.currentIndex()
        field = self.cells.fields[here.column()] if here.isValid() else None
        if field is None or not isinstance(field.kind, YesNo) or field.readonly:
            return False
        self.cells.put_many(
            [(here.row(), here.column(), "n" if self.cells.cell(here.row(), here.column()).value else "y")]
        )
        return True

    def _copy(self) -> None:
        chosen = self.selectedIndexes()
        rows = sorted({i.row() for i in chosen})
        columns = sorted({i.column() for i in chosen})
        table = [[str(self.cells.index(r, c).data() or "") for c in columns] for r in rows]
        QGuiApplication.clipboard().setText(to_tsv(table))


class Grid(QWidget):
    """Many lines at once. `changed` after each edit."""

    changed = Signal()

    def __init__(
        self,
        kit: Kit,
        worker: Worker,
        at: Callable[[], Locale],
        fields: Sequence[Field],
        resolver: Resolver | None = None,
        lookups: Mapping[str, Lookup] | None = None,
    ) -> None:
        """`lookups`: one per register that a `Ref` among the fields names, to suggest its records while one types."""
        super().__init__()
        self._kit = kit
        self._worker = worker
        self._resolver = resolver
        self._left_out: list[Text] = []
        self.model = GridModel(kit, at, fields, self)
        self.view = GridView(kit, self.model, worker)
        self.suggest({f.name: Suggest(x) for f in fields if (x := _lookup(f, lookups or {})) is not None})
        self.suggest({f.name: self._choices(place, f.kind) for place, f in enumerate(fields) if _chosen(f)})
        self.summary = label(kit, "", size=12, tone="quiet", wrap=True)
        self.report = QListWidget()
        self.report.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.report.setWordWrap(True)
        self.report.setProperty("bare", True)
        kit.say(self.report.setAccessibleName, N_("What could not be taken"))
        self.report.itemActivated.connect(self._go_to_problem)
        self.report.hide()
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 6)
        inside.addWidget(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(frame, 1)
        box.addWidget(self.summary)
        box.addWidget(self.report)
        self.view.pasted.connect(self.paste)
        self.model.edited.connect(self._edited)
        self.model.modelReset.connect(self._say)
        self.model.unresolved.connect(self._look_up)
        kit.language.changed.connect(self._edited)
        self._edited()

    def suggest(self, suggests: Mapping[str, Suggest]) -> None:
        """Suggest records in the cells of these fields, besides those that do so already."""
        self.view.boxes.suggests = {**self.view.boxes.suggests, **suggests}

    def paste(self, text: str) -> None:
        """Take cells from a spreadsheet. Every row stays; what has no meaning or no place is listed below."""
        try:
            table = from_tsv(text)
        except ValueError:
            self._left_out = [N_("That is too much at once: paste at most 200,000 cells, or import the file.")]
            self._edited()
            return
        if not table:
            return
        here = self.view.currentIndex()
        row = here.row() if here.isValid() else self.model.rowCount() - 1
        # A sheet may be headed in the other language than the window's.
        speakers = [self._kit.tr, *(Translator(code) for code in LANGUAGES if code != self._kit.language.code)]
        names = [[tr(field.label) for tr in speakers] for field in self.model.fields]
        plan = plan_paste(table, self.model.fields, names, row, max(here.column(), 0))
        self._left_out = plan.left_out
        self.model.put_many(plan.cells)

    def records(self) -> list[dict[str, Value]]:
        """The filled rows."""
        return self.model.records()

    def _edited(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Say how many rows there are and what could not be taken."""
        problems = self.model.problems()
        labels = {field.name: field.label for field in self.model.fields}
        self.report.clear()
        for problem in problems:
            said = N_(
                "Row {row}, {label}: {reason}", row=problem.row, label=labels[problem.field], reason=problem.reason
            )
            self.report.addItem(self._kit.tr(said))
        for left in self._left_out:
            self.report.addItem(self._kit.tr(left))
        self.report.setVisible(bool(problems or self._left_out))
        high = sum(self.report.sizeHintForRow(at) for at in range(min(self.report.count(), SHOWN_PROBLEMS)))
        self.report.setFixedHeight(high + 8)
        rows = len(self.model.records())
        bad = len({problem.row for problem in problems})
        lines = Nn_("{n} row", "{n} rows", rows)
        words = (
            N_("{lines}, {bad} with something to mend", lines=lines, bad=bad)
            if bad
            else (lines if rows else N_("Type here, or paste rows from a spreadsheet."))
        )
        self._kit.say(self.summary.setText, words)

    def _choices(self, column: int, kind: Kind) -> Suggest:
        assert isinstance(kind, Choice)
        put = self.model.put_many
        lookup = ChoiceLookup(kind, lambda: self._kit.tr)
        return Suggest(lookup, lambda row, named: put([(row, column, named.title)]), at_once=True)

    def _look_up(self, field: str, texts: list[str]) -> None:
        resolver = self._resolver
        if resolver is None:
            self.model.resolve(field, texts, {})
            return
        self._worker.read(
            lambda _progress: resolver.ids(field, texts), lambda ids: self.model.resolve(field, texts, ids), None, self
        )

    def _go_to_problem(self) -> None:
        problems = self.model.problems()
        at = self.report.currentRow()
        if 0 <= at < len(problems):
            names = [field.name for field in self.model.fields]
            self.view.setCurrentIndex(self.model.index(problems[at].row - 1, names.index(problems[at].field)))
            self.view.setFocus()


def _chosen(field: Field) -> bool:
    return isinstance(field.kind, Choice) and not field.readonly


def _lookup(field: Field, lookups: Mapping[str, Lookup]) -> Lookup | None:
    return lookups.get(field.kind.register) if isinstance(field.kind, Ref) and not field.readonly else None

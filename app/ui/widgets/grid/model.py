"""Lines as typed or pasted: each cell keeps its text, and its value or the reason why it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Ref, Value
from app.ui.runtime.kit import Kit
from app.ui.widgets.begun import begun

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(slots=True)
class Cell:
    """What was typed, what it means, and why it means nothing."""

    text: str = ""
    value: Value = None
    problem: Text | None = None
    refused: bool = False
    """The value is well-formed; what was refused is the row."""
    begun: bool = False
    """Nobody typed it: the field begins with it. A row of such cells alone is empty."""


@dataclass(frozen=True, slots=True)
class GridProblem:
    """A cell that cannot be taken; rows count from 1."""

    row: int
    field: str
    text: str
    reason: Text


class GridModel(QAbstractTableModel):
    """Rows of cells, with an empty one at the end to type into. `unresolved` asks for the ids of texts of a field."""

    edited = Signal()
    unresolved = Signal(str, list)

    def __init__(self, kit: Kit, at: Callable[[], Locale], fields: Sequence[Field], parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._at = at
        self.fields = tuple(fields)
        self.row_name: Callable[[int], str] = lambda row: str(row + 1)
        """What stands at the side of a row, by its place from 0."""
        self._rows: list[list[Cell]] = [self._blank()]
        kit.language.changed.connect(self._say_again)

    def put(self, row: int, column: int, text: str) -> None:
        """Put typed text into a cell; rows are added as needed. References are resolved later."""
        if row >= len(self._rows):
            self._insert(row - len(self._rows) + 1)
        field, cell = self.fields[column], Cell(text.strip())
        if isinstance(field.kind, Ref):
            cell.problem = N_("Looking it up…") if cell.text else None
        else:
            try:
                cell.value = field.kind.parse(cell.text, self._at())
                cell.text = field.kind.say(cell.value, self._at())
            except UserError as error:
                cell.problem = error.what
        self._rows[row][column] = cell

    def put_many(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Put many cells at once, then tell the view and ask for references, once each."""
        fresh = {row for row, _, _ in cells if row >= len(self._rows) or not self._filled(row)}
        for row, column, text in cells:
            self.put(row, column, text)
        for row in {row for row, _, _ in cells}:
            if not self._filled(row):
                self._rows[row] = self._blank()  # what nobody typed goes with what somebody did
            elif row in fresh:
                self._begin(row, {at for place, at, _ in cells if place == row})
        if self._filled(len(self._rows) - 1):
            self._insert(1)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.fields) - 1))
        self._ask_references()
        self.edited.emit()

    def resolve(self, field: str, asked: Sequence[str], ids: Mapping[str, int]) -> None:
        """Take the ids of the reference texts that were asked for; a text without one is a problem."""
        column = [f.name for f in self.fields].index(field)
        for cells in self._rows:
            cell = cells[column]
            if cell.text in asked and cell.value is None:
                cell.value = ids.get(cell.text)
                found = cell.value is not None
                cell.problem = (
                    None
                    if found
                    else N_("“{text}” was not found: write the whole number or name.", text=cell.text[:40])
                )
        self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))
        self.edited.emit()

    def records(self) -> list[dict[str, Value]]:
        """The filled rows as values by field name; cells with a problem are None."""
        names = [field.name for field in self.fields]
        return [
            {n: c.value for n, c in zip(names, row, strict=True)}
            for at, row in enumerate(self._rows)
            if self._filled(at)
        ]

    def problems(self) -> list[GridProblem]:
        """Every cell of a filled row that cannot be taken, and every required one that is empty."""
        found = []
        for at, row in enumerate(self._rows):
            if not self._filled(at):
                continue
            for field, cell in zip(self.fields, row, strict=True):
                missing = field.required and not cell.text
                reason = N_("Please fill this in.") if missing else cell.problem
                if reason is not None:
                    found.append(GridProblem(at + 1, field.name, cell.text, reason))
        return found

    def show_records(
        self, records: Sequence[Mapping[str, Value]], titles: Mapping[str, Mapping[int, str]] | None = None
    ) -> None:
        """Show these rows; `titles` has the words of referred records, by their register and id."""
        named = [(titles or {}).get(f.kind.register, {}) if isinstance(f.kind, Ref) else {} for f in self.fields]
        self.beginResetModel()
        self._rows = [
            [self._cell(f, record.get(f.name), words) for f, words in zip(self.fields, named, strict=True)]
            for record in records
        ]
        self._rows.append(self._blank())
        self.endResetModel()

    def draft(self) -> list[list[str]]:
        """What was typed, per filled row and field, valid or not; references as id, tab, words."""
        return [
            [_typed(field, cell) for field, cell in zip(self.fields, row, strict=True)]
            for at, row in enumerate(self._rows)
            if self._filled(at)
        ]

    def restore(self, draft: Sequence[Sequence[str]]) -> None:
        """Show what `draft` gave."""
        self.beginResetModel()
        self._rows = []
        for texts in draft:
            self._rows.append(self._blank())
            for column, text in enumerate(texts[: len(self.fields)]):
                reference, tab, words = text.partition("\t")
                if tab and isinstance(self.fields[column].kind, Ref) and reference.isdigit():
                    self._rows[-1][column] = Cell(words, int(reference))
                else:
                    self.put(len(self._rows) - 1, column, text)
        self._rows.append(self._blank())
        self.endResetModel()
        self._ask_references()
        self.edited.emit()

    def set_cell(self, row: int, column: int, text: str, value: Value) -> None:
        """Fill a cell that follows from others, such as a price that a product brings; sends no `edited`."""
        self._rows[row][column] = Cell(text, value)
        at = self.index(row, column)
        self.dataChanged.emit(at, at)

    def put_record(self, row: int, column: int, record_id: int, title: str) -> None:
        """Put a record that was chosen into a cell, as `put_many` puts what was typed."""
        if row >= len(self._rows):
            self._insert(row - len(self._rows) + 1)
        fresh = not self._filled(row)
        self._rows[row][column] = Cell(title, record_id)
        if fresh:
            self._begin(row, {column})
        if self._filled(len(self._rows) - 1):
            self._insert(1)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))
        self.edited.emit()

    def refuse(self, row: int, column: int, why: Text) -> None:
        """Mark a cell that was typed well but cannot be taken, until it is typed again."""
        cell = self._rows[row][column]
        cell.problem, cell.refused = why, True
        at = self.index(row, column)
        self.dataChanged.emit(at, at)
        self.edited.emit()

    def filled_rows(self) -> list[int]:
        """The places of the rows that `records` gives."""
        return [at for at in range(len(self._rows)) if self._filled(at)]

    def cell(self, row: int, column: int) -> Cell:
        """What a cell holds."""
        return self._rows[row][column]

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out; the empty one at the end stays."""
        for at in sorted(set(rows), reverse=True):
            if at < len(self._rows) - 1:
                self.beginRemoveRows(NOWHERE, at, at)
                del self._rows[at]
                self.endRemoveRows()
        self.edited.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Filled rows and the empty one."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One column a field."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be typed into unless their field is read-only."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.fields[index.column()].readonly else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, its place in the column, or what is wrong with it."""
        cell, field = self._rows[index.row()][index.column()], self.fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._kit.tr(cell.problem) if cell.problem else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.kind.align == "right" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole and cell.problem is not None:
            return self._kit.theme.colour("red_tint")
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take typed text."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put_many([(index.row(), index.column(), str(value))])
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Labels above, numbers at the side."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            right = self.fields[section].kind.align == "right"
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.row_name(section)
        return self._kit.tr(self.fields[section].label)

    def _cell(self, field: Field, value: Value, titles: Mapping[int, str]) -> Cell:
        if isinstance(field.kind, Ref) and isinstance(value, int):
            return Cell(titles.get(value, str(value)), value)
        return Cell(field.kind.say(value, self._at()), value)

    def _blank(self) -> list[Cell]:
        return [Cell() for _ in self.fields]

    def _filled(self, at: int) -> bool:
        return any(cell.text and not cell.begun for cell in self._rows[at])

    def _begin(self, row: int, put: set[int]) -> None:
        """Give a row that was just begun what its fields begin with, where nothing else was put."""
        at = self._at()
        for column, field in enumerate(self.fields):
            value = begun(field.default, at)
            if value is not None and not field.readonly and column not in put:
                self._rows[row][column] = Cell(field.kind.say(value, at), value, begun=True)

    def _insert(self, count: int) -> None:
        first = len(self._rows)
        self.beginInsertRows(NOWHERE, first, first + count - 1)
        self._rows += [self._blank() for _ in range(count)]
        self.endInsertRows()

    def _ask_references(self) -> None:
        for column, field in enumerate(self.fields):
            if isinstance(field.kind, Ref):
                texts = {row[column].text for row in self._rows if row[column].text and row[column].value is None}
                if texts:
                    self.unresolved.emit(field.name, sorted(texts))

    def _say_again(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields) - 1)


def _typed(field: Field, cell: Cell) -> str:
    return f"{cell.value}\t{cell.text}" if isinstance(field.kind, Ref) and cell.value else cell.text

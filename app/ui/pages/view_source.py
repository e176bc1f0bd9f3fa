"""Rows of a view for the table: masked, references by their titles, fetched on reader threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.amounts import add_up
from app.core.i18n import Translator
from app.models.declaration import Field, Register
from app.models.kinds import LongText, Ref, Value
from app.services.privacy import hides, names_masked, said_title
from app.store.reader import Reader
from app.store.shop import Shop
from app.store.view import View
from app.ui.widgets.table.picked import Picked
from app.ui.widgets.table.source import Column, Row, Span

MOST_SOUGHT = 24
"""Selected records beyond this are found again by reading the ids of the whole list, up to `MOST_LISTED`."""
MOST_LISTED = 200_000
CHUNK = 2_000


def listed_fields(register: Register) -> tuple[Field, ...]:
    """The fields that a table of the register can show: the declared columns first, in their order."""
    first = [register.field(name) for name in register.columns]
    return (*first, *(f for f in register.fields if f.name not in register.columns))


def columns_of(register: Register) -> tuple[Column, ...]:
    """The table's columns; those that are not declared as listed are hidden at first."""
    lead = register.columns[0]
    return tuple(
        Column(
            f.name,
            f.label,
            f.kind,
            strong=f.name == lead,
            sortable=not isinstance(f.kind, LongText),
            hidden=f.name not in register.columns,
            summed=f.summed,
        )
        for f in listed_fields(register)
    )


class ViewSource:
    """`RowSource` over a view. `view.columns` are the columns that show; the others' cells stay empty."""

    def __init__(self, shop: Shop, tr: Translator, view: View) -> None:
        self._shop = shop
        self._tr = tr
        register = shop.registry[view.register]
        fields = listed_fields(register)
        shown = view.columns or register.columns
        self.view = view.changed(columns=shown)
        self._width = len(fields)
        places = {f.name: at for at, f in enumerate(fields)}
        self._places = [places[name] for name in shown]
        self._fields = [register.field(name) for name in shown]
        self._total: int | None = None

    def count(self) -> int:
        """How many rows there are."""
        with self._shop.read(self._tr) as reader:
            self._total = reader.count(self.view)
        return self._total

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Rows from a position on."""
        with self._shop.read(self._tr) as reader:
            found = [[*row] for row in reader.page(self.view, offset, limit, self._total)]
            names = names_masked(reader)
            for at, field in enumerate(self._fields, 1):
                if isinstance(field.kind, Ref):
                    _name(reader, found, at, field.kind.register, names)
                elif hides(field, names):
                    for row in found:
                        row[at] = field.kind.mask(row[at])
        return [self._placed(row) for row in found]

    def positions(self, ids: Sequence[int]) -> Mapping[int, int]:
        """Where records stand now."""
        with self._shop.read(self._tr) as reader:
            if len(ids) <= MOST_SOUGHT:
                places = {i: reader.position(self.view, i) for i in ids}
                return {i: at for i, at in places.items() if at is not None}
            wanted = set(ids)
            listed = reader.ids(self.view, MOST_LISTED)
            return {i: at for at, i in enumerate(listed) if i in wanted}

    def sums(self, spans: Sequence[Span], keys: Sequence[str]) -> Mapping[str, int]:
        """The sums of columns over rows given by position; of unlike currencies a `Total`."""
        asked = self.view.changed(columns=tuple(keys))
        with self._shop.read(self._tr) as reader:
            if sum(s.length for s in spans) == self._total:
                return {k: v for k, v in reader.sums(asked).items() if k in keys}
            found = dict.fromkeys(keys, 0)
            for span in spans:
                for start in range(span.start, span.start + span.length, CHUNK):
                    limit = min(CHUNK, span.start + span.length - start)
                    for row in reader.page(asked, start, limit, self._total):
                        for key, value in zip(keys, row[1:], strict=True):
                            found[key] = add_up((found[key], value)) if value else found[key]
        return found

    def _placed(self, row: Sequence[Value]) -> Row:
        cells: list[Value] = [None] * self._width
        for at, value in zip(self._places, row[1:], strict=True):
            cells[at] = value
        return Row(int(row[0]), tuple(cells))  # type: ignore[arg-type]


def picked_ids(reader: Reader, view: View, picked: Picked) -> list[int]:
    """The ids of what is selected, also where the rows were never fetched."""
    if picked.ids is not None:
        return list(picked.ids)
    listed = reader.ids(view)
    return [i for s in picked.spans for i in listed[s.start : s.start + s.length]]


def _name(reader: Reader, rows: list[list[Value]], at: int, register: str, names: bool) -> None:
    declared = reader.registry[register]
    titles = reader.titles(register, {v for row in rows if isinstance(v := row[at], int)})
    for row in rows:
        value = row[at]
        row[at] = said_title(declared, titles.get(value, ""), names) or None if isinstance(value, int) else None

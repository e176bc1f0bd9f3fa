"""Where pasted cells go: under the headings they name, or from the current cell on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.i18n import N_, Text
from app.core.text import fold
from app.models.declaration import Field


@dataclass(slots=True)
class Pasting:
    """Cells as (row, column, text), and what there was no place for."""

    cells: list[tuple[int, int, str]] = field(default_factory=list)
    rows: int = 0
    left_out: list[Text] = field(default_factory=list)


def plan_paste(
    table: Sequence[Sequence[str]],
    fields: Sequence[Field],
    names: Sequence[str] | Sequence[Sequence[str]],
    row: int,
    column: int,
) -> Pasting:
    """Decide for each pasted cell where it goes. `names` are the grid's headings, in one language or in each.

    A first row of which two cells or more (or its only cell) are headings is one: the columns below go under the
    same headings, in whatever order. Otherwise cells go right and down from (`row`, `column`).
    """
    pasting = Pasting()
    headings = _headings(table[0], fields, names) if table else None
    body = table[1:] if headings is not None else table
    targets = headings if headings is not None else {i: column + i for i in range(max(map(len, table), default=0))}
    pasting.rows = len(body)
    for down, line in enumerate(body):
        for across, text in enumerate(line):
            at = targets.get(across)
            if at is not None and at < len(fields) and not fields[at].readonly:
                pasting.cells.append((row + down, at, text))
            elif text.strip():
                pasting.left_out.append(_no_place(down + 1, across + 1, text))
    return pasting


def _headings(
    line: Sequence[str], fields: Sequence[Field], names: Sequence[str] | Sequence[Sequence[str]]
) -> dict[int, int] | None:
    known: dict[str, int] = {}
    for at, declared in enumerate(fields):
        named = names[at]
        words = (
            *((named,) if isinstance(named, str) else named),
            str(declared.label),
            declared.name,
            *declared.import_names,
        )
        known.update({fold(word): at for word in words})
    found = {i: known[fold(cell)] for i, cell in enumerate(line) if fold(cell) in known}
    return found if len(found) >= min(2, len(line)) and found else None


def _no_place(row: int, column: int, text: str) -> Text:
    return N_(
        "Row {row}, column {column}: there is no column here for “{text}”.", row=row, column=column, text=text[:30]
    )

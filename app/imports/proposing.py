"""What a plan shows: each column and what it is taken for, the fields to choose from, the first records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from app.core.i18n import Text
from app.imports import formats
from app.imports.cells import as_text, is_blank
from app.imports.choosing import Sheet
from app.imports.fields import field, fields_of
from app.imports.formats.base import Format
from app.imports.header import REASON_NAMES, header_key
from app.imports.job import Job, Matched
from app.imports.mapping import Mapping
from app.imports.register_columns import Fit, typed
from app.imports.wish import Choosable, ColumnUse, Effect, PreviewRow, TableRead
from app.models import further
from app.models.declaration import Register
from app.services.privacy import hides

PREVIEW_ROWS = 50
_EXAMPLES = 3
_NEEDED = {
    "orders": {"order_id": "order"},
    "products": {"name": "product", "sku": "product"},
}


def by_format(sheets: Sequence[Sheet], fmt: Format | None, mapping: Mapping | None, kind: str) -> tuple[ColumnUse, ...]:
    """The columns of files read with a format or a mapping."""
    uses: list[ColumnUse] = []
    for sheet in sheets:
        keys = [k if k not in REASON_NAMES else "" for k in sheet.header.keys]
        if mapping is not None:
            wanted = {header_key(h): f for f, h in mapping.columns}
            named = {at: wanted[k] for at, k in enumerate(keys) if k in wanted}
        else:
            own = _own_format(fmt, keys)
            named = {at: f for f, places in (own.match(keys).items() if own else ()) for at in places}
        uses += _uses(sheet, named, lambda name: found.label if (found := field(kind, name)) else None, True)
    return tuple(uses)


def _own_format(fmt: Format | None, keys: Sequence[str]) -> Format | None:
    """The sheet's own format among those of the platform."""
    if fmt is None:
        return None
    partners = [f for f in formats.ALL if f.platform == fmt.platform]
    best = max(partners, key=lambda f: (f.score(keys), f is fmt))
    return best if best.score(keys) > 0 else fmt


def by_fit(sheet: Sheet, fit: Fit) -> tuple[ColumnUse, ...]:
    """The columns of a table read by a register's declaration."""
    named = {at: name for name, at in fit.columns.items()}
    return tuple(_uses(sheet, named, lambda name: fit.register.field(name).label, True))


def by_names(sheet: Sheet, named: dict[int, str], label: Callable[[str], Text]) -> tuple[ColumnUse, ...]:
    """The columns of a table by what each was taken for; the others are passed over."""
    return tuple(_uses(sheet, named, label, False))


def _uses(sheet: Sheet, named: dict[int, str], label: object, keeps: bool) -> list[ColumnUse]:
    rows = sheet.table.rows[sheet.header.first : sheet.header.last]
    uses: list[ColumnUse] = []
    for at, heading in enumerate(sheet.header.names):
        if sheet.header.keys[at] in REASON_NAMES:
            continue
        filled = (as_text(r[at]) for r in islice(rows, 500) if at < len(r) and not is_blank(r[at]))
        examples = tuple(text[:60] for text in islice(dict.fromkeys(filled), _EXAMPLES))
        name = named.get(at, "")
        said = label(name) if name and callable(label) else None
        uses.append(
            ColumnUse(sheet.source.path.name, sheet.table.name, heading, name, said, examples, bool(name) or keeps)
        )
    return uses


def masked(uses: Sequence[ColumnUse], register: Register, names: bool) -> tuple[ColumnUse, ...]:
    """The columns with their examples as a list would show them; `names`: the shop masks people's names."""
    return tuple(
        replace(use, examples=tuple(_hidden(use, register, text, names) for text in use.examples)) for use in uses
    )


def _hidden(use: ColumnUse, register: Register, text: str, names: bool) -> str:
    if not register.has_field(use.field):
        return further.masked(use.heading, text) if names else text
    declared = register.field(use.field)
    return str(declared.kind.mask(text)) if hides(declared, names) else text


def tables_read(sheets: Sequence[Sheet], uses: Sequence[ColumnUse]) -> tuple[TableRead, ...]:
    """How each table was read whose columns are used."""
    read = {(use.source, use.sheet) for use in uses}
    return tuple(
        TableRead(s.source.path.name, s.table.name, s.source.encoding, s.table.numbers[s.header.at])
        for s in sheets
        if (s.source.path.name, s.table.name) in read
    )


def headings(uses: Sequence[ColumnUse]) -> dict[str, str]:
    """The heading of each field's first column."""
    found: dict[str, str] = {}
    for use in uses:
        if use.field:
            found.setdefault(use.field, use.heading)
    return found


def choosable(kind: str, fit: Fit | None) -> tuple[Choosable, ...]:
    """The fields that a person may map columns to."""
    if fit is not None:
        return tuple(
            Choosable(f.name, f.label, f.name if f.required and f.default is None else "") for f in typed(fit.register)
        )
    needed = _NEEDED.get(kind, {})
    return tuple(Choosable(f.name, f.label, needed.get(f.name, "")) for f in fields_of(kind))


def preview(job: Job, matched: Matched) -> tuple[tuple[str, ...], tuple[PreviewRow, ...]]:
    """The first records as they would be."""
    names, rows = job.preview(matched, PREVIEW_ROWS)
    said: list[PreviewRow] = []
    for index, source, row, values in rows:
        effect: Effect = "new" if matched.effects.get(index) == "new" else "unchanged"
        if matched.effects.get(index) == "updated":
            effect = "updated"
        said.append(PreviewRow(effect, source, row, values))
    return names, tuple(said)

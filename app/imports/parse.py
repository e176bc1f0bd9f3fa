"""From files as read to drafts: which format each table is, what is joined, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.core.collecting import no_collecting
from app.core.errors import UserError
from app.core.i18n import N_, Text, listed
from app.core.progress import Progress
from app.imports import formats
from app.imports.columns import convert
from app.imports.context import Context
from app.imports.drafts import OrderDraft, ProductDraft
from app.imports.fields import fields_of
from app.imports.formats.base import Column, Format
from app.imports.grid import expand_joined, make_grid
from app.imports.header import REASON_NAMES, Header, find_header, header_key
from app.imports.join import join
from app.imports.mapping import Mapping
from app.imports.orders import build_orders
from app.imports.products import build_products
from app.imports.readers.model import Source, Table
from app.imports.report import Notice, Parsed, Question, Reject
from app.imports.suggest import suggest

_SHAPES_OF_PLATFORMS = {
    "product_type": "text", "sale_price": "money",
    **{f"option{n}_{what}": "text" for n in (1, 2, 3) for what in ("name", "value")},
}  # fmt: skip


@dataclass(slots=True)
class _Sheet:
    """A table with its header and what it was taken for."""

    source: Source
    table: Table
    header: Header
    fmt: Format | None = None
    score: float = 0.0


@dataclass(slots=True)
class _Gathered:
    orders: list[OrderDraft] = field(default_factory=list)
    products: list[ProductDraft] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rows: int = 0
    spoiled: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """(platform, order) → (file, row) of what cannot come in."""


def parse(
    sources: Sequence[Source],
    *,
    format_name: str | None = None,
    mapping: Mapping | None = None,
    context: Context | None = None,
    kind: str | None = None,
    progress: Progress | None = None,
) -> Parsed:
    """Drafts from one or several files dropped together.

    `format_name` and `mapping` come from the user; without them the format is recognised, or a mapping suggested
    (`confirmed` is then False). `kind` (orders, products) narrows both. Raises `UserError` when no table is found,
    when the named format or mapping does not fit the columns, and `Cancelled`.
    """
    context = context or Context()
    progress = progress or Progress()
    got = _Gathered()
    sheets = _sheets(sources, got)
    confirmed = True
    if mapping is not None:
        chosen = _by_mapping(sheets, mapping)
    elif format_name is not None and format_name != formats.GENERIC:
        chosen = _by_name(sheets, format_name)
    else:
        chosen = [] if format_name else _recognised(sheets, kind, got)
        if not chosen:
            mapping = _suggested(sheets, kind)
            chosen, confirmed = _by_mapping(sheets, mapping), False
    _say_left_out(sheets, chosen, got)
    with no_collecting():
        for done, sheet in enumerate(chosen):
            progress.step(done, len(chosen))
            _read(sheet, mapping, context, got)
    fmt = chosen[0].fmt
    assert fmt is not None
    products = fmt.kind == "products"
    return Parsed(
        format=fmt.name,
        kind="products" if products else "orders",
        drafts=tuple(got.products) if products else tuple(_together(got) if len(chosen) > 1 else got.orders),
        rejects=tuple(got.rejects),
        notices=tuple(got.notices),
        questions=tuple(got.questions),
        rows=got.rows,
        mapping=mapping,
        confirmed=confirmed,
    )


def _together(got: _Gathered) -> list[OrderDraft]:
    """Orders of several files, each once. One that is rejected in one file does not come in half from another."""
    whole: list[OrderDraft] = []
    for draft in got.orders:
        where = got.spoiled.get((draft.platform, draft.platform_order_id))
        if where is None:
            whole.append(draft)
            continue
        reason = N_("Row {row} of the same order was rejected in {file}.", row=where[1], file=where[0])
        got.rejects.extend(
            Reject(row, "", draft.platform_order_id, reason, draft.sheet, draft.source) for row in draft.rows
        )
    return join(whole)


def _sheets(sources: Sequence[Source], got: _Gathered) -> list[_Sheet]:
    found: list[_Sheet] = []
    for source in sources:
        got.notices.extend(Notice("reading", note) for note in source.notes)
        visible = [t for t in source.tables if not t.hidden and t.rows]
        for table in source.tables:
            if table.hidden and table.rows and visible:
                text = N_("Sheet {sheet} is hidden and was not read.", sheet=table.name)
                got.notices.append(Notice("hidden_sheet", text, sheet=table.name))
        for table in visible or [t for t in source.tables if t.rows]:
            header = find_header(table, formats.VOCABULARY)
            if header is not None:
                found.append(_Sheet(source, table, header))
    if not found:
        raise UserError(
            N_("No table was found in the file."),
            N_("Nothing was imported."),
            N_("Check that it is the export you meant, and that its columns have headers."),
        )
    return found


def _recognised(sheets: list[_Sheet], kind: str | None, got: _Gathered) -> list[_Sheet]:
    known: list[_Sheet] = []
    for sheet in sheets:
        fits = formats.recognise(_keys(sheet.header))
        fits = [(s, f) for s, f in fits if kind is None or (f.kind == "products") == (kind == "products")]
        if not fits:
            continue
        sheet.score, sheet.fmt = fits[0]
        known.append(sheet)
        if len(fits) > 1 and fits[0][0] - fits[1][0] < 0.04:
            text = N_(
                "The file was read as {taken}, but it could be {other} as well.",
                taken=fits[0][1].label,
                other=fits[1][1].label,
            )
            got.notices.append(Notice("ambiguous_format", text, sheet=sheet.table.name, blocking=True))
    if not known:
        return []
    best = max(known, key=lambda s: (s.score, len(s.table.rows)))
    return [s for s in known if _same_kind(s, best)]


def _same_kind(a: _Sheet, b: _Sheet) -> bool:
    assert a.fmt is not None
    assert b.fmt is not None
    return (a.fmt.kind == "products") == (b.fmt.kind == "products")


def _keys(header: Header) -> list[str]:
    return [key for key in header.keys if key not in REASON_NAMES]


def _by_name(sheets: list[_Sheet], name: str) -> list[_Sheet]:
    fmt = formats.find(name)
    if fmt is None:
        names = listed(f.name for f in formats.ALL)
        raise UserError(N_("There is no format “{name}”.", name=name), None, N_("Use one of {names}.", names=names))
    partners = [
        f for f in formats.ALL if f.platform == fmt.platform and (f.kind == "products") == (fmt.kind == "products")
    ]
    chosen = []
    for sheet in sheets:
        scores = [(f.score(_keys(sheet.header)), f is fmt, f) for f in partners]
        score, _, best = max(scores, key=lambda item: item[:2])
        if score > 0:
            sheet.fmt, sheet.score = best, score
            chosen.append(sheet)
    if not chosen:
        found = fmt.match(_keys(sheets[0].header))
        missing = listed(c.names[0] for c in fmt.columns if c.required and c.field not in found)
        raise UserError(
            N_("The file is no {format} export: it lacks the columns {missing}.", format=fmt.label, missing=missing),
            N_("Nothing was imported."),
            N_("Choose another format, or map the columns yourself."),
        )
    return chosen


def _by_mapping(sheets: list[_Sheet], mapping: Mapping) -> list[_Sheet]:
    fmt = generic_format(mapping)
    wanted = {header_key(h): h for _, h in mapping.columns}
    chosen = [s for s in sheets if wanted.keys() <= set(s.header.keys)]
    if not chosen:
        there = set(sheets[0].header.keys)
        missing = listed(h for key, h in wanted.items() if key not in there)
        raise UserError(
            N_("The file has no column {missing}.", missing=missing),
            N_("Nothing was imported."),
            N_("Its columns are: {columns}.", columns=listed(sheets[0].header.names)),
        )
    _check_needed(mapping)
    for sheet in chosen:
        sheet.fmt = fmt
    return chosen


def _check_needed(mapping: Mapping) -> None:
    names = {name for name, _ in mapping.columns}
    if mapping.kind == "orders" and "order_id" not in names:
        raise UserError(
            N_("No column is mapped to the order number."), None, N_("Choose the column that tells orders apart.")
        )
    if mapping.kind == "products" and not names & {"name", "sku"}:
        raise UserError(
            N_("No column is mapped to the product's name or SKU."),
            None,
            N_("Choose the column that names the product."),
        )


def _suggested(sheets: list[_Sheet], kind: str | None) -> Mapping:
    for sheet in sorted(sheets, key=lambda s: -len(s.table.rows)):
        header = sheet.header
        found = suggest(header.names, sheet.table.rows[header.first : header.last], kind)
        if found is not None:
            return found
    raise UserError(
        N_("The columns of this file are not known, and none looks like an order number or a product."),
        N_("Nothing was imported."),
        N_("Its columns are: {columns}. Map them yourself.", columns=listed(sheets[0].header.names)),
    )


def generic_format(mapping: Mapping) -> Format:
    """A mapping as a format, so that one way of reading serves both."""
    per_field: dict[str, list[str]] = {}
    for name, header in mapping.columns:
        per_field.setdefault(name, []).append(header)
    return Format(
        name=formats.GENERIC,
        platform="other",
        label=N_("Another table"),
        kind=mapping.kind,
        columns=tuple(Column(name, tuple(headers), per_line="auto") for name, headers in per_field.items()),
        joined=mapping.kind == "orders",
        currency=mapping.currency,
        date_order=mapping.date_order,
    )


def _say_left_out(sheets: list[_Sheet], chosen: list[_Sheet], got: _Gathered) -> None:
    taken = {id(s) for s in chosen}
    for sheet in sheets:
        if id(sheet) not in taken:
            name = sheet.table.name or sheet.source.path.name
            got.notices.append(
                Notice("left_out", N_("{sheet} was not read: its columns are others.", sheet=name), sheet=name)
            )


def _read(sheet: _Sheet, mapping: Mapping | None, context: Context, got: _Gathered) -> None:
    fmt = sheet.fmt
    assert fmt is not None
    got.notices.extend(Notice("header", text, sheet=sheet.table.name) for text in _said(sheet.header))
    if sheet.header.unsure is not None:
        got.notices.append(Notice("ambiguous_header", sheet.header.unsure, sheet=sheet.table.name, blocking=True))
    grid = make_grid(sheet.source, sheet.table, sheet.header)
    got.rows += len(grid.rows) + len(grid.rejects)
    found = fmt.match([k if k not in REASON_NAMES else "" for k in grid.keys])
    unclear: frozenset[int] = frozenset()
    if fmt.joined:
        unclear = expand_joined(
            grid,
            [at for n in ("line_id", "title", "sku", "product_id") for at in found.get(n, ())],
            [at for n in ("quantity", "unit_price", "amount") for at in found.get(n, ())],
            found.get("options", ()),
        )
    if mapping is not None and mapping.currency:
        context = replace(context, currency=mapping.currency)
    kind = "products" if fmt.kind == "products" else "orders"
    shapes = {f.name: f.shape for f in fields_of(kind)} | _SHAPES_OF_PLATFORMS
    columns = convert(grid, fmt, found, shapes, context)
    got.questions.extend(columns.questions)
    if kind == "products":
        made = build_products(columns, fmt)
        got.products.extend(made.drafts)
        got.rejects.extend(made.rejects)
        got.notices.extend(made.notices)
    else:
        built = build_orders(columns, fmt, context, unclear)
        got.orders.extend(built.drafts)
        for order_id, row in built.spoiled.items():
            got.spoiled.setdefault((fmt.platform, order_id), (sheet.source.path.name, row))
        got.rejects.extend(built.rejects)
        got.notices.extend(built.notices)


def _said(header: Header) -> tuple[Text, ...]:
    return header.notes

"""From chosen files to a job: parsed, its columns told, what is to be remembered."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.imports import choosing, currencies, formats, proposing, register_columns, register_dates
from app.imports.choosing import Choice, Sheet
from app.imports.context import Context
from app.imports.grid import make_grid
from app.imports.header import header_key
from app.imports.job import EmptyJob, Job
from app.imports.mapping import Mapping
from app.imports.order_job import OrderJob
from app.imports.parse import parse
from app.imports.product_job import ProductJob
from app.imports.readers.model import Source
from app.imports.register_columns import Fit
from app.imports.register_job import Part, RegisterJob
from app.imports.report import Notice, Parsed, Question, Reject
from app.imports.wish import Choosable, ColumnUse, Wish
from app.store.reader import Reader

Remembered = tuple[str, str, MappingOf[str, Any]]
"""(register, signature of the columns, mapping), to be kept once the import is done."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Files as read: what `plan` shows beside the comparison with the shop."""

    job: Job
    format: str
    label: Text
    rows: int
    columns: tuple[ColumnUse, ...]
    choosable: tuple[Choosable, ...]
    mapping: Mapping | None
    confirmed: bool
    questions: tuple[Question, ...]
    notices: tuple[Notice, ...]
    rejects: tuple[Reject, ...]
    remember: tuple[Remembered, ...] = ()
    platform: str = ""


def read_as(
    sources: Sequence[Source], sheets: Sequence[Sheet], choice: Choice, wish: Wish, reader: Reader, progress: Progress
) -> Reading:
    """Read the files as chosen. A table that cannot be read without a person gives a reading that is blocked."""
    if choice.fit is not None:
        return _by_fit(sheets, choice, wish, reader)
    try:
        return _by_format(sources, sheets, choice, wish, reader, progress)
    except UserError as problem:
        if choice.mapping is not None or choice.format:
            raise
        return _unknown(sheets, choice, problem)


def _context(wish: Wish, reader: Reader) -> Context:
    at = reader.locale
    orders = dict(wish.date_orders)
    if wish.date_order:
        orders["*"] = wish.date_order
    return Context(wish.currency or at.currency, at.tz, orders, at.today)


def _by_format(
    sources: Sequence[Source], sheets: Sequence[Sheet], choice: Choice, wish: Wish, reader: Reader, progress: Progress
) -> Reading:
    parsed = parse(
        sources,
        format_name=choice.format,
        mapping=choice.mapping,
        context=_context(wish, reader),
        kind=choice.register or None,
        progress=progress,
    )
    read = [s for s in sheets if _was_read(s, parsed)]
    fmt = formats.find(parsed.format)
    columns = proposing.by_format(read, fmt, parsed.mapping, parsed.kind)
    headings = proposing.headings(columns)
    platform = wish.platform or choice.platform
    job: Job
    if parsed.kind == "products":
        job = ProductJob(parsed.products, reader.registry["products"], headings, wish.create_suppliers)
    else:
        job = OrderJob(parsed.orders, platform, headings, wish.create_products)
    return Reading(
        job=job,
        format=parsed.format,
        label=fmt.label if fmt is not None else N_("Another table"),
        rows=parsed.rows,
        columns=columns,
        choosable=proposing.choosable(parsed.kind, None),
        mapping=parsed.mapping,
        confirmed=parsed.confirmed,
        questions=parsed.questions,
        notices=(*parsed.notices, *currencies.notices(parsed, reader.locale.currency), *_suggestion(parsed)),
        rejects=parsed.rejects,
        remember=_to_remember(parsed, read, wish, platform),
        platform=platform,
    )


def _was_read(sheet: Sheet, parsed: Parsed) -> bool:
    if parsed.mapping is None:
        return True
    keys = set(sheet.header.keys)
    return {header_key(h) for _, h in parsed.mapping.columns} <= keys


def _suggestion(parsed: Parsed) -> tuple[Notice, ...]:
    """The mapping that was only suggested, in words."""
    if parsed.confirmed or parsed.mapping is None:
        return ()
    pairs = ", ".join(f"{name}={heading}" for name, heading in parsed.mapping.columns)
    return (Notice("suggested", N_("The columns were matched by their names: {pairs}.", pairs=pairs)),)


def _to_remember(parsed: Parsed, sheets: Sequence[Sheet], wish: Wish, platform: str) -> tuple[Remembered, ...]:
    if parsed.mapping is None:
        return ()
    orders = {*wish.date_orders.values(), wish.date_order} - {""}
    mapping = parsed.mapping
    if len(orders) == 1 and mapping.date_order is None:
        mapping = replace(mapping, date_order=orders.pop())
    kept = choosing.packed(mapping) | ({"platform": platform} if platform else {})
    return tuple((parsed.kind, s.signature, kept) for s in sheets)


def _by_fit(sheets: Sequence[Sheet], choice: Choice, wish: Wish, reader: Reader) -> Reading:
    fit, sheet = choice.fit, choice.sheet
    assert fit is not None
    assert sheet is not None
    fits = [(sheet, fit), *_more(sheets, sheet, fit, wish)]
    parts: list[Part] = []
    questions: list[Question] = []
    notices: list[Notice] = []
    for one, its in fits:
        grid = make_grid(one.source, one.table, one.header)
        orders, asked = register_dates.day_orders(grid, its, wish, reader.locale.today)
        parts.append(Part(grid, its.columns, orders))
        questions += [q for q in asked if q not in questions]
        notices += [Notice("reading", note, sheet=one.table.name) for note in (*one.source.notes, *one.header.notes)]
        if one.header.unsure is not None:
            notices.append(Notice("ambiguous_header", one.header.unsure, sheet=one.table.name, blocking=True))
    read = [one for one, _ in fits]
    for other in sheets:
        if not any(other is one for one in read):
            name = other.table.name or other.source.path.name
            notices.append(
                Notice("left_out", N_("{sheet} was not read: bring it in by itself.", sheet=name), sheet=name)
            )
    return Reading(
        job=RegisterJob(fit.register, parts, wish.create_people),
        format="register",
        label=fit.register.label,
        rows=sum(len(part.grid.rows) + len(part.grid.rejects) for part in parts),
        columns=tuple(use for one, its in fits for use in proposing.by_fit(one, its)),
        choosable=proposing.choosable(fit.register.name, fit),
        mapping=None,
        confirmed=choice.confirmed,
        questions=tuple(questions),
        notices=tuple(notices),
        rejects=(),
        remember=tuple((fit.register.name, one.signature, _kept(one, its)) for one, its in fits),
    )


def _more(sheets: Sequence[Sheet], main: Sheet, fit: Fit, wish: Wish) -> list[tuple[Sheet, Fit]]:
    """Further tables of the same kind, such as a sheet for each year: those that bring most of the same fields."""
    words = choosing.translators()
    found: list[tuple[Sheet, Fit]] = []
    for sheet in sheets:
        if sheet is main:
            continue
        if sheet.signature == main.signature:
            found.append((sheet, fit))
        elif not wish.columns:
            its = register_columns.fit(fit.register, sheet.header.names, words)
            common = len(its.columns.keys() & fit.columns.keys())
            if its.score >= register_columns.ENOUGH and common * 2 > min(len(fit.columns), len(its.columns)):
                found.append((sheet, its))
    return found


def _kept(sheet: Sheet, fit: Fit) -> MappingOf[str, Any]:
    return {"columns": [[name, sheet.header.names[at]] for name, at in fit.columns.items()]}


def _unknown(sheets: Sequence[Sheet], choice: Choice, problem: UserError) -> Reading:
    """Columns that tell nothing: shown, so that a person can map them."""
    kind = choice.register or "orders"
    texts = [t for t in (problem.what, problem.todo) if t is not None]
    return Reading(
        job=EmptyJob(kind),
        format=formats.GENERIC,
        label=N_("Another table"),
        rows=sum(max(s.header.last - s.header.first, 0) for s in sheets),
        columns=proposing.by_format(sheets, None, None, kind),
        choosable=proposing.choosable(kind, None),
        mapping=Mapping(kind, ()),
        confirmed=False,
        questions=(),
        notices=tuple(Notice("unknown", text, blocking=True) for text in texts),
        rejects=(),
    )

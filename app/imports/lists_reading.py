"""Whether dropped tables are checklists, or checks that were made; if so, how they are read."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import UserError
from app.core.i18n import N_, listed
from app.imports import choosing, formats, lists_read, proposing, register_columns, register_dates
from app.imports.choosing import Sheet
from app.imports.grid import make_grid
from app.imports.header import REASON_NAMES
from app.imports.lists_fields import PAST, TEMPLATES, Kind, choosable
from app.imports.lists_job import ListJob, ListPart, drop_lines
from app.imports.lists_read import ListSheet
from app.imports.reading import Reading
from app.imports.register_columns import ENOUGH, Fit
from app.imports.report import Notice, Question
from app.imports.wish import Choosable, Wish
from app.store.reader import Reader


def find(sheets: Sequence[Sheet], wish: Wish, reader: Reader) -> Reading | None:
    """The reading of tables that hold checklist items; None where they are something else.

    Raises `UserError` where past checks were asked for and no column names what was checked.
    """
    if wish.format or wish.register not in ("", TEMPLATES, PAST):
        return None
    words = choosing.translators()
    read = [one for s in sheets if (one := lists_read.read(s, words, wish.columns, wish.exact)) is not None]
    if wish.register:
        if not read and wish.register == PAST:
            raise UserError(
                N_("The file has no column for {field}.", field=N_("What is checked")),
                N_("Nothing was imported."),
                N_("Its columns are: {columns}. Map them yourself.", columns=listed(sheets[0].header.names)),
            )
        kind: Kind = PAST if wish.register == PAST else TEMPLATES
        return _reading(sheets, read, kind, wish, reader) if read else None
    if wish.columns:
        return None
    good = [one for one in read if _is_list(one, reader)]
    if not good:
        return None
    kind = lists_read.kind_of(good[0])
    return _reading(sheets, [one for one in good if lists_read.kind_of(one) == kind], kind, wish, reader)


def _is_list(one: ListSheet, reader: Reader) -> bool:
    """Whether a table is a checklist rather than anything else that is known or was remembered."""
    sheet = one.sheet
    keys = [k for k in sheet.header.keys if k not in REASON_NAMES]
    if one.score < ENOUGH or len(one.columns) + len(one.marks) < 2 or formats.recognise(keys):
        return False
    others = [r.name for r in register_columns.importable(reader.registry)] + list(choosing.SPECIAL)
    if any(reader.import_mapping(name, sheet.signature) is not None for name in others):
        return False
    best = register_columns.best(reader.registry, sheet.header.names, choosing.translators())
    return best is None or best.score < one.score or best.register.name == TEMPLATES


def _reading(sheets: Sequence[Sheet], read: Sequence[ListSheet], kind: Kind, wish: Wish, reader: Reader) -> Reading:
    parts: list[ListPart] = []
    questions: list[Question] = []
    notices: list[Notice] = []
    titles = [one.title for one in read if one.title]
    for one in read:
        sheet = one.sheet
        grid = make_grid(sheet.source, sheet.table, sheet.header)
        drop_lines(grid, one.columns["text"])
        orders: dict[str, str] = {}
        if kind == PAST and "checked_on" in one.columns:
            dates = Fit(reader.registry["checks"], {"checked_on": one.columns["checked_on"]}, 1.0)
            orders, asked = register_dates.day_orders(grid, dates, wish, reader.locale.today)
            questions += [q for q in asked if q not in questions]
        alike = titles.count(one.title) if kind == TEMPLATES else 1
        parts.append(ListPart(grid, one, lists_read.name_of(one, alike), orders.get("checked_on", "YMD")))
        notices += [Notice("reading", n, sheet=sheet.table.name) for n in (*sheet.source.notes, *sheet.header.notes)]
        if sheet.header.unsure is not None:
            notices.append(Notice("ambiguous_header", sheet.header.unsure, sheet=sheet.table.name, blocking=True))
    taken = {id(one.sheet) for one in read}
    for other in sheets:
        if id(other) not in taken:
            name = other.table.name or other.source.path.name
            words = N_("{sheet} was not read: bring it in by itself.", sheet=name)
            notices.append(Notice("left_out", words, sheet=name))
    fields = {f.name: f for f in choosable(PAST)}
    columns = tuple(
        use
        for one in read
        for use in proposing.by_names(
            one.sheet,
            {**{at: "result" for at in one.marks}, **{at: n for n, at in one.columns.items()}},
            lambda name: fields[name].label,
        )
    )
    return Reading(
        job=ListJob(kind, parts, wish.create_people),
        format="checklist",
        label=reader.registry[kind].label,
        rows=sum(len(part.grid.rows) + len(part.grid.rejects) for part in parts),
        columns=columns,
        choosable=tuple(Choosable(f.name, f.label, "text" if f.name == "text" else "") for f in choosable(kind)),
        mapping=None,
        confirmed=bool(wish.columns) or bool(read and all(one.score >= 1 for one in read)),
        questions=tuple(questions),
        notices=tuple(notices),
        rejects=(),
    )

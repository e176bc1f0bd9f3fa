"""The complaint figures of a period as they leave the shop: read in one snapshot, logged, written as workbook or PDF.

Each figure stands with its definition, and the complaints that are the exceptions to it are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Choice
from app.reports.content import Head, LineTable
from app.reports.figuresbook import Cell, FigureTable, write_figures_book
from app.reports.outfile import check_place, outfile
from app.reports.papers.blocks import PaperPage, Words
from app.reports.pdf import paperpdf
from app.reports.pdf.sheet import Sheet
from app.reports.seal import Seal, fingerprint
from app.reports.verbs import Exported, log_leaving, log_written, may_leave
from app.services.complaint_figures import HEADINGS, Analysis, analyse
from app.store.reader import Reader
from app.store.shop import Shop

REGISTER = "complaints"
MOST_NAMED = 200
"""Exceptions that are named for each figure; of more than these the count says how many there are."""
_TITLE = N_("Complaint figures")


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures in words and numbers, table after table."""

    shop: str
    title: str
    subtitle: str
    tables: tuple[FigureTable, ...]


def export_figures(shop: Shop, path: Path, locale: Locale, progress: Progress, start: date, end: date) -> Exported:
    """Write the figures of the complaints received from `start` to `end`, both inclusive, as .xlsx or .pdf.

    Raises `UserError` for another ending or a place that cannot be written, `NotAllowed`, `Cancelled`.
    """
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".pdf"):
        raise UserError(
            N_("These figures cannot be exported as “{suffix}”.", suffix=path.suffix or path.name),
            N_("Nothing was written."),
            N_("End the file's name in {known}.", known=".xlsx, .pdf"),
        )
    may_leave(shop, False)
    check_place(path)
    with shop.read(locale.tr) as reader:
        page = prepare(reader, locale, shop.name, start, end)
    rows = sum(len(t.rows) for t in page.tables)
    told: Mapping[str, object] = {
        "as": suffix[1:],
        "form": "complaint_figures",
        "period": f"{start.isoformat()} – {end.isoformat()}",
        "rows": rows,
        "sha256": fingerprint([[t.title, *t.rows] for t in page.tables]),
    }
    head, seal = log_leaving(shop, "export", REGISTER, [(0, "")], told, [])
    if suffix == ".xlsx":
        write_figures_book(page.shop, page.title, page.subtitle, page.tables, path, locale, progress, seal)
    else:
        write_pdf(page, path, locale, seal)
    log_written(shop, REGISTER, path, head)
    return Exported(path, rows, head)


def prepare(reader: Reader, locale: Locale, shop: str, start: date, end: date) -> FiguresPage:
    """The figures of a period in words and numbers, in the reader's language."""
    tr, found = locale.tr, analyse(reader, start, end)
    tables = [_shares(found, locale), _exceptions(reader, found, locale), _course(found, locale)]
    for name, heading in HEADINGS:
        tables.append(_slices(reader, found, name, heading, locale))
    tables.append(_rates(found, locale))
    said = N_("Complaints received from {start} to {end}", start=start.isoformat(), end=end.isoformat())
    return FiguresPage(shop, tr(_TITLE), tr(said), tuple(tables))


def _shares(found: Analysis, locale: Locale) -> FigureTable:
    tr = locale.tr
    rows: list[tuple[Cell, ...]] = [(tr(N_("Complaints received")), found.received, "", "", "")]
    rows.append((tr(N_("Not settled yet")), found.still_open, found.received, _percent(found.still_open, found), ""))
    for share in found.shares:
        of = round(share.percent, 1) if share.percent is not None else ""
        rows.append((tr(share.label), share.hits, share.total, of, tr(share.definition)))
    mean = found.satisfaction
    said = round(mean.mean, 2) if mean.mean is not None else ""
    rows.append((tr(mean.label), said, mean.count, "", tr(mean.definition)))
    heads = (N_("Figure"), N_("Number"), N_("Of"), N_("Percent"), N_("Definition"))
    return FigureTable("", tuple(tr(h) for h in heads), tuple(rows))


def _percent(part: int, found: Analysis) -> Cell:
    return round(part * 100 / found.received, 1) if found.received else ""


def _exceptions(reader: Reader, found: Analysis, locale: Locale) -> FigureTable:
    """Which complaints broke a promise, by number and day."""
    tr, rows = locale.tr, []
    for share in found.shares[:-1]:
        ids = (share.exceptions.ids or ())[:MOST_NAMED]
        for record in reader.records(REGISTER, ids).values():
            rows.append((tr(share.label), record["number"], record["received_on"].isoformat(), record["item"] or ""))
    heads = (N_("Not in time"), N_("Complaint"), N_("Received on"), N_("Item"))
    return FigureTable(tr(N_("Not in time")), tuple(tr(h) for h in heads), tuple(rows))


def _course(found: Analysis, locale: Locale) -> FigureTable:
    tr = locale.tr
    rows = tuple((s.start.isoformat(), s.end.isoformat(), s.count) for s in found.course)
    heads = (N_("From"), N_("To"), N_("Complaints"))
    return FigureTable(tr(N_("Complaints received")), tuple(tr(h) for h in heads), rows)


def _slices(reader: Reader, found: Analysis, name: str, heading: Text, locale: Locale) -> FigureTable:
    tr, kind = locale.tr, reader.registry[REGISTER].field(name).kind
    rows = tuple(
        (
            kind.say(s.key, locale) if isinstance(kind, Choice) else s.words or str(s.key),
            s.count,
            _percent(s.count, found),
        )
        for s in found.slices[name]
    )
    heads = (tr(heading), tr(N_("Complaints")), tr(N_("Percent")))
    return FigureTable(tr(heading), heads, rows)


def _rates(found: Analysis, locale: Locale) -> FigureTable:
    tr = locale.tr
    rows = tuple(
        (r.words, r.count, r.sold, round(r.per_thousand, 1) if r.per_thousand is not None else "") for r in found.rates
    )
    heads = (N_("Product"), N_("Complaints"), N_("Pieces sold"), N_("Per 1,000 sold"))
    return FigureTable(tr(N_("Complaints per pieces sold")), tuple(tr(h) for h in heads), rows)


def write_pdf(page: FiguresPage, path: Path, locale: Locale, seal: Seal | None) -> int:
    """Write the PDF; returns its pages."""
    none = locale.tr(N_("Nothing to count."))
    blocks = tuple(
        LineTable(
            table.title,
            tuple(Head(h, "left" if _words(table, i) else "right", fixed=i > 0 and not _words(table, i))
                  for i, h in enumerate(table.heads)),
            tuple(tuple(_said(cell) for cell in row) for row in table.rows)
            or ((none, *("" for _ in table.heads[1:])),),
        )
        for table in page.tables
    )  # fmt: skip
    paper = PaperPage(page.shop, page.title, "", (Words(page.subtitle), *blocks))
    with outfile(path) as partial, partial.open("wb") as file:
        sheet = Sheet(file, paperpdf.paper(paper), paperpdf.heading(paper), locale, seal)
        paperpdf.draw_paper(sheet, paper)
        return sheet.save()


def _words(table: FigureTable, column: int) -> bool:
    return all(isinstance(row[column], str) for row in table.rows)


def _said(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)

"""The complaint figures of a period as they leave the shop: read in one snapshot, logged, written as workbook or PDF.

Each figure stands with its definition, and the complaints that are the exceptions to it are named.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Choice
from app.reports.figures import Figures, FiguresPage, export_page
from app.reports.figuresbook import Cell, FigureTable
from app.reports.verbs import Exported
from app.services.complaint_figures import HEADINGS, Analysis, analyse
from app.store.reader import Reader
from app.store.shop import Shop

REGISTER = "complaints"
MOST_NAMED = 200
"""Exceptions that are named for each figure; of more than these the count says how many there are."""
_TITLE = N_("Complaint figures")


def export_figures(shop: Shop, path: Path, locale: Locale, progress: Progress, start: date, end: date) -> Exported:
    """Write the figures of the complaints received from `start` to `end`, both inclusive, as .xlsx or .pdf.

    Raises `UserError` for another ending or a place that cannot be written, `NotAllowed`, `Cancelled`.
    """
    told = {"period": f"{start.isoformat()} – {end.isoformat()}"}
    figures = Figures(REGISTER, "complaint_figures", lambda r: prepare(r, locale, shop.name, start, end), told)
    return export_page(shop, path, locale, progress, figures)


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

"""How checks went, as it leaves the shop: pass rates month by month, by checklist and place, what was missed, repeats.

Read in one snapshot, logged, written as a workbook or a PDF.
"""

from __future__ import annotations

from pathlib import Path

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.figures import Figures, FiguresPage, export_page
from app.reports.figuresbook import Cell, FigureTable
from app.reports.verbs import Exported
from app.services.checklists.trends import Rate, Trends, trends
from app.store.reader import Reader
from app.store.shop import Shop

REGISTER = "checks"
TITLE = N_("How checks went")


def export_trends(
    shop: Shop, path: Path, locale: Locale, progress: Progress, template_id: int | None = None, place: str | None = None
) -> Exported:
    """Write the figures of the last twelve months as .xlsx or .pdf; the months of one checklist or place where asked.

    Raises `UserError` for another ending or a place that cannot be written, `NotAllowed`, `Cancelled`.
    """
    figures = Figures(REGISTER, "check_trends", lambda r: prepare(r, locale, shop.name, template_id, place), {})
    return export_page(shop, path, locale, progress, figures)


def prepare(
    reader: Reader, locale: Locale, shop: str, template_id: int | None = None, place: str | None = None
) -> FiguresPage:
    """The figures in words and numbers, in the reader's language."""
    data, tr = trends(reader, template_id, place), locale.tr
    first, last = data.months[0][0], locale.today
    said = N_("Checks from {start} to {end}", start=first.isoformat(), end=last.isoformat())
    name = reader.titles("check_templates", [template_id]).get(template_id, "") if template_id is not None else place
    months = tr(N_("Pass rate, 12 months")) + (f" · {name}" if name else "")
    tables = (_months(data, months, locale), _templates(data, locale), _places(data, locale), _repeats(data, locale))
    return FiguresPage(shop, tr(TITLE), tr(said), tables)


def _rate(rate: Rate) -> tuple[Cell, ...]:
    return rate.checks, "" if rate.percent is None else rate.percent, rate.failed


def _table(title: str, heads: tuple[Text, ...], rows: list[tuple[Cell, ...]], locale: Locale) -> FigureTable:
    return FigureTable(title, tuple(locale.tr(h) for h in heads), tuple(rows))


def _months(data: Trends, title: str, locale: Locale) -> FigureTable:
    rows: list[tuple[Cell, ...]] = [(f"{month:%Y-%m}", *_rate(rate)) for month, rate in data.months]
    heads = (N_("Month"), N_("Checks made"), N_("Pass rate, percent"), N_("Findings"))
    return _table(title, heads, rows, locale)


def _templates(data: Trends, locale: Locale) -> FigureTable:
    rows: list[tuple[Cell, ...]] = [
        (t.name, *_rate(t.rate), t.tally.expected, t.tally.done, t.tally.late, t.tally.missed) for t in data.templates
    ]
    heads = (N_("Checklist"), N_("Checks made"), N_("Pass rate, percent"), N_("Findings"),
             N_("Called for"), N_("In time"), N_("Late"), N_("Missed"))  # fmt: skip
    return _table(locale.tr(N_("By checklist")), heads, rows, locale)


def _places(data: Trends, locale: Locale) -> FigureTable:
    rows: list[tuple[Cell, ...]] = [(place, *_rate(rate)) for place, rate in data.places]
    heads = (N_("Place"), N_("Checks made"), N_("Pass rate, percent"), N_("Findings"))
    return _table(locale.tr(N_("By place")), heads, rows, locale)


def _repeats(data: Trends, locale: Locale) -> FigureTable:
    rows: list[tuple[Cell, ...]] = [(r.title, r.place, r.times) for r in data.repeated]
    heads = (N_("What was found"), N_("Place"), N_("Times found"))
    return _table(locale.tr(N_("Found again and again")), heads, rows, locale)

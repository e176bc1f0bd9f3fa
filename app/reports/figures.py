"""A page of figures as it leaves the shop: logged, written as a workbook or a PDF, with the log's head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.content import Head, LineTable
from app.reports.figuresbook import Cell, FigureTable, write_figures_book
from app.reports.outfile import check_place, outfile
from app.reports.papers.blocks import PaperPage, Words
from app.reports.pdf import paperpdf
from app.reports.pdf.sheet import Sheet
from app.reports.seal import Seal, fingerprint
from app.reports.verbs import Exported, log_leaving, log_written, may_leave
from app.store.reader import Reader
from app.store.shop import Shop


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures in words and numbers, table after table."""

    shop: str
    title: str
    subtitle: str
    tables: tuple[FigureTable, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Which figures leave: the register that they are about, their name in the log and what it tells of them besides.

    `prepare` reads them in one snapshot.
    """

    register: str
    form: str
    prepare: Callable[[Reader], FiguresPage]
    told: Mapping[str, object]


def export_page(shop: Shop, path: Path, locale: Locale, progress: Progress, figures: Figures) -> Exported:
    """Write the figures as .xlsx or .pdf.

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
        page = figures.prepare(reader)
    rows = sum(len(t.rows) for t in page.tables)
    told: Mapping[str, object] = {
        "as": suffix[1:],
        "form": figures.form,
        **figures.told,
        "rows": rows,
        "sha256": fingerprint([[t.title, *t.rows] for t in page.tables]),
    }
    head, seal = log_leaving(shop, "export", figures.register, [(0, "")], told, [])
    if suffix == ".xlsx":
        write_figures_book(page.shop, page.title, page.subtitle, page.tables, path, locale, progress, seal)
    else:
        _write_pdf(page, path, locale, seal)
    log_written(shop, figures.register, path, head)
    return Exported(path, rows, head)


def _write_pdf(page: FiguresPage, path: Path, locale: Locale, seal: Seal | None) -> int:
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

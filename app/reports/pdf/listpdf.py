"""Any list on paper, as shown: title, filter, period, rows and sums, on the smallest paper that holds its
columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.core.amounts import Amount, Total, marked_amount, parts_of
from app.core.errors import UserError
from app.core.i18n import N_, listed
from app.core.progress import Progress
from app.models.kinds import Choice, CodeText, Kind, Tone
from app.reports.outfile import outfile
from app.reports.pdf.fonts import face
from app.reports.pdf.grid import Grid
from app.reports.pdf.gridlayout import GridColumn, Layout, fit, grid_column
from app.reports.pdf.linebreak import clean, wrap
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import SMALL, TITLE
from app.reports.seal import Seal
from app.reports.table import Column, Table, codes, peek

MOST_ROWS = 200_000
"""Some 6,000 pages: beyond that nobody reads paper, and a workbook is the better copy."""
_SAMPLE = 400
_STEP = 200


def write_list(table: Table, path: Path, progress: Progress, *, seal: Seal | None = None) -> int:
    """Write the list as a PDF; returns the number of pages. Raises `UserError` for more than `MOST_ROWS`
    rows and when the file cannot be written, `Cancelled` on request; no file is left behind then.
    """
    check_length(table)
    with outfile(path) as partial, partial.open("wb") as file:
        sample, rows = peek(_said(table), _SAMPLE)
        totals = total_rows(table)
        columns = [_grid_column(c, i, table) for i, c in enumerate(table.columns)]
        layout = fit(columns, [[clean(v, 200) for v in row] for row in [*sample, *totals]])
        heading = Heading(table.shop, table.title, f"{table.title} · {table.subtitle()}")
        sheet = Sheet(file, layout.paper, heading, table.locale, seal)
        sheet.expected_pages = _expected(table, layout, sheet)
        _title(sheet, table)
        grid = Grid(sheet, layout.bands, layout.size)
        grid.head()
        done = 0
        for row in rows:
            if done % _STEP == 0:
                progress.step(done, table.count or 0)
            grid.row(row)
            done += 1
        if not done:
            _nothing(sheet, table)
        elif table.totals:
            for cells in totals:
                grid.total(cells)
        progress.step(done, table.count or done, N_("Packing the pages"))
        return sheet.save()


def check_length(table: Table) -> None:
    """Raise `UserError` for a list that is too long for paper."""
    if table.count is not None and table.count > MOST_ROWS:
        raise UserError(
            N_("{n} rows are too many for paper.", n=f"{table.count:,}"),
            N_("Nothing was written."),
            N_("Narrow the list, or export it to Excel."),
        )


def total_rows(table: Table) -> list[list[str]]:
    """The sums in words, a row for each currency; the first column says what it is, if it is not summed itself."""
    own = [_own(table.totals[c.name], c.kind, table) if c.name in table.totals else "" for c in table.columns]
    rows = [own]
    for code in codes(table):
        rows.append([_abroad(table.totals.get(c.name, 0), code) for c in table.columns])
    for row in rows:
        if row and not row[0] and table.totals:
            row[0] = table.locale.tr(N_("Total"))
    return rows


def _own(total: int, kind: Kind, table: Table) -> str:
    """What is in the shop's own currency, or no money."""
    return kind.say(int(total), table.locale) if not isinstance(total, Total) or total.own else ""


def _abroad(total: int, code: str) -> str:
    return next((marked_amount(p, code) for p in parts_of(total) if isinstance(p, Amount) and p.currency == code), "")


def _said(table: Table) -> Iterator[list[str]]:
    """Each row in words."""
    at = table.locale
    sayers = tuple((c.kind.say, not isinstance(c.kind, Choice)) for c in table.columns)
    for row in table.rows:
        yield [
            value if plain and isinstance(value, str) else say(value, at)
            for (say, plain), value in zip(sayers, row, strict=True)
        ]


def tones(kind: Kind, table: Table) -> dict[str, Tone]:
    """The tone of each answer of a pill, by its words."""
    if not isinstance(kind, Choice) or not kind.pill:
        return {}
    return {table.locale.tr(o.label): o.tone for o in kind.options}


def _grid_column(c: Column, index: int, table: Table) -> GridColumn:
    strong = index == 0 and isinstance(c.kind, CodeText)
    return grid_column(c.label, c.kind, strong=strong, tones=tones(c.kind, table))


def _expected(table: Table, layout: Layout, sheet: Sheet) -> int:
    """About how many pages there will be: it only decides how much room the page number keeps."""
    row = layout.size * (1.42 * len(layout.bands) + 0.75)
    return max(int((table.count or 0) * row / (sheet.top - sheet.bottom)), 1)


def _title(sheet: Sheet, table: Table) -> None:
    sheet.y -= 14
    sheet.text(sheet.left, sheet.y - 6, clean(table.title), TITLE)
    sheet.text_right(sheet.right, sheet.y - 6, table.count_words(), SMALL)
    sheet.y -= 22
    for line in wrap(clean(table.subtitle()), sheet.width, face(SMALL.face), SMALL.size, 3):
        sheet.text(sheet.left, sheet.y, line, SMALL)
        sheet.y -= SMALL.size * 1.5
    if table.masked:
        hidden = listed(c.label for c in table.columns if c.name in table.masked)
        note = table.locale.tr(N_("Masked: {fields}", fields=hidden))
        sheet.text(sheet.left, sheet.y, note, SMALL)
        sheet.y -= SMALL.size * 1.5
    sheet.y -= 4


def _nothing(sheet: Sheet, table: Table) -> None:
    sheet.y -= 30
    words = table.locale.tr(N_("No records match."))
    sheet.text_center((sheet.left + sheet.right) / 2, sheet.y, words, SMALL)

"""A list of 20,000 orders on paper, against the same strings drawn on a bare reportlab canvas."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from app.core.progress import Progress
from app.reports.pdf.fonts import REGULAR, face
from app.reports.pdf.listpdf import total_rows, write_list
from app.reports.table import Table
from benchmarks.harness import Result, compare, growth, middle, scratch
from benchmarks.orders_table import SEAL, orders_table

ROWS = 20_000
LIMIT = 1.5
_ROWS_A_PAGE = 22


def bare(strings: list[list[str]], path: Path) -> None:
    """The same words at fixed places, 22 rows a page, with nothing measured, wrapped, ruled or sealed."""
    face(REGULAR)
    canvas = Canvas(str(path), pagesize=landscape(A4), pageCompression=1)
    for start in range(0, len(strings), _ROWS_A_PAGE):
        canvas.setFont(REGULAR, 8.5)
        for i, row in enumerate(strings[start : start + _ROWS_A_PAGE]):
            y = 500 - i * 18
            for j, text in enumerate(row):
                canvas.drawString(40 + j * 95, y, text)
        canvas.showPage()
    canvas.save()


def words(table: Table) -> list[list[str]]:
    """Every cell in words, and the sums."""
    at = table.locale
    said = [[c.kind.say(v, at) for c, v in zip(table.columns, row, strict=True)] for row in table.rows]
    return [*said, *total_rows(table)]


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratio, and how the time grows over ten times as many rows (1 is linear)."""
    rows = max(int(ROWS * scale), 100)
    table, tenth = orders_table(rows), orders_table(rows // 10)
    strings = words(table)
    with scratch() as folder:
        ours, raw = folder / "ours.pdf", folder / "raw.pdf"
        first = compare(
            f"PDF list of {rows:,} rows",
            lambda: write_list(table, ours, Progress(), seal=SEAL),
            lambda: bare(strings, raw),
            LIMIT,
            scale=scale,
            note=f"{ours.stat().st_size // 1024 if ours.exists() else 0} KB" if ours.exists() else "",
        )
        small = middle(lambda: write_list(tenth, ours, Progress(), seal=SEAL))
    return first, growth("PDF list", first.ours_s, small, scale)

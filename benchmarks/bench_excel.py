"""A list of 100,000 orders as a workbook, against openpyxl's write-only mode given the same cells."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.core.progress import Progress
from app.models.kinds import Cell, Money
from app.reports.excel import write_excel
from app.reports.table import Table
from benchmarks.harness import Result, compare, growth, middle, scratch
from benchmarks.orders_table import SEAL, orders_table

ROWS = 100_000
LIMIT = 1.1


def cells(table: Table) -> list[list[Cell]]:
    """Every value as the cell that a workbook gets."""
    at = table.locale
    return [[c.kind.cell(v, at) for c, v in zip(table.columns, row, strict=True)] for row in table.rows]


def bare(table: Table, values: list[list[Cell]], path: Path) -> None:
    """The same cells by openpyxl, write-only, amounts in the currency's format."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title)
    amounts = [i for i, c in enumerate(table.columns) if isinstance(c.kind, Money)]
    sheet.append([c.label for c in table.columns])
    for row in values:
        line: list[object] = list(row)
        for i in amounts:
            cell = WriteOnlyCell(sheet, row[i])  # type: ignore[arg-type]  # its stubs forget Decimal
            cell.number_format = "#,##0.00"
            line[i] = cell
        sheet.append(line)
    book.save(path)


def run(scale: float = 1.0) -> tuple[Result, ...]:
    """The ratio, and how the time grows over ten times as many rows (1 is linear)."""
    rows = max(int(ROWS * scale), 100)
    table, tenth = orders_table(rows), orders_table(rows // 10)
    values = cells(table)
    with scratch() as folder:
        ours, raw = folder / "ours.xlsx", folder / "raw.xlsx"
        first = compare(
            f"Excel export of {rows:,} rows x {len(table.columns)}",
            lambda: write_excel(table, ours, Progress(), seal=SEAL),
            lambda: bare(table, values, raw),
            LIMIT,
            scale=scale,
        )
        small = middle(lambda: write_excel(tenth, ours, Progress(), seal=SEAL))
    return first, growth("Excel export", first.ours_s, small, scale)

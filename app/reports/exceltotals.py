"""The sums below a sheet's rows: one row, and where currencies differ one more for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter

from app.core.amounts import Amount
from app.core.i18n import N_
from app.core.text import display_width
from app.models.kinds import Kind, Money
from app.reports.excelstyle import Styles
from app.reports.table import Column, Table, own_listed


class Sums:
    """What the summed columns of one sheet come to so far; amounts in other currencies apart."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin at nothing, for these columns."""
        self.own = [0] * len(columns)
        self.abroad: dict[tuple[int, str], int] = {}

    def add(self, column: int, value: int) -> None:
        """Count a value of a column."""
        if type(value) is Amount:
            key = column, value.currency
            self.abroad[key] = self.abroad.get(key, 0) + int(value)
        else:
            self.own[column] += value

    def of(self, column: int, code: str) -> int:
        """The sum of a column's amounts in another currency."""
        return Amount(self.abroad.get((column, code), 0), code)


def write_totals(
    sheet: Any, table: Table, styles: Styles, count: int, sums: Sums, widths: list[int], codes: Sequence[str]
) -> None:
    """Rows of formulas below `count` rows of data, with their values, so that a sheet is right before it is reckoned.

    SUBTOTAL(109, …) sums what the reader's own filter leaves visible. Amounts in several currencies are summed by
    SUMIFS over the column that names them. `codes` are the currencies other than the shop's own.
    """
    mixed = [bool(codes) and isinstance(c.kind, Money) and bool(c.kind.currency) for c in table.columns]
    tr = table.locale.tr
    cells: list[tuple[int, Any] | None] = [
        (sums.own[i], styles.total(c.kind)) if c.summed and not mixed[i] else None for i, c in enumerate(table.columns)
    ]
    _row(sheet, table, styles, count, 0, cells, tr(N_("Total")), "", widths)
    own = table.locale.currency
    for below, code in enumerate((*((own,) if own_listed(table) else ()), *codes) if codes else (), 1):

        def sum_of(i: int, kind: Kind, code: str = code) -> tuple[int, Any]:
            if code == own:
                return sums.own[i], styles.total(kind)
            return sums.of(i, code), styles.abroad(code, total=True)

        cells = [sum_of(i, c.kind) if c.summed and mixed[i] else None for i, c in enumerate(table.columns)]
        _row(sheet, table, styles, count, below, cells, tr(N_("Total {currency}", currency=code)), code, widths)


def _row(
    sheet: Any,
    table: Table,
    styles: Styles,
    count: int,
    below: int,
    cells: Sequence[tuple[int, Any] | None],
    label: str,
    code: str,
    widths: list[int],
) -> None:
    at, last = count + 1 + below, max(count + 1, 2)
    for i, c in enumerate(table.columns):
        cell = cells[i]
        if cell is not None:
            value, style = cell
            number = styles.number(c.kind, value)
            sheet.write_formula(at, i, _formula(table, i, code, last), style, number)
            widths[i] = max(widths[i], display_width(c.kind.say(value, table.locale)) + 3)
        elif i == 0:
            sheet.write_string(at, i, label, styles.total(c.kind))
            widths[i] = max(widths[i], display_width(label) + 3)
        else:
            sheet.write_blank(at, i, None, styles.total(c.kind))


def _formula(table: Table, column: int, code: str, last: int) -> str:
    letter = xlsxwriter.utility.xl_col_to_name(column)
    rows = f"{letter}2:{letter}{last}"
    named = next((i for i, c in enumerate(table.columns) if c.name == table.coded), None) if code else None
    if named is None:
        return f"=SUBTOTAL(109,{rows})"
    codes = xlsxwriter.utility.xl_col_to_name(named)
    return f'=SUMIFS({rows},{codes}2:{codes}{last},"{code}")'

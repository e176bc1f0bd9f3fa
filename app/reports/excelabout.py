"""The last sheet of a workbook: whose list this is, what was filtered, when it was made, and its audit
head.
"""

from __future__ import annotations

from typing import Any

from app.core.dates import format_datetime
from app.core.i18n import N_, Text, listed
from app.reports.excelcells import Tally
from app.reports.excelstyle import Styles
from app.reports.seal import Seal
from app.reports.table import Table, codes


def write_about(book: Any, name: str, table: Table, rows: int, tally: Tally, styles: Styles, seal: Seal | None) -> None:
    """Add the sheet. Every value is text, so that nothing on it is reckoned with or run."""
    taken = {sheet.name.casefold() for sheet in book.worksheets()}
    sheet = book.add_worksheet(name if name.casefold() not in taken else f"{name} *".replace("*", "-"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    tr = table.locale.tr
    sheet.write_string(0, 0, table.title, styles.title)
    at = 2
    for label, value in about(table, rows, tally, seal):
        sheet.write_string(at, 0, tr(label), styles.label)
        sheet.write_string(at, 1, value, styles.wrapped)
        at += 1


def about(table: Table, rows: int, tally: Tally, seal: Seal | None) -> list[tuple[Text, str]]:
    """The sheet's lines: what each is, and its words."""
    tr, locale = table.locale.tr, table.locale
    lines: list[tuple[Text, str]] = [
        (N_("Shop"), table.shop),
        (N_("Filter"), table.filter or tr(N_("none"))),
        (N_("Period"), table.period or tr(N_("all time"))),
        (N_("Rows"), f"{rows:,}"),
        (N_("Currency"), " · ".join((locale.currency, *codes(table)))),
    ]
    lines += [(N_("Total of {column}", column=c.label), c.kind.say(table.totals[c.name], locale))
              for c in table.columns if c.name in table.totals]  # fmt: skip
    lines.append((N_("Made at"), format_datetime(locale.now, locale.tz)))
    if seal is not None:
        lines.append((N_("Made by"), seal.by))
        lines.append((N_("Audit sequence"), seal.spaced))
        lines.append((N_("Audit head"), seal.head.hex()))
    if table.masked:
        hidden = tr(listed(c.label for c in table.columns if c.name in table.masked))
        lines.append((N_("Masked"), hidden))
    if tally.removed:
        words = N_("Characters that no workbook can hold were removed from {n} cells.", n=tally.removed)
        lines.append((N_("Note"), tr(words)))
    if tally.cut:
        words = N_("{n} cells held more text than a cell takes and were cut.", n=tally.cut)
        lines.append((N_("Note"), tr(words)))
    return lines

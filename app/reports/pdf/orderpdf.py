"""One order on paper: buyer, items, sums, payments and parcels."""

from __future__ import annotations

from app.reports.content import RecordPage
from app.reports.pdf import flow
from app.reports.pdf.sheet import Sheet
from app.reports.pdf.style import SMALL


def draw_order(sheet: Sheet, page: RecordPage) -> None:
    """Draw the order: who bought and where it goes first, then what, then how much, then what happened."""
    flow.title(sheet, page.name, page.kind, page.pills, code=page.code)
    if page.subtitle:
        flow.paragraph(sheet, page.subtitle, SMALL)
    flow.masked(sheet, page.masked)
    for group in page.sections[:2]:
        if group.pairs:
            flow.section(sheet, group.title)
            flow.pairs(sheet, group.pairs)
    for table in page.tables[:1]:
        flow.table(sheet, table, roomy=True)
    if page.sums:
        sheet.y -= 4
        flow.sums(sheet, page.sums, page.total_at)
    for label, text in page.notes:
        flow.section(sheet, label)
        flow.paragraph(sheet, text)
    for table in page.tables[1:]:
        flow.table(sheet, table)
    for group in page.sections[2:]:
        if group.pairs:
            flow.section(sheet, group.title)
            flow.pairs(sheet, group.pairs)

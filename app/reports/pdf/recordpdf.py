"""Any record as a page of its own: states, groups of fields, its lines with sums, notes and timeline."""

from __future__ import annotations

from app.reports.content import RecordPage
from app.reports.pdf import flow
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import SMALL


def heading(page: RecordPage) -> Heading:
    """The head of the page's sheets."""
    return Heading(page.shop, f"{page.kind} {page.name}", f"{page.kind} · {page.name}")


def draw_record(sheet: Sheet, page: RecordPage) -> None:
    """Draw the record from the top of the present page."""
    flow.title(sheet, page.name, page.kind, page.pills, code=page.code)
    if page.subtitle:
        flow.paragraph(sheet, page.subtitle, SMALL)
    flow.masked(sheet, page.masked)
    for group in page.sections:
        if group.pairs:
            flow.section(sheet, group.title)
            flow.pairs(sheet, group.pairs)
    for i, table in enumerate(page.tables):
        flow.table(sheet, table)
        if i == 0 and page.sums:
            flow.sums(sheet, page.sums, page.total_at)
    for label, text in page.notes:
        flow.section(sheet, label)
        flow.paragraph(sheet, text)
    if page.timeline is not None:
        flow.table(sheet, page.timeline)

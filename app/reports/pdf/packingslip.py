"""The slip that goes into a parcel: whose order, what is inside, where to ask. Without prices unless asked
for.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.reports.content import Head, LineTable, Pair, SlipPage
from app.reports.pdf import flow
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import BODY, SMALL


def heading(page: SlipPage, title: str) -> Heading:
    """The head of the slip's sheets."""
    return Heading(page.shop, f"{title} {page.name}", f"{title} · {page.name}")


def draw_slip(sheet: Sheet, page: SlipPage) -> None:
    """Draw the slip from the top of the present page."""
    tr = sheet.locale.tr
    flow.title(sheet, page.name, tr(N_("Packing slip")), code=page.waybill or page.order)
    if page.parts > 1:
        words = N_("Parcel {part} of {parts} of order {order}", part=page.part, parts=page.parts, order=page.order)
        flow.paragraph(sheet, tr(words), SMALL)
    flow.masked(sheet, page.masked)
    flow.section(sheet, tr(N_("Order")))
    given: tuple[Pair, ...] = (
        (tr(N_("Order")), page.order),
        (tr(N_("Platform")), page.platform),
        (tr(N_("Placed")), page.placed),
        (tr(N_("Carrier")), page.carrier),
        (tr(N_("Waybill")), page.waybill),
        (tr(N_("Buyer")), page.buyer),
        (tr(N_("Phone")), page.phone),
        (tr(N_("Ship to")), page.address),
    )
    flow.pairs(sheet, [p for p in given if p[1]])
    flow.table(sheet, _contents(sheet, page), roomy=True)
    if page.total:
        flow.sums(sheet, ((tr(N_("Total")), page.total),))
    if page.note:
        flow.section(sheet, tr(N_("Buyer's note")))
        flow.paragraph(sheet, page.note, BODY)
    contact = " · ".join(p for p in (page.shop, page.shop_phone, page.shop_address) if p)
    sheet.y -= 14
    flow.paragraph(sheet, tr(N_("Questions or a wrong item? Ask {contact}.", contact=contact)), SMALL)


def _contents(sheet: Sheet, page: SlipPage) -> LineTable:
    tr = sheet.locale.tr
    priced = any(line.price or line.amount for line in page.lines)
    specified = any(line.options for line in page.lines)
    heads = [
        Head(tr(N_("SKU")), fixed=True),
        Head(tr(N_("Item"))),
        *((Head(tr(N_("Specification"))),) if specified else ()),
        Head(tr(N_("Qty")), "right", fixed=True),
    ]
    if priced:
        heads += [Head(tr(N_("Unit price")), "right", fixed=True), Head(tr(N_("Amount")), "right", fixed=True)]
    rows = tuple(
        (
            line.sku,
            line.title,
            *((line.options,) if specified else ()),
            f"{line.pieces:,}",
            *((line.price, line.amount) if priced else ()),
        )
        for line in page.lines
    )
    pieces = f"{sum(line.pieces for line in page.lines):,}"
    totals = (tr(N_("Total")), "", *(("",) if specified else ()), pieces, *(("", "") if priced else ()))
    return LineTable(tr(N_("Contents")), tuple(heads), rows, totals)

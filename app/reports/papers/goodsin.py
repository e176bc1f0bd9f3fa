"""进货查验: the record of a delivery's inspection 进货查验记录, with what 食品安全法 art. 53 asks for."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_
from app.reports.papers.blocks import Boxes, PaperPage, Pictures, Signature, Signatures
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context

REGISTER = "receipts"
_COLUMNS = (
    "product_name",
    "options",
    "quantity",
    "unit",
    "batch_code",
    "production_date",
    "shelf_life_days",
    "expiry_date",
    "voucher",
    "result",
    "note",
)


def sheets(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The record of each delivery."""
    return [_sheet(Paper(ctx, REGISTER, i)) for i in ids]


def _sheet(p: Paper) -> PaperPage:
    blocks = (
        Boxes(
            (
                p.row("number", "received_on", "status"),
                (p.box("supplier_name"), p.box("supplier_phone"), p.box("supplier_licence")),
                (p.box("supplier_address", span=2), p.box("licence_seen")),
                p.wide("vouchers", lines=1),
            )
        ),
        p.table("lines", *_COLUMNS),
        Boxes((p.row("quantity", "rejected", "quarantine"), p.wide("settle_note", lines=1), p.wide("note", lines=2))),
        Signatures(
            (
                Signature(p.say(N_("Received by")), p.said("receiver"), p.day("received_on")),
                Signature(p.say(N_("Person in charge"))),
            )
        ),
        Pictures(p.say(N_("Photos")), tuple(photos(p.ctx, REGISTER, p.id))),
    )
    name, title = p.said("number"), p.say(N_("Goods-in inspection record"))
    return PaperPage(p.ctx.shop, title, name, blocks, code=name, masked=p.masked_labels(), across=True)

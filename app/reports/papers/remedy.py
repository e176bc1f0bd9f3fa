"""退换货: the returns sheet 退换货处理单 of a return, an exchange, a repair, a refund or a compensation."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.dates import business_date
from app.core.i18n import N_, Text
from app.reports.content import LineTable
from app.reports.papers.blocks import Block, Box, Boxes, PaperPage, Pictures, Signature, Signatures, Words
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context

REGISTER = "remedies"
_RULE = N_("Goods bought at a distance may be sent back within seven days from the day after signing, without a "
           "reason, and the price is paid back within seven days after the goods are back. Goods made to order, fresh "
           "or perishable goods, unsealed digital media, newspapers and periodicals are excepted; so are goods unfit "
           "by their nature, which the buyer confirmed when buying (Consumer Protection Act, art. 25).")  # fmt: skip


def sheets(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The returns sheet of each remedy."""
    return [_sheet(Paper(ctx, REGISTER, i)) for i in ids]


def _sheet(p: Paper) -> PaperPage:
    blocks: list[Block] = [
        Boxes(
            (
                _numbered(p),
                (p.box("platform"), p.box("order_number"), p.box("platform_order_id")),
                p.row("buyer_name", "phone", "complaint_id"),
                p.row("kind", "reason", "status"),
                p.wide("told", lines=2),
            )
        ),
        _goods(p),
        Boxes(
            (
                p.row("signed_on", "no_reason_until", "seven_day"),
                (p.box("excepted"), Box(p.say(N_("Ground of the exception")), _exceptions(p))),
                p.row("decided_by", "decided_at", "promised_by"),
                p.row("refuse_basis", "refuse_reason"),
            ),
            p.say(N_("Seven-day rule and decision")),
        ),
        Words(p.say(_RULE)),
        Boxes(
            (
                p.row("carrier", "waybill", "postage_by"),
                (p.box("received_on"), p.box("received_by"), p.box("photos")),
                p.row("inspected_by", "inspected_at", "held"),
                p.wide("inspect_note", lines=2),
            ),
            p.say(N_("Goods back and inspection")),
        ),
        _inspected(p),
        Boxes(
            (
                p.row("goods_refund", "postage_refund", "refund_amount"),
                *((p.row("collect"),) if p.values["collect"] else ()),
                p.row("return_postage", "compensation", "compensation_for"),
                p.row("refund_by", "payment_method", "payment_no"),
                p.row("out_carrier", "out_waybill", "settled_at"),
                p.row("settled_by", "customer_answer", "closed_at"),
            ),
            p.say(N_("Refund and settlement")),
        ),
        Signatures(
            (
                _signed(p, N_("Handled by"), "handler_id"),
                _signed(p, N_("Inspected by"), "inspected_by", "inspected_at"),
                _signed(p, N_("Settled by"), "settled_by", "settled_at"),
            )
        ),
        Pictures(p.say(N_("Photos")), tuple(photos(p.ctx, REGISTER, p.id))),
    ]
    name, title = p.said("number"), p.say(N_("Returns and exchange sheet"))
    return PaperPage(p.ctx.shop, title, name, tuple(blocks), code=name, masked=p.masked_labels())


def _numbered(p: Paper) -> tuple[Box, ...]:
    """Number and day; one that was written down on another day than it was asked for names both days."""
    boxes = (p.box("number"), p.box("requested_at", N_("Asked for at")))
    recorded = p.values["created_at"]
    if business_date(recorded, p.ctx.locale.tz) == p.values["business_date"]:
        return boxes
    return (*boxes, Box(p.say(N_("Written down on")), p.moment(recorded)))


def _goods(p: Paper) -> LineTable:
    names = ["sku", "title", "options", "batch_code", "sold", "quantity", "unit_price", "refund"]
    if p.values["kind"] == "exchange":
        names[-1:] = ["replacement_id", "difference"]
    return p.table("lines", *names)


def _inspected(p: Paper) -> LineTable:
    """What came back of each article and where it went; blank, to be written in, until it was inspected."""
    seen = p.values["inspected_at"] is not None
    blank = {} if seen else dict.fromkeys(("restocked", "held", "scrapped"))
    rows = [{**x, **blank} for x in p.lines("lines")]
    made = p.table("lines", "sku", "title", "received", "restocked", "held", "scrapped", "note", rows=rows)
    return LineTable(p.say(N_("Item by item at the inspection")), made.heads, made.rows)


def _exceptions(p: Paper) -> str:
    """The ground on which lines are excepted from the seven days, each once."""
    lines = next(x for x in p.register.lines if x.name == "lines")
    kind = next(f for f in lines.fields if f.name == "exception").kind
    found = {kind.say(x["exception"], p.ctx.locale): None for x in p.lines("lines") if x["exception"]}
    return "\n".join(found)


def _signed(p: Paper, label: Text, who: str, when: str = "") -> Signature:
    return Signature(p.say(label), p.said(who), p.day(when) if when else "")

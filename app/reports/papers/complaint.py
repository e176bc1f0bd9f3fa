"""投诉: the register sheet 投诉处理登记表, and the whole case file with contacts, clocks, remedies and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.dates import business_date
from app.core.i18n import N_
from app.models.declaration import Where
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, Box, Boxes, PaperPage, Pictures, Signature, Signatures
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context, timeline_table
from app.services import links
from app.services.privacy import lines_told
from app.store.view import View

REGISTER = "complaints"
_TABLES = {
    "contacts": ("at", "direction", "channel", "who", "said", "recorded_at", "recorded_by"),
    "clocks": ("kind", "turn", "amount", "unit", "started_at", "due_at", "stopped_at", "breached_at"),
    "pauses": ("clock", "from_at", "to_at", "reason", "why", "by"),
}
"""The case file's own tables, with the columns that it shows even while they are empty."""


def sheets(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The register sheet of each."""
    return [_sheet(Paper(ctx, REGISTER, i)) for i in ids]


def case_files(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The case file of each."""
    return [_case(Paper(ctx, REGISTER, i)) for i in ids]


def _sheet(p: Paper) -> PaperPage:
    # The sheet keeps to one page with its signatures: what was turned down has little to say of cause and remedy.
    high = 2 if p.values["refused_at"] is None else 1
    blocks: list[Block] = [
        Boxes(
            (
                *_received(p),
                p.wide("description", lines=high + 1),
                (p.box("wants"), p.box("promised"), p.box("promised_at")),
            )
        ),
        Boxes(
            (
                (p.box("validity", N_("Valid or not")), p.box("root_cause")),
                p.wide("cause", lines=high),
                p.wide("remedy", lines=high),
                (p.box("remedy_kind"), p.box("carried_out", N_("Carried out")), p.box("refunded")),
                *(((p.box("old_refund"),),) if p.values["old_refund"] else ()),
                p.row("done_by", "done_on"),
                (p.box("answer"), p.box("satisfaction")),
                *_turned_down(p),
                p.row("accepted_at", "responded_at"),
                (p.box("status"), p.box("closed_at")),
            ),
            p.say(N_("Handling and outcome")),
        ),
        Signatures(
            (
                Signature(p.say(N_("Handled by")), p.said("handler_id")),
                Signature(p.say(N_("Person in charge"))),
            )
        ),
    ]
    title = p.say(N_("Complaint register sheet"))
    return PaperPage(
        p.ctx.shop, title, p.said("number"), tuple(blocks), code=p.said("number"), masked=p.masked_labels()
    )


def _turned_down(p: Paper) -> tuple[tuple[Box, ...], ...]:
    """Why it was not taken on, on what ground and since when; no row for others."""
    if p.values["refused_at"] is None:
        return ()
    return (p.row("refusal", "refused_at"), p.wide("refuse_reason", lines=1))


def _received(p: Paper) -> tuple[tuple[Box, ...], ...]:
    return (
        _numbered(p),
        p.row("channel", "platform", "severity"),
        p.row("authority_no", "authority", "authority_notified_on"),
        (p.box("customer_name"), p.box("customer_phone", N_("Contact")), p.box("confidential")),
        p.row("order_number", "sku", "batch_code"),
        p.row("item", "category", "happened_on"),
        (p.box("received_by"), p.box("handler_id")),
    )


def _numbered(p: Paper) -> tuple[Box, ...]:
    """Number and day; one that was written down on another day than it came names both days."""
    boxes = p.row("number", "received_at")
    recorded = p.values["created_at"]
    if business_date(recorded, p.ctx.locale.tz) == p.values["received_on"]:
        return boxes
    return (*boxes, Box(p.say(N_("Written down on")), p.moment(recorded)))


def _case(p: Paper) -> PaperPage:
    sheet = _sheet(p)
    title = p.say(N_("Complaint case file"))
    declared = {x.name: x.fields for x in p.register.lines}
    tables: list[Block] = [
        p.table(name, *columns, rows=lines_told(declared[name], p.values, p.lines(name)))
        for name, columns in _TABLES.items()
    ]
    tables += [_remedies(p), _linked(p), timeline_table(p.ctx, p.register, p.id, frozenset(p.hidden))]
    attached = _attached(p)
    found = [x for x in photos(p.ctx, REGISTER, p.id) if x.data]
    return replace(
        sheet,
        title=title,
        blocks=(*sheet.blocks, _dates(p), *tables, attached, Pictures(p.say(N_("Photos")), tuple(found))),
        masked=p.masked_labels(),
    )


def _dates(p: Paper) -> Boxes:
    """The stages between taking on and answering (GB/T 19012), which the register sheet has no room for."""
    rows = [p.row("acknowledged_at", "investigating_at")]
    if p.values["reopened_at"]:
        rows.append(p.row("reopened_at", "reopen_reason"))
    if "unknown" in (p.values["first_kept"], p.values["resolve_kept"]):  # of what is known, the clocks below tell
        rows.append(p.row("first_kept", "resolve_kept"))
    return Boxes(tuple(rows), p.say(N_("Course of the case")))


def _remedies(p: Paper) -> LineTable:
    reader = p.ctx.reader
    register = p.ctx.registry["remedies"]
    names = ("number", "kind", "items", "quantity", "refund_amount", "compensation", "status")
    ids = reader.ids(View("remedies", (Where("complaint_id", "eq", p.id),)))
    rows = []
    for record in reader.records("remedies", ids).values():
        rows.append(tuple(register.field(n).kind.say(record[n], p.ctx.locale) for n in names))
    heads = tuple(Head(p.say(register.field(n).label), register.field(n).kind.align, n == "number") for n in names)
    return LineTable(p.say(register.label), heads, tuple(rows))


def _linked(p: Paper) -> LineTable:
    found = links.linked(p.ctx.reader, REGISTER, p.id)
    rows = tuple((p.say(p.ctx.registry[x.register].singular), x.title) for x in found)
    return LineTable(p.say(N_("Linked records")), (Head(p.say(N_("Kind"))), Head(p.say(N_("Record")))), rows)


def _attached(p: Paper) -> LineTable:
    rows = tuple(
        (a.name, f"{a.size:,}", p.moment(a.added_at), a.added_by, a.sha256[:16])
        for a in p.ctx.reader.attachments(REGISTER, p.id)
    )
    words = (N_("File"), N_("Bytes"), N_("Attached at"), N_("By"), N_("Fingerprint"))
    return LineTable(p.say(N_("Attachments")), tuple(Head(p.say(w), fixed=i > 0) for i, w in enumerate(words)), rows)

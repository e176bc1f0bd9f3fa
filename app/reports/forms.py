"""The printed forms: which there are for each register, what each reads, and who draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.reports.content import Content, PickPage, RecordPage, SlipPage
from app.reports.papers import (
    check,
    complaint,
    emergency,
    goodsin,
    rectification,
    rectifications,
    remedy,
    risklist,
    training,
)
from app.reports.papers.blocks import PaperPage
from app.reports.pdf import flow, orderpdf, packingslip, paperpdf, picklist, recordpdf
from app.reports.pdf.sheet import Heading, Sheet
from app.reports.pdf.style import Size
from app.reports.prepare import Context, record_page
from app.reports.prepareorder import order_page, pick_page, slips_of_orders, slips_of_shipments

Prepare = Callable[[Context, str, Sequence[int]], Sequence[Content | PaperPage]]


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form. `registers` empty: for every register. `together`: one form for the whole selection,
    such as a pick list; otherwise each record begins a page of its own.
    """

    name: str
    label: Text
    prepare: Prepare
    registers: tuple[str, ...] = ()
    together: bool = False

    def contents(self, ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content | PaperPage]:
        """What is drawn of these records. A ruled form of one that was voided says so below its title."""
        made = self.prepare(ctx, register, ids)
        if self.together or len(made) != len(ids):
            return made
        known = ctx.reader.records(register, ids)
        return [_marked(ctx, page, known.get(i, {})) for i, page in zip(ids, made, strict=True)]


def _marked(ctx: Context, page: Content | PaperPage, record: Mapping[str, Any]) -> Content | PaperPage:
    if not isinstance(page, PaperPage) or record.get("voided_at") is None:
        return page
    said = N_("Voided: {reason}", reason=record["void_reason"]) if record["void_reason"] else N_("Voided")
    return replace(page, standing=ctx.say(said))


def _records(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    return [record_page(ctx, register, i) for i in ids]


def _histories(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    return [record_page(ctx, register, i, timeline=True) for i in ids]


def _orders(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    return [order_page(ctx, i) for i in ids]


def _picklist(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    return [pick_page(ctx, ids)]


def _slips(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    return slips_of_shipments(ctx, ids) if register == "shipments" else slips_of_orders(ctx, ids)


def _priced_slips(ctx: Context, register: str, ids: Sequence[int]) -> Sequence[Content]:
    if register == "shipments":
        return slips_of_shipments(ctx, ids, prices=True)
    return slips_of_orders(ctx, ids, prices=True)


_PARCELS = ("orders", "shipments")
FORMS: tuple[Form, ...] = (
    Form("order", N_("Order"), _orders, ("orders",)),
    Form("pick-list", N_("Pick list"), _picklist, ("orders",), together=True),
    Form("packing-slip", N_("Packing slip"), _slips, _PARCELS),
    Form("packing-slip-prices", N_("Packing slip with prices"), _priced_slips, _PARCELS),
    Form("notice", N_("Notice of rectification"), rectification.notices, ("rectifications",)),
    Form("re-check", N_("Opinion of the re-check"), rectification.rechecks, ("rectifications",)),
    Form("notice-together", N_("One notice for several"), rectifications.notices, ("rectifications",), together=True),
    Form(
        "re-check-together", N_("One re-check for several"), rectifications.rechecks, ("rectifications",), together=True
    ),
    Form("register-sheet", N_("Complaint register sheet"), complaint.sheets, ("complaints",)),
    Form("case-file", N_("Complaint case file"), complaint.case_files, ("complaints",)),
    Form("goods-in-record", N_("Goods-in inspection record"), goodsin.sheets, ("receipts",)),
    Form("returns-sheet", N_("Returns and exchange sheet"), remedy.sheets, ("remedies",)),
    Form("risk-list", N_("List of risks by grade"), risklist.lists, ("risks",), together=True),
    Form("training-record", N_("Training record"), training.records, ("training_sessions",)),
    Form("sign-in-sheet", N_("Sign-in sheet"), training.sign_in_sheets, ("training_sessions",)),
    Form("training-file", N_("Personal training file"), training.personal_files, ("staff",)),
    Form("question-paper", N_("Question paper"), training.question_papers, ("quizzes",)),
    Form("answer-key", N_("Answer key"), training.answer_keys, ("quizzes",)),
    Form("action-card", N_("Emergency action card"), emergency.action_cards, ("plans",)),
    Form("drill-record", N_("Record of the emergency drill"), emergency.drill_records, ("drills",)),
    Form("incident-report", N_("Incident report"), emergency.incident_reports, ("incidents",)),
    Form("check-record", N_("Check record"), check.sheets, ("checks",)),
    Form("check-notice", N_("Notice of rectification"), rectifications.of_checks, ("checks",)),
    Form("check-re-check", N_("Opinion of the re-check"), rectifications.rechecks_of_checks, ("checks",)),
    Form("record", N_("Record"), _records),
    Form("history", N_("Record with its history"), _histories),
)


def forms_for(register: str) -> tuple[Form, ...]:
    """The forms of a register, the usual one first; every register has `record` and `history`."""
    return tuple(f for f in FORMS if not f.registers or register in f.registers)


def form_for(register: str, name: str = "") -> Form:
    """The form of that name, or the register's usual one. Raises `KeyError`."""
    for form in forms_for(register):
        if not name or form.name == name:
            return form
    raise KeyError(f"{register} has no printed form {name}")


def heading_of(content: Content | PaperPage, locale: Locale) -> Heading:
    """What stands at the head of a form's sheets."""
    if isinstance(content, PaperPage):
        return paperpdf.heading(content)
    if isinstance(content, RecordPage):
        return recordpdf.heading(content)
    if isinstance(content, PickPage):
        return picklist.heading(content, locale.tr(N_("Pick list")))
    return packingslip.heading(content, locale.tr(N_("Packing slip")))


def paper_of(content: Content | PaperPage) -> Size:
    """The paper that a form is drawn on: across where it has more columns than fit upright."""
    if isinstance(content, PaperPage):
        return paperpdf.paper(content)
    return flow.paper_for(content.tables if isinstance(content, RecordPage) else ())


def draw(sheet: Sheet, content: Content | PaperPage, form: str) -> None:
    """Draw a form's content from the top of the present page."""
    if isinstance(content, PaperPage):
        paperpdf.draw_paper(sheet, content)
    elif isinstance(content, SlipPage):
        packingslip.draw_slip(sheet, content)
    elif isinstance(content, PickPage):
        picklist.draw_picklist(sheet, content)
    elif form == "order":
        orderpdf.draw_order(sheet, content)
    else:
        recordpdf.draw_record(sheet, content)

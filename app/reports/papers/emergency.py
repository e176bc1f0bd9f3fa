"""应急: the action card 应急处置卡 on one page, the drill record 应急演练记录表, the incident report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.i18n import N_
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, Boxes, PaperPage, Pictures, Signature, Signatures, Step, Steps, Words
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context
from app.services import links

PLANS, DRILLS, INCIDENTS = "plans", "drills", "incidents"


def action_cards(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The action card of each plan: its marked steps and whom to call, on one page.

    Telephones of a plan's contacts are printed whole: a card that hides them helps nobody in an emergency.
    """
    return [_card(Paper(ctx, PLANS, i)) for i in ids]


def drill_records(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The record of each drill."""
    return [_drill(Paper(ctx, DRILLS, i)) for i in ids]


def incident_reports(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The report of each incident."""
    return [_incident(Paper(ctx, INCIDENTS, i)) for i in ids]


def _card(p: Paper) -> PaperPage:
    lines = p.lines("steps")
    marked = [x for x in lines if x["on_card"]] or lines[:12]
    steps = tuple(
        Step(x["trigger"] or "", x["who"] or "", x["action"], x["place"] or "", _within(p, x["minutes"]))
        for x in marked
    )
    contacts = tuple((c["role"], c["name"] or "", c["phone"] or "", c["note"] or "") for c in p.lines("contacts"))
    heads = tuple(
        Head(p.say(w), fixed=i == 2) for i, w in enumerate((N_("Role"), N_("Person's name"), N_("Phone"), N_("Note")))
    )
    edition = p.say(N_("{number} · version {n}", number=p.said("number"), n=p.values["edition"]))
    blocks: list[Block] = [
        Boxes(((p.box("subject"), p.box("place"), p.box("effective_on")), p.wide("hazard", lines=1))),
        Steps(p.say(N_("What to do, in this order")), steps),
        LineTable(p.say(N_("Whom to call")), heads, contacts),
    ]
    return PaperPage(
        p.ctx.shop,
        p.say(N_("Emergency action card")),
        p.said("name"),
        tuple(blocks),
        subtitle=edition,
        code=p.said("number"),
        one_page=True,
        standing=_standing(p),
    )


def _standing(p: Paper) -> str:
    """What a card says that nobody should act by: of a draft, and of a version that is not in effect any more."""
    if p.values["status"] == "in_force":
        return ""
    return p.say(N_("Not in effect: {state}", state=p.said("status")))


def _within(p: Paper, minutes: int | None) -> str:
    """A step's time limit in the largest unit that says it whole."""
    if minutes is None:
        return ""
    if minutes == 0:
        return p.say(N_("at once"))
    if minutes % 1_440 == 0:
        return p.say(N_("within {n} d", n=minutes // 1_440))
    return p.say(N_("within {n} h", n=minutes // 60)) if minutes % 60 == 0 else p.say(N_("within {n} min", n=minutes))


def _drill(p: Paper) -> PaperPage:
    edition = p.say(N_("{name}, version {n}", name=p.said("plan_name"), n=p.values["edition"] or "—"))
    first = p.box("plan_name", N_("Plan and version"), span=2)
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("title", N_("Subject of the drill"), span=2), p.box("number")),
                (replace(first, value=edition), p.box("plan_kind")),
                (p.box("mode", N_("Type of drill")), p.box("scope", N_("Scope of the drill")), p.box("place")),
                (p.box("commander_id"), p.box("held_at", N_("Time of the drill")), p.box("minutes")),
                *p.recorded(p.values["held_on"], p.values["recorded_at"]),
                p.wide("preparation"),
            )
        ),
        _people(p),
        p.table("supplies", "item", "quantity", "note"),
        replace(p.table("course", "at", "what"), title=p.say(N_("Course of the drill"))),
        Boxes(
            (
                p.row("suitability", "adequacy"),
                p.row("people_in_place", "duties_done"),
                p.row("supplies_in_place", "coordination"),
                p.wide("effect", lines=1),
                p.wide("evaluation"),
            ),
            p.say(N_("Evaluation of the drill")),
        ),
        p.table("problems", "problem", "measure", "owner_id", "deadline", "followed", "follow_note"),
        Boxes((p.row("redrill_on", "status"),)),
        Signatures(
            (
                Signature(p.say(N_("Recorder")), p.said("recorder_id")),
                Signature(p.say(N_("Drill reviewer")), p.said("reviewer_id")),
            )
        ),
        Pictures(p.say(N_("Photos")), tuple(x for x in photos(p.ctx, DRILLS, p.id) if x.data)),
    ]
    name = p.said("number")
    return PaperPage(p.ctx.shop, p.say(N_("Record of the emergency drill")), name, tuple(blocks), code=name)


def _people(p: Paper) -> LineTable:
    """Who takes part; until the drill was held, who was there is left to be written in."""
    rows = [x if p.values["held_on"] else {**x, "present": None} for x in p.lines("participants")]
    made = p.table("participants", "name", "role", "present", rows=rows)
    named = replace(made.heads[0], label=p.say(N_("Person's name")))
    return replace(made, title=p.say(N_("People in the drill")), heads=(named, *made.heads[1:]))


def _incident(p: Paper) -> PaperPage:
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("title", span=2), p.box("number")),
                p.row("kind", "severity", "status"),
                p.row("happened_at", "found_at", "found_by"),
                p.row("place", "owner_id"),
                *p.recorded(p.values["business_date"], p.values["created_at"]),
                p.wide("description"),
                p.row("people_hurt", "people_affected", "loss"),
                p.row("order_id", "batch_id"),
            )
        ),
        Boxes(
            (
                p.row("must_report", "authority"),
                p.row("report_by", "reported_at", "report_no"),
                p.row("tell_people", "people_by", "people_told_at"),
                *([p.wide("not_told_reason", lines=1)] if p.values["not_told_reason"] else []),
            ),
            p.say(N_("Reporting")),
        ),
        Boxes(
            (p.row("plan_name", "edition", "activated_at"), p.row("contained_at", "closed_at")), p.say(N_("Response"))
        ),
        _steps(p),
        p.table("timeline", "at", "what", "written_at", "written_by"),
        p.table("calls", "buyer_name", "order_numbers", "pieces", "result", "tries", "called_at", "called_by", "note"),
        Boxes((p.wide("cause"), p.wide("went_well"), p.wide("went_badly"), p.wide("lessons")), p.say(N_("Review"))),
        _follow_ups(p),
        Signatures((Signature(p.say(N_("Responsible")), p.said("owner_id")), Signature(p.say(N_("Person in charge"))))),
        Pictures(p.say(N_("Photos")), tuple(x for x in photos(p.ctx, INCIDENTS, p.id) if x.data)),
    ]
    if not p.values["plan_id"] and p.values["no_plan_reason"]:
        blocks.insert(3, Words(p.said("no_plan_reason")))
    name = p.said("number")
    return PaperPage(p.ctx.shop, p.say(N_("Incident report")), name, tuple(blocks), code=name, masked=p.masked_labels())


def _steps(p: Paper) -> LineTable:
    """The steps of the plan, their time limits in words."""
    rows = p.lines("responses")
    made = p.table("responses", "trigger", "who", "action", "place", "minutes", "result", "done_at", "done_by", "note")
    heads = (*made.heads[:4], replace(made.heads[4], label=p.say(N_("Time limit"))), *made.heads[5:])
    cells = tuple((*c[:4], _within(p, x["minutes"]), *c[5:]) for c, x in zip(made.rows, rows, strict=True))
    return replace(made, heads=heads, rows=cells)


def _follow_ups(p: Paper) -> LineTable:
    found = [x for x in links.linked(p.ctx.reader, INCIDENTS, p.id) if not x.source]
    rows = tuple((p.say(p.ctx.registry[x.register].singular), x.title) for x in found)
    return LineTable(p.say(N_("What followed from it")), (Head(p.say(N_("Kind"))), Head(p.say(N_("Record")))), rows)

"""监督检查: the record of a check 检查记录表, with each item as it was worded, its result, its photos, its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.core.i18n import N_
from app.models.kinds import Choice
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, Box, Boxes, PaperPage, Picture, Pictures, Signature, Signatures
from app.reports.papers.build import Paper
from app.reports.papers.days import both
from app.reports.papers.photos import pictures
from app.reports.prepare import Context
from app.services.checklists import finishing, running, scoring

REGISTER = "checks"


def sheets(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The record of each check."""
    return [_sheet(Paper(ctx, REGISTER, i)) for i in ids]


def _sheet(p: Paper) -> PaperPage:
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("name", N_("Checklist"), span=2), p.box("number")),
                (p.box("place"), _checked_on(p), p.box("planned_on")),
                p.row("party", "checker_id", "area"),
                p.wide("basis", lines=1),
            )
        ),
        _items(p),
        Boxes((_outcome(p), p.wide("conclusion", lines=2))),
        _findings(p),
        Signatures(
            (
                Signature(p.say(N_("Checker")), p.said("checker_id"), p.day("checked_on") if _finished(p) else ""),
                Signature(p.say(N_("Party checked")), p.said("party")),
            )
        ),
        Pictures(p.say(N_("Photos")), tuple(_photos(p))),
    ]
    name = p.said("number")
    return PaperPage(
        p.ctx.shop, p.say(N_("Check record")), name, tuple(blocks), code=name, across=True, standing=_standing(p)
    )


def _finished(p: Paper) -> bool:
    return bool(p.values["status"] == "finished")


def _outcome(p: Paper) -> tuple[Box, ...]:
    """What came of it; a check that is not finished has no score yet, however well it began."""
    score = p.box("score")
    return (*p.row("passed", "failed", "skipped"), score if _finished(p) else replace(score, value=""), p.box("status"))


def _standing(p: Paper) -> str:
    """That a check is not finished, with how far it came; why it was cancelled."""
    v = p.values
    if v["status"] == "cancelled":
        return p.say(N_("Cancelled: {reason}", reason=v["cancel_reason"] or ""))
    if _finished(p):
        return ""
    return p.say(N_("Not finished: {n} of {all} items answered", n=v["answered"], all=v["item_count"]))


def _items(p: Paper) -> LineTable:
    declared = {f.name: f for f in p.register.lines[0].fields}
    results = declared["result"].kind
    assert isinstance(results, Choice)
    tones = tuple((p.say(o.label), o.tone) for o in results.options)
    taken = running.photos(p.ctx.reader, p.id)
    rows = [
        (
            str(n),
            x["section"] or "",
            x["text"],
            finishing.standard_words(x),
            x["method"] or "",
            _weight(p, x),
            _result(p, declared, x),
            x["note"] or "",
            str(len(taken.get(x["id"], ()))) if taken.get(x["id"]) else "",
            x["clause"] or "",
        )
        for n, x in enumerate(p.lines("answers"), 1)
    ]
    words = (
        N_("No."),
        N_("Part"),
        N_("Item checked"),
        N_("Standard"),
        N_("How it is checked"),
        N_("Weight"),
        N_("Result"),
        N_("Note"),
        N_("Photos"),
        N_("Clause"),
    )
    return LineTable(
        p.say(N_("Items of the list")),
        tuple(Head(p.say(w), fixed=i == 0, tones=tones if i == 6 else ()) for i, w in enumerate(words)),
        tuple(rows),
    )


def _checked_on(p: Paper) -> Box:
    """The day of the check; beside it the day on which it was entered, where that is another."""
    return Box(
        p.label("checked_on"), both(p, p.values["checked_on"], p.values["finished_at"] or p.values["started_at"])
    )


def _weight(p: Paper, line: dict[str, Any]) -> str:
    counts = str(scoring.weight(line))
    return p.say(N_("{weight}, critical", weight=counts)) if line["critical"] else counts


def _result(p: Paper, declared: dict[str, Any], line: dict[str, Any]) -> str:
    said = declared["result"].kind.say(line["result"], p.ctx.locale)
    if line["reading"] is not None:
        reading = declared["reading"].kind.say(line["reading"], p.ctx.locale)
        return f"{said} {reading}{line['unit'] or ''}".strip()
    return said if not line["said"] else f"{said} {line['said']}".strip()


def _findings(p: Paper) -> LineTable:
    """What failed, with the rectification that it opened and how that stands today."""
    failed = [x for x in p.lines("answers") if x["result"] == "fail"]
    register = p.ctx.registry["rectifications"]
    found = p.ctx.reader.records("rectifications", [x["rectification_id"] for x in failed if x["rectification_id"]])
    rows = []
    for x in failed:
        r = found.get(x["rectification_id"])
        who = p.title_of("staff", r["owner_id"] if r else x["owner_id"])
        state = (
            [register.field(n).kind.say(r[n], p.ctx.locale) for n in ("number", "deadline", "status")]
            if r
            else ["", "", ""]
        )
        rows.append((x["text"], x["note"] or "", state[0], who, state[1], state[2]))
    words = (N_("Finding"), N_("Note"), N_("Rectification"), N_("Responsible"), N_("Rectify by"), N_("State"))
    return LineTable(
        p.say(N_("Findings")), tuple(Head(p.say(w), fixed=i in (2, 4)) for i, w in enumerate(words)), tuple(rows)
    )


def _photos(p: Paper) -> list[Picture]:
    attached = {a.id: a for a in p.ctx.reader.attachments(REGISTER, p.id)}
    made: list[Picture] = []
    taken = running.photos(p.ctx.reader, p.id)
    for n, line in enumerate(p.lines("answers"), 1):
        shown = pictures(p.ctx, [attached[i] for i in taken.get(line["id"], ()) if i in attached])
        made += [Picture(f"{n}. {line['text']}", one.data) for one in shown]
    return made

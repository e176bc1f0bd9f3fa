"""整改, several at once: one notice for all that a check found, numbered, and its re-check with a verdict for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.models.kinds import Choice
from app.reports.content import Head, LineTable
from app.reports.papers import rectification
from app.reports.papers.blocks import Block, Box, Boxes, PaperPage, Signature, Signatures, Words
from app.reports.papers.build import Paper
from app.reports.papers.days import both
from app.reports.papers.rectification import DUTY, OWN, REGISTER, found_on, issued, shown
from app.reports.prepare import Context
from app.services.checklists import showing

_Make = Callable[[Context, str, Sequence[Paper]], PaperPage]


def notices(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """Of chosen rectifications: one notice for those of one check, or of one day and unit."""
    return [page for number, papers in _grouped(ctx, ids) for page in _one(ctx, number, papers, _notice, "notices")]


def rechecks(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """Of chosen rectifications: one re-check for those of one check, or of one day and unit."""
    return [page for number, papers in _grouped(ctx, ids) for page in _one(ctx, number, papers, _recheck, "rechecks")]


def of_checks(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The notice of everything that a check found. Raises `UserError` for one that opened no rectification."""
    return [_notice(ctx, *_found(ctx, i)) for i in ids]


def rechecks_of_checks(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The re-check of everything that a check found. Raises `UserError` for one that opened no rectification."""
    return [_recheck(ctx, *_found(ctx, i)) for i in ids]


def _found(ctx: Context, check_id: int) -> tuple[str, list[Paper]]:
    number = ctx.reader.record("checks", check_id)["number"]
    made = [x["rectification_id"] for x in ctx.reader.lines("checks", check_id, "answers") if x["rectification_id"]]
    if not made:
        raise UserError(
            N_("Check {number} has opened no rectification.", number=number),
            None,
            N_("A notice is there to print once the check is finished and something was not passed."),
        )
    return number, [Paper(ctx, REGISTER, i) for i in made]


def _grouped(ctx: Context, ids: Sequence[int]) -> list[tuple[str, list[Paper]]]:
    """Those of one check under its number; others by day and unit, under the number of the first."""
    groups: dict[tuple[Any, ...], list[Paper]] = {}
    for i in ids:
        p = Paper(ctx, REGISTER, i)
        v = p.values
        key = ("check", v["check_id"]) if v["check_id"] else ("day", v["found_on"], v["unit_checked"], v["found_by"])
        groups.setdefault(key, []).append(p)
    return [
        (ctx.reader.record("checks", key[1])["number"] if key[0] == "check" else papers[0].said("number"), papers)
        for key, papers in groups.items()
    ]


def _one(ctx: Context, number: str, papers: Sequence[Paper], many: _Make, single: str) -> list[PaperPage]:
    if len(papers) > 1:
        return [many(ctx, number, papers)]
    made: list[PaperPage] = getattr(rectification, single)(ctx, REGISTER, [papers[0].id])
    return made


def _notice(ctx: Context, number: str, papers: Sequence[Paper]) -> PaperPage:
    first = papers[0]
    advice = "\n".join(f"{n}. {said}" for n, p in enumerate(papers, 1) if (said := p.said("advice")))
    blocks: list[Block] = [
        *_head(first, number),
        _table(
            papers,
            ("number", "finding", "place", "clause", "requirement", "measure", "owner_id", "deadline", "cost",
             "recheck_on"),
            {"number": N_("Rectification number"), "finding": N_("Description of the hazard"),
             "clause": N_("Clause broken"), "requirement": N_("What is required"), "measure": N_("Measure"),
             "deadline": N_("Rectify by"), "cost": N_("Money set aside"), "recheck_on": N_("Day of the re-check")},
        ),
        Boxes(((Box(ctx.say(N_("Opinion")), advice, lines=3),),)),
        Words(ctx.say(DUTY)),
        Signatures(
            (
                issued(first),
                Signature(ctx.say(N_("Notice received by"))),
            )
        ),
    ]  # fmt: skip
    for n, p in enumerate(papers, 1):
        blocks += shown(p, showing.BEFORE, prefix=f"{n}.")
    title = ctx.say(N_("Notice of rectification"))
    return PaperPage(ctx.shop, title, number, tuple(blocks), code=number, across=True)


def _recheck(ctx: Context, number: str, papers: Sequence[Paper]) -> PaperPage:
    first = papers[0]
    blocks: list[Block] = [
        *_head(first, number),
        _table(
            papers,
            ("number", "finding", "deadline", "done_what", "done_on", "verdict", "opinion", "verifier_id",
             "verified_on", "self_verified"),
            {"number": N_("Rectification number"), "finding": N_("What was found"), "deadline": N_("Rectify by"),
             "verified_on": N_("Day of the re-check"), "self_verified": N_("By the doer")},
        ),
    ]  # fmt: skip
    own = [str(n) for n, p in enumerate(papers, 1) if p.values["self_verified"]]
    if own:
        blocks.append(Words(ctx.say(N_("Item {places}: {words}", places=", ".join(own), words=OWN)), strong=True))
    open_items = sum(p.values["status"] != "verified" for p in papers)
    said = (
        Nn_(
            "The finding was re-checked and is in order.",
            "All {n} findings were re-checked and are in order.",
            len(papers),
        )
        if not open_items
        else Nn_(
            "The finding is not verified yet.",
            "{open} of {n} findings are not verified yet.",
            len(papers),
            open=open_items,
        )
    )
    lookers = {p.said("verifier_id") for p in papers if p.values["verified_on"] is not None}
    last = max((p.values["verified_on"] for p in papers if p.values["verified_on"] is not None), default=None)
    blocks += [
        Words(ctx.say(said)),
        Signatures(
            (
                Signature(ctx.say(N_("Re-checked by")), "、".join(sorted(lookers)), both(first, last, None)),
                Signature(ctx.say(N_("Unit checked")), first.said("unit_checked")),
            )
        ),
    ]
    for n, p in enumerate(papers, 1):
        blocks += shown(p, showing.BEFORE, showing.AFTER, prefix=f"{n}.")
    title = ctx.say(N_("Opinion of the re-check"))
    return PaperPage(ctx.shop, title, number, tuple(blocks), code=number, across=True)


def _head(p: Paper, number: str) -> list[Block]:
    return [
        Boxes(
            (
                (p.box("unit_checked", N_("Unit checked")), Box(p.say(N_("Notice number")), number)),
                (found_on(p), p.box("found_by", N_("Checker"))),
            )
        )
    ]


def _table(papers: Sequence[Paper], names: Sequence[str], labels: dict[str, Text]) -> LineTable:
    """The findings, numbered from 1."""
    first = papers[0]
    heads = [Head(first.say(N_("No.")), fixed=True)]
    for name in names:
        kind = first.register.field(name).kind
        tones = tuple((first.say(o.label), o.tone) for o in kind.options) if isinstance(kind, Choice) else ()
        label = first.say(labels[name]) if name in labels else first.label(name)
        heads.append(Head(label, fixed=name == "number", tones=tones))
    rows = [(str(n), *(_said(p, name) for name in names)) for n, p in enumerate(papers, 1)]
    return LineTable(first.say(N_("Item by item")), tuple(heads), tuple(rows))


def _said(p: Paper, name: str) -> str:
    v = p.values
    if name == "finding":
        return "\n".join(part for part in (p.said("title"), p.said("finding")) if part)
    if name == "done_on":
        return both(p, v["done_on"], v["reported_at"])
    if name == "verified_on":
        return both(p, v["verified_on"], v["seen_at"])
    if name == "verifier_id" and v["verified_on"] is None:
        return ""  # who is to look has not looked yet
    if name == "self_verified" and not v["self_verified"]:
        return ""
    return p.said(name)

"""整改: the notice 隐患整改通知单 of what is to be mended, and the re-check 复查意见 of whether it was."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, Boxes, PaperPage, Pictures, Signature, Signatures, Words
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context

REGISTER = "rectifications"
_DUTY = N_("Rectify what is named above by the day given, and report it for a re-check. "
           "Until then nothing is done there that could harm people.")  # fmt: skip
_OWN = N_("The person who rectified it also verified it; the shop has no one else for this.")


def notices(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """A notice for each."""
    return [_notice(ctx, i) for i in ids]


def rechecks(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """A re-check for each."""
    return [_recheck(ctx, i) for i in ids]


def _notice(ctx: Context, record_id: int) -> PaperPage:
    p = Paper(ctx, REGISTER, record_id)
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("unit_checked", N_("Unit checked")), p.box("number", N_("Notice number"))),
                (p.box("found_on", N_("Date of the check")), p.box("found_by", N_("Checker"))),
                (p.box("place"), p.box("level")),
                p.wide("title", N_("What was found"), 1),
                p.wide("finding", N_("Description of the hazard")),
                p.wide("clause", N_("Clause broken"), 1),
                p.wide("requirement", N_("What is required")),
                p.wide("standard", N_("Standard to reach"), 2),
                p.wide("measure", N_("Measure"), 2),
                (
                    p.box("owner_id", N_("Responsible for rectification")),
                    p.box("deadline", N_("Rectify by")),
                    p.box("cost", N_("Money set aside")),
                ),
                (p.box("recheck_on", N_("Day of the re-check")), p.box("source", N_("Where it came from"))),
            )
        ),
        Words(ctx.say(_DUTY)),
        Signatures(
            (
                Signature(ctx.say(N_("Notice issued by")), p.said("found_by"), p.said("found_on")),
                Signature(ctx.say(N_("Notice received by")), p.said("owner_id")),
            )
        ),
        Pictures(ctx.say(N_("Photos")), tuple(photos(ctx, REGISTER, record_id))),
    ]
    return PaperPage(
        ctx.shop, ctx.say(N_("Notice of rectification")), p.said("number"), tuple(blocks), code=p.said("number")
    )


def _recheck(ctx: Context, record_id: int) -> PaperPage:
    p = Paper(ctx, REGISTER, record_id)
    own = bool(p.values.get("self_verified"))
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("number", N_("Notice number")), p.box("unit_checked", N_("Unit checked"))),
                (p.box("found_on", N_("Date of the check")), p.box("deadline", N_("Rectify by"))),
                p.wide("title", N_("What was found"), 1),
                p.wide("done_what", N_("What was done")),
                (p.box("done_by"), p.box("done_on"), p.box("cost")),
                (p.box("verified_on"), p.box("verdict")),
                p.wide("opinion", N_("Opinion of the re-check")),
            )
        ),
        _earlier(p),
    ]
    if own:
        blocks.append(Words(ctx.say(_OWN), strong=True))
    blocks += [
        Signatures(
            (
                Signature(ctx.say(N_("Re-checked by")), p.said("verifier_id"), p.said("verified_on")),
                Signature(ctx.say(N_("Unit checked")), p.said("done_by"), p.said("done_on")),
            )
        ),
        Pictures(ctx.say(N_("Photos")), tuple(photos(ctx, REGISTER, record_id))),
    ]
    return PaperPage(
        ctx.shop, ctx.say(N_("Opinion of the re-check")), p.said("number"), tuple(blocks), code=p.said("number")
    )


def _earlier(p: Paper) -> LineTable:
    """Every look at it, the earlier ones that were not passed too."""
    rows = []
    for n, line in enumerate(p.lines("rechecks"), 1):
        declared = next(x for x in p.register.lines if x.name == "rechecks")
        said = {f.name: f.kind.say(line.get(f.name), p.ctx.locale) for f in declared.fields}
        who = p.title_of("staff", line.get("verifier_id"))
        rows.append(
            (
                str(n),
                said["checked_on"],
                who,
                said["verdict"],
                said["done_what"],
                said["opinion"],
                said["self_verified"],
            )
        )
    words = (
        N_("No."),
        N_("Re-checked on"),
        N_("Re-checked by"),
        N_("Verdict"),
        N_("What was done"),
        N_("Opinion"),
        N_("By the doer"),
    )
    return LineTable(
        p.say(N_("Item by item")), tuple(Head(p.say(w), fixed=i in (0, 1)) for i, w in enumerate(words)), tuple(rows)
    )

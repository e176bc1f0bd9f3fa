"""整改: the notice 隐患整改通知单 of what is to be put right, and the re-check 复查意见 of whether it was."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_, Text
from app.models.kinds import Day
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, Box, Boxes, PaperPage, Picture, Pictures, Signature, Signatures, Words
from app.reports.papers.build import Paper
from app.reports.papers.days import both
from app.reports.papers.photos import pictures
from app.reports.prepare import Context
from app.services.checklists import showing

REGISTER = "rectifications"
DUTY = N_("Rectify what is named above by the day given, and report it for a re-check. "
          "Until then nothing is done there that could harm people.")  # fmt: skip
OWN = N_("The person who rectified it also verified it; the shop has no one else for this.")
STAGES: tuple[tuple[str, Text], ...] = (
    (showing.BEFORE, N_("Before rectification")),
    (showing.AFTER, N_("After rectification")),
)


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
                (found_on(p), p.box("found_by", N_("Checker"))),
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
                p.wide("advice", N_("Opinion"), 3),
            )
        ),
        Words(ctx.say(DUTY)),
        Signatures(
            (
                issued(p),
                Signature(ctx.say(N_("Notice received by")), p.said("owner_id")),
            )
        ),
        *shown(p, showing.BEFORE),
    ]
    return PaperPage(
        ctx.shop, ctx.say(N_("Notice of rectification")), p.said("number"), tuple(blocks), code=p.said("number")
    )


def _recheck(ctx: Context, record_id: int) -> PaperPage:
    p = Paper(ctx, REGISTER, record_id)
    seen = p.values["verified_on"] is not None
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("number", N_("Notice number")), p.box("unit_checked", N_("Unit checked"))),
                (found_on(p), p.box("deadline", N_("Rectify by"))),
                p.wide("title", N_("What was found"), 1),
                p.wide("done_what", N_("What was done")),
                (
                    p.box("done_by"),
                    Box(p.label("done_on"), both(p, p.values["done_on"], p.values["reported_at"])),
                    p.box("cost"),
                ),
                (
                    Box(p.say(N_("Day of the re-check")), both(p, p.values["verified_on"], p.values["seen_at"])),
                    p.box("verdict"),
                ),
                p.wide("opinion", N_("Opinion of the re-check")),
            )
        ),
        _looks(p),
    ]
    if p.values.get("self_verified"):
        blocks.append(Words(ctx.say(OWN), strong=True))
    blocks += [
        Signatures(
            (
                Signature(ctx.say(N_("Re-checked by")), p.said("verifier_id") if seen else "", p.said("verified_on")),
                Signature(ctx.say(N_("Unit checked")), p.said("done_by")),  # signed after the re-check, by hand
            )
        ),
        *shown(p, showing.BEFORE, showing.AFTER),
    ]
    return PaperPage(
        ctx.shop, ctx.say(N_("Opinion of the re-check")), p.said("number"), tuple(blocks), code=p.said("number")
    )


def issued(p: Paper) -> Signature:
    """Who issues a notice: who found it, on that day; where nobody is named, somebody signs and dates it by hand."""
    who = p.said("found_by")
    return Signature(p.say(N_("Notice issued by")), who, p.said("found_on") if who else "")


def found_on(p: Paper) -> Box:
    """The day of the check, and the day of the entry where that is another."""
    return Box(p.say(N_("Date of the check")), both(p, p.values["found_on"], p.values["created_at"]))


def shown(p: Paper, *wanted: str, prefix: str = "") -> list[Block]:
    """The photos, those before the rectification apart from those after it, each with its day."""
    files = showing.stages(p.ctx.reader, p.values)
    made: list[Block] = []
    for stage, words in STAGES:
        if stage not in wanted or not files[stage]:
            continue
        titled = [
            Picture(" ".join(part for part in (prefix, file.name, _day(p, file.evidence_date)) if part), one.data)
            for file, one in zip(files[stage], pictures(p.ctx, files[stage]), strict=False)
        ]
        made.append(Pictures(p.say(words), tuple(titled)))
    return made


def _day(p: Paper, day: object) -> str:
    return Day().say(day, p.ctx.locale) if day is not None else ""  # type: ignore[arg-type]


def _looks(p: Paper) -> LineTable:
    """Every look at it, the earlier ones that were not passed too."""
    declared = next(x for x in p.register.lines if x.name == "rechecks")
    rows = []
    for n, line in enumerate(p.lines("rechecks"), 1):
        said = {f.name: f.kind.say(line.get(f.name), p.ctx.locale) for f in declared.fields}
        rows.append(
            (
                str(n),
                both(p, line["checked_on"], line["recorded_at"]),
                p.title_of("staff", line.get("verifier_id")),
                said["verdict"],
                said["done_what"],
                said["opinion"],
                said["self_verified"],
            )
        )
    words = (
        N_("No."),
        N_("Day of the re-check"),
        N_("Re-checked by"),
        N_("Verdict"),
        N_("What was done"),
        N_("Opinion"),
        N_("By the doer"),
    )
    return LineTable(
        p.say(N_("Each look")), tuple(Head(p.say(w), fixed=i in (0, 1)) for i, w in enumerate(words)), tuple(rows)
    )

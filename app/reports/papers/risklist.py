"""The graded list of risks 风险分级管控清单: all chosen risks on one form, the worst first, with their measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.i18n import N_
from app.models.declaration import Where
from app.models.kinds import Choice
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import PaperPage, Signature, Signatures, Words
from app.reports.prepare import Context
from app.services import risks
from app.store.view import View

REGISTER = "risks"
_FACTORS = {"5x5": ("likelihood", "impact"), "lec": ("lec_likelihood", "lec_exposure", "lec_consequence")}


def lists(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """One list of all these risks."""
    found = ctx.reader.records(REGISTER, ids)
    ordered = sorted(found.values(), key=lambda r: (r["level"] or "0", r["score"] or 0), reverse=True)
    heads = (
        (N_("Number"), True),
        (N_("Risk point"), False),
        (N_("Hazard, cause"), False),
        (N_("Possible consequence"), False),
        (N_("Factors and score"), False),
        (N_("Level and colour"), False),
        (N_("Measures"), False),
        (N_("Tier"), False),
        (N_("Responsible"), False),
        (N_("State"), False),
        (N_("Assessed, next review"), False),
    )
    level = ctx.registry[REGISTER].field("level").kind
    assert isinstance(level, Choice)
    tones = tuple((ctx.say(o.label), o.tone) for o in level.options)
    shown = tuple(Head(ctx.say(w), fixed=fixed, tones=tones if i == 5 else ()) for i, (w, fixed) in enumerate(heads))
    owners = ctx.reader.titles("staff", {r["owner_id"] for r in ordered if r["owner_id"]})
    measures = _measures(ctx, [r["id"] for r in ordered])
    rows = tuple(_row(ctx, r, owners, measures.get(r["id"], [])) for r in ordered)
    known = risks.scales(ctx.reader)
    cuts = N_(
        "Upper bounds of low, moderate and considerable: 5×5 {five}; LEC {lec}. What lies above is a major risk.",
        five=", ".join(map(str, known.cuts["5x5"])),
        lec=", ".join(map(str, known.cuts["lec"])),
    )
    blocks = (
        LineTable("", shown, rows),
        Words(ctx.say(cuts)),
        Signatures((Signature(ctx.say(N_("Drawn up by"))), Signature(ctx.say(N_("Approved by"))))),
    )
    return [PaperPage(ctx.shop, ctx.say(N_("List of risks by grade")), "", blocks, across=True)]


def _measures(ctx: Context, ids: Sequence[int]) -> dict[int, list[str]]:
    """What is still to be added against each risk, with the day."""
    found: dict[int, list[str]] = {}
    view = View("risk_measures", (Where("risk_id", "in", tuple(ids)), Where("status", "eq", "planned")))
    for m in ctx.reader.records("risk_measures", ctx.reader.ids(view)).values():
        due = f" ({m['due_on'].isoformat()})" if m["due_on"] else ""
        found.setdefault(m["risk_id"], []).append(f"{m['title']}{due}")
    return found


def _row(ctx: Context, r: dict[str, Any], owners: dict[int, str], to_add: Sequence[str]) -> tuple[str, ...]:
    register = ctx.registry[REGISTER]

    def said(name: str) -> str:
        return register.field(name).kind.say(r[name], ctx.locale)

    factors = " × ".join(str(r[n]) for n in _FACTORS[r["method"]] if r[n])
    score = f"{factors} = {said('score')}" if factors else said("score")
    words = [r["existing"] or "", *to_add]
    days = "\n".join(d for d in (said("assessed_on"), said("review_on")) if d)
    return (
        r["number"],
        "\n".join(w for w in (r["title"], r["place"]) if w),
        r["cause"] or "",
        r["consequence"] or "",
        f"{said('method')}\n{score}" if score else "",
        said("level"),
        "\n".join(w for w in words if w),
        said("tier"),
        owners.get(r["owner_id"], ""),
        said("status"),
        days,
    )

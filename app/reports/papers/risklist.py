"""The graded list of risks 风险分级管控清单: all chosen risks on one form, the worst first, with their measures.

Those who work here sign below it that they were told (Work Safety Law, art. 41).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.core.i18n import N_, Text, listed
from app.core.money import format_amount
from app.models.declaration import Where
from app.models.kinds import Choice, PersonName
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import Block, PaperPage, Signature, Signatures, SignRow, SignSheet, Words
from app.reports.prepare import Context
from app.services import risks
from app.services.risks import Scales
from app.services.training import needs
from app.store.view import View

REGISTER = "risks"
_FACTORS = {"5x5": ("likelihood", "impact"), "lec": ("lec_likelihood", "lec_exposure", "lec_consequence")}
_HEADS: tuple[tuple[Text, bool], ...] = (
    (N_("Number, risk point"), False),
    (N_("Hazard, cause"), False),
    (N_("Possible consequence"), False),
    (N_("Inherent"), True),
    (N_("Factors and score"), False),
    (N_("Level and colour"), True),
    (N_("Measures in place"), False),
    (N_("Measures to add"), False),
    (N_("Residual"), True),
    (N_("Tier, responsible"), False),
    (N_("State, dates"), False),
)
_TOLD = N_(
    "Told to the staff: whoever signs was told of these risks, of the measures against them, and of what to do in an "
    "emergency (Work Safety Law, art. 41)."
)
_COLOURS: Mapping[str, Text] = MappingProxyType({"1": N_("blue"), "2": N_("yellow"), "3": N_("orange"), "4": N_("red")})
_LEVELS = (3, 5, 8)
"""The columns that bear a level's colour."""


@dataclass(slots=True)
class _Measures:
    """What was added to one risk and what is still to be added, each in words."""

    done: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)


def lists(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """One list of all these risks."""
    found = ctx.reader.records(REGISTER, ids)
    ordered = sorted(found.values(), key=lambda r: (r["level"] or "0", r["score"] or 0), reverse=True)
    level = ctx.registry[REGISTER].field("level").kind
    assert isinstance(level, Choice)
    plain = [(ctx.say(o.label), o) for o in level.options]
    tones = tuple((words, o.tone) for said, o in plain for words in (said, _coloured(ctx, said, o.key)))
    shown = tuple(
        Head(ctx.say(w), fixed=fixed, tones=tones if i in _LEVELS else ()) for i, (w, fixed) in enumerate(_HEADS)
    )
    owners = ctx.reader.titles("staff", {r["owner_id"] for r in ordered if r["owner_id"]})
    measures, known = _measures(ctx, [r["id"] for r in ordered]), risks.scales(ctx.reader)
    rows = tuple(_row(ctx, r, owners, measures.get(r["id"], _Measures()), known) for r in ordered)
    blocks: tuple[Block, ...] = (
        LineTable("", shown, rows),
        Words(ctx.say(_bounds(known))),
        Signatures((Signature(ctx.say(N_("Drawn up by"))), Signature(ctx.say(N_("Approved by"))))),
        Words(ctx.say(_TOLD), strong=True),
        _told(ctx),
    )
    as_of = ctx.say(N_("As of {day}", day=ctx.locale.today.isoformat()))
    return [PaperPage(ctx.shop, ctx.say(N_("List of risks by grade")), "", blocks, subtitle=as_of, across=True)]


def _bounds(known: Scales) -> Text:
    """The shop's own cut-offs in a sentence."""
    general, marked, high, stop = known.cuts["lec"]
    low, moderate, high_score = known.cuts["5x5"]
    return N_(
        "5×5: up to {low} low, up to {moderate} moderate, up to {high_score} high, above it major. "
        "LEC: D below {general} slight and from {general} general (both low), from {marked} marked (moderate), "
        "from {high} high (high), above {stop} extreme (major): work stops until it is smaller.",
        low=low, moderate=moderate, high_score=high_score, general=general, marked=marked, high=high, stop=stop,
    )  # fmt: skip


def _measures(ctx: Context, ids: Sequence[int]) -> dict[int, _Measures]:
    """By risk: measures that were added since, with their day; those to add with person, day and cost."""
    found: dict[int, _Measures] = {}
    view = View("risk_measures", (Where("risk_id", "in", tuple(ids)), Where("status", "in", ("planned", "done"))))
    rows = list(ctx.reader.records("risk_measures", ctx.reader.ids(view)).values())
    people = ctx.reader.titles("staff", {m["owner_id"] for m in rows if m["owner_id"]})
    for m in sorted(rows, key=lambda m: (str(m["done_on"] or m["due_on"] or ""), m["id"])):
        one = found.setdefault(m["risk_id"], _Measures())
        if m["status"] == "done":
            one.done.append(_with(ctx, m["title"], m["done_on"].isoformat() if m["done_on"] else ""))
        else:
            day = m["due_on"].isoformat() if m["due_on"] else ""
            spent = format_amount(m["cost"], ctx.locale.currency, symbol=True) if m["cost"] is not None else ""
            one.planned.append(_with(ctx, m["title"], people.get(m["owner_id"], ""), day, spent))
    return found


def _with(ctx: Context, title: str, *facts: str) -> str:
    known = [f for f in facts if f]
    return ctx.say(N_("{title} ({facts})", title=title, facts=listed(known))) if known else title


def _row(ctx: Context, r: dict[str, Any], owners: dict[int, str], added: _Measures, known: Scales) -> tuple[str, ...]:
    register = ctx.registry[REGISTER]

    def said(name: str) -> str:
        return register.field(name).kind.say(r[name], ctx.locale)

    factors = " × ".join(str(r[n]) for n in _FACTORS[r["method"]] if r[n])
    score = f"{factors} = {said('score')}" if factors else said("score")
    lec = r["method"] == "lec" and r["score"] is not None
    band = ctx.say(known.band(r["score"])) if lec else ""
    told = ctx.say(N_("told {day}", day=said("told_on"))) if r["told"] == "told" else ""
    return (
        _lines(r["number"], r["title"], r["place"]),
        r["cause"] or "",
        r["consequence"] or "",
        said("inherent_level"),
        _lines(said("method"), score, band) if score else "",
        _coloured(ctx, said("level"), r["level"]),
        _lines(r["existing"], *added.done),
        _lines(*added.planned),
        said("residual_level"),
        _lines(said("tier"), owners.get(r["owner_id"], "")),
        _lines(said("status"), said("assessed_on"), _next(ctx, said("review_on")), _accepted(ctx, r), told),
    )


def _coloured(ctx: Context, level: str, key: str | None) -> str:
    """A level with the word of its colour: the list is copied in black and white too."""
    return ctx.say(N_("{level} ({colour})", level=level, colour=_COLOURS[key])) if key else ""


def _next(ctx: Context, day: str) -> str:
    return ctx.say(N_("next {day}", day=day)) if day else ""


def _accepted(ctx: Context, r: dict[str, Any]) -> str:
    """Until when a risk is accepted, or since when it is not any more."""
    until = r["accepted_until"]
    if r["treatment"] != "accept" or until is None:
        return ""
    if until < ctx.locale.today:
        return ctx.say(N_("acceptance ended {day}", day=until.isoformat()))
    return ctx.say(N_("accepted until {day}", day=until.isoformat()))


def _lines(*words: str | None) -> str:
    return "\n".join(w for w in words if w)


def _told(ctx: Context) -> SignSheet:
    """Everyone who works here, two in a row, with room for a signature and the day."""
    kind, hidden = PersonName(), "name" in ctx.hidden(ctx.registry["staff"].fields)
    names = [str(kind.mask(p["name"]) if hidden else p["name"]) for p in needs.staff(ctx.reader)]
    names += [""] * (len(names) % 2)
    heads = tuple(
        (ctx.say(w), share) for w, share in ((N_("Person's name"), 12), (N_("Signature"), 20), (N_("Day"), 14))
    )
    half = len(names) // 2
    rows = tuple(SignRow((names[i], "", "", names[half + i], "", "")) for i in range(half))
    return SignSheet((*heads, *heads), rows)

"""Assessing risks: factors into a score and a level by the shop's own cut-offs, and when to look again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, update

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Text
from app.models import risk_scale as scale
from app.models.kinds import Option
from app.models.registers.risk_assessments import RiskAssessment
from app.models.registers.risk_measures import RiskMeasure
from app.models.registers.risks import TOLD, Risk
from app.services import settings, users
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

FACTORS: Mapping[str, tuple[tuple[str, tuple[Option, ...]], ...]] = {
    "5x5": (("likelihood", scale.LIKELIHOODS), ("impact", scale.IMPACTS)),
    "lec": (
        ("lec_likelihood", scale.LEC_LIKELIHOODS),
        ("lec_exposure", scale.LEC_EXPOSURES),
        ("lec_consequence", scale.LEC_CONSEQUENCES),
    ),
}
"""Method → its factors, each with what it can be."""
_ALL = tuple(name for factors in FACTORS.values() for name, _ in factors)


@dataclass(frozen=True, slots=True)
class Assessing:
    """One assessment to be made. `factors` by field name; `stage` is inherent, current or residual."""

    stage: str
    method: str
    factors: Mapping[str, str]
    on: date
    reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Scales:
    """The shop's cut-offs by method, and the days until the next review by level."""

    cuts: Mapping[str, tuple[int, ...]]
    review_days: tuple[int, ...]

    def level(self, method: str, score: int) -> str:
        """The level of a score in hundredths."""
        return (scale.lec_level if method == "lec" else scale.level)(score, self.cuts[method])

    def band(self, score: int) -> Text:
        """The band of a D in hundredths, in words."""
        return scale.LEC_BANDS[scale.lec_band(score, self.cuts["lec"])]

    def stops(self, method: str, score: int | None) -> bool:
        """Whether work must stop until the risk is smaller: a D above the last bound."""
        return method == "lec" and score is not None and score > self.cuts["lec"][-1] * 100

    def review(self, level: str, on: date) -> date:
        """The day of the next review of a risk of that level."""
        return on + timedelta(days=self.review_days[int(level) - 1])


def scales(reader: Reader) -> Scales:
    """The shop's own scales, or the defaults."""
    return Scales(
        {
            "5x5": scale.numbers(settings.get(reader, settings.RISK_5X5)),
            "lec": scale.lec_cuts(scale.numbers(settings.get(reader, settings.RISK_LEC))),
        },
        scale.numbers(settings.get(reader, settings.RISK_REVIEW)),
    )


def reckon(method: str, factors: Mapping[str, str | None]) -> int | None:
    """The score in hundredths; None while a factor is missing. Raises `KeyError` for an unknown method."""
    found = [factors.get(name) for name, _ in FACTORS[method]]
    return scale.product(*(f for f in found if f)) if all(found) else None


def assess(uow: UnitOfWork, risk_id: int, made: Assessing) -> str:
    """Assess a risk; returns the level found. The assessment is kept, the risk shows the latest of each stage.

    An assessment of an earlier day than one that there is goes into the history alone.

    Raises `Invalid` for a factor that is missing or none of its scale, for a day to come or before the risk was known;
    `NotAllowed` for a risk that is closed.
    """
    users.require(uow.actor, "write")
    risk = uow.reader.record("risks", risk_id)
    if risk["status"] == "closed" or risk["voided_at"] is not None:
        raise NotAllowed(N_("{title} is closed.", title=risk["title"]), None, N_("Open it again first."))
    _check(uow, made, risk)
    known = scales(uow.reader)
    score = reckon(made.method, made.factors)
    assert score is not None
    level = known.level(made.method, score)
    factors = {name: made.factors.get(name) if _belongs(name, made.method) else None for name in _ALL}
    days = _days(uow.reader, risk_id)
    uow.append(
        RiskAssessment,
        [
            {
                **factors,
                "risk_id": risk_id,
                "risk_number": risk["number"],
                "stage": made.stage,
                "method": made.method,
                "score": score,
                "level": level,
                "cuts": ", ".join(map(str, known.cuts[made.method])),
                "assessed_on": made.on,
                "assessed_by": uow.actor.name,
                "reason": made.reason or None,
            }
        ],
    )
    changes = _shown(risk, made, score, level, factors, known, days)
    told = {"stage": made.stage, "score": score, "level": level, "method": made.method, "factors": dict(made.factors)}
    action = {"open": "assess", "watched": "review"}.get(risk["status"], "reassess")
    uow.update("risks", risk_id, changes, action=action, reason=made.reason, effects={"assessed": told})
    return level


def _check(uow: UnitOfWork, made: Assessing, risk: Values) -> None:
    problems = [
        FieldError(name, N_("Choose one of the scale."))
        for name, options in FACTORS[made.method]
        if made.factors.get(name) not in {o.key for o in options}
    ]
    if made.stage not in {o.key for o in scale.STAGES}:
        problems.append(FieldError("stage", N_("Choose one of the scale.")))
    if made.on > uow.today:
        problems.append(FieldError("assessed_on", N_("This day is still to come.")))
    elif made.on < risk["found_on"]:
        day = risk["found_on"].isoformat()
        problems.append(FieldError("assessed_on", N_("The risk was identified on {day}; this is before.", day=day)))
    if made.review_on is not None and made.review_on <= made.on:
        problems.append(FieldError("review_on", N_("The next review comes after this one.")))
    if problems:
        raise Invalid(tuple(problems))


def _belongs(name: str, method: str) -> bool:
    return name in {n for n, _ in FACTORS[method]}


@dataclass(frozen=True, slots=True)
class _Days:
    """The first and the last day on which each stage of a risk was assessed before."""

    first: Mapping[str, date]
    last: Mapping[str, date]


def _days(reader: Reader, risk_id: int) -> _Days:
    t = table(RiskAssessment)
    on = t.c.assessed_on
    found = select(t.c.stage, func.min(on).label("first"), func.max(on).label("last"))
    rows = reader.rows(found.where(t.c.risk_id == risk_id).group_by(t.c.stage))
    return _Days({r["stage"]: r["first"] for r in rows}, {r["stage"]: r["last"] for r in rows})


def _shown(
    risk: Values,
    made: Assessing,
    score: int,
    level: str,
    factors: Mapping[str, str | None],
    known: Scales,
    days: _Days,
) -> Values:
    """What the risk itself shows after an assessment. The first one is the inherent one too, until that is assessed."""
    last = days.last.get(made.stage) or (risk["assessed_on"] if made.stage == "current" else None)
    newest = last is None or made.on >= last
    if made.stage != "current":
        return {f"{made.stage}_score": score, f"{made.stage}_level": level} if newest else {}
    changes: Values = {}
    if newest:
        changes = {
            **factors,
            "method": made.method,
            "score": score,
            "level": level,
            "assessed_on": made.on,
            "review_on": made.review_on or known.review(level, made.on),
        }
        if risk["told"] == "told" and level in TOLD and level > (risk["level"] or ""):
            changes["told"] = "not"  # what people were told was less than what it is now
    first = days.first.get("current")
    if "inherent" not in days.last and (
        (first is None and risk["inherent_level"] is None) or (first is not None and made.on < first)
    ):
        changes |= {"inherent_score": score, "inherent_level": level}
    if risk["status"] == "open":
        changes["status"] = "treating"
    return changes


def count_measures(uow: UnitOfWork, risk_ids: Sequence[int]) -> None:
    """Count again how many measures of these risks are still to be done."""
    t, risk = table(RiskMeasure), table(Risk)
    open_ones = (
        select(func.count())
        .where(t.c.risk_id == risk.c.id, t.c.status == "planned", t.c.voided_at.is_(None))
        .scalar_subquery()
    )
    uow.connection.execute(update(risk).where(risk.c.id.in_(set(risk_ids))).values(measures_open=open_ones))
    uow.touched.add("risks")


def history(reader: Reader, risk_id: int) -> list[Values]:
    """The assessments of a risk, the oldest first."""
    t = table(RiskAssessment)
    return reader.rows(select(t).where(t.c.risk_id == risk_id).order_by(t.c.assessed_on, t.c.id))

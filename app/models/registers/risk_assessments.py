"""Risk assessments: each reckoning of a risk as it was made, before, now and after the measures. Never changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Register, Retention, Where
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Ref
from app.models.risk_scale import (
    IMPACTS,
    LEC_CONSEQUENCES,
    LEC_EXPOSURES,
    LEC_LIKELIHOODS,
    LEVELS,
    LIKELIHOODS,
    METHODS,
    STAGES,
    Score,
)


class RiskAssessment(Record):
    """One assessment; the factors of its method are filled, the others empty. `cuts` are the cut-offs of that day."""

    __tablename__ = "risk_assessment"

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    risk_number: Mapped[str]
    stage: Mapped[str]
    method: Mapped[str]
    likelihood: Mapped[str | None]
    impact: Mapped[str | None]
    lec_likelihood: Mapped[str | None]
    lec_exposure: Mapped[str | None]
    lec_consequence: Mapped[str | None]
    score: Mapped[int] = mapped_column(Integer)
    level: Mapped[str]
    cuts: Mapped[str]
    assessed_on: Mapped[date]
    assessed_by: Mapped[str]
    reason: Mapped[str | None]

    __table_args__ = (Index(None, "risk_id", "assessed_on"), Index(None, "stage", "assessed_on"))


sort_indexes(RiskAssessment, "risk_number", "stage", "method", "score", "level", "assessed_on", "assessed_by")

RISK_ASSESSMENTS = Register(
    name="risk_assessments",
    code=41,
    model=RiskAssessment,
    label=N_("Assessments"),
    singular=N_("Assessment"),
    purpose=N_("Every assessment of every risk as it was made on its day. They come from “Assess” in the risk's panel."),
    icon="gauge",
    section="compliance",
    family="risks",
    order=30,
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("risk_number", N_("Risk number"), CodeText(width=14), readonly=True),
        Field("risk_id", N_("Risk"), Ref(register="risks"), readonly=True),
        Field("stage", N_("Stage"), Choice(options=STAGES), readonly=True),
        Field("level", N_("Level"), Choice(options=LEVELS, pill=True), readonly=True),
        Field("score", N_("Score"), Score(), readonly=True),
        Field("method", N_("Method"), Choice(options=METHODS), readonly=True),
        Field("likelihood", N_("Likelihood"), Choice(options=LIKELIHOODS), readonly=True),
        Field("impact", N_("Impact"), Choice(options=IMPACTS), readonly=True),
        Field("lec_likelihood", N_("L, likelihood"), Choice(options=LEC_LIKELIHOODS), readonly=True),
        Field("lec_exposure", N_("E, exposure"), Choice(options=LEC_EXPOSURES), readonly=True),
        Field("lec_consequence", N_("C, consequence"), Choice(options=LEC_CONSEQUENCES), readonly=True),
        Field("cuts", N_("Cut-offs used"), LineText(), readonly=True),
        Field("assessed_on", N_("Assessed on"), Day(), readonly=True),
        Field("assessed_by", N_("Assessed by"), LineText(width=12), readonly=True),
        Field("reason", N_("Basis of the assessment"), LongText(), readonly=True),
    ),
    title=("risk_number",),
    columns=("assessed_on", "risk_number", "risk_id", "stage", "level", "score", "method", "assessed_by"),
    sort="-assessed_on",
    groups=(
        Group(N_("Assessment"), ("assessed_on", "risk_number", "risk_id", "stage", "level", "score", "method", "assessed_by", "reason")),
        Group(N_("Factors"), ("likelihood", "impact", "lec_likelihood", "lec_exposure", "lec_consequence", "cuts")),
    ),
    chips=(
        Chip("current", N_("Current"), (Where("stage", "eq", "current"),), counted=False),
        Chip("residual", N_("Residual"), (Where("stage", "eq", "residual"),), counted=False),
    ),
    search=("risk_number", "reason"),
    business_date="assessed_on",
    retention=Retention("assessed_on", 3, N_("Hazards are recorded and told to staff (Work Safety Law, art. 41); three years as policy")),
)  # fmt: skip

"""Figures of the risk register: the matrix of each stage, levels now, and levels month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from app.models.declaration import Where
from app.models.registers.risk_assessments import RiskAssessment
from app.models.registers.risks import LIVE, Risk
from app.services.tables import table
from app.store.reader import Reader
from app.store.view import View

Cell = tuple[str, str]
"""Likelihood and impact, "1" to "5"."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many live risks stand in each cell of 5×5, how many at each level, and how many have no place in it."""

    stage: str
    cells: Mapping[Cell, int]
    levels: Mapping[str, int]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class MonthLevels:
    """How many risks stood at each level at the end of a month (or today, for the month that runs)."""

    end: date
    levels: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.levels.values())


def matrix(reader: Reader, stage: str) -> Matrix:
    """The live risks of a stage. Those assessed by LEC, or brought in with a level alone, have no cell."""
    cells: dict[Cell, int] = {}
    levels: dict[str, int] = {}
    elsewhere = 0
    for likelihood, impact, level, count in reader.connection.execute(_standing(stage)):
        levels[level] = levels.get(level, 0) + count
        if likelihood is None or impact is None:
            elsewhere += count
        else:
            cells[likelihood, impact] = cells.get((likelihood, impact), 0) + count
    return Matrix(stage, cells, levels, elsewhere)


def _standing(stage: str) -> Select[Any]:
    r = table(Risk)
    live = and_(r.c.status.in_(LIVE), r.c.voided_at.is_(None))
    if stage == "current":
        found = (r.c.likelihood, r.c.impact, r.c.level)
        return select(*found, func.count()).where(live, r.c.level.is_not(None)).group_by(*found)
    latest, shown = _latest(stage, None).subquery(), r.c[f"{stage}_level"]
    kept = (latest.c.likelihood, latest.c.impact, shown)
    placed = and_(latest.c.risk_id == r.c.id, latest.c.place == 1, latest.c.level == shown)
    chosen = select(*kept, func.count()).select_from(r.outerjoin(latest, placed))
    return chosen.where(live, shown.is_not(None)).group_by(*kept)


def _latest(stage: str, until: date | None) -> Select[Any]:
    """Each risk's assessments of a stage, the latest of each marked with place 1.

    A risk that was never assessed as inherent takes its first assessment for it.
    """
    a = table(RiskAssessment)
    own = a.c.stage == stage
    met = [own]
    order: tuple[Any, ...] = (a.c.assessed_on.desc(), a.c.id.desc())
    if stage == "inherent":
        first = a.c.stage == "current"
        met = [or_(own, first)]
        order = (own.desc(), case((own, a.c.assessed_on)).desc(), a.c.assessed_on, case((own, -a.c.id), else_=a.c.id))
    place = func.row_number().over(partition_by=a.c.risk_id, order_by=order)
    chosen = select(a.c.risk_id, a.c.likelihood, a.c.impact, a.c.level, place.label("place"))
    if until is not None:
        met.append(a.c.assessed_on <= until)
    return chosen.where(*met)


def cell_view(reader: Reader, stage: str, cell: Cell) -> View:
    """The risks behind a cell."""
    likelihood, impact = cell
    live = Where("status", "in", LIVE)
    if stage == "current":
        return View("risks", (live, Where("likelihood", "eq", likelihood), Where("impact", "eq", impact)))
    latest = _latest(stage, None).subquery()
    chosen = select(latest.c.risk_id).where(
        latest.c.place == 1, latest.c.likelihood == likelihood, latest.c.impact == impact
    )
    return View(
        "risks", (live, Where(f"{stage}_level", "filled")), ids=tuple(reader.connection.execute(chosen).scalars())
    )


def level_view(stage: str, level: str) -> View:
    """The live risks that stand at a level in a stage."""
    field = "level" if stage == "current" else f"{stage}_level"
    return View("risks", (Where("status", "in", LIVE), Where(field, "eq", level)))


def trend(reader: Reader, months: int = 12) -> list[MonthLevels]:
    """Levels at the end of each of the last months, the oldest first; a closed risk counts until it was closed."""
    ends = [reader.locale.today]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return [MonthLevels(end, _levels_at(reader, end)) for end in reversed(ends)]


def _levels_at(reader: Reader, day: date) -> dict[str, int]:
    r, latest = table(Risk), _latest("current", day).subquery()
    night = datetime.combine(day + timedelta(days=1), time(), reader.locale.tz)
    still = or_(r.c.closed_at.is_(None), r.c.closed_at >= night)
    chosen = (
        select(latest.c.level, func.count())
        .join(r, r.c.id == latest.c.risk_id)
        .where(latest.c.place == 1, still, r.c.voided_at.is_(None))
        .group_by(latest.c.level)
    )
    return {level: count for level, count in reader.connection.execute(chosen)}

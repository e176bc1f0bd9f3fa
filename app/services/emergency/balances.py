"""What verify reckons of emergency plans: readers, what is left of drills and incidents, one version in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, select, true

from app.core.i18n import N_, Text
from app.models.registers.acknowledgements import Acknowledgement
from app.models.registers.drills import Drill, DrillPerson, DrillProblem
from app.models.registers.incidents import CALL_OPEN, Incident, IncidentCall, IncidentStep
from app.models.registers.plans import Plan
from app.services.remedy_balances import Imbalance
from app.services.tables import table
from app.store.reader import Reader


@dataclass(frozen=True, slots=True)
class _Count:
    """A count that a record keeps: of which rows, by which column, under which condition."""

    what: Text
    kept: Table
    column: str
    rows: Table
    owner: str
    where: ColumnElement[bool]


def _counts() -> Iterator[_Count]:
    plan, read = table(Plan), table(Acknowledgement)
    asked = read.c.voided_at.is_(None) & (read.c.status != "lapsed")
    yield _Count(N_("people who must know it"), plan, "readers", read, "plan_id", asked)
    yield _Count(N_("people who have not read it"), plan, "unread", read, "plan_id", asked & (read.c.status == "open"))
    drill, person, problem = map(table, (Drill, DrillPerson, DrillProblem))
    yield _Count(N_("people taking part"), drill, "invited", person, "drill_id", true())
    yield _Count(N_("people present"), drill, "present", person, "drill_id", person.c.present.is_(True))
    yield _Count(N_("problems of the drill"), drill, "problem_count", problem, "drill_id", true())
    waiting = problem.c.followed == "open"
    yield _Count(N_("problems not followed up"), drill, "open_problems", problem, "drill_id", waiting)
    incident, step, call = map(table, (Incident, IncidentStep, IncidentCall))
    yield _Count(N_("steps of the response"), incident, "steps", step, "incident_id", true())
    yield _Count(N_("steps left"), incident, "steps_left", step, "incident_id", step.c.result == "open")
    yield _Count(N_("buyers of the batch"), incident, "calls", call, "incident_id", true())
    yield _Count(N_("calls left"), incident, "calls_left", call, "incident_id", call.c.result.in_(CALL_OPEN))


def emergency_imbalances(reader: Reader) -> Iterator[Imbalance]:
    """The counts that their rows do not explain, and plans of which more than one version is in force."""
    for one in _counts():
        key = one.rows.c[one.owner]
        counted = select(key.label("owner"), func.count().label("total")).where(one.where).group_by(key).subquery()
        reckoned = func.coalesce(counted.c.total, 0)
        wrong = (
            select(one.kept.c.number, one.kept.c[one.column], reckoned)
            .outerjoin(counted, counted.c.owner == one.kept.c.id)
            .where(one.kept.c[one.column] != reckoned)
        )
        for number, kept, real in reader.connection.execute(wrong):
            yield Imbalance(one.what, str(number), int(kept), int(real))
    p = table(Plan)
    several = (
        select(p.c.plan_key, func.count())
        .where(p.c.status == "in_force", p.c.voided_at.is_(None))
        .group_by(p.c.plan_key)
        .having(func.count() > 1)
    )
    for key, n in reader.connection.execute(several):
        yield Imbalance(N_("versions in effect"), str(key), int(n), 1)

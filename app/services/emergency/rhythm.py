"""How often a plan is drilled and reviewed, told to the recurring duties: what was missed stays missed.

The duties belong to the plan and not to one of its versions, so they hang on its first version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.core.i18n import N_
from app.models.emergency import DRILL_RHYTHM
from app.models.registers.duties import Duty
from app.models.registers.plans import Plan
from app.services import duties, duty_plan
from app.services.duties import DutySpec
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

DRILL, REVIEW = "drill", "review"


def root(reader: Reader, plan: Mapping[str, Any]) -> int:
    """The id of the plan's first version."""
    t = table(Plan)
    found = reader.connection.execute(select(func.min(t.c.id)).where(t.c.plan_key == plan["plan_key"])).scalar()
    return int(found or plan["id"])


def keep(uow: UnitOfWork, plan: Values) -> None:
    """A version is in force: expect its drills and, where it is reviewed every year, its reviews."""
    own = root(uow.reader, plan)
    say = uow.reader.locale.tr
    if plan["next_drill_on"]:
        words = say(N_("Drill: {name}", name=plan["name"]))
        rhythm = DRILL_RHYTHM[plan["kind"]]
        duties.keep(uow, DutySpec("plans", own, DRILL, words, rhythm, plan["next_drill_on"], plan["owner_id"]))
    if plan["review_on"]:
        words = say(N_("Review of the plan: {name}", name=plan["name"]))
        # There is no rhythm of three years: such a review is a date on the plan itself.
        rhythm = "yearly" if plan["review_cycle"] == "yearly" else "none"
        duties.keep(uow, DutySpec("plans", own, REVIEW, words, rhythm, plan["review_on"], plan["owner_id"]))


def reviewed(uow: UnitOfWork, plan: Values) -> None:
    """It was reviewed today: that meets what was expected, and the next review is reckoned from today."""
    t = table(Duty)
    mine = (t.c.source_register == "plans", t.c.source_id == root(uow.reader, plan), t.c.kind == REVIEW)
    for duty in uow.reader.rows(select(t).where(*mine, t.c.status == "active", t.c.voided_at.is_(None))):
        # Not `fulfil`: a version that stays as it is meets one date each year, and there a record meets but one.
        row = duty_plan.met_by(uow.reader, duty["id"], uow.today)
        if row is not None:
            proof = {"record_register": "plans", "record_id": plan["id"], "record_title": plan["name"]}
            uow.update("duty_dates", row["id"], {**duties.outcome(uow, row, uow.today), **proof}, action="fulfil")
            duty_plan.reckon(uow, [duty["id"]])
    keep(uow, plan)


def drilled(uow: UnitOfWork, plan: Values, drill: Values) -> None:
    """It was drilled: that meets what was expected, and the next drill is reckoned from that day."""
    own = root(uow.reader, plan)
    duties.fulfil(uow, "plans", own, DRILL, drill["held_on"], "drills", drill["id"])
    now = uow.reader.record("plans", plan["id"])
    if now["status"] == "in_force":
        keep(uow, now)


def stop(uow: UnitOfWork, plan: Values) -> None:
    """It is not in force any more: nothing is expected from today on."""
    own = root(uow.reader, plan)
    for kind in (DRILL, REVIEW):
        duties.stop(uow, "plans", own, kind)

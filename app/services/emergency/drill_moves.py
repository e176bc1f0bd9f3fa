"""What happens to a drill: held, judged, its problems followed up, drilled again, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select, update

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed, NotFound, UserError
from app.core.i18n import N_, Nn_, Text
from app.models.registers.drills import DrillProblem
from app.services import links, records
from app.services.effect import Done
from app.services.emergency import plans
from app.services.emergency.drills import DRILLABLE, closed, evaluate_by, of_plan
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork


def hold(uow: UnitOfWork, drill: Values, asked: Values) -> Done:
    """It was held. Raises `Invalid` for a time that is yet to come."""
    held_at = asked["held_at"]
    if held_at > uow.now:
        raise Invalid((FieldError("held_at", N_("This time is yet to come.")),))
    held_on = business_date(held_at, uow.tz)
    changes: Values = {"held_on": held_on, "evaluate_by": evaluate_by(held_on), "recorded_at": uow.now}
    return Done(changes, then=lambda: plans.drilled(uow, drill["plan_id"], {**drill, **changes}))


def evaluate(uow: UnitOfWork, drill: Values, asked: Values) -> Done:
    """Judge a drill. One that did not reach its aim is drilled again; what is judged unsuitable names its problems.

    Of a plan that was repealed, or taken back to draft, nothing is drilled again: a note on the drill says so.

    Raises `Invalid` when nobody was present, when a re-drill has no date, or when a bad judgement names no problem.
    """
    problems: list[FieldError] = []
    if not drill["present"]:
        problems.append(FieldError("participants", N_("Mark who was present first.")))
    again: date | None = asked.get("redrill_on")
    plan = _to_drill(uow.reader, drill)
    if asked["effect"] == "failed" and again is None and plan["status"] in DRILLABLE:
        problems.append(FieldError("redrill_on", N_("The aim was not reached: when is it drilled again?")))
    if again is not None and again <= (drill["held_on"] or uow.today):
        problems.append(FieldError("redrill_on", N_("This lies before the drill itself.")))
    bad = asked["effect"] == "failed" or "no" in (asked["suitability"], asked["adequacy"])
    if bad and not drill["problem_count"]:
        problems.append(FieldError("problems", N_("Write down what did not work, under Problems, first.")))
    if problems:
        raise Invalid(tuple(problems))
    if plan["status"] not in DRILLABLE:
        wanted = again is not None or asked["effect"] == "failed"
        return Done(then=(lambda: _not_again(uow, drill, plan)) if wanted else None)
    return Done(then=(lambda: _again(uow, drill, plan, again)) if again is not None else None)


def _to_drill(reader: Reader, drill: Values) -> Values:
    """The version that a re-drill would be of: the one in force, else the one that was drilled."""
    plan = reader.record("plans", drill["plan_id"])
    return plans.current_of(reader, plan) or plan


def _not_again(uow: UnitOfWork, drill: Values, plan: Values) -> None:
    words = N_("“{name}” is a draft or was repealed, so no re-drill was planned.", name=plan["name"])
    uow.add_note("drills", drill["id"], uow.reader.locale.tr(words))


def _again(uow: UnitOfWork, drill: Values, plan: Values, day: date) -> None:
    """Plan the re-drill, of the version that will be in force, with the same people."""
    people = uow.reader.lines("drills", drill["id"], "participants")
    values: Values = {
        **{n: drill[n] for n in ("title", "mode", "scope", "place", "commander_id", "reviewer_id")},
        **of_plan(plan),
        "planned_on": day,
        "status": "planned",
        "redrill_of_id": drill["id"],
        "invited": len(people),
    }
    rows = {"participants": [{n: x[n] for n in ("staff_id", "name", "role")} | {"present": False} for x in people]}
    made = uow.create("drills", values, rows)
    links.link(uow, ("drills", drill["id"]), ("drills", made), opened=True)


def close(uow: UnitOfWork, drill: Values, asked: Values) -> Done:
    """Close a drill. Raises `NotAllowed` while a problem has no follow-up."""
    waiting = drill["open_problems"]
    if waiting:
        raise NotAllowed(
            Nn_("{n} problem has no follow-up yet.", "{n} problems have no follow-up yet.", waiting),
            N_("The drill stays open."),
            N_("Open a rectification for each, revise the plan, or say why it is left as it is."),
        )
    return Done()


def problem(reader: Reader, drill_id: int, line_id: int) -> Values:
    """One problem of a drill. Raises `NotFound`."""
    for line in reader.lines("drills", drill_id, "problems"):
        if line["id"] == line_id:
            return line
    raise NotFound(N_("A line of this record is not there any more."))


def settle(uow: UnitOfWork, drill_id: int, line_id: int, how: str, note: str) -> None:
    """Say that a problem was mended on the spot (`done`) or is left as it is (`accepted`), and how or why.

    Raises `UserError` without a word about it, `NotAllowed` when the drill is closed.
    """
    if not note.strip():
        raise UserError(N_("Say how it was mended, or why it is left as it is."), N_("Nothing was changed."))
    _mark(uow, drill_id, line_id, how, note.strip())


def revise(uow: UnitOfWork, drill_id: int, line_id: int) -> int:
    """Follow a problem up by a new version of the plan; returns the draft's id. One draft serves several problems."""
    drill = uow.reader.record("drills", drill_id)
    line = problem(uow.reader, drill_id, line_id)
    draft = plans.new_version(uow, drill["plan_id"], f"{drill['number']}: {line['problem']}"[:400])
    links.link(uow, ("drills", drill_id), ("plans", draft), opened=True)
    _mark(uow, drill_id, line_id, "revision", uow.reader.record("plans", draft)["number"])
    return draft


NEEDED: tuple[tuple[str, Text], ...] = (
    ("measure", N_("What is to be done?")),
    ("owner_id", N_("Who does it?")),
    ("deadline", N_("By when?")),
)
"""What a problem must say before a rectification can be opened, with the question that asks for it."""


def rectify(uow: UnitOfWork, drill_id: int, line_id: int, more: Mapping[str, Any] = MappingProxyType({})) -> int:
    """Follow a problem up by a rectification with its person and deadline; returns the rectification's id.

    `more` fills in first what the problem's line does not say yet. Raises `Invalid` naming the line while it has no
    person, no measure or no deadline.
    """
    if more:
        lines = [dict(x) for x in uow.reader.lines("drills", drill_id, "problems")]
        rows = [{n: x[n] for n in ("id", "problem", *(n for n, _ in NEEDED))} for x in lines]
        rows = [{**x, **more} if x["id"] == line_id else x for x in rows]
        records.save(uow, "drills", drill_id, {}, {"problems": rows})
    drill = uow.reader.record("drills", drill_id)
    line = problem(uow.reader, drill_id, line_id)
    lacking = [
        FieldError(line_field("problems", line["position"], name), why) for name, why in NEEDED if not line[name]
    ]
    if lacking:
        raise Invalid(tuple(lacking))
    values: Values = {
        "title": line["problem"][:200],
        "found_on": drill["held_on"] or uow.today,
        "found_by": drill["reviewer_id"] or drill["recorder_id"],
        "place": drill["place"],
        "source": drill["number"],
        "measure": line["measure"],
        "requirement": line["measure"],
        "owner_id": line["owner_id"],
        "deadline": line["deadline"],
    }
    made = records.save(uow, "rectifications", None, values)
    links.link(uow, ("drills", drill_id), ("rectifications", made), opened=True)
    _mark(uow, drill_id, line_id, "rectification", uow.reader.record("rectifications", made)["number"])
    return made


def _mark(uow: UnitOfWork, drill_id: int, line_id: int, how: str, note: str) -> None:
    drill = uow.reader.record("drills", drill_id)
    if refused := closed(drill):
        raise refused
    line = problem(uow.reader, drill_id, line_id)
    t = table(DrillProblem)
    uow.connection.execute(update(t).where(t.c.id == line_id).values(followed=how, follow_note=note))
    waiting = select(func.count()).where(t.c.drill_id == drill_id, t.c.followed == "open")
    left = int(uow.connection.execute(waiting).scalar_one())
    told = {"problem": {"what": line["problem"], "followed": how, "note": note}}
    uow.update("drills", drill_id, {"open_problems": left}, action="follow_up", reason=note, effects=told)

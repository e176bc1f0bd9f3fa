"""Drills: bound to a version of a plan, with the people and supplies that belong to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.declaration import Register
from app.models.registers.staff import StaffMember
from app.services.emergency import plans
from app.services.emergency.months import add_months
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]
HELD = ("held", "evaluated", "closed")
DRILLABLE = ("approved", "in_force", "replaced")
"""A drill tries out a version that somebody approved; replaced ones for drills that were held before."""


EVALUATE_WITHIN_DAYS = 7
"""A drill is evaluated after it was held (art 34); within a week is policy."""
_CLOCK = re.compile(r"(\d{1,2})\s*[:：.时]\s*(\d{1,2})\s*分?|(\d{2})(\d{2})")


def evaluate_by(held_on: date) -> date:
    """By when a drill is to be evaluated, reckoned from the day on which it was held."""
    return held_on + timedelta(days=EVALUATE_WITHIN_DAYS)


def wall_clock(typed: str) -> str | None:
    """A time of day as people write it (`9:05`, `0905`, `9时05分`) as `09:05`; None for what is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    hours, minutes = (int(x) for x in found.groups() if x is not None)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None


def in_order(rows: Sequence[Values]) -> list[Values]:
    """A drill's course by its times; what has none stays behind what it was written after."""
    last = ""
    timed: list[tuple[str, Values]] = []
    for row in rows:
        last = row.get("at") or last
        timed.append((last, row))
    return [row for _, row in sorted(timed, key=lambda pair: pair[0])]


def closed(drill: Mapping[str, Any]) -> NotAllowed | None:
    """Why a drill cannot be changed any more."""
    if drill["status"] not in ("closed", "cancelled"):
        return None
    return NotAllowed(N_("This drill is closed."), N_("Nothing was changed."), N_("The owner can open it again."))


def save(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    """Save a drill: the plan's version is copied onto it, people and problems are counted.

    Raises `Invalid` for a plan that is a draft or withdrawn, for another plan once it was held, for a participant
    without a name; `NotAllowed` when it is closed.
    """
    values = dict(values)
    old = uow.reader.record("drills", record_id) if record_id is not None else {}
    if old and (refused := closed(old)):
        raise refused
    plan_id = values.get("plan_id")
    brought = record_id is None and (values.get("held_on") is not None or values.get("status") in HELD)
    if plan_id is not None:
        if old and old["status"] != "planned":
            raise Invalid((FieldError("plan_id", N_("It was held for the plan that stands here.")),))
        values |= of_plan(uow.reader.record("plans", plan_id), past=brought)
    rows = {n: [dict(x) for x in given] for n, given in lines.items()} if lines is not None else None
    if rows is not None:
        values |= _complete(uow.reader, record_id, rows)
    if record_id is None:
        return _create(uow, values, rows, held=brought)
    uow.update("drills", record_id, values, lines=rows, version=version)
    return record_id


def _create(uow: UnitOfWork, values: Values, rows: Rows | None, *, held: bool) -> int:
    """A new drill is planned; one from a file that was held long ago keeps the state and the day that the file says."""
    if not held:
        values["status"] = "planned"
        return uow.create("drills", values, rows)
    values["held_on"] = values.get("held_on") or values["planned_on"]
    if values["held_on"] > uow.today:
        raise Invalid((FieldError("held_on", N_("This day is yet to come.")),))
    if values.get("status") not in HELD:
        values["status"] = "evaluated" if values.get("effect") else "held"
    values |= {"evaluate_by": evaluate_by(values["held_on"]), "recorded_at": uow.now}
    made = uow.create("drills", values, rows)
    plans.drilled(uow, values["plan_id"], uow.reader.record("drills", made))
    return made


def of_plan(plan: Values, *, past: bool = False) -> Values:
    """What a drill copies from the version of the plan. Raises `Invalid` for one that nobody approved.

    `past`: it was held before the shop kept its plans here, so any version will do.
    """
    if not past and plan["status"] not in DRILLABLE:
        words = N_("“{name}” is a draft or was withdrawn; only an approved version can be drilled.", name=plan["name"])
        raise Invalid((FieldError("plan_id", words),))
    return {
        "plan_id": plan["id"],
        "plan_number": plan["number"],
        "plan_name": plan["name"],
        "edition": plan["edition"],
        "plan_kind": plan["kind"],
    }


def _complete(reader: Reader, record_id: int | None, rows: Rows) -> Values:
    problems: list[FieldError] = []
    counts: Values = {}
    if "participants" in rows:
        for place, row in enumerate(rows["participants"], 1):
            if not row.get("staff_id") and not row.get("name"):
                problems.append(FieldError(line_field("participants", place, "staff_id"), N_("Who took part?")))
        people = rows["participants"]
        counts |= {"invited": len(people), "present": sum(bool(x.get("present")) for x in people)}
    kept = reader.records("plan_supplies", {x["supply_id"] for x in rows.get("supplies", ()) if x.get("supply_id")})
    for row in rows.get("supplies", ()):
        if (supply := kept.get(row.get("supply_id") or 0)) is not None:
            row["item"] = supply["item"]
    for place, row in enumerate(rows.get("course", ()), 1):
        if row.get("at"):
            at = wall_clock(row["at"])
            if at is None:
                problems.append(FieldError(line_field("course", place, "at"), N_("Write the time as 14:05.")))
            row["at"] = at
    if "course" in rows and not problems:
        rows["course"] = in_order(rows["course"])
    if "problems" in rows:
        stored = reader.lines("drills", record_id, "problems") if record_id is not None else []
        followed = {x["id"]: x["followed"] for x in stored}
        gone = [x for x in stored if x["followed"] != "open" and x["id"] not in {r.get("id") for r in rows["problems"]}]
        if gone:
            words = N_("“{problem}” is being followed up and cannot be removed.", problem=gone[0]["problem"][:40])
            problems.append(FieldError("problems", words))
        waiting = sum(followed.get(x.get("id"), "open") == "open" for x in rows["problems"])
        counts |= {"problem_count": len(rows["problems"]), "open_problems": waiting}
    if problems:
        raise Invalid(tuple(problems))
    return counts


def plan_drill(uow: UnitOfWork, plan_id: int, planned_on: date, mode: str = "actual", title: str = "") -> int:
    """Plan a drill of a plan's version: everyone employed takes part, the plan's supplies are laid out."""
    plan = uow.reader.record("plans", plan_id)
    s = table(StaffMember)
    staff = uow.reader.rows(
        select(s.c.id, s.c.post).where(s.c.status == "active", s.c.voided_at.is_(None)).order_by(s.c.id)
    )
    needs = uow.reader.lines("plans", plan_id, "supplies")
    values: Values = {
        "title": title or plan["name"],
        "mode": mode,
        "planned_on": planned_on,
        "place": plan["place"],
        "scope": (plan["scope"] or "")[:200] or None,
        "commander_id": plan["owner_id"],
        **of_plan(plan),
    }
    rows: Rows = {
        "participants": [{"staff_id": x["id"], "role": x["post"], "present": False} for x in staff],
        "supplies": [{"supply_id": x["supply_id"], "quantity": x["quantity"]} for x in needs if x["supply_id"]],
    }
    return save(uow, uow.registry["drills"], None, values, rows, None)


def suggested_day(plan: Mapping[str, Any], today: date) -> date:
    """When a drill of a plan had best be: when it is due, or in two weeks if that is past."""
    due = plan.get("next_drill_on")
    return due if due and due > today else min(add_months(today, 1), today + timedelta(days=14))

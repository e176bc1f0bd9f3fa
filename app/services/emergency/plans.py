"""Plans and their versions: draft → approved → in force → replaced. What is in force or was never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Nn_, listed
from app.models.declaration import Register
from app.models.emergency import DRILL_MONTHS, REVIEW_MONTHS
from app.models.registers.drills import Drill
from app.models.registers.plans import CARD_STEPS, PLANS, Plan
from app.services.effect import Done
from app.services.emergency import acknowledging, rhythm
from app.services.emergency.months import add_months
from app.services.tables import Values, table
from app.store.numbering import next_numbers
from app.store.reader import Reader
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]
COPIED = (
    "name", "kind", "subject", "owner_id", "clause", "place", "purpose", "basis", "scope", "hazard", "organisation",
    "reporting", "aftermath", "review_cycle",
)  # fmt: skip
"""What a new version takes over."""
TEXTS = ("purpose", "basis", "scope", "hazard", "organisation", "reporting", "aftermath")
"""The longer texts of a plan, in the order in which a plan has them."""


def closed(plan: Mapping[str, Any]) -> NotAllowed | None:
    """Why a version cannot be changed any more: it was approved, is or was in force, or was withdrawn."""
    status = plan["status"]
    if status == "draft" or bare(plan):
        return None
    if status == "approved":
        return NotAllowed(
            N_("This version was approved as it stands."),
            N_("Nothing was changed."),
            N_("Take it back to draft first; it is approved anew afterwards."),
        )
    return NotAllowed(
        N_("A version that is or was in force never changes."),
        N_("Nothing was changed."),
        N_("Make a new version; steps, contacts and supplies are taken over."),
    )


def bare(plan: Mapping[str, Any]) -> bool:
    """Whether a version came in as being in force, without its steps: they are entered once, as they stand on paper."""
    return plan["status"] == "in_force" and plan["approved_at"] is None and not plan["step_count"]


def fixed_fields(plan: Mapping[str, Any]) -> frozenset[str]:
    """The fields that stay as they are while a version in force is still to be taken down: what its list told."""
    if not bare(plan):
        return frozenset()
    left_out = {n for n in (*TEXTS, "place", "note") if not plan[n]}
    return frozenset(f.name for f in PLANS.fields) - left_out


def save(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    """Save a draft: lines are completed, steps counted. A new plan gets its number and is version 1 of itself.

    Of a version brought in as being in force the owner enters lists and missing texts once; then it never changes.
    Raises `NotAllowed` for a version that is no draft, `Invalid` for more steps on the card than fit its page.
    """
    rows = {n: [dict(x) for x in given] for n, given in lines.items()} if lines is not None else None
    values = dict(values)
    if rows is not None:
        values |= _complete(uow.reader, rows)
    if record_id is not None:
        old = uow.reader.record("plans", record_id)
        if refused := closed(old):
            raise refused
        if bare(old):
            _check_taken_down(uow, old, values)
        uow.update("plans", record_id, values, lines=rows, version=version)
        return record_id
    series = register.numbering
    assert series is not None
    values["number"] = values["plan_key"] = next(iter(next_numbers(uow.connection, "plans", series, uow.today.year, 1)))
    return _create(uow, values, rows)


def _check_taken_down(uow: UnitOfWork, old: Values, values: Values) -> None:
    """Raise unless it is the owner who enters what a list left out of a version in force, with its steps."""
    if uow.actor.role != "owner":
        raise NotAllowed(
            N_("Only the owner enters the steps of a plan that is in force."),
            N_("Nothing was changed."),
            N_("Ask the owner."),
        )
    fixed, counted = fixed_fields(old), {"step_count", "card_steps"}
    if problems := [
        FieldError(n, N_("A version that is or was in force never changes."))
        for n, v in values.items()
        if n in fixed - counted and old[n] != v
    ]:
        raise Invalid(tuple(problems))
    if not values.get("step_count"):
        raise Invalid((FieldError("steps", N_("A plan without a step helps nobody. Enter the steps first.")),))


def _create(uow: UnitOfWork, values: Values, rows: Rows | None) -> int:
    """A new plan is a draft; one from an old register is in force, or was, as its file says.

    What is in force is read by everyone, drilled and reviewed from its day on. Raises `Invalid` where a file says so
    without the owner, or without the day from which it holds.
    """
    status = values.get("status") or "draft"
    values |= {"edition": values.get("edition") or 1, "status": status}
    if status not in ("in_force", "replaced", "withdrawn"):
        values["status"] = "draft"
        return uow.create("plans", values, rows)
    since = values.get("effective_on")
    if uow.actor.role != "owner":
        raise Invalid((FieldError("status", N_("Only the owner brings in plans that are in force.")),))
    if since is None or since > uow.today:
        raise Invalid((FieldError("effective_on", N_("Say since which day it has been in force.")),))
    if status == "in_force":
        values["next_drill_on"] = add_months(since, DRILL_MONTHS[values["kind"]])
        values["review_on"] = values.get("review_on") or add_months(since, REVIEW_MONTHS[values["review_cycle"]])
    made = uow.create("plans", values, rows)
    if status == "in_force":
        acknowledging.open_rows(uow, [made])
        rhythm.keep(uow, uow.reader.record("plans", made))
    return made


def _complete(reader: Reader, rows: Rows) -> Values:
    """Copy what the paper says of supplies onto their lines; count the steps. Lists that are not given stay."""
    counts: Values = {}
    if "steps" in rows:
        on_card = sum(bool(x.get("on_card")) for x in rows["steps"])
        if on_card > CARD_STEPS:
            words = N_("At most {n} steps fit on the action card; {m} are marked.", n=CARD_STEPS, m=on_card)
            raise Invalid((FieldError("steps", words),))
        counts = {"step_count": len(rows["steps"]), "card_steps": on_card}
    needs = rows.get("supplies", [])
    kept = reader.records("plan_supplies", {x["supply_id"] for x in needs if x.get("supply_id")})
    for row in needs:
        supply = kept.get(row.get("supply_id") or 0)
        if supply is not None:
            row |= {"item": supply["item"], "place": supply["place"]}
    return counts


def versions(reader: Reader, plan_key: str) -> list[Values]:
    """All versions of a plan, the newest first."""
    t = table(Plan)
    return reader.rows(select(t).where(t.c.plan_key == plan_key, t.c.voided_at.is_(None)).order_by(t.c.edition.desc()))


def in_force(reader: Reader, subject: str = "") -> list[Values]:
    """The versions in force, those for `subject` first, on-site plans before general ones."""
    t = table(Plan)
    found = reader.rows(select(t).where(t.c.status == "in_force", t.c.voided_at.is_(None)))
    order = {"onsite": 0, "special": 1, "comprehensive": 2}
    return sorted(found, key=lambda p: (p["subject"] != subject, order.get(p["kind"], 3), p["number"]))


def new_version(uow: UnitOfWork, plan_id: int, change_note: str = "") -> int:
    """A draft that takes over everything of the newest version; returns its id, or that of the draft there is already.

    Raises `NotAllowed` when the newest version is approved and waits, or the plan was withdrawn.
    """
    asked = uow.reader.record("plans", plan_id)
    newest = versions(uow.reader, asked["plan_key"])[0]
    if newest["status"] == "draft":
        return int(newest["id"])
    if newest["status"] == "approved":
        raise NotAllowed(
            N_("Version {n} is approved and not in force yet.", n=newest["edition"]),
            N_("Nothing was changed."),
            N_("Put it in force, or take it back to draft and change it there."),
        )
    source = next((v for v in versions(uow.reader, asked["plan_key"]) if v["status"] == "in_force"), newest)
    edition = _last_edition(uow.reader, source["plan_key"]) + 1
    values: Values = {n: source[n] for n in COPIED}
    values |= {
        "number": f"{source['plan_key']}-{edition}",
        "plan_key": source["plan_key"],
        "edition": edition,
        "status": "draft",
        "previous_id": source["id"],
        "change_note": change_note or None,
    }
    lines: Rows = {}
    for declared in uow.registry["plans"].lines:
        names = [f.name for f in declared.fields]
        stored = uow.reader.lines("plans", source["id"], declared.name)
        lines[declared.name] = [{n: x[n] for n in names} for x in stored]
    values |= _complete(uow.reader, lines)
    return uow.create("plans", values, lines, action="new_version", reason=change_note)


def _last_edition(reader: Reader, plan_key: str) -> int:
    """The highest version that was ever made: the number of one that was voided stays used."""
    t = table(Plan)
    return int(reader.connection.execute(select(func.max(t.c.edition)).where(t.c.plan_key == plan_key)).scalar_one())


def approve(uow: UnitOfWork, plan: Values, asked: Values) -> Done:
    """Approve a draft. It must say who does what and whom to call."""
    problems = []
    if not uow.reader.lines("plans", plan["id"], "steps"):
        problems.append(FieldError("steps", N_("A plan without a step helps nobody. Enter the steps first.")))
    if not uow.reader.lines("plans", plan["id"], "contacts"):
        problems.append(FieldError("contacts", N_("Say whom to call first.")))
    if problems:
        raise Invalid(tuple(problems))
    return Done()


def put_in_force(uow: UnitOfWork, plan: Values, asked: Values) -> Done:
    """Put an approved version in force: it replaces the one before, planned drills move to it, and all must read it.

    Its review and its next drill follow from the day and from the kind of plan.
    """
    today = uow.today
    if plan["effective_on"] and plan["effective_on"] > today:
        raise NotAllowed(
            N_("This version is to hold from {day} on.", day=plan["effective_on"].isoformat()),
            N_("Nothing was changed."),
            N_("Wait for that day, or take it back to draft and change the date."),
        )
    before = [v for v in versions(uow.reader, plan["plan_key"]) if v["status"] == "in_force"]
    last = max((v["last_drill_on"] for v in before if v["last_drill_on"]), default=None)
    changes: Values = {"effective_on": plan["effective_on"] or today, "last_drill_on": last}
    if not plan["review_on"] or plan["review_on"] <= today:
        changes["review_on"] = add_months(today, REVIEW_MONTHS[plan["review_cycle"]])
    changes["next_drill_on"] = add_months(last or today, DRILL_MONTHS[plan["kind"]])

    def then() -> None:
        for old in before:
            ended: Values = {"unread": 0, "next_drill_on": None, "review_on": None}
            replaced = {"status": "replaced", "replaced_on": today, **ended}
            uow.update("plans", old["id"], replaced, action="replaced", reason=plan["number"])
            acknowledging.lapse_all(uow, old["id"], plan["number"])
            _rebind(uow, old["id"], plan)
        acknowledging.open_rows(uow, [plan["id"]])
        now = {**plan, **changes, "status": "in_force"}
        # Whoever revises a plan has reviewed it.
        (rhythm.reviewed if before else rhythm.keep)(uow, now)

    return Done(changes, then=then)


def _rebind(uow: UnitOfWork, old_id: int, plan: Values) -> None:
    """Drills that were planned and not held try out what holds now."""
    t = table(Drill)
    wanted = select(t.c.id).where(t.c.plan_id == old_id, t.c.status == "planned", t.c.voided_at.is_(None))
    now = {"plan_id": plan["id"], "plan_number": plan["number"], "plan_name": plan["name"],
           "edition": plan["edition"], "plan_kind": plan["kind"]}  # fmt: skip
    ids = [int(i) for (i,) in uow.connection.execute(wanted)]
    uow.update_many("drills", {i: dict(now) for i in ids}, action="new_version", reason=plan["number"])


def review(uow: UnitOfWork, plan: Values, asked: Values) -> Done:
    """A plan was looked at and stays as it is: the next review follows from today."""
    changes: Values = {
        "reviewed_on": uow.today,
        "review_on": add_months(uow.today, REVIEW_MONTHS[plan["review_cycle"]]),
    }
    return Done(changes, then=lambda: rhythm.reviewed(uow, {**plan, **changes}))


def withdraw(uow: UnitOfWork, plan: Values, asked: Values) -> Done:
    """A plan is not needed any more. Drills that are planned for it must be cancelled or held first."""
    t = table(Drill)
    planned = select(t.c.number).where(t.c.plan_id == plan["id"], t.c.status == "planned", t.c.voided_at.is_(None))
    numbers = [str(n) for (n,) in uow.connection.execute(planned)]
    if numbers:
        raise NotAllowed(
            Nn_("A drill of it is planned: {numbers}.", "Drills of it are planned: {numbers}.", len(numbers),
                numbers=listed(numbers)),
            N_("Nothing was changed."),
            N_("Cancel the drills first."),
        )  # fmt: skip
    changes: Values = {"unread": 0, "next_drill_on": None, "review_on": None}
    if plan["status"] == "in_force":
        changes["replaced_on"] = uow.today

    def then() -> None:
        acknowledging.lapse_all(uow, plan["id"], str(asked.get("withdraw_reason") or ""))
        rhythm.stop(uow, plan)

    return Done(changes, then=then)


def current_of(reader: Reader, plan: Mapping[str, Any]) -> Values | None:
    """The version of the same plan that is in force, if one is."""
    return next((v for v in versions(reader, plan["plan_key"]) if v["status"] == "in_force"), None)


def drilled(uow: UnitOfWork, plan_id: int, drill: Values) -> None:
    """Note on the plan's version in force that it was drilled, and when the next drill is to be."""
    plan = uow.reader.record("plans", plan_id)
    now = current_of(uow.reader, plan) or plan
    held = drill["held_on"]
    last = max(held, now["last_drill_on"] or held)
    following = add_months(last, DRILL_MONTHS[now["kind"]]) if now["status"] == "in_force" else None
    noted = {"last_drill_on": last, "next_drill_on": following}
    uow.update("plans", now["id"], noted, action="drilled", reason=drill["number"])
    rhythm.drilled(uow, now, drill)


def texts(plan: Mapping[str, Any]) -> Sequence[str]:
    """The names of the plan's longer texts that are filled in, in the order in which a plan has them."""
    return tuple(n for n in TEXTS if plan.get(n))

"""The response: steps of the activated plan ticked with their times, and a course of events that refuses the future."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from app.core.errors import FieldError, Invalid, NotAllowed, NotFound, UserError
from app.core.i18n import N_, Text
from app.core.text import storable
from app.models.registers.incidents import IncidentEvent, IncidentStep
from app.services import users
from app.services.emergency import plans
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

RUNNING = ("responding", "contained")
"""States in which steps are ticked."""
AHEAD = timedelta(minutes=1)
"""A clock that runs a little ahead is forgiven; more is the future."""


def usable(reader: Reader, plan_id: int) -> Values:
    """A plan's version that can be activated. Raises `NotAllowed` for one that is not in force."""
    plan = reader.record("plans", plan_id)
    if plan["status"] != "in_force" or plan["voided_at"] is not None:
        raise NotAllowed(
            N_("“{name}” version {n} is not in force.", name=plan["name"], n=plan["edition"]),
            N_("Nothing was changed."),
            N_("Choose the version in force."),
        )
    return plan


def activate(uow: UnitOfWork, incident_id: int, plan_id: int) -> int:
    """Copy the steps of a version in force onto an incident that is being responded to; returns how many.

    A second plan adds its steps below those of the first. Raises `NotAllowed`.
    """
    users.require(uow.actor, "move")
    incident = _running(uow.reader, incident_id)
    plan = usable(uow.reader, plan_id)
    steps = uow.reader.lines("plans", plan_id, "steps")
    names = ("trigger", "who", "action", "place", "minutes")
    rows = [
        {**{n: x[n] for n in names}, "incident_id": incident_id, "position": incident["steps"] + at, "result": "open"}
        for at, x in enumerate(steps, 1)
    ]
    uow.append(IncidentStep, rows)
    changes: Values = _counts(uow, incident_id)
    if incident["plan_id"] is None:
        changes |= {"plan_id": plan_id, "plan_number": plan["number"], "plan_name": plan["name"],
                    "edition": plan["edition"], "no_plan_reason": None}  # fmt: skip
    else:
        changes["plan_name"] = f"{incident['plan_name']}、{plan['name']}"[:400]
    told = {"plan": {"number": plan["number"], "edition": plan["edition"], "steps": len(rows)}}
    uow.update("incidents", incident_id, changes, action="activate", reason=plan["number"], effects=told)
    return len(rows)


def tick(uow: UnitOfWork, incident_id: int, line_id: int, note: str = "", at: datetime | None = None) -> None:
    """A step was done, now or at a time. Raises `NotAllowed`, `UserError` for a time that cannot be."""
    when = at or uow.now
    _possible(uow, _running(uow.reader, incident_id), when)
    values = {"result": "done", "done_at": when, "done_by": uow.actor.name, "note": storable(note).strip() or None}
    _set_step(uow, incident_id, line_id, "step_done", values)


def skip(uow: UnitOfWork, incident_id: int, line_id: int, reason: str) -> None:
    """A step is left out, for a reason. Raises `UserError` without one, `NotAllowed`."""
    why = storable(reason).strip()
    if not why:
        raise UserError(N_("Say why this step is left out."), N_("Nothing was changed."))
    values = {"result": "skipped", "done_at": uow.now, "done_by": uow.actor.name, "note": why}
    _set_step(uow, incident_id, line_id, "step_skipped", values)


def untick(uow: UnitOfWork, incident_id: int, line_id: int) -> None:
    """A step was ticked by mistake. The log keeps that it was."""
    values: Values = {"result": "open", "done_at": None, "done_by": None, "note": None}
    _set_step(uow, incident_id, line_id, "step_undone", values)


def _set_step(uow: UnitOfWork, incident_id: int, line_id: int, action: str, values: Values) -> None:
    users.require(uow.actor, "move")
    _running(uow.reader, incident_id)
    line = next((x for x in uow.reader.lines("incidents", incident_id, "responses") if x["id"] == line_id), None)
    if line is None:
        raise NotFound(N_("A line of this record is not there any more."))
    t = table(IncidentStep)
    uow.connection.execute(update(t).where(t.c.id == line_id).values(**values))
    told = {"step": {"n": line["position"], "what": line["action"], "note": values["note"]}}
    reason = f"{line['position']}. {line['action']}"
    uow.update("incidents", incident_id, _counts(uow, incident_id), action=action, reason=reason, effects=told)


def _counts(uow: UnitOfWork, incident_id: int) -> Values:
    t = table(IncidentStep)
    wanted = select(t.c.result, func.count()).where(t.c.incident_id == incident_id).group_by(t.c.result)
    found = {str(result): int(n) for result, n in uow.connection.execute(wanted)}
    return {"steps": sum(found.values()), "steps_left": found.get("open", 0)}


def add_event(uow: UnitOfWork, incident_id: int, what: str, at: datetime | None = None) -> None:
    """Write down what happened, now or at a time. It is never changed; a correction is another entry.

    Raises `Invalid` for an empty entry, a time in the future, or one before it all happened; `NotAllowed` when closed.
    """
    users.require(uow.actor, "write")
    incident = uow.reader.record("incidents", incident_id)
    if incident["status"] == "closed":
        raise NotAllowed(N_("This incident is closed."), N_("Nothing was changed."), N_("The owner can open it again."))
    words = storable(what).strip()
    if not words:
        raise Invalid((FieldError("what", N_("What happened?")),))
    when = at or uow.now
    _possible(uow, incident, when)
    t = table(IncidentEvent)
    last = uow.connection.execute(select(func.max(t.c.position)).where(t.c.incident_id == incident_id)).scalar()
    row: Values = {"incident_id": incident_id, "position": int(last or 0) + 1, "at": when, "what": words,
                   "written_at": uow.now, "written_by": uow.actor.name}  # fmt: skip
    uow.append(IncidentEvent, [row])
    uow.update("incidents", incident_id, {}, action="incident_event", reason=words[:200], effects={"event": words})


def told(uow: UnitOfWork, incident_id: int, whom: str, at: datetime | None = None, number: str = "") -> None:
    """The authority, or the people concerned (`people`), were told at a time; of an authority its receipt number.

    Raises `UserError` for a time that cannot be, `NotAllowed` when the incident is closed.
    """
    users.require(uow.actor, "move")
    incident = uow.reader.record("incidents", incident_id)
    if incident["status"] == "closed":
        raise NotAllowed(N_("This incident is closed."), N_("Nothing was changed."), N_("The owner can open it again."))
    when = at or uow.now
    _possible(uow, incident, when)
    changes: Values = {"people_told_at": when}
    if whom == "authority":
        changes = {"reported_at": when, "report_no": storable(number).strip() or incident["report_no"]}
    uow.update("incidents", incident_id, changes, action=f"told_{whom}")


def spare(uow: UnitOfWork, incident_id: int, reason: str) -> None:
    """The people concerned need not be told, and why the law says so (PIPL 57, second paragraph).

    Raises `Invalid` without a reason, `NotAllowed` when the incident is closed.
    """
    users.require(uow.actor, "move")
    incident = uow.reader.record("incidents", incident_id)
    if incident["status"] == "closed":
        raise NotAllowed(N_("This incident is closed."), N_("Nothing was changed."), N_("The owner can open it again."))
    why = storable(reason).strip()
    if not why:
        raise Invalid((FieldError("reason", N_("Say why the law lets the people concerned not be told.")),))
    uow.update(
        "incidents", incident_id, {"tell_people": False, "not_told_reason": why}, action="spared_people", reason=why
    )


def _running(reader: Reader, incident_id: int) -> Values:
    incident = reader.record("incidents", incident_id)
    if incident["status"] not in RUNNING or incident["voided_at"] is not None:
        raise NotAllowed(
            N_("Steps are ticked while an incident is being responded to."),
            N_("Nothing was changed."),
            N_("Begin the response first; a closed incident can be opened again by the owner."),
        )
    return incident


def _possible(uow: UnitOfWork, incident: Values, when: datetime) -> None:
    """Refuse the future, and what would lie before the incident itself.

    Before it was found is possible where it had happened by then; where nobody knows when it happened, at any time.
    """
    if when > uow.now + AHEAD:
        raise Invalid((FieldError("at", N_("This time is yet to come.")),))
    start = incident["happened_at"]
    if start is not None and when < start - AHEAD:
        words = N_("This lies before the incident happened. If that time is wrong, correct it first.")
        raise Invalid((FieldError("at", words),))


def revise(uow: UnitOfWork, incident_id: int) -> int:
    """What an incident taught goes into a new version of the activated plan; returns the draft's id, linked with it.

    Raises `UserError` where no plan was activated, `NotAllowed` while an approved version waits.
    """
    from app.services import links  # links saves records of every register, these among them

    incident = uow.reader.record("incidents", incident_id)
    if incident["plan_id"] is None:
        raise UserError(N_("No plan was activated."), N_("Nothing was changed."))
    note = f"{incident['number']}: {incident['lessons'] or incident['title']}"[:400]
    draft = plans.new_version(uow, incident["plan_id"], note)
    links.link(uow, ("incidents", incident_id), ("plans", draft), opened=True)
    return draft


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an incident's course. `late_written`: it was written down more than an hour after it happened."""

    at: datetime
    what: Text | str
    by: str
    kind: str
    late_written: bool = False


def course(reader: Reader, incident_id: int) -> list[Entry]:
    """Everything that happened in order: the incident itself, steps done, entries written, buyers called, its end."""
    incident = reader.record("incidents", incident_id)
    entries = [Entry(incident[name], words, "", "state") for name, words in _MARKS if incident[name] is not None]
    for x in reader.lines("incidents", incident_id, "timeline"):
        late = x["written_at"] - x["at"] > timedelta(hours=1)
        entries.append(Entry(x["at"], x["what"], x["written_by"], "event", late))
    for x in reader.lines("incidents", incident_id, "responses"):
        if x["done_at"] is not None:
            entries.append(Entry(x["done_at"], _step_words(x), x["done_by"] or "", x["result"]))
    return sorted(entries, key=lambda e: (e.at, _ORDER.get(e.kind, 1)))


_ORDER = {"state": 0}
_MARKS: tuple[tuple[str, Text], ...] = (
    ("happened_at", N_("It happened")),
    ("found_at", N_("It was found")),
    ("activated_at", N_("The response began")),
    ("reported_at", N_("The authority was told")),
    ("people_told_at", N_("The people concerned were told")),
    ("contained_at", N_("It was contained")),
    ("closed_at", N_("It was closed")),
)


def _step_words(line: dict[str, Any]) -> Text:
    words = N_("Step {n}: {what}", n=line["position"], what=line["action"])
    if line["result"] == "skipped":
        return N_("Step {n} left out: {what} ({why})", n=line["position"], what=line["action"], why=line["note"] or "")
    return N_("{step} ({note})", step=words, note=line["note"]) if line["note"] else words

"""Incidents: what is entered, what must be reported to whom by when, and what a closed one must say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Register
from app.models.emergency import REPORT_DUTIES, TOLD_PEOPLE
from app.services.effect import Done
from app.services.emergency import recall, response
from app.services.tables import Values
from app.store.reader import Reader
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]
REVIEW_WITHIN_DAYS = 7
"""A contained incident is reviewed within a week: policy."""
GRAVE = ("serious", "critical")
LATEST = timedelta(minutes=1)
"""A clock that runs a little ahead is forgiven; more than a minute is the future."""


def closed(incident: Mapping[str, Any]) -> NotAllowed | None:
    """Why an incident cannot be changed any more."""
    if incident["status"] != "closed":
        return None
    return NotAllowed(N_("This incident is closed."), N_("Nothing was changed."), N_("The owner can open it again."))


def save(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    """Save an incident. What must be reported follows from its kind unless somebody said otherwise.

    Raises `Invalid` for times in the future or in the wrong order, for a batch that changes after buyers were listed;
    `NotAllowed` when it is closed.
    """
    old = uow.reader.record("incidents", record_id) if record_id is not None else {}
    if old and (refused := closed(old)):
        raise refused
    new = {"happened_at": None, **old, **values}
    told = _telling(old, new)
    if problems := _problems(uow, old, new | told):
        raise Invalid(tuple(problems))
    values = {**values, "business_date": business_date(new["happened_at"] or new["found_at"], uow.tz)}
    values |= _reporting(uow.reader, old, new) | told
    if record_id is None:
        values["status"] = values.get("status") or "reported"  # a file may bring what is long since closed
        return uow.create("incidents", values)
    uow.update("incidents", record_id, values, version=version)
    return record_id


def _problems(uow: UnitOfWork, old: Values, new: Values) -> list[FieldError]:
    found = [
        FieldError(name, N_("This time is yet to come."))
        for name in ("happened_at", "found_at")
        if new[name] is not None and new[name] > uow.now + LATEST
    ]
    if new["happened_at"] and new["happened_at"] > new["found_at"]:
        found.append(FieldError("happened_at", N_("It was found before it happened?")))
    past = not old and new.get("status") == "closed"
    if not past and new.get("tell_people") is False and new["kind"] == "data_breach" and not new.get("not_told_reason"):
        found.append(FieldError("not_told_reason", N_("Say why the law lets the people concerned not be told.")))
    if old.get("calls") and new.get("batch_id") != old["batch_id"]:
        found.append(FieldError("batch_id", N_("The buyers of this batch are being called already.")))
    return found


def _reporting(reader: Reader, old: Values, new: Values) -> Values:
    """Whom to tell by when, where nobody said: from the kind of incident, reckoned from when it was found."""
    duty = REPORT_DUTIES.get(new["kind"])
    if new["kind"] == "injury" and new.get("severity") not in GRAVE:
        duty = None
    said: Values = {}
    if not old and new.get("status") == "closed":
        return {"must_report": bool(new.get("must_report"))}
    moved = not old or old["kind"] != new["kind"] or old["severity"] != new["severity"]
    if new.get("must_report") is None or (moved and new.get("must_report") == old.get("must_report")):
        said["must_report"] = duty is not None
    must = said.get("must_report", new.get("must_report"))
    if must and duty is not None and not new.get("authority"):
        said["authority"] = reader.locale.tr(duty.authority)
    if must and not new.get("report_by"):
        said["report_by"] = new["found_at"] + timedelta(hours=duty.hours if duty is not None else 0)
    return said


def _telling(old: Values, new: Values) -> Values:
    """Whether the people concerned are told, and by when: by the kind of incident, unless somebody said otherwise.

    A reason why they need not be told says that they need not.
    """
    if not old and new.get("status") == "closed":
        return {"tell_people": bool(new.get("tell_people"))}
    said: Values = {}
    if new.get("not_told_reason") and not old.get("not_told_reason"):
        said["tell_people"] = False
    elif new.get("tell_people") is None or (
        old and old["kind"] != new["kind"] and new["tell_people"] == old["tell_people"]
    ):
        said["tell_people"] = new["kind"] in TOLD_PEOPLE
    if said.get("tell_people", new.get("tell_people")) and not new.get("people_by"):
        said["people_by"] = new["found_at"]
    return said


def people_wait(incident: Mapping[str, Any]) -> bool:
    """Whether the people concerned have to be told and were not. Buyers who are called one by one are told by that."""
    return bool(incident["tell_people"]) and incident["people_told_at"] is None and not incident["calls"]


def respond(uow: UnitOfWork, incident: Values, asked: Values) -> Done:
    """Begin the response with a plan in force, or say why none fits. Buyers of a recalled batch are listed.

    Raises `Invalid` for neither, `NotAllowed` for a version that is not in force.
    """
    plan_id, why = asked.get("plan_id"), asked.get("no_plan_reason")
    if plan_id is None and not why:
        raise Invalid((FieldError("plan_id", N_("Choose the plan, or say why none is activated.")),))
    plan = response.usable(uow.reader, plan_id) if plan_id is not None else None
    changes: Values = {"plan_id": None, "no_plan_reason": None if plan else why}

    def then() -> None:
        if plan is not None:
            response.activate(uow, incident["id"], plan["id"])
        if incident["kind"] == "recall" and incident["batch_id"]:
            recall.list_buyers(uow, incident["id"])

    return Done(changes, then=then)


def contain(uow: UnitOfWork, incident: Values, asked: Values) -> Done:
    """It is under control: what is left may go on, the review is due within a week."""
    return Done({"review_by": uow.today + timedelta(days=REVIEW_WITHIN_DAYS)})


def resume(uow: UnitOfWork, incident: Values, asked: Values) -> Done:
    """It broke out again."""
    return Done({"contained_at": None, "review_by": None})


def open_ends(incident: Mapping[str, Any]) -> list[Text]:
    """What keeps an incident from being closed."""
    found: list[Text] = []
    if left := incident["steps_left"]:
        found.append(Nn_("{n} step is neither done nor left out.", "{n} steps are neither done nor left out.", left))
    if left := incident["calls_left"]:
        found.append(Nn_("{n} buyer was not told yet.", "{n} buyers were not told yet.", left))
    if incident["must_report"] and incident["reported_at"] is None:
        found.append(N_("The authority was not told yet."))
    if people_wait(incident):
        found.append(N_("The people concerned were not told yet."))
    return found


def close(uow: UnitOfWork, incident: Values, asked: Values) -> Done:
    """Close with the review. Raises `NotAllowed` while steps, calls or the report are open."""
    waiting = open_ends(incident)
    if waiting:
        said: Text = waiting[0]
        for more in waiting[1:]:
            said = N_("{one} {two}", one=said, two=more)
        raise NotAllowed(said, N_("The incident stays open."), N_("Tick what was done; say why the rest is left out."))
    return Done()


def reopen(uow: UnitOfWork, incident: Values, asked: Values) -> Done:
    """Take a closed incident up again."""
    return Done({"closed_at": None, "review_by": uow.today + timedelta(days=REVIEW_WITHIN_DAYS)})

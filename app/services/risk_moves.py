"""What is done when risks and their measures are saved or moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Nn_
from app.models.declaration import Register
from app.models.registers.risks import Risk
from app.services import risks
from app.services.effect import Done, Effect
from app.services.risks import FACTORS, Assessing
from app.services.tables import Values, table
from app.store.uow import UnitOfWork

NOT_ACCEPTED: Mapping[str, None] = MappingProxyType({"accepted_until": None, "accepted_by": None})


def save_risk(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, version: int | None = None
) -> int:
    """Save a risk; returns its id.

    A new one that comes with its factors, as from a file, is assessed at once by the shop's scales. One that comes with
    a level alone keeps it, and its review is reckoned from that.
    """
    if record_id is not None:
        if "treatment" in values:
            values = {**values, **NOT_ACCEPTED}  # acceptance itself is a move
        uow.update(register.name, record_id, values, version=version)
        return record_id
    values = _as_accepted(uow, values)
    method = str(values.get("method") or "5x5")
    if all(values.get(n) is None for n, _ in FACTORS[method]):
        method = next((m for m in FACTORS if all(values.get(n) for n, _ in FACTORS[m])), method)
    factors = {n: str(values[n]) for n, _ in FACTORS[method] if values.get(n)}
    complete = len(factors) == len(FACTORS[method])
    on = min(values.get("assessed_on") or values["found_on"], uow.today)
    values = {**values, "told": "told" if values.get("told_on") else "not"}
    if complete or values.get("level"):
        values["found_on"] = min(values["found_on"], on)  # what was assessed was known
    if not complete and values.get("level"):
        values = {"assessed_on": on, "review_on": risks.scales(uow.reader).review(values["level"], on)} | {
            n: v for n, v in values.items() if v is not None
        }
    shown = {n: v for n, v in values.items() if not (complete and n == "assessed_on")}
    made = uow.create(register.name, {**shown, "method": method})
    if complete:
        risks.assess(uow, made, Assessing("current", method, factors, on, review_on=_still_ahead(values, on)))
        if values.get("review_on") and not _still_ahead(values, on):
            uow.update(register.name, made, {"review_on": values["review_on"]})  # overdue before it came here
    return made


def _still_ahead(values: Values, on: date) -> date | None:
    """The review that a new risk brings, where it comes after the assessment."""
    review: date | None = values.get("review_on")
    return review if review is not None and review > on else None


def _as_accepted(uow: UnitOfWork, values: Values) -> Values:
    """A new risk from a file that says it is accepted: without an end it is not, and the note says what the file said.

    One that is not accepted has no end of acceptance either.
    """
    if values.get("treatment") != "accept":
        return {**values, **NOT_ACCEPTED}
    if values.get("accepted_until"):
        return values
    said = uow.reader.locale.tr(N_("Brought in as accepted, without an end. Accept it again with one."))
    note = "\n".join(w for w in (values.get("treatment_note"), said) if w)
    return {**values, **NOT_ACCEPTED, "treatment": None, "treatment_note": note}


def save_measure(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, version: int | None = None
) -> int:
    """Save a measure, and count its risk's open ones again. Raises `NotAllowed` for a risk that is closed."""
    touched = set()
    if record_id is not None:
        touched.add(uow.reader.record(register.name, record_id)["risk_id"])
    if values.get("risk_id"):
        risk = uow.reader.record("risks", values["risk_id"])
        if risk["status"] == "closed":
            raise NotAllowed(N_("{title} is closed.", title=risk["title"]), None, N_("Open it again first."))
        touched.add(risk["id"])
    if record_id is None:
        record_id = uow.create(register.name, values)
    else:
        uow.update(register.name, record_id, values, version=version)
    risks.count_measures(uow, list(touched))
    return record_id


def _accept(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    if asked["accepted_until"] <= uow.today:
        raise Invalid((FieldError("accepted_until", N_("An acceptance runs until a day to come.")),))
    if risks.scales(uow.reader).stops(risk["method"], risk["score"]):
        raise NotAllowed(
            N_("This risk is extreme: work stops until it is smaller, so nobody can accept it as it is."),
            N_("Nothing was changed."),
            N_("Reduce it, and assess it again."),
        )
    return Done({"treatment": "accept", "accepted_by": uow.actor.name})


def lapse(uow: UnitOfWork) -> int:
    """Risks whose acceptance has ended are not under control any more; returns how many. For sign-in and a new day."""
    t = table(Risk)
    ended = (
        select(t.c.id)
        .where(t.c.status == "watched", t.c.treatment == "accept", t.c.voided_at.is_(None))
        .where(t.c.accepted_until < uow.today)
    )
    found = uow.connection.execute(ended).scalars().all()
    for risk_id in found:
        uow.update("risks", risk_id, {"status": "treating"}, action="acceptance_ended")
    return len(found)


def _control(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    """Under control is what was assessed as it is left over, with nothing still to be done and no lapsed acceptance."""
    _no_open_measures(risk)
    if risk["treatment"] == "accept" and (risk["accepted_until"] is None or risk["accepted_until"] < uow.today):
        raise NotAllowed(
            N_("The acceptance has ended."),
            N_("The risk stays as it is."),
            N_("Accept it again, or treat it otherwise."),
        )
    return Done()


def _close(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    _no_open_measures(risk)
    return Done(dict(NOT_ACCEPTED))


def _no_open_measures(risk: Values) -> None:
    left = risk["measures_open"]
    if left:
        raise NotAllowed(
            Nn_("{n} measure is still to be done.", "{n} measures are still to be done.", left),
            N_("The risk stays open."),
            N_("Finish them, or drop them with a reason."),
        )  # fmt: skip


def _reopen(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    again = {"treatment": None} if risk["treatment"] == "accept" else {}
    return Done({"closed_at": None, "close_reason": None, **again})


def _tell(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    if asked["told_on"] > uow.today:
        raise Invalid((FieldError("told_on", N_("This day is still to come.")),))
    if asked["told_on"] < risk["found_on"]:
        day = risk["found_on"].isoformat()
        raise Invalid((FieldError("told_on", N_("The risk was identified on {day}; this is before.", day=day)),))
    return Done()


def _measure_done(uow: UnitOfWork, measure: Values, asked: Values) -> Done:
    if asked["done_on"] > uow.today:
        raise Invalid((FieldError("done_on", N_("This day is still to come.")),))
    return Done(then=lambda: risks.count_measures(uow, [measure["risk_id"]]))


def _measure_dropped(uow: UnitOfWork, measure: Values, asked: Values) -> Done:
    return Done(then=lambda: risks.count_measures(uow, [measure["risk_id"]]))


def _measure_again(uow: UnitOfWork, measure: Values, asked: Values) -> Done:
    return Done({"done_on": None}, then=lambda: risks.count_measures(uow, [measure["risk_id"]]))


RISK_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("risks", "accept"): _accept,
        ("risks", "control"): _control,
        ("risks", "close"): _close,
        ("risks", "reopen"): _reopen,
        ("risks", "tell"): _tell,
        ("risk_measures", "done"): _measure_done,
        ("risk_measures", "drop"): _measure_dropped,
        ("risk_measures", "again"): _measure_again,
    }
)
"""(register, transition) → effect, for the one table."""

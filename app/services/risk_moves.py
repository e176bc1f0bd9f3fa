"""What is done when risks and their measures are saved or moved."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Nn_
from app.models.declaration import Register
from app.services import risks
from app.services.effect import Done, Effect
from app.services.risks import FACTORS, Assessing
from app.services.tables import Values
from app.store.uow import UnitOfWork


def save_risk(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, version: int | None = None
) -> int:
    """Save a risk; returns its id.

    A new one that comes with its factors, as from a file, is assessed at once by the shop's scales. One that comes with
    a level alone keeps it, and its review is reckoned from that.
    """
    if record_id is not None:
        uow.update(register.name, record_id, values, version=version)
        return record_id
    method = str(values.get("method") or "5x5")
    if all(values.get(n) is None for n, _ in FACTORS[method]):
        method = next((m for m in FACTORS if all(values.get(n) for n, _ in FACTORS[m])), method)
    factors = {n: str(values[n]) for n, _ in FACTORS[method] if values.get(n)}
    complete = len(factors) == len(FACTORS[method])
    if not complete and values.get("level"):
        on = values.get("assessed_on") or values["found_on"]
        values = {"assessed_on": on, "review_on": risks.scales(uow.reader).review(values["level"], on)} | {
            n: v for n, v in values.items() if v is not None
        }
    made = uow.create(register.name, {**values, "method": method})
    if complete:
        on = values.get("assessed_on") or values["found_on"]
        risks.assess(
            uow, made, Assessing("current", method, factors, min(on, uow.today), review_on=values.get("review_on"))
        )
    return made


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
    return Done({"treatment": "accept", "accepted_by": uow.actor.name})


def _close(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    left = risk["measures_open"]
    if left:
        raise NotAllowed(
            Nn_("{n} measure is still to be done.", "{n} measures are still to be done.", left),
            N_("The risk stays open."),
            N_("Finish them, or drop them with a reason."),
        )  # fmt: skip
    return Done({"accepted_until": None})


def _reopen(uow: UnitOfWork, risk: Values, asked: Values) -> Done:
    return Done({"closed_at": None, "close_reason": None})


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
        ("risks", "close"): _close,
        ("risks", "reopen"): _reopen,
        ("risk_measures", "done"): _measure_done,
        ("risk_measures", "drop"): _measure_dropped,
        ("risk_measures", "again"): _measure_again,
    }
)
"""(register, transition) → effect, for the one table."""

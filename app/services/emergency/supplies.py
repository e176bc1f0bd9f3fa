"""Emergency supplies: a check or a replacement sets the next date."""

from __future__ import annotations

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.declaration import Register
from app.services.effect import Done
from app.services.emergency.months import add_months
from app.services.tables import Values
from app.store.uow import UnitOfWork

Rows = dict[str, list[Values]]


def save(
    uow: UnitOfWork, register: Register, record_id: int | None, values: Values, lines: Rows | None, version: int | None
) -> int:
    """Save a supply; the next check follows from the last one (from today, if it was never checked or has just come).

    Raises `Invalid` for a check that is yet to come.
    """
    old = uow.reader.record("plan_supplies", record_id) if record_id is not None else {}
    new = {**old, **values}
    checked = new.get("checked_on")
    if checked and checked > uow.today:
        raise Invalid((FieldError("checked_on", N_("This day is yet to come.")),))
    moved = any(new.get(n) != old.get(n) for n in ("checked_on", "check_months"))
    if not new.get("quantity"):
        values = {**values, "next_check_on": None}  # where there is none, there is nothing to look after
    elif values.get("next_check_on") is not None:
        pass  # a file brought the date
    elif record_id is None or moved or not old["quantity"]:
        values = {**values, "next_check_on": add_months(checked or uow.today, new.get("check_months") or 1)}
    if record_id is None:
        return uow.create("plan_supplies", values)
    uow.update("plan_supplies", record_id, values, version=version)
    return record_id


def check(uow: UnitOfWork, supply: Values, asked: Values) -> Done:
    """It was looked at today."""
    following = add_months(uow.today, supply["check_months"])
    return Done({"checked_on": uow.today, "next_check_on": following, "check_result": asked.get("check_result")})


def renew(uow: UnitOfWork, supply: Values, asked: Values) -> Done:
    """New ones took the place of the old. Raises `Invalid` for ones that are expired already."""
    if asked["expires_on"] <= uow.today:
        raise Invalid((FieldError("expires_on", N_("New supplies cannot be expired already.")),))
    return Done({"checked_on": uow.today, "next_check_on": add_months(uow.today, supply["check_months"])})

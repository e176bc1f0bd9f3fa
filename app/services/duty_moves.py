"""What the moves of duties and of their expected dates do: ticking by hand, stopping, taking up again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.services import duties, duty_plan
from app.services.effect import Done, Effect
from app.services.tables import Values
from app.store.uow import UnitOfWork


def _tick(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    on = asked["done_on"]
    if on > uow.today:
        raise Invalid((FieldError("done_on", N_("That day has not come yet.")),))
    return Done(duties.outcome(uow, row, on), then=lambda: duty_plan.reckon(uow, [row["duty_id"]]))


def _untick(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    return Done(duties.unmet(uow, row), then=lambda: duty_plan.reckon(uow, [row["duty_id"]]))


def _stop(uow: UnitOfWork, duty: Values, asked: Values) -> Done:
    return Done(then=lambda: duty_plan.expect_no_more(uow, duty["id"]))


def _resume(uow: UnitOfWork, duty: Values, asked: Values) -> Done:
    return Done({"since": uow.today}, then=lambda: duty_plan.plan(uow, [uow.reader.record("duties", duty["id"])]))


DUTY_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("duty_dates", "tick"): _tick,
        ("duty_dates", "tick_afterwards"): _tick,
        ("duty_dates", "untick"): _untick,
        ("duties", "stop"): _stop,
        ("duties", "resume"): _resume,
    }
)
"""(register, move) → what it does."""

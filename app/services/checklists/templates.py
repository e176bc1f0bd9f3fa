"""Checklist templates: their items checked, their revision raised, their schedule kept as a recurring duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.checklists import ITEM_NAMES, NUMBER
from app.services import duties
from app.services.duties import DutySpec
from app.services.effect import Done
from app.services.tables import Values
from app.services.validate import line_field
from app.store.uow import UnitOfWork

DUTY = "check"
"""The kind of the recurring duty that a template's schedule feeds."""
_NUMBERS = ("low", "high", "unit")


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, rows: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a template before it is saved: items counted, the revision raised where their wording changed.

    Raises `Invalid` for an item whose limits contradict each other, and for a schedule without a first day.
    """
    old: Values = uow.reader.record("check_templates", record_id) if record_id is not None else {}
    found = dict(values)
    new = {**old, **found}
    if new.get("rhythm", "none") != "none" and new.get("start_on") is None:
        raise Invalid((FieldError("start_on", N_("On which day is it done first?")),))
    if rows is None:
        return found, None
    items = [_tidy(row) for row in rows]
    problems = [p for at, row in enumerate(items, 1) for p in _problems(at, row)]
    if problems:
        raise Invalid(tuple(problems))
    stored = uow.reader.lines("check_templates", record_id, "items") if record_id is not None else []
    found["item_count"] = len(items)
    if record_id is not None and _wording(stored) != _wording(_merged(stored, items)):
        found["revision"] = old["revision"] + 1
    return found, items


def _tidy(row: Values) -> Values:
    """An item without what its kind of answer has no use for."""
    if row.get("kind") is not None and row["kind"] != NUMBER:
        row = {**row, **{n: None for n in _NUMBERS}}
    if "weight" in row and row["weight"] is None:
        row = {**row, "weight": 1}
    return row


def _problems(at: int, row: Mapping[str, Any]) -> list[FieldError]:
    low, high = row.get("low"), row.get("high")
    if low is not None and high is not None and low > high:
        return [FieldError(line_field("items", at, "high"), N_("The upper limit lies below the lower one."))]
    return []


def _merged(stored: Sequence[Values], rows: Sequence[Values]) -> list[Values]:
    known = {row["id"]: row for row in stored}
    return [{**known.get(row.get("id") or 0, {}), **row} for row in rows]


def _wording(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row.get(n) or None for n in ITEM_NAMES) for row in rows]


def schedule(uow: UnitOfWork, template_id: int) -> None:
    """Make the recurring duty what the template's schedule says."""
    template = uow.reader.record("check_templates", template_id)
    if template["status"] != "active" or template["rhythm"] == "none":
        duties.stop(uow, "check_templates", template_id, DUTY)
        return
    duties.keep(
        uow,
        DutySpec(
            source_register="check_templates",
            source_id=template_id,
            kind=DUTY,
            label=template["name"],
            rhythm=template["rhythm"],
            start=template["start_on"] or uow.today,
            who_id=template["owner_id"],
            grace_days=template["grace_days"],
            on_workdays=template["on_workdays"],
        ),
    )


def moved(uow: UnitOfWork, template: Values, asked: Values) -> Done:
    """A template was retired or taken up again; its duty follows."""
    return Done(then=lambda: schedule(uow, template["id"]))

"""Checks of the time before this shop's file: entered as finished history, with the day of the entry beside theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.checklists import ITEM_NAMES, NUMBER
from app.models.registers.check_templates import CheckTemplate
from app.models.registers.checks import Check
from app.services import duties, records, users
from app.services.checklists import finishing, scoring
from app.services.checklists.templates import DUTY
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_COPIED = ("area", "basis", "place", "party")


def templates_by_name(reader: Reader, names: Sequence[str]) -> dict[str, Values]:
    """The shop's checklists of these names, voided ones left out; where two bear one name, the older."""
    t = table(CheckTemplate)
    wanted = select(t).where(t.c.name.in_(list(names)), t.c.voided_at.is_(None)).order_by(t.c.id.desc())
    return {row["name"]: row for row in reader.rows(wanted)}


def known(reader: Reader, days: Sequence[date]) -> set[tuple[str, date, str | None]]:
    """(checklist, day, place) of the checks that the shop has of these days, cancelled and voided ones left out."""
    c = table(Check)
    wanted = select(c.c.name, c.c.checked_on, c.c.place).where(
        c.c.checked_on.in_(list(days)), c.c.status != "cancelled", c.c.voided_at.is_(None)
    )
    return {(name, day, place) for name, day, place in reader.connection.execute(wanted)}


def bring(uow: UnitOfWork, head: Mapping[str, Any], answers: Sequence[Values]) -> int:
    """Enter a past check: `name`, `checked_on` and what else is known of it, and its answers with their results.

    A checklist that the shop does not have is made from the items. Findings open no rectification: what became of
    them is told by the register of rectifications. It meets the date on which its checklist was expected.
    Raises `Invalid` for a day that has not come.
    """
    users.require(uow.actor, "write")
    if head["checked_on"] > uow.today:
        raise Invalid((FieldError("checked_on", N_("This day has not come yet.")),))
    template = _template(uow, head, answers)
    items = {item["text"]: item for item in uow.reader.lines("check_templates", template["id"], "items")}
    rows: list[Values] = []
    for answer in answers:
        item = items.get(answer["text"], {})
        row: Values = {n: item.get(n) for n in ITEM_NAMES} | {n: v for n, v in answer.items() if v is not None}
        kind = NUMBER if row.get("reading") is not None else row["kind"] or "judge"
        rows.append(row | {"item_id": item.get("id", 0), "kind": kind, "weight": scoring.weight(row)})
    check: Values = {n: template[n] for n in _COPIED} | {n: v for n, v in head.items() if v is not None}
    figures = scoring.figures([{"critical": False, **row} for row in rows])
    check |= {
        "template_id": template["id"],
        "revision": template["revision"],
        "status": "finished",
        "started_at": uow.now,
        "finished_at": uow.now,
        **figures,
    }
    made = uow.create("checks", check, {"answers": rows}, action="import")
    brought = uow.reader.record("checks", made)
    finishing.tell_template(uow, brought, figures["score"])
    duties.fulfil(uow, "check_templates", template["id"], DUTY, brought["checked_on"], "checks", made, brought=True)
    return made


def _template(uow: UnitOfWork, head: Mapping[str, Any], answers: Sequence[Values]) -> Values:
    found = templates_by_name(uow.reader, [head["name"]])
    if head["name"] in found:
        return found[head["name"]]
    values = {n: head[n] for n in ("name", *_COPIED) if head.get(n) is not None}
    items = {a["text"]: {n: a[n] for n in ITEM_NAMES if a.get(n) is not None} for a in answers}
    made = records.save(uow, "check_templates", None, values, {"items": list(items.values())})
    return uow.reader.record("check_templates", made)

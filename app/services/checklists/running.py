"""Checks: begun from a template in its present wording, answered item by item, finished once, unchanged after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, insert, select, update

from app.core.errors import FieldError, Invalid, NotAllowed, NotFound
from app.core.i18n import N_
from app.models.checklists import FAIL, ITEM_NAMES, SKIP
from app.models.registers.checks import Check, CheckAnswer, CheckPhoto
from app.models.system.tables import Attachment
from app.services import duties, users
from app.services.checklists import scoring
from app.services.checklists.rectifying import default_deadline
from app.services.checklists.templates import DUTY
from app.services.checklists.who import me
from app.services.tables import Values, table
from app.services.validate import raise_if, reference_problems, value_problem
from app.store.reader import Reader
from app.store.uow import UnitOfWork

TYPED = ("result", "reading", "said", "note", "owner_id", "deadline", "level", "measure", "cost")
"""What a person fills in of an item."""
_HEAD = ("area", "revision", "basis", "place", "party")


def closed(check: Mapping[str, Any]) -> NotAllowed | None:
    """Why a check cannot be changed any more, once it was finished or cancelled."""
    if check["status"] == "in_progress":
        return None
    return NotAllowed(N_("A finished check never changes."), N_("Nothing was changed."), N_("Check again."))


def unfinished(reader: Reader, template_id: int) -> int | None:
    """The check of a template that was begun and not finished, the latest one; or None."""
    t = table(Check)
    own = (t.c.template_id == template_id, t.c.status == "in_progress", t.c.voided_at.is_(None))
    found = reader.connection.execute(select(t.c.id).where(*own).order_by(t.c.id.desc()).limit(1)).scalar()
    return None if found is None else int(found)


def start(
    uow: UnitOfWork,
    template_id: int,
    *,
    planned_on: date | None = None,
    checked_on: date | None = None,
    checker_id: int | None = None,
) -> int:
    """Begin a check with a template's items as they are worded now; returns its id.

    The checker is who is signed in, if they are in the staff list, else the template's person. Raises `NotAllowed`
    for a template that is retired or has no items, `Invalid` for a day that has not come. Where no day was planned,
    it is the expected date that the check meets, or the day itself.
    """
    users.require(uow.actor, "write")
    template = uow.reader.record("check_templates", template_id)
    items = uow.reader.lines("check_templates", template_id, "items")
    if template["voided_at"] is not None or template["status"] != "active":
        raise NotAllowed(N_("“{name}” is not in use any more.", name=template["name"]))
    if not items:
        raise NotAllowed(N_("“{name}” has no items yet.", name=template["name"]), None, N_("Add items to it first."))
    day = checked_on or uow.today
    _refuse_future(uow, day)
    values: Values = {
        "template_id": template_id,
        "name": template["name"],
        **{n: template[n] for n in _HEAD},
        "checker_id": checker_id or me(uow.reader, uow.actor.name) or template["owner_id"],
        "planned_on": planned_on or duties.would_meet(uow.reader, "check_templates", template_id, DUTY, day) or day,
        "checked_on": day,
        "started_at": uow.now,
        "item_count": len(items),
    }
    answers = [{"item_id": item["id"], **{n: item[n] for n in ITEM_NAMES}} for item in items]
    return uow.create("checks", values, {"answers": answers})


def prepare(uow: UnitOfWork, record_id: int, values: Values) -> Values:
    """Look at what was typed about a check itself. Raises `Invalid` for a day that has not come."""
    if values.get("checked_on") is not None:
        _refuse_future(uow, values["checked_on"])
    return values


def _refuse_future(uow: UnitOfWork, day: date) -> None:
    if day > uow.today:
        raise Invalid((FieldError("checked_on", N_("This day has not come yet.")),))


def answer(uow: UnitOfWork, check_id: int, answer_id: int, typed: Mapping[str, Any]) -> Values:
    """Keep what was typed about one item at once; returns the item as it is now, judged.

    A failed item gets a level and a deadline, unless they were typed. Raises `NotAllowed` once the check is finished,
    `NotFound` for no such item, `Invalid` for a value that its field cannot hold.
    """
    check, rows = _open(uow, check_id)
    row = next((r for r in rows if r["id"] == answer_id), None)
    if row is None:
        raise NotFound(N_("This item is not in the check any more."))
    _refuse_wrong(uow, typed)
    before = {n: row[n] for n in TYPED}
    row |= {n: (None if v == "" else v) for n, v in typed.items() if n in TYPED}
    row["result"] = scoring.judged(row, row)
    _complete_finding(uow.reader, check, row, before)
    changed = {n: row[n] for n in TYPED if row[n] != before[n]}
    if changed:
        t = table(CheckAnswer)
        uow.connection.execute(update(t).where(t.c.id == answer_id).values(**changed))
        _tell(uow, check_id, rows, row, "answer")
    return row


def _refuse_wrong(uow: UnitOfWork, typed: Mapping[str, Any]) -> None:
    declared = uow.registry["checks"].lines[0]
    fields = [declared.field(n) for n in typed if n in TYPED]
    said = {f.name: typed[f.name] for f in fields if typed[f.name] not in (None, "")}
    problems = [FieldError(n, why) for n, v in said.items() if (why := value_problem(declared.field(n).kind, v))]
    raise_if([*problems, *reference_problems(uow.reader, fields, said)])


def _complete_finding(reader: Reader, check: Values, row: Values, before: Values) -> None:
    """Who mends a failed item, by when, and how bad it is; nothing of it where the item did not fail."""
    if row["result"] != FAIL:
        row |= {"owner_id": None, "deadline": None, "level": None, "cost": None}
        return
    if row["owner_id"] is None and before["result"] != FAIL:
        row["owner_id"] = reader.record("check_templates", check["template_id"])["owner_id"]
    if row["level"] is None:
        row["level"] = "larger" if row["critical"] else "general"
    usual = default_deadline(reader, before["level"], check["checked_on"]) if before["level"] else None
    if row["deadline"] is None or (row["level"] != before["level"] and row["deadline"] == before["deadline"] == usual):
        row["deadline"] = default_deadline(reader, row["level"], check["checked_on"])


def skip_rest(uow: UnitOfWork, check_id: int, section: str | None, why: str | None = None) -> int:
    """Answer every open item of a part as passed over, with the reason; returns how many."""
    _, rows = _open(uow, check_id)
    mine = [r for r in rows if r["result"] is None and r["section"] == section]
    t = table(CheckAnswer)
    for row in mine:
        row |= {"result": SKIP, "note": row["note"] or why}
        uow.connection.execute(update(t).where(t.c.id == row["id"]).values(result=SKIP, note=row["note"]))
    if mine:
        _tell(uow, check_id, rows, mine[-1], "answer")
    return len(mine)


# photos


def add_photo(uow: UnitOfWork, check_id: int, answer_id: int, name: str, media_type: str, data: bytes) -> int:
    """Attach a photo to one item of a check; returns the attachment's id.

    Raises `NotAllowed` once the check is finished, `UserError` for a file that is empty or too large.
    """
    check, rows = _open(uow, check_id)
    row = next((r for r in rows if r["id"] == answer_id), None)
    if row is None:
        raise NotFound(N_("This item is not in the check any more."))
    attachment_id = uow.attach("checks", check_id, name, media_type, data, check["checked_on"])
    uow.connection.execute(
        insert(table(CheckPhoto)).values(attachment_id=attachment_id, check_id=check_id, answer_id=answer_id)
    )
    _count_photos(uow, check_id, rows, row)
    return attachment_id


def drop_photo(uow: UnitOfWork, check_id: int, attachment_id: int) -> None:
    """Take a photo off its item; the file stays in the shop. Raises `NotAllowed` once the check is finished."""
    _, rows = _open(uow, check_id)
    t = table(CheckPhoto)
    mine = select(t.c.answer_id).where(t.c.attachment_id == attachment_id, t.c.check_id == check_id)
    answer_id = uow.connection.execute(mine).scalar()
    uow.detach(attachment_id)
    row = next((r for r in rows if r["id"] == answer_id), None)
    if row is not None:
        _count_photos(uow, check_id, rows, row)


def photos(reader: Reader, check_id: int) -> dict[int, list[int]]:
    """The attached photos of a check that were not taken off, by item."""
    p, a = table(CheckPhoto), table(Attachment)
    wanted = (
        select(p.c.answer_id, p.c.attachment_id)
        .join(a, and_(a.c.id == p.c.attachment_id, a.c.removed_at.is_(None)))
        .where(p.c.check_id == check_id)
        .order_by(p.c.attachment_id)
    )
    found: dict[int, list[int]] = {}
    for answer_id, attachment_id in reader.connection.execute(wanted):
        found.setdefault(answer_id, []).append(attachment_id)
    return found


def _count_photos(uow: UnitOfWork, check_id: int, rows: list[Values], row: Values) -> None:
    row["photos"] = len(photos(uow.reader, check_id).get(row["id"], []))
    t = table(CheckAnswer)
    uow.connection.execute(update(t).where(t.c.id == row["id"]).values(photos=row["photos"]))
    uow.touched.add("checks")


# what is shared


def _open(uow: UnitOfWork, check_id: int) -> tuple[Values, list[Values]]:
    """A check that can be answered, with its items. Raises `NotAllowed`."""
    users.require(uow.actor, "write")
    check = uow.reader.record("checks", check_id)
    refused = closed(check)
    if refused is None and check["voided_at"] is not None:
        refused = NotAllowed(N_("{title} was voided.", title=check["number"]), N_("Nothing was changed."))
    if refused is not None:
        raise refused
    return check, uow.reader.lines("checks", check_id, "answers")


def _tell(uow: UnitOfWork, check_id: int, rows: list[Values], row: Values, action: str) -> None:
    """Write the check's figures and one audit row that names the item and what was found.

    A score is of the whole list: while items are open there is none, however well the check began.
    """
    figures = scoring.figures(rows) | {"score": None}
    found = {"item": row["position"], **{n: _plain(row[n]) for n in TYPED if row[n] is not None}}
    uow.update("checks", check_id, figures, action=action, reason=row["text"], effects={"answer": found})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

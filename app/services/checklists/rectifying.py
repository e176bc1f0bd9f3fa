"""Rectifications: opened with a deadline by level, mended, looked at again, sent back, extended; repeats recognised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.checklists import LEVELS
from app.models.registers.rectifications import VERDICTS, Rectification
from app.models.risk_scale import numbers
from app.services import settings
from app.services.checklists.who import me
from app.services.effect import Done
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

RECHECK_DAYS = 3
"""Days after the mending within which somebody looks again, where the planned day is over. Policy."""
REPEAT_DAYS = 365
"""A finding is a repeat when the same was found within so many days before. Policy: twelve months."""
_NOT_MENDED = frozenset({"未整改", "未完成", "否", "无", "-", "/", "no"})
_MENDED = ("done_on", "done_by", "done_what")
_CHECKED = ("verified_on", "verdict", "opinion")


def mend_days(reader: Reader) -> dict[str, int]:
    """Days to mend a finding, by its level, where nobody says another deadline: as the owner set them."""
    chosen = numbers(str(settings.get(reader, settings.MEND_DAYS)))
    return dict(zip((o.key for o in LEVELS), chosen, strict=True))


def default_deadline(reader: Reader, level: str, found_on: date) -> date:
    """By when a finding of that level is to be mended, if nobody says another day."""
    return found_on + timedelta(days=mend_days(reader)[level])


def closed(record: Mapping[str, Any]) -> NotAllowed | None:
    """Why a rectification cannot be changed any more, once it was re-checked or cancelled."""
    if record["status"] in ("open", "done"):
        return None
    return NotAllowed(
        N_("A rectification that was re-checked or cancelled never changes."),
        N_("Nothing was changed."),
        N_("If it is found again, open another: the two are linked as a repeat."),
    )


def fixed_fields(record: Mapping[str, Any]) -> frozenset[str]:
    """What only moves change once a rectification stands: its deadline, what was done, and the re-check."""
    fixed = {*_MENDED, *_CHECKED}
    if record["deadline"] is not None:
        fixed.add("deadline")
    if record["check_id"] is not None:
        fixed |= {"source", "found_on", "found_by"}
    if record["status"] == "done":
        fixed |= {"title", "finding", "clause", "advice", "requirement", "standard", "level", "found_on", "cost"}
    return frozenset(fixed)


def complete(uow: UnitOfWork, values: Values) -> Values:
    """What a new rectification gets besides what was typed: deadline, state, and whether it repeats an earlier one.

    One that comes from a paper register may be mended and re-checked already; its state follows from what it says.
    Raises `Invalid` for dates in an impossible order.
    """
    found = dict(values)
    level = found.get("level") or "general"
    day: date = found.get("found_on") or uow.today
    _read_words(found, uow.today)
    found["status"] = _state(found)
    if found.get("deadline") is None and found["status"] == "open":
        found["deadline"] = default_deadline(uow.reader, level, day)
    found["first_deadline"] = found.get("deadline")
    if found.get("recheck_on") is None:
        found["recheck_on"] = found.get("deadline")
    _refuse_disorder(found, uow.today)
    found["self_verified"] = found["status"] == "verified" and _same(found)
    earlier = repeats_of(uow.reader, found, day)
    if earlier:
        found |= {"repeat_of": earlier[0], "repeats": len(earlier)}
    return found


def corrected(uow: UnitOfWork, record_id: int, values: Values) -> Values:
    """What a change of an open rectification brings along: its first deadline, and whether it repeats another now.

    Raises `NotAllowed` for what only moves change, `Invalid` for dates in an impossible order.
    """
    old = uow.reader.record("rectifications", record_id)
    new = {**old, **values}
    found = dict(values)
    held = [n for n in fixed_fields(old) if new[n] != old[n]]
    if held:
        label = uow.registry["rectifications"].field(sorted(held)[0]).label
        raise NotAllowed(
            N_("{label} is not typed over.", label=label),
            N_("Nothing was changed."),
            N_("Use the steps of the rectification: extend, rectify, re-check."),
        )
    if old["first_deadline"] is None and new["deadline"] is not None:
        found["first_deadline"] = new["deadline"]
    if any(new[n] != old[n] for n in ("clause", "place", "found_on")):
        earlier = repeats_of(uow.reader, new, new["found_on"])
        found |= {"repeat_of": earlier[0] if earlier else None, "repeats": len(earlier) or None}
    _refuse_disorder(new, uow.today)
    return found


def _read_words(found: Values, today: date) -> None:
    """What the words of a paper register mean: "合格" as the opinion is a verdict, "未整改" is no mending."""
    opinion = (found.get("opinion") or "").strip()
    if found.get("verdict") is None and opinion:
        verdict = next((o.key for o in VERDICTS if opinion.lower() in o.aliases), None)
        found["verdict"] = verdict
    if (found.get("done_what") or "").strip() in _NOT_MENDED:
        found["done_what"] = None
    planned = found.get("recheck_on")
    if found.get("verdict") is not None and found.get("verified_on") is None and planned is not None:
        found["verified_on"] = planned if planned <= today else None


def _state(values: Mapping[str, Any]) -> str:
    said: str = values.get("status") or "open"
    if values.get("verdict") == "pass":
        return "verified"
    if said != "open" or values.get("verdict") == "fail":
        return said
    return "done" if values.get("done_on") is not None or values.get("done_what") else "open"


def _refuse_disorder(values: Mapping[str, Any], today: date) -> None:
    found, done, seen = (values.get(n) for n in ("found_on", "done_on", "verified_on"))
    problems: list[FieldError] = []
    if found is not None and found > today:
        problems.append(FieldError("found_on", N_("This day has not come yet.")))
    if done is not None and found is not None and done < found:
        problems.append(FieldError("done_on", N_("It cannot be rectified before it was found.")))
    if done is not None and done > today:
        problems.append(FieldError("done_on", N_("This day has not come yet.")))
    if seen is not None and done is not None and seen < done:
        problems.append(FieldError("verified_on", N_("It cannot be re-checked before it was rectified.")))
    if seen is not None and seen > today:
        problems.append(FieldError("verified_on", N_("This day has not come yet.")))
    if problems:
        raise Invalid(tuple(problems))


def _same(record: Mapping[str, Any]) -> bool:
    """Whether who re-checked is who mended it, as far as it is known."""
    doer = record.get("done_by") or record.get("owner_id")
    return doer is not None and doer == record.get("verifier_id")


def repeats_of(reader: Reader, values: Mapping[str, Any], found_on: date) -> list[int]:
    """Earlier rectifications of the same finding, the latest first.

    The same is: the same item of a checklist, or the same clause, at the same place within the twelve months before.
    Of two that both come from checklists only the item counts: many items rest on one clause.
    """
    t = table(Rectification)
    same = []
    key = values.get("item_key")
    if key:
        same.append(and_(t.c.item_key == key, t.c.place.is_not_distinct_from(values.get("place"))))
    if values.get("clause") and values.get("place"):
        alike = and_(t.c.clause == values["clause"], t.c.place == values["place"])
        same.append(and_(alike, t.c.item_key.is_(None)) if key else alike)
    if not same:
        return []
    wanted = select(t.c.id).where(
        or_(*same),
        t.c.found_on <= found_on,
        t.c.found_on >= found_on - timedelta(days=REPEAT_DAYS),
        t.c.status != "cancelled",
        t.c.voided_at.is_(None),
    )
    if values.get("id") is not None:
        wanted = wanted.where(t.c.id != values["id"])
    return [int(i) for (i,) in reader.connection.execute(wanted.order_by(t.c.found_on.desc(), t.c.id.desc()))]


def recount_repeats(uow: UnitOfWork, gone: Values) -> None:
    """After a rectification was voided: later findings of the same count what they repeat without it."""
    t = table(Rectification)
    alike = and_(t.c.clause == gone["clause"], t.c.place == gone["place"])
    wanted = select(t).where(
        or_(alike, t.c.item_key == gone["item_key"]),
        t.c.found_on >= gone["found_on"],
        t.c.found_on <= gone["found_on"] + timedelta(days=REPEAT_DAYS),
        t.c.repeats.is_not(None),
        t.c.voided_at.is_(None),
    )
    changes: dict[int, Values] = {}
    for row in uow.reader.rows(wanted):
        earlier = repeats_of(uow.reader, row, row["found_on"])
        changes[row["id"]] = {"repeat_of": earlier[0] if earlier else None, "repeats": len(earlier) or None}
    uow.update_many("rectifications", changes, action="update", reason=gone["number"])


# moves


def done(uow: UnitOfWork, record: Values, asked: Values) -> Done:
    """Mended: what was done, when and by whom; then it waits for its re-check."""
    _refuse_disorder({**record, **asked, "verified_on": None, "verdict": None}, uow.today)
    changes: Values = {"verified_on": None, "verdict": None, "opinion": None}
    if asked.get("done_by") is None:
        changes["done_by"] = record["owner_id"] or me(uow.reader, uow.actor.name)
        if changes["done_by"] is None:  # a re-check by the doer could not be told from one by another
            raise Invalid((FieldError("done_by", N_("Say who rectified it.")),))
    if record["recheck_on"] is None or record["recheck_on"] < asked["done_on"]:
        changes["recheck_on"] = asked["done_on"] + timedelta(days=RECHECK_DAYS)
    return Done(changes)


def verify(uow: UnitOfWork, record: Values, asked: Values) -> Done:
    """Looked at again and in order. Whether it was the doer who looked is kept, and the paper says so."""
    return _rechecked(uow, record, asked, "pass")


def send_back(uow: UnitOfWork, record: Values, asked: Values) -> Done:
    """Looked at again and not in order: open once more, with a deadline that lies ahead."""
    made = _rechecked(uow, record, asked, "fail")
    deadline = asked.get("deadline")
    if deadline is not None and deadline < asked["verified_on"]:
        raise Invalid((FieldError("deadline", N_("The new deadline lies before the re-check.")),))
    made.changes["sent_back"] = (record["sent_back"] or 0) + 1
    if deadline is None:
        deadline = max(
            record["deadline"] or uow.today, default_deadline(uow.reader, record["level"], asked["verified_on"])
        )
        made.changes["deadline"] = deadline
    made.changes["recheck_on"] = deadline
    if deadline != record["deadline"]:
        reason = uow.reader.locale.tr(N_("Not passed on re-check: {opinion}", opinion=asked["opinion"]))
        made.lines["extensions"] = _moved(uow, record, deadline, reason)
        made.changes["extended"] = (record["extended"] or 0) + 1
    return made


def _rechecked(uow: UnitOfWork, record: Values, asked: Values, verdict: str) -> Done:
    now = {**record, **asked, "verdict": verdict}
    _refuse_disorder(now, uow.today)
    by_doer = _same(now)
    row: Values = {
        "checked_on": asked["verified_on"],
        "verifier_id": asked["verifier_id"],
        "verdict": verdict,
        "opinion": asked.get("opinion"),
        "self_verified": by_doer,
        **{n: record[n] for n in _MENDED},
        "recorded_at": uow.now,
    }
    lines = [*uow.reader.lines("rectifications", record["id"], "rechecks"), row]
    changes = {"verdict": verdict, "self_verified": by_doer, "opinion": asked.get("opinion")}
    return Done(changes, lines={"rechecks": lines})


def extend(uow: UnitOfWork, record: Values, asked: Values) -> Done:
    """A later deadline; the one before stays with the reason. Raises `Invalid` for one that is not later."""
    new = asked["deadline"]
    if record["deadline"] is not None and new <= record["deadline"]:
        raise Invalid((FieldError("deadline", N_("The new deadline is not later than the present one.")),))
    changes: Values = {"extended": (record["extended"] or 0) + 1}
    if record["recheck_on"] is None or record["recheck_on"] == record["deadline"]:
        changes["recheck_on"] = new
    return Done(changes, lines={"extensions": _moved(uow, record, new, asked["reason"])})


def _moved(uow: UnitOfWork, record: Values, new: date, reason: str) -> list[Values]:
    """The moved deadlines, this one among them."""
    row: Values = {
        "at": uow.now,
        "old_deadline": record["deadline"],
        "new_deadline": new,
        "reason": reason,
        "by": uow.actor.name,
    }
    return [*uow.reader.lines("rectifications", record["id"], "extensions"), row]

"""What the moves of a complaint do: contacts are kept, clocks stop, pause and begin anew, a close is checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.core.dates import plus_years
from app.core.errors import FieldError, Invalid, NotAllowed, UserError
from app.core.i18n import N_
from app.core.text import storable
from app.models.complaint_words import OPEN, PAUSABLE, PROMISES, TESTING
from app.models.registers.complaints import CONTACT_FIELDS
from app.services import clocks, settings, users
from app.services import complaint_clocks as timing
from app.services import complaint_remedies as given
from app.services.clocks import Clock
from app.services.effect import Done, Effect
from app.services.tables import Values
from app.services.validate import field_problems, raise_if
from app.store.reader import Reader
from app.store.uow import UnitOfWork

EDITABLE_WHEN_SETTLED = frozenset(
    {"note", "carried_out", "done_on", "done_by", "satisfaction", "handler_id", "root_cause"}
)
"""What is still filled in after a complaint was settled; everything else stays as it was when it was."""

TOO_OLD_YEARS = 3
_PAUSABLE = frozenset(o.key for o in PAUSABLE)

NOT_WAITING: Mapping[str, Any] = MappingProxyType({"waiting_since": None, "waiting_due": None, "waits": False})
"""What a settled complaint says of a customer who waits."""


def log_contact(uow: UnitOfWork, complaint_id: int, contact: Mapping[str, Any]) -> None:
    """Write down a contact: `at`, `direction` (in, out), `channel`, `who`, `said`. It is never changed afterwards.

    The first word of the shop to the customer stops the clock of the first reply at the time of the contact, and
    acknowledges the complaint. Raises `Invalid` for what is missing, and for the future.
    """
    users.require(uow.actor, "write")
    complaint = uow.reader.record("complaints", complaint_id)
    if complaint["voided_at"] is not None:
        raise NotAllowed(N_("{title} was voided.", title=complaint["number"]), N_("Nothing was changed."))
    changes, rows = _with_contact(uow, complaint, timing.of(uow.reader, complaint_id), contact)
    if contact.get("direction") == "out" and complaint["status"] in ("received", "accepted"):
        at = rows["contacts"][-1]["at"]
        changes |= {"status": "acknowledged", "acknowledged_at": at, "accepted_at": complaint["accepted_at"] or at}
    uow.update("complaints", complaint_id, changes, lines=rows, action="contact")


def _with_contact(
    uow: UnitOfWork, complaint: Values, found: Sequence[Clock], contact: Mapping[str, Any]
) -> tuple[Values, timing.Lines]:
    """The complaint's changes and lines with one more contact."""
    row = {"at": uow.now, **{n: v for n, v in contact.items() if v is not None and v != ""}}
    row["said"] = storable(str(row.get("said") or "")).strip()
    problems = field_problems(CONTACT_FIELDS, row, whole=True)
    if not any(p.field == "at" for p in problems) and row["at"] > uow.now:
        problems.append(FieldError("at", N_("This is in the future. Write down what was said, not what will be.")))
    raise_if(problems)
    contacts: list[Values] = uow.reader.lines("complaints", complaint["id"], "contacts")
    contacts.append({"who": None, **row, "recorded_at": uow.now, "recorded_by": uow.actor.name})
    clocks_now = list(found)
    if row["direction"] == "out":
        told = timing.first_told(uow.reader, complaint, found, row["at"])
        clocks_now = timing.replied(told, row["at"], uow.reader)
    mirror, rows = timing.written(clocks_now, uow.now)
    changes = mirror | _waiting(uow.reader, contacts, complaint["status"] in OPEN)
    return changes, {**rows, "contacts": contacts}


def _waiting(reader: Reader, contacts: Sequence[Values], still_open: bool) -> Values:
    found = timing.waiting(contacts, int(settings.get(reader, settings.FIRST_REPLY)))
    return found if still_open else {**found, **NOT_WAITING}


def _told(
    uow: UnitOfWork, complaint: Values, found: Sequence[Clock], asked: Values, words: str = "said"
) -> tuple[Values, timing.Lines]:
    """The changes and lines of a move in which the customer was told something, by way of a contact."""
    contact = {"direction": "out", "channel": asked["contact_channel"], "said": asked[words]}
    return _with_contact(uow, complaint, found, contact)


def _taken_on(uow: UnitOfWork, complaint: Values, found: Sequence[Clock], asked: Values) -> Done:
    """A move by whose words to the customer the complaint is taken on, if it was not before."""
    changes, rows = _told(uow, complaint, found, asked)
    if complaint["accepted_at"] is None:
        changes["accepted_at"] = uow.now
    return Done(changes, lines=rows)


def _done(uow: UnitOfWork, found: Sequence[Clock], **changes: Any) -> Done:
    mirror, rows = timing.written(found, uow.now)
    return Done(mirror | changes, lines=rows)


def _clocks(uow: UnitOfWork, complaint: Values) -> list[Clock]:
    return timing.of(uow.reader, complaint["id"])


def _accept(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    return _done(uow, _clocks(uow, complaint))


def _acknowledge(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    return _taken_on(uow, complaint, _clocks(uow, complaint), asked)


def _investigate(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    """Taken up again after an answer, the promise runs on; the time in which the customer thought does not count."""
    found = _clocks(uow, complaint)
    if complaint["status"] == "responded":
        last = max((c.turn for c in found), default=1)
        found = [
            clocks.restart(c, uow.now, uow.tz, "answer", uow.actor.name)
            if c.kind == "resolve" and c.turn == last
            else c
            for c in found
        ]
    return _done(uow, found)


def _respond(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    return _taken_on(uow, complaint, timing.stopped(_clocks(uow, complaint), PROMISES, uow.now, uow.reader), asked)


def _refuse_if_running(found: Sequence[Clock], complaint: Values) -> None:
    if any(c.state != "stopped" for c in found if c.kind in timing.AUTHORITYS):
        raise NotAllowed(
            N_("The authority's term of {title} still runs.", title=complaint["number"]),
            N_("Nothing was changed."),
            N_("Record first what the authority was answered, or how its case ended."),
        )


def _close(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    found = _clocks(uow, complaint)
    _refuse_if_running(found, complaint)
    if any(c.state != "stopped" for c in found):
        raise NotAllowed(
            N_("A clock of {title} has not stopped.", title=complaint["number"]),
            N_("Nothing was changed."),
            N_("Answer the customer first."),
        )
    wanted = int(settings.get(uow.reader, settings.TRIES))
    if complaint["answer"] == "no_answer" and complaint["tries"] < wanted:
        raise Invalid(
            (
                FieldError(
                    "answer",
                    N_("“No answer” needs {n} contacts on record; there are {m}.", n=wanted, m=complaint["tries"]),
                ),
            )
        )
    given.refuse_unbooked(uow.reader, complaint)
    live = given.given(uow.reader, complaint["id"])
    carried_out = all(one.done for one in live) if live else bool(complaint["carried_out"])
    changes = {
        "done_on": complaint["done_on"] or uow.today,
        "done_by": complaint["done_by"] or complaint["handler_id"],
        "carried_out": carried_out,
        **given.owing("closed", carried_out, bool(live)),
    }
    return _done(uow, found, **changes, **NOT_WAITING)


def _refuse(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    """Turned down in words to the customer, which are a contact like any other: silence keeps no promise."""
    found = _clocks(uow, complaint)
    _refuse_if_running(found, complaint)
    if asked["refusal"] == "too_old":
        _refuse_if_young(complaint)
    found = timing.stopped(found, PROMISES, uow.now, uow.reader)
    changes, rows = _told(uow, complaint, found, asked, "refuse_reason")
    return Done({**changes, **NOT_WAITING}, lines=rows)


def _refuse_if_young(complaint: Values) -> None:
    """Raise `Invalid` unless it happened more than three years before: the customer cannot have known of it earlier.

    市场监督管理投诉举报处理办法 art. 16(4).
    """
    happened, received = complaint["happened_on"], complaint["received_on"]
    if happened is None:
        raise Invalid((FieldError("refusal", N_("Enter first when it happened.")),))
    if received <= plus_years(happened, TOO_OLD_YEARS):
        why = N_("It happened on {day}: that is not three years before it was complained of.", day=happened.isoformat())
        raise Invalid((FieldError("refusal", why),))


def _reopen(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    """What was on record stays; the promise begins anew, and the customer is to be asked anew."""
    found = _clocks(uow, complaint)
    turn = max((c.turn for c in found), default=1) + 1  # one that came in settled had its first turn elsewhere
    found += timing.promises(uow.reader, uow.now, turn)
    blank = dict.fromkeys(
        ("answer", "satisfaction", "done_on", "done_by", "closed_at", "refused_at", "refusal", "refuse_reason")
    )
    return _done(uow, found, **blank, reopened=complaint["reopened"] + 1, carried_out=False, undone=False, owed=False)


def _pause(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    """The shop stops its own promise; mediation while goods are tested; the authority's term never."""
    found = _clocks(uow, complaint)
    kind = asked.get("clock") or PAUSABLE[0].key
    if kind not in _PAUSABLE:
        raise NotAllowed(
            N_("This clock of {title} is not the shop's to stop.", title=complaint["number"]),
            N_("Nothing was changed."),
            N_("If the authority gave another date, enter it as the day to answer it by."),
        )
    if kind == "mediation" and asked["pause_for"] != TESTING:
        raise Invalid((FieldError("pause_for", N_("Mediation pauses only while goods are tested or inspected.")),))
    running = [c for c in found if c.kind == kind and c.state == "running"]
    if not running:
        raise NotAllowed(
            N_("None of these clocks of {title} runs.", title=complaint["number"]), N_("Nothing was changed.")
        )
    why = asked.get("reason")
    changed = [clocks.pause(c, uow.now, asked["pause_for"], why, uow.actor.name) if c in running else c for c in found]
    return _done(uow, changed)


def _resume(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    found = _clocks(uow, complaint)
    paused = [c for c in found if c.state == "paused" and asked.get("clock") in (None, "", c.kind)]
    if not paused:
        raise NotAllowed(
            N_("None of these clocks of {title} is paused.", title=complaint["number"]), N_("Nothing was changed.")
        )
    changed = [clocks.resume(c, uow.now, uow.tz, asked["reason"]) if c in paused else c for c in found]
    return _done(uow, changed)


def _past(uow: UnitOfWork, at: datetime) -> datetime:
    if at > uow.now:
        raise Invalid((FieldError("at", N_("This is in the future.")),))
    return at


def _answer_authority(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    at = _past(uow, asked["at"])
    found = timing.stopped(_clocks(uow, complaint), ("authority",), at, uow.reader)
    return _done(uow, found, authority_answered_at=at)


def _end_authority(uow: UnitOfWork, complaint: Values, asked: Values) -> Done:
    at = _past(uow, asked["at"])
    found = timing.stopped(_clocks(uow, complaint), timing.AUTHORITYS, at, uow.reader)
    return _done(uow, found, authority_ended_at=at)


def fixed_fields(complaint: Mapping[str, Any]) -> frozenset[str]:
    """The fields that stay as they were when the complaint was settled."""
    if complaint.get("status") in OPEN:
        return frozenset()
    return frozenset(complaint) - EDITABLE_WHEN_SETTLED


def who_complained(uow: UnitOfWork, complaint_id: int, why: str) -> Values:
    """Who made a confidential complaint: `customer_id`, `name`, `phone`. For the owner alone; asking is recorded.

    Raises `NotAllowed` for anyone else, `UserError` without a reason.
    """
    if uow.actor.role != "owner":
        raise NotAllowed(
            N_("Who made a confidential complaint is shown to the owner alone."), None, N_("Ask the owner.")
        )
    reason = storable(why).strip()
    if not reason:
        raise UserError(N_("Say why this is looked at."), None, N_("A word is enough: parcel, complaint, call back."))
    record = uow.reader.record("complaints", complaint_id)
    seen = {"revealed": ["customer_name", "customer_phone"]}
    uow.log("reveal", "complaints", complaint_id, number=record["number"], after=seen, reason=reason)
    return {"customer_id": record["known_customer_id"], "name": record["known_name"], "phone": record["known_phone"]}


EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("complaints", "accept"): _accept,
        ("complaints", "acknowledge"): _acknowledge,
        ("complaints", "investigate"): _investigate,
        ("complaints", "respond"): _respond,
        ("complaints", "close"): _close,
        ("complaints", "refuse"): _refuse,
        ("complaints", "reopen"): _reopen,
        ("complaints", "pause"): _pause,
        ("complaints", "resume"): _resume,
        ("complaints", "answer_authority"): _answer_authority,
        ("complaints", "end_authority"): _end_authority,
    }
)
"""Move → what it does beyond the state."""

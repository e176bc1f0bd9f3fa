"""The clocks of a complaint: the shop's promise and the authority's term, and what of them the list shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.models.complaint_words import AUTHORITY, PROMISES
from app.models.registers.complaints import Complaint, ComplaintClock
from app.services import clocks, settings
from app.services.clocks import Clock, Term
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

Lines = dict[str, list[Values]]
AUTHORITYS = ("authority", "mediation")
_SAYS = {"first_reply": "first_kept", "resolve": "resolve_kept"}
"""Clock of a promise → the column that says whether it was kept."""
FIXED = 0
"""The amount of a term whose end someone else set."""


def of(reader: Reader, complaint_id: int) -> list[Clock]:
    """A complaint's clocks, those of earlier turns first."""
    rows = (reader.lines("complaints", complaint_id, name) for name in ("clocks", "pauses"))
    return clocks.from_rows(*rows)


def lines(found: Sequence[Clock]) -> Lines:
    """The clocks as the complaint's lines."""
    clock_rows, pause_rows = clocks.to_rows(found)
    return {"clocks": clock_rows, "pauses": pause_rows}


def promises(reader: Reader, at: datetime, turn: int = 1) -> list[Clock]:
    """The clocks of the shop's own promise, begun at `at`: first reply and resolution, as the settings have them."""
    tz = reader.locale.tz
    hours = int(settings.get(reader, settings.FIRST_REPLY))
    days = int(settings.get(reader, settings.RESOLVE))
    return [
        clocks.begin("first_reply", Term("hours", hours), at, tz, turn),
        clocks.begin("resolve", Term("hours", days * 24), at, tz, turn),
    ]


def authoritys(reader: Reader, complaint: Values) -> dict[str, tuple[Term, datetime]]:
    """Which of the authority's terms run for a complaint, and since when."""
    found: dict[str, tuple[Term, datetime]] = {}
    tz = reader.locale.tz
    given = any(complaint.get(n) for n in ("authority_no", "authority_notified_on", "authority_due_on"))
    if complaint["channel"] == AUTHORITY or given:
        day = complaint.get("authority_notified_on")
        start = complaint["received_at"] if day is None else datetime.combine(day, time(), tz).astimezone(UTC)
        due_on = complaint.get("authority_due_on")
        days = FIXED if due_on else int(settings.get(reader, settings.AUTHORITY_DAYS))
        found["authority"] = (Term("workdays", days, due_on), start)
    if complaint.get("mediation_on"):
        start = datetime.combine(complaint["mediation_on"], time(), tz).astimezone(UTC)
        found["mediation"] = (Term("days", int(settings.get(reader, settings.MEDIATION_DAYS))), start)
    return found


def follow(
    reader: Reader, complaint: Values, found: Sequence[Clock], now: datetime, again: Collection[str] = ()
) -> list[Clock]:
    """The clocks after a complaint's dates were set or corrected: the authority's come, move and go with them.

    One that is overrun or stopped stays as it is, whatever was corrected. `again` names those of the authority's for
    which it gave another date: stopped ones then begin anew beside the old.
    """
    tz = reader.locale.tz
    wanted = authoritys(reader, complaint)
    last = {c.kind: c for c in sorted(found, key=lambda c: c.turn)}
    kept: list[Clock] = []
    for clock in found:
        if clock.kind not in AUTHORITYS:
            if clock.turn == 1:
                clock = clocks.retimed(clock, clock.term, complaint["received_at"], tz, now)
            kept.append(clock)
        elif clock.kind in wanted:
            term, start = wanted[clock.kind]
            is_last = clock is last[clock.kind]
            kept.append(clocks.retimed(clock, _as_begun(term, clock.term), start, tz, now) if is_last else clock)
        else:
            clock = clocks.settled(clock, now)
            if clock.breached_at is not None or clock.stopped_at is not None:
                kept.append(clocks.stop(clock, now, tz))
    for kind, (term, start) in wanted.items():
        before = last.get(kind)
        if before is None:
            kept.append(clocks.begin(kind, term, start, tz))
        elif before.stopped_at is not None and kind in again:
            kept.append(clocks.begin(kind, term, max(start, before.stopped_at), tz, before.turn + 1))
    return kept


def _as_begun(term: Term, begun: Term) -> Term:
    """A term that ran already keeps the length with which it began: a later change of the settings is for others."""
    return begun if term.fixed_on == begun.fixed_on else term


def each(found: Iterable[Clock], kinds: Iterable[str], change: Callable[[Clock], Clock]) -> list[Clock]:
    """The clocks, those of the given kinds changed."""
    wanted = set(kinds)
    return [change(c) if c.kind in wanted else c for c in found]


def stopped(found: Iterable[Clock], kinds: Iterable[str], at: datetime, reader: Reader) -> list[Clock]:
    """The clocks, those of the given kinds stopped at `at`."""
    return each(found, kinds, lambda c: clocks.stop(c, at, reader.locale.tz))


def replied(found: Iterable[Clock], at: datetime, reader: Reader) -> list[Clock]:
    """The clocks after the shop said something at `at`, which may be long before it is written down.

    The first turn counts what was said before the complaint was entered; one that began anew does not.
    """
    tz = reader.locale.tz
    return each(found, ("first_reply",), lambda c: clocks.stop(c, at, tz) if c.turn == 1 or c.started_at <= at else c)


def unknown(found: Sequence[Clock]) -> tuple[str, ...]:
    """The promises of which nobody wrote down when they were met: every other complaint has a clock of each."""
    there = {c.kind for c in found if c.turn == 1}
    return tuple(kind for kind in PROMISES if kind not in there)


def without_unknown(found: Sequence[Clock], complaint: Values, today: date) -> list[Clock]:
    """The clocks of a complaint that was dealt with before it was entered, less those of which the end is not known.

    The day on which it was done is no first reply: that came earlier, and an older register does not say when. Only
    what is done on the day of its entry was surely answered by then. With no such day, the resolution is not known
    either.
    """
    done_on = complaint.get("done_on")
    lost = {"resolve", "first_reply"} if done_on is None else {"first_reply"}
    if done_on == today:
        lost = {c.kind for c in found if c.kind == "first_reply" and c.breached_at is not None}
    return [c for c in found if c.kind not in lost]


def first_told(reader: Reader, complaint: Values, found: Sequence[Clock], at: datetime) -> list[Clock]:
    """The clocks when a word of the shop of the time `at` is written down, which may tell the unknown first reply."""
    ended = complaint["responded_at"] or complaint["refused_at"]
    if "first_reply" not in unknown(found) or ended is None or at > ended:
        return list(found)
    return [promises(reader, complaint["received_at"])[0], *found]


def written(found: Sequence[Clock], now: datetime) -> tuple[Values, Lines]:
    """What a complaint shows of its clocks, and the lines, with every overrun up to now written down."""
    found = [clocks.settled(c, now) for c in found]
    running = {kind: [c.due_at for c in found if c.kind == kind and c.state == "running"] for kind in _KINDS}
    authority = running["authority"] + running["mediation"]
    dues = [due for all_due in running.values() for due in all_due]
    states = {c.state for c in found}
    breaches = [c.breached_at for c in found if c.breached_at is not None]
    first = {c.kind: c for c in found if c.turn == 1}
    mirror: Values = {
        "first_due": min(running["first_reply"], default=None),
        "resolve_due": min(running["resolve"], default=None),
        "authority_due": min(authority, default=None),
        "next_due": min(dues, default=None),
        "breached_at": min(breaches, default=None),
        "overran": bool(breaches),
        **{_SAYS[kind]: _kept(first[kind]) if kind in first else "unknown" for kind in PROMISES},
        "authority_kept": _kept_all([c for c in found if c.kind == "authority"]),
        "timing": "paused" if "paused" in states else "running" if "running" in states else "settled",
    }
    return mirror, lines(found)


def _kept(clock: Clock | None) -> str | None:
    """Whether a term was kept; None while that is open, and where there is no such term."""
    if clock is None or (clock.breached_at is None and clock.stopped_at is None):
        return None
    return "kept" if clock.breached_at is None else "late"


def _kept_all(found: Sequence[Clock]) -> str | None:
    """Whether every term that an authority set was kept: one that was not is enough, one that runs leaves it open."""
    said = [_kept(c) for c in found]
    return "late" if "late" in said else None if None in said else said[-1] if said else None


_KINDS = (*PROMISES, *AUTHORITYS)


def roll(uow: UnitOfWork) -> int:
    """Write down what was overrun since the last look; returns of how many complaints. For sign-in and a new day.

    Terms of days are counted anew first: the holidays of a year that was not published may be known by now.
    """
    recount(uow)
    c, k = table(Complaint), table(ComplaintClock)
    wanted = (
        select(k.c.complaint_id)
        .join(c, c.c.id == k.c.complaint_id)
        .where(k.c.stopped_at.is_(None), k.c.paused_at.is_(None), k.c.breached_at.is_(None))
        .where(k.c.due_at < uow.now, c.c.voided_at.is_(None))
        .distinct()
    )
    found = uow.connection.execute(wanted).scalars().all()
    for complaint_id in found:
        mirror, rows = written(of(uow.reader, complaint_id), uow.now)
        uow.update("complaints", complaint_id, mirror, lines=rows, action="overrun")
    return len(found)


def recount(uow: UnitOfWork) -> int:
    """Move what runs and is not overrun to where the calendar now ends it; returns of how many complaints.

    Each is told in its timeline.
    """
    c, k = table(Complaint), table(ComplaintClock)
    wanted = (
        select(k.c.complaint_id)
        .join(c, c.c.id == k.c.complaint_id)
        .where(k.c.stopped_at.is_(None), k.c.breached_at.is_(None), k.c.unit != "hours", c.c.voided_at.is_(None))
        .distinct()
    )
    moved = 0
    for complaint_id in uow.connection.execute(wanted).scalars().all():
        found = of(uow.reader, complaint_id)
        now = [clocks.recounted(one, uow.reader.locale.tz) for one in found]
        if now != found:
            mirror, rows = written(now, uow.now)
            uow.update("complaints", complaint_id, mirror, lines=rows, action="recounted")
            moved += 1
    return moved


def waiting(contacts: Sequence[Values], hours: int) -> Values:
    """Since when the customer waits for a reply, and by when it is due: since the first word after the shop's last."""
    ordered = sorted(contacts, key=lambda c: c["at"])  # of the same minute: as they were written down
    since: datetime | None = None
    for contact in ordered:
        if contact["direction"] == "out":
            since = None
        elif since is None:
            since = contact["at"]
    last: Any = ordered[-1]["at"] if ordered else None
    return {
        "last_contact_at": last,
        "waiting_since": since,
        "waits": since is not None,
        "waiting_due": None if since is None else since + timedelta(hours=hours),
        "tries": sum(1 for c in contacts if c["direction"] == "out"),
    }

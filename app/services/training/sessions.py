"""Training sessions: saved, held, closed; certificates for those who passed, the others stay to be trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.core.text import cut
from app.services import duties
from app.services.effect import Done
from app.services.tables import Values
from app.services.training import assignments, attendees, certificates, evaluations, needs, plans, redating
from app.services.training.people import DUTY
from app.services.validate import line_field
from app.store.uow import UnitOfWork

_TITLE_COLUMNS = 80
"""As long as a title is that is taken from what was taught: forty Chinese characters."""
FROM_COURSE = ("title", "minutes", "trainer", "content", "pass_mark")


def closed(session: Mapping[str, Any]) -> NotAllowed | None:
    """Why a session cannot be changed any more, once it was closed or cancelled."""
    if session["status"] in ("planned", "held"):
        return None
    return NotAllowed(
        N_("A closed session never changes."), N_("Nothing was changed."), N_("The owner can open it again.")
    )


def save(
    uow: UnitOfWork, record_id: int | None, values: Values, rows: Sequence[Values] | None, version: int | None
) -> int:
    """Save a session with its people; returns its id.

    A new one takes over what its course says. One that is entered after it was held, with the names of those who
    were there, counts as held. New results of a held one give their certificates. Raises `Invalid`.
    """
    old = uow.reader.record("training_sessions", record_id) if record_id is not None else {}
    values = _completed(uow, old, dict(values))
    new = {**old, **values}
    names = values.get("people")
    lines: list[Values] | None = None
    if rows is not None or names or "pass_mark" in values:
        stored = uow.reader.lines("training_sessions", record_id, attendees.LINES) if record_id is not None else []
        past = record_id is None and bool(names) and new["held_on"] < uow.today
        lines = attendees.prepare(uow.reader, _merged(stored, rows), names, "present" if past else "invited")
        if past and lines:
            values |= {"status": "held", "held_at": uow.now}
        attendees.judge(lines, new.get("pass_mark"))
        values |= attendees.counted(lines)
    given = {attendees.LINES: lines} if lines is not None else None
    if record_id is None:
        saved = uow.create("training_sessions", values, given)
    else:
        saved = record_id
        uow.update("training_sessions", saved, values, lines=given, version=version)
    if values.get("status", old.get("status")) == "held":
        took_place(uow, saved, first=old.get("status") != "held")
        if old.get("status") == "held":
            redating.follow(uow, old, {**old, **values})
        if record_id is None and not values.get("waiting"):
            uow.update("training_sessions", saved, {"status": "closed", "closed_at": uow.now}, action="close")
    return saved


def _completed(uow: UnitOfWork, old: Values, values: Values) -> Values:
    new = {**old, **values}
    if new.get("course_id") and (not old or "course_id" in values):
        course = uow.reader.record("courses", new["course_id"])
        for name in FROM_COURSE:
            if new.get(name) in (None, "") or (old and name not in values and name == "pass_mark"):
                values[name] = course[name]
    new = {**old, **values}
    planned = new.get("status", "planned") == "planned"
    if planned and values.get("quiz_id") and new.get("pass_mark") is None:  # else a quiz could be failed without effect
        values["pass_mark"] = uow.reader.record("quizzes", values["quiz_id"])["pass_mark"]
    if not new.get("title") and new.get("content"):  # many registers have one column for both
        values["title"] = new["title"] = cut(str(new["content"]).strip().splitlines()[0], _TITLE_COLUMNS)
    if not new.get("title"):
        raise Invalid((FieldError("title", N_("Choose a course, or say what it is about.")),))
    ends = new.get("ends_at")
    if ends is not None and ends <= new["starts_at"]:
        raise Invalid((FieldError("ends_at", N_("It cannot end before it begins.")),))
    if ends is not None and not new.get("minutes"):
        values["minutes"] = (ends - new["starts_at"]) // timedelta(minutes=1)
    values["held_on"] = business_date(new["starts_at"], uow.tz)
    if old.get("status") == "held" and values["held_on"] > uow.today:
        raise Invalid((FieldError("starts_at", N_("This day has not come yet.")),))
    return values


def _merged(stored: Sequence[Values], rows: Sequence[Values] | None) -> list[Values]:
    """The rows to keep: typed ones over what is stored of them; all of them where none were typed."""
    if rows is None:
        return [dict(r) for r in stored]
    by_id = {r["id"]: r for r in stored}
    return [{**by_id.get(r.get("id") or 0, {}), **r} for r in rows]


def hold(uow: UnitOfWork, session: Values, asked: Values) -> Done:
    """Record that a session took place: everyone was there or was not. Raises `Invalid` naming the rows."""
    if session["held_on"] > uow.today:
        raise NotAllowed(
            N_("This session has not come yet."),
            N_("Nothing was changed."),
            N_("Move its date if it was held earlier."),
        )
    rows = uow.reader.lines("training_sessions", session["id"], attendees.LINES)
    if not rows:
        raise Invalid((FieldError(attendees.LINES, N_("Who was there? Add the participants first.")),))
    unsaid = [
        FieldError(line_field(attendees.LINES, r["position"], "attendance"), N_("Was {name} there?", name=r["name"]))
        for r in rows
        if r["attendance"] == "invited"
    ]
    if unsaid:
        raise Invalid(tuple(unsaid))
    return Done(then=lambda: took_place(uow, session["id"], first=True))


def close(uow: UnitOfWork, session: Values, asked: Values) -> Done:
    """Close a session whose results are all there. Raises `Invalid` naming the rows without one."""
    rows = uow.reader.lines("training_sessions", session["id"], attendees.LINES)
    wanting = [
        FieldError(line_field(attendees.LINES, r["position"], "score"), N_("{name} has no score yet.", name=r["name"]))
        for r in rows
        if r["outcome"] == "open"
    ]
    if wanting:
        raise Invalid(tuple(wanting))
    return Done(then=lambda: took_place(uow, session["id"], first=False))


def took_place(uow: UnitOfWork, session_id: int, *, first: bool) -> None:
    """What follows from a session: certificates, what is still to be done, the plan's row, its evaluation."""
    session = uow.reader.record("training_sessions", session_id)
    rows = uow.reader.lines("training_sessions", session_id, attendees.LINES)
    if session["course_id"] is None:
        return
    course = uow.reader.record("courses", session["course_id"])
    _certify(uow, session, course, rows)
    _still_to_do(uow, course, rows)
    if not first:
        return
    if course["last_held_on"] is None or course["last_held_on"] < session["held_on"]:
        uow.update("courses", course["id"], {"last_held_on": session["held_on"]}, action="held")
    duties.fulfil(uow, "courses", course["id"], DUTY, session["held_on"], "training_sessions", session_id)
    were = [r["post"] for r in rows if r["attendance"] == "present"]
    plans.done(uow, course["id"], session, were)
    if course["evaluate_weeks"]:
        evaluations.plan(uow, session, session["held_on"] + timedelta(weeks=course["evaluate_weeks"]))


def _certify(uow: UnitOfWork, session: Values, course: Values, rows: Sequence[Values]) -> None:
    """Who passed has a certificate; one that was given and does not hold any more is revoked."""
    there = certificates.of_session(uow, session["id"])
    for row in rows:
        if row["outcome"] != "passed" or row["staff_id"] is None:
            continue
        given = there.get(row["staff_id"])
        grade = str(row["score"]) if row["score"] is not None else None
        if given is not None and given["course_id"] == course["id"]:
            del there[row["staff_id"]]
            if given["grade"] != grade:
                uow.update("certificates", given["id"], {"grade": grade})
            if given["issued_on"] != session["held_on"]:
                certificates.redate(uow, given, course, session["held_on"])
        else:
            certificates.issue(uow, row["staff_id"], course, session["held_on"], session["id"], grade)
    why = uow.reader.locale.tr(N_("The result in {number} was mended.", number=session["number"]))
    gone = {c["id"]: {"state": "revoked", "revoke_reason": why} for c in there.values()}
    uow.update_many("certificates", gone, action="revoke", reason=why)
    for given in there.values():
        certificates.latest_holds(uow, given)
    if off := there.keys() - {r["staff_id"] for r in rows}:
        assignments.ask_missing(uow, off)


def _still_to_do(uow: UnitOfWork, course: Values, rows: Sequence[Values]) -> None:
    """Those who were away or did not pass have it to do, if they need the course and hold nothing of it."""
    away = {
        r["staff_id"]: r["outcome"] for r in rows if r["staff_id"] is not None and r["outcome"] in ("missed", "failed")
    }
    people = needs.staff(uow.reader, away)
    wanted = needs.required(people, [course])
    held = needs.held(uow.reader, away)
    due = uow.today + timedelta(days=course["due_days"])
    for why, result in (("absent", "missed"), ("failed", "failed")):
        missing = {
            pair: due for pair in wanted if away[pair[0]] == result and not needs.holds_on(held.get(pair), uow.today)
        }
        assignments.ask(uow, missing, why)


def take_score(uow: UnitOfWork, session_id: int, staff_id: int, score: int) -> None:
    """Put a quiz's score into a session that is not closed; somebody who was not on it is added. A closed one stays."""
    session = uow.reader.record("training_sessions", session_id)
    if closed(session) is not None:
        return
    rows = uow.reader.lines("training_sessions", session_id, attendees.LINES)
    mine = next((r for r in rows if r["staff_id"] == staff_id), None)
    if mine is None:
        mine = {"staff_id": staff_id}
        rows.append(mine)
    mine |= {"score": score, "attendance": "present"}
    save(uow, session_id, {}, rows, None)

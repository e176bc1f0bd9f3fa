"""The yearly plan: made from what posts require, approved as a whole, done by the sessions that take place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.registers.training_plans import TrainingPlan
from app.services import users
from app.services.tables import Values, table
from app.services.training import assignments, needs
from app.services.training.rules import month_end, posts_of
from app.store.uow import NewRecord, UnitOfWork


def prepare(uow: UnitOfWork, record_id: int | None, values: Values) -> Values:
    """Complete a row: the course's name, hours and trainer, the day by which it is due. Raises `Invalid`: no year."""
    old = uow.reader.record("training_plans", record_id) if record_id is not None else {}
    new = {**old, **values}
    year = str(new["year"]).removesuffix("年").strip()
    if not (year.isdigit() and 2000 <= int(year) <= 2100):
        raise Invalid((FieldError("year", N_("Type the year with four figures.")),))
    course = uow.reader.record("courses", new["course_id"])
    done = {**values, "year": year, "title": course["title"], "due_on": month_end(int(year), new["month"])}
    if record_id is None:
        for name in ("minutes", "trainer"):
            if new.get(name) in (None, ""):
                done[name] = course[name]
    return done


def make_year(uow: UnitOfWork, year: int) -> int:
    """Draft a year's plan from the courses that posts require; rows that are there stay. Returns how many were made.

    A course that was held keeps its month; the others are spread over the months that are left.
    """
    users.require(uow.actor, "write")
    t = table(TrainingPlan)
    there = {
        (r["post"] or "", r["course_id"])
        for r in uow.reader.rows(
            select(t.c.post, t.c.course_id).where(
                t.c.year == str(year), t.c.status != "dropped", t.c.voided_at.is_(None)
            )
        )
    }
    first = uow.today.month if year == uow.today.year else 1
    wanted: list[tuple[str, Values]] = []
    for course in needs.courses(uow.reader):
        posts = [""] if course["everyone"] else sorted((course["posts"] or "").split())
        wanted += [(post, course) for post in posts if (post, course["id"]) not in there]
    rows = []
    for at, (post, course) in enumerate(wanted):
        last: date | None = course["last_held_on"]
        month = (
            last.month if last is not None and last.month >= first else first + at * (13 - first) // max(len(wanted), 1)
        )
        rows.append(
            NewRecord(
                {
                    "year": str(year),
                    "post": post or None,
                    "course_id": course["id"],
                    "title": course["title"],
                    "month": min(month, 12),
                    "due_on": month_end(year, min(month, 12)),
                    "minutes": course["minutes"],
                    "trainer": course["trainer"],
                    "status": "draft",
                }
            )
        )
    uow.create_many("training_plans", rows, action="create")
    return len(rows)


def approve_year(uow: UnitOfWork, year: int) -> int:
    """Approve every draft of a year; returns how many. Raises `NotAllowed` unless the owner asks."""
    users.require(uow.actor, "settings")
    t = table(TrainingPlan)
    drafts = uow.reader.rows(select(t).where(t.c.year == str(year), t.c.status == "draft", t.c.voided_at.is_(None)))
    changes = {r["id"]: {"status": "approved", **approved(uow)} for r in drafts}
    uow.update_many("training_plans", changes, action="approve")
    ask(uow, drafts)
    return len(drafts)


def approved(uow: UnitOfWork) -> Values:
    """Who approves, and when."""
    return {"approved_on": uow.today, "approved_by": uow.actor.name}


def ask_of(uow: UnitOfWork, staff_id: int) -> None:
    """Somebody who joined, or has another post: what the approved plan still has ahead for that post is asked of them.

    What the plan asked for the post that they had is not asked any more.
    """
    t = table(TrainingPlan)
    rows = uow.reader.rows(select(t).where(t.c.status == "approved", t.c.voided_at.is_(None)))
    open_ones = needs.asked(uow.reader, [staff_id])
    for person in needs.staff(uow.reader, [staff_id]):
        meant = {r["course_id"] for r in rows if _meant(r, person["post"])}
        others = [r["id"] for (_, c), r in open_ones.items() if r["why"] == "plan" and c not in meant]
        assignments.drop(uow, others, uow.reader.locale.tr(N_("The post does not need it any more.")))
    ask(uow, [r for r in rows if r["due_on"] >= uow.today], [staff_id])


def ask(uow: UnitOfWork, rows: Iterable[Values], staff_ids: Iterable[int] | None = None) -> None:
    """An approved row asks its people for the course, unless what they hold outlasts its month.

    With `staff_ids` only those among them.
    """
    people = needs.staff(uow.reader, staff_ids)
    held = needs.held(uow.reader, (p["id"] for p in people))
    wanted: dict[tuple[int, int], date] = {}
    for row in sorted(rows, key=lambda r: r["due_on"], reverse=True):
        for person in people:
            pair = (person["id"], row["course_id"])
            if _meant(row, person["post"]) and not needs.holds_on(held.get(pair), row["due_on"]):
                wanted[pair] = row["due_on"]
    assignments.ask(uow, wanted, "plan")


def done(uow: UnitOfWork, course_id: int, session: Values, posts: Iterable[object]) -> None:
    """A session that took place does the earliest open row of each post that was there."""
    t = table(TrainingPlan)
    year = str(session["held_on"].year)
    rows = uow.reader.rows(
        select(t)
        .where(t.c.course_id == course_id, t.c.year == year, t.c.status == "approved", t.c.voided_at.is_(None))
        .order_by(t.c.due_on, t.c.id)
    )
    were = list(posts)
    finished: dict[str, int] = {}
    for row in rows:
        if (row["post"] or "") not in finished and any(_meant(row, post) for post in were):
            finished[row["post"] or ""] = row["id"]
    facts = {"status": "done", "done_on": session["held_on"], "session_id": session["id"]}
    uow.update_many("training_plans", {i: dict(facts) for i in finished.values()}, action="finish")


def _meant(row: Values, post: object) -> bool:
    return not row["post"] or not posts_of(row["post"]).isdisjoint(posts_of(post))

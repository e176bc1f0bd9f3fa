"""Who has read the plans in force: one row per person and version, closed by the person or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select, update

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.registers.acknowledgements import Acknowledgement
from app.models.registers.plans import Plan
from app.models.registers.staff import StaffMember
from app.services.effect import Done
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import NewRecord, UnitOfWork

READ_WITHIN_DAYS = 7
"""A new version is to be read within a week: policy."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's acknowledgement of a version. `mine`: the person who asks may acknowledge it with one click."""

    id: int
    staff_id: int
    name: str
    status: str
    due_on: date
    read_at: datetime | None
    signed_on: date | None
    mine: bool


def readings(reader: Reader, plan_id: int, actor_name: str) -> list[Reading]:
    """Everyone who is asked to read a version: one's own row first, then those who have not, then by name."""
    a, s = table(Acknowledgement), table(StaffMember)
    wanted = (
        select(a, s.c.name.label("known_as"), s.c.login)
        .join(s, s.c.id == a.c.staff_id)
        .where(a.c.plan_id == plan_id, a.c.status != "lapsed", a.c.voided_at.is_(None))
    )
    found = [
        Reading(r["id"], r["staff_id"], r["known_as"], r["status"], r["due_on"], r["read_at"], r["signed_on"],
                _is(r["login"], r["known_as"], actor_name))
        for r in reader.rows(wanted)
    ]  # fmt: skip
    return sorted(found, key=lambda r: (not r.mine, r.status != "open", r.name))


def _is(login: str | None, name: str, actor_name: str) -> bool:
    """Whether a staff member is the person signed in: by the name they sign in with, else by their own."""
    return actor_name == (login or name)


def open_rows(uow: UnitOfWork, plan_ids: Iterable[int] | None = None) -> int:
    """Ask everyone employed who was not asked yet to read these versions (all in force, unless given).

    Returns how many rows were opened. Called when a version comes into force, when somebody joins, and at sign-in.
    """
    p, s, a = table(Plan), table(StaffMember), table(Acknowledgement)
    plans = select(p).where(p.c.status == "in_force", p.c.voided_at.is_(None))
    if plan_ids is not None:
        plans = select(p).where(p.c.id.in_(list(plan_ids)))
    staff = uow.reader.rows(select(s.c.id, s.c.name).where(s.c.status == "active", s.c.voided_at.is_(None)))
    fresh: list[NewRecord] = []
    concerned: list[int] = []
    for plan in uow.reader.rows(plans):
        known = select(a.c.staff_id).where(a.c.plan_id == plan["id"], a.c.status != "lapsed", a.c.voided_at.is_(None))
        asked = {int(i) for (i,) in uow.connection.execute(known)}
        missing = [person for person in staff if person["id"] not in asked]
        if missing or plan["readers"] != len(asked):
            concerned.append(plan["id"])
        fresh += [NewRecord(_row(uow, plan, person)) for person in missing]
    uow.create_many("acknowledgements", fresh, action="asked")
    recount(uow, concerned)
    return len(fresh)


def _row(uow: UnitOfWork, plan: Values, person: Values) -> Values:
    return {
        "plan_id": plan["id"],
        "plan_number": plan["number"],
        "plan_name": plan["name"],
        "edition": plan["edition"],
        "staff_id": person["id"],
        "staff_name": person["name"],
        "status": "open",
        "due_on": uow.today + timedelta(days=READ_WITHIN_DAYS),
    }


def lapse_all(uow: UnitOfWork, plan_id: int, why: str) -> None:
    """Nobody is asked any more to read a version that is replaced or withdrawn. What was read stays on record."""
    a = table(Acknowledgement)
    open_ids = select(a.c.id).where(a.c.plan_id == plan_id, a.c.status == "open", a.c.voided_at.is_(None))
    _lapse(uow, [int(i) for (i,) in uow.connection.execute(open_ids)], why)
    # From then on runs how long it is kept: the plan's own row tells what happened.
    uow.connection.execute(update(a).where(a.c.plan_id == plan_id).values(ended_on=uow.today))
    recount(uow, [plan_id])


def staff_left(uow: UnitOfWork, staff_id: int, why: str = "") -> None:
    """Somebody left: what they had not read they are not asked to read any more."""
    a = table(Acknowledgement)
    wanted = select(a.c.id, a.c.plan_id).where(a.c.staff_id == staff_id, a.c.status == "open", a.c.voided_at.is_(None))
    rows = uow.connection.execute(wanted).all()
    _lapse(uow, [int(r.id) for r in rows], why)
    recount(uow, {int(r.plan_id) for r in rows})


def _lapse(uow: UnitOfWork, ids: Sequence[int], why: str) -> None:
    changes = {"status": "lapsed", "lapse_reason": why or None}
    uow.update_many("acknowledgements", {i: dict(changes) for i in ids}, action="lapse", reason=why)


def recount(uow: UnitOfWork, plan_ids: Iterable[int]) -> None:
    """Set on each plan how many people must know it and how many have not read it. Figures, not the plan's text."""
    ids = sorted(set(plan_ids))
    if not ids:
        return
    a, p = table(Acknowledgement), table(Plan)
    waiting = func.sum(case((a.c.status == "open", 1), else_=0))
    wanted = (
        select(a.c.plan_id, func.count(), waiting)
        .where(a.c.plan_id.in_(ids), a.c.status != "lapsed", a.c.voided_at.is_(None))
        .group_by(a.c.plan_id)
    )
    found = {int(i): (int(n), int(m or 0)) for i, n, m in uow.connection.execute(wanted)}
    for i in ids:
        people, unread = found.get(i, (0, 0))
        uow.connection.execute(update(p).where(p.c.id == i).values(readers=people, unread=unread))
    uow.touched.add("plans")


def read(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    """The person signed in acknowledges. Nobody can do it for somebody else."""
    person = uow.reader.record("staff", row["staff_id"])
    if not _is(person["login"], person["name"], uow.actor.name):
        raise NotAllowed(
            N_("Only {name} can acknowledge this on the screen.", name=person["name"]),
            N_("Nothing was changed."),
            N_("Let them sign in, or record the paper they signed."),
        )
    return Done({"recorded_by": uow.actor.name}, then=lambda: recount(uow, [row["plan_id"]]))


def sign_paper(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    """The owner records a paper that was signed. Raises `Invalid` for a day that is yet to come."""
    if asked["signed_on"] > uow.today:
        raise Invalid((FieldError("signed_on", N_("This day is yet to come.")),))
    return Done({"recorded_by": uow.actor.name}, then=lambda: recount(uow, [row["plan_id"]]))


def lapse(uow: UnitOfWork, row: Values, asked: Values) -> Done:
    """Somebody need not read it, for a reason that is kept."""
    return Done(then=lambda: recount(uow, [row["plan_id"]]))

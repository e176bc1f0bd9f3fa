"""The lines of a session: people copied onto it as the sheet names them, judged, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.kinds import split_names
from app.models.registers.staff import StaffMember
from app.services.tables import Values, table
from app.services.training import needs
from app.services.training.rules import outcome
from app.services.validate import line_field
from app.store.reader import Reader

LINES = "attendees"
COPIED = ("name", "post", "phone")
EVERYONE = frozenset(
    (
        "全体",
        "全员",
        "全体员工",
        "全体人员",
        "全体成员",
        "全店",
        "全店员工",
        "所有人",
        "所有员工",
        "everyone",
        "all staff",
    )
)
"""What stands in place of names where all are meant."""


def prepare(
    reader: Reader, rows: Sequence[Mapping[str, Any]], names: object = None, attendance: str = "invited"
) -> list[Values]:
    """Rows with everything that the sheet says: a typed name finds its staff member, a staff member brings their name.

    `names` are further people, one line each with `attendance`; “全体” among them invites everyone who works here, and
    says of a session in the past nothing about anybody. Raises `Invalid` for a row without anybody, or somebody who
    stands there twice.
    """
    done = [dict(r) for r in rows]
    known = {r.get("name") for r in done}
    done += [{"name": n, "attendance": attendance} for n in _named(reader, names, attendance) if n not in known]
    people = _people(reader, done)
    by_name = {p["name"]: p for p in people.values()}
    problems: list[FieldError] = []
    seen: set[object] = set()
    for place, row in enumerate(done, 1):
        person = people.get(row.get("staff_id") or 0) or by_name.get(row.get("name"))
        if person is not None:
            row["staff_id"] = person["id"]
            for name in COPIED:
                if not row.get(name):
                    row[name] = person[name]
        if not row.get("name"):
            problems.append(FieldError(line_field(LINES, place, "staff_id"), N_("Who is it?")))
            continue
        who = row.get("staff_id") or row["name"]
        if who in seen:
            problems.append(
                FieldError(line_field(LINES, place, "name"), N_("{name} stands here twice.", name=row["name"]))
            )
        seen.add(who)
    if problems:
        raise Invalid(tuple(problems))
    return done


def _named(reader: Reader, names: object, attendance: str) -> list[str]:
    said = split_names(str(names or ""))
    named = [n for n in said if n.casefold() not in EVERYONE]
    if len(named) < len(said) and attendance == "invited":
        named += [p["name"] for p in needs.staff(reader)]
    return list(dict.fromkeys(named))


def judge(rows: Sequence[Values], pass_mark: int | None) -> None:
    """Say of each row what the session came to. A score means that the person was there."""
    for row in rows:
        if row.get("score") is not None and row.get("attendance", "invited") == "invited":
            row["attendance"] = "present"
        if row.get("attendance") in ("absent", "excused"):
            row["score"], row["signed"] = None, False
        row["outcome"] = outcome(row.get("attendance") or "invited", row.get("score"), pass_mark)


def counted(rows: Sequence[Mapping[str, Any]]) -> Values:
    """The session's own figures, from its rows. The average is of those who have a score, rounded half up."""
    scores = [r["score"] for r in rows if r.get("score") is not None]
    return {
        "invited": len(rows),
        "present": sum(r["attendance"] == "present" for r in rows),
        "passed": sum(r["outcome"] == "passed" for r in rows),
        "waiting": sum(r["outcome"] == "open" for r in rows),
        "average_score": (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else None,
        "people": "、".join(str(r["name"]) for r in rows) or None,
    }


def _people(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> dict[int, Values]:
    """The staff members that rows name, by id: those who work here first."""
    t = table(StaffMember)
    ids = sorted({r["staff_id"] for r in rows if r.get("staff_id")})
    names = sorted({str(r["name"]) for r in rows if r.get("name") and not r.get("staff_id")})
    wanted = select(t).where(t.c.id.in_(ids) | t.c.name.in_(names), t.c.voided_at.is_(None))
    found = reader.rows(wanted.order_by(t.c.status.desc(), t.c.id.desc()))
    return {r["id"]: r for r in found}

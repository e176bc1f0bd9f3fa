"""What somebody was taught: the sessions that they were on."""

from __future__ import annotations

from sqlalchemy import select

from app.models.registers.training_sessions import Attendee, TrainingSession
from app.services.tables import Values, table
from app.store.reader import Reader


def of_person(reader: Reader, staff_id: int, most: int | None = None) -> list[Values]:
    """Their sessions that took place, the latest first: session_id, number, title, held_on, trainer, minutes, score, …

    `minutes` are the person's own where they were noted, else the session's.
    """
    a, s = table(Attendee), table(TrainingSession)
    wanted = (
        select(
            s.c.id.label("session_id"),
            s.c.number,
            s.c.title,
            s.c.held_on,
            s.c.place,
            s.c.trainer,
            s.c.content,
            s.c.minutes.label("session_minutes"),
            a.c.minutes,
            a.c.attendance,
            a.c.score,
            a.c.outcome,
        )
        .join(s, s.c.id == a.c.session_id)
        .where(a.c.staff_id == staff_id, s.c.status.in_(("held", "closed")), s.c.voided_at.is_(None))
        .order_by(s.c.held_on.desc(), s.c.id.desc())
    )
    rows = reader.rows(wanted if most is None else wanted.limit(most))
    return [{**r, "minutes": r["minutes"] if r["minutes"] is not None else r["session_minutes"]} for r in rows]

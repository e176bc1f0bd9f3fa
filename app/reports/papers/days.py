"""Both days on paper: the one that something is dated, and the one on which it was written down, where they differ."""

from __future__ import annotations

from datetime import date, datetime

from app.core.dates import business_date
from app.core.i18n import N_
from app.models.kinds import Day
from app.reports.papers.build import Paper


def both(p: Paper, dated: date | None, recorded: datetime | None) -> str:
    """A day in words; with the day of the entry beside it where that is another."""
    if dated is None:
        return ""
    said = Day().say(dated, p.ctx.locale)
    if recorded is None:
        return said
    entered = business_date(recorded, p.ctx.locale.tz)
    if entered == dated:
        return said
    return p.say(N_("{day} (entered {entered})", day=said, entered=Day().say(entered, p.ctx.locale)))

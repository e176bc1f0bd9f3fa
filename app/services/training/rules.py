"""The plain rules of training: which posts a text names, until when a certificate holds, who passed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.core.text import fold

SOON_DAYS = 30
"""So many days before its end a certificate calls for retraining. Policy."""
_BETWEEN = re.compile(r"[\s,，、;；/／|＋+&]+|兼")


def posts_of(text: object) -> frozenset[str]:
    """The posts that a staff file or a course names: `客服兼仓库` are two."""
    return frozenset(fold(p) for p in _BETWEEN.split(str(text or "")) if p.strip())


def offered_now(course: Mapping[str, Any]) -> bool:
    """Whether a course is taught."""
    return course["status"] == "active" and course.get("voided_at") is None


def holds_until(issued: date, months: int | None) -> date | None:
    """The last day of a certificate that holds so many months; `None`: for ever.

    It ends on the day before the same day of the month; where the month is shorter, on its last day.
    """
    if not months:
        return None
    year, month = divmod(issued.year * 12 + issued.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if issued.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, issued.day) - timedelta(days=1)


def state_on(expires: date | None, today: date) -> str:
    """What a certificate in force is on a day: `valid`, `expiring` or `expired`."""
    if expires is None or expires > today + timedelta(days=SOON_DAYS):
        return "valid"
    return "expired" if expires < today else "expiring"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def outcome(attendance: str, score: int | None, pass_mark: int | None) -> str:
    """What a session came to for one person: `open`, `passed`, `failed` or `missed`.

    Without a pass mark being there is enough; with one, a score of at least so much is. No score yet: open.
    """
    if attendance in ("absent", "excused"):
        return "missed"
    if attendance != "present":
        return "open"
    if pass_mark is None:
        return "passed"
    if score is None:
        return "open"
    return "passed" if score >= pass_mark else "failed"

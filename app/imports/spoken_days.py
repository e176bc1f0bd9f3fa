"""Days as people write them beside another day: `立即`, `3天内`, `5个工作日内`, `月底`, `3月5日`.

A register of findings says its deadlines so. They count from the day of the row: the day that the record is of.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from app.core import workdays

_AT_ONCE = re.compile(
    r"(?:立即|立刻|即刻|马上|当场|现场|当天|当日|即时|即日)(?:整改|完成|改正)?|immediately|atonce|sameday"
)
_MONTH_END = re.compile(r"[本当]?月[底末]前?|endofmonth")
_WITHIN = re.compile(
    r"(?:within|in)?(?P<count>\d{1,3}|[一二两三四五六七八九十])个?"
    r"(?P<unit>工作日|天|日|周|星期|workingdays?|businessdays?|days?|weeks?)(?:之?内|以内|内完成|内整改)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?(?:前|之前)?")
_COUNTS = {said: n for n, said in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def spoken_day(text: str, base: date) -> date | None:
    """The day that these words name, counted from `base`; `None` where they name none.

    A day without its year is the one nearest to `base`. Working days are those of the statutory calendar.
    """
    said = re.sub(r"\s+", "", text).lower()
    if _AT_ONCE.fullmatch(said):
        return base
    if _MONTH_END.fullmatch(said):
        return base.replace(day=calendar.monthrange(base.year, base.month)[1])
    if found := _WITHIN.fullmatch(said):
        return _after(base, found["count"], found["unit"])
    if found := _MONTH_DAY.fullmatch(said):
        return _nearest(base, int(found["month"]), int(found["day"]))
    return None


def _after(base: date, count: str, unit: str) -> date:
    n = _COUNTS[count] if count in _COUNTS else int(count)
    if unit.startswith(("工作", "work", "business")):
        return workdays.add_workdays(base, n)
    return base + timedelta(days=n * (7 if unit.startswith(("周", "星期", "week")) else 1))


def _nearest(base: date, month: int, day: int) -> date | None:
    found = []
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - base), default=None)

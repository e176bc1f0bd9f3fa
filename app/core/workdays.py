"""Working days of mainland China: Monday to Friday, without the statutory holidays, with the make-up days.

The State Council publishes each year's holidays late in the year before. A year that is not published yet is counted
from Monday to Friday, and `unpublished` gives the sentence that says so.
"""

from __future__ import annotations

from datetime import date, timedelta

from chinese_calendar.constants import holidays, workdays

from app.core.i18n import N_, Text

_DAY = timedelta(days=1)
_SATURDAY = 5


def known(year: int) -> bool:
    """Whether that year's statutory holidays are published and in this program."""
    return date(year, 1, 1) in holidays and date(year, 10, 1) in holidays


def unpublished(first: date, last: date | None = None) -> Text | None:
    """What to say where days of a year were counted whose holidays are not known; None when all are known.

    Both days may come in either order.
    """
    years = sorted({first.year, (last or first).year})
    missing = [str(y) for y in range(years[0], years[-1] + 1) if not known(y)]
    if not missing:
        return None
    return N_(
        "The public holidays of {years} are not known to this program: "
        "its working days are counted from Monday to Friday.",
        years=missing[0] if len(missing) == 1 else f"{missing[0]}-{missing[-1]}",
    )


def is_workday(day: date) -> bool:
    """Whether offices work on that day: make-up Saturdays and Sundays count, statutory holidays do not."""
    if day.weekday() < _SATURDAY:
        return day not in holidays
    return day in workdays


def roll_forward(day: date) -> date:
    """The day itself if it is a working day, else the next one: a term that ends on a holiday ends after it.

    市场监督管理投诉举报处理办法 art. 45. Raises `OverflowError` at the end of the calendar.
    """
    while not is_workday(day):
        day += _DAY
    return day


def add_workdays(day: date, n: int) -> date:
    """The `n`th working day after `day`, which itself is not counted (same article); before it for a negative `n`.

    Zero gives `day` itself, whatever day it is. Raises `OverflowError` at the end of the calendar.
    """
    step = _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day += step
        while not is_workday(day):
            day += step
    return day


def workdays_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; negative when `end` is the earlier one."""
    if end < start:
        return -workdays_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    counted = weeks * _SATURDAY + sum(1 for i in range(rest) if (end - i * _DAY).weekday() < _SATURDAY)
    counted -= sum(1 for d in holidays if start < d <= end and d.weekday() < _SATURDAY)
    return counted + sum(1 for d in workdays if start < d <= end and d.weekday() >= _SATURDAY)

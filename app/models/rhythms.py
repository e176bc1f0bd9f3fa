"""How often something is expected: the rhythms of recurring duties, and the dates that follow from one."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from app.core.i18n import N_
from app.core.workdays import is_workday, roll_forward
from app.models.kinds import Option

RHYTHMS = (
    Option("none", N_("No rhythm"), aliases=("无", "不定期", "按需")),
    Option("once", N_("Once"), aliases=("一次", "单次")),
    Option("daily", N_("Every day"), aliases=("日", "每日", "天")),
    Option("workdays", N_("Every working day"), aliases=("工作日",)),
    Option("weekly", N_("Every week"), aliases=("周", "每星期")),
    Option("monthly", N_("Every month"), aliases=("月", "每个月")),
    Option("quarterly", N_("Every quarter"), aliases=("季", "季度", "每季")),
    Option("half_yearly", N_("Every half year"), aliases=("半年",)),
    Option("yearly", N_("Every year"), aliases=("年", "每年度", "年度")),
)
"""The answers of a rhythm field. With `none` nothing is expected."""

GRACE: Mapping[str, int] = MappingProxyType(
    {"once": 7, "weekly": 2, "monthly": 5, "quarterly": 10, "half_yearly": 15, "yearly": 30}
)
"""Usual days after the expected date within which doing it still counts, as late. Policy; 0 for what is not here."""

_MONTHS: Mapping[str, int] = MappingProxyType({"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12})
_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = timedelta(days=31)
"""No holiday is longer: a date that moved to the next working day was at most so many days before it."""


def next_dates(rhythm: str, start: date, after: date, until: date, *, on_workdays: bool = False) -> list[date]:
    """The expected dates after `after` up to and with `until`, in order, each once, none before `start`.

    Weekly is on the weekday of `start`, monthly and longer on its day of the month, the last day where a month is
    shorter (the 31st, 29 February). `on_workdays` moves a date that is no working day to the next one. An unknown
    rhythm raises `KeyError`.
    """
    if not on_workdays:
        return [d for d in _from(rhythm, start, after + _DAY, until) if after < d <= until]
    begin = max(after, date.min + _LONGEST_HOLIDAY) - _LONGEST_HOLIDAY + _DAY
    moved = (roll_forward(d) for d in _from(rhythm, start, begin, until))
    return list(dict.fromkeys(d for d in moved if after < d <= until))


def first_after(rhythm: str, start: date, after: date, *, on_workdays: bool = False) -> date | None:
    """The next expected date after a day; `None` when there is none within the next two years."""
    for days in (40, 760):
        found = next_dates(rhythm, start, after, after + timedelta(days=days), on_workdays=on_workdays)
        if found:
            return found[0]
    return None


def _from(rhythm: str, start: date, first: date, until: date) -> Iterator[date]:
    """The dates of a rhythm from about `first` (never before `start`) up to `until`."""
    if rhythm == "none":
        return
    if rhythm == "once":
        yield from (start,) if start <= until else ()
    elif rhythm in _MONTHS:
        yield from _monthly(start, _MONTHS[rhythm], first, until)
    else:
        step = {"daily": 1, "workdays": 1, "weekly": 7}[rhythm]
        day = start if first <= start else start + timedelta(days=-(-(first - start).days // step) * step)
        while day <= until:
            if rhythm != "workdays" or is_workday(day):
                yield day
            day += timedelta(days=step)


def _monthly(start: date, step: int, first: date, until: date) -> Iterator[date]:
    months = max((first.year - start.year) * 12 + first.month - start.month, 0)
    at = months // step * step
    while True:
        year, month = divmod(start.year * 12 + start.month - 1 + at, 12)
        if year > date.max.year:
            return
        day = date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
        if day > until:
            return
        yield day
        at += step

"""How the Today page says days, lateness and changes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from app.core.amounts import Total, amount_words
from app.core.dates import business_date
from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.models.registry import Registry
from app.services.due import WEEK_DAYS, Item
from app.services.due_ahead import AHEAD
from app.services.figures import Figure
from app.ui.runtime.theme import Tone


def _calendar(at: Locale) -> QLocale:
    chinese = at.tr.language == "zh"
    return QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English, QLocale.Country.China)


def long_day(day: date, at: Locale) -> str:
    """A day with its weekday: `Monday, 23 November`, `11 月 23 日 星期一`."""
    form = "M 月 d 日 dddd" if at.tr.language == "zh" else "dddd, d MMMM"
    return _calendar(at).toString(QDate(day.year, day.month, day.day), form)


def week_day(day: date, at: Locale) -> str:
    """The short name of a day of the week: `Thu`, `周四`."""
    return _calendar(at).dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def day_of(item: Item, at: Locale) -> date:
    """The business day on which an item is due; today where it has no date."""
    if isinstance(item.at, datetime):
        return business_date(item.at, at.tz)
    return item.at or at.today


def month_words(month: date, at: Locale) -> str:
    """A month: `November 2026`, `2026 年 11 月`."""
    form = "yyyy 年 M 月" if at.tr.language == "zh" else "MMMM yyyy"
    return _calendar(at).toString(QDate(month.year, month.month, 1), form)


def day_words(day: date, at: Locale) -> str:
    """A day near to today without its year: `11-26`."""
    return day.strftime("%m-%d") if day.year == at.today.year else day.isoformat()


def pill_of(item: Item, at: Locale) -> tuple[Text | str, Tone]:
    """How late an item is, or when it is due."""
    if item.when == "late":
        return _late(item, at), "red"
    if item.when == "today":
        if isinstance(item.at, datetime):
            return N_("by {time}", time=item.at.astimezone(at.tz).strftime("%H:%M")), "amber"
        return (N_("today") if item.at is not None else N_("to do")), "amber"
    day = day_of(item, at)
    ahead = (day - at.today).days
    if ahead == 1:
        return N_("tomorrow"), "neutral"
    return (week_day(day, at) if ahead < WEEK_DAYS else Nn_("in {n} day", "in {n} days", ahead)), "neutral"


def _late(item: Item, at: Locale) -> Text:
    if isinstance(item.at, datetime):
        past = at.now - item.at
        if past < timedelta(hours=1):
            return Nn_("{n} minute late", "{n} minutes late", max(int(past.total_seconds() // 60), 1))
        if past < timedelta(days=1):
            return Nn_("{n} hour late", "{n} hours late", int(past.total_seconds() // 3600))
        return Nn_("{n} day late", "{n} days late", past.days)
    return Nn_("{n} day late", "{n} days late", (at.today - day_of(item, at)).days)


def remark_of(item: Item, registry: Registry, at: Locale) -> Text:
    """What stands below an item: its register, and what its date is the date of."""
    register = registry[item.register]
    if item.rule == AHEAD:
        return N_("{register} · expected by its rhythm", register=register.label)
    rule = next(r for r in register.due if r.name == item.rule)
    if rule.at is None or item.at is None:
        return N_("{register}", register=register.label)
    field = register.field(rule.at)
    return N_("{register} · {field} {value}", register=register.label, field=field.label, value=_when(item.at, at))


def _when(value: date | datetime, at: Locale) -> str:
    """A time near to today without its year, as a person would say it."""
    if isinstance(value, datetime):
        there = value.astimezone(at.tz)
        if there.date() == at.today:
            return there.strftime("%H:%M")
        return there.strftime("%m-%d %H:%M" if there.year == at.today.year else "%Y-%m-%d %H:%M")
    return day_words(value, at)


def compared(figure: Figure, at: Locale) -> Text:
    """Yesterday's sales beside those of the same day a week before."""
    day = week_day(at.today - timedelta(days=8), at)
    if not figure.before and isinstance(figure.before, Total):
        return N_("sold in other currencies last {day}", day=day)
    if not figure.before:
        return N_("nothing sold last {day}", day=day)
    change = round((figure.value - figure.before) * 100 / figure.before)
    if change == 0:
        return N_("as last {day}", day=day)
    return N_("{change} on last {day}", change=f"{change:+d}%", day=day)


def value_words(figure: Figure, at: Locale) -> str:
    """A figure's value as people read it."""
    return amount_words(figure.value, at.currency, symbol=True) if figure.money else f"{figure.value:,}"

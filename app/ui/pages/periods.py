"""Periods by business date: those with a name move with the calendar, one of one's own is two dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QMenu, QWidget

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_, Text
from app.models.declaration import Field
from app.models.kinds import Day
from app.ui.pages.desk import Desk
from app.ui.runtime.calls import later
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class Period:
    """A period: by its key where it has a name, else ("own") from `start` to `end`, either of which may be open."""

    key: str = "all"
    start: date | None = None
    end: date | None = None

    def days(self, today: date) -> tuple[date | None, date | None]:
        """First and last day, as of today."""
        make = dict(_NAMED).get(self.key)
        return make[1](today) if make else (self.start, self.end)

    def words(self) -> Text:
        """What the period is called."""
        make = dict(_NAMED).get(self.key)
        if make:
            return make[0]
        if self.start and self.end:
            return N_("{start} to {end}", start=self.start.isoformat(), end=self.end.isoformat())
        if self.start:
            return N_("from {start}", start=self.start.isoformat())
        return N_("until {end}", end=self.end.isoformat()) if self.end else N_("Any time")


ANY_TIME = Period()

Range = tuple[date | None, date | None]


def _month(first: date) -> Range:
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, following - timedelta(days=1)


def _last_month(today: date) -> Range:
    return _month((today.replace(day=1) - timedelta(days=1)).replace(day=1))


_NAMED: tuple[tuple[str, tuple[Text, Callable[[date], Range]]], ...] = (
    ("all", (N_("Any time"), lambda today: (None, None))),
    ("today", (N_("Today"), lambda today: (today, today))),
    ("yesterday", (N_("Yesterday"), lambda today: (today - timedelta(days=1), today - timedelta(days=1)))),
    ("week", (N_("This week"), lambda today: (today - timedelta(days=today.weekday()), today))),
    ("days30", (N_("Last 30 days"), lambda today: (today - timedelta(days=29), today))),
    ("month", (N_("This month"), lambda today: _month(today.replace(day=1)))),
    ("last_month", (N_("Last month"), _last_month)),
    ("year", (N_("This year"), lambda today: (date(today.year, 1, 1), date(today.year, 12, 31)))),
)


def period_menu(desk: Desk, parent: QWidget, now: Period, choose: Callable[[Period], object]) -> QMenu:
    """A menu of periods, the present one ticked."""
    menu = QMenu(parent)
    for key, (label, _) in _NAMED:
        action = menu.addAction(desk.kit.tr(label), later(choose, Period(key)))
        action.setCheckable(True)
        action.setChecked(now.key == key)
    menu.addSeparator()
    own = menu.addAction(desk.kit.tr(N_("From … to …")), lambda: ask_period(desk, parent, now, choose))
    own.setCheckable(True)
    own.setChecked(now.key == "own")
    return menu


def ask_period(desk: Desk, parent: QWidget, now: Period, choose: Callable[[Period], object]) -> Dialog:
    """Ask for two dates, either of which may be left open."""
    dialog = Dialog(desk.kit, parent, N_("Period"), icon="calendar-days")
    fields = (Field("start", N_("From"), Day()), Field("end", N_("To"), Day()))
    form = Form(desk.kit, desk.worker, desk.at, fields)
    start, end = now.days(desk.at().today)
    form.set_values({"start": start, "end": end})
    dialog.body.addWidget(form)

    def take() -> None:
        try:
            values = form.values()
        except Invalid:
            return
        first, last = values["start"], values["end"]
        if isinstance(first, date) and isinstance(last, date) and first > last:
            form.show_problems([FieldError("end", N_("The period ends before it begins."))])
            return
        dialog.accept()
        choose(Period("own", _date(first), _date(last)) if first or last else Period())

    dialog.offer_open(N_("Show"), take, kind="primary")
    dialog.offer(N_("Cancel"))
    dialog.open()
    form.focus_first()
    return dialog


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None

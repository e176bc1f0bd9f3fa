"""Dates and instants: typed short (`0517`, `t`, `+3`), stepped with the arrow keys, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.kinds import Kind, Moment, Value
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import icon_button
from app.ui.widgets.calendar import make_calendar
from app.ui.widgets.editors.line import LineEditor

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


class DateEditor(LineEditor):
    """A date, or with a `Moment` kind an instant. Up and down step a day, Page Up and Page Down a week."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale]) -> None:
        hint = N_("2026-05-17 14:30, t, +1") if isinstance(kind, Moment) else N_("2026-05-17, 0517, t, +1")
        super().__init__(kit, kind, at, hint)
        self.line.setFont(font(13, tabular=True))
        self.button = icon_button(kit, "calendar", N_("Choose a date"), self.pick)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.addWidget(self.button)
        self._given: tuple[str, Value] = ("", None)

    def set_value(self, value: Value) -> None:
        """Show a date or an instant."""
        super().set_value(value)
        self._given = (self.draft(), value)

    def value(self) -> Value:
        """The value as it stands. An instant that is left as it was shown keeps the seconds that are not shown."""
        said, given = self._given
        return given if said and said == self.draft() else super().value()

    def set_readonly(self, readonly: bool) -> None:
        """No calendar where nothing can be changed."""
        super().set_readonly(readonly)
        self.button.setVisible(not readonly)

    def step(self, days: int) -> None:
        """Move by days; an empty box starts from today."""
        try:
            now = self.value()
        except UserError:
            return
        if isinstance(now, date):  # an instant is one too
            self._show(now + timedelta(days=days))
        else:
            self._show(self.at().now if isinstance(self.kind, Moment) else self.at().today)

    def pick(self) -> QCalendarWidget:
        """Open the calendar below the box."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("card", True)
        popup.setProperty("square", True)
        calendar = make_calendar(self.kit)
        day = self._day()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(popup.close)
        calendar.activated.connect(popup.close)
        box = QVBoxLayout(popup)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()
        return calendar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step with the arrow keys; `+` and `-` step a date that is whole; Alt+Down opens the calendar."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.line.isReadOnly():
                return False
            if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.pick()
                return True
            days = _STEPS.get(Qt.Key(event.key()), 0) or self._sign(event)
            if days:
                self.step(days)
                return True
        return super().eventFilter(watched, event)

    def _sign(self, event: QKeyEvent) -> int:
        # In an empty or fully selected box the sign begins "+5"; after "2026-0" a minus belongs to the date.
        whole = len(self.draft()) >= 10 and not self.line.hasSelectedText() and self.problem() is None
        return {"+": 1, "-": -1}.get(event.text(), 0) if whole else 0

    def _day(self) -> date:
        try:
            now = self.value()
        except UserError:
            now = None
        if isinstance(now, datetime):
            return now.astimezone(self.at().tz).date()
        return now if isinstance(now, date) else self.at().today

    def _picked(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        if not isinstance(self.kind, Moment):
            self._show(chosen)
            return
        tz = self.at().tz
        try:
            now = self.value()
        except UserError:
            now = None
        clock = now.astimezone(tz).time() if isinstance(now, datetime) else self.at().now.astimezone(tz).time()
        self._show(datetime.combine(chosen, clock, tz).astimezone(UTC))

    def _show(self, value: date | datetime) -> None:
        self.set_value(value)
        self.changed.emit()

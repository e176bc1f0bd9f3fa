"""A month as a grid of days, each with how much is due on it: arrows walk the days, a click chooses one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.core.workdays import is_workday, known
from app.services.due_month import DayCount
from app.ui.pages.today.words import long_day, week_day
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

WEEKS = 6
HEAD, CELL = 26, 50
_DAY = timedelta(days=1)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def first_cell(month: date) -> date:
    """The Monday on or before the first of a month: the first day that its grid shows."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def month_after(month: date, step: int) -> date:
    """The first of the month `step` months away."""
    year, at = divmod(month.year * 12 + month.month - 1 + step, 12)
    return date(year, at + 1, 1)


class MonthGrid(QWidget):
    """Six weeks. `chosen` gives a day; `opened` that its list is wanted; `month_asked` a day of another month."""

    chosen = Signal(object)
    opened = Signal()
    month_asked = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._ring = KeyRing()
        self._at: Locale | None = None
        self._month = date.min
        self._counts: Mapping[date, DayCount] = {}
        self.day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEAD + WEEKS * CELL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme.changed.connect(self.update)

    @property
    def month(self) -> date:
        """The first of the month that is shown."""
        return self._month

    def show_month(self, month: date, day: date, counts: Mapping[date, DayCount], at: Locale) -> None:
        """Show a month with a chosen day."""
        self._month, self.day, self._counts, self._at = month, day, counts, at
        self.setAccessibleName(self.say(day))
        self.update()

    def say(self, day: date) -> str:
        """A day and how much is due on it, in words."""
        at = self._at
        if at is None:
            return ""
        count = self._counts.get(day)
        words: Text = Nn_("{n} item due", "{n} items due", count.total) if count else N_("nothing due")
        if count and count.late:
            words = N_("{due}, {n} of them late", due=words, n=count.late)
        marked = _mark(day)
        parts = [long_day(day, at), at.tr(words), *([at.tr(marked)] if marked else [])]
        return " · ".join(parts)

    def place(self, day: date) -> QRectF:
        """Where a day stands."""
        at = (day - first_cell(self._month)).days
        wide = self.width() / 7
        return QRectF(at % 7 * wide, HEAD + at // 7 * CELL, wide, CELL)

    def day_at(self, point: QPointF) -> date | None:
        """The day under a point."""
        column, line = int(point.x() // (self.width() / 7)), int((point.y() - HEAD) // CELL)
        if not (0 <= column < 7 and 0 <= line < WEEKS and point.y() >= HEAD):
            return None
        return first_cell(self._month) + timedelta(days=line * 7 + column)

    def sizeHint(self) -> QSize:
        """Room for numbers and counts."""
        return QSize(420, HEAD + WEEKS * CELL)

    def event(self, event: QEvent) -> bool:
        """Say the day under the pointer in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._at is not None:
            day = self.day_at(QPointF(event.pos()))
            if day is not None:
                QToolTip.showText(event.globalPos(), self.say(day), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        day = self.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week, Page Up and Down by month, Home to today, Enter to the day's list."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(self.day + step * _DAY)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(month_after(self._month, -1 if event.key() == Qt.Key.Key_PageUp else 1))
        elif event.key() == Qt.Key.Key_Home and self._at is not None:
            self._choose(self._at.today)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def _choose(self, day: date) -> None:
        if (day.year, day.month) != (self._month.year, self._month.month):
            self.month_asked.emit(day)
            return
        self.day = day
        self.setAccessibleName(self.say(day))
        self.update()
        self.chosen.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekdays above, then the days."""
        if self._at is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._kit.tokens
        start = first_cell(self._month)
        painter.setFont(font(11, 500))
        painter.setPen(QColor(tokens.ink2))
        wide = self.width() / 7
        for at in range(7):
            head = QRectF(at * wide + 8, 0, wide - 8, HEAD)
            draw_text(painter, head, week_day(start + timedelta(days=at), self._at))
        for at in range(7 * WEEKS):
            self._cell(painter, start + timedelta(days=at), self._at)
        painter.setPen(QPen(QColor(tokens.line), 1))
        for line in range(WEEKS + 1):
            painter.drawLine(QPointF(0, HEAD + line * CELL - 0.5), QPointF(self.width(), HEAD + line * CELL - 0.5))
        if self._ring.shows(self):
            draw_focus(painter, self._kit, self.place(self.day).adjusted(1, 1, -1, -1), 6)
        painter.end()

    def _cell(self, painter: QPainter, day: date, at: Locale) -> None:
        tokens = self._kit.tokens
        place = self.place(day)
        inside = day.month == self._month.month
        if day == self.day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_tint))
            painter.drawRoundedRect(place.adjusted(2, 2, -2, -3), 6, 6)
        today = day == at.today
        painter.setFont(font(12, 700 if today else 400, tabular=True))
        rests = not is_workday(day)
        painter.setPen(QColor(tokens.accent if today else tokens.ink2 if rests or not inside else tokens.ink))
        top = QRectF(place.left() + 8, place.top() + 5, place.width() - 14, 18)
        draw_text(painter, top, str(day.day))
        marked = _mark(day)
        if marked is not None:
            painter.setFont(font(11))
            painter.setPen(QColor(tokens.ink2))
            draw_text(painter, top, at.tr(marked), Qt.AlignmentFlag.AlignRight)
        count = self._counts.get(day)
        if count is not None:
            tone = tokens.red if count.late else tokens.amber if today else tokens.ink2
            foot = QRectF(place.left() + 8, place.top() + 25, place.width() - 12, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone))
            painter.drawEllipse(QPointF(foot.left() + 3, foot.center().y()), 3, 3)
            painter.setPen(QColor(tone))
            painter.setFont(font(12, 500, tabular=True))
            draw_text(painter, foot.adjusted(11, 0, 0, 0), f"{count.total:,}")


def _mark(day: date) -> Text | None:
    """What is unusual about a day: a weekday on which nobody works, or a weekend that makes up for one."""
    if not known(day.year) or is_workday(day) == (day.weekday() < 5):
        return None
    return N_("holiday") if day.weekday() < 5 else N_("workday")

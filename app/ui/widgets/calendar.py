"""The calendar below a date box, in the colours of the theme: its weekends are quiet, since red means overdue."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit

ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


def make_calendar(kit: Kit) -> QCalendarWidget:
    """A calendar whose week begins on Monday, in the language in use."""
    made = QCalendarWidget()
    language = QLocale.Language.Chinese if kit.language.code == "zh" else QLocale.Language.English
    made.setLocale(QLocale(language, QLocale.Country.China))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    # Digits that are typed would be taken for a year without being shown.
    made.setDateEditEnabled(False)
    made.setFont(font(12, tabular=True))
    heading, quiet = QTextCharFormat(), QTextCharFormat()
    heading.setForeground(QColor(kit.tokens.ink2))
    heading.setBackground(QColor(kit.tokens.surface))
    quiet.setForeground(QColor(kit.tokens.ink2))
    made.setHeaderTextFormat(heading)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, quiet)
    for name, icon in ARROWS.items():
        arrow = made.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            arrow.setIcon(kit.draw_icon(icon))
    return made

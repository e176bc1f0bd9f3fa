"""The reminder in the system's tray: once a day, at an hour that the person chose, how much is late and due today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.core.i18n import N_, Nn_, Text
from app.services.due import When
from app.services.today import due_counts
from app.ui.pages.desk import Desk

LOOK_MS = 60 * 1000
SHOWN_MS = 15 * 1000


class Reminder(QObject):
    """Lives as long as the window. Where the desktop has no tray, or the person wants none, it does nothing.

    `open_today` brings the window to the front with Today. What is said holds counts and the shop's name only.
    """

    def __init__(self, desk: Desk, open_today: Callable[[], object]) -> None:
        super().__init__(desk.bus)
        self._desk, self._open_today = desk, open_today
        self._said_on: date | None = None
        self.icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Show the icon, if it is wanted, and wait for the hour; one that has passed today is not made up for."""
        self.choose()
        if self._hour_has_come():
            self._said_on = self._desk.at().today  # who signs in later has Today before them already

    def choose(self) -> None:
        """Follow the person's choice: an icon or none."""
        wanted = self._desk.preferences.remind_hour >= 0 and QSystemTrayIcon.isSystemTrayAvailable()
        if not wanted:
            self.stop()
        elif self.icon is None:
            self._show_icon()
            self._timer.start()

    def stop(self) -> None:
        """Take the icon away; nothing is said any more."""
        self._timer.stop()
        icon, self.icon = self.icon, None
        if icon is not None:
            icon.hide()
            icon.deleteLater()
        menu, self._menu = self._menu, None
        if menu is not None:
            menu.deleteLater()

    def look(self) -> None:
        """Say what is due if the hour has come and it was not said today."""
        today = self._desk.at().today
        if self.icon is None or self._said_on == today or not self._hour_has_come():
            return
        self._said_on = today
        self._desk.read(due_counts, self.say, self)

    def say(self, counts: Mapping[When, int]) -> None:
        """Say how much is late and due today; nothing where there is nothing."""
        words = reminder_words(counts["late"], counts["today"])
        if words is None or self.icon is None:
            return
        title = self._desk.kit.tr(N_("{shop} · Today", shop=self._desk.shop.name))
        self.icon.showMessage(title, self._desk.kit.tr(words), self.icon.icon(), SHOWN_MS)

    def _hour_has_come(self) -> bool:
        at = self._desk.at()
        return at.now.astimezone(at.tz).hour >= self._desk.preferences.remind_hour

    def _show_icon(self) -> None:
        self.icon = QSystemTrayIcon(QApplication.windowIcon(), self)
        self._desk.kit.say(self.icon.setToolTip, self._desk.shop.name)
        self._menu = QMenu()
        opens = self._menu.addAction("")
        self._desk.kit.say(opens.setText, N_("Open Today"))
        opens.triggered.connect(lambda: self._open_today())
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self._open_today())
        self.icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._open_today()


def reminder_words(late: int, today: int) -> Text | None:
    """How much is late and due today; None where nothing is."""
    if late and today:
        return N_("{late}, {today}.", late=_late(late), today=_today(today))
    if late:
        return N_("{one}.", one=_late(late))
    return N_("{one}.", one=_today(today)) if today else None


def _late(n: int) -> Text:
    return Nn_("{n} item is late", "{n} items are late", n)


def _today(n: int) -> Text:
    return Nn_("{n} is due today", "{n} are due today", n)

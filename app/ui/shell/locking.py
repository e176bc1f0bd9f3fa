"""Locking the window: by hand, or when nobody has touched it for a while. What was typed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.services.settings import LOCK_MINUTES, get, lock_after
from app.ui.pages.register_page import RegisterPage
from app.ui.runtime.gate import Seat, ShopGate
from app.ui.runtime.idle import IdleWatch
from app.ui.windows.lock import LockCover

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class Locking:
    """Covers the window and what stands over it; masks what was revealed, removes plain copies of files."""

    def __init__(self, window: MainWindow, gate: ShopGate, seat: Seat) -> None:
        desk = window.desk
        self._window = window
        self._dialogs: list[QDialog] = []
        self.cover = LockCover(desk.kit, desk.worker, gate, seat, window)
        self.cover.unlocked.connect(self._unlocked)
        self.cover.leave_asked.connect(lambda: window.leaving.start(quits=False))
        self._limit = int(LOCK_MINUTES.default or 0)
        self.idle = IdleWatch(self.minutes, window)
        self.idle.idle.connect(self.lock)
        desk.read(lambda reader: int(get(reader, LOCK_MINUTES)), self.limit, window)

    @property
    def minutes(self) -> int:
        """After how many minutes without a key or click the window locks."""
        return lock_after(self._limit, self._window.desk.preferences.lock_minutes)

    def limit(self, minutes: int) -> None:
        """What the shop allows at most."""
        self._limit = minutes
        self.choose()

    def choose(self) -> None:
        """Go by the person's choice, as far as the shop allows it."""
        self.idle.set_minutes(self.minutes)

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self.cover.locked

    def lock(self) -> None:
        """Cover the window now. The watch rests until the person is back, and begins anew then."""
        if self.locked:
            return
        self.idle.set_minutes(0)
        window = self._window
        window.verbs.keep_drafts()
        window.desk.drafts.save()
        window.desk.opened.clear()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass  # a menu, or a box's list, with another one under it
        for page in window.pages.values():
            if isinstance(page, RegisterPage):
                page.panel.hide_revealed()
        # Dialogs are windows of their own: they are put away, as they are, until the person is back.
        self._dialogs = [d for d in window.findChildren(QDialog) if d.isVisible()]
        for dialog in self._dialogs:
            dialog.hide()
        for action in window.actions():
            action.setEnabled(False)
        self.cover.lock()

    def _unlocked(self) -> None:
        for dialog in self._dialogs:
            dialog.open()
        self._dialogs = []
        self.choose()
        self._window.commands.refresh()
        focus: QWidget | None = self._window.stack.currentWidget()
        if focus is not None:
            focus.setFocus()

"""How soon the window locks by itself: a person may choose less than the shop allows, never more."""

from __future__ import annotations

from app.core.i18n import N_, Nn_
from app.services.settings import LOCK_MINUTES
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.widgets.combo import TypingCombo

OFFERED = (5, 10, 15, 30, 60)
"""Minutes; what the shop's own setting is shorter than is left out."""


class LockChoice(TypingCombo):
    """The choices below the shop's limit, and the limit itself, which is kept as 0: it follows the shop's setting."""

    def __init__(self, kit: Kit, preferences: Preferences) -> None:
        super().__init__()
        self._kit = kit
        self._preferences = preferences
        self._limit = int(LOCK_MINUTES.default or 0)
        self.minutes: tuple[int, ...] = (0,)
        kit.language.changed.connect(self._say)
        self._say()

    def show_limit(self, limit: int) -> None:
        """Offer what the shop allows."""
        self._limit = limit
        self._say()

    def chosen(self) -> int:
        """The minutes that are chosen; 0 for the shop's own setting."""
        return self.minutes[max(self.currentIndex(), 0)]

    def _say(self) -> None:
        self.minutes = (0, *(m for m in OFFERED if m < self._limit))
        kept = self._preferences.lock_minutes
        self.clear()
        for minutes in self.minutes:
            words = Nn_("after {n} minute", "after {n} minutes", minutes or self._limit)
            self.addItem(self._kit.tr(words if minutes else N_("{words}, as the shop says", words=words)))
        self.setCurrentIndex(self.minutes.index(kept) if kept in self.minutes else 0)

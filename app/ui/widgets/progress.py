"""How far long work is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label


class ProgressPanel(QFrame):
    """A card with what is being done, a bar, a count and a cancel button. Hidden while nothing runs."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._cancel: Callable[[], object] | None = None
        self.setProperty("card", True)
        self._what = label(kit, "", weight=500)
        self._count = label(kit, "", size=12, tone="quiet", tabular=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        kit.say(self._bar.setAccessibleName, N_("Progress"))
        self._stop = button(kit, N_("Cancel"), self._stop_clicked)
        words = QVBoxLayout()
        words.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._what, 1)
        top.addWidget(self._count)
        words.addLayout(top)
        words.addWidget(self._bar)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(16)
        box.addLayout(words, 1)
        box.addWidget(self._stop)
        self.hide()

    def start(self, what: Text, cancel: Callable[[], object] | None = None) -> None:
        """Show that `what` has begun; without `cancel` it cannot be stopped."""
        self._cancel = cancel
        self._kit.say(self._what.setText, what)
        self._kit.say(self._count.setText, "")
        self._bar.setRange(0, 0)
        self._kit.say(self._stop.setText, N_("Cancel"))
        self._stop.setEnabled(True)
        self._stop.setVisible(cancel is not None)
        self.show()

    def step(self, done: int, total: int, what: Text | None = None) -> None:
        """Show how far it is (`total` 0: unknown)."""
        # Thousandths, since Qt counts in 32 bits.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)
        self._kit.say(self._count.setText, f"{done:,} / {total:,}" if total else f"{done:,}")
        if what is not None:
            self._kit.say(self._what.setText, what)

    def finish(self) -> None:
        """Hide: the work has ended."""
        self.hide()

    def _stop_clicked(self) -> None:
        if self._cancel is not None:
            self._stop.setEnabled(False)
            self._kit.say(self._stop.setText, N_("Stopping…"))
            self._cancel()

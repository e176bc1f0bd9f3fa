"""A page of the entry window: heading, banner, fields, one filled button; busy while a worker does the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import button, keep_room, label
from app.ui.widgets.spinner import Spinner

T = TypeVar("T")
WIDTH = 400


class Step(QWidget):
    """The base of sign-in, wizard and recovery pages."""

    def __init__(self, kit: Kit, worker: Worker, title: Text, purpose: Text | None = None) -> None:
        super().__init__()
        self.kit = kit
        self.worker = worker
        self.title = label(kit, title, size=20, weight=700, wrap=True)
        self.banner = Banner(kit)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(6)
        self.primary: QPushButton | None = None
        self._spinner = Spinner(kit)
        keep_room(self._spinner).hide()  # the page stands in the window's middle: it would jump when work begins
        self._busy_words = label(kit, "", size=12, tone="quiet")
        self._feet = QHBoxLayout()
        self._feet.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.title)
        if purpose is not None:
            box.addWidget(label(kit, purpose, tone="quiet", wrap=True))
        box.addWidget(self.banner)
        box.addSpacing(4)
        box.addLayout(self.fields)
        box.addSpacing(8)
        box.addLayout(self._feet)
        busy = QHBoxLayout()
        busy.addWidget(self._spinner)
        busy.addWidget(self._busy_words, 1)
        box.addLayout(busy)

    def add(self, name: Text, field: QWidget, hint: Text | None = None) -> QLabel:
        """Add a field under its label, with a quiet hint below it."""
        words = label(self.kit, name, size=12, weight=500)
        words.setBuddy(field)
        if self.fields.count():
            self.fields.addSpacing(6)
        self.fields.addWidget(words)
        self.fields.addWidget(field)
        if hint is not None:
            self.fields.addWidget(label(self.kit, hint, size=12, tone="quiet", wrap=True))
        return words

    def offer(self, text: Text, run: Callable[[], object]) -> QPushButton:
        """The filled button."""
        self.primary = button(self.kit, text, run, kind="primary")
        self._feet.insertWidget(0, self.primary, 1)
        return self.primary

    def offer_back(self, run: Callable[[], object], text: Text | None = None) -> QPushButton:
        """The way back, at the left of the filled button."""
        back = button(self.kit, text or N_("Back"), run)
        self._feet.insertWidget(0, back)
        return back

    def run(
        self,
        busy: Text,
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        stepped: Callable[[int, int, Text | None], object] | None = None,
    ) -> None:
        """Do `work` on a worker thread; meanwhile the page takes no typing and says what it is doing."""
        self.banner.hide()
        self._set_busy(busy)

        def done(result: T) -> None:
            self._set_busy(None)
            then(result)

        self.worker.write(work, done, self._failed, self, stepped)

    def fail(self, error: UserError) -> None:
        """Say an error above the fields."""
        self.banner.say_error(error)

    def focus_first(self) -> None:
        """Put the keyboard where the work begins."""

    def _failed(self, error: BaseException) -> None:
        self._set_busy(None)
        if isinstance(error, UserError):
            self.fail(error)
        elif not isinstance(error, Cancelled):
            self.worker.unhandled.emit(error)

    def _set_busy(self, words: Text | None) -> None:
        for at in range(self.fields.count()):
            item = self.fields.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(words is None)
        for at in range(self._feet.count()):
            item = self._feet.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(words is None)
        self._spinner.setVisible(words is not None)
        self.kit.say(self._busy_words.setText, words or "")
        self.setCursor(Qt.CursorShape.ArrowCursor if words is None else Qt.CursorShape.BusyCursor)

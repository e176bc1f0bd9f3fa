"""The list of matches under a box into which part of a record's name is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.core.i18n import N_, Text, Translator
from app.ui.runtime.worker import Job, Worker

WAIT_MS = 150
MOST = 12
LEAST_WIDTH = 320
"""A list under a narrow cell is wider than the cell: what tells namesakes apart stands behind the name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record that can be referred to: its id, what it is called, and what tells it from its namesakes.

    `past`: it is not for new choices any more. It shows for its whole name only, and is taken only by a choice.
    """

    id: int
    title: str
    remark: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes a record that was not found. `offer` words it; `start` asks for the rest and gives what was made."""

    offer: Callable[[str], Text]
    start: Callable[[QWidget, str, Callable[[Named], object]], object]


class Lookup(Protocol):
    """Finds records of one register; both methods run on a reader thread."""

    @property
    def maker(self) -> Maker | None:
        """Makes what was not found; None where the person cannot."""

    def find(self, text: str, limit: int) -> Sequence[Named]:
        """The best matches of typed text; with no text, the latest records."""

    def title(self, record_id: int) -> str:
        """What a record is called; empty if it is gone."""


class Matches(QObject):
    """Searches while one types. `chosen` gives a `Named`; `unknown` the words for which a record is to be made.

    `free`: the words may also stand for themselves, so that none is chosen unless one goes to it.
    """

    chosen = Signal(object)
    unknown = Signal(str)

    def __init__(self, tr: Translator, worker: Worker, line: QLineEdit, lookup: Lookup, *, free: bool = False) -> None:
        super().__init__(line)
        self._tr = tr
        self._worker = worker
        self._line = line
        self._lookup = lookup
        self._free = free
        self._job: Job[Sequence[Named]] | None = None
        self._model = QStringListModel(self)
        self.found: Sequence[Named] = ()
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setWidget(line)
        # Down on the last match would leave none chosen, and Enter would take nothing.
        self.completer.setWrapAround(free)
        popup = self.completer.popup()
        if popup is not None:
            popup.setProperty("suggested", True)
        self.completer.activated[QModelIndex].connect(self.pick)  # type: ignore[index]
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(lambda: self.search())
        line.textEdited.connect(lambda _: self.timer.start())
        line.installEventFilter(self)

    @property
    def open(self) -> bool:
        """Whether the list shows."""
        popup = self.completer.popup()
        return popup is not None and popup.isVisible()

    def search(self, *, asked: bool = False) -> None:
        """Look for what is typed. `asked`: the list itself was asked for, so that its first line is gone to."""
        text = self._line.text().strip()
        first = (asked or bool(text)) and not self._free
        if self._job is not None:
            self._job.cancel()
        self._job = self._worker.read(
            lambda _progress: self._lookup.find(text, MOST), lambda found: self._show(text, found, first), None, self
        )

    def pick(self, index: QModelIndex) -> None:
        """Take a line of the list by its place: two records may be called the same in every word it has room for."""
        if 0 <= index.row() < len(self.found):
            self.chosen.emit(self.found[index.row()])
        elif self._lookup.maker is not None:
            self.unknown.emit(self._line.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the list: of what is typed, or of the latest records."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._line:
            down = event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if down and not self._line.isReadOnly() and not self.open:
                self.timer.stop()
                self.search(asked=True)
                return True
        return super().eventFilter(watched, event)

    def _show(self, text: str, found: Sequence[Named], first: bool) -> None:
        if text != self._line.text().strip() or not self._line.hasFocus():
            return
        self.found = found
        said = [f"{n.title}   {n.remark}" if n.remark else n.title for n in found]
        maker = self._lookup.maker
        if text and not found and not self._free:
            nothing = N_("Nothing was found for “{text}”.", text=text[:40])
            said.append(self._tr(nothing if maker is None else maker.offer(text)))
        self._model.setStringList(said)
        popup = self.completer.popup()
        if not said:
            if popup is not None:
                popup.hide()
            return
        room = self._line.rect()
        self.completer.complete(QRect(0, 0, max(room.width(), LEAST_WIDTH), room.height()))
        popup = self.completer.popup()
        if popup is not None:  # a list that is shown goes to its first line by itself
            popup.setCurrentIndex(self._model.index(0, 0) if first else QModelIndex())

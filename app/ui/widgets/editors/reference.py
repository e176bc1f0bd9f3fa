"""A record of another register, found by typing part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.kinds import Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Job, Worker
from app.ui.widgets.editors.line import LineEditor

WAIT_MS = 150


@dataclass(frozen=True, slots=True)
class Named:
    """A record that can be referred to: its id, what it is called, and what tells it from its namesakes."""

    id: int
    title: str
    remark: str = ""


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


class ReferenceEditor(LineEditor):
    """A line box with a list of matches under it. What is typed but not chosen is not accepted."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale], worker: Worker, lookup: Lookup) -> None:
        super().__init__(kit, kind, at, N_("Type part of a name, number or pinyin"))
        self._tr = kit.tr
        self._worker = worker
        self._lookup = lookup
        self._found: Sequence[Named] = ()
        self._chosen: Named | None = None
        self._job: Job[Sequence[Named]] | None = None
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self.line)
        # Down on the last match would leave none chosen, and Enter would take nothing.
        self._completer.setWrapAround(False)
        self._completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.line.textEdited.connect(self._typed)

    def value(self) -> Value:
        """The id of the chosen record. Raises `UserError` for text that was not chosen from the list."""
        text = self.line.text().strip()
        if self._chosen is not None and self._chosen.title.strip() == text:
            return self._chosen.id
        if text:
            raise UserError(
                N_("“{text}” was not chosen from the list.", text=text[:40]),
                None,
                N_("Choose one of the records found, or empty the box."),
            )
        return None

    def set_value(self, value: Value) -> None:
        """Show a record by its id; its title is looked up."""
        self._chosen = None
        self.line.clear()
        if isinstance(value, int):
            record_id = value
            self._chosen = Named(record_id, "")
            self._worker.read(
                lambda _progress: self._lookup.title(record_id),
                lambda title: self.show_named(Named(record_id, title)),
                None,
                self,
            )

    def show_named(self, named: Named) -> None:
        """Show a record whose title is known."""
        self._chosen = named
        self.line.setText(named.title)
        self.line.setCursorPosition(0)

    def search(self) -> None:
        """Look for what is typed."""
        text = self.line.text().strip()
        if self._job is not None:
            self._job.cancel()
        self._job = self._worker.read(
            lambda _progress: self._lookup.find(text, 12), lambda found: self._show(text, found), None, self
        )

    def draft(self) -> str:
        """The chosen id and title, or what was typed."""
        return f"{self._chosen.id}\t{self.line.text()}" if self._chosen else self.line.text()

    def restore(self, draft: str) -> None:
        """Show what `draft` gave."""
        record_id, tab, title = draft.partition("\t")
        if tab and record_id.isdigit():
            self.show_named(Named(int(record_id), title))
        else:
            self._chosen = None
            self.line.setText(draft)

    def on_leave(self) -> None:
        """A single match that says exactly what was typed is taken as meant."""
        text = self.line.text().strip()
        same = [named for named in self._found if named.title == text]
        if self._chosen is None and len(same) == 1:
            self._chosen = same[0]

    def _typed(self) -> None:
        self._chosen = None
        self._timer.start()

    def _show(self, text: str, found: Sequence[Named]) -> None:
        if text != self.line.text().strip() or not self.line.hasFocus():
            return
        self._found = found
        said = [f"{n.title}   {n.remark}" if n.remark else n.title for n in found]
        maker = self._lookup.maker
        if text and not found:
            nothing = N_("Nothing was found for “{text}”.", text=text[:40])
            said.append(self._tr(nothing if maker is None else maker.offer(text)))
        self._model.setStringList(said)
        if said:
            self._completer.complete()
            popup = self._completer.popup()
            if popup is not None:
                popup.setCurrentIndex(self._model.index(0, 0))

    def _picked(self, index: QModelIndex) -> None:
        """By its place: two records may be called the same in every word that the list has room for."""
        if 0 <= index.row() < len(self._found):
            self._use(self._found[index.row()])
        elif self._lookup.maker is not None:
            text = self.line.text().strip()
            self.line.clear()  # while its questions are asked, what was typed is no mistake
            self._lookup.maker.start(self, text, self._use)

    def _use(self, named: Named) -> None:
        self.show_named(named)
        self.changed.emit()

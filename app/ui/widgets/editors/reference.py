"""A record of another register, found by typing part of it."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.kinds import Kind, Value
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.editors.line import LineEditor
from app.ui.widgets.editors.matches import Lookup, Matches, Named


class ReferenceEditor(LineEditor):
    """A line box with a list of matches under it. What is typed but not chosen is not accepted."""

    def __init__(self, kit: Kit, kind: Kind, at: Callable[[], Locale], worker: Worker, lookup: Lookup) -> None:
        super().__init__(kit, kind, at, N_("Type part of a name, number or pinyin"))
        self._worker = worker
        self._lookup = lookup
        self._chosen: Named | None = None
        self.matches = Matches(kit.tr, worker, self.line, lookup)
        self.matches.chosen.connect(self._use)
        self.matches.unknown.connect(self._make)
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
        same = [named for named in self.matches.found if named.title == text and not named.past]
        if self._chosen is None and len(same) == 1:
            self._chosen = same[0]

    def _typed(self) -> None:
        self._chosen = None

    def _make(self, text: str) -> None:
        if self._lookup.maker is not None:
            self.line.clear()  # while its questions are asked, what was typed is no mistake
            self._lookup.maker.start(self, text, self._use)

    def _use(self, named: Named) -> None:
        self.show_named(named)
        self.changed.emit()

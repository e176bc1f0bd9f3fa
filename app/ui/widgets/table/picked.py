"""What is selected: counted by position, kept by id across reloads, summed for the status line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QTableView

from app.ui.runtime.worker import Job, Worker
from app.ui.widgets.table.model import LazyModel
from app.ui.widgets.table.source import Row, RowSource, Span

KEPT_IDS = 5_000
"""More selected rows than this are known by position only, and are let go when the list changes."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The selection. `ids` is None where not all rows were fetched; `everything`: the whole list."""

    count: int = 0
    spans: tuple[Span, ...] = ()
    ids: tuple[int, ...] | None = ()
    everything: bool = False
    sums: Mapping[str, int] = field(default_factory=dict)


class Picker(QObject):
    """Watches a view's selection. `changed` is sent at once, and again when sums had to be fetched.

    `sought` tells whether the record that `seek` named is listed.
    """

    changed = Signal(object)
    sought = Signal(int, bool)

    def __init__(self, view: QTableView, model: LazyModel, worker: Worker) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._worker = worker
        self._summing: Job[Mapping[str, int]] | None = None
        self._current_id: int | None = None
        self._kept: Picked | None = None
        self._seeking: int | None = None
        self.picked = Picked()
        view.selectionModel().selectionChanged.connect(self._selected)
        view.selectionModel().currentRowChanged.connect(self._moved)
        model.arrived.connect(self._arrived)
        model.counted.connect(self._find_kept)

    def keep(self) -> None:
        """The list is being fetched anew: once counted, select the same records where they stand now."""
        if self._seeking is not None:
            self._kept, self._current_id = Picked(1, ids=(self._seeking,)), self._seeking
        self._kept = self.picked if self._kept is None else self._kept

    def seek(self, record_id: int, *, anew: bool = True) -> None:
        """Select this record alone and scroll to it: once the list was fetched anew, or in the list as it is."""
        self._seeking = record_id
        if not anew:
            self.keep()
            if self._model.feed.known and not self._model.feed.counting:
                self._find_kept()

    def _find_kept(self) -> None:
        kept, self._kept = self._kept, None
        source, current = self._model.feed.source, self._current_id
        if kept is None or source is None:
            return
        if kept.everything:
            self._view.selectAll()
            return
        wanted = kept.ids or ()
        ask = wanted if current is None or current in wanted else (*wanted, current)
        if not ask:
            self._view.clearSelection()
            return
        self._worker.read(
            lambda _progress: source.positions(ask),
            lambda places: self._restore(dict(places), wanted, current, source),
            None,
            self,
        )

    def select_id(self, record_id: int) -> None:
        """Select one record and make it current, wherever it stands; nothing happens if it is not listed."""
        source = self._model.feed.source
        if source is not None:
            self._worker.read(
                lambda _progress: source.positions((record_id,)),
                lambda places: self._restore(dict(places), (record_id,), record_id, source),
                None,
                self,
            )

    def _restore(self, places: dict[int, int], wanted: tuple[int, ...], current: int | None, source: RowSource) -> None:
        selection = QItemSelection()
        rows = sorted(places[i] for i in wanted if i in places)
        last = self._model.columnCount() - 1
        for start, length in runs(rows):
            top, bottom = self._model.index(start, 0), self._model.index(start + length - 1, last)
            if top.isValid() and bottom.isValid():
                selection.select(top, bottom)
        chosen = self._view.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        if current is not None:
            at = places.get(current)
            here = self._model.index(at, 0) if at is not None else QModelIndex()
            chosen.setCurrentIndex(here, flags.NoUpdate)
            self._current_id = current if at is not None else None
        chosen.select(selection, flags.ClearAndSelect | flags.Rows)
        # Where another list is on its way by now, that one tells: this one may hide what the other shows.
        if self._seeking is not None and self._seeking in wanted and self._model.feed.source is source:
            self._tell_sought(places)

    def _tell_sought(self, places: Mapping[int, int]) -> None:
        record_id, self._seeking = self._seeking, None
        if record_id is not None:
            if record_id in places:
                self._view.scrollTo(self._model.index(places[record_id], 0))
            self.sought.emit(record_id, record_id in places)

    def _selected(self) -> None:
        chosen = self._view.selectionModel().selection()
        ranges = [r for r in (chosen.at(i) for i in range(chosen.size())) if r.left() == 0]
        rows = [(r.top(), r.height()) for r in ranges]
        spans = tuple(Span(start, length) for start, length in sorted(rows))
        count = sum(s.length for s in spans)
        everything = count > 1 and count == self._model.rowCount()
        fetched = self._fetched(spans) if count <= KEPT_IDS else None
        ids = tuple(row.id for row in fetched) if fetched is not None else None
        self._publish(Picked(count, spans, ids, everything, self._local_sums(fetched)))
        if fetched is None and count:
            self._fetch_sums(spans)

    def _arrived(self) -> None:
        # Rows that were selected before they were fetched get their ids now; so do those that stand where others
        # stood, which are still shown until the list fetched anew is there.
        if not 0 < self.picked.count <= KEPT_IDS:
            return
        fetched = self._fetched(self.picked.spans)
        if fetched is not None and tuple(row.id for row in fetched) != self.picked.ids:
            self._selected()

    def _fetched(self, spans: tuple[Span, ...]) -> list[Row] | None:
        found: list[Row] = []
        for span in spans:
            for at in range(span.start, span.start + span.length):
                row = self._model.feed.peek(at)
                if row is None:
                    return None
                found.append(row)
        return found

    def _local_sums(self, rows: list[Row] | None) -> dict[str, int]:
        sums: dict[str, int] = {}
        for at, column in enumerate(self._model.columns):
            if column.summed and rows:
                values = [row.cells[at] for row in rows]
                sums[column.key] = sum(v for v in values if isinstance(v, int))
        return sums

    def _fetch_sums(self, spans: tuple[Span, ...]) -> None:
        source = self._model.feed.source
        keys = [column.key for column in self._model.columns if column.summed]
        if self._summing is not None:
            self._summing.cancel()
        if source is not None and keys:
            self._summing = self._worker.read(
                lambda _progress: source.sums(spans, keys), lambda sums: self._summed(spans, sums), None, self
            )

    def _summed(self, spans: tuple[Span, ...], sums: Mapping[str, int]) -> None:
        picked = self.picked
        if picked.spans == spans:
            self._publish(Picked(picked.count, spans, picked.ids, picked.everything, sums))

    def _publish(self, picked: Picked) -> None:
        self.picked = picked
        self.changed.emit(picked)

    def _moved(self) -> None:
        index = self._view.currentIndex()
        row = self._model.feed.peek(index.row()) if index.isValid() else None
        if row is not None:
            self._current_id = row.id


def runs(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted positions as (start, length) of unbroken runs."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == sum(found[-1]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((row, 1))
    return found

"""What happened to a record, newest first: time, who, what; old and new values below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label


@dataclass(frozen=True, slots=True)
class Change:
    """One value that changed, in words."""

    label: Text | str
    before: Text | str
    after: Text | str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline; `full_time` is its tooltip."""

    time: str
    who: str
    what: Text | str
    changes: Sequence[Change] = field(default_factory=tuple)
    full_time: str = ""
    remarks: Sequence[Text | str] = field(default_factory=tuple)
    """What else it did, as sentences."""


class Timeline(QWidget):
    """A list of events in three columns."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events in the order given."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        at = 0
        for event in events:
            time = label(self._kit, event.time, size=12, tone="quiet", tabular=True)
            time.setToolTip(event.full_time)
            who = label(self._kit, event.who, size=12, weight=500)
            what = label(self._kit, event.what, size=12, wrap=True)
            for column, part in enumerate((time, who, what)):
                self._grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignTop)
            at += 1
            for change in event.changes:
                self._grid.addWidget(self._changed(change), at, 2)
                at += 1
            for remark in event.remarks:
                self._grid.addWidget(label(self._kit, remark, size=12, tone="quiet", wrap=True), at, 2)
                at += 1
        if not events:
            self._grid.addWidget(label(self._kit, N_("Nothing has happened yet."), size=12, tone="quiet"), 0, 0, 1, 3)

    def _changed(self, change: Change) -> QLabel:
        empty = N_("empty")
        words = N_(
            "{label}: {before} → {after}",
            label=change.label,
            before=change.before or empty,
            after=change.after or empty,
        )
        return label(self._kit, words, size=12, tone="quiet", wrap=True)

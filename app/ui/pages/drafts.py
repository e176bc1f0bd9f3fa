"""What was typed and not saved yet: kept with the person's seat, and in the shop's encrypted file, never elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.services.drafts import keep, kept
from app.store.reader import Reader
from app.store.uow import UnitOfWork

SAVE_MS = 3_000

Draft = dict[str, Any]
"""Plain JSON values: what a form's `draft` gives."""


class Drafts(QObject):
    """Drafts by place ("orders:new", "orders:17"). Written to the file a few seconds after the last keystroke."""

    def __init__(self, write: Callable[[Callable[[UnitOfWork], None]], object], parent: QObject | None = None) -> None:
        """`write` runs a piece of writing on the writer's thread."""
        super().__init__(parent)
        self._write = write
        self._drafts: dict[str, Draft] = {}
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.save)

    def load(self, drafts: Mapping[str, Draft]) -> None:
        """Take the drafts that the file kept; those of this session come first."""
        self._drafts = {**drafts, **self._drafts}

    def get(self, place: str) -> Draft | None:
        """The draft of a place."""
        return self._drafts.get(place)

    def put(self, place: str, draft: Draft) -> None:
        """Keep the draft of a place; it reaches the file a little later."""
        if self._drafts.get(place) != draft:
            self._drafts[place] = draft
            self._later()

    def drop(self, place: str) -> None:
        """Forget the draft of a place: it was saved, or thrown away."""
        if self._drafts.pop(place, None) is not None:
            self._later()

    def places(self) -> list[str]:
        """Where there are drafts."""
        return list(self._drafts)

    def save(self) -> None:
        """Write now, as before the window closes."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            drafts = dict(self._drafts)
            self._write(lambda uow: keep(uow, drafts))

    def _later(self) -> None:
        self._dirty = True
        self._timer.start()


def load(reader: Reader, uid: str) -> dict[str, Draft]:
    """The drafts that the file keeps for a user."""
    return kept(reader, uid)

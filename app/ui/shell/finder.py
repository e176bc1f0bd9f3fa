"""Records for the Ctrl+K box."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.privacy import hides, names_masked, said_title
from app.ui.pages.desk import Desk
from app.ui.runtime.calls import later
from app.ui.widgets.palette import Hit

MOST_HITS = 12


class RecordFinder:
    """`Finder` over all registers; runs on a reader's thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str) -> Sequence[Hit]:
        """The best few records, numbers that match whole first."""
        desk, tr = self._desk, self._desk.kit.tr
        with desk.shop.read(tr) as reader:
            names = names_masked(reader)
            found = reader.find(text, MOST_HITS, hides=lambda field: hides(field, names))
        hits = []
        for hit in found:
            register = desk.registry[hit.register]
            remark = " · ".join(w for w in (tr(register.singular), hit.subtitle) if w)
            title = said_title(register, hit.title, names)
            hits.append(Hit(register.icon, title, remark, later(desk.host.open_record, hit.register, hit.id)))
        return hits

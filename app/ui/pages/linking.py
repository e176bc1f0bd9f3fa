"""Linking a record with any other: found by number, name or pinyin, as in the box that finds anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.services.links import link
from app.services.privacy import names_masked, said_title
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.actions import Commands
from app.ui.runtime.calls import later
from app.ui.widgets.palette import Hit, Palette, open_palette

MOST_HITS = 12


@dataclass(frozen=True, slots=True)
class LinkFinder:
    """Finds records of all registers; choosing one links it."""

    desk: Desk
    parent: QWidget
    data: RecordData

    def find(self, text: str) -> Sequence[Hit]:
        """The best few records but this one."""
        desk, tr = self.desk, self.desk.kit.tr
        with desk.shop.read(tr) as reader:
            names = names_masked(reader)
            found = reader.find(text, MOST_HITS)
        return [
            Hit(
                desk.registry[hit.register].icon,
                said_title(desk.registry[hit.register], hit.title, names),
                tr(desk.registry[hit.register].singular),
                later(self._choose, hit.register, hit.id),
            )
            for hit in found
            if (hit.register, hit.id) != (self.data.register.name, self.data.id)
        ]

    def _choose(self, register: str, record_id: int) -> None:
        desk, here = self.desk, (self.data.register.name, self.data.id)
        desk.change(
            lambda uow: link(uow, here, (register, record_id)),
            lambda _: desk.host.say(N_("The two records are linked.")),
            self.parent,
        )


def start_link(desk: Desk, parent: QWidget, data: RecordData) -> Palette:
    """Open the box in which the other record is sought."""
    finder = LinkFinder(desk, parent, data)
    palette = open_palette(desk.kit, desk.worker, Commands(desk.kit, parent), finder, parent.window())
    desk.kit.say(palette.box.setPlaceholderText, N_("Find the record to link with: number, name, phone or pinyin"))
    return palette

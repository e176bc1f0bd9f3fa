"""A box that takes records into a grid: products by SKU, name, pinyin or a scanned barcode, people by name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.core.i18n import N_, Text
from app.core.text import fold
from app.models.kinds import Ref
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import RegisterLookup
from app.ui.widgets.editors.matches import Named
from app.ui.widgets.editors.reference import ReferenceEditor


class RecordPicker(ReferenceEditor):
    """`taken` gives a record's id. A scanner's Enter takes what matches whole; the box is empty again at once."""

    taken = Signal(int)

    def __init__(self, desk: Desk, register: str, hint: Text, name: Text) -> None:
        lookup = RegisterLookup(desk.shop, desk.kit.tr, register)
        super().__init__(desk.kit, Ref(register=register), desk.at, desk.worker, lookup)
        self._desk = desk
        self._find = lookup.find
        desk.kit.say(self.line.setPlaceholderText, hint)
        desk.kit.say(self.name_it, name)
        self.changed.connect(self._chosen_one)
        self.line.returnPressed.connect(self._entered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box before it leaves the form."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    def on_leave(self) -> None:
        """What was not taken stays in the box."""

    def _chosen_one(self) -> None:
        if self._chosen is not None:
            self._take(self._chosen.id)

    def _entered(self) -> None:
        text = self.line.text().strip()
        if text and not self.matches.open:
            self._desk.worker.read(
                lambda _progress: list(self._find(text, 8)), lambda found: self._matched(text, found), None, self
            )

    def _matched(self, text: str, found: list[Named]) -> None:
        same = [n for n in found if fold(n.title) == fold(text) and not n.past]
        one = same if len(same) == 1 else [n for n in found if not n.past]
        if len(one) == 1 and text == self.line.text().strip():
            self._take(one[0].id)

    def _take(self, record_id: int) -> None:
        self.set_value(None)
        self.matches.timer.stop()
        self.taken.emit(record_id)


class ProductPicker(RecordPicker):
    """Takes products."""

    def __init__(self, desk: Desk) -> None:
        hint = N_("Add a product: SKU, name, pinyin, or scan its barcode")
        super().__init__(desk, "products", hint, N_("Add a product"))

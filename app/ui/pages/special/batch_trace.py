"""A batch traced both ways: the deliveries that brought it, and the parcels that it left in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.services.privacy import names_masked, said_name
from app.services.tracing import Trace, trace
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.elided import Elided

SHOWN = 8


class TracePart(QWidget):
    """Suppliers ← batch → customers. In a recall, the list of orders opens with one click."""

    def __init__(self, desk: Desk, open_record: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._open_record = open_record
        self._trace: Trace | None = None
        self._names = False
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setHorizontalSpacing(10)
        self._box.setVerticalSpacing(2)
        self._box.setColumnStretch(1, 1)
        self.hide()
        desk.kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Trace this batch."""
        batch_id = data.id
        self._desk.read(lambda reader: (trace(reader, batch_id), names_masked(reader)), self._found, self)

    def _found(self, read: tuple[Trace, bool]) -> None:
        self._trace, self._names = read
        self._show()

    def _show(self) -> None:
        found = self._trace
        if found is None:
            return
        clear(self._box)
        self._head(N_("Came from"), "")
        for source in found.sources:
            words = joined([source.supplier_name or "–", source.received_on.isoformat()])
            self._row("receipts", source.receipt_id, source.number, words, source.quantity)
        if not found.sources:
            self._note(N_("On the shelf before the shop kept records."))
        orders = Nn_("{n} order", "{n} orders", len(found.order_ids))
        said: list[Text | str] = [Nn_("{n} piece", "{n} pieces", found.sent), orders]
        if found.returned:
            said.append(_back(found.returned))
        self._head(N_("Went to"), joined(said))
        tz = self._desk.shop.tz
        for to in found.destinations[:SHOWN]:
            day = to.shipped_at.astimezone(tz).date().isoformat()
            said = [said_name(to.buyer_name or "–", self._names), day]
            said += [_back(to.returned)] if to.returned else []
            self._row("orders", to.order_id, to.order_number, joined(said), to.quantity)
        if not found.destinations:
            self._note(N_("Nothing of it has left yet."))
        elif found.order_ids:
            view = View("orders", ids=found.order_ids)
            listed = button(
                self._desk.kit,
                N_("List all these orders"),
                later(self._desk.host.open_page, "orders", view),
                kind="link",
            )
            self._box.addWidget(listed, self._box.rowCount(), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self.show()

    def _head(self, words: Text, more: Text | str) -> None:
        at = self._box.rowCount()
        title = label(self._desk.kit, words, weight=700)
        title.setContentsMargins(0, 6, 0, 2)
        self._box.addWidget(title, at, 0)
        self._box.addWidget(label(self._desk.kit, more, size=12, tone="quiet", tabular=True), at, 1, 1, 2)

    def _row(self, register: str, record_id: int, number: str, words: Text | str, pieces: int) -> None:
        kit, at = self._desk.kit, self._box.rowCount()
        show = later(self._open_record, register, record_id)
        self._box.addWidget(button(kit, N_("{words}", words=number), show, kind="link"), at, 0)
        self._box.addWidget(Elided(kit, kit.tr(words)), at, 1)
        count = label(kit, f"×{pieces:,}", size=12, tabular=True)
        self._box.addWidget(count, at, 2, Qt.AlignmentFlag.AlignRight)

    def _note(self, words: Text) -> None:
        self._box.addWidget(label(self._desk.kit, words, size=12, tone="quiet"), self._box.rowCount(), 0, 1, 3)


def _back(pieces: int) -> Text:
    return Nn_("{n} piece came back", "{n} pieces came back", pieces)

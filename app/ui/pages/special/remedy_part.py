"""In an order's panel: one step to a return, an exchange or a refund of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.i18n import N_
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.widgets.build import button, label


class RemedyPart(QWidget):
    """A button, and how much of the order came back already."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self.start_button = button(desk.kit, N_("Return, exchange or refund…"), self.start, icon="rotate-ccw")
        self._said = label(desk.kit, "", size=12, tone="quiet", tabular=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.start_button)
        line.addWidget(self._said)
        line.addStretch(1)

    def show_record(self, data: RecordData) -> None:
        """Offer it where something was paid or sent."""
        self._data = data
        order, lines = data.values, data.lines["lines"]
        begun = order["payment"] != "unpaid" or order["shipped_at"] is not None
        self.setVisible(begun and not data.voided and self._desk.may("write"))
        back, sent = sum(x["returned"] for x in lines), sum(x["shipped"] for x in lines)
        self._desk.kit.say(self._said.setText, N_("{n} of {sent} pieces came back", n=back, sent=sent) if back else "")

    def start(self) -> None:
        """Go to the form, with the order and its items filled in."""
        if self._data is not None:
            self._desk.host.open_new("remedies", {"order_id": self._data.id})

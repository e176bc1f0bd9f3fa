"""Whom to call in this emergency: the contacts of the plan that was activated, telephones in full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.widgets.build import label


class ContactsPart(QWidget):
    """Not masked, as on the action card: these people gave their number to be called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(desk.kit, N_("Whom to call"), weight=700))
        box.addLayout(self._grid)
        self.hide()

    def show_record(self, data: RecordData) -> None:
        """Read the contacts of the activated plan."""
        plan_id = data.values["plan_id"]
        self.setVisible(plan_id is not None)
        if plan_id is not None:
            self._desk.read(lambda reader: reader.lines("plans", plan_id, "contacts"), self._show, self)

    def _show(self, contacts: list[dict[str, Any]]) -> None:
        clear(self._grid)
        self.setVisible(bool(contacts))
        kit = self._desk.kit
        for at, one in enumerate(contacts):
            self._grid.addWidget(label(kit, one["role"], weight=500, wrap=True), at * 2, 0)
            phone = label(kit, one["phone"] or "–", size=15, weight=700, tabular=True)
            phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(phone, at * 2, 1, Qt.AlignmentFlag.AlignRight)
            said: list[Text | str] = [one[n] for n in ("name", "note") if one[n]]
            if said:
                self._grid.addWidget(label(kit, joined(said), size=12, tone="quiet", wrap=True), at * 2 + 1, 0, 1, 2)

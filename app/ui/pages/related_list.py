"""Records of other registers that point at this one: the first few, each opened in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData, RelatedPart, related_view
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.elided import Elided


class RelatedLists(QWidget):
    """`followed` asks for a record of another register."""

    followed = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)

    def show_record(self, data: RecordData) -> None:
        """Show what points at this record."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        parts = [p for p in data.related if p.count]
        for part in parts:
            self._box.addWidget(self._heading(part, data.id))
            for record_id, title, more in part.rows:
                self._box.addWidget(self._row(part.related.register, record_id, title, more))
        self.setVisible(bool(parts))

    def _heading(self, part: RelatedPart, record_id: int) -> QWidget:
        kit, related = self._desk.kit, part.related
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 10, 0, 2)
        line.addWidget(label(kit, related.label, weight=700))
        line.addWidget(label(kit, f"{part.count:,}", size=12, tone="quiet", tabular=True))
        line.addStretch(1)
        view = related_view(related, record_id)
        words = N_("Open the list")
        line.addWidget(button(kit, words, later(self._desk.host.open_page, related.register, view), kind="link"))
        return holder

    def _row(self, register: str, record_id: int, title: str, more: str) -> QWidget:
        kit = self._desk.kit
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        open_it = button(kit, N_("{words}", words=title or f"#{record_id}"), kind="link")
        open_it.clicked.connect(lambda: self.followed.emit(register, record_id))
        remark = Elided(kit, more)
        line.addWidget(open_it, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(remark, 1)
        return holder

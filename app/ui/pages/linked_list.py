"""The records that a record is linked with, each opened in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.services.links import Linked, unlink
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, icon_button, label
from app.ui.widgets.elided import Elided


class LinkedList(QWidget):
    """`followed` asks for a record."""

    followed = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)

    def show_record(self, data: RecordData) -> None:
        """Show what belongs with this record; nothing where nothing does."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if data.linked:
            heading = label(self._desk.kit, N_("Linked records"), weight=700)
            heading.setContentsMargins(0, 10, 0, 2)
            self._box.addWidget(heading)
        for found in data.linked:
            self._box.addWidget(self._row(data, found))
        self.setVisible(bool(data.linked))

    def _row(self, data: RecordData, found: Linked) -> QWidget:
        kit = self._desk.kit
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        open_it = button(kit, N_("{words}", words=found.title), kind="link")
        open_it.clicked.connect(lambda: self.followed.emit(found.register, found.id))
        line.addWidget(open_it, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Elided(kit, kit.tr(self._how(found))), 1)
        if not found.opened and self._desk.may("write"):
            part = later(self._part, data, found)
            line.addWidget(icon_button(kit, "x", N_("Part the two records"), part))
        return holder

    def _how(self, found: Linked) -> Text:
        what = self._desk.registry[found.register].singular
        if not found.opened:
            return what
        return N_("{register}, from which this was opened", register=what) if found.source else what

    def _part(self, data: RecordData, found: Linked) -> None:
        pair = (data.register.name, data.id), (found.register, found.id)
        self._desk.change(lambda uow: unlink(uow, *pair), lambda _: None, self)

"""Remarks on a record: added, never changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.widgets.build import button, label

SHOWN = 20


class NoteBox(QLineEdit):
    """Enter adds the note; Escape empties the box."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of one line."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Notes(QWidget):
    """The record's remarks, the newest first, and a box for one more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self.box = NoteBox()
        desk.kit.say(self.box.setPlaceholderText, N_("Add a note"))
        desk.kit.say(self.box.setAccessibleName, N_("Add a note"))
        self.box.returnPressed.connect(self.add)
        self._add = button(desk.kit, N_("Add"), self.add)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 8, 0, 0)
        lay.setSpacing(6)
        lay.addWidget(label(desk.kit, N_("Remarks"), weight=700))
        lay.addLayout(line)
        lay.addLayout(self._list)
        for part in (self.box, self._add):
            part.setVisible(desk.may("write"))

    def show_record(self, data: RecordData) -> None:
        """Show the record's notes. What is being typed stays while the record is the same."""
        if self._data is not None and self._data.id != data.id:
            self.box.clear()
        self._data = data
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tz = self._desk.shop.tz
        for note in data.notes[:SHOWN]:
            said = label(self._desk.kit, note["text"], wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            by = f"{format_datetime(note['at'], tz)} · {note['author']}"
            self._list.addWidget(said)
            self._list.addWidget(label(self._desk.kit, by, size=11, tone="quiet", tabular=True))
        self.setVisible(bool(data.notes) or self._desk.may("write"))

    def add(self) -> None:
        """Add what was typed."""
        data, text = self._data, self.box.text().strip()
        if data is None or not text:
            return
        self._add.setEnabled(False)

        def done(_: object) -> None:
            self._add.setEnabled(True)
            self.box.clear()

        def failed(error: BaseException) -> None:
            self._add.setEnabled(True)
            self._desk.host.fail(error)

        self._desk.change(lambda uow: uow.add_note(data.register.name, data.id, text), done, self, failed)

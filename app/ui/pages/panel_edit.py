"""Editing a record in the panel, where there are no lines to edit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.models.declaration import Register
from app.ui.pages.desk import Desk
from app.ui.pages.edit_form import EditForm, start_of
from app.ui.pages.record_data import RecordData, load
from app.ui.widgets.build import button, label
from app.ui.widgets.scrolled import Scrolled


class PanelEdit(QFrame):
    """The form in the panel's place. `done` when it was saved or left, `saved` with the record's id before that."""

    done = Signal()
    saved = Signal(int)

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self.setProperty("card", True)
        self.form = EditForm(desk, register)
        self.form.saved.connect(self._saved)
        self.form.reload_asked.connect(self._reload)
        self._title = label(desk.kit, "", size=17, weight=700, wrap=True)
        save = button(desk.kit, N_("Save"), self.form.save, icon="check", kind="primary")
        desk.kit.say(save.setToolTip, N_("Save (Ctrl+S)"))
        cancel = button(desk.kit, N_("Cancel"), self.leave)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(18, 14, 18, 16)
        inside.setSpacing(10)
        inside.addWidget(self._title)
        inside.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 8, 18, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(save)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(Scrolled(holder), 1)
        box.addLayout(foot)

    def begin(self, data: RecordData, *, with_draft: bool = True) -> None:
        """Edit a record, from the draft that was left of it where there is one."""
        self._desk.kit.say(self._title.setText, data.title)
        self.form.begin(start_of(data), with_draft=with_draft)
        self.form.focus_first()

    def leave(self) -> None:
        """Leave without saving. What was typed is forgotten; the toast brings it back."""
        draft = self.form.form.draft() if self.form.dirty else None
        place = self.form.place
        self.form.forget()
        self.done.emit()
        if draft:
            kept = {"form": draft, "lines": {}, "version": self.form.start.version}
            self._desk.host.say(
                N_("What you typed was thrown away."), N_("Keep it"), lambda: self._desk.drafts.put(place, kept)
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Ctrl+Enter saves."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.form.save()
        else:
            super().keyPressEvent(event)

    def _saved(self, record_id: int) -> None:
        self.saved.emit(record_id)
        self.done.emit()

    def _reload(self) -> None:
        record_id = self.form.start.record_id
        if record_id is not None:
            name = self._register.name
            self._desk.read(lambda r: load(r, name, record_id, events=1), self.begin, self)

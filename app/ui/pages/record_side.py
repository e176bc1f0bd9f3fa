"""What stands beside a list: the panel of one record, or the form that edits it in the panel's place."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.models.declaration import Register
from app.ui.pages.desk import Desk
from app.ui.pages.panel_edit import PanelEdit
from app.ui.pages.record_data import RecordData
from app.ui.pages.record_panel import RecordPanel

FOLLOW_MS = 60
"""Pause after which the panel follows the keyboard through the list."""


class RecordSide(QWidget):
    """The panel, or the form in its place. `saved` gives the id of a record that was edited here.

    `shown`: a record was opened in the panel.
    """

    saved = Signal(int)
    shown = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self._wanted: int | None = None
        self.panel = RecordPanel(desk)
        self._edit: PanelEdit | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.panel)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._show_wanted)

    @property
    def edit_panel(self) -> PanelEdit:
        """The form in the panel's place, made when it is first needed."""
        if self._edit is None:
            self._edit = PanelEdit(self._desk, self._register)
            self._edit.saved.connect(self.saved)
            self._edit.done.connect(self._edited)
            self._stack.addWidget(self._edit)
        return self._edit

    @property
    def editing(self) -> bool:
        """Whether the panel is a form at the moment."""
        return self._edit is not None and self._stack.currentWidget() is self._edit

    def edit(self, data: RecordData) -> None:
        """Edit a record in the panel's place."""
        self.edit_panel.begin(data)
        self._stack.setCurrentWidget(self.edit_panel)

    def keep_draft(self) -> None:
        """Keep what was typed into the form."""
        if self._edit is not None:
            self._edit.form.keep_draft()

    def follow(self, record_id: int | None) -> None:
        """Show a record after a short pause, as the list is walked through; a form stays."""
        if record_id is not None and not self.editing:
            self._wanted = record_id
            self._follow.start()

    def open(self, record_id: int) -> None:
        """Show a record at once, and put the keyboard into the panel."""
        self._follow.stop()
        self._wanted = record_id
        self._show_wanted()
        self.panel.setFocus()

    def clear(self) -> None:
        """Show no record."""
        self._wanted = None
        self.panel.clear()

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self.panel.show_record(self._register.name, self._wanted)
            self.shown.emit()

    def _edited(self) -> None:
        self._stack.setCurrentWidget(self.panel)
        self.panel.reload()
        self.panel.setFocus()

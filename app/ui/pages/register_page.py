"""A register's page: head, tools, list with panel, and over them the form while one is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text, inside
from app.models.declaration import Register
from app.services.fixed import refusal
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.form_page import FormPage
from app.ui.pages.list_page import RecordList
from app.ui.pages.listed import Listed
from app.ui.pages.panel_edit import PanelEdit
from app.ui.pages.record_data import RecordData
from app.ui.pages.record_panel import RecordPanel
from app.ui.pages.sides import Sides
from app.ui.pages.specials import special, tool_key
from app.ui.pages.work_page import WorkPage
from app.ui.runtime.actions import native
from app.ui.runtime.calls import later
from app.ui.widgets.build import button
from app.ui.widgets.page_header import PageHeader

FOLLOW_MS = 60
"""Pause after which the panel follows the keyboard through the list."""
PANEL_WIDTH = 384


class RegisterPage(QWidget):
    """Everything about one register. `foot` is what the window's lowest line says.

    `turned`: a form or another page came over the list, or left it.
    """

    foot = Signal(object, bool)
    turned = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self.register = register
        self._form: FormPage | None = None
        self._work: WorkPage | None = None
        self._wanted: int | None = None
        self._saved_now: int | None = None
        """The record that is sought in the list because it was saved."""
        self.list = RecordList(desk, register)
        self.panel = RecordPanel(desk)
        self._edit_panel: PanelEdit | None = None
        kept = desk.preferences.tables.get("panel", {})
        width = kept.get("width", PANEL_WIDTH)
        side = QWidget()
        self._side = QStackedLayout(side)
        self._side.addWidget(self.panel)
        self.sides = Sides(desk.kit, self.list, side, width if isinstance(width, int) else PANEL_WIDTH)
        self.sides.resized_by_hand.connect(self._keep_width)
        self.head = PageHeader(desk.kit, register.label, *self._buttons())
        self.head.search_asked.connect(desk.host.open_palette)
        self._top = QWidget()
        box = QVBoxLayout(self._top)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.head)
        self.relatives = FamilyBar(desk, register.name)
        box.addWidget(self.relatives)
        box.addWidget(self.list.tools)
        box.addWidget(self.sides, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._top)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self._show_wanted)
        self._connect()

    def _connect(self) -> None:
        self._stack.currentChanged.connect(lambda _: self.turned.emit())
        self.list.foot.connect(self._list_said)
        self.list.current_changed.connect(self._current)
        self.list.opened.connect(self._open_panel)
        self.list.table.picker.sought.connect(self._sought)
        self.list.table.clicked.connect(lambda _: self._current(self.list.table.current_id()))
        self.panel.closed.connect(self.close_panel)
        self.panel.edit_asked.connect(self.edit)
        self.panel.duplicate_asked.connect(self._duplicate)

    @property
    def edit_panel(self) -> PanelEdit:
        """The form in the panel's place, made when it is first needed."""
        if self._edit_panel is None:
            self._edit_panel = PanelEdit(self._desk, self.register)
            self._edit_panel.saved.connect(self._say_saved)
            self._edit_panel.done.connect(self._edited)
            self._side.addWidget(self._edit_panel)
        return self._edit_panel

    @property
    def editing(self) -> bool:
        """Whether the panel is a form at the moment."""
        return self._edit_panel is not None and self._side.currentWidget() is self._edit_panel

    @property
    def form(self) -> FormPage | None:
        """The form that is open over the list, if one is."""
        return self._form if self._form is not None and self._stack.currentWidget() is self._form else None

    @property
    def on_list(self) -> bool:
        """Whether the list is shown, and no form or other page over it."""
        return self._stack.currentWidget() is self._top

    @property
    def work(self) -> WorkPage | None:
        """The page that stands over the list while a record is worked on it, if one does."""
        return self._work

    def open_work(self, record_id: int) -> None:
        """Open the page on which this register's records are worked; the record itself where it has none."""
        make = special(self.register.name).work
        if make is None or not self._desk.may("write"):
            self.open_record(record_id)
            return
        if self._work is not None and self._work.record_id == record_id:
            self._stack.setCurrentWidget(self._work)
            return
        self._left_work()
        self._work = make(self._desk, record_id)
        self._work.left.connect(self._worked)
        self._stack.addWidget(self._work)
        self._stack.setCurrentWidget(self._work)
        self.foot.emit("", False)

    def show_view(self, view: View) -> None:
        """List what another page asks for."""
        self._stack.setCurrentWidget(self._top)
        self.list.show_listed(Listed.of(view))

    def open_record(self, record_id: int) -> None:
        """Open the panel on a record, mark it in the list, and put the keyboard into the panel."""
        self._open_panel(record_id)
        if self.list.table.picker.picked.count <= 1:  # what was selected for something else stays so
            self.list.mark(record_id)

    def _open_panel(self, record_id: int) -> None:
        self._follow.stop()
        self._stack.setCurrentWidget(self._top)
        self._wanted = record_id
        self._show_wanted()
        self.panel.setFocus()

    def close_panel(self) -> None:
        """Close the panel; the keyboard goes back to the list."""
        self._wanted = None
        self.panel.clear()
        self.sides.set_open(False)
        self.list.table.setFocus()

    def new(self, values: Mapping[str, Any] | None = None, copied_from: int | None = None) -> None:
        """Open the form of a new record, or the one that is open already."""
        if self._desk.creates(self.register) and (self.form is None or values is not None or copied_from is not None):
            self._open_form().new(values, copied_from)

    def edit(self, data: RecordData) -> None:
        """Edit a record: in the panel, or on a page of its own where there are lines to edit."""
        if data.register.name != self.register.name:
            self._desk.host.open_record(data.register.name, data.id)
        elif any(not x.readonly and x.name not in data.fixed for x in self.register.lines):
            self._open_form().edit(data.id)
        else:
            self.edit_panel.begin(data)
            self._side.setCurrentWidget(self.edit_panel)

    def edit_current(self) -> None:
        """Edit the record that the panel shows."""
        data = self.panel.data
        if data is None or not self._desk.edits(data.register):
            return
        if refused := refusal(data.register, data.values):
            self._desk.host.fail(refused)
        else:
            self.edit(data)

    def save(self) -> None:
        """Save the form that is open."""
        if self.form is not None:
            self.form.form.save()
        elif self.editing:
            self.edit_panel.form.save()

    def keep_drafts(self) -> None:
        """Keep what was typed, as before the window closes or is locked."""
        if self._form is not None:
            self._form.form.keep_draft()
        if self._work is not None:
            self._work.keep()
        if self._edit_panel is not None:
            self._edit_panel.form.keep_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape and self.sides.opened and self.on_list:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> list[QPushButton]:
        desk, made = self._desk, []
        for tool in special(self.register.name).tools if desk.may("write") else ():
            made.append(button(desk.kit, tool.label, later(tool.run, desk, self), icon=tool.icon))
            keys = native(tool_key(self.register.name, tool))
            desk.kit.say(made[-1].setToolTip, N_("{label} ({keys})", label=tool.label, keys=keys))
        if self.register.importable and desk.may("import"):
            made.append(button(desk.kit, N_("Import"), desk.host.open_import, icon="file-down"))
        if desk.may("export"):
            made.append(button(desk.kit, N_("Export"), self._export, icon="download"))
        if desk.creates(self.register):
            words = N_("New {register}", register=inside(self.register.singular))
            made.append(button(desk.kit, words, self.new, icon="plus", kind="primary"))
        return made

    def _export(self) -> None:
        self._desk.host.open_export(self.list.view())

    def _current(self, record_id: int | None) -> None:
        if record_id is None or self.editing:
            return
        self._wanted = record_id
        self._follow.start()

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self.panel.show_record(self.register.name, self._wanted)
            self.sides.set_open(True)

    def _open_form(self) -> FormPage:
        if self._form is None:
            self._form = FormPage(self._desk, self.register)
            self._form.saved.connect(self._saved)
            self._form.left.connect(self._left_form)
            self._stack.addWidget(self._form)
        self._stack.setCurrentWidget(self._form)
        self.foot.emit("", False)  # the list's sums say nothing about what is typed
        return self._form

    def _list_said(self, words: Text | str, chosen: bool) -> None:
        if self.on_list:  # sums may arrive when a form is open already
            self.foot.emit(words, chosen)

    def _saved(self, record_id: int) -> None:
        self._left_form()
        self._open_panel(record_id)
        self.panel.reload()
        self._say_saved(record_id)

    def _say_saved(self, record_id: int) -> None:
        self._desk.host.say(N_("{register} was saved.", register=self.register.singular))
        if self.list.table.picker.picked.count <= 1:  # what was selected for something else stays so
            self._saved_now = record_id
            self.list.seek(record_id)

    def _sought(self, record_id: int, listed: bool) -> None:
        saved, self._saved_now = self._saved_now == record_id, None
        if not listed:
            name = self.register.name
            self._desk.read(
                lambda r: r.record(name, record_id)["voided_at"] is not None,
                lambda voided: self._say_hidden(record_id, saved=saved, voided=voided),
                self,
                lambda _: None,  # a record that is gone is told by the panel
            )

    def _say_hidden(self, record_id: int, *, saved: bool, voided: bool) -> None:
        if saved:
            words = N_("{register} was saved. The list's filter hides it.", register=self.register.singular)
        elif voided:
            words = N_("The record is open, but the list leaves voided records out.")
        else:
            words = N_("The record is open, but the list's filter hides it.")
        if voided or self.list.listed.filtered:
            show = later(self._show_all, record_id, voided)
            self._desk.host.say(words, N_("Show all records"), show)

    def _show_all(self, record_id: int, voided: bool) -> None:
        self.list.show_listed(Listed(voided=voided))
        self.list.seek(record_id)

    def _worked(self, record_id: int) -> None:
        self._left_work()
        self.open_record(record_id)
        self.panel.reload()

    def _left_work(self) -> None:
        work, self._work = self._work, None
        self._stack.setCurrentWidget(self._top)
        self.list.say_foot()
        if work is not None:
            self._stack.removeWidget(work)
            work.hide()
            work.deleteLater()

    def _left_form(self) -> None:
        form, self._form = self._form, None
        self._stack.setCurrentWidget(self._top)
        self.list.say_foot()
        if form is not None:
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()

    def _edited(self) -> None:
        self._side.setCurrentWidget(self.panel)
        self.panel.reload()
        self.panel.setFocus()

    def _duplicate(self, data: RecordData) -> None:
        if data.register.name == self.register.name:
            self.new(copied_from=data.id)
        else:
            self._desk.host.open_record(data.register.name, data.id)

    def _keep_width(self, width: int) -> None:
        self._desk.preferences.tables["panel"] = {"width": width}

"""A register's page: head, tools, list with panel, and over them the form while one is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Text, inside
from app.models.declaration import Register
from app.services.fixed import refusal
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.form_page import FormPage
from app.ui.pages.list_page import RecordList
from app.ui.pages.listed import Listed
from app.ui.pages.marking import Marking
from app.ui.pages.over_list import OverList
from app.ui.pages.panel_edit import PanelEdit
from app.ui.pages.record_data import RecordData
from app.ui.pages.record_side import RecordSide
from app.ui.pages.sides import Sides
from app.ui.pages.specials import special, tool_key
from app.ui.pages.work_page import WorkPage
from app.ui.runtime.actions import native
from app.ui.runtime.calls import later
from app.ui.widgets.build import button
from app.ui.widgets.page_header import PageHeader

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
        self.list = RecordList(desk, register)
        self._side = RecordSide(desk, register)
        self.panel = self._side.panel
        kept = desk.preferences.tables.get("panel", {})
        width = kept.get("width", PANEL_WIDTH)
        self.sides = Sides(desk.kit, self.list, self._side, width if isinstance(width, int) else PANEL_WIDTH)
        self.head = PageHeader(desk.kit, register.label, *self._buttons())
        self.relatives = FamilyBar(desk, register.name)
        top = QWidget()
        box = QVBoxLayout(top)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.head)
        box.addWidget(self.relatives)
        box.addWidget(self.list.tools)
        box.addWidget(self.sides, 1)
        self._over = OverList(desk, register, top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._over)
        self._marking = Marking(desk, register, self.list)
        self._connect()

    def _connect(self) -> None:
        self._over.turned.connect(self.turned)
        self._over.back.connect(self.list.say_foot)
        self._over.saved.connect(self._saved)
        self._over.worked.connect(self._worked)
        self.head.search_asked.connect(self._desk.host.open_palette)
        self.list.foot.connect(self._list_said)
        self.list.current_changed.connect(self._side.follow)
        self.list.opened.connect(self._open_panel)
        self.list.table.clicked.connect(lambda _: self._side.follow(self.list.table.current_id()))
        self._side.shown.connect(lambda: self.sides.set_open(True))
        self._side.saved.connect(self._marking.saved)
        self.sides.resized_by_hand.connect(self._keep_width)
        self.panel.closed.connect(self.close_panel)
        self.panel.edit_asked.connect(self.edit)
        self.panel.duplicate_asked.connect(self._duplicate)

    @property
    def edit_panel(self) -> PanelEdit:
        """The form in the panel's place."""
        return self._side.edit_panel

    @property
    def editing(self) -> bool:
        """Whether the panel is a form at the moment."""
        return self._side.editing

    @property
    def form(self) -> FormPage | None:
        """The form that is open over the list, if one is."""
        return self._over.form

    @property
    def on_list(self) -> bool:
        """Whether the list is shown, and no form or other page over it."""
        return self._over.on_list

    @property
    def work(self) -> WorkPage | None:
        """The page that stands over the list while a record is worked on it, if one does."""
        return self._over.work

    def open_work(self, record_id: int) -> None:
        """Open the page on which this register's records are worked; the record itself where it has none."""
        if self._over.open_work(record_id):
            self.foot.emit("", False)
        else:
            self.open_record(record_id)

    def show_view(self, view: View) -> None:
        """List what another page asks for."""
        self._over.show_list()
        self.list.show_listed(Listed.of(view))

    def open_record(self, record_id: int) -> None:
        """Open the panel on a record, mark it in the list, and put the keyboard into the panel."""
        self._open_panel(record_id)
        self._marking.opened(record_id)

    def _open_panel(self, record_id: int) -> None:
        self._over.show_list()
        self._side.open(record_id)

    def close_panel(self) -> None:
        """Close the panel; the keyboard goes back to the list."""
        self._side.clear()
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
            self._side.edit(data)

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
        self._over.keep()
        self._side.keep_draft()

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

    def _open_form(self) -> FormPage:
        form = self._over.open_form()
        self.foot.emit("", False)  # the list's sums say nothing about what is typed
        return form

    def _list_said(self, words: Text | str, chosen: bool) -> None:
        if self.on_list:  # sums may arrive when a form is open already
            self.foot.emit(words, chosen)

    def _saved(self, record_id: int) -> None:
        self._open_panel(record_id)
        self.panel.reload()
        self._marking.saved(record_id)

    def _worked(self, record_id: int) -> None:
        self.open_record(record_id)
        self.panel.reload()

    def _duplicate(self, data: RecordData) -> None:
        if data.register.name == self.register.name:
            self.new(copied_from=data.id)
        else:
            self._desk.host.open_record(data.register.name, data.id)

    def _keep_width(self, width: int) -> None:
        self._desk.preferences.tables["panel"] = {"width": width}

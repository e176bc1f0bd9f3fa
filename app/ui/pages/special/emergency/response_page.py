"""The response as a page of its own: the incidents that go on, and of the chosen one everything that is needed now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.errors import NotFound
from app.core.i18n import N_, Text
from app.core.text import cut, display_width
from app.models.declaration import Where
from app.store.reader import Reader
from app.store.shop import Changes
from app.store.view import View
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.moves import start_move
from app.ui.pages.record_data import RecordData, load
from app.ui.pages.special.emergency.calls_part import CallsPart
from app.ui.pages.special.emergency.contacts_part import ContactsPart
from app.ui.pages.special.emergency.course_part import CoursePart
from app.ui.pages.special.emergency.respond_dialog import start_respond
from app.ui.pages.special.emergency.response_part import RESPONSE_PAGE, ResponsePart
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, fill, label, only_if, set_property
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.pill import Pill
from app.ui.widgets.scrolled import Scrolled

COALESCE_MS = 40
GOING_ON = ("reported", "responding", "contained")
MOST = 12
TAB_TITLE = 28
"""Columns of an incident's title on its tab; the tip says the whole of it."""
Found = list[tuple[int, str, str, str]]
"""Id, number, title and state of incidents."""


def going_on(reader: Reader) -> Found:
    """The incidents that are not closed, the newest first."""
    view = View(
        "incidents", (Where("status", "in", GOING_ON),), sort="-found_at", columns=("number", "title", "status")
    )
    return [(int(r[0]), str(r[1]), str(r[2]), str(r[3])) for r in reader.page(view, 0, MOST)]


class ResponsePage(QWidget):
    """Reads anew when something changed. Left the steps, right what happened and whom to call."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: int | None = None
        self.data: RecordData | None = None
        kit = desk.kit
        enter = button(kit, N_("Enter an incident"), self._enter, icon="plus", kind="primary")
        only_if(enter, desk.may("write"))
        self.header = PageHeader(kit, N_("Response"), enter)
        self.header.search_asked.connect(desk.host.open_palette)
        self._tabs = FlowLayout(spacing=6)
        self._title = label(kit, "", size=17, weight=700, wrap=True)
        self._state = Pill(kit, "")
        self._moves = QHBoxLayout()
        self._moves.setSpacing(8)
        self.response = ResponsePart(desk, big=True)
        self.calls = CallsPart(desk)
        self.course = CoursePart(desk, big=True)
        self.contacts = ContactsPart(desk)
        self._empty = EmptyState(
            kit,
            "shield-check",
            N_("Nothing is going on"),
            N_("When something happens, enter it here at once: then the plan is activated and its steps are ticked."),
        )
        self._empty.offer(
            (N_("Enter an incident"), "plus", self._enter),
            (N_("All incidents"), "list", later(desk.host.open_page, "incidents")),
        )
        self._lay_out()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(COALESCE_MS)
        self._again.timeout.connect(self.refresh)
        desk.bus.changed.connect(self._told)

    def refresh(self) -> None:
        """Read again which incidents go on, and the chosen one."""
        self._desk.read(self._read, self._arrived, self)

    def choose(self, record_id: int) -> None:
        """Show another incident."""
        self._chosen = record_id
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._desk.host.open_page("incidents")
        else:
            super().keyPressEvent(event)

    def _read(self, reader: Reader) -> tuple[Found, RecordData | None]:
        found = going_on(reader)
        ids = [i for i, *_ in found]
        chosen: int | None = self._chosen
        if chosen is None:
            running = [i for i, _, _, state in found if state == "responding"]
            chosen = next(iter(running or ids), None)
        try:
            return found, load(reader, "incidents", chosen, events=1) if chosen is not None else None
        except NotFound:
            return found, None

    def _arrived(self, read: tuple[Found, RecordData | None]) -> None:
        found, data = read
        first = self.data is None
        self.data = data
        self._stack.setCurrentIndex(0 if data is not None else 1)
        self._tabs.clear()
        if data is None:
            return
        self._chosen = data.id
        for record_id, number, title, _ in found if len(found) > 1 else ():
            words = N_("{number} {title}", number=number, title=cut(title, TAB_TITLE))
            made = button(self._desk.kit, words, later(self.choose, record_id), kind="tab")
            if display_width(title) > TAB_TITLE:
                made.setToolTip(title.replace("<", "&lt;"))
                made.setAccessibleName(f"{number} {title}")
            set_property(made, "here", record_id == data.id)
            self._tabs.addWidget(made)
        self._show(data)
        if first and not self.course.what.hasFocus():
            self.response.steps.focus_open()

    def _show(self, data: RecordData) -> None:
        kit = self._desk.kit
        kit.say(self._title.setText, data.title)
        option = data.register.field("status").kind.option(data.values["status"])  # type: ignore[attr-defined]
        self._state.show_state(option.label, option.tone)
        while (item := self._moves.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, icon, kind, run in self._verbs(data):
            self._moves.addWidget(button(kit, words, run, icon=icon, kind=kind))
        for part in (self.response, self.calls, self.course, self.contacts):
            part.show_record(data)

    def _verbs(self, data: RecordData) -> list[tuple[Text, str, Any, Any]]:
        found: list[tuple[Text, str, Any, Any]] = []
        for move in data.register.transitions:
            if data.values["status"] in move.sources and self._desk.shop.actor.role in move.roles and not data.voided:
                run = later(start_respond, self._desk, self, data)
                if move.name != "respond":
                    version = data.values["version"]
                    run = later(start_move, self._desk, self, data.register, data.id, move, version)
                found.append((move.label, move.icon, "primary" if move.primary else "normal", run))
        show = later(self._desk.host.open_record, "incidents", data.id)
        found.append((N_("The whole record"), "external-link", "plain", show))
        return found

    def _enter(self) -> None:
        self._desk.host.open_new("incidents")

    def _told(self, changes: Changes) -> None:
        if self.isVisible() and changes.registers & {"incidents", "plans", "batches", "orders"}:
            self._again.start()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        column = fill(QVBoxLayout(left), head, self._moves, self.response, 0, margin=20, spacing=10)
        column.setStretch(column.count() - 1, 1)
        self._moves.setAlignment(Qt.AlignmentFlag.AlignLeft)
        fill(QVBoxLayout(right), self.calls, self.course, self.contacts, 0, margin=20, spacing=12)
        body = QWidget()
        both = QHBoxLayout(body)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(14)
        both.addWidget(_card(left), 3)
        both.addWidget(_card(right), 2)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.header)
        box.addWidget(FamilyBar(self._desk, RESPONSE_PAGE))
        box.addLayout(self._tabs)
        box.addWidget(holder, 1)


def _card(inner: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("card", True)
    box = QVBoxLayout(made)
    box.setContentsMargins(1, 1, 1, 1)
    box.addWidget(Scrolled(inner))
    return made

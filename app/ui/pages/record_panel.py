"""The record at the right of a list: head, fields, lines, related records, notes, files, and what happened to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.declaration import Register
from app.services.privacy import concealed
from app.services.retention import kept_words
from app.store.shop import Changes
from app.ui.pages.attachments import Attachments
from app.ui.pages.desk import Desk
from app.ui.pages.history import shown
from app.ui.pages.lines_table import LinesTable
from app.ui.pages.linked_list import LinkedList
from app.ui.pages.notes import Notes
from app.ui.pages.read_fields import ReadFields
from app.ui.pages.record_data import FIRST_EVENTS, MOST_EVENTS, RecordData, load
from app.ui.pages.record_head import RecordHead
from app.ui.pages.related_list import RelatedLists
from app.ui.pages.reveal import ask_reveal
from app.ui.pages.specials import special
from app.ui.widgets.build import button, label, rule
from app.ui.widgets.drop import local_files
from app.ui.widgets.scrolled import Scrolled
from app.ui.widgets.timeline import Timeline

COALESCE_MS = 30
MARGIN = 18


class RecordBody(QWidget):
    """Everything below the head, made once per register and filled anew for each record."""

    def __init__(self, panel: RecordPanel, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self.register = register
        self.fields = ReadFields(desk, register)
        mine = special(register.name)
        self.lines = [LinesTable(desk, x) for x in register.lines if x.name not in mine.own_lines]
        top = [make(desk, panel.follow) for make in mine.top]
        below = [make(desk, panel.follow) for make in mine.parts]
        self.parts = [*top, *below]
        self.related = RelatedLists(desk)
        self.linked = LinkedList(desk)
        self.notes = Notes(desk)
        self.files = Attachments(desk)
        self.timeline = Timeline(desk.kit)
        self.more = button(desk.kit, N_("Everything that happened"), panel.show_all_events, kind="link")
        self._happened = label(desk.kit, N_("Timeline"), weight=700)
        self._happened.setContentsMargins(0, 8, 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for part in (*top, *self.lines, self.fields, *below, self.linked, self.related, self.notes, self.files):
            box.addWidget(part)
        self.kept = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        for part in (self._happened, self.timeline, self.more, self.kept):
            box.addWidget(part)
        box.addStretch(1)
        self.fields.followed.connect(panel.follow)
        for table in self.lines:
            table.revealed.connect(panel.reload)  # the timeline tells who looked
        self.related.followed.connect(panel.follow)
        self.linked.followed.connect(panel.follow)

    def show_record(self, data: RecordData, room: int) -> None:
        """Show a record."""
        self.fields.show_record(data)
        for table in self.lines:
            table.show_record(data, room)
        for part in self.parts:
            part.show_record(data)  # type: ignore[attr-defined]
        self.linked.show_record(data)
        self.related.show_record(data)
        self.notes.show_record(data)
        self.files.show_record(data)
        kept = kept_words(data.register, data.values, self._desk.at().today)
        self._desk.kit.say(self.kept.setText, kept or "")
        self.kept.setVisible(kept is not None)
        self.show_events(data)

    def show_events(self, data: RecordData, most: int = FIRST_EVENTS) -> None:
        """Show what happened, the newest first."""
        at, names = self._desk.at(), data.names_masked
        secret = concealed(data.register, data.values)
        found = [shown(e, data.register, data.titles, at, names, secret) for e in data.events[:most]]
        self.timeline.show_events(found)
        self.more.setVisible(len(data.events) > most)


class RecordPanel(QFrame):
    """Shows one record of any register. `closed` when it was closed, `edit_asked` and `duplicate_asked` give data."""

    closed = Signal()
    edit_asked = Signal(object)
    duplicate_asked = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.data: RecordData | None = None
        self._wanted: tuple[str, int] | None = None
        self._trail: list[tuple[str, int]] = []
        self._bodies: dict[str, RecordBody] = {}
        self._events = FIRST_EVENTS
        self.setProperty("card", True)
        self.setAcceptDrops(desk.may("write"))
        self.head = RecordHead(desk)
        self.head.back_asked.connect(self.back)
        self.head.closed.connect(self.closed)
        self.head.edit_asked.connect(self._edit)
        self.head.duplicate_asked.connect(lambda: self.duplicate_asked.emit(self.data))
        inner = QWidget()
        self._slot = QVBoxLayout(inner)
        self._slot.setContentsMargins(MARGIN, 14, MARGIN, 16)
        self._slot.setSpacing(8)
        self._slot.addWidget(self.head)
        self._slot.addWidget(rule())
        self._area = Scrolled(inner)
        self._inner = inner
        box = QStackedLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self._area)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(COALESCE_MS)
        self._again.timeout.connect(self.reload)
        desk.bus.changed.connect(self._told)
        desk.kit.language.changed.connect(self._say_again)
        inner.hide()

    def show_record(self, register: str, record_id: int) -> None:
        """Show a record from the list; the way back to earlier ones is forgotten."""
        if self._wanted != (register, record_id):
            self._trail.clear()
            self._want(register, record_id)

    def follow(self, register: str, record_id: int) -> None:
        """Show a record that this one refers to; Back returns."""
        if self._wanted is not None:
            self._trail.append(self._wanted)
        self._want(register, record_id)

    def back(self) -> None:
        """Return to the record before."""
        if self._trail:
            self._want(*self._trail.pop())

    def clear(self) -> None:
        """Show nothing."""
        self._wanted, self.data = None, None
        self._trail.clear()
        self._inner.hide()

    def reload(self) -> None:
        """Read the record again."""
        if self._wanted is None:
            return
        name, record_id = self._wanted
        events = self._events
        self._desk.read(lambda r: load(r, name, record_id, events=events), self._arrived, self, self._lost)

    def show_all_events(self) -> None:
        """Show the whole timeline."""
        self._events = MOST_EVENTS
        self.reload()

    def body(self) -> RecordBody | None:
        """What stands below the head."""
        return self._bodies.get(self.data.register.name) if self.data is not None else None

    def hide_revealed(self) -> None:
        """Mask every personal value again."""
        for body in self._bodies.values():
            body.fields.hide_revealed()
            for table in body.lines:
                table.hide_revealed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, or closes the panel; Alt+Left goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back() if self._trail else self.closed.emit()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files to attach."""
        if self.data is not None and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped anywhere on the panel."""
        body = self.body()
        if body is not None:
            event.acceptProposedAction()
            body.files.ask(local_files(event.mimeData()))

    def event(self, event: QEvent) -> bool:
        """Fit the lines to a new width."""
        if event.type() == QEvent.Type.Resize and self.data is not None:
            body = self.body()
            if body is not None:
                for table in body.lines:
                    table.show_record(self.data, self._room())
        return super().event(event)

    def _want(self, register: str, record_id: int) -> None:
        self._wanted = (register, record_id)
        self._events = FIRST_EVENTS
        self.reload()

    def _arrived(self, data: RecordData) -> None:
        if self._wanted != (data.register.name, data.id):
            return
        fresh = self.data is None or (self.data.register.name, self.data.id) != self._wanted
        self.data = data
        body = self._bodies.get(data.register.name)
        if body is None:
            body = self._bodies[data.register.name] = RecordBody(self, self._desk, data.register)
            body.fields.reveal_asked.connect(self._reveal)
            self._slot.addWidget(body, 1)
        self.head.show_record(data, back=bool(self._trail))
        body.show_record(data, self._room())
        body.show_events(data, self._events)
        for other in self._bodies.values():
            other.setVisible(other is body)
        self._inner.show()
        if fresh:
            self._area.verticalScrollBar().setValue(0)
        self.shown.emit()

    def _lost(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.closed.emit()
        else:
            self._desk.host.fail(error)

    def _reveal(self, name: str) -> None:
        data, body = self.data, self.body()
        if data is not None and body is not None:
            ask_reveal(self._desk, self, data.register, data.id, name, lambda v: self._revealed(name, v))

    def _revealed(self, name: str, value: object) -> None:
        body = self.body()
        if body is not None:
            body.fields.reveal(name, value)
        self.reload()

    def _edit(self) -> None:
        if self.data is not None:
            self.edit_asked.emit(self.data)

    def _told(self, changes: Changes) -> None:
        data = self.data
        if data is None:
            return
        near = {data.register.name, *(r.register for r in data.register.related), *data.titles}
        if near & changes.registers:
            self._again.start()

    def _say_again(self) -> None:
        data, body = self.data, self.body()
        if data is not None and body is not None:
            body.show_record(data, self._room())

    def _room(self) -> int:
        return self.width() - 2 * MARGIN - 14

"""The course of an incident: one line to write down what happens, and everything in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.dates import parse_datetime
from app.core.errors import Invalid, UserError
from app.core.i18n import N_, Nn_, Text
from app.services.emergency.response import Entry, add_event, course
from app.ui.pages.ask import problem_words
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.widgets.banner import joined
from app.ui.widgets.build import button, label

KEYS = "Ctrl+J"
FIRST = 8
"""Entries shown at first in the panel, the newest ones."""


class CoursePart(QWidget):
    """Enter writes down what was typed, now or at the time typed beside it. Newest above; `big` shows all."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object] | None = None, *, big: bool = False) -> None:
        super().__init__()
        self._desk, self._every, self._big = desk, big, big
        self._data: RecordData | None = None
        self._found: list[Entry] = []
        kit = desk.kit
        self.what = QLineEdit()
        kit.say(self.what.setPlaceholderText, N_("What happened? Enter writes it down"))
        kit.say(self.what.setAccessibleName, N_("What took place"))
        self.when = QLineEdit()
        self.when.setFixedWidth(104)
        kit.say(self.when.setPlaceholderText, N_("now"))
        kit.say(self.when.setAccessibleName, N_("Happened at"))
        kit.say(self.when.setToolTip, N_("Left empty: now. Else as 14:05 or 0517 14:05."))
        for box in (self.what, self.when):
            box.returnPressed.connect(self.write)
        shortcut = QShortcut(QKeySequence(KEYS), self)
        shortcut.activated.connect(lambda: self.what.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._message = label(kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self._typing = QWidget()
        line = QHBoxLayout(self._typing)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.when)
        line.addWidget(self.what, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.more = button(kit, "", self._show_every, kind="link")  # type: ignore[arg-type]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(label(kit, N_("Course of events"), weight=700))
        for part in (self._typing, self._message):
            outer.addWidget(part)
        outer.addLayout(self._grid)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Read and show the course."""
        if self._data is None or self._data.id != data.id:
            self._every = self._big
            self.what.clear()
            self.when.clear()
            self._message.hide()
        self._data = data
        self._typing.setVisible(self._desk.may("write") and not data.voided and data.values["status"] != "closed")
        record_id = data.id
        self._desk.read(lambda reader: course(reader, record_id), self._arrived, self)

    def write(self) -> None:
        """Write down what was typed, if there is anything and the time can be."""
        data, what = self._data, self.what.text().strip()
        if data is None or not what:
            return
        at = self._desk.at()
        try:
            typed = self.when.text().strip()
            when: datetime | None = parse_datetime(typed, at.now, at.tz) if typed else None
        except UserError as wrong:
            self._refuse(wrong)
            return
        record_id = data.id
        self._desk.change(lambda uow: add_event(uow, record_id, what, when), self._written, self, self._refuse)

    def _written(self, _: object) -> None:
        self._message.hide()
        self.what.clear()
        self.when.clear()
        self.what.setFocus()

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._desk.host.fail(error)
            return
        said = problem_words(error.problems) if isinstance(error, Invalid) else joined(error.parts())
        self._desk.kit.say(self._message.setText, said)
        self._message.show()

    def _arrived(self, found: list[Entry]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        clear(self._grid)
        shown = self._found[::-1] if self._every else self._found[::-1][:FIRST]
        for row, entry in enumerate(shown):
            self._row(row, entry)
        self.more.setVisible(len(shown) < len(self._found))
        self._desk.kit.say(self.more.setText, Nn_("All {n} entry", "All {n} entries", len(self._found)))

    def _row(self, at: int, entry: Entry) -> None:
        kit, here = self._desk.kit, entry.at.astimezone(self._desk.shop.tz)
        same = here.date() == self._desk.at().today
        when = label(kit, here.strftime("%H:%M" if same else "%m-%d %H:%M"), size=12, tone="quiet", tabular=True)
        when.setToolTip(here.strftime("%Y-%m-%d %H:%M:%S"))
        self._grid.addWidget(when, at, 0, Qt.AlignmentFlag.AlignTop)
        words: Text | str = entry.what
        if entry.by:
            words = N_("{what} · {who}", what=words, who=entry.by)
        if entry.late_written:
            words = N_("{what} · written down later", what=words)
        tone = "quiet" if entry.kind == "skipped" else ""
        said = label(kit, words, size=12, weight=500 if entry.kind == "state" else 400, tone=tone, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(said, at, 1)

    def _show_every(self) -> None:
        self._every = True
        self._show()

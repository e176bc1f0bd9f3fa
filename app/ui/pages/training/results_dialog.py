"""Filling in a session: who was there and how they did, by keyboard; then it is held, or closed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.errors import Invalid, UserError
from app.core.i18n import N_
from app.models.declaration import Transition
from app.services import records, transitions
from app.store.uow import UnitOfWork
from app.ui.pages.ask import problem_words
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.training.attendee_grid import AttendeeGrid
from app.ui.widgets.banner import joined
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog

NEXT = {"planned": "hold", "held": "close"}
"""State → the move that filling in leads to."""


class ResultsDialog(Dialog):
    """Ctrl+S keeps what was filled in; Ctrl+Enter keeps it and makes the move."""

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData) -> None:
        super().__init__(desk.kit, parent, N_("{title}: who was there, with which result", title=data.title))
        self._desk, self._data = desk, data
        self.leads: Transition = data.register.transition(NEXT[data.values["status"]])
        self.setMinimumSize(960, 640)
        self.grid = AttendeeGrid(desk, data.register.lines[0])
        self.grid.judge_by(data.values["pass_mark"], data.values["course_id"])
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        mark = data.values["pass_mark"]
        self.say(
            N_("Passed with {mark} points or more.", mark=mark)
            if mark is not None
            else N_("Being there is enough: this training has no pass mark.")
        )
        self.grid.done.connect(self.finish)
        self.body.addWidget(self.grid, 1)
        self.summary = QPlainTextEdit(data.values["result"] or "")
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(64)
        desk.kit.say(self.summary.setPlaceholderText, N_("Result of the training, in a sentence (may stay empty)"))
        desk.kit.say(self.summary.setAccessibleName, N_("Result of the training"))
        self.summary.setVisible(self.leads.name == "close")
        self.body.addWidget(self.summary)
        self.body.addWidget(self._message)
        self.verb = self.offer_open(self.leads.label, self.finish, kind="primary")
        self.keep = self.offer_open(N_("Save"), self.save)
        self.offer(N_("Cancel"))
        self.grid.show_rows(data.lines["attendees"], data.titles)

    def start(self) -> None:
        """Show the dialog."""
        self.open()
        self.grid.focus_first()

    @property
    def typed(self) -> bool:
        """Whether presence, results or the summary were typed and not saved."""
        return super().typed or self.grid.dirty or self.summary.document().isModified()

    def save(self) -> None:
        """Keep what was filled in."""
        self._write(None)

    def finish(self) -> None:
        """Keep it, and say that the session took place, or close it."""
        self._write(self.leads)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that keep."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_S:
            self.save()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(event)

    def _write(self, move: Transition | None) -> None:
        problems = self.grid.problems()
        if problems:
            self.grid.show_problems(problems)
            return
        data, rows = self._data, self.grid.rows()
        words = self.summary.toPlainText().strip()
        asked: dict[str, Any] = {"result": words} if move is not None and move.name == "close" and words else {}
        for part in (self.verb, self.keep):
            part.setEnabled(False)

        def work(uow: UnitOfWork) -> None:
            version = data.values["version"]
            records.save(uow, data.register.name, data.id, {}, {"attendees": rows}, version=version)
            if move is not None:
                transitions.perform(uow, data.register.name, data.id, move.name, asked)

        self._desk.change(work, lambda _: self._done(move), self, self._failed)

    def _done(self, move: Transition | None) -> None:
        self.accept()
        if move is None:
            said = N_("Saved.")
        elif move.name == "hold":
            said = N_("{title} took place. Whoever passed has a certificate now.", title=self._data.title)
        else:
            said = N_("{title} is finished.", title=self._data.title)
        self._desk.host.say(said)

    def _failed(self, error: BaseException) -> None:
        for part in (self.verb, self.keep):
            part.setEnabled(True)
        if not isinstance(error, UserError):
            self.accept()
            self._desk.host.fail(error)
            return
        problems = error.problems if isinstance(error, Invalid) else ()
        if problems and self.grid.show_problems(problems, sent=True):
            self._message.hide()
            return
        self._desk.kit.say(self._message.setText, problem_words(problems) if problems else joined(error.parts()))
        self._message.show()


def start_results(desk: Desk, parent: QWidget, data: RecordData) -> ResultsDialog:
    """Open the dialog."""
    dialog = ResultsDialog(desk, parent, data)
    dialog.start()
    return dialog

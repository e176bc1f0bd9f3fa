"""What training adds to record panels: a session's next step, a quiz, a course; what a person was taught."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.models.kinds import Choice, Hours
from app.models.registers.training_sessions import OUTCOMES
from app.services.training import history
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.training.results_dialog import start_results
from app.ui.pages.training.starting import ask_pick, ask_quiz, plan_session
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.elided import Elided
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.pill import Pill

MOST = 12


class _Buttons(QWidget):
    """A line of buttons that belong to the record shown, and what stands below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.data: RecordData | None = None
        self.line = FlowLayout(spacing=8)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 8, 0, 0)
        self.box.setSpacing(6)
        self.box.addLayout(self.line)


class SessionPart(_Buttons):
    """Fill in who was there; answer its quiz; a word on the signed sheet."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__(desk)
        self.fill = button(desk.kit, N_("Fill in results…"), self.fill_in, icon="list-checks")
        self.quiz = button(desk.kit, N_("Take the quiz…"), self.answer, icon="play")
        self.sheet = label(
            desk.kit, N_("Drop the scan of the signed sheet on this panel."), size=12, tone="amber", wrap=True
        )
        self.line.addWidget(self.fill)
        self.line.addWidget(self.quiz)
        self.box.addWidget(self.sheet)

    def show_record(self, data: RecordData) -> None:
        """Offer what this session can take."""
        self.data = data
        open_ = data.values["status"] in ("planned", "held") and not data.voided and self.desk.may("write")
        self.fill.setVisible(open_)
        self.quiz.setVisible(open_ and data.values["quiz_id"] is not None)
        wanting = data.values["status"] in ("held", "closed") and not data.values["sheet_attached"] and not data.voided
        self.sheet.setVisible(wanting)
        self.setVisible(open_ or wanting)

    def fill_in(self) -> None:
        """Open the list of people."""
        if self.data is not None:
            start_results(self.desk, self, self.data)

    def answer(self) -> None:
        """Let somebody answer the session's quiz."""
        if self.data is not None:
            ask_quiz(self.desk, self, self.data.values["quiz_id"], self.data.id)


class QuizPart(_Buttons):
    """Answer it on this screen; let the bank fill it."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__(desk)
        self.answer = button(desk.kit, N_("Take quiz here…"), self.start, icon="play")
        self.pick = button(desk.kit, N_("Add at random…"), self.fill, icon="sparkles")
        self.line.addWidget(self.answer)
        self.line.addWidget(self.pick)

    def show_record(self, data: RecordData) -> None:
        """Offer what can be done with this quiz."""
        self.data = data
        may = self.desk.may("write") and not data.voided
        self.answer.setVisible(bool(data.values["question_count"]))
        self.setVisible(may and data.values["status"] == "ready")

    def start(self) -> None:
        """Ask who answers."""
        if self.data is not None:
            ask_quiz(self.desk, self, self.data.id)

    def fill(self) -> None:
        """Ask how many."""
        if self.data is not None:
            ask_pick(self.desk, self, self.data.id)


class CoursePart(_Buttons):
    """Plan a session for everyone who has the course to do."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__(desk)
        self.plan = button(desk.kit, N_("Plan a session…"), self.start, icon="calendar-days")
        self.line.addWidget(self.plan)

    def show_record(self, data: RecordData) -> None:
        """Offer it while the course is taught."""
        self.data = data
        self.setVisible(self.desk.may("write") and not data.voided and data.values["status"] == "active")

    def start(self) -> None:
        """Open the session's form."""
        if self.data is not None:
            plan_session(self.desk, self, self.data.id)


class AttendedPart(QWidget):
    """The sessions that a person was on, the latest first; a click follows."""

    def __init__(self, desk: Desk, follow: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk, self._follow = desk, follow
        self._rows: list[dict[str, Any]] = []
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setHorizontalSpacing(12)
        self._box.setVerticalSpacing(4)
        self._box.setColumnStretch(1, 1)
        self.hide()
        desk.kit.language.changed.connect(lambda: self._show(self._rows))

    def show_record(self, data: RecordData) -> None:
        """Read and show them."""
        self._desk.read(lambda r: history.of_person(r, data.id, MOST), self._show, self)

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows
        clear(self._box)
        self.setVisible(bool(rows))
        kit, at = self._desk.kit, self._desk.at()
        kind = Choice(options=OUTCOMES)
        self._box.addWidget(label(kit, N_("Trainings attended"), weight=700), 0, 0, 1, 4)
        for place, row in enumerate(rows, 1):
            option = kind.option(row["outcome"])
            name = button(
                kit, N_("{words}", words=row["held_on"].isoformat()), later(self._open, row["session_id"]), kind="link"
            )
            hours = Hours().say(row["minutes"], at)
            words = " · ".join(
                w for w in (row["title"], kit.tr(N_("{n} h", n=hours)) if hours else "", _score(row)) if w
            )
            self._box.addWidget(name, place, 0)
            self._box.addWidget(Elided(kit, words, size=13, token="ink"), place, 1)
            if option is not None:
                self._box.addWidget(Pill(kit, option.label, option.tone), place, 2)

    def _open(self, session_id: int) -> None:
        self._follow("training_sessions", session_id)


def _score(row: dict[str, Any]) -> str:
    return str(row["score"]) if row["score"] is not None else ""

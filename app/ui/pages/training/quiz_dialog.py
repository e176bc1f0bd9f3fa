"""A quiz answered on this screen: one question at a time, by keys, and nothing is told before it is handed in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_
from app.services.training.quizzes import Paper, hand_in
from app.ui.pages.desk import Desk
from app.ui.pages.training.question_card import QuestionCard
from app.ui.pages.training.quiz_outcome import QuizOutcome
from app.ui.widgets.build import button, label, rule
from app.ui.widgets.dialog import confirm
from app.ui.widgets.scrolled import Scrolled

WIDTH = 760


class QuizDialog(QDialog):
    """1-9 or A-J choose, Enter goes on, the arrows go back and forth, Ctrl+Enter hands in."""

    def __init__(
        self, desk: Desk, parent: QWidget, paper: Paper, staff_id: int, name: str, session_id: int | None
    ) -> None:
        super().__init__(parent)
        self._desk, self.paper = desk, paper
        self._staff, self._session = staff_id, session_id
        self.started: datetime = desk.at().now
        self.given: dict[int, str] = {}
        self.at = 0
        self.handed_in = False
        kit = desk.kit
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        kit.say(self.setWindowTitle, paper.title)
        self.card = QuestionCard(kit)
        self.card.answered.connect(self._answered)
        self.place = label(kit, "", size=13, weight=500, tone="quiet", tabular=True)
        self.left = label(kit, "", size=13, weight=700, tabular=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setMaximum(len(paper.items))
        kit.say(self.bar.setAccessibleName, N_("Questions answered"))
        self.back = button(kit, N_("Previous question"), lambda: self.go(self.at - 1), icon="arrow-left")
        self.next = button(kit, N_("Next question"), lambda: self.go(self.at + 1), icon="arrow-right", kind="primary")
        self.end = button(kit, N_("Hand in"), self.ask_hand_in, icon="check")
        self.outcome = QuizOutcome(desk, self.accept)
        self._lay_out(name)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._fill_window(parent)
        self.go(0)

    def start(self) -> None:
        """Show it and let the time run."""
        self.open()
        if self.paper.minutes:
            self._clock.start()
            self._tick()
        self.card.setFocus()

    def go(self, at: int) -> None:
        """Show a question; after the last one, ask to hand in."""
        items = self.paper.items
        if at >= len(items):
            self.ask_hand_in()
            return
        self.at = max(at, 0)
        item = items[self.at]
        self.card.show_item(item, self.given.get(item.question_id, ""))
        kit = self._desk.kit
        kit.say(self.place.setText, N_("Question {n} of {m}", n=self.at + 1, m=len(items)))
        self.back.setEnabled(self.at > 0)
        kit.say(self.next.setText, N_("Next question") if self.at + 1 < len(items) else N_("To the end"))

    def ask_hand_in(self) -> None:
        """Say how many are answered, and hand in if the person wants to."""
        if self.handed_in:
            return
        open_ = len(self.paper.items) - len(self.given)
        words = Nn_("{n} question is not answered yet.", "{n} questions are not answered yet.", open_)
        detail = words if open_ else N_("All questions are answered.")
        confirm(self._desk.kit, self, N_("Hand in?"), detail, N_("Hand in"), self.hand_in)

    def hand_in(self) -> None:
        """Score it and show what it came to."""
        if self.handed_in:
            return
        self.handed_in = True
        self._clock.stop()
        paper, given, staff, session, started = self.paper, dict(self.given), self._staff, self._session, self.started
        self._desk.change(
            lambda uow: hand_in(uow, paper, given, staff_id=staff, started_at=started, session_id=session),
            self._scored,
            self,
            self._failed,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the quiz; Escape asks before it leaves."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.handed_in:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.reject()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_hand_in() if control else self.go(self.at + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.go(self.at - 1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown) and self.at + 1 < len(self.paper.items):
            self.go(self.at + 1)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.card.toggle(key - Qt.Key.Key_1)
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_J:
            self.card.toggle(key - Qt.Key.Key_A)
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave; asks first while something would be lost."""
        if self.handed_in:
            super().reject()
            return
        confirm(
            self._desk.kit,
            self,
            N_("Leave the quiz?"),
            N_("What was answered is thrown away, and nothing is recorded."),
            N_("Leave"),
            super().reject,
            danger=True,
        )

    def _lay_out(self, name: str) -> None:
        kit = self._desk.kit
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(label(kit, self.paper.title, size=17, weight=700))
        top.addWidget(label(kit, name, tone="quiet"))
        top.addStretch(1)
        top.addWidget(self.place)
        top.addWidget(self.left)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(24, 28, 24, 24)
        inside.addWidget(self.card)
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(column, 20)
        middle.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        keys = N_("1–9 or A–J choose · Enter goes on · Ctrl+Enter hands in")
        foot.addWidget(label(kit, keys, size=12, tone="quiet"))
        foot.addStretch(1)
        for made in (self.back, self.end, self.next):
            foot.addWidget(made)
        asking = QWidget()
        box = QVBoxLayout(asking)
        box.setContentsMargins(28, 20, 28, 18)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.bar)
        box.addWidget(Scrolled(holder), 1)
        box.addWidget(rule())
        box.addLayout(foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(asking)
        self._stack.addWidget(self.outcome)

    def _fill_window(self, parent: QWidget) -> None:
        room = parent.window().size()
        self.resize(max(room.width() - 80, 640), max(room.height() - 80, 480))

    def _answered(self, given: str) -> None:
        question = self.paper.items[self.at].question_id
        if given:
            self.given[question] = given
        else:
            self.given.pop(question, None)
        self.bar.setValue(len(self.given))

    def _tick(self) -> None:
        if not self.paper.minutes:
            return
        left = self.paper.minutes * 60 - int((self._desk.at().now - self.started).total_seconds())
        self.left.setText(f"{max(left, 0) // 60}:{max(left, 0) % 60:02d}")
        if left <= 0:
            self.hand_in()

    def _scored(self, result_id: int) -> None:
        self.outcome.show_result(result_id, self._stack)

    def _failed(self, error: BaseException) -> None:
        self.handed_in = False
        self._desk.host.fail(error)

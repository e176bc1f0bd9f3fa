"""The tools of training's lists: make and approve a year's plan, paste questions, plan a session, the usual courses."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field
from app.models.kinds import Ref
from app.services import records
from app.services.training import plans
from app.services.training.questions import Pasted, parse
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import lookups
from app.ui.pages.moves import tell_refused
from app.ui.pages.training.starting import ask_year
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import Form

WAIT_MS = 250


def start_make_year(desk: Desk, parent: QWidget) -> AskDialog:
    """Draft a year's plan."""
    return ask_year(
        desk,
        parent,
        N_("Make a year's plan"),
        N_("Make"),
        "calendar-days",
        N_("One row for each course and each post that requires it, spread over the months. Rows that are there stay."),
        plans.make_year,
        lambda n: Nn_("{n} row was drafted.", "{n} rows were drafted.", n) if n else N_("Nothing was missing."),
    )


def start_approve_year(desk: Desk, parent: QWidget) -> AskDialog:
    """Approve a year's plan."""
    return ask_year(
        desk,
        parent,
        N_("Approve a year's plan"),
        N_("Approve"),
        "stamp",
        N_("All drafts of the year are approved, and their people get the courses to do."),
        plans.approve_year,
        lambda n: Nn_("{n} row was approved.", "{n} rows were approved.", n) if n else N_("There was no draft."),
    )


class PasteQuestions(Dialog):
    """Takes a list of questions as it stands in Word, and says what it could read before it keeps anything."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.kit, parent, N_("Paste questions"), icon="clipboard-paste")
        self._desk, self._owner = desk, parent
        self.setMinimumWidth(680)
        self.say(N_("Numbered questions, choices as A. B. C., and Answer: B below or (B) at the end of the question."))
        fields = (Field("course_id", N_("Course"), Ref(register="courses")),)
        self.form = Form(desk.kit, desk.worker, desk.at, fields, lookups=lookups(desk, fields))
        self.text = QPlainTextEdit()
        self.text.setMinimumHeight(280)
        self.text.setTabChangesFocus(True)
        desk.kit.say(self.text.setAccessibleName, N_("Questions"))
        desk.kit.say(
            self.text.setPlaceholderText,
            N_(
                "1. Which goods leave first?\nA. The newest\nB. Those that expire first\n"
                "Answer: B\nExplanation: nothing grows too old"
            ),
        )
        self._count = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        for part in (self.form, self.text, self._count):
            self.body.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.verb = self.offer_open(N_("Add"), self.submit, kind="primary")
        self.verb.setEnabled(False)
        self.offer(N_("Cancel"))

    def submit(self) -> None:
        """Keep what can be kept; the rest is listed with its reason."""
        found = parse(self.text.toPlainText())
        try:
            course = self.form.values()["course_id"]
        except UserError:
            return
        self.verb.setEnabled(False)

        def work(uow: UnitOfWork) -> list[tuple[str, Text]]:
            return keep(uow, found, course if isinstance(course, int) else None)

        self._desk.change(work, lambda refused: self._kept(len(found), refused), self._owner, self._failed)

    @property
    def typed(self) -> bool:
        """Whether questions stand in the box."""
        return super().typed or bool(self.text.toPlainText().strip())

    def _read(self) -> None:
        found = parse(self.text.toPlainText())
        bad = [q for q in found if q.problem is not None]
        words = Nn_("{n} question read", "{n} questions read", len(found))
        if bad and bad[0].problem is not None:
            words = N_("{read}, {bad} not complete; line {line}: {why}", read=words, bad=len(bad), line=bad[0].line,
                       why=bad[0].problem)  # fmt: skip
        self._desk.kit.say(self._count.setText, words)
        self.verb.setEnabled(len(found) > len(bad))

    def _kept(self, count: int, refused: list[tuple[str, Text]]) -> None:
        self.accept()
        done = Nn_("{n} question was added.", "{n} questions were added.", count - len(refused))
        if refused:
            tell_refused(self._desk, self._owner, done, refused)
        else:
            self._desk.host.say(done)

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        self._desk.host.fail(error)


def keep(uow: UnitOfWork, found: list[Pasted], course_id: int | None) -> list[tuple[str, Text]]:
    """Save what was read; returns what was not kept, and why."""
    refused: list[tuple[str, Text]] = []
    for one in found:
        name = f"{one.line} · {one.text[:40]}"
        if one.problem is not None:
            refused.append((name, one.problem))
            continue
        try:
            rows = [{"text": words} for words in one.choices]
            records.save(uow, "questions", None, one.values(course_id), {"options": rows})
        except UserError as why:
            refused.append((name, why.reason()))
    return refused


def start_paste_questions(desk: Desk, parent: QWidget) -> PasteQuestions:
    """Open the dialog."""
    dialog = PasteQuestions(desk, parent)
    dialog.open()
    dialog.text.setFocus()
    return dialog

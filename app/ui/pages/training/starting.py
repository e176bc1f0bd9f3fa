"""What training starts from a record: a quiz answered here, a session for those who lack a course, a pick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field
from app.models.kinds import Integer, Ref, Value
from app.services.tables import Values
from app.services.training import needs, quizzes
from app.services.training.quizzes import Paper
from app.store.reader import Reader
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.training.quiz_dialog import QuizDialog

WHO = Field("staff_id", N_("Taken by"), Ref(register="staff"), required=True)
WHICH = Field("quiz_id", N_("Quiz"), Ref(register="quizzes"), required=True)


def ask_quiz(desk: Desk, parent: QWidget, quiz_id: int | None = None, session_id: int | None = None) -> AskDialog:
    """Ask who answers (and which quiz, where that is open), then begin."""
    fields = (WHO,) if quiz_id is not None else (WHO, WHICH)

    def run(values: dict[str, Value]) -> None:
        quiz = quiz_id if quiz_id is not None else int(str(values["quiz_id"]))
        begin_quiz(desk, parent, quiz, int(str(values["staff_id"])), session_id, dialog.accept, dialog.fail)

    dialog = AskDialog(
        desk,
        parent,
        N_("Take a quiz here"),
        fields,
        N_("Begin"),
        run,
        icon="list-checks",
        sentences=(N_("The person sits down at this screen. Nothing is told before the quiz is handed in."),),
    )
    dialog.start()
    return dialog


def begin_quiz(
    desk: Desk,
    parent: QWidget,
    quiz_id: int,
    staff_id: int,
    session_id: int | None,
    ready: Callable[[], object],
    failed: Callable[[BaseException], object],
) -> None:
    """Read the paper as it is now, and open it."""

    def work(reader: Reader) -> tuple[Paper, str]:
        seed = int(reader.locale.now.timestamp())
        return quizzes.paper(reader, quiz_id, seed), str(reader.record("staff", staff_id)["name"])

    def begin(found: tuple[Paper, str]) -> None:
        ready()
        QuizDialog(desk, parent.window(), found[0], staff_id, found[1], session_id).start()

    desk.read(work, begin, parent, failed)


def ask_pick(desk: Desk, parent: QWidget, quiz_id: int) -> AskDialog:
    """Ask how many questions the bank gives at random, and add them."""
    fields = (Field("count", N_("How many"), Integer(minimum=1, maximum=200), required=True, default=10),)

    def run(values: dict[str, Value]) -> None:
        count = int(str(values["count"]))
        desk.change(lambda uow: quizzes.pick(uow, quiz_id, count), done, parent, dialog.fail)

    def done(count: int) -> None:
        dialog.accept()
        desk.host.say(Nn_("{n} question was added.", "{n} questions were added.", count))

    dialog = AskDialog(
        desk,
        parent,
        N_("Add questions at random"),
        fields,
        N_("Add"),
        run,
        icon="list-checks",
        sentences=(N_("From the bank: of the quiz's course if it has one, none twice."),),
    )
    dialog.start()
    return dialog


def plan_session(desk: Desk, parent: QWidget, course_id: int, staff_ids: tuple[int, ...] = ()) -> None:
    """Open the form of a session of a course, with the people who have it to do, or with these."""

    def work(reader: Reader) -> str:
        who = list(staff_ids) or [s for s, c in needs.asked(reader) if c == course_id]
        return "、".join(str(p["name"]) for p in needs.staff(reader, who))

    def begin(names: str) -> None:
        start: dict[str, Any] = {"course_id": course_id}
        desk.host.open_new("training_sessions", start | ({"people": names} if names else {}))

    desk.read(work, begin, parent)


def ask_plan_session(desk: Desk, parent: QWidget) -> AskDialog:
    """Ask for the course, then open the form of its session."""
    fields = (Field("course_id", N_("Course"), Ref(register="courses"), required=True),)

    def run(values: dict[str, Value]) -> None:
        dialog.accept()
        plan_session(desk, parent, int(str(values["course_id"])))

    said = N_("Everyone who still has the course to do is put on the list.")
    title = N_("Plan a session")
    dialog = AskDialog(desk, parent, title, fields, N_("Continue"), run, icon="calendar-days", sentences=(said,))
    dialog.start()
    return dialog


def ask_year(
    desk: Desk,
    parent: QWidget,
    title: Text,
    verb: Text,
    icon: str,
    sentence: Text,
    work: Callable[[UnitOfWork, int], int],
    said: Callable[[int], Text],
) -> AskDialog:
    """Ask for a year and do something to its plan."""
    fields = (Field("year", N_("Year"), Integer(minimum=2000, maximum=2100), required=True),)
    today = desk.at().today
    start: Values = {"year": today.year + (today.month >= 11)}

    def run(values: dict[str, Value]) -> None:
        year = int(str(values["year"]))
        desk.change(lambda uow: work(uow, year), done, parent, dialog.fail)

    def done(count: int) -> None:
        dialog.accept()
        desk.host.say(said(count))

    dialog = AskDialog(desk, parent, title, fields, verb, run, icon=icon, sentences=(sentence,), values=start)
    dialog.start()
    return dialog

"""Quiz results: who answered what, in the wording that was asked, and how it was scored. Written by services only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Lines, Register, Retention, Where
from app.models.kinds import Choice, Day, LineText, LongText, Moment, Option, PersonName, Ref, YesNo
from app.models.kinds import Integer as Whole


class QuizResult(Record):
    """One go at a quiz. `score` is of 100, rounded down from the points; `earned` and `points` are exact."""

    __tablename__ = "quiz_result"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_name: Mapped[str]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    title: Mapped[str]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime] = mapped_column(Instant)
    taken_on: Mapped[date]
    earned: Mapped[int] = mapped_column(Integer)
    points: Mapped[int] = mapped_column(Integer)
    score: Mapped[int] = mapped_column(Integer)
    pass_mark: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[str]


class QuizAnswer(Line):
    """One answer. `question`, `options` and `answer` are the wording that the quiz was answered with."""

    __tablename__ = "quiz_answer"

    result_id: Mapped[int] = mapped_column(ForeignKey("quiz_result.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    kind: Mapped[str]
    question: Mapped[str]
    options: Mapped[str | None]
    given: Mapped[str | None]
    answer: Mapped[str]
    correct: Mapped[bool]
    earned: Mapped[int] = mapped_column(Integer)
    points: Mapped[int] = mapped_column(Integer)
    explanation: Mapped[str | None]


sort_indexes(QuizResult, "staff_name", "title", "taken_on", "finished_at", "score", "pass_mark", "verdict")

VERDICTS = (
    Option("passed", N_("Passed"), "accent", aliases=("合格", "通过")),
    Option("failed", N_("Not passed"), "red", aliases=("不合格", "未通过")),
)
KINDS = (
    Option("single", N_("Single choice")),
    Option("multiple", N_("Multiple choice")),
    Option("true_false", N_("True or false")),
    Option("fill_in", N_("Fill in")),
)

ANSWER_FIELDS = (
    Field("kind", N_("Kind of question"), Choice(options=KINDS), readonly=True),
    Field("question", N_("Question as asked"), LineText(width=40), readonly=True),
    Field("options", N_("Choices"), LongText(), readonly=True),
    Field("given", N_("Answer given"), LineText(width=12), readonly=True),
    Field("answer", N_("Right answer"), LineText(width=12), readonly=True),
    Field("correct", N_("Right"), YesNo(), readonly=True),
    Field("earned", N_("Points got"), Whole(), readonly=True, summed=True),
    Field("points", N_("Points"), Whole(), readonly=True, summed=True),
    Field("explanation", N_("Explanation"), LongText(), readonly=True),
)

QUIZ_RESULTS = Register(
    name="quiz_results",
    code=56,
    model=QuizResult,
    label=N_("Quiz results"),
    singular=N_("Quiz result"),
    purpose=N_("Each quiz that was answered here, with the questions as they were asked. Start one from a quiz or from a session."),
    icon="clipboard-check",
    section="compliance",
    family="training",
    order=80,
    editable=False,
    creatable=False,
    importable=False,
    fields=(
        Field("staff_id", N_("Staff member"), Ref(width=12, register="staff"), readonly=True),
        Field("staff_name", N_("Person's name"), PersonName(), readonly=True),
        Field("quiz_id", N_("Quiz"), Ref(width=20, register="quizzes"), readonly=True),
        Field("title", N_("Quiz as answered"), LineText(width=24), readonly=True),
        Field("course_id", N_("Course"), Ref(width=20, register="courses"), readonly=True),
        Field("session_id", N_("Session"), Ref(width=20, register="training_sessions"), readonly=True),
        Field("started_at", N_("Begun"), Moment(), readonly=True),
        Field("finished_at", N_("Handed in"), Moment(), readonly=True),
        Field("taken_on", N_("Date of the quiz"), Day(), readonly=True),
        Field("earned", N_("Points got"), Whole(), readonly=True),
        Field("points", N_("Points"), Whole(), readonly=True),
        Field("score", N_("Test score"), Whole(), readonly=True),
        Field("pass_mark", N_("Pass mark, of 100"), Whole(), readonly=True),
        Field("verdict", N_("Result"), Choice(options=VERDICTS, pill=True), readonly=True),
    ),
    title=("title",),
    columns=("finished_at", "staff_name", "title", "score", "pass_mark", "verdict"),
    sort="-finished_at",
    groups=(
        Group(N_("Quiz result"), ("staff_id", "quiz_id", "session_id", "course_id", "taken_on")),
        Group(N_("Marks"), ("score", "pass_mark", "verdict", "earned", "points", "started_at", "finished_at")),
        Group(N_("Other"), ("title", "staff_name")),
    ),
    chips=(
        Chip("failed", N_("Not passed"), (Where("verdict", "eq", "failed"),), tone="red"),
        Chip("passed", N_("Passed"), (Where("verdict", "eq", "passed"),)),
    ),
    search=("staff_name", "title"),
    lines=(Lines("answers", N_("Answers"), QuizAnswer, "result_id", ANSWER_FIELDS, readonly=True),),
    business_date="taken_on",
    retention=Retention("taken_on", 3, N_("Training file: time, content, people, result (Work Safety Law, art. 28); kept three years as policy")),
)  # fmt: skip

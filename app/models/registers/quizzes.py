"""Quizzes: questions put together from the bank, with points, a pass mark and a time."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Line, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Lines, Register, Related, Transition, Where
from app.models.kinds import Choice, LineText, LongText, Option, Ref, YesNo
from app.models.kinds import Integer as Whole


class Quiz(Record):
    """One quiz. `pass_mark` is of 100, whatever the points come to; `minutes` is the time that it may take."""

    __tablename__ = "quiz"

    title: Mapped[str]
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    pass_mark: Mapped[int] = mapped_column(Integer, default=60, server_default="60")
    minutes: Mapped[int | None] = mapped_column(Integer)
    shuffle: Mapped[bool] = mapped_column(default=False, server_default="0")
    question_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    total_points: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    status: Mapped[str] = mapped_column(default="ready", server_default="ready")
    note: Mapped[str | None]


class QuizLine(Line):
    """One question of a quiz; without `points` of its own it counts as the bank says."""

    __tablename__ = "quiz_line"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    wording: Mapped[str | None]
    points: Mapped[int | None] = mapped_column(Integer)


sort_indexes(Quiz, "title", "pass_mark", "minutes", "question_count", "total_points", "status")

STATUS = (Option("ready", N_("In use"), "accent"), Option("retired", N_("Retired"), "neutral"))

LINE_FIELDS = (
    Field("question_id", N_("Question"), Ref(width=40, register="questions"), required=True),
    Field("wording", N_("Question as asked"), LineText(width=40), readonly=True),
    Field("points", N_("Points"), Whole(minimum=1, maximum=100), summed=True),
)

QUIZZES = Register(
    name="quizzes",
    code=55,
    model=Quiz,
    label=N_("Quizzes"),
    singular=N_("Quiz"),
    purpose=N_("A test put together from the question bank: printed, or answered on this screen and scored at once."),
    icon="list-checks",
    section="compliance",
    family="training",
    order=70,
    importable=False,
    fields=(
        Field("title", N_("Quiz"), LineText(width=26), required=True),
        Field("course_id", N_("Course"), Ref(width=22, register="courses")),
        Field("pass_mark", N_("Pass mark, of 100"), Whole(minimum=1, maximum=100), required=True, default=60, help=N_("Of 100.")),
        Field("minutes", N_("Time, minutes"), Whole(minimum=1, maximum=600), help=N_("Left empty, it may take as long as it takes.")),
        Field("shuffle", N_("Questions in random order"), YesNo(), default=False),
        Field("question_count", N_("Questions"), Whole(), readonly=True),
        Field("total_points", N_("Points in all"), Whole(), readonly=True),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="ready"),
        Field("note", N_("Note"), LongText()),
    ),
    title=("title",),
    columns=("title", "course_id", "question_count", "total_points", "pass_mark", "minutes", "status"),
    sort="title",
    groups=(
        Group(N_("Quiz"), ("title", "course_id", "pass_mark", "minutes", "shuffle", "status", "note")),
        Group(N_("Questions"), ("question_count", "total_points")),
    ),
    chips=(
        Chip("ready", N_("In use"), (Where("status", "eq", "ready"),)),
        Chip("empty", N_("Without questions"), (Where("question_count", "eq", 0),), counted=False),
    ),
    search=("title",),
    lines=(Lines("lines", N_("Questions"), QuizLine, "quiz_id", LINE_FIELDS),),
    transitions=(
        Transition("retire", N_("Take out of use"), "status", ("ready",), "retired", icon="archive"),
        Transition("resume", N_("Use it again"), "status", ("retired",), "ready", icon="rotate-ccw"),
    ),
    related=(Related("quiz_results", "quiz_id", N_("Results")), Related("training_sessions", "quiz_id", N_("Sessions"))),
)  # fmt: skip

"""The question bank: questions of four kinds with their answers, points and explanation."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Line, Record, sort_indexes
from app.models.declaration import Chip, Field, Group, Lines, Register, Transition, Where
from app.models.kinds import Choice, LineText, LongText, Option, Ref, YesNo
from app.models.kinds import Integer as Whole


class Question(Record):
    """One question. `answer` is letters (`B`, `ACD`), `√` or `×`, or the accepted words split by `|`.

    `choice_a` to `choice_f` repeat the first choices, so that a table can bring them, take them out, and find them.
    """

    __tablename__ = "question"

    text: Mapped[str]
    kind: Mapped[str] = mapped_column(default="single", server_default="single")
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    answer: Mapped[str]
    points: Mapped[int] = mapped_column(Integer, default=5, server_default="5")
    explanation: Mapped[str | None]
    source: Mapped[str | None]
    choice_a: Mapped[str | None]
    choice_b: Mapped[str | None]
    choice_c: Mapped[str | None]
    choice_d: Mapped[str | None]
    choice_e: Mapped[str | None]
    choice_f: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active", server_default="active")


class QuestionOption(Line):
    """One choice of a question; its letter is its place."""

    __tablename__ = "question_option"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    text: Mapped[str]
    correct: Mapped[bool] = mapped_column(default=False, server_default="0")


sort_indexes(Question, "text", "kind", "points", "answer", "status")

KINDS = (
    Option("single", N_("Single choice"), "neutral", aliases=("单选", "单选题", "单项选择")),
    Option("multiple", N_("Multiple choice"), "blue", aliases=("多选", "多选题", "多项选择")),
    Option("true_false", N_("True or false"), "accent", aliases=("判断", "判断题", "是非题")),
    Option("fill_in", N_("Fill in"), "amber", aliases=("填空", "填空题")),
)
CHOICES = ("choice_a", "choice_b", "choice_c", "choice_d", "choice_e", "choice_f")


def _choice(name: str) -> Field:
    letter = name[-1].upper()
    names = (f"选项{letter}", f"{letter}选项", letter, f"答案{letter}", f"option {letter}")
    return Field(
        name,
        N_("Choice {letter}", letter=letter),
        LineText(),
        readonly=True,
        brought=True,
        derived=True,
        import_names=names,
    )


STATUS = (Option("active", N_("In use"), "accent"), Option("retired", N_("Retired"), "neutral"))

QUESTIONS = Register(
    name="questions",
    code=54,
    model=Question,
    label=N_("Question bank"),
    singular=N_("Question"),
    purpose=N_("Questions for quizzes. Paste a whole list from Word, or type them one by one."),
    icon="circle-help",
    section="compliance",
    family="training",
    order=60,
    fields=(
        Field("text", N_("Question"), LongText(width=44), required=True, import_names=("题目", "题干", "试题", "问题")),
        Field("kind", N_("Kind of question"), Choice(options=KINDS, pill=True), required=True, default="single",
              import_names=("题型", "类型")),
        Field("course_id", N_("Course"), Ref(width=20, register="courses"), bulk=True, import_names=("课程", "所属课程", "课程名称")),
        Field("answer", N_("Right answer"), LineText(width=14), required=True,
              help=N_("Letters (B, ACD), true or false, or the accepted words with | between them."),
              import_names=("答案", "正确答案", "标准答案")),
        Field("points", N_("Points"), Whole(minimum=1, maximum=100), required=True, default=5, bulk=True, import_names=("分值", "分数")),
        Field("explanation", N_("Explanation"), LongText(), import_names=("解析", "答案解析", "说明")),
        Field("source", N_("Source"), LineText(), bulk=True, import_names=("出处", "依据")),
        *(_choice(name) for name in CHOICES),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="active"),
    ),
    title=("text",),
    columns=("text", "kind", "course_id", "answer", "points", "status"),
    sort="text",
    groups=(
        Group(N_("Question"), ("text", "kind", "answer", "points")),
        Group(N_("Other"), ("course_id", "explanation", "source", "status")),
    ),
    chips=(
        Chip("single", N_("Single choice"), (Where("kind", "eq", "single"),)),
        Chip("multiple", N_("Multiple choice"), (Where("kind", "eq", "multiple"),)),
        Chip("true_false", N_("True or false"), (Where("kind", "eq", "true_false"),)),
        Chip("fill_in", N_("Fill in"), (Where("kind", "eq", "fill_in"),)),
    ),
    search=("text", "answer", "source", *CHOICES),
    lines=(
        Lines("options", N_("Choices"), QuestionOption, "question_id",
              (Field("text", N_("Choice"), LineText(width=40), required=True), Field("correct", N_("Right"), YesNo(), readonly=True))),
    ),
    transitions=(
        Transition("retire", N_("Take out of use"), "status", ("active",), "retired", icon="archive"),
        Transition("resume", N_("Use it again"), "status", ("retired",), "active", icon="rotate-ccw"),
    ),
    key=("text",),
)  # fmt: skip

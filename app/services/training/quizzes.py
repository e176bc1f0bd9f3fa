"""Quizzes: put together from the bank, laid out as a paper, answered, scored, and kept as they were answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select

from app.core.dates import business_date
from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.registers.questions import QUESTIONS, Question
from app.services import users
from app.services.tables import Values, table
from app.services.training import scoring, sessions
from app.services.validate import line_field
from app.store.reader import Reader, lines_of
from app.store.uow import UnitOfWork

LINES = "lines"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a paper, in the words in which it is asked. `answer` never goes on the paper itself."""

    question_id: int
    kind: str
    text: str
    choices: tuple[str, ...]
    points: int
    answer: str
    explanation: str

    def choices_text(self) -> str:
        """The choices with their letters, a line each."""
        return "\n".join(f"{letter}. {text}" for letter, text in zip(scoring.LETTERS, self.choices, strict=False))


@dataclass(frozen=True, slots=True)
class Paper:
    """A quiz as it is printed or answered: questions in their order."""

    quiz_id: int
    title: str
    course_id: int | None
    pass_mark: int
    minutes: int | None
    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """Points in all."""
        return sum(i.points for i in self.items)


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, rows: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a quiz: its questions' words and points, the sums. Raises `Invalid` for one that stands twice."""
    if rows is None:
        return dict(values), None
    stored = {r["id"]: r for r in uow.reader.lines("quizzes", record_id, LINES)} if record_id is not None else {}
    lines = [{**stored.get(r.get("id") or 0, {}), **r} for r in rows]
    asked = uow.reader.records("questions", (r["question_id"] for r in lines))
    problems, seen = [], set()
    for place, row in enumerate(lines, 1):
        if row["question_id"] in seen:
            problems.append(FieldError(line_field(LINES, place, "question_id"), N_("This question stands here twice.")))
        seen.add(row["question_id"])
        question = asked[row["question_id"]]
        row["wording"] = question["text"]
        row["points"] = row.get("points") or question["points"]
    if problems:
        raise Invalid(tuple(problems))
    return {**values, "question_count": len(lines), "total_points": sum(r["points"] for r in lines)}, lines


def pick(uow: UnitOfWork, quiz_id: int, count: int, kinds: Sequence[str] = (), seed: int | None = None) -> int:
    """Add questions at random from the bank: of the quiz's course if it has one, none twice. Returns how many.

    Raises `NotAllowed` when the bank has no further one.
    """
    users.require(uow.actor, "write")
    quiz = uow.reader.record("quizzes", quiz_id)
    lines = uow.reader.lines("quizzes", quiz_id, LINES)
    there = {r["question_id"] for r in lines}
    free = [i for i in bank(uow.reader, quiz["course_id"], kinds) if i not in there]
    if not free:
        raise NotAllowed(
            N_("The bank has no further question for this quiz."),
            N_("Nothing was changed."),
            N_("Add questions first."),
        )
    chosen = Random(seed).sample(free, min(count, len(free)))
    values, rows = prepare(uow, quiz_id, {}, [*lines, *({"question_id": i} for i in chosen)])
    uow.update("quizzes", quiz_id, values, lines={LINES: rows or []}, action="picked")
    return len(chosen)


def bank(reader: Reader, course_id: int | None, kinds: Sequence[str] = ()) -> list[int]:
    """The ids of the questions in use: of a course, or all; of some kinds, or all."""
    t = table(Question)
    wanted = select(t.c.id).where(t.c.status == "active", t.c.voided_at.is_(None)).order_by(t.c.id)
    if course_id is not None:
        wanted = wanted.where(t.c.course_id == course_id)
    if kinds:
        wanted = wanted.where(t.c.kind.in_(list(kinds)))
    return [int(r["id"]) for r in reader.rows(wanted)]


def paper(reader: Reader, quiz_id: int, seed: int | None = None) -> Paper:
    """A quiz as it stands now; shuffled with `seed` where the quiz says so (no seed: in its own order).

    Raises `NotAllowed` for a quiz without questions.
    """
    quiz = reader.record("quizzes", quiz_id)
    lines = reader.lines("quizzes", quiz_id, LINES)
    if not lines:
        raise NotAllowed(N_("This quiz has no questions yet."), None, N_("Choose some from the bank first."))
    asked = reader.records("questions", (r["question_id"] for r in lines))
    choices = reader.lines_for(lines_of(QUESTIONS, "options"), list(asked))
    items = [_item(asked[r["question_id"]], choices.get(r["question_id"], ()), r["points"]) for r in lines]
    if quiz["shuffle"] and seed is not None:
        Random(seed).shuffle(items)
    return Paper(quiz_id, quiz["title"], quiz["course_id"], quiz["pass_mark"], quiz["minutes"], tuple(items))


def _item(question: Values, choices: Sequence[Values], points: int | None) -> Item:
    return Item(
        question["id"],
        question["kind"],
        question["text"],
        tuple(c["text"] for c in choices),
        points or question["points"],
        question["answer"],
        question["explanation"] or "",
    )


def hand_in(
    uow: UnitOfWork,
    answered: Paper,
    given: Mapping[int, str],
    *,
    staff_id: int,
    started_at: datetime,
    session_id: int | None = None,
) -> int:
    """Score a paper as it was answered and keep it word for word; returns the result's id.

    `given` are answers by question id: letters, `√` or `×`, or words. The score goes into the session.
    """
    users.require(uow.actor, "write")
    rows = [_answer(item, given.get(item.question_id)) for item in answered.items]
    earned, total = scoring.points([(r["correct"], r["points"]) for r in rows])
    score = scoring.score(earned, total)
    made = uow.create(
        "quiz_results",
        {
            "staff_id": staff_id,
            "staff_name": uow.reader.record("staff", staff_id)["name"],
            "quiz_id": answered.quiz_id,
            "title": answered.title,
            "course_id": answered.course_id,
            "session_id": session_id,
            "started_at": started_at,
            "finished_at": uow.now,
            "taken_on": business_date(uow.now, uow.tz),
            "earned": earned,
            "points": total,
            "score": score,
            "pass_mark": answered.pass_mark,
            "verdict": "passed" if score >= answered.pass_mark else "failed",
        },
        {"answers": rows},
        action="handed_in",
    )
    if session_id is not None:
        sessions.take_score(uow, session_id, staff_id, score)
    return made


def _answer(item: Item, given: str | None) -> Values:
    said = scoring.letters(given) if given and item.kind in ("single", "multiple") else given
    ok = scoring.right(item.kind, item.answer, said)
    return {
        "question_id": item.question_id,
        "kind": item.kind,
        "question": item.text,
        "options": item.choices_text() or None,
        "given": said or None,
        "answer": item.answer,
        "correct": ok,
        "earned": item.points if ok else 0,
        "points": item.points,
        "explanation": item.explanation or None,
    }

"""The question bank: a question checked before it is kept, and whole lists read from pasted text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.errors import FieldError, Invalid, UserError
from app.core.i18n import N_, Text
from app.models.registers.questions import CHOICES
from app.services.tables import Values
from app.services.training import scoring
from app.store.uow import UnitOfWork

LINES = "options"


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, rows: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a question: its answer as it is stored, its choices marked right or not. Raises `Invalid`."""
    old = uow.reader.record("questions", record_id) if record_id is not None else {}
    stored = uow.reader.lines("questions", record_id, LINES) if record_id is not None else []
    if record_id is None and rows is None:
        values, rows = _brought(values)
    new = {**old, **values}
    by_id = {r["id"]: r for r in stored}
    choices = stored if rows is None else [{**by_id.get(r.get("id") or 0, {}), **r} for r in rows]
    if new["kind"] in ("true_false", "fill_in"):
        choices = []
    if len(choices) > len(scoring.LETTERS):
        raise Invalid((FieldError(LINES, N_("At most {n} choices.", n=len(scoring.LETTERS))),))
    try:
        answer = scoring.normal(new["kind"], str(new["answer"]), len(choices))
    except UserError as bad:
        raise Invalid((FieldError("answer", bad.what),)) from None
    for letter, row in zip(scoring.LETTERS, choices, strict=False):
        row["correct"] = letter in answer
    shown = {name: choices[at]["text"] if at < len(choices) else None for at, name in enumerate(CHOICES)}
    return {**values, **shown, "answer": answer}, [dict(r) for r in choices]


def _brought(values: Values) -> tuple[Values, list[Values]]:
    """The choices that a row of a table names; where it does not say the kind, they and the answer tell it."""
    said = [str(values.get(name) or "").strip() for name in CHOICES]
    while said and not said[-1]:
        said.pop()
    if not all(said):
        gap = CHOICES[said.index("")]
        raise Invalid((FieldError(gap, N_("A choice before the last one is empty.")),))
    answer = str(values.get("answer") or "")
    if values.get("kind") == "single":
        kind = ("multiple" if len(scoring.letters(answer)) > 1 else "single") if said else _bare_kind(answer)
        values = {**values, "kind": kind}
    return values, [{"text": words} for words in said]


def _bare_kind(answer: str) -> str:
    """What a question without choices is: true or false, or words to fill in."""
    try:
        scoring.normal("true_false", answer, 0)
    except UserError:
        return "fill_in"
    return "true_false"


@dataclass(slots=True)
class Pasted:
    """A question read from text. `problem` says why it cannot be kept; `line` is where it began, from 1."""

    line: int
    text: str
    kind: str = "single"
    choices: list[str] = field(default_factory=list)
    answer: str = ""
    points: int | None = None
    explanation: str = ""
    problem: Text | None = None

    def values(self, course_id: int | None) -> Values:
        """The question's values for saving."""
        said: Values = {"text": self.text, "kind": self.kind, "answer": self.answer, "course_id": course_id}
        if self.points:
            said["points"] = self.points
        return said | ({"explanation": self.explanation} if self.explanation else {})


_NUMBER = re.compile(r"^\s*(?:第\s*)?[(（]?(\d{1,3})\s*[)）.、．题:：]\s*(?=\S)")
_CHOICE = re.compile(r"(?:^|(?<=\s))[(（]?([A-Ja-j])\s*[)）.、．:：]\s*")
_ANSWER = re.compile(r"^\s*[\[【(（]?(?:正确|标准|参考)?(?:答案|answer)[\]】)）]?\s*[:：]?\s*(.+?)\s*$", re.IGNORECASE)
_EXPLAIN = re.compile(r"^\s*[\[【(（]?(?:答案)?(?:解析|说明|explanation)[\]】)）]?\s*[:：]\s*(.*)$", re.IGNORECASE)
_POINTS = re.compile(r"[(（]\s*(\d{1,3})\s*(?:分|points?|pts?)\s*[)）]", re.IGNORECASE)
_INSIDE = re.compile(r"[(（]\s*([A-Ja-j][A-Ja-j、,，\s]*|√|×|对|错|正确|错误)\s*[)）]\s*[。.]?\s*$")


def parse(text: str) -> list[Pasted]:
    """The questions of a pasted list: a numbered line each, its choices, `答案：B` below or `（B）` at its end.

    What has no answer, or one that does not fit, comes back with its problem; nothing is left out silently.
    """
    found: list[Pasted] = []
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if (answer := _ANSWER.match(line)) and found:
            found[-1].answer = answer[1].rstrip("。.")
        elif (why := _EXPLAIN.match(line)) and found:
            found[-1].explanation = why[1].strip()
        elif _NUMBER.match(line):
            found.append(Pasted(at, ""))
            _take(found[-1], _NUMBER.sub("", line, count=1))
        elif found:
            _take(found[-1], line)
        else:
            found.append(Pasted(at, ""))
            _take(found[-1], line)
    for one in found:
        _settle(one)
    return found


def _take(one: Pasted, line: str) -> None:
    """A line of a question: its words, or one or more of its choices."""
    starts = list(_CHOICE.finditer(line))
    expected = scoring.LETTERS[len(one.choices)] if len(one.choices) < len(scoring.LETTERS) else ""
    if (
        starts
        and starts[0][1].upper() == expected
        and (starts[0].start() == 0 or not line[: starts[0].start()].strip())
    ):
        ends = [m.start() for m in starts[1:]] + [len(line)]
        one.choices += [line[m.end() : end].strip() for m, end in zip(starts, ends, strict=True)]
    elif one.choices:
        one.choices[-1] = f"{one.choices[-1]} {line.strip()}"
    else:
        one.text = f"{one.text}\n{line.strip()}".strip()


def _settle(one: Pasted) -> None:
    """Find the points, an answer within the words, and the kind; check that they fit."""
    if points := _POINTS.search(one.text):
        one.points = min(max(int(points[1]), 1), 100)
        one.text = _POINTS.sub("", one.text, count=1).strip()
    if not one.answer and (inside := _INSIDE.search(one.text)):
        one.answer = inside[1]
        one.text = f"{one.text[: inside.start()]}（  ）".strip() if one.choices else one.text[: inside.start()].strip()
    if one.choices:
        one.kind = "multiple" if len(scoring.letters(one.answer)) > 1 else "single"
    else:
        one.kind = _bare_kind(one.answer)
    try:
        if not one.text:
            raise UserError(N_("There is no question."))
        if not one.answer:
            raise UserError(N_("There is no answer."))
        one.answer = scoring.normal(one.kind, one.answer, len(one.choices))
    except UserError as bad:
        one.problem = bad.what

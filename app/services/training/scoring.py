"""Scoring: what an answer means, whether it is right, what a quiz comes to. Exact, in whole points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.text import fold

LETTERS = "ABCDEFGHIJ"
"""Choices of a question; so many there may be."""
TRUE, FALSE = "√", "×"
"""The two answers of such a question, in signs that both languages read."""
_TRUE = frozenset({"true", "t", "对", "正确", "是", "√", "✓", "yes", "y", "1"})
_FALSE = frozenset({"false", "f", "错", "错误", "否", "×", "✗", "x", "no", "n", "0"})


def letters(text: str) -> str:
    """The letters that an answer names, in the order of the alphabet, each once: `c、A` is `AC`."""
    return "".join(sorted({c for c in fold(text).upper() if c in LETTERS}))


def normal(kind: str, answer: str, choices: int) -> str:
    """A right answer as it is stored. Raises `UserError` for one that the question cannot have."""
    if kind == "true_false":
        said = fold(answer).strip()
        if said in _TRUE or said in _FALSE:
            return TRUE if said in _TRUE else FALSE
        raise UserError(N_("Type true or false."))
    if kind == "fill_in":
        accepted = [a.strip() for a in re.split(r"[|｜]", answer) if _bare(a)]
        if not accepted:
            raise UserError(N_("Type the words that count as right."))
        return "|".join(dict.fromkeys(accepted))
    if choices < 2:
        raise UserError(N_("Type at least two choices below."))
    named = letters(answer)
    if not re.fullmatch(r"[\sA-J,，、;；.]+", fold(answer).upper()) or not named:
        raise UserError(N_("Type the letters of the right choices, as B or ACD."))
    if kind == "single" and len(named) > 1:
        raise UserError(N_("A single choice has one right letter."))
    if LETTERS.index(named[-1]) >= choices:
        raise UserError(N_("There is no choice {letter}.", letter=named[-1]))
    return named


def right(kind: str, answer: str, given: str | None) -> bool:
    """Whether what was given is right. Of several right choices all must be chosen and no other.

    Words filled in are compared without case, width, spaces and punctuation.
    """
    if given is None or not given.strip():
        return False
    if kind == "fill_in":
        return _bare(given) in {_bare(a) for a in answer.split("|")}
    if kind == "true_false":
        return given == answer
    return letters(given) == answer


def points(answers: Sequence[tuple[bool, int]]) -> tuple[int, int]:
    """(points got, points in all) of answers that are right or not, each with its points."""
    return sum(p for ok, p in answers if ok), sum(p for _, p in answers)


def score(earned: int, total: int) -> int:
    """Of 100, rounded down: a score reaches a pass mark exactly when the points do."""
    return 100 * earned // total if total else 0


def least(total: int, pass_mark: int) -> int:
    """The fewest of `total` points whose score reaches a pass mark of 100."""
    return -(-pass_mark * total // 100)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))

"""What a quiz came to, once it is handed in: the score, and each answer with the right one and its explanation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.services.training.scoring import FALSE, TRUE
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.training.question_card import KINDS
from app.ui.widgets.build import button, card, label, row, rule
from app.ui.widgets.pill import Pill
from app.ui.widgets.scrolled import Scrolled

SHORT = {"single": N_("Single choice"), "multiple": N_("Multiple choice")}


class QuizOutcome(QWidget):
    """Filled once; `leave` closes the quiz."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._leave = desk, leave
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(28, 24, 28, 18)
        self._box.setSpacing(12)

    def show_result(self, result_id: int, stack: QStackedLayout) -> None:
        """Read a result and show it."""

        def work(reader: Reader) -> tuple[dict[str, Any], list[dict[str, Any]]]:
            return reader.record("quiz_results", result_id), reader.lines("quiz_results", result_id, "answers")

        def show(found: tuple[dict[str, Any], list[dict[str, Any]]]) -> None:
            self._show(*found)
            stack.setCurrentWidget(self)

        self._desk.read(work, show, self)

    def _show(self, result: dict[str, Any], answers: list[dict[str, Any]]) -> None:
        kit, passed = self._desk.kit, result["verdict"] == "passed"
        right = sum(a["correct"] for a in answers)
        head = row(
            label(kit, N_("{score} of 100", score=result["score"]), size=20, weight=700, tabular=True),
            Pill(kit, N_("Passed") if passed else N_("Not passed"), "accent" if passed else "red"),
            0,
            label(kit, N_("{right} of {n} right · {earned} of {points} points · pass mark {mark}", right=right,
                          n=len(answers), earned=result["earned"], points=result["points"], mark=result["pass_mark"]),
                  tone="quiet", tabular=True),
            spacing=12,
        )  # fmt: skip
        self._box.addWidget(label(kit, f"{result['title']} · {result['staff_name']}", tone="quiet"))
        self._box.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for at, answer in enumerate(answers, 1):
            column.addWidget(self._answer(at, answer))
        column.addStretch(1)
        self._box.addWidget(Scrolled(inner), 1)
        self._box.addWidget(rule())
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = button(kit, N_("Close"), self._leave, kind="primary")
        foot.addWidget(close)
        self._box.addLayout(foot)
        close.setFocus()

    def _answer(self, at: int, answer: dict[str, Any]) -> QFrame:
        kit, right = self._desk.kit, bool(answer["correct"])
        pill = Pill(kit, N_("Right") if right else N_("Wrong"), "accent" if right else "red")
        kind = SHORT.get(answer["kind"], KINDS[answer["kind"]])
        top = row(label(kit, f"{at}.", weight=700, tabular=True), pill, label(kit, kind, size=12, tone="quiet"), 0)
        holder = QWidget()
        holder.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        parts: list[QWidget | int] = [holder, label(kit, answer["question"], weight=500, wrap=True)]
        if answer["options"]:
            parts.append(label(kit, answer["options"], tone="quiet", wrap=True))
        given, wanted = said(answer["given"]), said(answer["answer"])
        words = (
            N_("Answered: {given}", given=given)
            if right
            else N_("Answered: {given} · right is {answer}", given=given, answer=wanted)
        )
        parts.append(label(kit, words, wrap=True))
        if answer["explanation"]:
            parts.append(label(kit, answer["explanation"], size=12, tone="quiet", wrap=True))
        return card(*parts, margin=12, spacing=4)


def said(given: str | None) -> Text | str:
    """An answer in words."""
    if not given:
        return N_("no answer")
    if given in (TRUE, FALSE):
        return N_("True") if given == TRUE else N_("False")
    return given.replace("|", " / ")

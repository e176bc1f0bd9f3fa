"""The questions of a quiz, taken from the bank by a few of their words; the choices of a question, with letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.core.i18n import N_, Nn_
from app.models.declaration import Lines
from app.services.training.scoring import LETTERS
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid, count_words
from app.ui.pages.special.picker import RecordPicker
from app.ui.pages.words import joined
from app.ui.widgets.build import label

SHOWN = ("question_id", "points")


class QuestionGrid(LineGrid):
    """The grid with a box above it that finds questions, and the sum of points below it."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        super().__init__(desk, declared, tuple(declared.field(n) for n in SHOWN))
        self.picker = RecordPicker(desk, "questions", N_("Add a question: a few of its words"), N_("Add a question"))
        self.picker.taken.connect(self.take)
        self.grid.summary.hide()
        self._sum = label(desk.kit, "", weight=500, tabular=True)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self.picker)
            box.addWidget(self._sum)
        self.changed.connect(self._say_sum)
        desk.kit.language.changed.connect(self._say_sum)

    def take(self, question_id: int) -> None:
        """Add a question, or go to its row where it is in the quiz already."""
        model = self.grid.model
        for row in range(model.rowCount() - 1):
            if model.cell(row, 1).value == question_id:
                self.grid.view.setCurrentIndex(model.index(row, 2))
                return
        self.desk.read(lambda r: r.record("questions", question_id), self._add, self)

    def show_rows(self, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Mapping[int, str]]) -> None:
        """Show a quiz's questions."""
        super().show_rows(rows, titles)
        self._say_sum()

    def focus_first(self) -> None:
        """Into the box that finds questions."""
        self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, question: dict[str, Any]) -> None:
        model = self.grid.model
        row = model.rowCount() - 1
        model.put_record(row, 1, question["id"], str(question["text"]))
        model.put_many([(row, 2, str(question["points"]))])

    def _say_sum(self) -> None:
        records = self.grid.records()
        points = sum(v for r in records if isinstance(v := r["points"], int))
        words = joined([count_words(len(records)), Nn_("{n} point", "{n} points", points)])
        self.desk.kit.say(self._sum.setText, words if records else "")


class ChoiceGrid(LineGrid):
    """The choices of a question; at their side the letter that an answer names them by."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        super().__init__(desk, declared)
        self.grid.model.row_name = letter


def letter(row: int) -> str:
    """The letter of a choice by its place from 0; beyond the last letter its number."""
    return LETTERS[row] if row < len(LETTERS) else str(row + 1)

"""Assessing a risk: a cell of the matrix, or the three factors of LEC; level and next review show at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.errors import Invalid, UserError
from app.core.i18n import N_, Text
from app.models import risk_scale as scale
from app.models.declaration import Field
from app.models.kinds import Choice, Day, LongText, Value
from app.services import risks
from app.services.risks import FACTORS, Assessing, Scales
from app.store.reader import Reader
from app.ui.pages.ask import problem_words
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.risk_words import AXES, COLUMNS, ROWS, cells, level_option
from app.ui.widgets.banner import joined
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form import Form
from app.ui.widgets.matrix import Matrix
from app.ui.widgets.pill import Pill
from app.ui.widgets.segmented import Segmented

LABELS: dict[str, Text] = {
    "lec_likelihood": N_("L, likelihood"),
    "lec_exposure": N_("E, exposure"),
    "lec_consequence": N_("C, consequence"),
}
LEC = tuple(Field(name, LABELS[name], Choice(options=options)) for name, options in FACTORS["lec"])
WIDTH = 860
"""The five words beside and above the matrix need it in English."""
STOP = N_("Above the last bound work stops, and goes on only once the risk is smaller.")
WHEN = (
    Field("assessed_on", N_("Assessed on"), Day(), required=True),
    Field("review_on", N_("Next review"), Day(), help=N_("Left empty, it follows from the level.")),
    Field(
        "reason",
        N_("Basis of the assessment"),
        LongText(),
        help=N_("What was looked at, what changed since the last time."),
    ),
)


class AssessDialog(Dialog):
    """Stays open until the assessment was taken."""

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData) -> None:
        super().__init__(desk.kit, parent, N_("Assess “{title}”", title=data.title), icon="gauge")
        self._desk, self._data = desk, data
        self._scales: Scales | None = None
        self.setMinimumWidth(WIDTH)
        kit = desk.kit
        stages = tuple((o.key, o.label) for o in scale.STAGES)
        self._first: tuple[int, int] | None = None
        self.stage = Segmented(kit, stages, "current", N_("Stage"))
        self.method = Segmented(
            kit, tuple((o.key, o.label) for o in scale.METHODS), str(data.values["method"]), N_("Method")
        )
        self.matrix = Matrix(kit, ROWS, COLUMNS, AXES, marks=True)
        self.lec = Form(kit, desk.worker, desk.at, LEC)
        self.when = Form(kit, desk.worker, desk.at, WHEN)
        self._level = Pill(kit, "")
        self._score = label(kit, "", size=20, weight=700, tabular=True)
        self._band = label(kit, "", weight=500)
        self._review = label(kit, "", size=12, tone="quiet", tabular=True)
        self._stop = label(kit, STOP, size=12, tone="red", weight=500, wrap=True)
        self._stop.hide()
        self._message = label(kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self._lay_out()
        self.verb = self.offer_open(N_("Save assessment"), self.submit, kind="primary")
        self.offer(N_("Cancel"))
        self._connect()
        self._begin()

    def factors(self) -> dict[str, str]:
        """What is chosen, by field name."""
        if self.method.current == "5x5":
            marked = self.matrix.marked
            return {} if marked is None else {"likelihood": str(marked[0]), "impact": str(marked[1])}
        values = self.lec.values()
        return {name: str(value) for name, value in values.items() if value}

    def submit(self) -> None:
        """Keep the assessment, if it is whole."""
        try:
            when, factors = self.when.values(), self.factors()
        except Invalid:
            return
        if len(factors) < len(FACTORS[self.method.current]):
            self._say(
                N_("Choose a cell of the matrix.") if self.method.current == "5x5" else N_("Choose all three factors.")
            )
            self.focus_factors()
            return
        day, review = when["assessed_on"], when["review_on"]
        assert isinstance(day, date)
        made = Assessing(
            self.stage.current,
            self.method.current,
            factors,
            day,
            str(when["reason"] or ""),
            review if isinstance(review, date) else None,
        )
        self.verb.setEnabled(False)
        self._desk.change(lambda uow: risks.assess(uow, self._data.id, made), self._kept, self, self._failed)

    def _lay_out(self) -> None:
        kit = self._desk.kit
        choice = QGridLayout()
        choice.setHorizontalSpacing(12)
        choice.setColumnStretch(2, 1)
        for row, (words, part) in enumerate(((N_("Stage"), self.stage), (N_("Method"), self.method))):
            choice.addWidget(label(kit, words, size=12, tone="quiet"), row, 0)
            choice.addWidget(part, row, 1)
        self.body.addLayout(choice)
        self.body.addSpacing(4)
        self.body.addWidget(self.matrix)
        self.body.addWidget(self.lec)
        shown = QHBoxLayout()
        shown.setSpacing(10)
        for made in (self._score, self._level, self._band, self._review):
            shown.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        shown.addStretch(1)
        self.body.addLayout(shown)
        self.body.addWidget(self._stop)
        self.body.addWidget(self.when)
        self.body.addWidget(self._message)

    def _connect(self) -> None:
        self.method.chosen.connect(lambda _: self._show())
        self.stage.chosen.connect(lambda _: self._show())
        self.matrix.chosen.connect(lambda *_: self._show())
        self.lec.changed.connect(self._show)
        self.when.changed.connect(self._show)

    def _begin(self) -> None:
        values, at = self._data.values, self._desk.at()
        self.when.set_values({"assessed_on": at.today})
        self.lec.set_values({name: values[name] for name in LABELS})
        if values["likelihood"] and values["impact"]:
            self.matrix.mark((int(values["likelihood"]), int(values["impact"])))
        self._first = self.matrix.marked
        self._show()

        def read(reader: Reader) -> Scales:
            return risks.scales(reader)

        def show(known: Scales) -> None:
            self._scales = known
            self.matrix.show_cells(cells(known, {}, at))
            self._show()

        self._desk.read(read, show, self)

    def _show(self) -> None:
        """Show the factors of the method, and what they come to."""
        matrix = self.method.current == "5x5"
        self.matrix.setVisible(matrix)
        self.lec.setVisible(not matrix)
        self._message.hide()
        score = self._reckoned()
        known = self._scales
        for part in (self._level, self._score, self._band, self._review):
            part.setVisible(score is not None and known is not None)
        self._stop.setVisible(known is not None and known.stops(self.method.current, score))
        if score is not None and known is not None:
            self._desk.kit.say(self._band.setText, "" if matrix else known.band(score))
            level = known.level(self.method.current, score)
            found = level_option(level)
            self._level.show_state(found.label, found.tone)
            self._score.setText(scale.said_score(score))
            self._desk.kit.say(self._review.setText, self._next(known, level))
        self.adjustSize()

    def _next(self, known: Scales, level: str) -> Text | str:
        if self.stage.current != "current":
            return ""
        values: dict[str, Any] = {}
        try:
            values = dict(self.when.values())
        except Invalid:
            return ""
        day: Value = values.get("review_on") or (
            known.review(level, values["assessed_on"]) if values.get("assessed_on") else None
        )
        return N_("next review {day}", day=day.isoformat()) if isinstance(day, date) else ""

    def _reckoned(self) -> int | None:
        try:
            return risks.reckon(self.method.current, self.factors())
        except Invalid:
            return None

    def _kept(self, level: str) -> None:
        self.accept()
        self._desk.host.say(N_("{title}: {level}.", title=self._data.title, level=level_option(level).label))

    @property
    def typed(self) -> bool:
        """A cell that was chosen would be lost as well."""
        return super().typed or self.matrix.marked != self._first

    def focus_factors(self) -> None:
        """Put the keyboard where the risk is judged."""
        first = self.matrix if self.method.current == "5x5" else self.lec.editors[LEC[0].name]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, words: Text) -> None:
        self._desk.kit.say(self._message.setText, words)
        self._message.show()

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        if not isinstance(error, UserError):
            self.accept()
            self._desk.host.fail(error)
        elif isinstance(error, Invalid):
            mine = [p for p in error.problems if p.field in self.when.fields]
            self.when.show_problems(mine)
            rest = [p for p in error.problems if p not in mine]
            if rest:
                self._say(problem_words(rest))
        else:
            self._say(joined(error.parts()))


def start_assess(desk: Desk, parent: QWidget, data: RecordData) -> AssessDialog:
    """Open the dialog on a risk."""
    dialog = AssessDialog(desk, parent, data)
    dialog.open()
    dialog.focus_factors()
    return dialog

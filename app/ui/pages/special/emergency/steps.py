"""The steps of a response one below the other: ticked by keys, left out with a reason, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_
from app.models.declaration import Field
from app.models.kinds import LineText, Moment, Value
from app.services.emergency import response
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.special.emergency.step_row import StepRow
from app.ui.pages.special.product_parts import clear


class StepList(QWidget):
    """Shows the steps of one incident and lets who may tick them."""

    def __init__(self, desk: Desk, *, big: bool) -> None:
        super().__init__()
        self._desk, self._big = desk, big
        self._incident: Mapping[str, Any] = {}
        self._next: int | None = None
        """The step that gets the keyboard once the list was read again."""
        self.rows: list[StepRow] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_steps(self, incident: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> None:
        """Show these steps of an incident. After a tick the keyboard goes on; else it stays where it is."""
        self._incident = incident
        live = incident["status"] in response.RUNNING and self._desk.may("move") and incident["voided_at"] is None
        if [r.id for r in self.rows] != [x["id"] for x in steps]:
            self._make(steps)
        for row, step in zip(self.rows, steps, strict=True):
            row.show_step(step, live=live)
        self.say_times(self._desk.at().now)
        wanted, self._next = self._next, None
        for row in self.rows:
            if row.id == wanted:
                row.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, steps: Sequence[Mapping[str, Any]]) -> None:
        clear(self._box)
        self.rows = [StepRow(self._desk.kit, step, big=self._big) for step in steps]
        for row in self.rows:
            self._box.addWidget(row)
            row.ticked.connect(self.tick)
            row.unticked.connect(self.untick)
            row.skip_asked.connect(self.ask_skip)
            row.note_asked.connect(self.ask_note)
            row.moved.connect(self._move)

    def say_times(self, now: datetime) -> None:
        """Say anew what is due by when."""
        for row in self.rows:
            row.say(self._incident["activated_at"], now, self._desk.shop.tz)

    def focus_open(self) -> None:
        """Put the keyboard on the first step that is open."""
        for row in self.rows:
            if row.step["result"] == "open" or row is self.rows[-1]:
                row.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def tick(self, step: int) -> None:
        """It was done, now."""
        self._go_on(step)
        self._write(lambda uow, incident: response.tick(uow, incident, step))

    def untick(self, step: int) -> None:
        """It was ticked by mistake."""
        self._next = step
        self._write(lambda uow, incident: response.untick(uow, incident, step))

    def ask_skip(self, step: int) -> AskDialog:
        """Ask why a step is left out."""
        fields = (Field("reason", N_("Reason"), LineText(), required=True),)

        def work(uow: UnitOfWork, incident: int, values: dict[str, Value]) -> None:
            response.skip(uow, incident, step, str(values["reason"]))

        return self._ask(step, N_("Leave this step out?"), fields, N_("Leave the step out"), "circle-slash-2", work)

    def ask_note(self, step: int) -> AskDialog:
        """Ask when a step was done, and a word about it."""
        fields = (
            Field("note", N_("Note"), LineText()),
            Field("at", N_("Done at"), Moment(), required=True),
        )

        def work(uow: UnitOfWork, incident: int, values: dict[str, Value]) -> None:
            at = values["at"]
            response.tick(uow, incident, step, str(values["note"] or ""), at if isinstance(at, datetime) else None)

        return self._ask(step, N_("The step was done"), fields, N_("Tick"), "square-check-big", work)

    def _ask(
        self,
        step: int,
        title: Any,
        fields: tuple[Field, ...],
        verb: Any,
        icon: str,
        work: Callable[[UnitOfWork, int, dict[str, Value]], None],
    ) -> AskDialog:
        incident = int(self._incident["id"])
        words = next(r.step["action"] for r in self.rows if r.id == step)

        def run(values: dict[str, Value]) -> None:
            self._desk.change(lambda uow: work(uow, incident, values), done, self, dialog.fail)

        def done(_: object) -> None:
            self._go_on(step)
            dialog.accept()

        dialog = AskDialog(
            self._desk,
            self,
            title,
            fields,
            verb,
            run,
            icon=icon,
            sentences=(words,),
            values={"at": self._desk.at().now},
        )
        dialog.start()
        return dialog

    def _write(self, work: Callable[[UnitOfWork, int], None]) -> None:
        incident = int(self._incident["id"])
        self._desk.change(lambda uow: work(uow, incident), lambda _: None, self)

    def _go_on(self, step: int) -> None:
        """After a step the keyboard goes to the next one that is open, below first."""
        at = next(i for i, r in enumerate(self.rows) if r.id == step)
        rest = [*self.rows[at + 1 :], *self.rows[:at]]
        self._next = next((r.id for r in rest if r.step["result"] == "open"), step)

    def _move(self, by: int) -> None:
        at = next((i for i, r in enumerate(self.rows) if r.hasFocus()), 0) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

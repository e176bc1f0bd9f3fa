"""The problems of a drill, each with what becomes of it: a rectification, a new version, or a word why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.models.declaration import Field
from app.models.kinds import Choice, LineText, Option, Value
from app.models.registers.drills import FOLLOWED
from app.services.emergency import drill_moves
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.pill import Pill

_FOLLOWED = Choice(options=FOLLOWED)
_HOW = (
    Option("done", N_("Mended on the spot")),
    Option("accepted", N_("Left as it is")),
)

_FOLLOWED_BY = {"rectification": "rectifications", "revision": "plans"}
"""The register of the record whose number stands on a problem that is followed up so."""


class ProblemsPart(QWidget):
    """One block per problem. Open ones offer the three ways on."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.setSpacing(5)
        box.addWidget(label(desk.kit, N_("Problems and follow-up"), weight=700))
        box.addLayout(self._grid)

    def show_record(self, data: RecordData) -> None:
        """Show the problems of this drill."""
        self._data = data
        clear(self._grid)
        problems = data.lines["problems"]
        self.setVisible(bool(problems))
        for at, line in enumerate(problems):
            self._block(at * 4, line)

    def rectify(self, line: dict[str, Any]) -> AskDialog | None:
        """Open the rectification of a problem; asks first for what its line does not say yet."""
        drill = self._id()
        declared = next(x for x in self._desk.registry["drills"].lines if x.name == "problems")
        fields = [
            replace(declared.field(name), label=words, required=True)
            for name, words in drill_moves.NEEDED
            if not line[name]
        ]
        if not fields:
            self._desk.change(lambda uow: drill_moves.rectify(uow, drill, line["id"]), self._rectified, self)
            return None

        def run(values: dict[str, Value]) -> None:
            self._desk.change(lambda uow: drill_moves.rectify(uow, drill, line["id"], values), done, self, dialog.fail)

        def done(made: int) -> None:
            dialog.accept()
            self._rectified(made)

        dialog = AskDialog(
            self._desk, self, N_("Open a rectification"), fields, N_("Open a rectification"), run, icon="wrench",
            sentences=(line["problem"],),
        )  # fmt: skip
        dialog.start()
        return dialog

    def revise(self, line: dict[str, Any]) -> None:
        """Make a new version of the plan for a problem."""
        drill = self._id()
        self._desk.change(lambda uow: drill_moves.revise(uow, drill, line["id"]), self._revised, self)

    def settle(self, line: dict[str, Any]) -> AskDialog:
        """Ask how a problem was mended, or why it is left as it is."""
        drill = self._id()
        fields = (
            Field("how", N_("What became of it"), Choice(width=24, options=_HOW), required=True),
            Field("note", N_("How, or why"), LineText(), required=True),
        )

        def run(values: dict[str, Value]) -> None:
            how, note = str(values["how"]), str(values["note"])
            self._desk.change(
                lambda uow: drill_moves.settle(uow, drill, line["id"], how, note),
                lambda _: dialog.accept(),
                self,
                dialog.fail,
            )

        dialog = AskDialog(
            self._desk, self, N_("Settle the problem"), fields, N_("Note it"), run, icon="check",
            sentences=(line["problem"],), values={"how": "done"},
        )  # fmt: skip
        dialog.start()
        return dialog

    def _block(self, at: int, line: dict[str, Any]) -> None:
        kit, top, data = self._desk.kit, Qt.AlignmentFlag.AlignTop, self._data
        assert data is not None
        self._grid.addWidget(label(kit, f"{line['position']}.", weight=500, tabular=True), at, 0, top)
        self._grid.addWidget(label(kit, line["problem"], weight=500, wrap=True), at, 1)
        option = _FOLLOWED.option(line["followed"])
        holder = QWidget()
        state = QHBoxLayout(holder)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(8)
        if option is not None:
            state.addWidget(Pill(kit, option.label, option.tone))
        self._grid.addWidget(holder, at + 1, 1)
        who = data.titles.get("staff", {}).get(line["owner_id"] or 0, "")
        said: list[Text | str] = [x for x in (line["measure"], who) if x]
        if line["deadline"]:
            said.append(N_("by {day}", day=line["deadline"].isoformat()))
        followed = _FOLLOWED_BY.get(line["followed"])
        if line["follow_note"] and followed is None:
            said.append(f"→ {line['follow_note']}")
        more = label(kit, joined(said), size=12, tone="quiet", wrap=True, tabular=True)
        more.setVisible(bool(said))
        self._grid.addWidget(more, at + 2, 1)
        if line["follow_note"] and followed is not None:
            number = line["follow_note"]
            words = N_("{words}", words=number)
            state.addWidget(button(kit, words, later(self._show, followed, number), kind="link"))
        state.addStretch(1)
        if line["followed"] == "open" and self._live(data):
            ways = QWidget()
            flow = FlowLayout(ways, 8)
            for words, icon, run in (
                (N_("Open a rectification"), "wrench", self.rectify),
                (N_("Revise the plan"), "copy", self.revise),
                (N_("Otherwise…"), "check", self.settle),
            ):
                flow.addWidget(button(kit, words, later(run, line), icon=icon))
            policy = ways.sizePolicy()
            policy.setHeightForWidth(True)
            ways.setSizePolicy(policy)
            self._grid.addWidget(ways, at + 3, 1)

    def _live(self, data: RecordData) -> bool:
        return self._desk.may("write") and not data.voided and data.values["status"] in ("held", "evaluated")

    def _show(self, register: str, number: str) -> None:
        """Open what a problem became."""

        open_record = self._desk.host.open_record
        self._desk.read(
            lambda reader: reader.by_number(register, number), lambda found: open_record(register, found), self
        )

    def _id(self) -> int:
        assert self._data is not None
        return self._data.id

    def _rectified(self, made: int) -> None:
        show = later(self._desk.host.open_record, "rectifications", made)
        self._desk.host.say(N_("The rectification was opened."), N_("Show"), show)

    def _revised(self, made: int) -> None:
        show = later(self._desk.host.open_record, "plans", made)
        self._desk.host.say(N_("A draft of the plan's next version is there."), N_("Show"), show)

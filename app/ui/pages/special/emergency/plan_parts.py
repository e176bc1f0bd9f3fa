"""What a plan's panel adds: its versions and what is done with them, and who has read the version in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field
from app.models.kinds import Choice, Day, LineText, Value
from app.models.registers.drills import MODES
from app.models.registers.plans import STATUS
from app.services.emergency import plans
from app.services.emergency.acknowledging import Reading, readings
from app.services.emergency.drills import plan_drill, suggested_day
from app.services.transitions import perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.pill import Pill

_STATES = Choice(options=STATUS)
FIRST = 6
"""Readers shown at first."""
_TAKEN_OVER = N_(
    "Steps, contacts and supplies are taken over. What is in force stays in force until the new version is."
)
_EVERYONE = N_("Everyone employed takes part, and the plan's supplies are laid out; change that afterwards.")


class VersionsPart(QWidget):
    """A row per version, the newest above; below it a new version, a drill, and the plan in an emergency."""

    def __init__(self, desk: Desk, open_record: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk, self._open = desk, open_record
        self._data: RecordData | None = None
        self._found: list[dict[str, Any]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self._buttons = FlowLayout(spacing=8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(label(desk.kit, N_("Versions"), weight=700))
        box.addLayout(self._grid)
        box.addLayout(self._buttons)

    def show_record(self, data: RecordData) -> None:
        """Read the versions of this plan."""
        self._data = data
        key = str(data.values["plan_key"])
        self._desk.read(lambda reader: plans.versions(reader, key), self._show, self)

    def new_version(self) -> AskDialog | None:
        """Ask what is to change, and open the draft."""
        data = self._data
        if data is None:
            return None
        fields = (Field("note", N_("What changed"), LineText()),)

        def run(values: dict[str, Value]) -> None:
            note = str(values["note"] or "")
            self._desk.change(lambda uow: plans.new_version(uow, data.id, note), done, self, dialog.fail)

        def done(made: int) -> None:
            dialog.accept()
            self._desk.host.open_record("plans", made)

        dialog = AskDialog(
            self._desk, self, N_("New version of {title}", title=data.title), fields, N_("Make the draft"), run,
            icon="copy", sentences=(_TAKEN_OVER,),
        )  # fmt: skip
        dialog.start()
        return dialog

    def plan_drill(self) -> AskDialog | None:
        """Ask when and how it is drilled, and open the drill."""
        data = self._data
        if data is None:
            return None
        fields = (
            Field("title", N_("Drill subject"), LineText(), required=True),
            Field("planned_on", N_("Planned for"), Day(), required=True),
            Field("mode", N_("Type of drill"), Choice(options=MODES), required=True),
        )

        def run(values: dict[str, Value]) -> None:
            day, mode, title = values["planned_on"], str(values["mode"]), str(values["title"])
            assert isinstance(day, date)
            self._desk.change(lambda uow: plan_drill(uow, data.id, day, mode, title), done, self, dialog.fail)

        def done(made: int) -> None:
            dialog.accept()
            self._desk.host.open_record("drills", made)

        day = suggested_day(data.values, self._desk.at().today)
        title = self._desk.kit.tr(N_("Drill: {name}", name=data.values["name"]))
        dialog = AskDialog(
            self._desk, self, N_("Plan a drill"), fields, N_("Plan it"), run, icon="flag",
            sentences=(_EVERYONE,),
            values={"title": title, "planned_on": day, "mode": "actual"},
        )  # fmt: skip
        dialog.start()
        return dialog

    def enter_incident(self) -> None:
        """It happened: enter the incident that this plan is for."""
        if self._data is not None:
            self._desk.host.open_new("incidents", {"kind": self._data.values["subject"]})

    def _show(self, found: list[dict[str, Any]]) -> None:
        self._found = found
        data = self._data
        if data is None:
            return
        clear(self._grid)
        for at, version in enumerate(found):
            self._row(at, version, version["id"] == data.id)
        self._buttons.clear()
        if not self._desk.may("write") or data.voided:
            return
        kit, status = self._desk.kit, data.values["status"]
        drafted = any(v["status"] in ("draft", "approved") for v in found)
        if status in ("in_force", "replaced", "withdrawn") and not drafted:
            self._buttons.addWidget(button(kit, N_("New version…"), self.new_version, icon="copy"))
        if status in ("approved", "in_force"):
            self._buttons.addWidget(button(kit, N_("Plan a drill…"), self.plan_drill, icon="flag"))
        if status == "in_force":
            self._buttons.addWidget(button(kit, N_("Enter an incident…"), self.enter_incident, icon="octagon-alert"))

    def _row(self, at: int, version: dict[str, Any], here: bool) -> None:
        kit, top = self._desk.kit, Qt.AlignmentFlag.AlignVCenter
        name = N_("Version {n}", n=version["edition"])
        if here:
            self._grid.addWidget(label(kit, name, weight=500), at, 0, top)
        else:
            show = later(self._open, "plans", version["id"])
            self._grid.addWidget(button(kit, name, show, kind="link"), at, 0, top)
        option = _STATES.option(version["status"])
        if option is not None:
            self._grid.addWidget(Pill(kit, option.label, option.tone), at, 1, top)
        since, until = version["effective_on"], version["replaced_on"]
        words: Text | str = version["change_note"] or ""
        if since and until:
            words = N_("{start} to {end}", start=since.isoformat(), end=until.isoformat())
        elif since and version["status"] == "in_force":
            words = N_("since {day}", day=since.isoformat())
        self._grid.addWidget(label(kit, words, size=12, tone="quiet", tabular=True, wrap=True), at, 2)


class ReadingPart(QWidget):
    """Who has read this version. One's own row has a button; the owner records a paper that was signed."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._found: list[Reading] = []
        self._every = False
        self._head = label(desk.kit, "", weight=700)
        self.read_it = button(
            desk.kit, N_("I have read and understood it"), self.acknowledge, icon="book-open-check", kind="primary"
        )
        top = QHBoxLayout()
        top.addWidget(self._head)
        top.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        self.more = button(desk.kit, N_("Everyone"), self._show_every, kind="link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(5)
        box.addLayout(top)
        box.addWidget(self.read_it, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(self._grid)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        desk.kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Read who has read it."""
        if self._data is None or self._data.id != data.id:
            self._every = False
        self._data = data
        name = self._desk.shop.actor.name
        self._desk.read(lambda reader: readings(reader, data.id, name), self._arrived, self)

    def acknowledge(self) -> None:
        """The person signed in has read it."""
        mine = next((r for r in self._found if r.mine and r.status == "open"), None)
        if mine is not None:
            self._desk.change(lambda uow: perform(uow, "acknowledgements", mine.id, "read"), self._thank, self)

    def sign_paper(self, row: Reading) -> AskDialog:
        """Ask when the paper was signed, and record it."""
        move = self._desk.registry["acknowledgements"].transition("sign_paper")

        def run(values: dict[str, Value]) -> None:
            self._desk.change(
                lambda uow: perform(uow, "acknowledgements", row.id, move.name, values),
                lambda _: dialog.accept(),
                self,
                dialog.fail,
            )

        dialog = AskDialog(
            self._desk, self, move.label, move.asks, N_("Note it"), run, icon=move.icon, sentences=(row.name,),
            values={"signed_on": self._desk.at().today},
        )  # fmt: skip
        dialog.start()
        return dialog

    def _thank(self, _: object) -> None:
        self._desk.host.say(N_("Noted: you have read and understood it."))

    def _arrived(self, found: list[Reading]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        clear(self._grid)
        self.setVisible(bool(found))
        waiting = sum(r.status == "open" for r in found)
        words = N_("Read by all {n}", n=len(found))
        if waiting:
            words = Nn_("{n} of {m} has not read it yet", "{n} of {m} have not read it yet", waiting, m=len(found))
        self._desk.kit.say(self._head.setText, words)
        self.read_it.setVisible(any(r.mine and r.status == "open" for r in found))
        shown = found if self._every else found[:FIRST]
        for at, row in enumerate(shown):
            self._row(at, row)
        self.more.setVisible(len(shown) < len(found))

    def _row(self, at: int, row: Reading) -> None:
        kit, here = self._desk.kit, self._desk.at()
        name = label(kit, row.name, weight=500)
        name.setMinimumHeight(26)
        self._grid.addWidget(name, at, 0)
        late = row.status == "open" and row.due_on < here.today
        if row.status == "open":
            pill = Pill(kit, N_("overdue") if late else N_("not yet"), "red" if late else "amber")
        else:
            pill = Pill(kit, N_("on paper") if row.status == "paper" else N_("read"), "accent")
        self._grid.addWidget(pill, at, 1)
        said: list[Text | str] = []
        if row.read_at is not None:
            said = [format_datetime(row.read_at, here.tz)]
        elif row.signed_on is not None:
            said = [row.signed_on.isoformat()]
        else:
            said = [N_("by {day}", day=row.due_on.isoformat())]
        self._grid.addWidget(label(kit, joined(said), size=12, tone="quiet", tabular=True), at, 2)
        if row.status == "open" and self._desk.shop.actor.role == "owner" and not row.mine:
            self._grid.addWidget(button(kit, N_("On paper…"), later(self.sign_paper, row), kind="link"), at, 3)

    def _show_every(self) -> None:
        self._every = True
        self._show()

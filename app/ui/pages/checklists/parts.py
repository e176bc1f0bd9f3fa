"""What checklists add to panels: a check's findings until the loop is closed, how a template went, a start button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.models.kinds import Choice
from app.services import duties
from app.services.checklists import running
from app.services.duties import Tally
from app.store.reader import Reader
from app.ui.pages.checklists.start import start_template
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.elided import Elided
from app.ui.widgets.pill import Pill

Open = Callable[[str, int], object]
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Loop:
    """A check's rectifications, and the names of those who mend them."""

    rows: tuple[dict[str, Any], ...]
    names: dict[int, str]

    @property
    def closed(self) -> bool:
        """Whether nothing of it waits any more."""
        return all(r["status"] in ("verified", "cancelled") for r in self.rows)


class FindingsPart(QWidget):
    """What a check found, each with its rectification and how far that is; a word when the loop is closed."""

    def __init__(self, desk: Desk, open_record: Open) -> None:
        super().__init__()
        self._desk, self._open = desk, open_record
        self._data: RecordData | None = None
        self._loop: Loop | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.hide()
        desk.kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Read and show them."""
        self._data = data
        ids = [r["rectification_id"] for r in data.lines["answers"] if r["rectification_id"]]

        def work(reader: Reader) -> Loop:
            found = reader.records("rectifications", ids)
            people = [r["owner_id"] for r in found.values() if r["owner_id"] is not None]
            return Loop(tuple(found[i] for i in ids if i in found), reader.titles("staff", people))

        self._desk.read(work, self._found, self)

    def _found(self, loop: Loop) -> None:
        self._loop = loop
        self._show()

    def _show(self) -> None:
        loop, data, kit = self._loop, self._data, self._desk.kit
        if loop is None or data is None:
            return
        clear(self._grid)
        self.setVisible(data.values["status"] == "finished")
        if not loop.rows:
            self._grid.addWidget(label(kit, N_("Nothing was found."), tone="accent", weight=500), 0, 0)
            return
        waiting = sum(r["status"] not in ("verified", "cancelled") for r in loop.rows)
        title = label(kit, N_("Findings"), weight=700)
        self._grid.addWidget(title, 0, 0)
        said: Text = N_("Loop closed") if loop.closed else Nn_("{n} still open", "{n} still open", waiting)
        state = Pill(kit, said, "accent" if loop.closed else "amber")
        self._grid.addWidget(state, 0, 1, Qt.AlignmentFlag.AlignRight)
        for row in loop.rows:
            self._row(row, loop.names)

    def _row(self, row: dict[str, Any], names: dict[int, str]) -> None:
        kit, today, at = self._desk.kit, self._desk.at().today, self._grid.rowCount()
        kind = self._desk.registry["rectifications"].field("status").kind
        option = kind.option(row["status"]) if isinstance(kind, Choice) else None
        words = Elided(kit, row["title"], size=13, weight=500)
        link = button(
            kit, N_("{words}", words=row["number"]), later(self._open, "rectifications", row["id"]), kind="link"
        )
        link.setAccessibleName(f"{row['number']} {row['title']}")
        self._grid.addWidget(words, at, 0)
        if option is not None:
            self._grid.addWidget(Pill(kit, option.label, option.tone), at, 1, Qt.AlignmentFlag.AlignRight)
        late = row["status"] == "open" and row["deadline"] is not None and row["deadline"] < today
        parts: list[Text | str] = []
        if row["owner_id"] in names:
            parts.append(names[row["owner_id"]])
        if row["deadline"] is not None:
            parts.append(N_("by {day}", day=row["deadline"].isoformat()))
        if row["repeats"]:
            parts.append(Nn_("found once before", "found {n} times before", row["repeats"]))
        if row["status"] == "verified" and row["self_verified"]:
            parts.append(N_("re-checked by the doer"))
        holder = QWidget()
        more = QHBoxLayout(holder)
        more.setContentsMargins(0, 0, 0, 4)
        more.setSpacing(8)
        more.addWidget(link)
        more.addWidget(label(kit, joined(parts), size=12, tone="red" if late else "quiet", wrap=True), 1)
        self._grid.addWidget(holder, at + 1, 0, 1, 2)


class TemplatePart(QWidget):
    """Starts a template's check, and says how often it was done, done late and missed in the last twelve months."""

    def __init__(self, desk: Desk, _open: Open) -> None:
        super().__init__()
        self._desk = desk
        self._template = 0
        self.start = button(desk.kit, N_("Start this check"), self._start, icon="clipboard-check")
        self._words = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._words)

    def show_record(self, data: RecordData) -> None:
        """Read how it went."""
        template = self._template = data.id
        usable = data.values["status"] == "active" and not data.voided and data.values["item_count"] > 0
        self.start.setVisible(usable and self._desk.may("write"))

        def work(reader: Reader) -> tuple[Tally, int | None]:
            today = reader.locale.today
            return duties.tally(reader, today - YEAR, today, "check_templates", template), running.unfinished(
                reader, template
            )

        self._desk.read(work, lambda found: self._show(*found), self)

    def _show(self, tally: Tally, unfinished: int | None) -> None:
        kit = self._desk.kit
        kit.say(self.start.setText, N_("Go on with the check") if unfinished else N_("Start this check"))
        self._words.setVisible(bool(tally.expected))
        kit.say(self._words.setText, tally_words(tally))

    def _start(self) -> None:
        start_template(self._desk, self, self._template)


def tally_words(tally: Tally) -> Text:
    """Expected, done, late, missed on one line."""
    return N_(
        "In twelve months: {expected} expected, {done} in time, {late} late, {missed} missed",
        expected=tally.expected, done=tally.done, late=tally.late, missed=tally.missed,
    )  # fmt: skip

"""The contacts of a complaint: who said what to whom, and a key that writes one more down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_, Nn_
from app.models.complaint_words import CHANNELS, DIRECTIONS
from app.models.declaration import Field
from app.models.kinds import Choice, Value
from app.models.registers.complaints import CONTACT_FIELDS
from app.services.complaints import log_contact
from app.services.privacy import hides
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.widgets.build import button, label, only_if
from app.ui.widgets.pill import Pill

KEYS = "Ctrl+J"
FIRST = 4
"""Contacts shown at first, the newest above."""
_CHANNEL, _DIRECTION = Choice(options=CHANNELS), Choice(options=DIRECTIONS)
_ASKED = tuple(f for f in CONTACT_FIELDS if not f.readonly)


class ContactsPart(QWidget):
    """What was said so far, the newest above, and a button for the next contact."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._every = False
        kit = desk.kit
        self.add = button(kit, N_("Write down a contact"), self.log_contact, icon="message-square-text")
        keys = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        kit.say(self.add.setToolTip, N_("{label} ({keys})", label=N_("Write down a contact"), keys=keys))
        only_if(self.add, desk.may("write"))
        shortcut = QShortcut(QKeySequence(KEYS), self)
        shortcut.activated.connect(self.log_contact)
        top = QHBoxLayout()
        top.addWidget(label(kit, N_("Contacts"), weight=700))
        top.addStretch(1)
        top.addWidget(self.add)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.more = button(kit, N_("All contacts"), self._show_every, kind="link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.setSpacing(6)
        box.addLayout(top)
        box.addLayout(self._grid)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, data: RecordData) -> None:
        """Show the contacts of this complaint."""
        if self._data is None or self._data.id != data.id:
            self._every = False
        self._data = data
        self.add.setVisible(self._desk.may("write") and not data.voided)
        contacts = sorted(data.lines["contacts"], key=lambda c: (c["at"], c["position"]), reverse=True)
        clear(self._grid)
        for row, contact in enumerate(contacts if self._every else contacts[:FIRST]):
            told = {**contact, "who": None} if data.values["confidential"] else contact
            self._row(row, told, data.names_masked)
        if not contacts:
            self._grid.addWidget(label(self._desk.kit, N_("No contact is on record yet."), size=12, tone="quiet"), 0, 0)
        self.more.setVisible(len(contacts) > FIRST and not self._every)
        words = Nn_("All {n} contact", "All {n} contacts", len(contacts))
        self._desk.kit.say(self.more.setText, words)

    def log_contact(self) -> AskDialog | None:
        """Ask what was said, and write it down."""
        data = self._data
        if data is None or data.voided or not self._desk.may("write"):
            return None

        def run(values: dict[str, Value]) -> None:
            self._desk.change(lambda uow: log_contact(uow, data.id, values), done, self, dialog.fail)

        def done(_: object) -> None:
            dialog.accept()
            self._desk.host.say(N_("The contact is written down."))

        start = {f.name: f.default for f in _ASKED if isinstance(f.default, str)}
        if data.values["channel"] in ("phone", "in_person", "letter"):
            start["channel"] = data.values["channel"]
        values: dict[str, Any] = {**start, "at": self._desk.at().now}
        dialog = AskDialog(
            self._desk,
            self,
            N_("Write down a contact"),
            in_order(_ASKED),
            N_("Write down"),
            run,
            icon="message-square-text",
            values=values,
        )
        dialog.setMinimumWidth(520)
        dialog.start()
        return dialog

    def _row(self, at: int, contact: dict[str, Any], names: bool) -> None:
        kit, tz = self._desk.kit, self._desk.shop.tz
        out = contact["direction"] == "out"
        direction, channel = _DIRECTION.option(contact["direction"]), _CHANNEL.option(contact["channel"])
        top = Qt.AlignmentFlag.AlignTop
        pill = Pill(kit, N_("Shop") if out else N_("Customer"), "neutral" if out else "blue")
        if direction is not None:
            kit.say(pill.setToolTip, direction.label)
        self._grid.addWidget(pill, at * 2, 0, top)
        said = label(kit, contact["said"], wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(said, at * 2, 1)
        who = contact["who"]
        field = next(f for f in CONTACT_FIELDS if f.name == "who")
        shown = str(field.kind.mask(who)) if who and hides(field, names) else who
        parts = [format_datetime(contact["at"], tz), channel.label if channel is not None else "", shown or ""]
        foot = label(kit, joined([p for p in parts if p]), size=11, tone="quiet", tabular=True)
        recorded = format_datetime(contact["recorded_at"], tz)
        kit.say(foot.setToolTip, N_("Written down {time} by {name}", time=recorded, name=contact["recorded_by"]))
        foot.setContentsMargins(0, 0, 0, 5)
        self._grid.addWidget(foot, at * 2 + 1, 1)

    def _show_every(self) -> None:
        self._every = True
        if self._data is not None:
            self.show_record(self._data)


def in_order(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """What was said first: it is what there is to type; time and channel are mostly right as they stand."""
    return tuple(sorted(fields, key=lambda f: f.name != "said"))

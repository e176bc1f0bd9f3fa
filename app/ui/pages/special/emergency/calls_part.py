"""The buyers of a recalled batch: whom to call next, their telephone on record, what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field
from app.models.kinds import Choice, LineText, PersonName, Value
from app.models.registers.incidents import CALL_RESULTS, CALL_TOLD
from app.services.emergency import recall
from app.services.emergency.recall import Call
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.emergency.calls_export import CallsExport
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, icon_button, label
from app.ui.widgets.elided import Elided
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.pill import Pill
from app.ui.widgets.timebar import TimeBar

FIRST, STEP = 8, 40
_RESULTS = Choice(options=CALL_RESULTS)
_ASKED = (
    Field("result", N_("Result"), Choice(width=24, options=CALL_TOLD), required=True),
    Field("note", N_("Note"), LineText()),
)


class CallsPart(QWidget):
    """Who is to be called next stands on top; done ones sink. Shown for a recall with a batch."""

    def __init__(self, desk: Desk, open_record: Callable[[str, int], object] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._open = open_record or desk.host.open_record
        self._data: RecordData | None = None
        self._found: list[Call] = []
        self._phones: dict[int, str] = {}
        self._most = FIRST
        kit = desk.kit
        self._count = label(kit, "", weight=500, tabular=True)
        self.bar = TimeBar(kit)
        self.list_them = button(kit, N_("List the buyers"), self.list_buyers, icon="refresh-cw")
        self.export = button(kit, N_("Export"), self.start_export, icon="download")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label(kit, N_("Buyers to tell"), weight=700))
        top.addStretch(1)
        top.addWidget(self._count)
        tools = FlowLayout(spacing=8)
        tools.addWidget(self.list_them)
        tools.addWidget(self.export)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self.more = button(kit, N_("More"), self._show_more, kind="link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.setSpacing(6)
        box.addLayout(top)
        box.addWidget(self.bar)
        box.addLayout(tools)
        box.addLayout(self._grid)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()
        kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Read who is to be told."""
        if self._data is None or self._data.id != data.id:
            self._most, self._phones = FIRST, {}
        self._data = data
        record_id = data.id
        wanted = bool(data.values["calls"]) or (data.values["kind"] == "recall" and bool(data.values["batch_id"]))
        self.setVisible(wanted)
        if wanted:
            self._desk.read(lambda reader: recall.calls(reader, record_id), self._arrived, self)

    def list_buyers(self) -> None:
        """List who got the batch since."""
        data = self._data
        if data is not None:
            self._desk.change(lambda uow: recall.list_buyers(uow, data.id), self._listed, self)

    def start_export(self) -> CallsExport | None:
        """Ask where to write the list."""
        data = self._data
        if data is None:
            return None
        dialog = CallsExport(self._desk, self, data.id, str(data.values["number"]))
        dialog.open()
        return dialog

    def reveal(self, call: Call) -> None:
        """Show a telephone; it is recorded at the order."""
        data = self._data
        if data is None:
            return
        why = self._desk.kit.tr(N_("Calling the buyers of a recalled batch"))

        def shown(phone: str) -> None:
            self._phones[call.id] = phone
            self._show()

        self._desk.change(lambda uow: recall.phone_of(uow, data.id, call.id, why), shown, self)

    def record_call(self, call: Call) -> AskDialog | None:
        """Ask what came of the call."""
        data = self._data
        if data is None:
            return None

        def run(values: dict[str, Value]) -> None:
            result, note = str(values["result"]), str(values["note"] or "")
            self._desk.change(
                lambda uow: recall.record_call(uow, data.id, call.id, result, note),
                lambda _: dialog.accept(),
                self,
                dialog.fail,
            )

        said: list[Text | str] = [self._name(call), self._phones.get(call.id, call.phone), call.order_numbers]
        dialog = AskDialog(
            self._desk, self, N_("What came of the call?"), _ASKED, N_("Note it"), run, icon="phone",
            sentences=(joined([s for s in said if s]),), values={"result": "told"},
        )  # fmt: skip
        dialog.start()
        return dialog

    def _listed(self, fresh: int) -> None:
        self._desk.host.say(Nn_("{n} buyer was added.", "{n} buyers were added.", fresh))

    def _arrived(self, found: list[Call]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        data, found = self._data, self._found
        if data is None:
            return
        wanted = [c for c in found if c.result != "returned"]  # who has nothing left need not be told
        done = sum(not c.open for c in wanted)
        words = N_("{done} of {n} told", done=done, n=len(wanted))
        self._desk.kit.say(self._count.setText, words if wanted else "")
        self.bar.show_share(done / len(wanted) if wanted else 0.0, "accent", words)
        self.bar.setVisible(bool(wanted))
        live = data.values["status"] != "closed" and not data.voided and self._desk.may("move")
        self.list_them.setVisible(live)
        self.export.setVisible(bool(found) and self._desk.may("export"))
        clear(self._grid)
        for at, call in enumerate(found[: self._most]):
            self._row(at * 2, call, live)
        if not found:
            self._grid.addWidget(
                label(self._desk.kit, N_("Nothing of this batch has left yet."), size=12, tone="quiet"), 0, 0, 1, 3
            )
        left = len(found) - self._most
        self.more.setVisible(left > 0)
        self._desk.kit.say(self.more.setText, Nn_("{n} more buyer", "{n} more buyers", max(left, 0)))

    def _row(self, at: int, call: Call, live: bool) -> None:
        kit, here = self._desk.kit, self._desk.at()
        self._grid.addWidget(label(kit, self._name(call) or "–", weight=500), at, 0)
        phone = self._phones.get(call.id, call.phone)
        self._grid.addWidget(label(kit, phone or N_("no number"), tabular=True, tone="" if phone else "quiet"), at, 1)
        option = _RESULTS.option(call.result)
        if option is not None:
            self._grid.addWidget(Pill(kit, option.label, option.tone), at, 3, Qt.AlignmentFlag.AlignRight)
        if live:
            if phone and call.id not in self._phones and self._desk.may("reveal"):
                self._grid.addWidget(
                    icon_button(kit, "eye", N_("Show the number (recorded)"), later(self.reveal, call)), at, 4
                )
            self._grid.addWidget(icon_button(kit, "phone", N_("Note the call"), later(self.record_call, call)), at, 5)
        said: list[Text | str] = [
            call.order_numbers,
            Nn_("{n} piece not returned", "{n} pieces not returned", call.pieces),
        ]
        if call.called_at is not None:
            when = format_datetime(call.called_at, here.tz)
            said.append(N_("call {n}, {time}, {who}", n=call.tries, time=when, who=call.called_by or ""))
        if call.note:
            said.append(call.note)
        self._grid.addWidget(Elided(kit, kit.tr(joined(said))), at + 1, 0, 1, 4)

    def _name(self, call: Call) -> str:
        names = self._data is not None and self._data.names_masked
        return str(PersonName().mask(call.buyer_name)) if names and call.buyer_name else call.buyer_name

    def _show_more(self) -> None:
        self._most += STEP
        self._show()

"""Shipping an order: what goes into this parcel, by which carrier, under which waybill; further parcels follow."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.core.errors import Invalid, UserError
from app.core.i18n import N_, Nn_
from app.models.carriers import CARRIERS
from app.models.declaration import Field
from app.models.kinds import Choice, CodeText, LineText, Money
from app.services import settings
from app.services.orders import ship
from app.services.parcels import Parcel
from app.services.summary import left_to_send
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData, load
from app.ui.runtime.fonts import font
from app.ui.widgets.banner import joined
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.elided import Elided
from app.ui.widgets.form import Form

FIELDS = (
    Field("carrier", N_("Carrier"), Choice(width=12, options=CARRIERS), required=True),
    Field("waybill", N_("Waybill"), CodeText(), help=N_("Scan it, or leave it empty and fill it in later.")),
    Field("postage", N_("Postage paid by the shop"), Money()),
)
OVERRIDE = (Field("override_reason", N_("Why ship in spite of a warning"), LineText()),)


class ShipDialog(Dialog):
    """Stays open until nothing of the order is left to ship, or the person closes it."""

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData) -> None:
        super().__init__(desk.kit, parent, N_("Ship {number}", number=data.title), icon="truck")
        self._desk, self._data = desk, data
        self._parcels = 0
        self.setMinimumWidth(560)
        self._said = label(desk.kit, "", tone="accent", wrap=True)
        self._said.hide()
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setColumnStretch(0, 1)
        self.pieces: dict[int, QLineEdit] = {}
        self.form = Form(desk.kit, desk.worker, desk.at, FIELDS)
        self.override = Form(desk.kit, desk.worker, desk.at, OVERRIDE)
        self.override.hide()
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self.body.addWidget(self._said)
        self.body.addLayout(self._lines)
        for part in (self.form, self._message, self.override):
            self.body.addWidget(part)
        self.verb = self.offer_open(N_("Ship"), self.submit, kind="primary")
        self.offer(N_("Close"))
        self._show_lines(data)
        desk.read(lambda r: settings.get(r, settings.DEFAULT_CARRIER), self._begin, self)

    def submit(self) -> None:
        """Send this parcel."""
        try:
            typed = self.form.values()
            reason = str(self.override.values()["override_reason"] or "")
            pieces = {i: self._typed(i) for i in self.pieces}
        except Invalid:
            return
        except ValueError:
            self._say(N_("Type how many pieces of each item go into this parcel."))
            return
        sent = {i: n for i, n in pieces.items() if n}
        if not sent:
            self._say(N_("Nothing goes into this parcel."))
            return
        order_id = self._data.id
        carrier, waybill, postage = (typed[n] for n in ("carrier", "waybill", "postage"))
        parcel = Parcel(order_id, _text(carrier), _text(waybill), sent, reason, _whole(postage))
        self.verb.setEnabled(False)

        def again(data: RecordData) -> None:
            self._shipped(data)

        def done(_: int) -> None:
            self._desk.read(lambda r: load(r, "orders", order_id, events=1), again, self)

        self._desk.change(lambda uow: ship(uow, parcel), done, self, self._failed)

    @property
    def typed(self) -> bool:
        """Whether a number of pieces, a carrier or a waybill was typed."""
        return super().typed or any(box.isModified() for box in self.pieces.values())

    def left(self) -> int:
        """Pieces of the order that are still to be shipped."""
        return sum(left_to_send(x) for x in self._data.lines["lines"])

    def _begin(self, carrier: str) -> None:
        self.form.set_values({"carrier": carrier})
        self.form.editors["waybill"].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_lines(self, data: RecordData) -> None:
        self._data = data
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.pieces = {}
        kit = self._desk.kit
        for column, words in enumerate((N_("Item"), N_("Left"), N_("In this parcel"))):
            self._lines.addWidget(label(kit, words, size=12, tone="quiet"), 0, column)
        for row, line in enumerate((x for x in data.lines["lines"] if left_to_send(x) > 0), 1):
            left = left_to_send(line)
            name = " ".join(w for w in (line["title"], line["options"]) if w)
            box = QLineEdit(str(left))
            box.setFixedWidth(96)
            box.setFont(font(13, tabular=True))
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setAccessibleName(name)
            self._lines.addWidget(Elided(kit, name, size=13, token="ink"), row, 0)
            self._lines.addWidget(_right(label(kit, f"{left:,}", tabular=True)), row, 1)
            self._lines.addWidget(box, row, 2)
            self.pieces[line["id"]] = box

    def _shipped(self, data: RecordData) -> None:
        self.verb.setEnabled(True)
        self._parcels += 1
        self._message.hide()
        self.override.hide()
        self._show_lines(data)
        if not self.left():
            self.accept()
            number = data.title
            self._desk.host.say(
                Nn_("{number}: {n} parcel shipped.", "{number}: {n} parcels shipped.", self._parcels, number=number)
            )
            return
        shipped = N_("Parcel {n} was shipped.", n=self._parcels)
        left = Nn_("{n} piece is left.", "{n} pieces are left.", self.left())
        words = N_("{one} {two}", one=shipped, two=left)
        self._desk.kit.say(self._said.setText, words)
        self._said.show()
        carrier = self.form.values().get("carrier")
        self.form.set_values({"carrier": carrier})
        self.form.editors["waybill"].setFocus(Qt.FocusReason.TabFocusReason)

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self._say(joined(error.parts()))
            self.override.show()
            self.override.focus_first()
        else:
            self.accept()
            self._desk.host.fail(error)

    def _say(self, words: Any) -> None:
        self._desk.kit.say(self._message.setText, words)
        self._message.show()

    def _typed(self, line: int) -> int:
        text = self.pieces[line].text().strip()
        return int(text) if text else 0


def start_ship(desk: Desk, parent: QWidget, data: RecordData) -> ShipDialog:
    """Open the dialog."""
    dialog = ShipDialog(desk, parent, data)
    dialog.open()
    return dialog


def _right(words: QLabel) -> QLabel:
    words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return words


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None

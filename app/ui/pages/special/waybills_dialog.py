"""Shipping many orders at once: order numbers and waybills pasted from a carrier's table."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.services.waybills import Shipped, read_pasted, ship_rows
from app.ui.dialogs.job import JobDialog
from app.ui.pages.desk import Desk
from app.ui.pages.moves import tell_refused
from app.ui.runtime.fonts import font
from app.ui.widgets.build import label

WAIT_MS = 250


class WaybillsDialog(JobDialog):
    """Takes the paste, says how many rows it read, ships, and lists what was left out.

    Stopping it ships none of them; the paste stays.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, N_("Ship by waybills"), icon="scan-barcode")
        self._desk, self._owner = desk, parent
        self.setMinimumWidth(620)
        self.say(N_("Paste rows of order number, carrier and waybill from a spreadsheet. The carrier may be left out."))
        self.text = QPlainTextEdit()
        self.text.setFont(font(13, tabular=True))
        self.text.setMinimumHeight(240)
        self.text.setTabChangesFocus(True)
        desk.kit.say(self.text.setAccessibleName, N_("Order numbers and waybills"))
        desk.kit.say(self.text.setPlaceholderText, N_("SO-2026-000123  ZTO Express  77300112233445"))
        self._count = label(desk.kit, "", size=12, tone="quiet")
        self.body.addWidget(self.text)
        self.body.addWidget(self._count)
        self.body.addWidget(self.progress)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.verb = self.offer_open(N_("Ship"), self.submit, kind="primary")
        self.verb.setEnabled(False)
        self.offer_open(N_("Cancel"), self.reject)

    def submit(self) -> None:
        """Ship what was pasted."""
        rows, shop = read_pasted(self.text.toPlainText()), self._desk.shop

        def work(progress: Progress) -> Shipped:
            return shop.change(lambda uow: ship_rows(uow, rows, progress))

        self.run_job(N_("Ship by waybills"), work, self._shipped, writes=True)

    def busy(self, busy: bool) -> None:
        """The paste rests while it is shipped."""
        self.text.setReadOnly(busy)
        self.verb.setEnabled(not busy)

    def cancelled(self) -> None:
        """It was stopped; nothing was shipped."""
        self._desk.host.say(N_("Stopped. All records are as they were."))

    def _read(self) -> None:
        rows = read_pasted(self.text.toPlainText())
        self._desk.kit.say(self._count.setText, Nn_("{n} row read", "{n} rows read", len(rows)))
        self.verb.setEnabled(bool(rows))

    def _shipped(self, result: Shipped) -> None:
        self.accept()
        done = shipped_words(len(result.shipped), len(result.filled))
        if result.refused:
            rows = [(f"{r.row} · {r.order}", r.why) for r in result.refused]
            tell_refused(self._desk, self._owner, done, rows)
        else:
            self._desk.host.say(done)


def shipped_words(shipped: int, filled: int) -> Text:
    """What was done, without what was not."""
    orders = Nn_("{n} order shipped.", "{n} orders shipped.", shipped)
    waybills = Nn_("{n} waybill added.", "{n} waybills added.", filled)
    if not filled:
        return orders
    return waybills if not shipped else N_("{one} {two}", one=orders, two=waybills)


def start_waybills(desk: Desk, parent: QWidget) -> WaybillsDialog:
    """Open the dialog."""
    dialog = WaybillsDialog(desk, parent)
    dialog.open()
    dialog.text.setFocus()
    return dialog

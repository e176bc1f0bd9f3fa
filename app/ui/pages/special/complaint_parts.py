"""What stands beside a complaint: others that belong to it, and who made a confidential one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.models.complaint_words import STATUS
from app.models.declaration import Field
from app.models.kinds import Choice, Value
from app.services.complaint_repeats import Earlier, beside
from app.services.complaints import who_complained
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.reveal import REASONS
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, icon_button, label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.elided import Elided
from app.ui.widgets.pill import Pill

_STATUS = Choice(options=STATUS)


class BesidePart(QWidget):
    """Other complaints of this customer, about this product, about this batch; the list of each opens."""

    def __init__(self, desk: Desk, open_record: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._open_record = open_record
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setHorizontalSpacing(10)
        self._box.setVerticalSpacing(2)
        self._box.setColumnStretch(1, 1)
        self._found: tuple[Earlier, ...] = ()
        self.hide()
        desk.kit.language.changed.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Look for complaints that belong beside this one."""
        self._desk.read(lambda reader: beside(reader, data.values), self._arrived, self)

    def _arrived(self, found: tuple[Earlier, ...]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        kit = self._desk.kit
        clear(self._box)
        for part in self._found:
            at = self._box.rowCount()
            title = label(kit, part.words, weight=700, tone="amber" if part.loud else "", wrap=True)
            title.setContentsMargins(0, 6, 0, 2)
            self._box.addWidget(title, at, 0, 1, 2)
            listed = button(
                kit, N_("Open the list"), later(self._desk.host.open_page, "complaints", part.view), kind="link"
            )
            self._box.addWidget(listed, at, 2, Qt.AlignmentFlag.AlignRight)
            for record_id, number, status, item, day in part.rows:
                self._row(record_id, number, status, f"{day} · {item}" if item else day)
        self.setVisible(bool(self._found))

    def _row(self, record_id: int, number: str, status: str, more: str) -> None:
        kit, at = self._desk.kit, self._box.rowCount()
        show = later(self._open_record, "complaints", record_id)
        self._box.addWidget(button(kit, N_("{words}", words=number), show, kind="link"), at, 0)
        self._box.addWidget(Elided(kit, more), at, 1)
        option = _STATUS.option(status)
        if option is not None:
            self._box.addWidget(Pill(kit, option.label, option.tone), at, 2, Qt.AlignmentFlag.AlignRight)


class ConfidentialPart(QWidget):
    """Says that who complained is not shown; the owner may look, which is recorded."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._eye = icon_button(desk.kit, "eye", N_("Show who complained (this is recorded)"), self.reveal)
        self._eye.setVisible(desk.shop.actor.role == "owner")
        icon = label(desk.kit)
        icon.setPixmap(desk.kit.icons.pixmap("lock", "ink2", 16, self.devicePixelRatioF()))
        self._icon = icon
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(8)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(label(desk.kit, N_("Confidential: who complained is not shown."), tone="quiet", wrap=True), 1)
        line.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignVCenter)
        desk.kit.theme.changed.connect(self._draw)

    def show_record(self, data: RecordData) -> None:
        """Show or hide."""
        self._data = data
        self.setVisible(bool(data.values["confidential"]))

    def reveal(self) -> AskDialog | None:
        """Ask why, record it, and show name and telephone once."""
        data = self._data
        if data is None:
            return None
        fields = (Field("why", N_("Reason"), Choice(options=REASONS), required=True, default="complaint"),)

        def run(values: dict[str, Value]) -> None:
            option = next(o for o in REASONS if o.key == values["why"])
            why = self._desk.kit.tr(option.label)
            self._desk.change(lambda uow: who_complained(uow, data.id, why), shown, self, dialog.fail)

        def shown(who: dict[str, Any]) -> None:
            dialog.accept()
            told = Dialog(self._desk.kit, self, N_("Who made {title}", title=data.title), icon="eye")
            said: list[Text | str] = [str(who[n]) for n in ("name", "phone") if who[n]]
            told.say(joined(said) or N_("Nobody's name is on record."))
            if who["customer_id"] is not None:
                open_it = later(self._desk.host.open_record, "customers", int(who["customer_id"]))
                told.offer(N_("Open the customer"), open_it)
            told.offer(N_("Close"), kind="primary")
            told.open()

        dialog = AskDialog(
            self._desk,
            self,
            N_("Show who complained"),
            fields,
            N_("Show"),
            run,
            icon="eye",
            sentences=(N_("Your name, the time and the reason are recorded."),),
        )
        dialog.start()
        return dialog

    def _draw(self) -> None:
        self._icon.setPixmap(self._desk.kit.icons.pixmap("lock", "ink2", 16, self.devicePixelRatioF()))

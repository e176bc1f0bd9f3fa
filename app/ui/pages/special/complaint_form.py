"""The form of a complaint helps: an order brings its platform and shows its lines to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.models.complaint_words import AUTHORITY
from app.services.figures import named
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.special.product_parts import clear
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label, set_property

if TYPE_CHECKING:
    from app.ui.pages.edit_form import EditForm

AUTHORITY_FIELDS = ("authority_no", "authority", "authority_notified_on", "authority_due_on", "mediation_on")
COPIED = {"platform": "platform", "customer_id": "customer_id"}
"""Field of the complaint → column of the order. Name and phone are copied when it is saved."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form shows of an order."""

    order: dict[str, Any]
    lines: list[dict[str, Any]]


class ComplaintHelper(QObject):
    """Follows the order and the channel of one form."""

    def __init__(self, desk: Desk, form: EditForm) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form.form
        self._order: int | None = None
        self._lines: list[dict[str, Any]] = []
        self._holder = QWidget()
        self._box = QVBoxLayout(self._holder)
        self._box.setContentsMargins(0, 0, 0, 4)
        self._box.setSpacing(2)
        self._holder.hide()
        self._form.place_below("order_line_no", self._holder)
        self._form.editors["order_id"].changed.connect(self._order_changed)
        self._form.editors["order_line_no"].changed.connect(self._show)
        self._form.editors["channel"].changed.connect(self._channel_changed)
        form.filled.connect(self._begun)

    def _begun(self) -> None:
        self._order = None
        self._lines = []
        self._show()
        self._order_changed()
        self._channel_changed()

    def _value(self, name: str) -> Any:
        try:
            return self._form.editors[name].value()
        except UserError:
            return None

    def _order_changed(self) -> None:
        order = self._value("order_id")
        if order == self._order:
            return
        fresh = self._order is not None
        self._order = order
        self._lines = []
        if fresh:
            self._form.editors["order_line_no"].set_value(None)
        self._show()
        if isinstance(order, int):
            self._desk.read(lambda reader: _read(reader, order), self._arrived, self)

    def _arrived(self, chosen: Chosen) -> None:
        if chosen.order["id"] != self._order:
            return
        self._lines = chosen.lines
        for name, source in COPIED.items():
            if self._value(name) is None and chosen.order[source] is not None:
                self._form.editors[name].set_value(chosen.order[source])
        if len(chosen.lines) == 1 and self._value("order_line_no") is None:
            self._form.editors["order_line_no"].set_value(1)
        self._show()

    def _show(self) -> None:
        """The order's lines, the one complained of marked."""
        clear(self._box)
        kit, number = self._desk.kit, self._value("order_line_no")
        if self._lines:
            self._box.addWidget(label(kit, N_("Which one is it about?"), size=12, tone="quiet"))
        for at, line in enumerate(self._lines, 1):
            item = named(line["title"], line["options"])
            words = N_("{n} · {item} × {pieces}", n=at, item=item, pieces=line["quantity"])
            made = button(kit, words, later(self._choose, at), icon="check" if at == number else "", kind="tab")
            set_property(made, "here", at == number)
            self._box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._holder.setVisible(bool(self._lines))

    def _choose(self, number: int) -> None:
        self._form.editors["order_line_no"].set_value(number)
        self._show()
        self._form.changed.emit()

    def _channel_changed(self) -> None:
        """The authority's fields show where an authority is concerned."""
        wanted = self._value("channel") == AUTHORITY or any(self._value(n) is not None for n in AUTHORITY_FIELDS)
        self._form.set_left_out(() if wanted else AUTHORITY_FIELDS)


def _read(reader: Reader, order_id: int) -> Chosen:
    return Chosen(reader.record("orders", order_id), reader.lines("orders", order_id, "lines"))

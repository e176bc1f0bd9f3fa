"""The form of a remedy helps: an order brings its lines, the kind leaves out what does not belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.core.amounts import amount_words
from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.money import format_amount
from app.models.remedy_words import GOODS_BACK, REFUNDS
from app.services import claims
from app.services.claims import Claimable
from app.services.remedies import fraud_damages
from app.services.remedy_dates import no_reason_until, signed_on
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.special.remedy_grid import RemedyGrid
from app.ui.pages.words import joined
from app.ui.widgets.build import label

if TYPE_CHECKING:
    from app.ui.pages.edit_form import EditForm

GOODS_FIELDS = ("postage_by", "return_postage")


@dataclass(frozen=True, slots=True)
class Chosen:
    """An order and what can be taken up of its lines."""

    order: dict[str, Any]
    can: Mapping[int, Claimable]
    unexplained: int
    signed: Any
    about: int | None = None
    """The line that the complaint is about from which the remedy was opened."""


class RemedyHelper(QObject):
    """Follows the order and the kind of one form."""

    def __init__(self, desk: Desk, form: EditForm) -> None:
        super().__init__(form)
        self._desk, self._owner, self._form = desk, form, form.form
        grid = form.grids["lines"]
        assert isinstance(grid, RemedyGrid)
        self._grid = grid
        self._chosen: Chosen | None = None
        self._order: int | None = None
        self._said = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        self._law = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        self._form.place_below("order_id", self._said)
        self._form.place_below("compensation", self._law)
        self._form.editors["order_id"].changed.connect(self._order_changed)
        self._form.editors["kind"].changed.connect(self._kind_changed)
        grid.changed.connect(self._say_law)
        form.filled.connect(self._begun)
        desk.kit.language.changed.connect(self._say)

    def _begun(self) -> None:
        self._order, self._chosen = None, None
        self._show(fill=False)
        self._order_changed()

    def _value(self, name: str) -> Any:
        try:
            return self._form.editors[name].value()
        except UserError:
            return None

    def _order_changed(self) -> None:
        start = self._owner.start
        order = self._value("order_id") or start.values.get("order_id")
        if order == self._order:
            return
        self._order, self._chosen = order, None
        self._show(fill=start.record_id is None)
        if isinstance(order, int):
            mine, complaint = start.record_id, start.values.get("complaint_id")
            self._desk.read(lambda reader: _read(reader, order, mine, complaint), self._arrived, self)

    def _arrived(self, chosen: Chosen) -> None:
        if chosen.order["id"] != self._order:
            return
        typed = self._owner.dirty
        self._chosen = chosen
        fresh = self._owner.start.record_id is None
        self._show(fill=fresh and not any(r["order_line_id"] for r in self._grid.grid.records()))
        if fresh and self._value("signed_on") is None and chosen.signed is not None:
            self._form.editors["signed_on"].set_value(chosen.signed)
        if not typed:
            self._owner.take_as_begun()

    def _kind_changed(self) -> None:
        self._show(fill=self._owner.start.record_id is None)

    def _kind(self) -> str:
        return str(self._value("kind") or self._owner.start.values.get("kind") or "return")

    def _show(self, *, fill: bool) -> None:
        kind = self._kind()
        hidden = () if kind in GOODS_BACK else GOODS_FIELDS
        self._form.set_left_out((*hidden, *(() if kind in REFUNDS else ("postage_refund",))))
        self._grid.count_in(self._currency())
        chosen = self._chosen
        can, about = (chosen.can, chosen.about) if chosen is not None else ({}, None)
        self._grid.show_order(can, kind, fill=fill, about=about)
        self._say()

    def _currency(self) -> str | None:
        return self._chosen.order["currency"] if self._chosen is not None else None

    def _say(self) -> None:
        chosen = self._chosen
        self._said.setVisible(chosen is not None)
        self._say_law()
        if chosen is None:
            return
        order = chosen.order
        at = self._desk.at().counting_in(order["currency"])

        def money(value: int) -> str:
            return amount_words(value, at.currency, symbol=True, home=at.home)

        words: list[Text | str] = [N_("paid {amount}", amount=money(order["paid"]))]
        if order["refunded"]:
            words.append(N_("paid back {amount}", amount=money(order["refunded"])))
        until = no_reason_until(chosen.signed)
        if chosen.signed is not None and until is not None:
            words.append(N_("signed for {day}, seven days end {until}", day=chosen.signed.isoformat(),
                            until=until.isoformat()))  # fmt: skip
        else:
            words.append(N_("not signed for yet, as far as is known"))
        if chosen.unexplained:
            words.append(N_("{amount} of it by no remedy", amount=money(chosen.unexplained)))
        self._desk.kit.say(self._said.setText, joined(words))

    def _say_law(self) -> None:
        """What fraud would cost for the pieces that are chosen."""
        rows = self._grid.rows()
        lines = []
        for row in rows:
            one = self._chosen.can.get(row["order_line_id"]) if self._chosen is not None else None
            if one is not None and isinstance(row["quantity"], int):
                lines.append({"unit_price": one.line["unit_price"], "quantity": row["quantity"]})
        at = self._desk.at()
        # The least sum of the law is in yuan: of an order in another currency nothing can be said here.
        self._law.setVisible(bool(lines) and at.currency == "CNY" and self._currency() in (None, "CNY"))
        said = format_amount(fraud_damages(lines), at.currency, symbol=True)
        self._desk.kit.say(
            self._law.setText, N_("Were it fraud, the law would ask {amount} for these pieces.", amount=said)
        )


def _read(reader: Reader, order_id: int, mine: int | None, complaint_id: int | None) -> Chosen:
    order = reader.record("orders", order_id)
    can = claims.claimable(reader, order_id, mine)
    about = claims.complained_of(reader, complaint_id, order_id)
    signed = signed_on(reader, order, reader.locale.tz)
    return Chosen(order, can, claims.unexplained(reader, order), signed, about)

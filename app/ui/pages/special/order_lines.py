"""An order's lines: products taken by a scan or a few letters, prices filled in, amounts reckoned as one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.core.amounts import amount_words
from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Lines
from app.models.kinds import Money
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid, count_words
from app.ui.pages.special.picker import ProductPicker
from app.ui.pages.words import joined
from app.ui.widgets.build import label
from app.ui.widgets.form import Form

SHOWN = ("product_id", "title", "options", "quantity", "unit_price", "amount", "sku", "gift", "exception_confirmed")
FILLED = {"title": "name", "options": "options", "unit_price": "price", "sku": "sku"}
"""Line field → the product's field that it is copied from."""


class OrderGrid(LineGrid):
    """The grid with a box to add products above it and the sum below it."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        super().__init__(desk, declared, tuple(declared.field(n) for n in SHOWN))
        self._filled: dict[int, int | str] = {}
        self._busy = False
        self.picker = ProductPicker(desk)
        self.picker.taken.connect(self.take)
        self.grid.summary.hide()
        self._head: Form | None = None
        self._parts = label(desk.kit, "", tone="quiet", wrap=True, tabular=True)
        self._total = label(desk.kit, "", size=15, weight=700, tabular=True)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self.picker)
            box.addWidget(self._parts)
            box.addWidget(self._total)
        self.changed.connect(self._follow)
        desk.kit.language.changed.connect(self._say_total)

    def take(self, product_id: int) -> None:
        """Add a product, or one more piece of it where it is in the order already."""
        model = self.grid.model
        product, quantity = self._column("product_id"), self._column("quantity")
        for row in range(model.rowCount() - 1):
            pieces = model.cell(row, quantity).value
            if model.cell(row, product).value == product_id and isinstance(pieces, int):
                model.put_many([(row, quantity, str(pieces + 1))])
                return
        row = model.rowCount() - 1
        model.put_many([(row, quantity, "1")])
        model.set_cell(row, product, "…", product_id)
        self._follow()

    def show_rows(self, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Mapping[int, str]]) -> None:
        """Show stored lines: what was copied onto them stays as it is."""
        self._filled = {at: r["product_id"] for at, r in enumerate(rows) if r.get("product_id")}
        self._show_exceptions(any(r.get("exception_confirmed") for r in rows))
        super().show_rows(rows, titles)
        self._reckon()

    def watch(self, head: Form) -> None:
        """Reckon with the postage and the discount as they are typed."""
        self._head = head
        head.changed.connect(self._say_total)

    def focus_first(self) -> None:
        """Into the box that takes products."""
        self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def rows(self) -> list[dict[str, Any]]:
        """The rows; a new one without a quantity is one piece."""
        return [{**r, "quantity": r["quantity"] or 1} for r in super().rows()]

    def _follow(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._reckon()
        self._busy = False
        model, product, sku = self.grid.model, self._column("product_id"), self._column("sku")
        wanted: dict[int, int | str] = {}
        for row in range(model.rowCount()):
            value, code = model.cell(row, product).value, model.cell(row, sku).text
            sought = value if isinstance(value, int) else code if not model.cell(row, product).text else ""
            if sought and self._filled.get(row) != sought:
                wanted[row] = self._filled[row] = sought
        if wanted:
            self.desk.read(lambda reader: products_of(reader, wanted), self._fill, self)

    def _fill(self, found: Mapping[int, dict[str, Any]]) -> None:
        model, at = self.grid.model, self.at()
        self._busy = True
        for row, product in found.items():
            if row >= model.rowCount():
                continue
            self._filled[row] = product["id"]
            model.set_cell(row, self._column("product_id"), str(product["name"]), product["id"])
            for name, source in FILLED.items():
                column = self._column(name)
                value = product[source]
                if at.home and isinstance(self.declared.field(name).kind, Money):
                    continue  # the product's price is in the shop's own currency
                if value is not None and not model.cell(row, column).text:
                    model.set_cell(row, column, self.declared.field(name).kind.say(value, at), value)
            if not model.cell(row, self._column("quantity")).text:
                model.set_cell(row, self._column("quantity"), "1", 1)
        if any(p["no_reason_exception"] for p in found.values()):
            self._show_exceptions(True)
        self._reckon()
        self._busy = False
        model.edited.emit()

    def _show_exceptions(self, shown: bool) -> None:
        """The buyer's confirmation is asked for where a product is excepted from the seven-day return."""
        self.grid.view.setColumnHidden(self._column("exception_confirmed"), not shown)
        self._fit()

    def _reckon(self) -> None:
        model, at = self.grid.model, self.at()
        amount = self._column("amount")
        for row in range(model.rowCount()):
            pieces = model.cell(row, self._column("quantity")).value
            price = model.cell(row, self._column("unit_price")).value
            value = pieces * price if isinstance(pieces, int) and isinstance(price, int) else None
            if model.cell(row, amount).value != value:
                model.set_cell(row, amount, self.declared.field("amount").kind.say(value, at), value)
        self._say_total()

    def _say_total(self) -> None:
        records = self.grid.records()
        goods = sum(v for r in records if isinstance(v := r["amount"], int))
        pieces = sum(v for r in records if isinstance(v := r["quantity"], int))
        postage, discount = self._typed("shipping_fee"), self._typed("discount")
        words: list[Text | str] = [
            count_words(len(records)),
            Nn_("{n} piece", "{n} pieces", pieces),
            N_("goods {amount}", amount=self._said(goods)),
            N_("postage {amount}", amount=self._said(postage)),
            N_("discount {amount}", amount=self._said(-discount)),
        ]
        kit = self.desk.kit
        kit.say(self._parts.setText, joined(words) if records else "")
        total = N_("Total {amount}", amount=self._said(goods + postage - discount))
        kit.say(self._total.setText, total if records else "")

    def _typed(self, name: str) -> int:
        """An amount of the order's own fields; 0 where none is typed, or none that can be read yet."""
        editor = self._head.editors.get(name) if self._head is not None else None
        try:
            value = editor.value() if editor is not None else None
        except UserError:
            return 0
        return value if isinstance(value, int) else 0

    def _said(self, amount: int) -> str:
        at = self.at()
        return amount_words(amount, at.currency, symbol=True, home=at.home)

    def _column(self, name: str) -> int:
        return [f.name for f in self.grid.model.fields].index(name)


def products_of(reader: Reader, wanted: Mapping[int, int | str]) -> dict[int, dict[str, Any]]:
    """The product of each row, by its id or its SKU; rows whose SKU nobody knows are left out."""
    ids: dict[int, int] = {}
    for row, sought in wanted.items():
        known = sought if isinstance(sought, int) else reader.exists("products", {"sku": sought.strip()})
        if known is not None:
            ids[row] = known
    products = reader.records("products", ids.values())
    return {row: products[i] for row, i in ids.items() if i in products}

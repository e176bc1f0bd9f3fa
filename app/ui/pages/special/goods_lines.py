"""The goods of a delivery: a box above the grid takes products by a scan or a few letters of their name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.models.declaration import Lines
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.special.picker import ProductPicker

SHOWN = (
    *("product_id", "quantity", "batch_code", "production_date", "shelf_life_days", "expiry_date"),
    *("result", "voucher", "unit_cost", "note"),
)
"""In the order in which goods are looked at when they arrive: what, how many, of which batch, how long it keeps."""


class GoodsGrid(LineGrid):
    """Each product that is taken is a row of its own, for one product may arrive in several batches."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        super().__init__(desk, declared, tuple(declared.field(n) for n in SHOWN))
        self.picker = ProductPicker(desk)
        self.picker.taken.connect(self.take)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self.picker)

    def take(self, product_id: int) -> None:
        """Add a row for a product and go to its quantity."""

        def add(products: dict[int, dict[str, Any]]) -> None:
            if product_id not in products:
                return
            model = self.grid.model
            row = model.rowCount() - 1
            model.put_many([(row, self._column("quantity"), "1")])
            model.set_cell(row, self._column("product_id"), str(products[product_id]["name"]), product_id)
            model.edited.emit()
            self.grid.view.setCurrentIndex(model.index(row, self._column("quantity")))
            self.grid.view.setFocus()

        self.desk.read(lambda reader: reader.records("products", [product_id]), add, self)

    def focus_first(self) -> None:
        """Into the box that takes products."""
        self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def _column(self, name: str) -> int:
        return [f.name for f in self.grid.model.fields].index(name)

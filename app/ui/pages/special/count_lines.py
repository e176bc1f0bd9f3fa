"""Entering a stock count: the book quantity beside what is counted, a box that jumps to what was scanned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.core.i18n import N_
from app.models.declaration import Field, Lines
from app.models.kinds import Integer
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.special.picker import ProductPicker
from app.ui.pages.words import joined
from app.ui.widgets.build import label

SHOWN = ("sku", "product_name", "batch_code", "expected", "counted", "difference", "reason", "note")
PRODUCT = Field("product_id", N_("Product"), Integer(), readonly=True)
"""Which product a row is about; a column that never shows."""


class CountGrid(LineGrid):
    """Enter goes down the counted column; the difference follows; rows that were not counted stay uncounted."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        fields = tuple(replace(declared.field(n), summed=False) for n in SHOWN)
        super().__init__(desk, declared, (*fields, PRODUCT))
        self.grid.view.hideColumn(len(SHOWN) + 1)
        self._busy = False
        self.picker = ProductPicker(desk)
        self.picker.taken.connect(self.jump)
        self._progress = label(desk.kit, "", weight=500, tabular=True)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self.picker)
            box.addWidget(self._progress)
        self.changed.connect(self._reckon)
        desk.kit.language.changed.connect(self._reckon)

    def show_rows(self, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Mapping[int, str]]) -> None:
        """Show the positions, the keyboard in the first that is not counted."""
        super().show_rows(rows, titles)
        self._reckon()
        open_rows = [at for at, row in enumerate(rows) if row.get("counted") is None]
        if rows:
            self._go(open_rows[0] if open_rows else 0)

    def restore(self, draft: Sequence[Sequence[str]]) -> None:
        """Show a draft, the keyboard in the first position that is not counted in it."""
        super().restore(draft)
        model, at = self.grid.model, 1 + SHOWN.index("counted")
        filled = model.filled_rows()
        if filled:
            self._go(next((row for row in filled if not model.cell(row, at).text), filled[0]))

    def rows(self) -> list[dict[str, Any]]:
        """What was typed, with the product that each row is about."""
        found: list[dict[str, Any]] = []
        self.places = []
        for place, row in zip(self.grid.model.filled_rows(), self.grid.records(), strict=True):
            if row["product_id"] or row["id"]:
                which = {"id": row["id"]} if row["id"] else {"product_id": row["product_id"]}
                found.append({**which, **{n: row[n] for n in ("counted", "reason", "note")}})
                self.places.append(place)
        return found

    def jump(self, product_id: int) -> None:
        """Go to a product's row; a new row where it is not among the positions."""
        model, column = self.grid.model, len(SHOWN) + 1
        for row in range(model.rowCount()):
            if model.cell(row, column).value == product_id:
                self._go(row)
                return

        def add(products: dict[int, dict[str, Any]]) -> None:
            product = products[product_id]
            row = model.rowCount() - 1
            model.put_many([(row, 1, product["sku"]), (row, 2, product["name"])])
            model.set_cell(row, column, str(product_id), product_id)
            self._go(row)

        self.desk.read(lambda r: r.records("products", [product_id]), add, self)

    def _go(self, row: int) -> None:
        view = self.grid.view
        view.setCurrentIndex(self.grid.model.index(row, 1 + SHOWN.index("counted")))
        view.setFocus()

    def _reckon(self) -> None:
        if self._busy:
            return
        self._busy = True
        model, counted, short = self.grid.model, 0, 0
        columns = {n: 1 + SHOWN.index(n) for n in ("expected", "counted", "difference")}
        rows = model.rowCount() - 1
        for row in range(rows):
            book, seen = model.cell(row, columns["expected"]).value, model.cell(row, columns["counted"]).value
            value = seen - book if isinstance(seen, int) and isinstance(book, int) else None
            if model.cell(row, columns["difference"]).value != value:
                model.set_cell(
                    row, columns["difference"], f"{value:+d}" if value else ("0" if value == 0 else ""), value
                )
            counted += seen is not None
            short += bool(value)
        words = [N_("{n} of {m} counted", n=counted, m=rows), N_("{n} with a difference", n=short)]
        self.desk.kit.say(self._progress.setText, joined(words) if rows else "")
        self._busy = False

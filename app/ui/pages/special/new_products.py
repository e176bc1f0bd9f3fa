"""Many new products at once: a grid that takes a paste, and says row by row what it could not take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field, Register
from app.models.kinds import Integer
from app.services.goods import NewProduct, add_products
from app.services.validate import field_problems, key_problem, reference_problems
from app.store.uow import UnitOfWork
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import GridResolver, lookups
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.grid.view import Grid

COLUMNS = ("sku", "name", "options", "category", "unit", "price", "cost", "barcode", "low_stock", "shelf_life_days",
           "brand", "supplier_id")  # fmt: skip
OPENING_NAMES = ("库存", "期初库存", "现有库存", "stock", "quantity")
OPENING = Field("opening", N_("Opening stock"), Integer(minimum=0), import_names=OPENING_NAMES)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows: how many products were made, and why the others were not, by place."""

    made: int
    refused: dict[int, Text]


def take_products(uow: UnitOfWork, register: Register, rows: list[dict[str, Any]]) -> Taken:
    """Make products of the rows that can be taken; the others are named with the reason."""
    good: list[NewProduct] = []
    refused: dict[int, Text] = {}
    seen: set[str] = set()
    for place, row in enumerate(rows):
        values = {n: v for n, v in row.items() if n != OPENING.name and v is not None}
        problems = field_problems(register.fields, values, whole=True) + reference_problems(
            uow.reader, register.fields, values
        )
        clash = key_problem(uow.reader, register, values, None)
        problems += [clash] if clash else []
        sku = str(values.get("sku"))
        if problems:
            refused[place] = problems[0].what
        elif sku in seen:
            refused[place] = N_("The SKU {sku} stands in an earlier row already.", sku=sku)
        else:
            seen.add(sku)
            opening = row.get(OPENING.name)
            good.append(NewProduct({"status": "on_sale", **values}, opening if isinstance(opening, int) else None))
    add_products(uow, good)
    return Taken(len(good), refused)


class NewProducts(Dialog):
    """The grid. Rows that were taken leave it; the others stay with what is wrong with them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.kit, parent, N_("Many new products"))
        self._desk = desk
        self._register = desk.registry["products"]
        self.resize(1080, 620)
        self.say(
            N_("Paste rows from a spreadsheet, with or without headings. What cannot be taken stays, with its reason.")
        )
        fields = (*(self._register.field(n) for n in COLUMNS), OPENING)
        resolver = GridResolver(desk.shop, desk.kit.tr, fields)
        self.grid = Grid(desk.kit, desk.worker, desk.at, fields, resolver, lookups(desk, fields))
        self.grid.setMinimumHeight(400)
        self.body.addWidget(self.grid, 1)
        self.verb = self.offer_open(N_("Make the products"), self.submit, kind="primary")
        self.offer(N_("Close"))

    def submit(self) -> None:
        """Take the rows."""
        model = self.grid.model
        wrong = {p.row - 1 for p in model.problems() if not model.cell(p.row - 1, 0).refused}
        filled = dict(zip(model.filled_rows(), self.grid.records(), strict=True))
        places = [row for row in filled if row not in wrong]
        if not places:
            return
        chosen = [filled[row] for row in places]
        register = self._register
        self.verb.setEnabled(False)

        def done(taken: Taken) -> None:
            self._taken(taken, places)

        self._desk.change(lambda uow: take_products(uow, register, chosen), done, self, self._failed)

    @property
    def typed(self) -> bool:
        """Whether rows stand in the grid."""
        return super().typed or bool(self.grid.records())

    def _taken(self, taken: Taken, places: list[int]) -> None:
        self.verb.setEnabled(True)
        model = self.grid.model
        for place, why in taken.refused.items():
            model.refuse(places[place], 0, why)
        model.remove([row for at, row in enumerate(places) if at not in taken.refused])
        self._desk.host.say(Nn_("{n} product was made.", "{n} products were made.", taken.made))
        if not self.grid.records():
            self.accept()

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        self._desk.host.fail(error)


def start_new_products(desk: Desk, parent: QWidget) -> NewProducts:
    """Open the grid."""
    dialog = NewProducts(desk, parent)
    dialog.open()
    dialog.grid.view.setFocus()
    dialog.grid.view.setCurrentIndex(dialog.grid.model.index(0, 0))
    return dialog

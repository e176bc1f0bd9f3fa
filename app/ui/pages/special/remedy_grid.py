"""A remedy's lines: those of its order, each with its pieces; refunds follow the pieces as one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.core.amounts import amount_words
from app.core.i18n import N_, Nn_, Text
from app.models.declaration import Field, Lines
from app.models.kinds import Integer
from app.models.remedy_words import REFUNDS, SENDS
from app.services.claims import Claimable
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.words import joined
from app.ui.widgets.build import label

SHOWN = (
    "title",
    "options",
    "sold",
    "quantity",
    "refund",
    "replacement_id",
    "difference",
    "exception",
    "confirmed",
    "note",
)
LEFT = Field("left", N_("Remaining"), Integer(width=6), readonly=True)
"""How many pieces of the line can be taken up; shown, never stored."""
PLACE = Field("order_line_id", N_("Order line"), Integer(), readonly=True)
"""Which line of the order a row is about; a column that never shows."""


class RemedyGrid(LineGrid):
    """Rows come from the order alone; one whose pieces are emptied, or 0, is not part of the remedy."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        fields = [declared.field(n) for n in SHOWN]
        at = SHOWN.index("quantity")
        fields[at] = replace(fields[at], kind=Integer(width=6, minimum=0), required=False, default=None)
        super().__init__(desk, declared, (*fields[:at], LEFT, *fields[at:], PLACE))
        self.grid.view.hideColumn(self._column("order_line_id"))
        self._can: Mapping[int, Claimable] = {}
        self._kind = "return"
        self._busy = False
        self._sum = label(desk.kit, "", size=15, weight=700, tabular=True)
        self._hint = label(desk.kit, N_("Choose the order first: its items are filled in."), size=12, tone="quiet")
        self.grid.summary.hide()
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self._hint)
            box.addWidget(self._sum)
        self.changed.connect(self._follow)
        desk.kit.language.changed.connect(self._say_sum)

    def show_order(self, can: Mapping[int, Claimable], kind: str, *, fill: bool, about: int | None = None) -> None:
        """Know what can be taken up of each line; `fill`: all of it becomes the rows of a new remedy.

        `about`: the one line that is complained of; the others stand there without pieces.
        """
        self._can, self._kind = can, kind
        self._hint.setVisible(not can)
        view = self.grid.view
        view.setColumnHidden(self._column("refund"), kind not in REFUNDS)
        view.setColumnHidden(self._column("replacement_id"), kind not in SENDS or kind == "repair")
        view.setColumnHidden(self._column("difference"), kind != "exchange")
        if fill:
            rows = [_row(i, c, kind, taken=about not in can or i == about) for i, c in can.items()]
            self.grid.model.show_records(rows)
            self._before = self.grid.model.draft()
        excepted = any(r.get("exception") for r in self.grid.records())
        for name in ("exception", "confirmed"):
            view.setColumnHidden(self._column(name), not excepted)
        if not fill:
            typed = self.dirty
            self._say_left()
            if not typed:
                self._before = self.grid.model.draft()
        self._say_sum()
        self._fit()

    def rows(self) -> list[dict[str, Any]]:
        """The rows that are part of it, each with the order's line."""
        found: list[dict[str, Any]] = []
        self.places = []
        for place, row in zip(self.grid.model.filled_rows(), self.grid.records(), strict=True):
            if row["order_line_id"] and row["quantity"]:
                typed = {n: row[n] for n in ("quantity", "refund", "replacement_id", "confirmed", "note")}
                if self._kind == "exchange":
                    typed["difference"] = row["difference"]
                stored = {"id": row["id"]} if row["id"] else {}
                found.append({**stored, "order_line_id": row["order_line_id"], **typed})
                self.places.append(place)
        return found

    def _column(self, name: str) -> int:
        return 1 + [f.name for f in self.fields].index(name)

    def _say_left(self) -> None:
        model, left, line = self.grid.model, self._column("left"), self._column("order_line_id")
        for row in model.filled_rows():
            one = self._can.get(_whole(model.cell(row, line).value))
            if one is not None:
                n = one.pieces(self._kind)
                model.set_cell(row, left, f"{n:,}", n)

    def _follow(self) -> None:
        """A changed number of pieces brings its share of the money, unless another amount was typed."""
        if self._busy:
            return
        self._busy = True
        model = self.grid.model
        pieces, refund, line = (self._column(n) for n in ("quantity", "refund", "order_line_id"))
        for row in model.filled_rows():
            one, n = self._can.get(_whole(model.cell(row, line).value)), model.cell(row, pieces).value
            if one is None or self._kind not in REFUNDS or not isinstance(n, int):
                continue
            now = model.cell(row, refund).value
            if now is None or now in {one.refund(i) for i in range(one.line["quantity"] + 1)}:
                share = one.refund(min(n, one.line["quantity"]))
                if share != now:
                    model.set_cell(row, refund, self._amount(share), share)
        self._busy = False
        self._say_sum()

    def _amount(self, value: int) -> str:
        at = self.at()
        return amount_words(value, at.currency, home=at.home)

    def _say_sum(self) -> None:
        rows = [r for r in self.grid.records() if r["order_line_id"] and r["quantity"]]
        pieces = sum(_whole(r["quantity"]) for r in rows)
        words: list[Text | str] = [Nn_("{n} piece", "{n} pieces", pieces)]
        if self._kind in REFUNDS:
            at = self.at()
            refund = sum(_whole(r["refund"]) for r in rows)
            money = amount_words(refund, at.currency, symbol=True, home=at.home)
            words.append(N_("refund {amount}", amount=money))
        self.desk.kit.say(self._sum.setText, joined(words) if rows else "")


def _row(line_id: int, one: Claimable, kind: str, *, taken: bool) -> dict[str, Any]:
    n = one.pieces(kind)
    line = one.line
    return {
        "order_line_id": line_id,
        "title": line["title"],
        "options": line["options"],
        "sold": line["quantity"],
        "left": n,
        "quantity": n if taken else None,
        "refund": one.refund(n) if taken and kind in REFUNDS else None,
        "exception": one.exception,
        "confirmed": True if line["exception_confirmed"] else None,
    }


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0

"""What a product's panel adds: words of the listing that the law or the platforms mind, and its prices over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_, Text
from app.core.money import format_amount
from app.models.declaration import Field
from app.models.kinds import Choice, Integer, LineText, Option, Value
from app.services import expiry, pricing, stock, wording
from app.services.expiry import Lot
from app.store.reader import Reader
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.theme import Tone
from app.ui.widgets.build import button, label
from app.ui.widgets.pill import Pill

SHOWN_PRICES = 6
TIERS: dict[str, tuple[Text, Tone]] = {"block": (N_("Banned"), "red"), "warn": (N_("Needs proof"), "amber")}
REASONS = (
    Option("adjust", N_("Correction")),
    Option("damage", N_("Damaged or lost")),
    Option("return", N_("Customer return")),
)

NO_BATCH = "none"


def say_banned(desk: Desk, owner: QWidget, product_id: int) -> None:
    """Say plainly, once it is saved, that a product which stays on sale holds words that must not be there."""

    def say(found: Text | None) -> None:
        if found is not None:
            desk.host.say(found)

    desk.read(lambda reader: wording.on_sale_with_banned(reader.record("products", product_id)), say, owner)


class WordingPart(QWidget):
    """The words found in name and listing text, each with its tier and the reason."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._kit = desk.kit
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setHorizontalSpacing(10)
        self._box.setVerticalSpacing(4)
        self._box.setColumnStretch(2, 1)

    def show_record(self, data: RecordData) -> None:
        """Show what was found."""
        clear(self._box)
        hits = {(h.text, h.tier): h for n in wording.FIELDS for h in wording.check(data.values.get(n))}
        self.setVisible(bool(hits))
        if not hits:
            return
        self._box.addWidget(label(self._kit, N_("Wording of the listing"), weight=700), 0, 0, 1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for row, hit in enumerate(sorted(hits.values(), key=lambda h: h.tier), 1):
            words, tone = TIERS[hit.tier]
            self._box.addWidget(Pill(self._kit, words, tone), row, 0, top)
            self._box.addWidget(label(self._kit, hit.text, weight=500), row, 1, top)
            self._box.addWidget(label(self._kit, hit.why, size=12, tone="quiet", wrap=True), row, 2)


class PricePart(QWidget):
    """Prices over time, and a word where the comparison price may mislead."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 8, 0, 0)
        self._box.setHorizontalSpacing(14)
        self._box.setVerticalSpacing(4)
        self._shown: tuple[list[dict[str, Any]], Text | None] = ([], None)
        self.hide()
        desk.kit.language.changed.connect(lambda: self._show(self._shown))

    def show_record(self, data: RecordData) -> None:
        """Read and show them."""
        product = data.values

        def work(reader: Reader) -> tuple[list[dict[str, Any]], Text | None]:
            return pricing.history(reader, product["id"]), pricing.comparison_warning(reader, product)

        self._desk.read(work, self._show, self)

    def _show(self, found: tuple[list[dict[str, Any]], Text | None]) -> None:
        self._shown = found
        rows, warning = found
        clear(self._box)
        self.setVisible(len(rows) > 1 or warning is not None)
        kit, at = self._desk.kit, self._desk.at()
        self._box.addWidget(label(kit, N_("Prices over time"), weight=700), 0, 0, 1, 4)
        for column, words in enumerate((N_("Since"), N_("Price"), N_("Cost"), N_("Comparison price"))):
            head = label(kit, words, size=12, tone="quiet")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            self._box.addWidget(head, 1, column)
        for at_row, row in enumerate(rows[:SHOWN_PRICES], 2):
            when = label(kit, format_datetime(row["at"], at.tz), size=12, tabular=True)
            when.setToolTip(row["changed_by"])
            self._box.addWidget(when, at_row, 0)
            for column, name in enumerate(pricing.PRICES, 1):
                said = format_amount(row[name], at.currency) if row[name] is not None else "–"
                cell = label(kit, said, size=12, tabular=True)
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._box.addWidget(cell, at_row, column)
        if warning is not None:
            self._box.addWidget(label(kit, warning, size=12, tone="amber", wrap=True), SHOWN_PRICES + 3, 0, 1, 4)


class StockPart(QWidget):
    """Stock by hand: opening stock once, then corrections with their reason."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._open = button(desk.kit, N_("Enter opening stock…"), self.open_stock, icon="package-plus")
        self._adjust = button(desk.kit, N_("Adjust stock…"), self.adjust, icon="arrow-up-down")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._open)
        line.addWidget(self._adjust)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addLayout(line)

    def show_record(self, data: RecordData) -> None:
        """Offer what can be done with this product's stock."""
        self._data = data
        kept = data.values["tracked_since"] is not None
        self._open.setVisible(not kept)
        self._adjust.setVisible(kept)
        self.setVisible(self._desk.may("write") and not data.voided)

    def open_stock(self) -> AskDialog | None:
        """Ask how many pieces there are now."""
        fields = (Field("pieces", N_("Pieces on the shelf now"), Integer(minimum=0), required=True),)

        def work(uow: Any, product_id: int, values: dict[str, Value]) -> None:
            stock.open_stock(uow, [stock.Opening(product_id, int(str(values["pieces"])))])

        return self._ask(N_("Opening stock"), fields, N_("Enter"), work)

    def adjust(self) -> None:
        """Ask for a change of stock and why; of goods that lie in batches, for the batch."""
        data = self._data
        if data is not None:
            self._desk.read(lambda reader: expiry.lots(reader, [data.id]).get(data.id, []), self.ask_adjustment, self)

    def ask_adjustment(self, lots: Sequence[Lot]) -> AskDialog | None:
        """Ask, with these batches to choose from; the one that expires first is proposed."""
        options = (*(Option(str(lot.batch_id), _batch_words(lot)) for lot in lots), Option(NO_BATCH, N_("In no batch")))
        batch = Field("batch", N_("Batch"), Choice(width=32, options=options), required=True, default=options[0].key)
        fields = (
            Field("pieces", N_("Change, pieces"), Integer(), required=True, help=N_("3 adds, -3 takes away.")),
            *((batch,) if lots else ()),
            Field("reason", N_("Reason"), Choice(options=REASONS), required=True, default="adjust"),
            Field("note", N_("What happened"), LineText(), required=True),
        )

        def work(uow: Any, product_id: int, values: dict[str, Value]) -> None:
            chosen = str(values.get("batch") or NO_BATCH)
            batch_id = int(chosen) if chosen != NO_BATCH else None
            stock.adjust(
                uow, product_id, int(str(values["pieces"])), str(values["reason"]), str(values["note"]), batch_id
            )

        return self._ask(N_("Adjust stock"), fields, N_("Adjust"), work)

    def _ask(
        self, title: Text, fields: tuple[Field, ...], verb: Text, work: Callable[[Any, int, dict[str, Value]], None]
    ) -> AskDialog | None:
        data = self._data
        if data is None:
            return None

        def run(values: dict[str, Value]) -> None:
            self._desk.change(lambda uow: work(uow, data.id, values), lambda _: dialog.accept(), self, dialog.fail)

        dialog = AskDialog(self._desk, self, title, fields, verb, run, icon="boxes", sentences=(data.title,))
        dialog.start()
        return dialog


def _batch_words(lot: Lot) -> Text:
    if lot.expiry_date is None:
        return N_("{code}: {n} there", code=lot.code, n=lot.left)
    return N_("{code}: {n} there, expires {day}", code=lot.code, n=lot.left, day=lot.expiry_date.isoformat())


def clear(box: QGridLayout | QVBoxLayout) -> None:
    """Remove everything from a layout."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

"""What only a person knows about the files: whose orders, in which order dates are written, which money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.core.money import CURRENCIES
from app.imports import formats
from app.imports.report import Question
from app.imports.wish import Plan, Wish
from app.models.platforms import PLATFORMS
from app.ui.dialogs.importing.columns import free
from app.ui.dialogs.job import switch
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label, row
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.segmented import Segmented

ORDERS: dict[str, Text] = {
    "YMD": N_("year, month, day"),
    "DMY": N_("day, month, year"),
    "MDY": N_("month, day, year"),
}


class Answers(QWidget):
    """Made anew for each plan. `changed` gives the wish with another answer in it."""

    changed = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._asked: dict[str, Question] = {}
        self._choices = FlowLayout()
        self.parts: dict[str, QWidget] = {}

    def forget(self) -> None:
        """Other files, other questions."""
        self._asked = {}

    def show_plan(self, plan: Plan, currency: str, registers: Sequence[tuple[str, str]]) -> None:
        """Ask what this plan leaves open. `registers` can take rows of a table that no format knows."""
        self._clear()
        generic = free(plan)
        self._asked |= {q.column: q for q in plan.questions}
        for question in self._asked.values():
            given = plan.wish.date_orders.get(question.column, "")
            options = [(key, ORDERS.get(key, N_("{key}", key=key))) for key in question.choices]
            made = Segmented(self._kit, options, given, question.text)
            made.chosen.connect(lambda key, c=question.column: self._dates(plan.wish, c, key))
            words = N_(
                "{question} For example {examples}", question=question.text, examples=" · ".join(question.examples[:3])
            )
            self._add(
                f"date {question.column}", label(self._kit, words, wrap=True, tone="" if given else "amber"), made
            )
        if generic:
            line = QWidget()
            self._choices = FlowLayout(line, spacing=16)
            self._box.addWidget(line)
            self._add_choice(
                "register",
                N_("What the rows are"),
                list(registers),
                plan.register,
                lambda key: self.changed.emit(replace(plan.wish, register=key, columns={}, exact=False)),
            )
        if generic and plan.register == "orders":
            self._add_choice(
                "platform",
                N_("Whose orders these are"),
                [(o.key, self._kit.tr(o.label)) for o in PLATFORMS],
                plan.platform or "shop",
                lambda key: self.changed.emit(replace(plan.wish, platform=key)),
            )
        if generic and plan.register in ("orders", "products"):
            self._add_choice(
                "currency",
                N_("Currency of the amounts"),
                [(code, f"{code} {c.symbol}") for code, c in CURRENCIES.items()],
                plan.wish.currency or currency,
                lambda key: self.changed.emit(replace(plan.wish, currency=key)),
            )
        if plan.unknown_skus and plan.register == "orders":
            words = Nn_(
                "Make a product of the one unknown SKU",
                "Make products of the {n} unknown SKUs",
                len(plan.unknown_skus),
            )
            made_box = switch(self._kit, words)
            made_box.setChecked(plan.wish.create_products)
            made_box.setToolTip("\n".join(plan.unknown_skus[:20]))
            made_box.toggled.connect(lambda on: self.changed.emit(replace(plan.wish, create_products=on)))
            self._add("products", made_box)
        self.setVisible(bool(self.parts))

    def _dates(self, wish: Wish, column: str, key: str) -> None:
        self.changed.emit(replace(wish, date_orders={**wish.date_orders, column: key}))

    def _add_choice(
        self, name: str, words: Text, options: list[tuple[str, str]], now: str, run: Callable[[str], object]
    ) -> None:
        combo = TypingCombo()
        combo.addItems([said for _, said in options])
        keys = [key for key, _ in options]
        combo.setCurrentIndex(keys.index(now) if now in keys else 0)
        combo.setMinimumWidth(150)
        self._kit.say(combo.setAccessibleName, words)
        combo.activated.connect(lambda at: run(keys[at]))
        pair = QWidget()
        pair.setLayout(row(label(self._kit, words), combo))
        self._choices.addWidget(pair)
        self.parts[name] = combo

    def _add(self, name: str, *parts: QWidget) -> None:
        holder = QWidget()
        holder.setLayout(row(*parts, 0, spacing=12))
        self._box.addWidget(holder)
        self.parts[name] = parts[-1]

    def _clear(self) -> None:
        self.parts = {}
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def format_options(kit: Kit, plan: Plan | None) -> list[tuple[str, str]]:
    """Formats that can be chosen: find out, each platform's, or by the columns."""
    found = kit.tr(N_("Recognised: {format}", format=plan.label)) if plan is not None else kit.tr(N_("Find out"))
    known = [(f.name, kit.tr(f.label)) for f in formats.ALL]
    return [("", found), *known, (formats.GENERIC, kit.tr(N_("Another table: choose the columns")))]

"""The last page: what came in, what did not, and where to go on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_, Text
from app.imports.wish import Outcome
from app.ui.dialogs.importing.look import MOST_SHOWN, reject_rows, rows_of
from app.ui.dialogs.importing.small_table import SmallTable
from app.ui.pages.desk import Desk
from app.ui.widgets.build import card, label


class ResultPage(QWidget):
    """Four figures, the rejects, and a word on what to do with them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        kit = desk.kit
        self._desk = desk
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self._advice = label(kit, "", wrap=True)
        self.rejects = SmallTable(kit, N_("Rejected rows"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(14)
        box.addLayout(self._figures)
        box.addWidget(self._advice)
        box.addWidget(self.rejects, 1)
        box.addStretch(0)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was done."""
        kit = self._desk.kit
        counted: list[tuple[Text, int, str]] = [
            (N_("New"), outcome.new, ""),
            (N_("Updated"), outcome.updated, ""),
            (N_("Unchanged"), outcome.unchanged, ""),
            (N_("Rejected rows"), rows_of(outcome.rejected), "red" if outcome.rejected else ""),
        ]
        for words, count, tone in counted:
            value = label(kit, f"{count:,}", size=20, weight=700, tone=tone, tabular=True)
            self._figures.addWidget(card(label(kit, words, size=12, tone="quiet"), value, spacing=2), 1)
        kit.say(self._advice.setText, advice(outcome))
        self.rejects.show_rows(*reject_rows(outcome.rejected, self._desk))
        self.rejects.setVisible(bool(outcome.rejected))


def advice(outcome: Outcome) -> Text:
    """What to do next."""
    n = rows_of(outcome.rejected)
    if n and outcome.rejects_file is not None:
        return Nn_(
            "The row that did not come in is kept in “{name}” with its reason. Mend it there and drop that file again.",
            "The {n} rows that did not come in are kept in “{name}” with their reasons. "
            "Mend them there and drop that file again.",
            n,
            name=outcome.rejects_file.name,
        )
    if n > MOST_SHOWN:
        return N_("The first {n} are shown.", n=MOST_SHOWN)
    if not outcome.new and not outcome.updated:
        return N_("The shop had all of this already. Nothing was changed.")
    return N_("Everything came in.")

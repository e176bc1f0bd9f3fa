"""Why a part of a checklist does not apply, asked where it holds items that are never left out without a word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.declaration import Field
from app.models.kinds import LineText, Value
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk

WHY = Field("why", N_("Why it does not apply"), LineText(limit=500), required=True)


def ask_reason(desk: Desk, parent: QWidget, section: str, run: Callable[[str], object]) -> None:
    """Ask once for the whole part, then `run` with the reason."""

    def given(values: dict[str, Value]) -> None:
        dialog.accept()
        run(str(values["why"]))

    dialog = AskDialog(
        desk, parent, N_("The rest of this part does not apply"), (WHY,), N_("Leave them out"), given,
        icon="clipboard-check",
        sentences=(section, N_("The part holds critical items, or items with a photo: "
                               "the record says why they were left out.")),
    )  # fmt: skip
    dialog.start()

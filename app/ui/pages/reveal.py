"""Showing personal data: who looked, at what and why is recorded before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.declaration import Field, Register
from app.models.kinds import Choice, Option
from app.services.customers import reveal
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk

REASONS = (
    Option("parcel", N_("Parcel and delivery")),
    Option("call", N_("Calling the customer back")),
    Option("complaint", N_("Complaint or after-sale")),
    Option("correct", N_("Correcting the data")),
    Option("authority", N_("Asked for by an authority")),
)


def ask_reveal(
    desk: Desk, parent: QWidget, register: Register, record_id: int, name: str, then: Callable[[Any], object]
) -> AskDialog:
    """Ask why, record it, and give the value to `then`."""
    label = register.field(name).label
    fields = (Field("why", N_("Reason"), Choice(options=REASONS), required=True, default="parcel"),)

    def run(values: dict[str, Any]) -> None:
        option = next(o for o in REASONS if o.key == values["why"])
        # The log keeps the words, since keys of this list may change.
        why = desk.kit.tr(option.label)
        desk.change(lambda uow: reveal(uow, register.name, record_id, name, why), shown, parent, dialog.fail)

    def shown(value: Any) -> None:
        dialog.accept()
        then(value)

    dialog = AskDialog(
        desk,
        parent,
        N_("Show: {label}", label=label),
        fields,
        N_("Show"),
        run,
        icon="eye",
        sentences=(N_("Your name, the time and the reason are recorded."),),
    )
    dialog.start()
    return dialog

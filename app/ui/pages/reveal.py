"""Showing personal data: who looked, at what and why is recorded before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.models.declaration import Field, Lines, Register
from app.models.kinds import Choice, Option
from app.services.customers import reveal, reveal_lines
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk

T = TypeVar("T")
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
    return _ask(
        desk, parent, register.field(name).label, lambda u, why: reveal(u, register.name, record_id, name, why), then
    )


def ask_reveal_lines(
    desk: Desk,
    parent: QWidget,
    register: Register,
    record_id: int,
    lines: Lines,
    then: Callable[[dict[int, dict[str, Any]]], object],
) -> AskDialog:
    """Ask why, record it, and give what is masked in a record's lines to `then`, by the lines' ids."""
    return _ask(
        desk, parent, lines.label, lambda u, why: reveal_lines(u, register.name, record_id, lines.name, why), then
    )


def _ask(
    desk: Desk, parent: QWidget, label: Text, look: Callable[[UnitOfWork, str], T], then: Callable[[T], object]
) -> AskDialog:
    fields = (Field("why", N_("Reason"), Choice(options=REASONS), required=True, default="parcel"),)

    def run(values: dict[str, Any]) -> None:
        option = next(o for o in REASONS if o.key == values["why"])
        # The log keeps the words, since keys of this list may change.
        why = desk.kit.tr(option.label)
        desk.change(lambda uow: look(uow, why), shown, parent, dialog.fail)

    def shown(value: T) -> None:
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

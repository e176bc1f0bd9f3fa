"""Refusing a remedy: what the law says of this one stands above the ground and the words that the buyer is given."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.models.kinds import Value
from app.services.transitions import perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData


def start_refuse(desk: Desk, parent: QWidget, data: RecordData) -> AskDialog:
    """Ask for the ground and the words, the likeliest ground filled in."""
    move, remedy = data.register.transition("refuse"), data.values

    def run(values: dict[str, Value]) -> None:
        desk.change(
            lambda uow: perform(uow, "remedies", data.id, "refuse", values, version=remedy["version"]),
            lambda _: dialog.accept(),
            parent,
            dialog.fail,
        )

    dialog = AskDialog(
        desk,
        parent,
        N_("Refuse {number}", number=data.title),
        move.asks,
        move.label,
        run,
        icon=move.icon,
        sentences=[said] if (said := law_of(remedy)) is not None else [],
        values={"refuse_basis": likely_ground(remedy)},
    )
    dialog.start()
    return dialog


def likely_ground(remedy: dict[str, Any]) -> str | None:
    """The ground that this remedy's state and dates give; None where only the person knows."""
    if remedy["status"] == "goods_back":
        return "not_intact"
    if remedy["reason"] != "seven_day":
        return None
    if not remedy["seven_day"]:
        return "too_late"
    return "exception" if remedy["excepted"] == "confirmed" else None


def law_of(remedy: dict[str, Any]) -> Text | None:
    """What the seven-day return says of this remedy."""
    if remedy["kind"] != "return" or remedy["reason"] != "seven_day":
        return None
    if not remedy["seven_day"]:
        return N_("The seven days ended on {day}; it was asked for later.", day=remedy["no_reason_until"].isoformat())
    if remedy["excepted"] == "confirmed":
        return N_("Its goods are excepted from the seven-day return, and the buyer confirmed that for this order.")
    if remedy["status"] == "goods_back":
        return N_("A seven-day return that was agreed to can only be refused if the goods are not intact.")
    return N_("It was asked for within the seven days, and no confirmed exception is kept: it must be accepted.")

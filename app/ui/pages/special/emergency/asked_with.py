"""Moves whose questions begin with what the record says already, so that nothing is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.kinds import Value
from app.services.transitions import perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData

Begin = Callable[[Desk, RecordData], Mapping[str, Any]]
WIDTH = 540


def asked_with(name: str, begin: Begin | None = None) -> Callable[[Desk, QWidget, RecordData], AskDialog]:
    """What starts the move of that name: its dialog holds the record's own values, and over them those of `begin`."""

    def start(desk: Desk, parent: QWidget, data: RecordData) -> AskDialog:
        move = data.register.transition(name)

        def run(values: dict[str, Value]) -> None:
            version = data.values["version"]
            desk.change(
                lambda uow: perform(uow, data.register.name, data.id, name, values, version=version),
                lambda _: dialog.accept(),
                parent,
                dialog.fail,
            )

        known = {f.name: data.values.get(f.name) for f in move.asks}
        values = known | dict(begin(desk, data) if begin is not None else {})
        dialog = AskDialog(desk, parent, move.label, move.asks, move.label, run, icon=move.icon, values=values)
        dialog.setMinimumWidth(WIDTH)
        dialog.start()
        return dialog

    return start


def by_me(desk: Desk, data: RecordData) -> dict[str, Any]:
    """Whoever is signed in approves."""
    return {"approved_by": desk.shop.actor.name}


def held_now(desk: Desk, data: RecordData) -> dict[str, Any]:
    """A drill is usually noted right after it."""
    return {"held_at": desk.at().now}


def renewed(desk: Desk, data: RecordData) -> dict[str, Any]:
    """New supplies have a date of their own."""
    return {"expires_on": None}

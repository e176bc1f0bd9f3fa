"""One picture of the window: what sets it and what puts it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.ui.shell.stage import Stage

Set = Callable[[Stage], QWidget | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture's name, what sets it (and gives what is drawn), and what puts it away beyond dialogs and forms."""

    name: str
    set: Set
    after: Callable[[Stage], object] | None = None


def top_dialog(stage: Stage) -> QWidget | None:
    """The dialog on top, at its own size: Qt keeps a first size within two thirds of the screen, if there is one."""
    found = stage.dialogs()
    if not found:
        return None
    found[-1].resize(found[-1].sizeHint().expandedTo(found[-1].size()))
    stage.settle(20)
    return found[-1]

"""Saving what is due as a calendar file from the Today page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.i18n import N_, Nn_
from app.services.due import Person
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.saving import ask_where


def save_calendar(desk: Desk, parent: QWidget, whose: Callable[[Reader], Person | None], name: str = "") -> QFileDialog:
    """Ask where to, then write; the list's person is the calendar's."""
    tr = desk.kit.tr
    words = tr(N_("Due: {who}", who=name)) if name else tr(N_("What is due"))
    return ask_where(
        desk,
        parent,
        N_("Save as a calendar file"),
        words,
        (("ics", N_("Calendar file")),),
        lambda path: write_calendar(desk, parent, path, whose, name),
    )


def write_calendar(
    desk: Desk, parent: QWidget, path: Path, whose: Callable[[Reader], Person | None], name: str = ""
) -> None:
    """Write the file on the writer's thread, since it is logged first, and say how many entries it holds."""
    shop, at = desk.shop, desk.at()

    def work(_progress: object) -> int:
        from app.reports.duecalendar import export_due

        return export_due(shop, path, at, whose, name=name).rows

    def done(count: int) -> None:
        words = Nn_(
            "{n} entry was written to “{name}”.", "{n} entries were written to “{name}”.", count, name=path.name
        )
        desk.host.say(words, N_("Open the folder"), lambda: desk.opened.show(path.parent))

    desk.worker.write(work, done, desk.host.fail, parent)

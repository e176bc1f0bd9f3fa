"""Asking where a file of a page's own is to be written, and writing it beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.i18n import N_, Text
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name

Ending = tuple[str, Text]
"""A kind of file: how its name ends, without the dot, and what it is called."""
PDF: Ending = ("pdf", N_("PDF"))
EXCEL: Ending = ("xlsx", N_("Excel"))


def ask_where(
    desk: Desk, parent: QWidget, title: Text, words: str, endings: Sequence[Ending], write: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file named by `words` and the day, of one of `endings`, the first proposed; then `write` it."""
    tr, ending = desk.kit.tr, endings[0][0]
    proposed = documents_dir() / safe_name(f"{words} {desk.at().today.isoformat()}.{ending}")
    dialog = QFileDialog(parent, tr(title), str(proposed))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {f"{tr(name)} (*.{end})": end for end, name in endings}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(ending)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
    dialog.fileSelected.connect(lambda path: write(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write_out(desk: Desk, owner: QWidget, path: Path, make: Callable[[Progress], object]) -> None:
    """Make the file on another thread, and say when it is there."""
    said = N_("Saved as “{name}”.", name=path.name)
    desk.worker.read(make, lambda _: desk.host.say(said), desk.host.fail, owner)

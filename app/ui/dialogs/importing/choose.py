"""The first page: files dropped, chosen, or named by a pasted path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label, row
from app.ui.widgets.drop import DropArea

TABLES = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls"


class ChoosePage(QWidget):
    """`chosen` gives the paths; `refused` an error to say."""

    chosen = Signal(list)
    refused = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.area = DropArea(
            kit,
            N_(
                "Drop a platform's export files or a register of your own here: CSV, TSV, Excel. "
                "Several that belong together come in at once."
            ),
            TABLES,
        )
        self.area.dropped.connect(self.chosen)
        self.path = QLineEdit()
        kit.say(self.path.setPlaceholderText, N_("… or paste the path of a file"))
        kit.say(self.path.setAccessibleName, N_("Path of a file"))
        self.path.returnPressed.connect(self.take_path)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.area, 1)
        box.addLayout(row(self.path, button(kit, N_("Open"), self.take_path)))
        known = N_(
            "Taobao, Tmall, JD, Pinduoduo, Douyin, Youzan, Shopify, WooCommerce, Etsy, Amazon, eBay; "
            "any other table by its columns."
        )
        box.addWidget(label(kit, known, size=12, tone="quiet", wrap=True))

    def take_path(self) -> None:
        """Take what was pasted; several paths stand on lines or between quotes of their own."""
        paths = paths_of(self.path.text())
        if not paths:
            return
        gone = next((p for p in paths if not p.is_file()), None)
        if gone is None:
            self.path.clear()
            self.chosen.emit(paths)
        else:
            self.refused.emit(
                UserError(N_("There is no file “{name}”.", name=gone.name), None, N_("Copy its path again."))
            )


def paths_of(text: str) -> Sequence[Path]:
    """Paths as desktops copy them: bare, in quotes, as file:// addresses, several one after the other."""
    said = text.strip()
    if not said:
        return []
    whole = _path(said)
    if whole.is_file():
        return [whole]
    if '"' in said:
        return [_path(part) for part in said.split('"') if part.strip()]
    return [_path(part) for part in said.splitlines()]


def _path(text: str) -> Path:
    said = text.strip().strip("\"'")
    if said.startswith("file:"):
        from PySide6.QtCore import QUrl

        return Path(QUrl(said).toLocalFile())
    return Path(said).expanduser()

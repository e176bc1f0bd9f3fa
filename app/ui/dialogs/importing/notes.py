"""What the program noticed while reading, a sentence a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label
from app.ui.widgets.scrolled import Scrolled

MOST = 200


class Notes(QWidget):
    """A scrolled list of sentences that can be copied."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._inner = QWidget()
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(4, 4, 4, 4)
        self._lines.setSpacing(10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scrolled(self._inner))

    def show_texts(self, texts: Sequence[Text]) -> None:
        """Show these."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text in texts[:MOST]:
            line = label(self._kit, text, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(line)
        self._lines.addStretch(1)

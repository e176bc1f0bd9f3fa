"""The window's lowest line: what is selected at the left, the file's state and the person at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.core.i18n import Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import label, set_tone


class StatusBar(QWidget):
    """Left: the selection. Right: pieces in the order in which they were first said."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.left = label(kit, "", size=12, weight=500, tone="accent", tabular=True)
        self._pieces: dict[str, QLabel] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(self.left)
        self._box.addStretch(1)
        self.setFixedHeight(28)

    def say_selected(self, text: Text | str) -> None:
        """Say what is selected and what it comes to."""
        self._kit.say(self.left.setText, text)

    def say_piece(self, key: str, text: Text | str, tone: str = "quiet") -> None:
        """Say one piece at the right, in place of what `key` said before. Red is for what failed."""
        piece = self._pieces.get(key)
        if piece is None:
            piece = label(self._kit, "", size=12, tone="quiet", tabular=True)
            self._pieces[key] = piece
            self._box.addWidget(piece)
        set_tone(piece, tone)
        self._kit.say(piece.setText, text)

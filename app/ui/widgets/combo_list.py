"""The opened list of a combo box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QListView, QWidget


class ComboList(QListView):
    """Typing goes to the item that `match` says, as in the closed box; a key that means none stays where it is."""

    def __init__(self, parent: QWidget, match: Callable[[str], int]) -> None:
        super().__init__(parent)
        self._match = match

    def keyboardSearch(self, search: str) -> None:
        """Go to the best match."""
        at = self._match(search)
        if at >= 0:
            self.setCurrentIndex(self.model().index(at, 0))

"""A page on which one record is worked, in the place of its register's list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class WorkPage(QWidget):
    """`left` gives the record's id when the person goes back to the list. What is done on it is kept as it is done."""

    left = Signal(int)

    def __init__(self, record_id: int) -> None:
        super().__init__()
        self.record_id = record_id

    def keep(self) -> None:
        """Write what was typed and is not kept yet, as before the window closes or is locked."""

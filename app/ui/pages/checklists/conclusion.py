"""What a check comes to in words, below its items; kept when it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services import records
from app.ui.pages.desk import Desk
from app.ui.widgets.build import label
from app.ui.widgets.editors.line import LongTextEditor


class Conclusion(QWidget):
    """A box of a few lines."""

    def __init__(self, desk: Desk, check_id: int) -> None:
        super().__init__()
        self._desk, self._check_id = desk, check_id
        self._kept: str | None = None
        field = desk.registry["checks"].field("conclusion")
        self.editor = LongTextEditor(desk.kit, field.kind, desk.at)
        self.editor.text.setFixedHeight(56)
        desk.kit.say(self.editor.name_it, field.label)
        self.editor.left.connect(self.keep)
        self.setFocusProxy(self.editor.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(44, 12, 12, 4)
        line.setSpacing(10)
        line.addWidget(label(desk.kit, field.label, size=12, tone="quiet"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.editor, 1)

    def show_text(self, text: str | None) -> None:
        """Show what is stored."""
        self._kept = text
        self.editor.set_value(text)

    def keep(self) -> None:
        """Write what was typed, if it changed."""
        text = self.editor.draft().strip() or None
        if text != self._kept:
            self._kept, check_id = text, self._check_id
            self._desk.change(
                lambda uow: records.save(uow, "checks", check_id, {"conclusion": text}), lambda _: None, self
            )

"""The strip under a page's head that leads to the other pages of its family."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.i18n import Text
from app.ui.pages.desk import Desk
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, only_if, set_property
from app.ui.widgets.flow import FlowLayout


class FamilyBar(QWidget):
    """One button for each page of the family, the page's own marked. Hidden where a page stands alone."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        box = FlowLayout(self, 4)
        members: tuple[tuple[str, Text], ...] = tuple(desk.host.relatives(key))
        for name, words in members:
            made = button(desk.kit, words, later(desk.host.open_page, name), kind="tab")
            set_property(made, "here", name == key)
            self.buttons[name] = made
            box.addWidget(made)
        only_if(self, bool(members))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

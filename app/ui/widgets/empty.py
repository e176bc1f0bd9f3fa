"""What a page without rows says: what it is for, and the first step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, label, row


class IconDisc(QWidget):
    """An icon on a tinted disc."""

    def __init__(self, kit: Kit, name: str, token: str = "accent", tint: str = "accent_tint") -> None:
        super().__init__()
        self._kit, self._name, self._token, self._tint = kit, name, token, tint
        self.setFixedSize(56, 56)
        kit.theme.changed.connect(self.update)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._kit.theme.colour(self._tint)))
        painter.drawEllipse(self.rect())
        pixmap = self._kit.icons.pixmap(self._name, self._token, 26, self.devicePixelRatioF())
        painter.drawPixmap(15, 15, pixmap)
        painter.end()


class EmptyState(QWidget):
    """Icon, a headline, a sentence, and at most two steps."""

    def __init__(self, kit: Kit, icon: str, title: Text, purpose: Text) -> None:
        super().__init__()
        self._kit = kit
        self._disc = IconDisc(kit, icon)
        self._title = label(kit, title, size=15, weight=700)
        self._purpose = label(kit, purpose, tone="quiet", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(8)
        box.addStretch(2)
        for part in (self._disc, self._title):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        # An aligned item gets its size hint's height, which for wrapped words is too low.
        box.addLayout(row(0, self._purpose, 0))
        for text in (self._title, self._purpose):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._purpose.setFixedWidth(380)
        box.addSpacing(8)
        box.addLayout(self._steps)
        box.addStretch(3)

    def say(self, icon: str, title: Text, purpose: Text) -> None:
        """Say something else, as when a filter hides every record."""
        self._disc.show_icon(icon)
        self._kit.say(self._title.setText, title)
        self._kit.say(self._purpose.setText, purpose)

    def offer(self, *steps: tuple[Text, str, Callable[[], object]]) -> None:
        """Offer steps as (label, icon, what to run); the first one is the likely one."""
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for at, (text, icon, run) in enumerate(steps):
            made = button(self._kit, text, run, icon=icon, kind="normal" if at == 0 else "link")
            self._steps.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)


def nothing_found() -> tuple[str, Text, Text]:
    """The words of a list whose filter hides every record."""
    return (
        "funnel-x",
        N_("Nothing matches"),
        N_("No record matches this filter. Choose another one, or clear the search."),
    )

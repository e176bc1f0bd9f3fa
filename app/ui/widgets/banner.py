"""A line across a page that stays until it is dealt with: an error, a warning, or good news."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Tone
from app.ui.widgets.build import button, icon_button, label

_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "accent": "circle-check",
    "amber": "triangle-alert",
    "blue": "info",
    "red": "octagon-alert",
}


class _Parts(NamedTuple):
    icon: QLabel
    text: QLabel
    step: QPushButton


class Banner(QWidget):
    """Hidden until something is said. It can be closed, and may offer one step."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._tone: Tone = "neutral"
        self._parts: _Parts | None = None
        self._run: Callable[[], object] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        kit.theme.changed.connect(self._draw_icon)
        self.hide()

    def say(
        self, text: Text, tone: Tone = "neutral", step: Text | None = None, run: Callable[[], object] | None = None
    ) -> None:
        """Show a message. Red is for what failed."""
        self._tone = tone
        self._run = run
        parts = self._parts = self._parts or self._make_parts()
        self._kit.say(parts.text.setText, text)
        parts.step.setVisible(step is not None)
        if step is not None:
            self._kit.say(parts.step.setText, step)
        self._draw_icon()
        self.show()
        self.updateGeometry()

    def say_error(self, error: UserError) -> None:
        """Show what happened, what was kept and what to do."""
        self.say(joined(error.parts()), "red")

    @property
    def text(self) -> str:
        """What is being said."""
        return "" if self._parts is None or self.isHidden() else self._parts.text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tinted ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._kit.tokens.tone(self._tone)[1]))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.end()

    def _make_parts(self) -> _Parts:
        # Most banners never say anything; every form and every page of the first window has one.
        kit = self._kit
        icon = QLabel()
        icon.setFixedSize(18, 18)
        text = label(kit, "", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        step = button(kit, N_("OK"), self._run_step)
        close = icon_button(kit, "x", N_("Close this message"), self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 8, 8, 8)
        box.setSpacing(10)
        box.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(text, 1)
        box.addWidget(step)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        return _Parts(icon, text, step)

    def _draw_icon(self) -> None:
        if self._parts is None:
            return
        token = "ink2" if self._tone == "neutral" else self._tone
        dpr = self.devicePixelRatioF()
        self._parts.icon.setPixmap(self._kit.icons.pixmap(_ICONS[self._tone], token, 18, dpr))
        self.update()

    def _run_step(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()


def joined(parts: tuple[Text, ...]) -> Text:
    """Sentences one after the other, as one text."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return N_("{one} {two}", one=parts[0], two=parts[1])
    return N_("{one} {two} {three}", one=parts[0], two=parts[1], three=parts[2])

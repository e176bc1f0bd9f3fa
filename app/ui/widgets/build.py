"""Small makers that keep every page in one hand: labels, buttons, rules, boxes, on a grid of 4 pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import Text
from app.ui.runtime.fonts import Size, Weight, font
from app.ui.runtime.kit import Kit

B = TypeVar("B", bound=QBoxLayout)
Kind = Literal["primary", "normal", "plain", "link", "danger", "tab"]


def label(
    kit: Kit,
    text: Text | str = "",
    *,
    size: Size = 13,
    weight: Weight = 400,
    tone: str = "",
    wrap: bool = False,
    tabular: bool = False,
) -> QLabel:
    """A plain-text label. `tone` is quiet, red, amber, blue or accent; customers' text is never HTML."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size, weight, tabular=tabular))
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    kit.say(made.setText, text)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the colour of a label made by `label`."""
    set_property(widget, "tone", tone)


def only_if(widget: QWidget, wanted: bool) -> None:
    """Leave out a part that is not wanted. To show one that stands in nothing yet would make a window of it, which
    flashes up and takes the keyboard away."""
    if not wanted:
        widget.hide()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and let the widget be styled again if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button that has the keyboard with Enter, as with Space; a dialog would press its default one instead."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    button.animateClick()
    return True


class PushButton(QPushButton):
    """A push button that Enter presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is as good as Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A tool button that Enter presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is as good as Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


def button(
    kit: Kit, text: Text, run: Callable[[], object] | None = None, *, icon: str = "", kind: Kind = "normal"
) -> QPushButton:
    """A push button. One filled (`primary`) button a page."""
    made = PushButton()
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFont(font(13, 500))
    made.setAutoDefault(False)
    # A click leaves the keyboard where the work is; Tab still comes by.
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    kit.say(made.setText, text)
    if icon:
        kit.icon(made.setIcon, icon, {"primary": "on_accent", "link": "accent"}.get(kind, "ink2"), gap=4)
        made.setIconSize(QSize(20, 16))
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


def keep_room(widget: QWidget) -> QWidget:
    """Let a widget that comes and goes keep its room, so that what stands around it stays where it is."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    return widget


def icon_button(kit: Kit, name: str, text: Text, run: Callable[[], object] | None = None) -> QToolButton:
    """A button that shows only an icon; `text` is its tooltip and its accessible name."""
    made = ToolButton()
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setIconSize(QSize(18, 18))
    made.setFixedSize(32, 32)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    kit.icon(made.setIcon, name)
    kit.say(made.setToolTip, text)
    kit.say(made.setAccessibleName, text)
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("rule", True)
    made.setFixedHeight(1)
    return made


def card(*parts: QWidget | int, margin: int = 16, spacing: int = 8) -> QFrame:
    """A surface with a hairline and round corners, its parts one below the other."""
    made = QFrame()
    made.setProperty("card", True)
    fill(QVBoxLayout(made), *parts, margin=margin, spacing=spacing)
    return made


def column(*parts: QWidget | QBoxLayout | int, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts one below the other; a number is a gap in pixels, 0 a stretch."""
    return fill(QVBoxLayout(), *parts, spacing=spacing, margin=margin)


def row(*parts: QWidget | QBoxLayout | int, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Parts side by side; a number is a gap in pixels, 0 a stretch."""
    return fill(QHBoxLayout(), *parts, spacing=spacing, margin=margin)


def fill(box: B, *parts: QWidget | QBoxLayout | int, spacing: int = 8, margin: int = 0) -> B:
    """Put parts into a box."""
    box.setSpacing(spacing)
    box.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        elif isinstance(part, int):
            box.addStretch(1) if part == 0 else box.addSpacing(part)
        else:
            box.addLayout(part)
    return box

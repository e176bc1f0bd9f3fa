"""Colours: two sets of tokens, the one in use, and what Qt needs of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from string import Template
from typing import Literal, NamedTuple, get_args

import shiboken6
from PySide6.QtCore import QCoreApplication, QDir, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.core.paths import resources
from app.ui.runtime.unseen import Unseen

Choice = Literal["system", "light", "dark"]
Tone = Literal["neutral", "accent", "amber", "blue", "orange", "red"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
LAST = Qt.EventPriority.LowEventPriority.value
"""After the layouts, as Qt paints."""


class Tokens(NamedTuple):
    """The colours of one theme, as `#RRGGBB`. `ink3` is for hints and never for text that is needed."""

    paper: str
    surface: str
    raised: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    line: str
    edge: str
    hover: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_tint: str
    on_accent: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str
    blue: str
    blue_tint: str
    orange: str
    orange_tint: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The colour of the word and of the tint behind it, for a pill of `tone`."""
        return {
            "neutral": (self.ink2, self.sunk),
            "amber": (self.amber, self.amber_tint),
            "blue": (self.blue, self.blue_tint),
            "accent": (self.accent, self.accent_tint),
            "orange": (self.orange, self.orange_tint),
            "red": (self.red, self.red_tint),
        }[tone]

    def as_dict(self) -> dict[str, str]:
        """Token names with their colours, for the stylesheet's template and for tests."""
        return self._asdict()


def load_tokens(name: str, folder: Path | None = None) -> Tokens:
    """The tokens of theme `name` ("light" or "dark") from resources/themes."""
    path = (folder or resources() / "themes") / f"{name}.json"
    return Tokens(**json.loads(path.read_text(encoding="utf-8")))


class Theme(QObject):
    """The theme in use. `changed` is sent after the application wears it."""

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: Choice = "system", scheme: Callable[[], Qt.ColorScheme] | None = None
    ) -> None:
        """`scheme` tells the desktop's scheme; by default Qt does."""
        super().__init__(app)
        self._app = app
        self._scheme = scheme or app.styleHints().colorScheme
        self._choice: Choice = choice
        self._worn = ""
        self._still: list[QWidget] = []
        self._unseen = Unseen(self)
        self._next: Callable[[], None] = self._undress
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1)  # after 0 ms it would come within the same turn
        self._timer.timeout.connect(lambda: self._next())
        QDir.setSearchPaths("themes", [str(resources() / "themes")])
        app.styleHints().colorSchemeChanged.connect(self._wear)
        self._wear()

    @property
    def choice(self) -> Choice:
        """What the person chose: light, dark, or as the system."""
        return self._choice

    @property
    def name(self) -> str:
        """The theme that is worn: "light" or "dark"."""
        return self._worn

    def choose(self, choice: Choice) -> None:
        """Wear another theme now; "system" follows the desktop from now on."""
        self._choice = choice
        self._wear()

    def colour(self, token: str) -> QColor:
        """The colour of a token of the theme in use."""
        return QColor(getattr(self.tokens, token))

    def _wear(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and self._scheme() == Qt.ColorScheme.Dark)
        name = "dark" if dark else "light"
        if name == self._worn:
            return
        self._worn = name
        if self._still:
            return  # the change that is under way ends with this one
        self._still = [w for w in self._app.topLevelWidgets() if w.isVisible()]
        for window in self._still:
            window.setUpdatesEnabled(False)
        self._unseen.find(self._still)
        self._clear()

    def _clear(self) -> None:
        self._then(self._clear if self._unseen.undress() else self._undress)

    def _undress(self) -> None:
        # With a sheet in force each widget would be polished again for the other sheet many times over: 0.4 s for a
        # window with eleven pages, against 0.1 s this way. The windows keep what they show until the last step.
        with self._unseen.passed_over():
            self._app.setStyleSheet("")
        self._app.setPalette(palette(load_tokens(self._worn)))
        self._then(self._dress)

    def _dress(self) -> None:
        with self._unseen.passed_over():
            self._app.setStyleSheet(stylesheet(self._worn, load_tokens(self._worn)))
        self._then(partial(self._show, self._worn))

    def _show(self, name: str) -> None:
        if name != self._worn:  # chosen otherwise meanwhile
            self._undress()
            return
        self.tokens = load_tokens(name)
        still, self._still = self._still, []
        self._unseen.forget()
        self.changed.emit()
        for window in still:
            if shiboken6.isValid(window):
                window.setUpdatesEnabled(True)
                # A painting that was due when the change began was dropped, and Qt still waits for it: it would ask for
                # no other until the window gets another size.
                QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest), LAST)

    def _then(self, step: Callable[[], None]) -> None:
        """With windows on the screen each step is an event of its own, so that none of them holds the others up."""
        if self._still:
            self._next = step
            self._timer.start()
        else:
            step()


def stylesheet(name: str, tokens: Tokens) -> str:
    """The application's one stylesheet in the colours of `tokens`."""
    text = (resources() / "themes" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens.as_dict(), name=name)


def palette(tokens: Tokens) -> QPalette:
    """The palette that Fusion and our own painting read."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.ink),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.red),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.PlaceholderText, tokens.ink3),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.paper),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.raised),
        (role.Mid, tokens.edge),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.line),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.ink3))
    return made

"""Password boxes: shown on request, a hint while Caps Lock is on, and how good a new one is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import icon_button, label, row

_WORDS: tuple[Text, ...] = (
    N_("Too short"),
    N_("Weak"),
    N_("Fair"),
    N_("Good"),
    N_("Strong"),
)


class PasswordBox(QWidget):
    """A box for a password. `entered` on Enter, `changed` on each key."""

    entered = Signal()
    changed = Signal()

    def __init__(self, kit: Kit, name: Text) -> None:
        super().__init__()
        self._kit = kit
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(256)
        # An input method would show the password while it is composed.
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        kit.say(self.line.setAccessibleName, name)
        self.eye = icon_button(kit, "eye", N_("Show the password"), self._toggle)
        self.hint = label(kit, N_("Caps Lock is on"), size=12, tone="amber")
        self.hint.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self.line, self.eye, spacing=4))
        box.addWidget(self.hint)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, also for undo."""
        self.line.clear()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A capital without Shift, or a small letter with it, means Caps Lock."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if len(text) == 1 and text.isalpha() and text.isascii():
                self.hint.setVisible(text.isupper() != shift)
            elif event.key() == Qt.Key.Key_CapsLock:
                self.hint.hide()
        return False

    def _toggle(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        words = N_("Hide the password") if hidden else N_("Show the password")
        self._kit.icon(self.eye.setIcon, "eye-off" if hidden else "eye")
        self._kit.say(self.eye.setToolTip, words)
        self._kit.say(self.eye.setAccessibleName, words)


class Strength(QWidget):
    """Four bars and a word. It guides; what is refused is decided elsewhere."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._level = 0
        self._word: QLabel = label(kit, "", size=12, tone="quiet")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addSpacing(180)
        box.addWidget(self._word)
        box.addStretch(1)
        self.setFixedHeight(18)
        kit.theme.changed.connect(self.update)

    @property
    def level(self) -> int:
        """0 (too short) to 4 (strong)."""
        return self._level

    def judge(self, password: str) -> None:
        """Judge by length first, then by variety."""
        kinds = sum(
            any(test(c) for c in password)
            for test in (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum(), lambda c: c > "\x7f")
        )
        distinct = len(set(password))
        if len(password) < 8:
            self._level = 0
        elif distinct < 5:
            self._level = 1
        else:
            self._level = min(4, 1 + (len(password) >= 10) + (len(password) >= 14) + (kinds >= 3))
        self._kit.say(self._word.setText, _WORDS[self._level] if password else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars."""
        tokens = self._kit.tokens
        tone = (tokens.ink3, tokens.amber, tokens.amber, tokens.accent, tokens.accent)[self._level]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(4):
            painter.setBrush(QColor(tone if at < self._level else tokens.sunk))
            painter.drawRoundedRect(QRectF(at * 44, 7, 40, 4), 2, 2)
        painter.end()

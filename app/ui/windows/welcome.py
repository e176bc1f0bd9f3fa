"""The first page of the first run: make a shop, open one, or look around in a demo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.core.i18n import N_, Text
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.build import pressed_by_enter
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing
from app.ui.windows.step import Step


class Way(QAbstractButton):
    """A large button with an icon, a name and what it means."""

    def __init__(self, kit: Kit, icon: str, name: Text, meaning: Text) -> None:
        super().__init__()
        self._ring = KeyRing()
        self._kit = kit
        self._icon = icon
        self._meaning = ""
        self.setFixedHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kit.say(self.setText, name)
        kit.say(self.set_meaning, meaning)
        kit.theme.changed.connect(self.update)

    def set_meaning(self, words: str) -> None:
        """Take the second line in the language in use."""
        self._meaning = words
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A wide row."""
        return QSize(400, 64)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes this way, as Space does."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card that answers to the pointer."""
        tokens = self._kit.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(self.rect())
        painter.setPen(QPen(QColor(tokens.accent if self.underMouse() else tokens.edge), 1))
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.surface))
        painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        pixmap = self._kit.icons.pixmap(self._icon, "accent", 22, self.devicePixelRatioF())
        painter.drawPixmap(18, 21, pixmap)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(font(13, 700))
        draw_text(painter, QRectF(56, 11, at.width() - 92, 21), self.text())
        painter.setPen(QColor(tokens.ink2))
        painter.setFont(font(12))
        draw_text(painter, QRectF(56, 32, at.width() - 92, 20), self._meaning)
        arrow = self._kit.icons.pixmap("chevron-right", "ink2", 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 30, 24, arrow)
        if self._ring.shows(self):
            draw_focus(painter, self._kit, at, 10)
        painter.end()


class Welcome(Step):
    """Three ways in."""

    create_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()

    def __init__(self, kit: Kit, worker: Worker) -> None:
        super().__init__(
            kit,
            worker,
            N_("Welcome to Taizhang"),
            N_("The back office of your shop, in one encrypted file on this computer. Nothing leaves it."),
        )
        self.new_shop = Way(kit, "store", N_("Create a shop"), N_("Name it, choose its folder, set a password"))
        self.old_shop = Way(kit, "folder-open", N_("Open a shop"), N_("One that is already on this computer or a disk"))
        self.demo_shop = Way(
            kit, "sparkles", N_("Look around in a demo shop"), N_("Invented people and orders; delete it any time")
        )
        for way, signal in (
            (self.new_shop, self.create_asked),
            (self.old_shop, self.open_asked),
            (self.demo_shop, self.demo_asked),
        ):
            way.clicked.connect(signal)
            self.fields.addWidget(way)
        self.fields.setSpacing(10)

    def focus_first(self) -> None:
        """The first way."""
        self.new_shop.setFocus(Qt.FocusReason.TabFocusReason)
